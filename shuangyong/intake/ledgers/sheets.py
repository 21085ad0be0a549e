"""A sent table as rows of cells, in bounded memory; what could hurt is refused before a cell is read (spans)."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from shuangyong.base.files import hostile, kinds, secret
from shuangyong.base.files.kinds import ending
from shuangyong.intake.ledgers import spans
from shuangyong.intake.ledgers.spans import FORMATS, MOST_CELLS, MOST_COLUMNS, SAVE_AGAIN, RefusedTable

MOST_BYTES = 20 * 1024 * 1024
Cell = Any
"""str, float, int, bool, date, datetime, time; "" for an empty one."""
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the very first, so that addresses are those that the office sees."""

    name: str
    rows: Rows
    formulas: bool = False
    """Some cells are formulas: read by the values with which they were saved."""
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """Merged areas: first and last cell, row and column from 0."""

    @property
    def filled(self) -> Rows:
        """The rows with a merged value in each of its places: a household's name beside all its persons.

        No further than the sheet reaches, and not without end where thousands of areas lie over each other.
        """
        if not self.merged:
            return self.rows
        rows, room = [list(row) for row in self.rows], MOST_CELLS
        for (top, left), (bottom, right) in self.merged:
            bottom, right = min(bottom, len(rows) - 1), min(right, MOST_COLUMNS)
            room -= max(bottom - top + 1, 0) * max(right - left + 1, 0)
            if room >= 0 and top <= bottom and left < len(rows[top]) and rows[top][left] != "":
                _spread(rows, top, left, bottom, right)
        return rows


def read(name: str, data: bytes) -> list[Sheet]:
    """The sheets that hold something. Raises Problem."""
    if len(data) > MOST_BYTES:
        raise RefusedTable("文件太大。", FORMATS, "请拆成几份。")
    secret.check(data, name)  # before the file is laid anywhere
    if ending(name) in {"csv", "txt"}:
        return [Sheet("csv", _bounded(_filled(_csv(data))))]
    formulas = _checked(name, data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [_sheet(book, one, formulas) for one in book.sheet_names]
    except (CalamineError, OSError, ValueError) as fault:
        raise RefusedTable("文件打不开，可能已经损坏。", FORMATS, SAVE_AGAIN) from fault
    found = [sheet for sheet in sheets if sheet.rows]
    if not found:
        raise RefusedTable("表里没有内容。", FORMATS, "请检查后重新上传。")
    return found


def _checked(name: str, data: bytes) -> bool:
    """Whether it holds formulas. Raises Problem for what is no table, holds programs, or would burst the memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(data)
        kind = kinds.recognise(path, name)
        if kind.key not in {"xlsx", "xls"}:
            raise RefusedTable(f"“{name[:80]}”不是表格。", FORMATS, SAVE_AGAIN)
        hostile.check(path, kind, name)
    if kind.key == "xlsx":
        return spans.of_xlsx(data)
    spans.of_xls(data)
    return False


def _sheet(book: CalamineWorkbook, name: str, formulas: bool) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    merged = tuple(sheet.merged_cell_ranges or ())
    return Sheet(name, _bounded(sheet.to_python(skip_empty_area=False)), formulas, merged)


def _spread(rows: list[list[Cell]], top: int, left: int, bottom: int, right: int) -> None:
    """What stands in a place itself stays."""
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            if row[column] == "":
                row[column] = value


def _filled(lines: Iterator[list[str]]) -> list[list[str]]:
    """The rows up to the last one that holds something; told while they come that they are too many."""
    rows: list[list[str]] = []
    empty = widest = 0
    for line in lines:
        if not any(line):
            empty += 1
            continue
        widest = max(widest, len(line))
        spans.bound(len(rows) + empty + 1, widest)
        rows.extend([] for _ in range(empty))
        rows.append(line)
        empty = 0
    return rows


def _csv(data: bytes) -> Iterator[list[str]]:
    if b"\0" in data:
        raise RefusedTable("不是文本的 csv。", FORMATS, SAVE_AGAIN)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        reader = csv.reader(StringIO(text, newline=""))
        try:
            yield from reader
        except csv.Error as fault:
            raise RefusedTable("csv 的引号或换行不对。", FORMATS, SAVE_AGAIN) from fault
        return
    raise RefusedTable("csv 的文字编码认不出来。", "可以用 UTF-8 或 GB18030。", SAVE_AGAIN)


def _bounded(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Without the empty rows at the end."""
    last = len(rows)
    while last and not any(cell != "" for cell in rows[last - 1]):
        last -= 1
    spans.bound(last, max(map(len, rows[:last]), default=0))
    return rows[:last]


def address(row: int, column: int) -> str:
    """A cell's address as the office sees it, from 0 and 0: A1."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return f"{letters}{row + 1}"
