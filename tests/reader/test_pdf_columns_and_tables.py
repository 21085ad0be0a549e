"""PDF pages set in two columns with a ruled table in one of them, or running from one into the other."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shuangyong.reader.formats import extract

FONT = "STSong-Light"
SIZE, PITCH = 10.5, 17.0
LEFT, RIGHT, COLUMN = 51.0, 308.0, 235.0
EDGES = (-5.0, 25.0, 150.0, 230.0)
FULL = "为深入贯彻落实上级精神现就有关事项通知如下一"

Row = tuple[list[str], list[str], list[str]]
"""The lines of a row's three cells."""


class Sheet:
    """A page on which columns are printed, top to bottom."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, pagesize=(595, 842))
        self._canvas.setFont(FONT, SIZE)
        self.x, self.y = LEFT, 760.0

    def start(self, x: float, y: float = 760.0) -> None:
        self.x, self.y = x, y

    def lines(self, *lines: str) -> None:
        for line in lines:
            self._canvas.drawString(self.x, self.y, line)
            self.y -= PITCH

    def table(self, *rows: Row) -> None:
        top = self.y + 0.9 * SIZE
        for row in rows:
            self._rule(-5.0, top, 230.0, top)
            for edge, cell in zip(EDGES, row, strict=False):
                for at, line in enumerate(cell):
                    self._canvas.drawString(self.x + edge + 5, top - 12.0 - 14.0 * at, line)
            low = top - 14.0 * max(map(len, row)) - 4
            for edge in EDGES:
                self._rule(edge, top, edge, low)
            top = low
        self._rule(-5.0, top, 230.0, top)
        self.y = top - PITCH

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._canvas.line(self.x + x1, y1, self.x + x2, y2)

    def read(self) -> list[str]:
        self._canvas.drawCentredString(297, 40, "- 1 -")
        self._canvas.save()
        found = extract(self._stream.getvalue(), "a.pdf").lines
        return [line.text.strip("\u3000") for line in found if line.text and line.role in ("body", "row")]


HEAD: Row = (["序号"], ["工作任务"], ["责任单位"])
ONE: Row = (["1"], ["走访慰问优抚对象，做到", "不漏一户"], ["县民政局"])
TWO: Row = (["2"], ["修订双拥工作考核细则"], ["县双拥办"])
WRITTEN = [
    "序号\t工作任务\t责任单位",
    "1\t走访慰问优抚对象，做到不漏一户\t县民政局",
    "2\t修订双拥工作考核细则\t县双拥办",
]


@pytest.mark.parametrize("in_the_left", [True, False])
def test_a_table_in_one_column(in_the_left: bool) -> None:
    sheet = Sheet()
    wanted: list[str] = []
    for x, tabled in ((LEFT, in_the_left), (RIGHT, not in_the_left)):
        sheet.start(x)
        sheet.lines(*[FULL] * 6)
        wanted += [FULL] * 6
        if tabled:
            sheet.table(HEAD, ONE, TWO)
            wanted += WRITTEN
        sheet.lines(*[FULL] * 6)
        wanted += [FULL] * 6
    assert sheet.read() == wanted


@pytest.mark.parametrize("full", [False, True])
def test_a_row_cut_by_its_columns_end_is_one(full: bool) -> None:
    """Also where all cells go on in the next column; the table has no merged cells."""
    sheet = Sheet()
    sheet.lines(*[FULL] * 12)
    sheet.table(HEAD, (["1"], ["走访慰问优抚对象，做到"], ["县退役军人"] if full else ["县民政局"]))
    sheet.start(RIGHT)
    sheet.table(([], ["不漏一户"], ["事务局"] if full else []), TWO)
    sheet.lines(*[FULL] * 8)
    one = WRITTEN[1].replace("县民政局", "县退役军人事务局") if full else WRITTEN[1]
    assert sheet.read() == [*[FULL] * 12, WRITTEN[0], one, WRITTEN[2], *[FULL] * 8]


def test_a_table_over_the_whole_page_is_read_where_it_stands() -> None:
    sheet = Sheet()
    sheet.lines(*[FULL + FULL[:18]] * 5)
    sheet.table(HEAD, ONE, TWO)
    sheet.lines(*[FULL + FULL[:18]] * 3)
    assert sheet.read() == [*[FULL + FULL[:18]] * 5, *WRITTEN, *[FULL + FULL[:18]] * 3]


def nested(*, inset: float, double: bool = False) -> list[str]:
    """A table in whose last cell another stands, `inset` points from its left edge; or one whose outer rules are double."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=(595, 842))
    page.setFont(FONT, SIZE)
    page.drawString(80, 740, "云麓县双拥工作安排")
    grid(page, (80.0, 200.0, 500.0), (700.0, 680.0, 600.0))
    inner = (77.0, 77.0, 503.0) if double else (200.0 + inset, 360.0, 500.0)
    grid(page, inner[::2] if double else inner, (703.0, 597.0) if double else (670.0, 650.0, 610.0))
    words = [(86, 686, "类别"), (206, 686, "工作安排"), (86, 664, "走访慰问")]
    words += [(212, 656, "核实优抚对象底数"), (366, 656, "县民政局"), (212, 634, "走访慰问"), (366, 634, "六月底前")]
    for x, y, text in words:
        page.drawString(x, y, text)
    page.save()
    return [line.text for line in extract(stream.getvalue(), "a.pdf").lines if line.role == "row"]


def grid(page: Canvas, xs: tuple[float, ...], ys: tuple[float, ...]) -> None:
    for x in xs:
        page.line(x, ys[0], x, ys[-1])
    for y in ys:
        page.line(xs[0], y, xs[-1], y)


def test_a_table_in_a_cell_is_that_cells_text() -> None:
    assert nested(inset=5.4) == ["类别\t工作安排", "走访慰问\t核实优抚对象底数 县民政局走访慰问 六月底前"]


def test_double_rules_around_a_table_hold_no_other() -> None:
    assert nested(inset=0.0, double=True)[0] == "类别\t工作安排"
