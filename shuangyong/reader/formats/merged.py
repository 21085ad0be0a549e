"""Rows of a table whose cells are merged: what the author wrote once stands once, and the places it covers are left empty."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from shuangyong.reader.model import RawLine


class Slot(NamedTuple):
    """A cell in its row: its first column of the grid, how many it covers, its text; `hung` where it is the lower part of one above."""

    column: int
    span: int
    text: str
    hung: bool = False


Slots = list[Slot]


class RowWriter:
    """Writes the rows of one table, in order, as lines whose cells a tab parts."""

    def __init__(self, rows: Iterable[Slots]) -> None:
        """`rows` are all of the table's, to learn its columns from: edges of single cells that miss each other make none."""
        shapes = Counter(tuple(slot.column for slot in row) for row in rows)
        self._columns = max(shapes, key=lambda shape: (shapes[shape], len(shape)), default=())
        self._above: dict[int, int] = {}

    def line(self, row: Slots) -> RawLine | None:
        """The row's line with what hangs into it from the line before, or None where nothing of its own stands in it."""
        if not any(slot.text for slot in row if not slot.hung):
            return None
        cells: list[str] = []
        places: dict[int, int] = {}
        hangs: list[tuple[int, int]] = []
        covered = self._covered(row)
        for at, (slot, more) in enumerate(zip(row, covered, strict=True)):
            places[slot.column] = len(cells)
            if slot.hung and slot.column in self._above:
                hangs.append((len(cells), self._above[slot.column]))
            cells.append("" if slot.hung else slot.text)
            if at < len(row) - 1:
                cells += [""] * more
        self._above = places
        return RawLine("\t".join(cells), "row", tuple(hangs))

    def _covered(self, row: Slots) -> list[int]:
        """How many further columns each cell covers, where the row then has as many as the table; none elsewhere."""
        edges = self._columns
        wide = [bisect_left(edges, slot.column + slot.span) - bisect_left(edges, slot.column) - 1 for slot in row]
        whole = min(wide) >= 0 and sum(wide) + len(row) == len(self._columns)
        return wide if whole else [0] * len(row)
