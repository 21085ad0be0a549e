"""Tables that a plain text sets with spaces: their cells parted by tabs, as those of every other table."""

from __future__ import annotations

import re
from functools import cache

from shuangyong.reader.columns import ROLES
from shuangyong.reader.terms import load

_GAP = re.compile("[ \u3000]{2,}|\t")
_LONGEST = 10
"""Characters of a column's name at most."""
_FEWEST = 3
"""Columns that a table has at least."""


@cache
def _column() -> re.Pattern[str]:
    table = load()["tables"]
    return re.compile("|".join(f"(?:{one})" for name in ROLES for one in table[name]))


@cache
def _telling() -> re.Pattern[str]:
    table = load()["tables"]
    return re.compile("|".join(f"(?:{one})" for name in ("lead", "duty", "support", "deadline") for one in table[name]))


def with_tabs(lines: list[str]) -> list[str]:
    """The lines, with the rows of a table under a heading of known columns parted by tabs.

    A row has as many pieces as the heading; the first line that has not ends the table.
    """
    out: list[str] = []
    width = 0
    for line in lines:
        if not ("  " in line or "\u3000\u3000" in line or "\t" in line or " \u3000" in line):
            width = width if not line.strip() else 0
            out.append(line)
            continue
        cells = _GAP.split(line.strip())
        if not width and _is_heading(cells):
            width = len(cells)
        elif width != len(cells):
            width = 0
        out.append("\t".join(cells) if width else line)
    return out


def _is_heading(cells: list[str]) -> bool:
    """Whether the pieces name columns of a task table, at most one of them unknown, and one who or until when."""
    if len(cells) < _FEWEST:
        return False
    known = sum(_column().fullmatch(cell.replace(" ", "")) is not None for cell in cells)
    if known < max(_FEWEST, len(cells) - 1) or any(len(cell) > _LONGEST for cell in cells):
        return False
    return any(_telling().fullmatch(cell) for cell in cells)
