"""From rows of (shape, year, how many) to a tally: each shape is looked at once, however many cases have it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from shuangyong.assess.engine.tally import NO_YEAR, Pattern, Tally, slots_of
from shuangyong.assess.standard.model import Measure, Standard, all_measures
from shuangyong.assess.standard.vocabulary import late_condition

OPENED = "opened_on"


@dataclass(slots=True)
class Gatherer:
    """Knows the measures of a standard by what they read; keeps what it has worked out for each shape."""

    standard: Standard
    late: str = ""
    by_view: dict[tuple[str, str], list[Measure]] = field(default_factory=dict)
    traits: dict[tuple[str, str, str, str], list[Measure]] = field(default_factory=dict)
    """By kind, condition, what is told apart, and view."""
    slots: dict[Hashable, list[tuple[Measure, tuple[int, ...]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.late = late_condition(self.standard.late)
        for measure in all_measures(self.standard):
            self.by_view.setdefault((measure.kind, measure.by), []).append(measure)
            if measure.distinct:
                told = (measure.kind, measure.when, measure.distinct, measure.by)
                self.traits.setdefault(told, []).append(measure)

    def filled(
        self, shape: Hashable, kind: str, by: str, pattern: Callable[[], Pattern]
    ) -> list[tuple[Measure, tuple[int, ...]]]:
        """The measures that a shape speaks to, each with the slots that it fills."""
        known = self.slots.get(shape)
        if known is None:
            answers = pattern()
            told = ((measure, slots_of(measure, self.late, answers)) for measure in self.by_view.get((kind, by), ()))
            known = self.slots[shape] = [(measure, slots) for measure, slots in told if slots]
        return known


@dataclass(frozen=True, slots=True)
class Row:
    """So many cases of one shape in one year. `shape` is whatever names it; equal shapes have equal patterns."""

    shape: Hashable
    kind: str
    by: str
    pattern: Callable[[], Pattern]
    year: int
    n: int


@dataclass(frozen=True, slots=True)
class Value:
    """One value of something that is counted by its different values."""

    kind: str
    when: str
    distinct: str
    by: str
    year: int
    value: str


def gather(gatherer: Gatherer, rows: Iterable[Row], values: Iterable[Value], tally: Tally) -> Tally:
    """Add everything up into the tally."""
    for row in rows:
        for measure, slots in gatherer.filled(row.shape, row.kind, row.by, row.pattern):
            tally.add(measure, row.year, slots, row.n)
        if row.by == OPENED and row.n > 0 and row.year != NO_YEAR:
            tally.keep(row.kind, row.year)
    for value in values:
        for measure in gatherer.traits.get((value.kind, value.when, value.distinct, value.by), ()):
            tally.values.setdefault(measure, {}).setdefault(value.year, set()).add(value.value)
    return tally
