"""Where cases are counted, and the sums that are kept of them: the only readers of cells, members, marks and turns.

Whatever asks for many places or for one, for today, for the past or for a day to come, adds up the same rows: cells,
with the marks taken out whose cases say something else on that day and their turns put in; or the turns alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Q, QuerySet, Sum

from shuangyong.assess.asking import PARTS
from shuangyong.assess.models import Cell, Mark, Member, Turn, TurnUnit, TurnValue
from shuangyong.base.actor import Place

COUNTY = 6
"""Digits of a county's code."""
NAMED_FROM = 40
"""Counties, and what lies above them."""
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
    """Marks whose cases may say something else on a day: today few, since a job lets them turn.

    They are found by that day first: where they are grouped, or lie in a range of scopes, SQLite would rather walk
    through all marks in the order of the groups.
    """
    return ground.marks.filter(pk__in=Mark.objects.filter(turns_on__lte=on).values("pk"))


def named_from(ground: Ground) -> Ground:
    """Where the records behind a number are named from: of many counties the first with cases, in the order of codes.

    To rank the cases of a nation takes a minute, and nobody reads on behind twenty. One query where a ground is wide.
    """
    if not ground.is_wide:
        return ground
    scopes = Cell.objects.filter(ground.scope).order_by("scope").values_list("scope", flat=True).distinct()
    there = list(scopes[: NAMED_FROM + 1])
    return Stretch(Place(""), first=there[0], last=there[NAMED_FROM - 1]) if len(there) > NAMED_FROM else ground


def everywhere(code: str) -> Ground:
    """All places under a code; of the nation where there is none."""
    return Ground(Place(code))


# ── sums of shapes ─────────────────────────────────────────────────────────────────────────────────────────────────

Rows = Iterable[tuple[Any, ...]]
"""What is counted, and how many of it at the end; the same thing may come several times, and less than nothing."""


def cells_now(ground: Ground, on: date, by: tuple[str, ...] = (), *, from_marks: bool = False) -> Rows:
    """`by`, shape, year, how many; as of today or a day to come.

    `from_marks`: as if there were no cells. Three queries.
    """
    columns = (*by, *SHAPES)
    new = turned(ground, on)
    turns = Turn.objects.filter(case__in=new.values("case"), on__lte=on)
    return chain(
        marked(ground.marks, columns) if from_marks else _kept(ground, columns),
        _less(marked(new, columns)),
        _added(turns, columns),
    )


def cells_then(ground: Ground, on: date, known: date, by: tuple[str, ...] = ()) -> Rows:
    """The same as of any day, as known on any day: one query."""
    return _added(ground.turns(Turn, on, known), (*by, *SHAPES))


def _kept(ground: Ground, columns: tuple[str, ...]) -> Rows:
    cells = Cell.objects.filter(ground.scope).order_by().values_list(*columns)
    return cells.annotate(total=Sum("n")).iterator(chunk_size=5000)


def _added(turns: QuerySet[Any], columns: tuple[str, ...]) -> Rows:
    found: Rows = turns.order_by().values_list(*columns).annotate(total=Sum("n"))
    return found


def _less(rows: Rows) -> Rows:
    return ((*row[:-1], -row[-1]) for row in rows)


class Plain(Count):
    """A count as the database gives it: it is a whole number already, and a nation has a million of them."""

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Callable[..., Any]]:
        """None."""
        return []


def marked(marks: QuerySet[Mark], columns: tuple[str, ...]) -> Rows:
    """One pass over an index: rows are counted, not their numbers, which PostgreSQL would fetch from the table.

    Not through a cursor kept on the server: PostgreSQL does not read in parallel for one.
    """
    found: Rows = marks.order_by().values_list(*columns).annotate(total=Plain("*"))
    return found


# ── sums of values ─────────────────────────────────────────────────────────────────────────────────────────────────


def values_now(
    ground: Ground, on: date, traits: Iterable[int], by: tuple[str, ...] = (), *, from_marks: bool = False
) -> Rows:
    """`by`, trait, view, year, value, how many cases; as of today or a day to come. Three queries, or none."""
    wanted = list(traits)
    if not wanted:
        return ()
    columns, new = (*by, *VALUES), turned(ground, on)
    members = Member.objects.filter(ground.scope, trait__in=wanted)
    turns = TurnValue.objects.filter(case__in=new.values("case"), on__lte=on, trait__in=wanted)
    return chain(
        _brought(ground.marks, by, 1) if from_marks else _added(members, columns),
        _brought(new, by, -1),
        _added(turns, columns),
    )


def values_then(ground: Ground, on: date, known: date, traits: Iterable[int], by: tuple[str, ...] = ()) -> Rows:
    """The same as of any day, as known on any day: one query or none."""
    wanted = list(traits)
    return _added(ground.turns(TurnValue, on, known).filter(trait__in=wanted), (*by, *VALUES)) if wanted else ()


def _brought(marks: QuerySet[Mark], by: tuple[str, ...], sign: int) -> Rows:
    """What marks bring to be told apart."""
    rows = marks.exclude(values=[]).values_list(*by, "by", "year", "values")
    for *where, view, year, values in rows.iterator(chunk_size=2000):
        yield from ((*where, trait, view, year, value, sign) for trait, value in values)
