"""Tables that a page's text left cell by cell, each a line of its own and no bar between them: their rows parted by tabs.

The heading tells how many columns there are, and each row begins with its number. Whatever does not come out even stays.
"""

from __future__ import annotations

import re

from shuangyong.reader.barred import HEADING, OF_UNITS, SERIAL, columns_of_units

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
    if width < _FEWEST or not any(map(OF_UNITS.search, names)):
        return []
    units = columns_of_units(names)
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
    end = filled[at] if at < len(filled) else len(lines)
    return [out.get(n, "") for n in range(start, end)] if rows >= _ROWS else []


def _fits(cells: list[str], units: list[int]) -> bool:
    """Whether a row has one number, its own, and names where names belong."""
    if any(_NUMBER.fullmatch(cell) or _SECTION.fullmatch(cell) for cell in cells[1:]):
        return False
    return all(len(cells[at]) <= _LONGEST and "。" not in cells[at][:-1] for at in units)
