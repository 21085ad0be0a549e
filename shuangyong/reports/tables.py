"""A table of any length written to a stream, row by row: the memory is the same for ten rows and for a million.

What a cell begins with never makes it a formula: in a workbook every text is written as text, in a csv, which
spreadsheets interpret, a sign in front disarms it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shuangyong.rules.wording import day_text

Cell = str | int | float | Decimal | date | None
"""A Decimal is an amount in yuan."""
DAY, MONEY = 'yyyy"年"m"月"d"日"', '#,##0.00" 元"'
"""As papers write them; the cells are days and numbers all the same."""
FORMS = {"xlsx": "Excel", "csv": "csv"}
FIRST_YEAR = 1900
CELL_LIMIT = 32_767
COLUMN = 18
"""Width of a column, in digits: a day written out and the title of a case fit."""
SHEET_ROWS = 1_048_000
"""Rows of one sheet; what goes beyond stands in the next one."""
DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")
"""Full width too: spreadsheets set to Chinese take them for the plain ones."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Who took a table and when: told in its first row and in the file's own properties."""

    title: str
    by: str
    at: datetime
    said: str = ""

    @property
    def line(self) -> str:
        said = f"（{self.said}）" if self.said else ""
        return f"{self.title}{said}，{self.by}于 {self.at:%Y-%m-%d %H:%M} 导出，仅供工作使用"


def write_xlsx(
    stream: IO[bytes], mark: Marked, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, on_disk: bool = True
) -> int:
    """Write a workbook in constant memory; gives how many rows.

    That lays rows down in a temporary file; with `on_disk` False nothing touches the disk, at the cost of the memory.
    """
    memory = {"constant_memory": on_disk, "in_memory": not on_disk}
    book = Workbook(stream, {**memory, "strings_to_formulas": False, "strings_to_urls": False})
    book.use_zip64()  # only where a sheet or the whole is over 2 GiB; without, a million rows break off at the end
    book.set_properties({"title": mark.title, "author": mark.by, "comments": mark.line})
    book.set_custom_property("导出人", mark.by[:255])
    book.set_custom_property("导出时间", f"{mark.at:%Y-%m-%d %H:%M:%S}")
    bold, day, money = (book.add_format(one) for one in ({"bold": True}, {"num_format": DAY}, {"num_format": MONEY}))
    count, at, sheet = 0, SHEET_ROWS, None
    for row in rows:
        if at >= SHEET_ROWS or sheet is None:
            sheet, at = _headed(book, mark, head, bold), 2
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(at, column, cell[:CELL_LIMIT])
            elif isinstance(cell, date):
                _write_day(sheet, at, column, cell, day)
            elif isinstance(cell, Decimal):
                sheet.write_number(at, column, float(cell), money)
            elif cell is not None:
                sheet.write_number(at, column, cell)
        at, count = at + 1, count + 1
    if sheet is None:
        _headed(book, mark, head, bold)
    book.close()
    return count


def _write_day(sheet: Worksheet, at: int, column: int, cell: date, form: Format) -> None:
    """Spreadsheets know no day before 1900: one of a martyr of 1895 is written in words, by which it comes in again."""
    if cell.year < FIRST_YEAR:
        sheet.write_string(at, column, day_text(cell))
    else:
        sheet.write_datetime(at, column, cell, form)


def _headed(book: Workbook, mark: Marked, head: Sequence[str], bold: Format) -> Worksheet:
    """One more sheet: its two lines on top stay in sight, its columns are wide enough for a day or a name."""
    sheet = book.add_worksheet(f"第{len(book.worksheets()) + 1}张")
    sheet.set_column(0, len(head) - 1, COLUMN)
    sheet.freeze_panes(2, 0)
    sheet.write_string(0, 0, mark.line)
    for column, name in enumerate(head):
        sheet.write_string(1, column, name, bold)
    return sheet


def csv_lines(mark: Marked, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A csv as pieces of UTF-8, with the mark that tells Excel so."""
    yield b"\xef\xbb\xbf"
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([disarmed(mark.line)])
    writer.writerow(list(map(disarmed, head)))
    for row in rows:
        writer.writerow([disarmed(cell) if type(cell) is str else _in_words(cell) for cell in row])
        if buffer.tell() > 64_000:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _in_words(cell: Cell) -> Cell:
    """A csv has no formats: an amount says what it counts in."""
    return f"{cell:,.2f} 元" if isinstance(cell, Decimal) else cell


def _emptied(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def disarmed(text: str) -> str:
    """A text as a spreadsheet shows it without acting on it."""
    return f"'{text}" if text[:1] in DANGEROUS else text
