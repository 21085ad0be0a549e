"""The table of tasks as a paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import BinaryIO

from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from shuangyong.reader.model import Document
from shuangyong.reports import gbt9704
from shuangyong.reports.gbt9704 import FANGSONG, GREY, HEI, SONG, WU_HAO, XIAO_WU, XIAOBIAOSONG
from shuangyong.reports.task_rows import COLUMNS, TaskRow, task_rows
from shuangyong.reports.wording import (
    KINDS,
    LEGEND,
    NO_TASKS,
    OPEN,
    chinese_date,
    doubts_alike,
    printable,
    repair_line,
    table_title,
)

QUOTE_LIMIT = 160
"""Characters of 依据原文 in a paper; the sheet has them whole."""
CELL_LIMIT = 3_000
"""Characters of any other cell: more would not fit a page, and the markup's reader refuses endless text."""

_WIDTHS_MM = (11, 34, 54, 25, 25, 33, 43)  # together the 225 mm between the margins of a sheet on its side
_TWIPS_PER_MM = 1440 / 25.4
_FEW_DOUBTS = 5
_LEADING = 1.45  # from line to line, in type sizes
_POINTS_PER_MM = 72 / 25.4
_CELL_MARGINS_MM = 2.4  # left and right of the words
_TALL = 139.0
"""Points from which a row may go on over the page's end: a third of a page. Kept whole, it would leave a blank."""
_DEADLINE = COLUMNS.index("完成时限")
_CENTRED = {0, 3, 4, _DEADLINE}


def write_docx(documents: Sequence[Document], stream: BinaryIO, *, made_on: date | None = None) -> None:
    """Write the tasks of `documents` as one paper to `stream`, each document's table from a new page.

    A4 on its side, so that seven columns can be read. `made_on` is printed as 制表日期 and written into the properties;
    without it no day is printed.
    """
    paper = gbt9704.new_paper(landscape=True)
    for index, document in enumerate(documents):
        _document(paper, document, made_on, new_page=index > 0)
    title = table_title(documents[0]) if len(documents) == 1 else "任务分解表"
    gbt9704.save(paper, stream, title=title, made_on=made_on)


def _document(paper: Paper, document: Document, made_on: date | None, *, new_page: bool) -> None:
    first_line = len(paper.paragraphs)
    if document.secrecy:  # what is drawn from a marked paper carries its marking
        gbt9704.add_line(paper, printable(document.secrecy), font=HEI)
    title = gbt9704.add_line(
        paper, table_title(document), font=XIAOBIAOSONG, size=gbt9704.ER_HAO, centre=True, line=gbt9704.LINE + 4
    )
    title.paragraph_format.space_after = Pt(10)
    title.paragraph_format.keep_with_next = True
    paper.paragraphs[first_line].paragraph_format.page_break_before = new_page
    for line in _head_lines(document, made_on):
        gbt9704.add_line(paper, line, size=gbt9704.XIAO_SI, line=20)
    last = paper.paragraphs[-1]
    last.paragraph_format.space_after = Pt(6)
    last._p.addnext(_table(document))  # noqa: SLF001 - python-docx places tables only at the end
    for index, line in enumerate(_doubt_lines(document)):
        below = gbt9704.add_line(paper, line, size=gbt9704.XIAO_SI, line=20)
        below.paragraph_format.space_before = Pt(0 if index else 8)


def _head_lines(document: Document, made_on: date | None) -> list[str]:
    facts = [
        f"来源：{printable(document.origin or OPEN)}",
        f"文种：{KINDS.get(document.kind, document.kind)}",
        f"印发（发布）日期：{chinese_date(document.published) or OPEN}",
        f"文件：{printable(document.source.name)}",
    ]
    if made_on:
        facts.append(f"制表日期：{chinese_date(made_on.isoformat())}")
    count = f"共 {len(document.tasks)} 项任务。" if document.tasks else ""
    return ["　".join(facts), f"说明：{count}{LEGEND}"]


def _doubt_lines(document: Document) -> list[str]:
    """What the reader changed or doubts, so that whoever signs the table can look it up."""
    lines = [f"原文修复：{repair_line(document)}。"]
    if document.warnings:
        alike = [f"{said}{len(found)} 处" if len(found) > 1 else said for said, found in doubts_alike(document).items()]
        shown, more = alike[:_FEW_DOUBTS], "等" if len(alike) > _FEW_DOUBTS else ""
        lines.append(f"存疑 {len(document.warnings)} 处，请核对原件：{'；'.join(shown)}{more}。")
    return lines


def _table(document: Document) -> BaseOxmlElement:
    """The table as one element. Its markup is written as text: made element by element it takes three times as long."""
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in _WIDTHS_MM)
    rows = "".join(_task_row(row) for row in task_rows(document)) or _empty_row()
    table = f"<w:tbl {nsdecls('w')}>{_table_look()}<w:tblGrid>{grid}</w:tblGrid>{_header_row()}{rows}</w:tbl>"
    return parse_xml(table)


def _table_look() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{_twips(millimetres)}" w:type="dxa"/>'
        for side, millimetres in (("top", 0.6), ("left", 1.2), ("bottom", 0.6), ("right", 1.2))
    )
    return (
        f'<w:tblPr><w:tblW w:w="{_twips(sum(_WIDTHS_MM))}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _row(cells: Iterable[str], *, header: bool = False, tall: bool = False) -> str:
    """A row, split over two pages only where it is `tall`; a header stands again at the top of each."""
    whole, repeated = "" if tall else "<w:cantSplit/>", "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _header_row() -> str:
    look = _Look(font=HEI, centre=True, fill="E7E6E6")
    return _row((_cell(name, width, look) for name, width in zip(COLUMNS, _WIDTHS_MM, strict=True)), header=True)


def _task_row(task: TaskRow) -> str:
    basis = task.basis(QUOTE_LIMIT)
    looks = [_Look(font=SONG, centre=True)]
    for column, text in enumerate(task.cells(), 1):
        below = XIAO_WU if column == _DEADLINE else WU_HAO  # the day in figures fits its line only when small
        looks.append(_Look(centre=column in _CENTRED, below=below) if text else _LEFT_OPEN)
    looks.append(_Look(size=XIAO_WU, below=XIAO_WU))
    texts = [str(task.number), *(text or OPEN for text in task.cells()), basis]
    cells = list(zip(texts, _WIDTHS_MM, looks, strict=True))
    tall = max(_height(*cell) for cell in cells) > _TALL
    if tall:  # the words in the middle of a row that is split would stand on its second page only
        cells = [(text, width, replace(look, top=True)) for text, width, look in cells]
    return _row((_cell(*cell) for cell in cells), tall=tall)


def _height(text: str, width: float, look: _Look) -> float:
    """About how many points `text` needs in a cell `width` millimetres wide."""
    room = (width - _CELL_MARGINS_MM) * _POINTS_PER_MM
    sizes = [look.size] + [look.below] * text.count("\n")
    return sum(
        max(1, math.ceil(_breadth(line) * size / room)) * size * _LEADING
        for line, size in zip(_shortened(text).split("\n"), sizes, strict=False)
    )


def _breadth(line: str) -> float:
    """Breadth in type sizes: a Chinese character is one, a letter or a digit half of one."""
    return sum(1.0 if ord(character) > 0x2000 else 0.5 for character in line)


def _shortened(text: str) -> str:
    return text if len(text) <= CELL_LIMIT else text[:CELL_LIMIT] + "……"


def _empty_row() -> str:
    return _row([_cell(NO_TASKS, sum(_WIDTHS_MM), _Look(centre=True), span=len(_WIDTHS_MM))])


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell is set; lines after its first have the size `below`. Sizes in points."""

    font: str = FANGSONG
    size: float = WU_HAO
    below: float = WU_HAO
    centre: bool = False
    fill: str = ""
    grey: bool = False
    top: bool = False


_LEFT_OPEN = _Look(size=XIAO_WU, centre=True, fill="F2F2F2", grey=True)


def _cell(text: str, width: float, look: _Look, *, span: int = 1) -> str:
    """A cell; each line of `text` is a paragraph."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>' if look.fill else ""
    first, *rest = _shortened(text).split("\n")
    side = "top" if look.top else "center"
    lines = _cell_line(first, look, look.size) + "".join(_cell_line(line, look, look.below) for line in rest)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{spanned}{fill}<w:vAlign w:val="{side}"/></w:tcPr>'
        f"{lines}</w:tc>"
    )


def _cell_line(text: str, look: _Look, size: float) -> str:
    """One paragraph of a cell, off the page's grid: that would set small type as wide apart as the text."""
    font, side = look.font, "center" if look.centre else "left"
    grey = f'<w:i/><w:color w:val="{GREY}"/>' if look.grey else ""
    words = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' for part in text.split("\t"))
    return (
        f'<w:p><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{round(size * _LEADING * 20)}" w:lineRule="exact"/>'
        f'<w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'
        f'{grey}<w:sz w:val="{round(size * 2)}"/></w:rPr>{words}</w:r></w:p>'
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)
