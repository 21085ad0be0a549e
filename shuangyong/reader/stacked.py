"""Tables that a page's text left cell by cell, each a line of its own and no bar between them: their rows parted by tabs.

The heading tells how many columns there are, and each row begins with its number; where each unit has a line of its own, rows are
told by their running numbers. Whatever does not come out stays.
"""

from __future__ import annotations

import re
from itertools import takewhile

from shuangyong.reader.barred import HEADING, OF_UNITS, SERIAL, columns_of_units
from shuangyong.reader.names import is_unit, split_names

_FEWEST = 3
"""Columns that a table has at least."""
_ROWS = 2
_NUMBER = re.compile(r"\d{1,3}[.．、]?")
_SECTION = re.compile("(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。]{2,50}")
"""二、全力扩投资: a heading across the table."""
_LONGEST = 200
"""Characters of names in a cell at most."""


def with_rows(lines: list[str]) -> list[str]:
    """As many lines; each row of such a table stands where its number stood."""
    at = 0
    while at < len(lines):
        if SERIAL.fullmatch(lines[at].strip()) and (table := _table(lines, at)):
            lines = [*lines[:at], *table, *lines[at + len(table) :]]
            at += len(table)
        else:
            at += 1
    return lines


def _table(lines: list[str], start: int) -> list[str]:
    """The lines of a table whose heading begins at `start`, changed; none where there is no table."""
    filled = [at for at in range(start, len(lines)) if lines[at].strip()]
    width = next((n for n, at in enumerate(filled) if HEADING.fullmatch(lines[at].strip()) is None), len(filled))
    names = [lines[at].strip() for at in filled[:width]]
    even = _even(lines, filled, names) if width >= _FEWEST and any(map(OF_UNITS.search, names)) else {}
    if even:
        return _placed(lines, filled, even)
    return _placed(lines, filled, _uneven(lines, filled, _columns(lines, filled)))


def _placed(lines: list[str], filled: list[int], rows: dict[int, str]) -> list[str]:
    """The lines of a table: each row on the line of its first cell, the lines of its other cells empty.

    Under the key -1 stands the line behind the table.
    """
    end = int(rows.pop(_END, "0"))
    return [rows.get(n, "") for n in range(filled[0], end)]


_END = -1


def _end(lines: list[str], filled: list[int], at: int) -> str:
    return str(filled[at] if at < len(filled) else len(lines))


def _even(lines: list[str], filled: list[int], names: list[str]) -> dict[int, str]:
    """The rows of a table in which each cell is one line."""
    units, width = columns_of_units(names), len(names)
    out = {filled[0]: "\t".join(names)}
    rows, last, at = 0, 0, width
    while at < len(filled):
        cells = [lines[n].strip() for n in filled[at : at + width]]
        if _SECTION.fullmatch(cells[0]):
            out[filled[at]] = cells[0] + "\t" * (width - 1)
            at += 1
            continue
        number = int(re.sub(r"\D", "", cells[0])) if _NUMBER.fullmatch(cells[0]) else 0
        if number <= last or len(cells) < width or not _fits(cells, units):
            break
        out[filled[at]] = "\t".join(cells)
        rows, last, at = rows + 1, number, at + width
    return {**out, _END: _end(lines, filled, at)} if rows >= _ROWS else {}


def _columns(lines: list[str], filled: list[int]) -> list[str]:
    """The names of a table's columns: what stands before its first row's number 1, all but one known."""
    names: list[str] = []
    for at in filled[:_MOST]:
        if lines[at].strip() == "1":
            known = sum(HEADING.fullmatch(name) is not None for name in names)
            return names if known >= max(_FEWEST, len(names) - 1) else []
        names.append(lines[at].strip())
    return []


_MOST = 8
"""Columns at most, the number of the first row among them."""


def _uneven(lines: list[str], filled: list[int], names: list[str]) -> dict[int, str]:
    """The rows of a table in whose one column of units each unit has a line of its own, by the running numbers.

    Where a number has a second row, what is not said again holds for it too.
    """
    units = [at for at, name in enumerate(names) if at and OF_UNITS.search(name)]
    if len(units) != 1 or units[0] < 2:
        return {}
    before, after = units[0] - 1, len(names) - units[0] - 1
    cells = [lines[at].strip() for at in filled]
    out = {filled[0]: "\t".join(names)}
    last, at, owners = 0, len(names), ""
    while at < len(cells):
        row = at
        if cells[at] == str(last + 1):
            last, at, owners = last + 1, at + 1, ""
        elif not last or not cells[at].endswith("。"):
            break
        told = cells[at : at + before]
        at += before
        named = list(takewhile(_may_own, cells[at:]))
        at += len(named)
        owners = "、".join(named) or owners
        behind = cells[at : at + after]
        at += after
        if not owners or len(behind) < after or any(map(_NUMBER.fullmatch, (*told, *behind))):
            return {}
        out[filled[row]] = "\t".join((str(last), *told, owners, *behind))
    return {**out, _END: _end(lines, filled, at)} if last >= _ROWS else {}


_OWNER = re.compile(
    "[一-龥（）()]{1,20}(?:局|委|办|部|处|科|站|队|中心|院|会|政府|办事处|街道|镇|乡|村|社区|公司|集团|学校)(?:[（(][^（）()]{1,12}[）)])?"
)


def _may_own(cell: str) -> bool:
    """Whether a cell holds names of units and nothing else."""
    if len(cell) > _LONGEST or cell.endswith("。"):
        return False
    return all(_OWNER.fullmatch(name) or is_unit(name) for name in split_names(cell) or [""])


def _fits(cells: list[str], units: list[int]) -> bool:
    """Whether a row has one number, its own, and names where names belong."""
    if any(_NUMBER.fullmatch(cell) or _SECTION.fullmatch(cell) for cell in cells[1:]):
        return False
    return all(len(cells[at]) <= _LONGEST and "。" not in cells[at][:-1] for at in units)
