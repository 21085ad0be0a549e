"""Lists as ranges of indexes: each ground an actor stands on gives the first pairs (due, case) after a key.

A ground is a set of cases with one index in the order of lists: those of a place, or those that a unit or a person
holds. Nothing here grows with what is visible: every statement ends after a page (PERFORMANCE B). The one exception
is named at `below`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from heapq import merge
from typing import Any

from django.db.models import Exists, Expression, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.fields import CharField, IntegerField
from django.db.models.functions import Concat
from django.db.models.lookups import GreaterThan, In

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.organisation import paths
from shuangyong.base.statements import Condition, Part, Select, among
from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.models import Case, Holding
from shuangyong.catalog.model import OPEN_PHASES
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import KIND, kind_of
from shuangyong.rules.lengths import Length

Pair = tuple[date, int]
"""Term and number of a case: the order of every list."""
COLUMNS = (
    *("due", "id", "number", "title", "definition_id", "stage"),
    *("phase", "warn_on", "opened_on", "closed_on", "due_clock"),
)
"""What a line shows of a case, its pair first."""
Found = tuple[Any, ...]
"""A pair, or a line that begins with one."""
WIDE = ("nation", "province", "city", "county")
"""Levels with an index of their open cases alone (models.py); below them a sort costs less than three statements."""
MANY_A_DAY = ("nation", "province", "city")
FULL_DEGREE = 2


# ── grounds ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Ground:
    """Some cases: `where` are conditions on the model that has the index; `holding` says whose columns they are."""

    where: dict[str, Any]
    holding: bool = True
    level: str = ""
    """Of a place."""
    extra: tuple[Q | Part, ...] = ()

    def case(self, **conditions: Any) -> dict[str, Any]:
        """Conditions on the case, whichever model the ground is read from."""
        return {f"case__{name}": value for name, value in conditions.items()} if self.holding else conditions

    def among_holdings(self) -> Q:
        """The same cases by what their holdings say."""
        return Q(**self.where) if self.holding else Q(**{f"case__{name}": value for name, value in self.where.items()})

    def __and__(self, more: Q | Part) -> Ground:
        return Ground(self.where, self.holding, self.level, (*self.extra, more))


def place(seat: Seat) -> Ground:
    """Every case that lies in the seat's place."""
    where = {seat.place.level: seat.place.code} if seat.place.code else {}
    return Ground(where, holding=False, level=seat.place.level)


LOWER = {"nation": "province", "province": "city"}
"""Levels whose posts do not do the work of those below, and the next one down. A prefecture may do it all itself."""


def alone(seat: Seat) -> Ground:
    """Of the cases in a wide place those that lie in no place below it: few, found by what they lack."""
    code, level = seat.place.code, seat.place.level
    inside = (Q(**{f"{level}__startswith": code}),) if code else ()  # no equality: its index holds all of the place
    return Ground({LOWER[level]: ""}, holding=False, extra=inside)


def own(actor: Actor) -> Ground:
    """What was given to the person."""
    return Ground({"account": actor.account_id})


def of_unit(unit: int) -> Ground:
    """What a unit holds a part in."""
    return Ground({"unit": unit})


def of_unit_or_own(seat: Seat, actor: Actor) -> Ground:
    """What the unit holds, and what was given to the person on behalf of another: two searches in one statement."""
    return Ground({}, extra=(Q(unit=seat.unit_id) | Q(account=actor.account_id),))


def below(seat: Seat) -> Ground:
    """What the unit and those under it hold. Its open holdings are sorted for each page: the tree of one government."""
    return Ground({"unit_path__gte": seat.unit_path, "unit_path__lt": paths.end(seat.unit_path)})


def of_seat(seat: Seat, actor: Actor) -> tuple[Ground, ...]:
    """Everything that a seat sees, up to its degree."""
    return tuple(up_to(ground, seat.degree) for ground in _all_of_seat(seat, actor))


def _all_of_seat(seat: Seat, actor: Actor) -> tuple[Ground, ...]:
    if seat.reach == "place":
        return (place(seat), below(seat)) if seat.place.code else (place(seat),)
    return ({"own": own(actor), "unit": of_unit_or_own(seat, actor), "below": below(seat)}[seat.reach],)


def up_to(ground: Ground, degree: int) -> Ground:
    """Without what is above a degree."""
    return ground if degree >= FULL_DEGREE else ground & Q(**ground.case(degree__lte=degree))


def seen_by(seat: Seat, actor: Actor) -> Q:
    """The same as a condition on cases."""
    where = Q(pk__in=[])
    for ground in _all_of_seat(seat, actor):
        if not ground.holding:
            where |= Q(**ground.where) if ground.where else ~Q(pk__in=[])
        else:
            where |= Q(Exists(Holding.objects.filter(*ground.extra, case=OuterRef("pk"), **ground.where)))
    return where & Q(degree__lte=seat.degree)


def holds(seat: Seat, actor: Actor, unit: int, path: str, account: int | None) -> bool:
    """Whether one holding lets a seat see its case: the same as `seen_by` asks of the database."""
    if seat.reach in {"place", "below"}:
        return paths.under(path, seat.unit_path) and (seat.reach == "below" or bool(seat.place.code))
    return account == actor.account_id or (seat.reach == "unit" and unit == seat.unit_id)


def within_unit(ground: Ground, unit: int) -> Ground:
    """Only the cases in which this unit holds a part, read from its holdings."""
    if not ground.holding:
        return Ground(
            {"unit": unit}, extra=(ground.among_holdings(), *_as_holdings(q for q in ground.extra if isinstance(q, Q)))
        )
    extra = [q for q in ground.extra if isinstance(q, Q)]
    own_columns = [Q(**ground.where), *(q for q in extra if not _of_case(q))]
    also = Q(Exists(Holding.objects.filter(*own_columns, case=OuterRef("case"))))
    return Ground({"unit": unit}, extra=(also, *(q for q in extra if _of_case(q))))


def _of_case(condition: Q) -> bool:
    """Whether a condition on holdings asks about their case."""
    return any(isinstance(child, tuple) and child[0].startswith("case__") for child in condition.children)


def _as_holdings(conditions: Iterable[Q]) -> Iterator[Q]:
    """Conditions on a case as conditions on its holdings."""
    for condition in conditions:
        pairs = [(f"case__{child[0]}", child[1]) for child in condition.children if isinstance(child, tuple)]
        yield Q(*pairs, _connector=condition.connector)


# ── lights ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Span:
    """A range of terms, with what must hold of the day of warning within it."""

    due: dict[str, date] = field(default_factory=dict)
    warn: dict[str, date] = field(default_factory=dict)


def spans(lights: tuple[str, ...], on: date) -> tuple[Span, ...]:
    """Lights as ranges of the term, so that a light is never stored and never stale; two of them at most.

    A case warns on its last day at the latest, so whatever is overdue has warned: red and yellow are one range.
    """
    wanted = set(lights) & {"red", "yellow", "green", "grey"}
    if not lights or len(wanted) == 4:
        return (Span(),)
    return tuple(_spans(wanted, on))


def _spans(wanted: set[str], on: date) -> Iterator[Span]:
    if {"red", "yellow", "green"} <= wanted:
        yield Span({"due__lt": NEVER})
    elif {"red", "yellow"} <= wanted:
        yield Span({"due__lte": _last_warned(on)}, {"warn_on__lte": on})
        yield from _coming(wanted & {"grey"}, on)
    else:
        if "red" in wanted:
            yield Span({"due__lt": on})
        yield from _coming(wanted - {"red"}, on)


def _coming(wanted: set[str], on: date) -> Iterator[Span]:
    """Terms from today on. What has no term has no day of warning either: both are never."""
    if "yellow" in wanted and "green" not in wanted:
        yield Span({"due__gte": on, "due__lte": _last_warned(on)}, {"warn_on__lte": on})
        wanted = wanted - {"yellow"}
    if wanted == {"grey"}:
        yield Span({"due": NEVER})
    elif wanted:
        upto = {} if "grey" in wanted else {"due__lt": NEVER}
        yield Span({"due__gte": on, **upto}, {} if "yellow" in wanted else {"warn_on__gt": on})


def _last_warned(on: date) -> date:
    """No case whose term lies later can have warned by `on`: by the longest warning of any version ever published."""
    published = Select(Definition, ("pk",), (("sort", KIND),)).rows()
    return min(on + timedelta(days=_longest_warning(tuple(published))), NEVER - timedelta(days=1))


@lru_cache(maxsize=8)
def _longest_warning(published: tuple[tuple[int], ...]) -> int:
    """Of these versions of kinds, in days."""
    return max((_days(clock.warn) for (pk,) in published for clock in kind_of(pk).clocks.values()), default=1) or 1


def _days(length: Length | None) -> int:
    """At least as many days as a length can last; of three days one at least is a working day, but for long feasts."""
    if length is None:
        return 0
    return length.count * {"days": 1, "workdays": 3, "months": 31, "years": 366}[length.unit] + 31


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of every ground."""

    phases: tuple[str, ...]
    spans: tuple[Span, ...]
    kind: str = ""
    stages: tuple[tuple[str, ...], ...] = ()
    """Kind and stage; of holdings also the part."""
    ids: QuerySet[Case] | None = None
    whole: bool = True
    """Lines are wanted, not only pairs: those of a place are read in one go."""
    beside: tuple[str, ...] = ()
    """Columns of the case that are wanted beside the pair."""
    awaited: bool = False
    """Only where somebody is waited for: an index of its own (models.py) instead of phases."""

    @property
    def all_open(self) -> bool:
        return set(self.phases) == set(OPEN_PHASES)


class _Together(Func):
    """Two columns compared as one: (due, id)."""

    function = ""
    output_field = IntegerField()  # only so that a lookup can be built on it


@dataclass(frozen=True, slots=True)
class Later(Part):
    """After a key in the order of lists, as one range of the index where an OR would read all of the same day."""

    number: str
    """The column of the case's number."""
    values: Pair

    @property
    def key(self) -> Hashable:  # type: ignore[override]
        return "later", self.number

    def built(self, *values: Any) -> Expression:
        due, pk = (value if isinstance(value, Expression) else Value(value) for value in values)
        return GreaterThan(_Together(F("due"), F(self.number)), _Together(due, pk))


@dataclass(frozen=True, slots=True)
class InStages(Part):
    """Kind and stage, and the part where it is asked for, as one text, which the index of open cases answers.

    Of an OR over kinds SQLite makes as many searches by kind, each without an order.
    """

    prefix: str
    stages: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> Hashable:  # type: ignore[override]
        return self

    def built(self, *values: Any) -> Expression:
        columns = (F(f"{self.prefix}kind"), Value("/"), F(f"{self.prefix}stage"))
        part = (Value("/"), F("part")) if len(self.stages[0]) > 2 else ()
        return In(Concat(*columns, *part, output_field=CharField()), ["/".join(one) for one in self.stages])


def first(grounds: Iterable[Ground], asked: Asked, after: Pair | None, size: int) -> list[Found]:
    """The first `size` of all grounds together, each case once though several grounds may hold it."""
    return together([part for ground in grounds for part in statements(ground, asked, after, size)], size)


def together(parts: Iterable[list[Found]], size: int) -> list[Found]:
    """The first `size` of several sorted lists; of a case found twice the line rather than the pair."""
    found: list[Found] = []
    for row in merge(*parts, key=_pair):
        if not found or _pair(found[-1]) != _pair(row):
            if len(found) == size:
                break
            found.append(row)
        elif len(row) > len(found[-1]):
            found[-1] = row
    return found


def _pair(row: Found) -> Found:
    return row[:2]


def statements(ground: Ground, asked: Asked, after: Pair | None, size: int) -> Iterator[list[Found]]:
    """One for each span; on a wide ground also one for each phase, unless all that is open is wanted."""
    rows = _ordered(ground, asked)
    for span in asked.spans:
        for phases in _phases(ground, asked):
            yield _read(rows.where(*phases.items(), *_in_span(ground, span)), ground, after, size)


def _in_span(ground: Ground, span: Span) -> Iterator[tuple[str, Any]]:
    yield from span.due.items()
    yield from ground.case(**span.warn).items()


def _phases(ground: Ground, asked: Asked) -> list[dict[str, Any]]:
    """Equality where the index is to give the order, a list of phases where sorting a few is cheaper."""
    if asked.awaited:
        return [{"awaited": True}]
    if ground.holding or ground.level not in WIDE:
        return [{"phase__in": asked.phases}]
    if asked.all_open and not _by_kind(ground, asked):
        return [{"closed_on": None}]
    return [{"phase": phase} for phase in asked.phases]


def _by_kind(ground: Ground, asked: Asked) -> bool:
    """Whether an index of kinds serves better than that of open cases."""
    return bool(asked.kind) and ground.level in {"nation", "county"}


def _narrowed(ground: Ground, asked: Asked) -> Iterator[Condition]:
    """What the filter asks beside phases and terms."""
    yield from ground.extra
    if asked.stages:
        yield InStages("case__" if ground.holding else "", asked.stages)
    if asked.kind:
        yield from ground.case(kind=asked.kind).items()
    if asked.ids is not None:
        yield "case__in" if ground.holding else "pk__in", asked.ids.values("pk")


def _read(rows: Select, ground: Ground, after: Pair | None, size: int) -> list[Found]:
    """The first after a key.

    SQLite does not use a row's own number inside (due, id) > (…): it would walk through all cases of the key's day,
    which on a wide ground are many, those without a term most of all. There the day is read first, then what is later.
    """
    if after is None:
        return rows.rows(size)
    due, pk = after
    if ground.level not in MANY_A_DAY:
        return rows.where(Later("case_id" if ground.holding else "id", after)).rows(size)
    found = rows.where(("due", due), ("id__gt", pk)).rows(size)
    if len(found) < size and due < NEVER:
        found += rows.where(("due__gt", due)).rows(size)[: size - len(found)]
    return found


def _ordered(ground: Ground, asked: Asked) -> Select:
    """In the order of lists. Stages are sifted in the index, before any row is fetched: then pairs come first."""
    conditions = (*ground.where.items(), *_narrowed(ground, asked))
    if ground.holding:
        columns = ("due", "case_id", *(f"case__{name}" for name in asked.beside))
        return Select(Holding, columns, conditions, columns[:2], distinct=True)
    columns = COLUMNS if asked.whole and not asked.stages else (*COLUMNS[:2], *asked.beside)
    return Select(Case, columns, conditions, columns[:2])


def count(grounds: Iterable[Ground], asked: Asked, cap: int) -> int:
    """How many cases lie on the grounds together, told up to the cap (cap + 1 means more)."""
    parts = [part for ground in grounds for part in _numbers(ground, asked)]
    if len(parts) == 1:
        return parts[0].count(cap + 1)
    found = set[Found]()
    for part in parts:
        found.update(part.rows(cap + 1))
        if len(found) > cap:
            return cap + 1
    return len(found)


def _numbers(ground: Ground, asked: Asked) -> Iterator[Select]:
    """Only the numbers of cases: what is counted need not be put in order, but a place's index is in that of lists."""
    rows = _ordered(ground, asked)
    rows = replace(rows, columns=("case_id",), order=()) if ground.holding else replace(rows, columns=("id",))
    for span in asked.spans:
        for phases in _phases(ground, asked):
            yield rows.where(*phases.items(), *_in_span(ground, span))


def whole(found: list[Found]) -> list[Found]:
    """Lines for what may be pairs: one query, or none."""
    short = [row[1] for row in found if len(row) == 2]
    fetched = {row[1]: row for row in Select(Case, COLUMNS, (among("pk", short),)).rows()} if short else {}
    return [fetched.get(row[1], row) for row in found]
