"""Where cases are counted, and the sums that are kept of them: the only readers of cells, members, marks and turns.

Whatever asks for many places or for one, for today, for the past or for a day to come, adds up the same rows: cells,
with the marks taken out whose cases say something else on that day and their turns put in; or the turns alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Q, QuerySet, Sum

from shuangyong.assess.asking import PARTS
from shuangyong.assess.models import Cell, Mark, Member, Turn, TurnUnit, TurnValue
from shuangyong.base.actor import Place

COUNTY = 6
"""Digits of a county's code."""
SHAPES = ("shape_id", "year")
M = TypeVar("M", Turn, TurnValue)
VALUES = ("trait_id", "by", "year", "value")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where cases are counted: a place, or what a unit holds."""

    place: Place
    unit: int | None = None

    @property
    def has_cells(self) -> bool:
        """Cells are kept for counties and above, and for units."""
        return self.unit is not None or len(self.place.code) <= COUNTY

    @property
    def is_wide(self) -> bool:
        """A city, a province, the nation: the past of all its counties takes seconds to add up."""
        return self.unit is None and len(self.place.code) < COUNTY

    @property
    def scope(self) -> Q:
        """Its cells: one range of the index. Letters stand behind digits in every collation."""
        if self.unit is not None:
            return Q(scope=f"u{self.unit}:{PARTS[0]}")
        code = self.place.code[:COUNTY]
        return Q(scope=code) if len(code) == COUNTY else Q(scope__gte=code or "0", scope__lt=f"{code}a")

    @property
    def marks(self) -> QuerySet[Mark]:
        """The marks of the cases that count here today."""
        if self.unit is not None:
            return Mark.objects.filter(case__holdings__unit=self.unit, case__holdings__part__in=PARTS)
        return Mark.objects.filter(self.scope, **self._below("case__"))

    def turns(self, model: type[M], on: date, known: date) -> QuerySet[M]:
        """The turns up to a day, known by a day, of the cases that counted here then."""
        then = {"on__lte": on, "known__lte": known}
        rows = model.objects.filter(**then)
        if self.unit is None:
            return rows.filter(self.scope, **self._below("case__"))
        held = TurnUnit.objects.filter(unit=self.unit, **then).order_by().values("case")
        return rows.filter(case__in=held.annotate(sum=Sum("n")).filter(sum__gt=0).values("case"))

    def _below(self, prefix: str) -> dict[str, str]:
        """Below counties nothing is kept apart: the cases of the county that lie there."""
        code = self.place.code
        return {f"{prefix}{self.place.level}": code} if len(code) > COUNTY else {}


@dataclass(frozen=True, slots=True)
class Stretch(Ground):
    """Counties from one code to another, both of them in: a page of many places."""

    first: str = ""
    last: str = ""

    @property
    def scope(self) -> Q:
        return Q(scope__gte=self.first, scope__lt=f"{self.last}a")

    @property
    def marks(self) -> QuerySet[Mark]:
        return Mark.objects.filter(self.scope)


def turned(ground: Ground, on: date) -> QuerySet[Mark]:
    """Marks whose cases may say something else on a day: today few, since a job lets them turn."""
    return ground.marks.filter(turns_on__lte=on)


def everywhere(code: str) -> Ground:
    """All places under a code; of the nation where there is none."""
    return Ground(Place(code))


# ── sums of shapes ─────────────────────────────────────────────────────────────────────────────────────────────────


def cells_now(
    ground: Ground, on: date, by: tuple[str, ...] = (), *, from_marks: bool = False
) -> Iterator[tuple[Any, int]]:
    """Shape and year, with `by` before them, and how many: not yet added up. As of today or a day to come.

    `from_marks`: as if there were no cells. Three queries.
    """
    columns = (*by, *SHAPES)
    kept: Iterable[tuple[Any, ...]] = marked(ground.marks, columns) if from_marks else _kept(ground, columns)
    yield from ((row[:-1], row[-1]) for row in kept)
    new = turned(ground, on)
    yield from ((row[:-1], -row[-1]) for row in marked(new, columns))
    turns = Turn.objects.filter(case__in=new.values("case"), on__lte=on)
    yield from ((row[:-1], row[-1]) for row in _added(turns, columns))


def cells_then(ground: Ground, on: date, known: date, by: tuple[str, ...] = ()) -> Iterator[tuple[Any, int]]:
    """The same as of any day, as known on any day: one query."""
    return ((row[:-1], row[-1]) for row in _added(ground.turns(Turn, on, known), (*by, *SHAPES)))


def _kept(ground: Ground, columns: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    cells = Cell.objects.filter(ground.scope).order_by().values_list(*columns)
    return cells.annotate(total=Sum("n")).iterator(chunk_size=5000)


def _added(turns: QuerySet[Any], columns: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    found: Iterable[tuple[Any, ...]] = turns.order_by().values_list(*columns).annotate(total=Sum("n"))
    return found


class Plain(Count):
    """A count as the database gives it: it is a whole number already, and a nation has a million of them."""

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Callable[..., Any]]:
        """None."""
        return []


def marked(marks: QuerySet[Mark], columns: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    """One pass over an index.

    Not through a cursor kept on the server: PostgreSQL does not read in parallel for one.
    """
    found: Iterable[tuple[Any, ...]] = marks.order_by().values_list(*columns).annotate(total=Plain("pk"))
    return found


# ── sums of values ─────────────────────────────────────────────────────────────────────────────────────────────────


def values_now(
    ground: Ground, on: date, traits: Iterable[int], by: tuple[str, ...] = (), *, from_marks: bool = False
) -> Iterator[tuple[Any, int]]:
    """Trait, view, year and value, with `by` before them, and how many cases: not yet added up.

    Three queries, or none.
    """
    wanted = list(traits)
    if not wanted:
        return
    columns = (*by, *VALUES)
    if from_marks:
        yield from _brought(ground.marks, by, 1)
    else:
        members = Member.objects.filter(ground.scope, trait__in=wanted)
        yield from ((row[:-1], row[-1]) for row in _added(members, columns))
    new = turned(ground, on)
    yield from _brought(new, by, -1)
    turns = TurnValue.objects.filter(case__in=new.values("case"), on__lte=on, trait__in=wanted)
    yield from ((row[:-1], row[-1]) for row in _added(turns, columns))


def values_then(
    ground: Ground, on: date, known: date, traits: Iterable[int], by: tuple[str, ...] = ()
) -> Iterator[tuple[Any, int]]:
    """The same as of any day, as known on any day: one query or none."""
    wanted = list(traits)
    if wanted:
        turns = ground.turns(TurnValue, on, known).filter(trait__in=wanted)
        yield from ((row[:-1], row[-1]) for row in _added(turns, (*by, *VALUES)))


def _brought(marks: QuerySet[Mark], by: tuple[str, ...], sign: int) -> Iterator[tuple[Any, int]]:
    """What marks bring to be told apart."""
    rows = marks.exclude(values=[]).values_list(*by, "by", "year", "values")
    for *where, view, year, values in rows.iterator(chunk_size=2000):
        yield from (((*where, trait, view, year, value), sign) for trait, value in values)
