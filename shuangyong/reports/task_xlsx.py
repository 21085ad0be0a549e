"""The table of tasks as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shuangyong.reader.model import Document, Repair
from shuangyong.reports.row_heights import SIZE, TALLEST, row_height
from shuangyong.reports.task_rows import COLUMNS, TaskRow, task_rows
from shuangyong.reports.wording import (
    KINDS,
    LEGEND,
    NO_TASKS,
    OPEN,
    chinese_date,
    printable,
    repair_words,
    table_title,
)

CELL_LIMIT = 32_767
"""Characters that one cell of a sheet can hold."""
TASKS_SHEET, NOTES_SHEET = "任务分解表", "说明"

_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - the sheet format has no zones; a fixed day keeps the bytes the same
_WIDTHS = {
    "序号": 6,
    "来源文件": 18,
    "工作任务": 26,
    "具体措施": 42,
    "牵头单位": 15,
    "配合单位": 15,
    "完成时限": 17,
    "依据原文": 56,
}
_NOTES_WIDTHS = (22, 18, 40, 28, 20, 12, 10, 38)
_HEADER_ROW = 2  # below the title and the legend
_SMALL = 8.0  # points; for rows that would be too tall
_FONT = {"font_name": "仿宋", "font_size": SIZE}


@dataclass(frozen=True, slots=True)
class _Formats:
    """The looks of cells, made once a workbook."""

    title: Format
    legend: Format
    header: Format
    text: Format
    small: Format
    centre: Format
    left_open: Format
    chapter: Format
    section: Format
    remark: Format


def write_xlsx(documents: Sequence[Document], stream: BinaryIO, *, made_on: date | None = None) -> None:
    """Write the tasks of `documents` as one workbook to `stream`.

    All tasks stand in one sheet, also those of several documents (then with a column 来源文件), because the sheet is
    filtered by unit and by term to hand the work out: a unit wants to see everything that is its own, whatever paper
    it came from. That sheet is the first: printing and importing take the first. The second, 说明, says what was read,
    repaired and doubted. `made_on` is the day printed as 制表日期 and written into the properties; without it no day is
    printed. Memory does not grow with the rows.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        created = datetime(made_on.year, made_on.month, made_on.day) if made_on else _EPOCH  # noqa: DTZ001
        title = table_title(documents[0]) if len(documents) == 1 else "任务分解表"
        book.set_properties({"title": title, "author": "", "created": created})
        looks = _formats(book)
        tasks, notes = book.add_worksheet(TASKS_SHEET), book.add_worksheet(NOTES_SHEET)
        _tasks_sheet(tasks, documents, looks, title)
        _notes_sheet(notes, documents, looks, made_on)


def _formats(book: Workbook) -> _Formats:
    cell = _FONT | {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#7F7F7F"}
    return _Formats(
        title=book.add_format(
            {"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter", "text_wrap": True}
        ),
        legend=book.add_format(_FONT | {"font_size": 10, "font_color": "#595959", "valign": "vcenter"}),
        header=book.add_format(
            cell | {"font_name": "黑体", "align": "center", "bg_color": "#E7E6E6"},
        ),
        text=book.add_format(cell),
        small=book.add_format(cell | {"font_size": _SMALL}),
        centre=book.add_format(cell | {"align": "center"}),
        left_open=book.add_format(
            cell | {"font_size": 10, "align": "center", "italic": True, "font_color": "#595959", "bg_color": "#F2F2F2"}
        ),
        chapter=book.add_format({"font_name": "方正小标宋简体", "font_size": 18, "valign": "vcenter"}),
        remark=book.add_format(_FONT),
        section=book.add_format({"font_name": "黑体", "font_size": 12, "valign": "vcenter"}),
    )


def _write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Always as a string: a cell that begins with = + - @ must never be taken for a formula."""
    if len(text) > CELL_LIMIT:
        text = text[: CELL_LIMIT - 2] + "……"
    sheet.write_string(row, column, text, look)


def _tasks_sheet(sheet: Worksheet, documents: Sequence[Document], looks: _Formats, title: str) -> None:
    several = len(documents) > 1
    columns = ("序号", "来源文件", *COLUMNS[1:]) if several else COLUMNS
    last = len(columns) - 1
    for column, name in enumerate(columns):
        sheet.set_column(column, column, _WIDTHS[name])
    _heading(sheet, documents, looks, title, last)
    sheet.set_row(_HEADER_ROW, 22)
    for column, name in enumerate(columns):
        _write(sheet, _HEADER_ROW, column, name, looks.header)
    row = _HEADER_ROW
    for row, (name, task) in enumerate(_numbered_rows(documents), _HEADER_ROW + 1):
        _task_line(sheet, row, task, name if several else None, looks)
    if row == _HEADER_ROW:
        row += 1
        sheet.merge_range(row, 0, row, last, "", looks.centre)
        _write(sheet, row, 0, NO_TASKS, looks.centre)
    sheet.autofilter(_HEADER_ROW, 0, row, last)
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    _print_setup(sheet, repeat=_HEADER_ROW)


def _heading(sheet: Worksheet, documents: Sequence[Document], looks: _Formats, title: str, last: int) -> None:
    secret = _secrecy(documents)
    sheet.set_row(0, 54)
    sheet.merge_range(0, 0, 0, last, "", looks.title)
    _write(sheet, 0, 0, f"{secret}\n{title}" if secret else title, looks.title)
    sheet.set_row(1, 20)
    sheet.merge_range(1, 0, 1, last, "", looks.legend)
    _write(sheet, 1, 0, LEGEND, looks.legend)


def _secrecy(documents: Sequence[Document]) -> str:
    """A table drawn from a marked paper carries its marking."""
    return "、".join(dict.fromkeys(printable(document.secrecy) for document in documents if document.secrecy))


def _numbered_rows(documents: Sequence[Document]) -> Iterator[tuple[str, TaskRow]]:
    first = 1
    for document in documents:
        for row in task_rows(document, first):
            yield printable(document.source.name), row
        first += len(document.tasks)


def _task_line(sheet: Worksheet, row: int, task: TaskRow, source: str | None, looks: _Formats) -> None:
    texts = [*task.cells(), task.basis()]
    names: tuple[str, ...] = COLUMNS[1:]
    if source is not None:
        texts, names = [source, *texts], ("来源文件", *names)
    widths = [_WIDTHS[name] for name in names]
    height, words = row_height(texts, widths), looks.text
    if height > TALLEST:
        height, words = row_height(texts, widths, _SMALL), looks.small
    sheet.set_row(row, min(TALLEST, height))
    sheet.write_number(row, 0, task.number, looks.centre)
    for column, text in enumerate(texts, 1):
        _write(sheet, row, column, text or OPEN, words if text else looks.left_open)


def _print_setup(sheet: Worksheet, repeat: int | None = None) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    sheet.set_footer("&C&14— &P —")
    if repeat is not None:
        sheet.repeat_rows(repeat)


def _notes_sheet(sheet: Worksheet, documents: Sequence[Document], looks: _Formats, made_on: date | None) -> None:
    for column, width in enumerate(_NOTES_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 30)
    _write(sheet, 0, 0, "说明", looks.chapter)
    row = 1
    for line in _remarks(made_on):
        _write(sheet, row, 0, line, looks.remark)
        row += 1
    for heading, names, lines in _sections(documents):
        row = _section(sheet, row + 1, heading, names, lines, looks)
    _print_setup(sheet)


def _remarks(made_on: date | None) -> Iterator[str]:
    if made_on:
        yield f"制表日期：{chinese_date(made_on.isoformat())}"
    yield "任务见“任务分解表”，由系统从原文读出，请对照“依据原文”核对后使用。"
    yield LEGEND


Section = tuple[str, tuple[str, ...], list[tuple[str, ...]]]


def _sections(documents: Sequence[Document]) -> Iterator[Section]:
    names = ("来源文件", "文种", "标题", "来源（发文机关）", "印发（发布）日期", "密级", "任务数", "校验值（SHA-256）")
    yield "一、来源文件", names, [_source_line(document) for document in documents]
    repairs: list[tuple[str, ...]] = [
        (printable(document.source.name), *_repair_cells(repair))
        for document in documents
        for repair in document.repairs
    ]
    yield "二、对原文作的修复", ("来源文件", "修复", "数量"), repairs or [("没有", "", "")]
    doubts: list[tuple[str, ...]] = [
        tuple(map(printable, (document.source.name, odd.text, odd.reason, odd.suggest or "", f"第 {odd.start + 1} 字")))
        for document in documents
        for odd in document.warnings
    ]
    columns = ("来源文件", "存疑文字", "原因", "疑为", "位置")
    yield "三、存疑（未改动，请核对原件）", columns, doubts or [("没有", "", "", "", "")]


def _repair_cells(repair: Repair) -> tuple[str, str]:
    words = repair_words(repair.kind)
    return words.name, f"{repair.count} {words.unit}"


def _source_line(document: Document) -> tuple[str, ...]:
    return (
        printable(document.source.name),
        KINDS.get(document.kind, document.kind),
        printable(document.title or OPEN),
        printable(document.origin or OPEN),
        chinese_date(document.published) or OPEN,
        printable(document.secrecy or "未标注"),
        str(len(document.tasks)),
        document.source.sha256,
    )


def _section(
    sheet: Worksheet, row: int, heading: str, names: tuple[str, ...], lines: list[tuple[str, ...]], looks: _Formats
) -> int:
    """Write a headed list from `row` on; return the first row below it."""
    _write(sheet, row, 0, heading, looks.section)
    for column, name in enumerate(names):
        _write(sheet, row + 1, column, name, looks.header)
    row += 2
    for line in lines:
        sheet.set_row(row, min(TALLEST, row_height(line, _NOTES_WIDTHS)))
        for column, text in enumerate(line):
            _write(sheet, row, column, text, looks.left_open if text == OPEN else looks.text)
        row += 1
    return row
