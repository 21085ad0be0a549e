"""What a seat stands on: sets of cases, each with one index in the order of lists.

Those of a place, or those that a unit or a person holds. Holdings keep what lists ask of their case, so that neither
is joined to the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from shuangyong.base.actor import LENGTHS, Actor, Seat
from shuangyong.base.organisation import paths
from shuangyong.base.statements import Part
from shuangyong.cases.models import Holding

MANY_A_DAY = ("nation", "province", "city")
FULL_DEGREE = 2

KEPT = frozenset({"kind", "stage", "phase", "due", "warn_on", "degree", "place"})
"""Columns of the case that its holdings say too."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Some cases: `where` are conditions on the model that has the index; `holding` says whose columns they are."""

    where: dict[str, Any]
    holding: bool = True
    level: str = ""
    """Of a place."""
    extra: tuple[Q | Part, ...] = ()
    tree: str = ""
    """What is open of it is the whole tree under this top, which has an index in the order of lists."""
    outside: str = ""
    """Nothing of it lies within this place."""
    few: bool = False
    """So little that its conditions alone find it, whatever waits there or not."""
    of_kind: bool = False
    """What waits there is asked for kind by kind, by the index of what waits of a kind."""

    @property
    def many(self) -> bool:
        """Whether it is a place with so many cases that none of its statements may sort or walk through them."""
        return self.level in MANY_A_DAY

    def case(self, **conditions: Any) -> dict[str, Any]:
        """Conditions on the case, whichever model the ground is read from."""
        return {self._named(name): value for name, value in conditions.items()}

    def _named(self, name: str) -> str:
        return f"case__{name}" if self.holding and name.partition("__")[0] not in KEPT else name

    def __and__(self, more: Q | Part) -> Ground:
        return replace(self, extra=(*self.extra, more))


def place(seat: Seat) -> Ground:
    """Every case that lies in the seat's place."""
    where = {seat.place.level: seat.place.code} if seat.place.code else {}
    return Ground(where, holding=False, level=seat.place.level)


UPPER = ("nation", "province")
"""Levels whose posts do not do the work of those below. A prefecture may do it all itself."""


def alone(seat: Seat) -> Ground:
    """Of the cases in a wide place those that lie in no place below it: few, with an index of what waits there."""
    return Ground({"province": seat.place.code, "city": ""}, holding=False)


def sent_up(seat: Seat) -> Ground:
    """Every case that lies in a wide place, to be asked for kind by kind, by the index of what waits of a kind."""
    where = {seat.place.level: seat.place.code} if seat.place.code else {}
    return Ground(where, holding=False, of_kind=True)


def own(actor: Actor) -> Ground:
    """What was given to the person."""
    return Ground({"account": actor.account_id})


def of_unit(unit: int) -> Ground:
    """What a unit holds a part in."""
    return Ground({"unit": unit})


def of_parts(seat: Seat, unit: int, parts: frozenset[str]) -> Ground:
    """The open cases in which a unit has one of some parts, as far as the seat's post looks after them: few, for an
    office mostly has others do it."""
    code = seat.place.code
    there = {"place": code} if seat.place.level in UPPER else {"place__gte": code, "place__lte": last_in(code)}
    return Ground({"unit": unit, "open": True, "part__in": tuple(sorted(parts)), **there}, few=True)


def of_unit_or_own(seat: Seat, actor: Actor) -> Ground:
    """What the unit holds, and what was given to the person on behalf of another: two searches in one statement."""
    return Ground({}, extra=(Q(unit=seat.unit_id) | Q(account=actor.account_id),))


def below(seat: Seat) -> Ground:
    """What the unit and those under it hold.

    For the top of a tree what is open has an index. Of a unit within a tree the open holdings are sorted for each
    page, and of either all that have ended: they are a part of one government's.
    """
    path = seat.unit_path
    where = {"unit_path__gte": path, "unit_path__lt": paths.end(path)}
    return Ground(where, tree=path if len(path) == paths.WIDTH else "")


def elsewhere(seat: Seat) -> Ground:
    """What the unit and those under it hold outside the seat's place: in it, they see everything anyway."""
    code = seat.place.code
    return replace(below(seat), extra=(Q(place__lt=code) | Q(place__gt=last_in(code)),), outside=code)


def last_in(code: str) -> str:
    """No code of a place within this one is greater."""
    return code.ljust(LENGTHS[-1], "9")


def of_seat(seat: Seat, actor: Actor) -> tuple[Ground, ...]:
    """Everything that a seat sees, up to its degree."""
    return tuple(up_to(ground, seat.degree) for ground in _all_of_seat(seat, actor))


def _all_of_seat(seat: Seat, actor: Actor) -> tuple[Ground, ...]:
    if seat.reach == "place":
        return (place(seat), elsewhere(seat)) if seat.place.code else (place(seat),)
    return ({"own": own(actor), "unit": of_unit_or_own(seat, actor), "below": below(seat)}[seat.reach],)


def up_to(ground: Ground, degree: int) -> Ground:
    """Without what is above a degree."""
    return ground if degree >= FULL_DEGREE else ground & Q(degree__lte=degree)


def seen_by(seat: Seat, actor: Actor, late_on: date | None = None) -> Q:
    """The same as a condition on cases; with a day only what is overdue on it: of a place the cases, of what units hold
    what they owe themselves."""
    where = Q(pk__in=[])
    late = {} if late_on is None else {"due__lt": late_on}
    for ground in _all_of_seat(seat, actor):
        asked = ground.where | late
        if not ground.holding:
            where |= Q(**asked) if asked else ~Q(pk__in=[])
        else:
            where |= Q(Exists(Holding.objects.filter(*ground.extra, case=OuterRef("pk"), **asked)))
    return where & Q(degree__lte=seat.degree)


def holds(seat: Seat, actor: Actor, unit: int, path: str, account: int | None) -> bool:
    """Whether one holding lets a seat see its case: the same as `seen_by` asks of the database."""
    if seat.reach in {"place", "below"}:
        return paths.under(path, seat.unit_path) and (seat.reach == "below" or bool(seat.place.code))
    return account == actor.account_id or (seat.reach == "unit" and unit == seat.unit_id)


def within_unit(ground: Ground, unit: int) -> Ground:
    """Only the cases in which this unit holds a part, read from its holdings."""
    extra = tuple(one for one in ground.extra if isinstance(one, Q))  # of a place: up to which degree
    if not ground.holding:
        code = next(iter(ground.where.values()), "")
        return Ground({"unit": unit, "place__gte": code, "place__lte": last_in(code)}, extra=extra)
    also = Holding.objects.filter(*extra, case=OuterRef("case"), **ground.where)
    return Ground({"unit": unit}, extra=(Q(Exists(also)),))
