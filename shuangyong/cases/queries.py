"""Every read of cases that a person sees.

A page over several scopes, phases and lights is one limited range of an index for each, merged in their common
order (due, id): the cost does not grow with what is visible (PERFORMANCE B).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation import paths
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.models import Case, Holding
from shuangyong.catalog.model import OPEN_PHASES, OPENER, Kind
from shuangyong.catalog.queries import kind_of, kinds_in_force
from shuangyong.rules.lights import Light, light

SEE = "case.see"
PAGE = 50
CAP = 1000
"""Counts are told up to here: an exact count of millions costs more than the page."""
LIGHTS = ("red", "yellow", "green", "grey")
SIDE = 90
"""Transitions of this weight and above are said on the side (press, comment, drop): nobody waits for them."""


# ── what one may see ───────────────────────────────────────────────────────────────────────────────────────────────


def visible_to(actor: Actor) -> QuerySet[Case]:
    """All cases that this actor may see, as a query."""
    if actor.is_system:
        return Case.objects.all()
    where = Q(pk__in=[])
    for seat in actor.seats:
        if SEE in seat.permissions:
            where |= _seen_by(seat, actor) & Q(degree__lte=seat.degree)
    return Case.objects.filter(where)


def _seen_by(seat: Seat, actor: Actor) -> Q:
    held = Holding.objects.filter(case=OuterRef("pk"))
    if seat.reach == "own":
        return Q(Exists(held.filter(account=actor.account_id)))
    if seat.reach == "unit":
        return Q(Exists(held.filter(Q(unit=seat.unit_id) | Q(account=actor.account_id))))
    below = Q(Exists(held.filter(unit_path__gte=seat.unit_path, unit_path__lt=paths.end(seat.unit_path))))
    return below | _in_place(seat) if seat.reach == "place" else below


def _in_place(seat: Seat) -> Q:
    return Q(**{seat.place.level: seat.place.code}) if seat.place.code else ~Q(pk__in=[])


def get(actor: Actor, case_id: int) -> Case:
    """A case that this actor may see. Raises NotFound."""
    row = visible_to(actor).filter(pk=case_id).first()
    if row is None:
        raise NotFound
    return row


# ── lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows. Empty phases mean the open ones; empty lights mean all."""

    phases: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    kind: str = ""
    unit: int | None = None
    """Only what this unit holds a part in."""
    stages: tuple[tuple[str, str], ...] = ()
    """Only these pairs of kind and stage."""
    ids: QuerySet[Case] | None = None
    """Only cases of this query, such as those of a document."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page ends, in the order of lists."""

    due: date
    pk: int

    def __str__(self) -> str:
        return f"{self.due:%Y%m%d}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """The key out of an address; None for what is not one."""
        day, _, pk = text.partition("-")
        try:
            return cls(date.fromisoformat(day), int(pk))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, ready to be printed."""

    pk: int
    number: str
    title: str
    kind: str
    stage: str
    phase: str
    due: date | None
    light: Light
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    opened_on: date


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines and where the next ones begin."""

    rows: tuple[Row, ...]
    next: Key | None


_COLUMNS = ("pk", "number", "title", "definition_id", "stage", "phase", "due", "warn_on", "opened_on", "closed_on")
Fetched = tuple[int, str, str, int, str, str, date, date, date, date | None]


def page(actor: Actor, wanted: Filter, on: date, after: Key | None = None, size: int = PAGE) -> Page:
    """One page in the order of terms. Two queries beside one for each scope, phase and light."""
    found = list(islice(_merged(_branches(actor, wanted, on), after, size + 1), size + 1))
    more = len(found) > size
    rows = rows_of(found[:size], on)
    last = found[size - 1] if more else None
    return Page(rows, Key(last[6], last[0]) if last else None)


def _merged(branches: Iterable[QuerySet[Case]], after: Key | None, size: int) -> Iterator[Fetched]:
    """The branches' lines in one order, each case once: it may be visible by several seats."""
    lines = [list(part) for branch in branches for part in _from(branch, after, size)]
    seen: set[int] = set()
    for row in merge(*lines, key=lambda line: (line[6], line[0])):
        if row[0] not in seen:
            seen.add(row[0])
            yield row


def _from(branch: QuerySet[Case], after: Key | None, size: int) -> Iterator[Iterable[Fetched]]:
    """At most `size` lines after the key: those of the same day first, then later days; each a range of the index."""
    ordered = branch.order_by("due", "pk").values_list(*_COLUMNS)
    if after is None:
        yield ordered[:size]
        return
    yield ordered.filter(due=after.due, pk__gt=after.pk)[:size]
    yield ordered.filter(due__gt=after.due)[:size]


def _branches(actor: Actor, wanted: Filter, on: date) -> Iterator[QuerySet[Case]]:
    for scope in _scopes(actor, wanted):
        for phase in wanted.phases or OPEN_PHASES:
            for part in _by_light(scope.filter(phase=phase), wanted.lights, on):
                yield _narrowed(part, wanted)


def _narrowed(branch: QuerySet[Case], wanted: Filter) -> QuerySet[Case]:
    if wanted.kind:
        branch = branch.filter(kind=wanted.kind)
    if wanted.stages:
        pairs = Q(pk__in=[])
        for kind, stage in wanted.stages:
            pairs |= Q(kind=kind, stage=stage)
        branch = branch.filter(pairs)
    if wanted.ids is not None:
        branch = branch.filter(pk__in=wanted.ids.values("pk"))
    return branch


def _by_light(branch: QuerySet[Case], lights: tuple[str, ...], on: date) -> Iterator[QuerySet[Case]]:
    """Lights are ranges of the term, so that a light is never stored and never stale."""
    if not lights:
        yield branch
    for name in lights:
        if name == "red":
            yield branch.filter(due__lt=on)
        elif name == "yellow":
            yield branch.filter(due__gte=on, due__lt=NEVER, warn_on__lte=on)
        elif name == "green":
            yield branch.filter(due__gte=on, due__lt=NEVER, warn_on__gt=on)
        elif name == "grey":
            yield branch.filter(due=NEVER)


def _scopes(actor: Actor, wanted: Filter) -> Iterator[QuerySet[Case]]:
    """One query for each seat that sees cases; the widest of several on one place is enough."""
    seats = [seat for seat in actor.seats if SEE in seat.permissions]
    if actor.is_system:
        yield _of_unit(Case.objects.all(), wanted)
    for seat in _widest(seats):
        base = Case.objects.filter(degree__lte=seat.degree) if seat.degree < 2 else Case.objects.all()
        if seat.reach == "place":
            yield _of_unit(base.filter(_in_place(seat)) if seat.place.code else base, wanted)
        else:
            yield _of_unit(base.filter(Exists(_held(seat, actor))), wanted)


def _of_unit(scope: QuerySet[Case], wanted: Filter) -> QuerySet[Case]:
    if wanted.unit is None:
        return scope
    return scope.filter(Exists(Holding.objects.filter(case=OuterRef("pk"), unit=wanted.unit)))


def _held(seat: Seat, actor: Actor) -> QuerySet[Holding]:
    held = Holding.objects.filter(case=OuterRef("pk"))
    if seat.reach == "own":
        return held.filter(account=actor.account_id)
    if seat.reach == "unit":
        return held.filter(unit=seat.unit_id)
    return held.filter(unit_path__gte=seat.unit_path, unit_path__lt=paths.end(seat.unit_path))


def _widest(seats: Iterable[Seat]) -> list[Seat]:
    """Without those whose place lies in another's, as far as that one reads."""
    found: list[Seat] = []
    for seat in sorted(seats, key=lambda seat: (seat.reach != "place", len(seat.place.code), -seat.degree)):
        if not any(_covers(wide, seat) for wide in found):
            found.append(seat)
    return found


def _covers(wide: Seat, seat: Seat) -> bool:
    if wide.degree < seat.degree:
        return False
    if wide.reach == "place":
        return seat.reach == "place" and seat.place.within(wide.place)
    return wide.reach == seat.reach and wide.unit_id == seat.unit_id


def rows_of(found: Iterable[Fetched], on: date) -> tuple[Row, ...]:
    """Lines ready to print; the units of all of them in one query."""
    lines = list(found)
    units = _units_of([line[0] for line in lines])
    return tuple(_row(line, units.get(line[0], {}), on) for line in lines)


def _units_of(cases: list[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {}
    held = Holding.objects.filter(case__in=cases).exclude(part=OPENER).order_by("pk")
    for case, part, name in held.values_list("case_id", "part", "unit__short"):
        found.setdefault(case, {}).setdefault(part, []).append(name)
    return found


def _row(line: Fetched, units: dict[str, list[str]], on: date) -> Row:
    pk, number, title, definition, stage, phase, due, warn_on, opened_on, closed_on = line
    kind = kind_of(definition)
    parts = iter(kind.parts)
    return Row(
        pk,
        number,
        title,
        kind.name,
        kind.stages[stage].name,
        phase,
        None if due == NEVER else due,
        light_of(phase, due, warn_on, closed_on, on),
        tuple(units.get(next(parts, ""), ())),
        tuple(name for part in parts for name in units.get(part, ())),
        opened_on,
    )


def light_of(phase: str, due: date, warn_on: date, closed_on: date | None, on: date) -> Light:
    """The light of a case on a day with its sentence."""
    return light(
        phase in OPEN_PHASES, None if due == NEVER else due, None if warn_on == NEVER else warn_on, on, closed_on
    )


def count(actor: Actor, wanted: Filter, on: date, cap: int = CAP) -> int:
    """How many cases a list holds, told up to the cap (cap + 1 means more)."""
    seen: set[int] = set()
    for branch in _branches(actor, wanted, on):
        seen.update(branch.order_by("due", "pk").values_list("pk", flat=True)[: cap + 1])
        if len(seen) > cap:
            return cap + 1
    return len(seen)


# ── the desk ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Turn:
    """Stages at which somebody waits for this actor, by how he is meant: as holder, as opener, by his post."""

    held: set[tuple[str, str]] = field(default_factory=set)
    opened: set[tuple[str, str]] = field(default_factory=set)
    posted: set[tuple[str, str]] = field(default_factory=set)


def turn_of(seat: Seat, on: date) -> Turn:
    """For one seat: the pairs of kind and stage with a main transition that it may take."""
    turn = Turn()
    for kind in kinds_in_force(on).values():
        for transition in kind.transitions.values():
            if transition.weight >= SIDE or transition.may not in seat.permissions or transition.reopens:
                continue
            pairs = {(kind.key, stage) for stage in transition.origins}
            if OPENER in transition.parts:
                turn.opened.update(pairs)
            elif transition.parts:
                turn.held.update(pairs)
            else:
                turn.posted.update(pairs)
    return turn


def mine(actor: Actor, on: date, after: Key | None = None, size: int = PAGE) -> Page:
    """What waits for this actor, in the order of terms: to be done, to be judged, to be answered."""
    branches = [branch for seat in actor.seats for branch in _waiting(actor, seat, on)]
    found = list(_merged(branches, after, size + 1))[: size + 1]
    more = len(found) > size
    last = found[size - 1] if more else None
    return Page(rows_of(found[:size], on), Key(last[6], last[0]) if last else None)


def _waiting(actor: Actor, seat: Seat, on: date) -> Iterator[QuerySet[Case]]:
    turn = turn_of(seat, on)
    held = Holding.objects.filter(case=OuterRef("pk"), unit=seat.unit_id)
    # What was given to one person of the unit waits for that person; what was given to nobody waits for all.
    mine_too = held.filter(Q(account=None) | Q(account=actor.account_id))
    for pairs, scope in (
        (turn.held, Case.objects.filter(Exists(mine_too.exclude(part=OPENER)))),
        (turn.opened, Case.objects.filter(Exists(held.filter(part=OPENER)))),
        (turn.posted, Case.objects.filter(_in_place(seat)) if seat.reach == "place" else None),
    ):
        if pairs and scope is not None:
            for phase in OPEN_PHASES:
                yield _narrowed(scope.filter(phase=phase, degree__lte=seat.degree), Filter(stages=tuple(sorted(pairs))))


# ── one case ───────────────────────────────────────────────────────────────────────────────────────────────────────


def words_for(kind: Kind, action: str) -> str:
    """The words of an action in a history."""
    if action in steps.BUILT_IN:
        return steps.BUILT_IN[action]
    transition = kind.transitions.get(action)
    return transition.done if transition else action


@dataclass(frozen=True, slots=True)
class Told:
    """A support unit and when it was last heard of in this case."""

    unit: str
    part: str
    last: date | None


def voices(row: Case) -> tuple[Told, ...]:
    """Every holding unit with the last day on which it took a step: silence shows."""
    last = dict(row.steps.exclude(unit=None).order_by("seq").values_list("unit_id", "on"))
    kind = kind_of(row.definition_id)
    held = row.holdings.exclude(part=OPENER).order_by("pk").values_list("unit_id", "unit__short", "part")
    return tuple(Told(name, kind.parts[part].name, last.get(unit)) for unit, name, part in held if part in kind.parts)
