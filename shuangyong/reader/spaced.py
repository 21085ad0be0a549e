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
    numbered = _numbered(lines) if any(line.startswith(_SERIALS) for line in lines) else {}
    for at, line in enumerate(lines):
        if at in numbered:
            out.append(numbered[at])
            continue
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


_SERIALS = ("序号", "序 号", "编号")
_SET_APART = re.compile("(?<![一-龥])(?:[一-龥] ){1,7}[一-龥](?![一-龥])")
_SPACE = re.compile("[ \u3000]+")


def _numbered(lines: list[str]) -> dict[int, str]:
    """The rows of a table that single spaces part, below 序号 工 作 任 务 牵头单位: its rows count on from 1, who answers stands last."""
    out: dict[int, str] = {}
    for at, line in enumerate(lines):
        names = _SPACE.split(_SET_APART.sub(lambda word: word.group().replace(" ", ""), line.strip()))
        if line.startswith(_SERIALS) and _is_heading(names):
            rows = _rows_below(lines[at + 1 :], len(names))
            if len(rows) >= _FEWEST:
                out |= {at: "\t".join(names), **{at + 1 + below: row for below, row in enumerate(rows)}}
    return out


def _rows_below(lines: list[str], width: int) -> list[str]:
    """The rows below such a heading, as long as they count on; what a row has too many of belongs to its work."""
    out: list[str] = []
    for number, line in enumerate(lines, 1):
        cells = _SPACE.split(line.strip())
        if cells[0] != str(number) or len(cells) < width or len(cells) > width > _FEWEST:
            break
        out.append("\t".join([cells[0], " ".join(cells[1 : len(cells) - width + 2]), *cells[len(cells) - width + 2 :]]))
    return out
