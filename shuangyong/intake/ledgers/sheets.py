"""A sent table as rows of cells, in bounded memory; what could hurt is refused before a cell is read.

calamine lays a sheet out densely from its first to its last cell, so two cells far apart would fill the memory: the
sheet's own text is looked through first, a piece at a time, and the size of what it spans is told from that.
"""

from __future__ import annotations

import csv
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from shuangyong.base.errors import Problem
from shuangyong.base.files import hostile, kinds, secret
from shuangyong.base.files.kinds import ending

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 200_000, 120
MOST_CELLS = 8_000_000
"""That a sheet may span, empty ones included: about 250 MB while it is read."""
FORMATS = "可以导入 xlsx、xls 和 csv，每次一份，不超过 20 MB、20 万行、120 列。"
SAVE_AGAIN = "请用 Excel 或 WPS 打开，另存为一份新的 xlsx 再导入。"
PIECE = 1024 * 1024
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_REACHING_OUT = re.compile(
    rb"<f[^>]*>[^<]*(?:WEBSERVICE|HYPERLINK|DDE|CALL\(|REGISTER|\|'|cmd\|)[^<]*</f>", re.IGNORECASE
)
_FORMULA = re.compile(rb"<f[ >/]")
Cell = Any
"""str, float, int, bool, date, datetime, time; "" for an empty one."""
Rows = Sequence[Sequence[Cell]]


class RefusedTable(Problem):
    """A file that is not taken as a table."""


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
        return [Sheet("csv", _bounded(list(_csv(data))))]
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
    return _look_through(data) if kind.key == "xlsx" else False


def _look_through(data: bytes) -> bool:
    formulas = False
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if any(name.startswith("xl/externalLinks/") for name in archive.namelist()):
            raise RefusedTable("表里的公式连着别的文件。", "只收自己完整的表。", "请在 Excel 里“断开链接”后另存。")
        for name in names:
            formulas |= _look_at(_pieces(archive, name))
    return formulas


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The text of a sheet, cut before a tag."""
    rest = b""
    with archive.open(name) as file:
        while piece := file.read(PIECE):
            whole = rest + piece
            cut = whole.rfind(b"<c")
            cut = cut if cut > 0 else len(whole)
            yield whole[:cut]
            rest = whole[cut:]
    yield rest


def _look_at(pieces: Iterator[bytes]) -> bool:
    columns: set[bytes] = set()
    rows, formulas = 0, False
    for piece in pieces:
        found = _CELL.findall(piece)
        columns |= {column for column, _ in found}
        rows = max(rows, max(map(int, {row for _, row in found}), default=0))
        if piece.count(b"<c ") + piece.count(b"<c>") != piece.count(b'<c r="'):
            raise RefusedTable("表不是常见的软件存的，单元格没有地址。", FORMATS, SAVE_AGAIN)
        if _REACHING_OUT.search(piece):
            raise RefusedTable("表里有向外连接或运行程序的公式。", "只收数据。", "请把公式粘贴为数值后另存。")
        formulas = formulas or bool(_FORMULA.search(piece))
    _bound(rows, max(map(_number, columns), default=0))
    return formulas


def _number(column: bytes) -> int:
    found = 0
    for letter in column:
        found = found * 26 + letter - 64
    return found


def _bound(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise RefusedTable(f"表太大：占到第 {rows} 行、第 {columns} 列。", FORMATS, "请删去没有用的行列，或拆成几份。")


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
    _bound(last, max(map(len, rows[:last]), default=0))
    return rows[:last]


def address(row: int, column: int) -> str:
    """A cell's address as the office sees it, from 0 and 0: A1."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return f"{letters}{row + 1}"
