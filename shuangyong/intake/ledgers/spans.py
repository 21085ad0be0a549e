"""How far the sheets of a workbook reach, told before calamine lays them out.

calamine lays a sheet out densely from its first to its last cell: a file of a few kilobytes with two cells far apart
takes more memory than there is, and the whole program ends on the spot, every page with it. So an xlsx is looked
through as the text that it is, whatever its parts are called. What that does not tell (an xls; long texts that many
cells share, each of which becomes a copy) is opened in a process of its own first.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from shuangyong.base.errors import Problem

MOST_ROWS, MOST_COLUMNS = 200_000, 120
MOST_CELLS = 8_000_000
"""That the sheets of a book may span, empty ones included: about 250 MB while it is read."""
FORMATS = "可以导入 xlsx、xls 和 csv，每次一份，不超过 20 MB、20 万行、120 列。"
SAVE_AGAIN = "请用 Excel 或 WPS 打开，另存为一份新的 xlsx 再导入。"
MOST_TEXT = 256 * 1024 * 1024
"""Bytes that the shared texts can come to in the cells and still be read without a trial."""
PIECE = 1024 * 1024
PATIENCE = 60
"""Seconds for an old workbook of 20 MB; on a quiet machine it takes two."""
_BEGINS = b"sheetData"
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: [A-Za-z:]+="[^"<>]*")*/>')
_ENDS_OF_NAME = (b" ", b">", b"/", b"\t", b"\n", b"\r")
_OTHER_NAME = re.compile(rb"<[^\s<>/:]+:c[\s/>]")
_REACHING_OUT = re.compile(
    rb"<f[^>]*>[^<]*(?:WEBSERVICE|HYPERLINK|DDE|CALL\(|REGISTER|\|'|cmd\|)[^<]*</f>", re.IGNORECASE
)
_FORMULA = re.compile(rb"<f[ >/]")
_SHARED = "xl/sharedstrings.xml"
_OTHER_BOOKS = frozenset({"content.xml", "xl/workbook.bin", "mimetype"})
"""Of an ods or xlsb: calamine reads that where the xlsx beside it will not open."""
_TRIAL = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({1024 * 1024 * 1024},) * 2)
except ImportError:
    pass
from io import BytesIO
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
spans = [(sheet.end[0] + 1, sheet.end[1] + 1) for sheet in sheets if sheet.end]
print(max((r for r, _ in spans), default=0), max((c for _, c in spans), default=0), sum(r * c for r, c in spans))
"""


class RefusedTable(Problem):
    """A file that is not taken as a table."""


@dataclass(slots=True)
class _Span:
    """What the sheets of a book reach together."""

    cells: int = 0
    filled: int = 0
    longest: int = 0
    """Bytes of the longest shared text, or more."""

    def add(self, rows: int, columns: int, filled: int) -> None:
        self.cells += rows * columns
        self.filled += filled
        bound(rows, columns, self.cells)


def bound(rows: int, columns: int, cells: int = 0) -> None:
    """RefusedTable where a sheet, or all of them with `cells`, are too large."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or max(rows * columns, cells) > MOST_CELLS:
        raise RefusedTable(f"表太大：占到第 {rows} 行、第 {columns} 列。", FORMATS, "请删去没有用的行列，或拆成几份。")


# ── xlsx ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def of_xlsx(data: bytes) -> bool:
    """Whether it holds formulas. Raises RefusedTable."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = {name.lower() for name in archive.namelist()}
        if any(name.startswith("xl/externallinks/") for name in names):
            raise RefusedTable("表里的公式连着别的文件。", "只收自己完整的表。", "请在 Excel 里“断开链接”后另存。")
        if names & _OTHER_BOOKS:
            raise RefusedTable("表里夹着另一份表。", FORMATS, SAVE_AGAIN)
        span, formulas = _Span(), False
        for part in archive.infolist():
            formulas |= _look_at(_pieces(archive, part), span)
            if part.filename.lower() == _SHARED:
                span.longest = _longest(archive, part)
    if span.longest * span.filled > MOST_TEXT:
        _tried(data)
    return formulas


def _longest(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Bytes of the longest shared text: no further apart do two stand. A comment within one hides where it ends."""
    longest, run, end = 0, 0, b""
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            first, *others = piece.split(b"<si")
            run += len(first)
            if others:
                longest, run = max(longest, run, *map(len, others)), len(others[-1])
            if b"<!" in end + piece:
                return MOST_TEXT
            end = piece[-1:]
    return max(longest, run)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The text of a part, cut before a tag, where there is one before a cell."""
    rest = b""
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            whole = rest + piece
            cut = whole.rfind(b"<c")
            cut = cut if cut > 0 else whole.rfind(b"<")
            cut = cut if cut > 0 else len(whole)
            yield whole[:cut]
            rest = whole[cut:]
    yield rest


def _look_at(pieces: Iterator[bytes], span: _Span) -> bool:
    """Any part may be the one that the book calls its sheet; cells count from where its rows begin."""
    columns: set[bytes] = set()
    rows, filled, begun, formulas = 0, 0, False, False
    for piece in pieces:
        begun = begun or _BEGINS in piece
        if not begun:
            continue
        found = _CELL.findall(piece)
        if not _all_addressed(piece, len(found)):
            raise RefusedTable("表不是常见的软件存的，单元格没有地址。", FORMATS, SAVE_AGAIN)
        filled += len(found)
        columns |= {column for column, _ in found}
        rows = max(rows, max(map(int, {row for _, row in found}), default=0))
        if b"<f" not in piece and b"<F" not in piece:
            continue
        if _REACHING_OUT.search(piece):
            raise RefusedTable("表里有向外连接或运行程序的公式。", "只收数据。", "请把公式粘贴为数值后另存。")
        formulas = formulas or bool(_FORMULA.search(piece))
    span.add(rows, max(map(_number, columns), default=0), filled)
    return formulas


def _all_addressed(piece: bytes, filled: int) -> bool:
    """Whether every cell begins as Excel and WPS write it, so that none reaches where nobody looked."""
    if b":c" in piece and _OTHER_NAME.search(piece):
        return False
    if piece.count(b"<c") == filled:  # mostly: nothing else begins so, and one look tells
        return True
    cells = sum(piece.count(b"<c" + end) for end in _ENDS_OF_NAME)
    return cells == filled or cells == filled + len(_EMPTY_CELL.findall(piece))


def _number(column: bytes) -> int:
    found = 0
    for letter in column:
        found = found * 26 + letter - 64
    return found


# ── a trial ────────────────────────────────────────────────────────────────────────────────────────────────────────


def of_xls(data: bytes) -> None:
    """Raises RefusedTable."""
    bound(*_tried(data))


def _tried(data: bytes) -> tuple[int, int, int]:
    """Rows, columns and cells that it reaches, told by a process with bounded memory. Raises RefusedTable."""
    reader = [sys.executable, "-I", "-c", _TRIAL]
    try:
        trial = subprocess.run(reader, input=data, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        raise RefusedTable("文件打开太慢，可能已经损坏。", FORMATS, SAVE_AGAIN) from None
    if trial.returncode:
        raise RefusedTable("文件打不开，可能太大或者已经损坏。", FORMATS, SAVE_AGAIN)
    rows, columns, cells = map(int, trial.stdout.split())
    return rows, columns, cells
