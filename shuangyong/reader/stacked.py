"""Tables that a page's text left cell by cell, each a line of its own and no bar between them: their rows parted by tabs.

The heading tells how many columns there are, and each row begins with its number; where each unit has a line of its own, rows are
told by their running numbers. Whatever does not come out stays.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

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


class Rows(NamedTuple):
    """The rows of a table, each under the number of its first cell, and the number of the cell behind the table."""

    texts: dict[int, str]
    end: int


def with_rows(lines: list[str]) -> list[str]:
    """As many lines; each row of such a table stands where its number stood, the lines of its other cells are empty."""
    places = [at for at, line in enumerate(lines) if line.strip()]
    cells = [lines[at].strip() for at in places]
    out = list(lines)
    first = 0
    while first < len(cells):
        rows = _table(cells, first) if SERIAL.fullmatch(cells[first]) else None
        if rows is None:
            first += 1
            continue
        for at in range(first, rows.end):
            out[places[at]] = rows.texts.get(at, "")
        first = rows.end
    return out


def _table(cells: list[str], first: int) -> Rows | None:
    """The rows of a table whose heading begins at a cell; None where there is no table."""
    names = list(takewhile(HEADING.fullmatch, cells[first : first + _MOST]))
    if len(names) >= _FEWEST and any(map(OF_UNITS.search, names)) and (even := _even(cells, first, names)):
        return even
    return _uneven(cells, first, _columns(cells[first : first + _MOST]))


_MOST = 16
"""Columns at most, the number of the first row among them: a line is looked at from no more than so many headings."""


def _even(cells: list[str], first: int, names: list[str]) -> Rows | None:
    """The rows of a table in which each cell is one line."""
    units, width = columns_of_units(names), len(names)
    out = {first: "\t".join(names)}
    rows, last, at = 0, 0, first + width
    while at < len(cells):
        row = cells[at : at + width]
        if _heads_rows(cells, at):
            out[at] = row[0] + "\t" * (width - 1)
            at += 1
            continue
        number = int(re.sub(r"\D", "", row[0])) if _NUMBER.fullmatch(row[0]) else 0
        if number <= last or len(row) < width or not _fits(row, units):
            break
        out[at] = "\t".join(row)
        rows, last, at = rows + 1, number, at + width
    return Rows(out, at) if rows >= _ROWS else None


def _heads_rows(cells: list[str], at: int) -> bool:
    """Whether a heading stands across the table here: one that rows follow; another ends the table."""
    behind = next((cell for cell in cells[at + 1 : at + 3] if not _SECTION.fullmatch(cell)), "")
    return _SECTION.fullmatch(cells[at]) is not None and _NUMBER.fullmatch(behind) is not None


def _columns(head: list[str]) -> list[str]:
    """The names of a table's columns: what stands before its first row's number 1, all but one known."""
    names = list(takewhile(lambda cell: cell != "1", head))
    known = sum(HEADING.fullmatch(name) is not None for name in names)
    return names if len(names) < len(head) and known >= max(_FEWEST, len(names) - 1) else []


def _uneven(cells: list[str], first: int, names: list[str]) -> Rows | None:
    """The rows of a table in whose one column of units each unit has a line of its own, by the running numbers.

    Where a number has a second row, what is not said again holds for it too.
    """
    units = [at for at, name in enumerate(names) if at and OF_UNITS.search(name)]
    if len(units) != 1 or units[0] < 2:
        return None
    before, after = units[0] - 1, len(names) - units[0] - 1
    out = {first: "\t".join(names)}
    last, at, owners = 0, first + len(names), ""
    while at < len(cells):
        row = at
        if cells[at] == str(last + 1):
            last, at, owners = last + 1, at + 1, ""
        elif not last or not cells[at].endswith("。"):
            break
        told = cells[at : at + before]
        at += before
        named = list(takewhile(_may_own, cells[at : at + _MOST_OWNERS]))
        at += len(named)
        owners = "、".join(named) or owners
        behind = cells[at : at + after]
        at += after
        if not owners or len(behind) < after or any(map(_NUMBER.fullmatch, (*told, *behind))):
            return None
        out[row] = "\t".join((str(last), *told, owners, *behind))
    return Rows(out, min(at, len(cells))) if last >= _ROWS else None


_MOST_OWNERS = 60
"""Units of one row at most."""
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
