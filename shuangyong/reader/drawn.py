"""Tables that a plain text draws with lines (┌─┬─┐, │, ├─┼─┤): their cells, whole again, as rows parted by tabs.

A line of the drawing that crosses only some columns ends the cells of these; what stands in the others goes on, and belongs
to the rows on both sides of it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

_TOP, _END = re.compile(r"\s*┌[─┬]+┐\s*"), re.compile(r"\s*└[─┴]+┘\s*")
_BARS = re.compile("[│┌┬┐├┼┤└┴┘]")
_RULE = re.compile("─{2,}")
_MOST_LINES, _LONGEST, _WIDEST = 300, 200, 16
"""Lines of a drawing, characters of each and columns at most: what merged cells repeat stays small."""


def as_rows(lines: list[str], counts: Counter[str]) -> list[str]:
    """As many lines; the rows of such a table stand where it began. Its drawing is counted as `boilerplate`."""
    if not any("┌" in line for line in lines):
        return lines
    out = list(lines)
    top = 0
    while top < len(lines):
        end = _end_of(lines, top) if _TOP.fullmatch(lines[top]) else 0
        rows = _rows(lines[top : end + 1]) if end else []
        if rows and len(rows) <= end - top:
            counts["boilerplate"] += end + 1 - top - len(rows)
            out[top : end + 1] = [*("\t".join(row) for row in rows), *[""] * (end + 1 - top - len(rows))]
        top = max(end, top) + 1
    return out


def _end_of(lines: list[str], top: int) -> int:
    for at in range(top + 1, min(len(lines), top + _MOST_LINES)):
        if _END.fullmatch(lines[at]):
            return at
        if _TOP.fullmatch(lines[at]):
            return 0
    return 0


def _rows(drawn: list[str]) -> list[list[str]]:
    """The rows of a table; none where a line has not as many cells as the first."""
    if any(len(line) > _LONGEST for line in drawn):
        return []
    grid = [[cell.strip() for cell in _BARS.split(line.strip())[1:-1]] for line in drawn]
    width = len(grid[0])
    if not 1 < width <= _WIDEST or any(len(cells) != width for cells in grid):
        return []
    rules = [at for at, cells in enumerate(grid) if any(map(_RULE.fullmatch, cells))]
    rows = [[_cell(grid, column, low, high) for column in range(width)] for low, high in itertools.pairwise(rules)]
    return [row for row in rows if any(row)]


def _cell(grid: list[list[str]], column: int, low: int, high: int) -> str:
    """What stands in a column between two lines of the drawing: its own in the first, the whole merged cell in the others."""
    if not column:  # words beside a line that crosses other columns only are the last of the row above
        low, high = low + 1, high + 1
    else:
        while not _RULE.fullmatch(grid[low][column]):
            low -= 1
        while not _RULE.fullmatch(grid[high][column]):
            high += 1
    return "".join(cells[column] for cells in grid[low:high] if not _RULE.fullmatch(cells[column]))
