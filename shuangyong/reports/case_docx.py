"""A case's official paper as .docx, set after GB/T 9704: title, addressee, paragraphs, tables, sender and day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell

from shuangyong.reports import gbt9704
from shuangyong.reports.gbt9704 import ER_HAO, FANGSONG, HEI, LINE, SAN_HAO, SI_HAO, XIAOBIAOSONG
from shuangyong.reports.wording import chinese_date, printable

TEXT_MM = 156
"""Between the margins."""
LABEL_MM = 36
TITLE_MOST = 16
"""Characters of 2号 in a line, with room for the space that is set between Chinese and figures."""
_NOT_FIRST, _NOT_LAST = "，。、；：”）》年月日号至", "“（《第"
_BEGINS_A_WORD = (
    *("关于", "协调", "解决", "结对", "工作", "责任", "协议", "通报", "通知", "情况", "实施", "建设", "活动"),
    *("目标", "会议", "纪要", "清单", "双拥", "领导", "开展", "落实", "加强", "进一步", "进行", "问题", "意见", "方案"),
)
DETOUR = 3.0
"""Characters."""
TOGETHER = 15
"""Tables of so many rows stay on one page."""
CELL_LINE = 22.0
"""Points from line to line in a table."""


@dataclass(frozen=True, slots=True)
class Annex:
    """A table behind the signature, on a page of its own: its heading first, then its rows; columns in millimetres."""

    name: str
    table: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper with everything filled in. `rows`: a table of two columns; `table`: its heading first, then its rows."""

    title: str
    to: str
    body: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    table: tuple[tuple[str, ...], ...]
    sender: str
    on: date
    annexes: tuple[Annex, ...] = ()


def write_docx(letter: Letter, stream: BinaryIO) -> None:
    """Write the letter to `stream`; the same letter gives the same bytes."""
    paper = gbt9704.new_paper()
    for line in lines_of(printable(letter.title)):
        title = gbt9704.add_line(paper, line, font=XIAOBIAOSONG, size=ER_HAO, centre=True, line=LINE + 4)
    title.paragraph_format.space_after = Pt(LINE)
    if letter.to:
        gbt9704.add_line(paper, f"{printable(letter.to)}：")
    for text in letter.body:
        _paragraph(paper, text)
    if letter.rows:
        _table(paper, letter.rows, (LABEL_MM, TEXT_MM - LABEL_MM), heading=False)
    if letter.table:
        width = TEXT_MM / len(letter.table[0])
        _table(paper, letter.table, (width,) * len(letter.table[0]), heading=True)
    _list_annexes(paper, letter.annexes)
    _signature(paper, letter)
    for number, annex in enumerate(letter.annexes, 1):
        _annex(paper, f"附件{number}" if len(letter.annexes) > 1 else "附件", annex)
    gbt9704.save(paper, stream, title=letter.title, made_on=letter.on)


def lines_of(title: str) -> list[str]:
    """A title in lines of about one length, numbers and words kept whole (GB/T 9704: 回行排列对称)."""
    wanted = max(1, math.ceil(_breadth(title) / TITLE_MOST))
    lines, rest = [], title
    while wanted > 1:
        cut = _cut(rest, _breadth(rest) / wanted)
        lines.append(rest[:cut])
        rest, wanted = rest[cut:], wanted - 1
    return [*lines, rest]


def _cut(text: str, breadth: float) -> int:
    """The place nearest to a breadth at which a line may end; one between words or at a quotation is worth a detour."""
    able = [n for n in range(1, len(text)) if not (text[n - 1 : n + 1].isascii() and text[n - 1 : n + 1].isalnum())]
    able = [n for n in able if text[n] not in _NOT_FIRST and text[n - 1] not in _NOT_LAST] or [len(text)]
    return min(able, key=lambda n: abs(_breadth(text[:n]) - breadth) - (DETOUR if _between(text, n) else 0))


def _between(text: str, place: int) -> bool:
    """Whether a line that ends here leaves words whole as far as that can be told (回行词意完整)."""
    return text[place] in "“《（" or text[place - 1] in "”》）、与和" or text.startswith(_BEGINS_A_WORD, place)


def _paragraph(paper: Word, text: str) -> None:
    """Two characters in on the first line; a text of several lines is as many paragraphs."""
    for line in text.splitlines():
        if line.strip():
            made = gbt9704.add_line(paper, printable(line.strip()))
            made.paragraph_format.first_line_indent = Pt(2 * SAN_HAO)
            made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _table(paper: Word, rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...], *, heading: bool) -> None:
    table = paper.add_table(len(rows), len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate(rows):
        for cell, text, width in zip(table.rows[number].cells, row, widths, strict=True):
            cell.width = Mm(width)
            _cell(cell, text, bold=number == 0 if heading else text is row[0], centre=heading)
            if len(rows) <= TOGETHER:
                cell.paragraphs[-1].paragraph_format.keep_with_next = number < len(rows) - 1
    if heading:
        table.rows[0]._tr.get_or_add_trPr().append(gbt9704.element("tblHeader"))  # noqa: SLF001 - again on each page
    gbt9704.add_line(paper, "", line=LINE / 2)


def _cell(cell: _Cell, text: str, *, bold: bool, centre: bool) -> None:
    first = cell.paragraphs[0]
    for number, line in enumerate(printable(text).split("\n")):
        paragraph = first if number == 0 else cell.add_paragraph()
        gbt9704.exact_lines(paragraph, CELL_LINE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre or bold else WD_ALIGN_PARAGRAPH.LEFT
        gbt9704.set_type(paragraph.add_run(line), HEI if bold else FANGSONG, SI_HAO)


def _list_annexes(paper: Word, annexes: tuple[Annex, ...]) -> None:
    """附件说明: a line below the text, two characters in, the names below each other, no mark behind them."""
    if annexes:
        for paragraph in (paper.paragraphs[-1], gbt9704.add_line(paper, "")):
            paragraph.paragraph_format.keep_with_next = True
    for number, annex in enumerate(annexes, 1):
        before = f"{number}." if len(annexes) > 1 else ""
        line = gbt9704.add_line(paper, f"{'附件：' if number == 1 else ''}{before}{printable(annex.name)}")
        line.paragraph_format.left_indent = Pt((2 if number == 1 else 5) * SAN_HAO)
        line.paragraph_format.keep_with_next = True


def _annex(paper: Word, mark: str, annex: Annex) -> None:
    """On a page of its own: 附件 in 3号黑体 at the upper left, its title in the third line."""
    head = gbt9704.add_line(paper, mark, font=HEI)
    head.paragraph_format.page_break_before = True
    gbt9704.add_line(paper, "")
    for line in lines_of(printable(annex.name)):
        title = gbt9704.add_line(paper, line, font=XIAOBIAOSONG, size=ER_HAO, centre=True, line=LINE + 4)
    title.paragraph_format.space_after = Pt(LINE / 2)
    _table(paper, annex.table, annex.widths, heading=True)


def _signature(paper: Word, letter: Letter) -> None:
    """Sender and day at the right, the longer of them four characters in, the middle of one above the other's.

    They never stand on a page without text (GB/T 9704, 7.3.5): what is last before them goes with them.
    """
    for paragraph in paper.paragraphs[-2:]:
        paragraph.paragraph_format.keep_with_next = True
    if paper.tables:
        for cell in paper.tables[-1].rows[-1].cells:
            cell.paragraphs[-1].paragraph_format.keep_with_next = True
    if not letter.sender:  # an agreement: both sides sign and date it in its text
        return
    gbt9704.add_line(paper, "").paragraph_format.keep_with_next = True
    day = chinese_date(letter.on.isoformat()) or ""
    widest = max(_breadth(letter.sender), _breadth(day))
    for text in (letter.sender, day):
        line = gbt9704.add_line(paper, printable(text))
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt((4 + (widest - _breadth(text)) / 2) * SAN_HAO)
        line.paragraph_format.keep_with_next = text != day


def _breadth(text: str) -> float:
    return sum(1.0 if ord(character) > 0x2000 else 0.5 for character in text)
