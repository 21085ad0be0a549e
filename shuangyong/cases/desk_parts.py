"""The parts of a desk as they are told: which lines are shown, how many there are.

What lies with the own unit comes first, since nobody elsewhere moves it; then what waits for the post in its place,
such as daily checking.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from shuangyong.cases.queries import Row
from shuangyong.cases.ranges import Found, together

DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)

OTHERS = 3
"""One line in so many is kept for what waits for the post: no long list of the unit's own hides what is overdue."""


class Shown(NamedTuple):
    """The lines that are shown, and how many of them, the first, are the own unit's; 0 where none is told apart."""

    rows: Sequence[Found]
    own: int = 0


def own_first(rows: Sequence[Found], own: Sequence[list[Found]], shown: int, on: date) -> Shown:
    """Of a part's rows (pairs of day and case, the soonest first) those that are shown.

    `own`: lists of what lies with the unit, which may go on beyond the rows; of that comes first what is due within a
    month of the day. Nothing is told apart where all lies with the unit, or nothing does.
    """
    if shown < OTHERS or {row[1] for row in rows} <= {row[1] for some in own for row in some}:
        return Shown(rows[:shown])
    soon = [some[: bisect_left(some, (on + MONTH + DAY,))] for some in own]
    ours = {row[1] for some in soon for row in some}
    rest = [row for row in rows if row[1] not in ours]
    first = together(soon, shown - min(len(rest), shown // OTHERS))
    return Shown([*first, *rest[: shown - len(first)]], len(first))


def each_own_first(
    found: Mapping[str, Sequence[Found]], own: Iterable[Mapping[str, list[Found]]], shown: int, on: date
) -> dict[str, Shown]:
    """The same for each part of a desk."""
    heaps = list(own)
    return {part: own_first(rows, [heap.get(part, []) for heap in heaps], shown, on) for part, rows in found.items()}


class Count(NamedTuple):
    """How many there are; with `more` at least so many."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number} 以上" if self.more else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0

    @classmethod
    def all_of(cls, counts: Iterable[Count]) -> Count:
        every = list(counts)
        return cls(sum(one.number for one in every), any(one.more for one in every))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One part of a desk: the first lines, and how many there are, are overdue, are to be done within a week."""

    part: str
    rows: tuple[Row, ...]
    own: int
    """So many of the lines, the first, lie with the own unit; 0 where they are not told apart."""
    count: Count
    reds: Count
    week: Count


def told(part: str, found: list[Found], first: Shown, lines: Mapping[int, Row], on: date, most: int) -> Waiting:
    """They stand in the order of terms: what comes behind those that were counted is not due earlier."""
    shown = tuple([lines[row[1]] for row in first.rows])
    more = len(found) > most
    count = min(len(found), most)
    reds = bisect_left(found, (on,), 0, count)
    until = bisect_left(found, (on + WEEK + DAY,), 0, count)
    return Waiting(
        part,
        shown,
        first.own,
        Count(count, more),
        Count(reds, more and reds == count),
        Count(until - reds, more and until == count),
    )
