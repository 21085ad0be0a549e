"""Tables of a PDF that no rules part: rows by their numbers, cells by their places, over page ends; what is no table stays."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shuangyong.reader import Document, read_bytes

FONT = "STSong-Light"
SIZE, PITCH = 11.0, 18.0
LEFTS = (80.0, 130.0, 300.0, 420.0)
WIDTHS = (3, 12, 9, 8)
"""Characters that a cell of each column holds in a line."""
HEAD = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = (
    ("1", "核实优抚对象底数，建立一人一档，逐户上门核对，做到不漏一户", "县退役军人事务局", "6月底前"),
    ("2", "修订双拥工作考核细则", "县委宣传部", "2026年9月底前"),
    ("3", "做好军人子女入学转学工作，开学前全部落实到位", "县人力资源和社会保障局、县总工会", "8月20日前"),
)
AS_TEXT = ["\t".join(HEAD), *("\t".join(row) for row in ROWS)]
TITLE = "云麓县双拥办关于印发任务分工的通知"

Placed = tuple[float, float, str]


def wrapped(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]


def table(
    rows: tuple[tuple[str, ...], ...], y: float, middle: bool = False, room: float = 0.0, head: bool = True
) -> tuple[list[Placed], float]:
    """What a table's cells say and where; the height below it. `middle`: numbers and short cells in the middle of rows."""
    out: list[Placed] = []
    for row in (HEAD, *rows) if head else rows:
        cells = [wrapped(text, width) for text, width in zip(row, WIDTHS, strict=True)]
        tall = max(map(len, cells))
        for left, cell in zip(LEFTS, cells, strict=True):
            down = (tall - len(cell)) * PITCH / 2 if middle else 0.0
            out += [(left, y - down - PITCH * at, text) for at, text in enumerate(cell) if text]
        y -= tall * PITCH + room
    return out, y


def printed(*pages: list[Placed], size: float = SIZE) -> bytes:
    """A title on the first page, what stands on each, a page's number at every foot."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for number, page in enumerate(pages, 1):
        if number == 1:
            canvas.setFont(FONT, 18)
            canvas.drawCentredString(297, 770, TITLE)
        canvas.setFont(FONT, size)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(297, 40, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read(*pages: list[Placed]) -> Document:
    return read_bytes(printed(*pages), "通知.pdf")


BEFORE: list[Placed] = [
    (80.0, 730.0, "各乡镇人民政府："),
    (102.0, 712.0, "现将任务分工表印发给你们，请结合实际抓好落实。"),
]
AFTER = "请各单位每季度末将进展情况报县双拥办。"


@pytest.mark.parametrize(("middle", "room"), [(False, 0.0), (False, 5.0), (True, 0.0), (True, 5.0)])
def test_a_table_without_rules_is_read_row_by_row(middle: bool, room: float) -> None:
    cells, below = table(ROWS, 690.0, middle, room)
    got = read([*BEFORE, *cells, (102.0, below, AFTER)])
    lines = got.text.split("\n")
    assert lines[-5:] == [*AS_TEXT, AFTER]
    assert [task.lead for task in got.tasks][:3] == [
        ("县退役军人事务局",),
        ("县委宣传部",),
        ("县人力资源和社会保障局", "县总工会"),
    ]


def test_names_in_the_middle_over_cells_that_begin_at_the_left() -> None:
    cells, _ = table(ROWS, 690.0 - PITCH, middle=True, head=False)
    names = [(left + 30.0 * (at > 0), 690.0, name) for at, (left, name) in enumerate(zip(LEFTS, HEAD, strict=True))]
    assert read([*BEFORE, *names, *cells]).text.split("\n")[-4:] == AS_TEXT


def test_serials_name_on_two_lines() -> None:
    cells, _ = table(ROWS, 690.0 - 2 * PITCH, head=False)
    names = [(left, 690.0 - PITCH / 2, name) for left, name in zip(LEFTS[1:], HEAD[1:], strict=True)]
    page = [*BEFORE, (LEFTS[0], 690.0, "序"), (LEFTS[0], 690.0 - PITCH, "号"), *names, *cells]
    assert read(page).text.split("\n")[-4:] == AS_TEXT


@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("again", [False, True])
def test_a_table_goes_on_over_a_pages_end(middle: bool, again: bool) -> None:
    first, _ = table(ROWS[:1], 690.0, middle)
    second, _ = table(ROWS[1:], 770.0, middle, head=again)
    assert read([*BEFORE, *first], second).text.split("\n")[-4:] == AS_TEXT


def test_names_alone_at_a_pages_foot() -> None:
    names, _ = table((), 690.0)
    rows, _ = table(ROWS, 770.0, head=False)
    assert read([*BEFORE, *names], rows).text.split("\n")[-4:] == AS_TEXT


@pytest.mark.parametrize("last", [False, True])
def test_a_row_cut_by_a_pages_end(last: bool) -> None:
    """With a row below its rest, and as the last one."""
    rows = (("1", *ROWS[1][1:]), ("2", *ROWS[0][1:])) if last else ROWS
    cells, _ = table(rows[:2] if last else rows[:1], 690.0)
    low = min(y for _, y, _ in cells)
    rest = [(x, 770.0, text) for x, y, text in cells if y == low]
    more, _ = ([], 0.0) if last else table(ROWS[1:], 770.0 - PITCH, head=False)
    got = read([*BEFORE, *(cell for cell in cells if cell[1] > low)], [*rest, *more])
    wanted = ["\t".join((str(at), *row[1:])) for at, row in enumerate(rows, 1)]
    assert got.text.split("\n")[-len(wanted) :] == wanted


def test_a_row_in_the_middle_cut_by_a_pages_end() -> None:
    """Its number stands at the head then; lines of equal height must not be taken for those of the row below."""
    first, below = table(ROWS[:1], 690.0, middle=True)
    cut = [
        (LEFTS[0], below, "2"),
        (LEFTS[1], below, "修订双拥工作考核细则，分"),
        (LEFTS[2], below, "县委宣传部"),
        (LEFTS[3], below, "6月底前"),
    ]
    more, _ = table((("3", *ROWS[0][1:]), ("4", *ROWS[1][1:])), 770.0 - PITCH, middle=True, head=False)
    got = read([*BEFORE, *first, *cut], [(LEFTS[1], 770.0, "级报批"), *more])
    assert got.text.split("\n")[-4:] == [
        AS_TEXT[1],
        "2\t修订双拥工作考核细则，分级报批\t县委宣传部\t6月底前",
        "3" + AS_TEXT[1][1:],
        "4" + AS_TEXT[2][1:],
    ]


def test_words_below_a_table_are_none_of_it() -> None:
    """A line that begins where a column does, below a cell that is not full."""
    cells, below = table(ROWS[:2], 690.0)
    got = read([*BEFORE, *cells, (LEFTS[1], below, "联系人：周国梁")])
    assert got.text.split("\n")[-2:] == [AS_TEXT[2], "联系人：周国梁"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            [(80.0, 690.0, "序号一栏由县双拥办统一填写，各单位不得改动。"), (80.0, 672.0, "1 月底前报送。")], id="prose"
        ),
        pytest.param(
            [
                *table((), 690.0)[0],
                (80.0, 672.0, "1"),
                (130.0, 672.0, "走访慰问"),
                (250.0, 654.0, "健康体检"),
                (80.0, 654.0, "2"),
                (190.0, 654.0, "入学"),
            ],
            id="places",
        ),
    ],
)
def test_what_does_not_fit_is_no_table(page: list[Placed]) -> None:
    text = read([*BEFORE, *page, *((80.0, 500.0 - PITCH * at, f"其余第{at}句照旧。") for at in range(5))]).text
    assert "\n1\t" not in text
