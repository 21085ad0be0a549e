"""What a place has, counted for a standard: as of today from the cells, as of any other day from the turns.

Both ways end in the same tally and name the same records, and so does folding every step again (recounting), which
knows nothing of marks, cells and turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db.models import F, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from shuangyong.assess.answers import Asked, pattern_of
from shuangyong.assess.asking import everything_asked
from shuangyong.assess.engine.gathering import Gatherer, Row, Value, gather
from shuangyong.assess.engine.tally import BASE, STILL, YES, Tally
from shuangyong.assess.grounds import Ground, Rows, cells_now, cells_then, named_from, turned, values_now, values_then
from shuangyong.assess.models import Shape, Turn
from shuangyong.assess.past import Sums
from shuangyong.assess.standard.model import Measure, Standard, kinds_measured
from shuangyong.cases.models import Case

SHOWN = 20
"""Records named for a number; the rest are told as a count and listed by the page."""
CHUNK = 10_000


@dataclass(slots=True)
class Records:
    """Some cases by key and number, at most SHOWN, and how many there are."""

    cases: list[tuple[int, str]] = field(default_factory=list)
    total: int = 0
    most: int = SHOWN

    def add(self, case: int, number: str) -> None:
        self.total += 1
        if len(self.cases) < self.most:
            self.cases.append((case, number))


ByMeasure = dict[tuple[Measure, int], Records]
"""Records by measure and year."""


@dataclass(slots=True)
class Behind:
    """The records behind a tally: what counts, what does not yet and still may, and why the rest is not there."""

    yes: ByMeasure = field(default_factory=dict)
    still: ByMeasure = field(default_factory=dict)
    lost: ByMeasure = field(default_factory=dict)
    """In the base for good and not met."""
    unsure: ByMeasure = field(default_factory=dict)
    """What lacks a fact, so that nobody can tell."""
    most: int = SHOWN
    """How many records are named for one number."""

    def records(self, measure: Measure, slots: tuple[int, ...], year: int) -> Records | None:
        """Where a case with these slots is told; None where it only makes up the number of another."""
        found = self._found(measure, slots)
        return None if found is None else found.setdefault((measure, year), Records(most=self.most))

    def _found(self, measure: Measure, slots: tuple[int, ...]) -> ByMeasure | None:
        if YES in slots:
            return self.yes
        if STILL in slots:
            return self.still
        if slots != (BASE,):
            return self.unsure
        return self.lost if measure.over_cases and measure.of else None


# ── what a standard reads ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Reader:
    """A standard with everything that is asked for it and every shape in use: four queries."""

    standard: Standard
    asked: Mapping[str, Asked] = field(init=False)
    shapes: dict[int, Shape] = field(init=False)
    whens: dict[int, str] = field(init=False)
    gatherer: Gatherer = field(init=False)

    def __post_init__(self) -> None:
        self.asked = everything_asked(kinds_measured(self.standard))
        self.whens = {number: when for one in self.asked.values() for number, when in one.asks}
        self.shapes = {shape.pk: shape for shape in Shape.objects.filter(kind__in=list(self.asked))}
        self.gatherer = Gatherer(self.standard)

    @property
    def traits(self) -> dict[int, tuple[str, str, str]]:
        """Kind, condition and what is told apart, by number."""
        return {pk: (kind, when, told) for kind, one in self.asked.items() for pk, when, told in one.traits}

    def filled(self, shape: int) -> list[tuple[Measure, tuple[int, ...]]]:
        """The measures that a shape speaks to, each with its slots."""
        row = self.shapes[shape]
        return self.gatherer.filled(shape, row.kind, row.by, partial(pattern_of, row.text, self.whens))

    def tally(self, cells: Mapping[tuple[int, int], int], values: Mapping[tuple[int, str, int, str], int]) -> Tally:
        """Sums by shape and year, and by trait, view, year and value, as counts of measures."""
        return gather(self.gatherer, self._rows(cells), self._values(values), Tally())

    def _rows(self, cells: Mapping[tuple[int, int], int]) -> Iterator[Row]:
        for (pk, year), n in cells.items():
            if n and pk in self.shapes:
                shape = self.shapes[pk]
                yield Row(pk, shape.kind, shape.by, partial(pattern_of, shape.text, self.whens), year, n)

    def _values(self, values: Mapping[tuple[int, str, int, str], int]) -> Iterator[Value]:
        traits = self.traits
        for (trait, by, year, value), n in values.items():
            if n > 0 and trait in traits:
                yield Value(*traits[trait], by, year, value)


def tally_now(standard: Standard, ground: Ground, on: date) -> Tally:
    """Counted from the cells, as of today or a day to come, with all that is known today."""
    reader = Reader(standard)
    return reader.tally(_summed(cells_now(ground, on)), _summed(values_now(ground, on, reader.traits)))


def tally_then(standard: Standard, ground: Ground, on: date, known: date, kept: Sums | None = None) -> Tally:
    """Counted from the turns, as of any day, as known on any day; or from what was added up of them before."""
    reader = Reader(standard)
    if kept is not None:
        return reader.tally(kept.cells, kept.values)
    return reader.tally(_summed(cells_then(ground, on, known)), _summed(values_then(ground, on, known, reader.traits)))


def _summed(rows: Rows) -> Counter[Any]:
    sums: Counter[Any] = Counter()
    for row in rows:
        sums[row[:-1]] += row[-1]
    return sums


# ── the records behind it ──────────────────────────────────────────────────────────────────────────────────────────

First = Iterable[tuple[int, int, int]]
"""Shape, year and case of the first records of every shape and year."""


def records_now(standard: Standard, ground: Ground, on: date) -> Behind:
    """The records behind the numbers of `tally_now`."""
    reader, near = Reader(standard), named_from(ground)
    new = turned(near, on)
    marks = near.marks.exclude(pk__in=new.values("pk")).filter(shape__in=list(reader.shapes))
    turns = Turn.objects.filter(case__in=new.values("case"), on__lte=on)
    found = [*_first(marks, SHOWN), *_first(_standing(turns), SHOWN)]
    return _behind(reader, _summed(cells_now(ground, on)), found, SHOWN)


def records_then(
    standard: Standard, ground: Ground, on: date, known: date, most: int = SHOWN, kept: Sums | None = None
) -> Behind:
    """The records behind the numbers of `tally_then`; at most so many are named for one number."""
    reader = Reader(standard)
    near = named_from(ground) if most <= SHOWN else ground
    found = _first(_standing(near.turns(Turn, on, known)), most)
    return _behind(reader, kept.cells if kept else _summed(cells_then(ground, on, known)), found, most)


def _standing(turns: QuerySet[Turn]) -> QuerySet[Any, Any]:
    """Cases by the shapes that they have after all these turns."""
    return turns.order_by().values("shape_id", "year", "case_id").annotate(sum=Sum("n")).filter(sum__gt=0)


def _first(rows: QuerySet[Any, Any], most: int) -> First:
    rank = Window(RowNumber(), partition_by=[F("shape_id"), F("year")], order_by=F("case_id").asc())
    ranked = rows.annotate(rank=rank).filter(rank__lte=most).order_by("case_id")
    found: First = ranked.values_list("shape_id", "year", "case_id")
    return found


def _behind(reader: Reader, totals: Mapping[tuple[int, int], int], first: First, most: int) -> Behind:
    """In the order of cases. What is not named is counted all the same."""
    named = sorted((row for row in first if row[0] in reader.shapes), key=lambda row: row[2])
    numbers = _numbers({case for *_, case in named})
    behind, left = Behind(most=most), Counter(dict(totals))
    for shape, year, case in named:
        left[shape, year] -= 1
        for measure, slots in reader.filled(shape):
            if (there := behind.records(measure, slots, year)) is not None:
                there.add(case, numbers[case])
    for (shape, year), n in left.items():
        if n > 0 and shape in reader.shapes:
            for measure, slots in reader.filled(shape):
                if (there := behind.records(measure, slots, year)) is not None:
                    there.total += n
    return behind


def _numbers(cases: set[int]) -> dict[int, str]:
    ordered, found = sorted(cases), dict[int, str]()
    for at in range(0, len(ordered), CHUNK):
        found.update(Case.objects.filter(pk__in=ordered[at : at + CHUNK]).values_list("pk", "number"))
    return found
