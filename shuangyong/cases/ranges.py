"""Lists as ranges of indexes: each ground an actor stands on gives the first pairs (due, case) after a key.

Nothing here grows with what is visible: every statement ends after a page (PERFORMANCE B). The exceptions are named
at `grounds.below`.
"""

from __future__ import annotations

import operator
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from typing import Any

from django.db.models import Expression, F, Func, Q, QuerySet, Value
from django.db.models.fields import CharField, IntegerField
from django.db.models.functions import Concat
from django.db.models.lookups import GreaterThan, In

from shuangyong.base.statements import Condition, Part, Select, UpTo, among, counted
from shuangyong.base.together import Asking, alone, side_by_side
from shuangyong.cases.engine.clocks import NEVER, RESTS
from shuangyong.cases.grounds import Ground, last_in
from shuangyong.cases.models import Case, Holding
from shuangyong.cases.spans import Span
from shuangyong.catalog.model import OPEN_PHASES

Pair = tuple[date, int]
"""Term and number of a case: the order of every list."""
COLUMNS = (
    *("due", "id", "number", "title", "definition_id", "stage"),
    *("phase", "warn_on", "opened_on", "closed_on", "due_clock", "held"),
)
"""What a line shows of a case, its pair first."""
Found = tuple[Any, ...]
"""A pair, or a line that begins with one."""
FEW = 1000
"""So much of what is held outside a place is looked at one by one, however few are counted."""
WIDE = ("nation", "province", "city", "county")
"""Levels with an index of their open cases alone (models.py); below them a sort costs less than three statements."""


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
    """Columns that are wanted beside the pair, by their names on the model of the ground."""
    awaited: tuple[str, ...] = ()
    """Only where somebody is waited for, on these parts of a desk: each is a range of an index (models.py)."""
    in_order: bool = True
    """Whether the first of them are wanted, or any."""

    def fits(self, phase: str, due: date, warn_on: date) -> bool:
        """Whether a case has one of the phases and lies in one of the spans."""
        return phase in self.phases and any(span.holds(due, warn_on) for span in self.spans)

    @property
    def open_phases(self) -> tuple[str, ...]:
        return tuple(phase for phase in self.phases if phase in OPEN_PHASES)

    @property
    def ended_phases(self) -> tuple[str, ...]:
        return tuple(phase for phase in self.phases if phase not in OPEN_PHASES)

    @property
    def all_open(self) -> bool:
        return set(self.phases) == set(OPEN_PHASES)

    @property
    def all_but_one(self) -> bool:
        """All but one phase of what is open: little is passed over in the index of what is open."""
        return len(self.open_phases) == len(OPEN_PHASES) - 1 and not self.ended_phases


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

    stages: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> Hashable:  # type: ignore[override]
        return self

    def built(self, *values: Any) -> Expression:
        columns = (F("kind"), Value("/"), F("stage"))
        part = (Value("/"), F("part")) if len(self.stages[0]) > 2 else ()
        return In(Concat(*columns, *part, output_field=CharField()), ["/".join(one) for one in self.stages])


def first(grounds: Iterable[Ground], asked: Asked, after: Pair | None, size: int) -> list[Found]:
    """The first `size` of all grounds together, each case once though several grounds may hold it."""
    return alone(asking_first(grounds, asked, after, size))


def asking_first(grounds: Iterable[Ground], asked: Asked, after: Pair | None, size: int) -> Asking[list[Found]]:
    """The same, beside other reads."""
    lists = yield from side_by_side([_of_ground(ground, asked, after, size) for ground in grounds])
    return together([part for some in lists for part in some], size)


def together(parts: Iterable[list[Found]], size: int) -> list[Found]:
    """The first `size` of several sorted lists; of a case found twice the line rather than the pair."""
    lists = [part for part in parts if part]
    if not lists:
        return []
    rows = lists[0] if len(lists) == 1 else sorted(sorted(chain(*lists), key=len, reverse=True), key=_pair)
    begins = rows[: 2 * size]
    found = _each_once(begins)
    if len(found) < size and len(begins) < len(rows):
        found = _each_once(rows)
    return found[:size]


def _each_once(rows: list[Found]) -> list[Found]:
    """Of what was found of a case the first: of several units the one that owes something soonest."""
    found: dict[int, Found] = {}
    for row in rows:
        found.setdefault(row[1], row)
    return [*found.values()]


_pair = operator.itemgetter(0, 1)


def _of_ground(ground: Ground, asked: Asked, after: Pair | None, size: int) -> Asking[list[list[Found]]]:
    """A list for each span and way of asking; nothing that lies later is read where what lies earlier is enough."""
    lists: list[list[Found]] = []
    for span in asked.spans:
        for group in span.apart() if ground.many else ((span,),):
            found = yield from side_by_side(
                [
                    _read(rows, ground, asked, after, size)
                    for one in group
                    if after is None or not one.over_before(after[0])
                    for rows in _selects(ground, asked, one, first=after is None)
                ]
            )
            lists += found
            if sum(map(len, found)) >= size:
                return lists
    return lists


def from_the_first(ground: Ground, asked: Asked) -> list[Select]:
    """How the first rows of all terms are asked for."""
    return list(_selects(ground, asked, Span()))


def _selects(ground: Ground, asked: Asked, span: Span, *, first: bool = True) -> Iterator[Select]:
    """Of one span: one for each way of asking for the phases; `first`: not after a key."""
    due = span.due | ({"due__lte": span.upto} if first and span.upto < NEVER else {})
    for way in _ways(ground, asked, span):
        yield _ordered(ground, asked).where(*way, *due.items(), *span.warn.items())


def _ways(ground: Ground, asked: Asked, span: Span) -> Iterator[Iterable[Condition]]:
    """What picks the index: equality where it is to give the order, a list of phases where sorting a few is cheaper."""
    if asked.awaited:
        yield from ((ground.where | where).items() for where in _awaited(ground, asked))
    elif ground.holding:
        yield from _ways_of_holdings(ground, asked)
    elif ground.level not in WIDE:
        yield (ground.where | {"phase__in": asked.phases}).items()
    elif span.band is not None:
        yield *ground.where.items(), ("closed_on", None), ("band", span.band), *_open_phases(asked)
    elif not _by_kind(ground, asked) and (asked.all_open or asked.all_but_one):
        yield *ground.where.items(), ("closed_on", None), *_open_phases(asked)
    else:
        yield from ((ground.where | {"phase": phase}).items() for phase in asked.phases)


def _open_phases(asked: Asked) -> Iterator[Condition]:
    """Of what is open. PostgreSQL would take a list of phases for a part of the range, and sort what comes of it."""
    if asked.all_but_one:
        yield from (NotIn(phase) for phase in OPEN_PHASES if phase not in asked.phases)
    elif not asked.all_open:
        yield "phase__in", asked.phases


@dataclass(frozen=True, slots=True)
class NotIn(Part):
    """All phases but this one."""

    phase: str

    @property
    def key(self) -> Hashable:  # type: ignore[override]
        return self

    def built(self, *values: Any) -> Q:
        return ~Q(phase=self.phase)


@dataclass(frozen=True, slots=True)
class OfKind(Part):
    """A kind of which little waits, said in the statement's text.

    Of a value that it does not see PostgreSQL takes any kind for as common as another, and walked through all that
    waits in a province (1 ms at ten million).
    """

    kind: str

    @property
    def key(self) -> Hashable:  # type: ignore[override]
        return self

    def built(self, *values: Any) -> Q:
        return Q(kind=self.kind)


def _awaited(ground: Ground, asked: Asked) -> list[dict[str, Any]]:
    if ground.few:
        return [{}]
    if ground.of_kind or not asked.in_order:
        return [{"awaits__isnull": False}]
    return [{"awaits": part} for part in asked.awaited]


def _ways_of_holdings(ground: Ground, asked: Asked) -> Iterator[Iterable[Condition]]:
    if "unit_path__gte" not in ground.where:
        yield (ground.where | {"phase__in": asked.phases}).items()
        return
    if asked.open_phases:
        only = {"open": True} | ({} if asked.all_open else {"phase__in": asked.open_phases})
        whole = {"root": ground.tree} if ground.tree else ground.where
        for way in _outside(ground) if ground.outside else [whole.items()]:
            yield *way, *only.items()
    if asked.ended_phases:
        yield (ground.where | {"open": False, "phase__in": asked.ended_phases}).items()


def _outside(ground: Ground) -> Iterator[Iterable[Condition]]:
    """Of the unit itself two ranges of the index of units and places, before and behind its own place, where it mostly
    holds nothing; the second goes on over all units below, whose places are looked at one by one."""
    path, end = ground.where["unit_path__gte"], ground.where["unit_path__lt"]
    yield ("unit_path", path), ("place__lt", ground.outside)
    # Of a pair alone PostgreSQL takes a third of all rows to lie behind it, and starts helpers to read them.
    yield Behind((path, last_in(ground.outside))), ("unit_path__gte", path), ("unit_path__lt", end)


@dataclass(frozen=True, slots=True)
class Behind(Part):
    """Behind a unit's path and a place, in the order of their index."""

    values: tuple[str, str]
    key = "behind"

    def built(self, *values: Any) -> Expression:
        path, place = (value if isinstance(value, Expression) else Value(value) for value in values)
        return GreaterThan(_Together(F("unit_path"), F("place")), _Together(path, place))


def _by_kind(ground: Ground, asked: Asked) -> bool:
    """Whether an index of kinds serves better than that of open cases."""
    return bool(asked.kind) and ground.level in {"nation", "county"}


def _narrowed(ground: Ground, asked: Asked) -> Iterator[Condition]:
    """What the filter asks beside phases and terms."""
    yield from ground.extra
    if asked.stages:
        yield InStages(asked.stages)
    if asked.kind and ground.of_kind:
        yield OfKind(asked.kind)
    elif asked.kind:
        yield from ground.case(kind=asked.kind).items()
    if asked.ids is not None:
        yield "case__in" if ground.holding else "pk__in", asked.ids.values("pk")


def _read(rows: Select, ground: Ground, asked: Asked, after: Pair | None, size: int) -> Asking[list[Found]]:
    """The first after a key.

    SQLite does not use a row's own number inside (due, id) > (…): it walks through all cases of the key's day. Where
    they are very many the day is read first, then what is later.
    """
    if after is None:
        return (yield [(rows, size)])[0]
    due, pk = after
    if not _days_apart(ground, asked, due):
        return (yield [(rows.where(Later("case_id" if ground.holding else "id", after)), size)])[0]
    [found] = yield [(rows.where(("due", due), ("id__gt", pk)), size)]
    if len(found) < size and due < NEVER:
        [later] = yield [(rows.where(("due__gt", due)), size)]
        found = [*found, *later[: size - len(found)]]
    return found


def _days_apart(ground: Ground, asked: Asked, due: date) -> bool:
    """A day of the nation, and in a wide place whatever has ended: it has no term."""
    return ground.level == "nation" or (ground.many and due == NEVER and bool(asked.ended_phases))


def _ordered(ground: Ground, asked: Asked) -> Select:
    """In the order of lists. Stages are sifted in the index, before any row is fetched: then pairs come first."""
    conditions = tuple(_narrowed(ground, asked))
    if ground.holding:
        columns = ("due", "case_id", *asked.beside)
        # With its part no holding of a unit comes twice, and PostgreSQL need not sort them all.
        return Select(Holding, columns, conditions, _order(columns, asked), distinct="part" not in asked.beside)
    columns = COLUMNS if asked.whole and not asked.stages else (*COLUMNS[:2], *asked.beside)
    return Select(Case, columns, conditions, _order(columns, asked))


def _order(columns: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    return columns[:2] if asked.in_order else ()


def count(grounds: list[Ground], asked: Asked, cap: int) -> int:
    """How many cases lie on the grounds together, told up to the cap (cap + 1 means more)."""
    parts = [part for ground in grounds for part in _numbers(ground, asked)]
    if len(grounds) == 1 or (grounds and _side_by_side(*grounds)):
        return _summed(parts, cap)
    found = set[Found]()
    for part in parts:
        found.update(part.rows(cap + 1))
        if len(found) > cap:
            return cap + 1
    return len(found)


@dataclass(frozen=True, slots=True)
class Tallies:
    """Several counts, of nothing but phases and lights, worked out: one query, and another where anything is held
    outside the place."""

    grounds: tuple[Ground, ...]
    every: tuple[Asked, ...]
    cap: int
    outside: tuple[Select, ...]
    any_outside: tuple[UpTo, ...]
    """What is held outside the place, and whether there is any, which is counted beside the rest."""
    parts: tuple[tuple[UpTo, ...], ...]
    """For each what is to be added up; empty where the grounds can only be counted one by one."""

    @classmethod
    def of(cls, grounds: Sequence[Ground], every: Sequence[Asked], cap: int) -> Tallies:
        side_by_side = len(grounds) > 1 and _side_by_side(*grounds)
        if len(grounds) > 1 and not side_by_side:
            return cls(tuple(grounds), tuple(every), cap, (), (), ())
        few: tuple[Select, ...] = ()
        if side_by_side and every:
            rows = replace(_ordered(grounds[1], every[0]), columns=("case_id", "phase", "due", "warn_on"), order=())
            few = tuple(rows.where(*way, ("open", True)) for way in _outside(grounds[1]))
        parts = tuple(
            tuple(UpTo(one, cap + 1) for ground in grounds[:1] for one in _numbers(ground, asked)) for asked in every
        )
        any_few = tuple(UpTo(replace(rows, columns=("case_id",), distinct=False), 1) for rows in few)
        return cls(tuple(grounds), tuple(every), cap, few, any_few, parts)

    def told(self, beside: Select, also: Sequence[UpTo] = ()) -> Asking[list[int]]:
        """The counts. `beside`: any one row, for the query to be asked with; `also`: what else it is to count."""
        columns = (*chain(*self.parts), *self.any_outside, *also)
        found = (yield [(replace(beside, columns=columns), 1)])[0] if columns else []
        told = iter(counted(found, columns) if columns else [])
        sums = [sum(islice(told, len(some))) for some in self.parts]
        outside = sum(islice(told, len(self.any_outside)))
        if not self.parts:
            return [*(count(list(self.grounds), asked, self.cap) for asked in self.every), *told]
        if outside and min(sums) <= self.cap:
            sums = yield from self._with_outside(self.outside, sums)
        return [*(min(one, self.cap + 1) for one in sums), *told]

    def _with_outside(self, outside: Sequence[Select], sums: Sequence[int]) -> Asking[list[int]]:
        """With what is held outside the place; asked for where the place itself has not more than is told."""
        most = max(self.cap, FEW)
        few = set(chain(*(yield [(rows, most + 1) for rows in outside])))
        if len(few) > most:
            return [count(list(self.grounds), asked, self.cap) for asked in self.every]
        more = [sum(asked.fits(*row[1:]) for row in few) for asked in self.every]
        return [one + two for one, two in zip(sums, more, strict=True)]


def _summed(parts: Iterable[Select], cap: int) -> int:
    """Of parts that have no case in common."""
    total = 0
    for part in parts:
        total += part.count(cap + 1 - total)
        if total > cap:
            break
    return total


def _side_by_side(one: Ground, *others: Ground) -> bool:
    """Whether they are a place and what is held outside it."""
    return len(others) == 1 and not one.holding and others[0].outside == next(iter(one.where.values()), "")


def _numbers(ground: Ground, asked: Asked) -> Iterator[Select]:
    """Only the numbers of cases: what is counted need not be put in order, but a place's index is in that of lists.

    Outside a place in one statement: two units may hold the same case.
    """
    ground = replace(ground, outside="")
    for span in asked.spans:
        for one in chain(*span.apart()) if ground.many else (span,):
            for rows in _selects(ground, asked, one):
                yield (
                    replace(rows, columns=("case_id",), order=()) if ground.holding else replace(rows, columns=("id",))
                )


def whole(found: list[Found]) -> list[Found]:
    """Lines for what may be pairs: one query, or none."""
    return alone(asking_whole(found))


def asking_whole(found: list[Found]) -> Asking[list[Found]]:
    """The same, beside other reads."""
    short = [row[1] for row in found if len(row) == 2]
    if not short:
        return found
    [rows] = yield [(whole_lines(short), None)]
    return (yield from asking_as_held({row[1]: row for row in rows}, found))


def asking_as_held(lines: Mapping[int, Found], found: Sequence[Found]) -> Asking[list[Found]]:
    """The lines of what was found, each by the term by which it was found: a unit's own, which need not be that of
    whose turn it is. Their days of warning are one query more, where such a one runs."""
    own = {(row[1], row[0]) for row in found if row[1] in lines and row[0] not in (None, lines[row[1]][0])}
    running = [pk for pk, due in own if due < RESTS]
    warned: dict[tuple[int, date], date] = {}
    if running:
        held = (among("case", running), ("open", True))
        [rows] = yield [(Select(Holding, ("case_id", "due", "warn_on"), held), None)]
        for pk, due, warn_on in sorted(rows, key=operator.itemgetter(2), reverse=True):
            warned[pk, due] = warn_on  # of several holdings by the same term the first to warn
    return [
        _by_term(lines[pk], due, warned.get((pk, due)) or due) if (pk, due) in own else lines.get(pk, row)
        for row in found
        for due, pk in (row[:2],)
    ]


def _by_term(line: Found, due: date, warn_on: date) -> Found:
    own = {"due": due, "warn_on": warn_on, "due_clock": ""}
    return tuple([own.get(column, value) for column, value in zip(COLUMNS, line, strict=True)])


def whole_lines(cases: Iterable[int]) -> Select:
    """The lines (COLUMNS) of these cases, in no order."""
    return Select(Case, COLUMNS, (among("pk", cases),))
