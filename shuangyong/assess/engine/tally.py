"""From what each case says to counts: which slots of a measure a case fills, and the sums over a place.

A case speaks by its *pattern*: for each condition that somebody asks of its kind, yes, no or unknown. What is unknown
is kept apart all the way up, so that a count is never one number where it could be two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from shuangyong.assess.standard.model import Measure

Pattern = Mapping[str, bool | None]
"""Condition to yes or unknown; a condition that is not there is not met."""
YES, MAYBE, PERHAPS, LOOSE, BASE, STILL, LATE = range(7)
"""Slots: surely counted · in the base, unknown whether met · perhaps in the base and met · perhaps in the base and not
met · surely in the base · not met, may still be · counted and filed late."""
SLOTS = 7
NO_YEAR = 0
"""The year of a case whose day is not known: it lies in no year, only in the stock."""


def slots_of(measure: Measure, late: str, pattern: Pattern) -> tuple[int, ...]:
    """The slots of a measure that a case with this pattern fills."""
    based = not measure.over_cases or not measure.of or pattern.get(measure.of, False)
    met = not measure.when or pattern.get(measure.when, False)
    if based is None:
        return {True: (PERHAPS,), None: (LOOSE, PERHAPS), False: (LOOSE,)}[met]
    if not based:
        return ()
    if met is None:
        return (BASE, MAYBE)
    if met:
        return (BASE, YES, LATE) if pattern.get(late) else (BASE, YES)
    return (BASE, STILL) if pattern.get(measure.still, False) is not False else (BASE,)


class Within(Protocol):
    """The years that are looked at: the whole cycle since its first year, or one."""

    @property
    def first(self) -> int: ...
    @property
    def year(self) -> int: ...
    @property
    def whole(self) -> bool: ...


def years_of(measure: Measure, known: Iterable[int], within: Within) -> Iterable[int]:
    """The years a measure counts; `known` are all there are, of which a stock counts every one."""
    if measure.period == "as_of":
        return known
    if measure.period == "cycle" or within.whole:
        return range(within.first, within.year + 1)
    return (within.year,)


@dataclass(slots=True)
class Tally:
    """What is counted for one place or unit, as of a day, for the measures of one standard."""

    counts: dict[Measure, dict[int, list[int]]] = field(default_factory=dict)
    """By measure and year, a number for each slot."""
    values: dict[Measure, dict[int, set[str]]] = field(default_factory=dict)
    """For distinct measures: the values met, by year."""
    since: dict[str, int] = field(default_factory=dict)
    """The first year from which a ledger is kept: before it nothing is known."""
    bases: Mapping[str, int] = field(default_factory=dict)

    def add(self, measure: Measure, year: int, slots: Iterable[int], number: int = 1) -> None:
        row = self.counts.setdefault(measure, {}).setdefault(year, [0] * SLOTS)
        for slot in slots:
            row[slot] += number

    def keep(self, kind: str, year: int) -> None:
        """A case of this kind was opened in that year."""
        self.since[kind] = min(year, self.since.get(kind, year))


@dataclass(frozen=True, slots=True)
class Found:
    """A measure read off for a period: the least and the most that it can be, exactly."""

    yes: int
    most: int
    """yes, and all that may turn out so."""
    base: int = 0
    low: tuple[int, int] = (0, 0)
    """The share at the least: part and whole."""
    high: tuple[int, int] = (0, 0)
    still: int = 0
    late: int = 0
    kept: bool = True
    """Whether the ledger was kept at all in that period."""


class Finder(Protocol):
    """Reads measures off for one period."""

    def __call__(self, measure: Measure) -> Found: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A finder over a tally: for one year, with the years of its cycle up to it."""

    tally: Tally
    year: int
    first: int
    whole: bool = False
    """Everything over the cycle: for indicators that are not judged year by year."""

    def __call__(self, measure: Measure) -> Found:
        """Raises nothing: what was never counted is a ledger not kept."""
        kept = self.tally.since.get(measure.kind, 9999) <= self.year
        row = self._row(measure)
        if measure.distinct:
            return self._distinct(measure, row, kept)
        yes, maybe, perhaps, loose, base, still, late = row
        if measure.over_cases:
            shares = ((yes, base + loose), (yes + maybe + perhaps, base + perhaps))
            return Found(yes, yes + maybe + perhaps, base, *shares, still, late, kept)
        return self._against(measure, yes, yes + maybe, still, late, kept)

    def _distinct(self, measure: Measure, row: list[int], kept: bool) -> Found:
        values = self.tally.values.get(measure, {})
        met = len(set().union(*(values.get(year, set()) for year in years_of(measure, values, self))))
        return self._against(measure, met, met + row[MAYBE], row[STILL], row[LATE], kept)

    def _against(self, measure: Measure, yes: int, most: int, still: int, late: int, kept: bool) -> Found:
        """Against a base that is a number of its own."""
        low, high = self._base(measure)
        return Found(yes, most, low, (min(yes, high), high), (min(most, low), low), still, late, kept)

    def _base(self, measure: Measure) -> tuple[int, int]:
        if measure.of_number:
            return measure.of_number, measure.of_number
        if measure.of_units:
            number = self.tally.bases.get(measure.of_units, 0)
            return number, number
        other = measure.base()
        if other is None:
            return 0, 0
        found = self(other)
        return found.yes, found.most

    def _row(self, measure: Measure) -> list[int]:
        years = self.tally.counts.get(measure, {})
        rows = [years[year] for year in years_of(measure, years, self) if year in years]
        if len(rows) == 1:
            return rows[0]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * SLOTS
