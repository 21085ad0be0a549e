"""Every read of cases that a person sees.

A page over several scopes, phases and lights is one limited range of an index for each, merged in their common
order (due, id): the cost does not grow with what is visible (PERFORMANCE B). The ranges are in ranges.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import NotFound
from shuangyong.cases import ranges
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.models import Case, Holding
from shuangyong.cases.ranges import Asked, Ground
from shuangyong.catalog.model import OPEN_PHASES, OPENER, OPENER_SIDE, Kind, Transition
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
            where |= ranges.seen_by(seat, actor)
    return Case.objects.filter(where)


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


def page(actor: Actor, wanted: Filter, on: date, after: Key | None = None, size: int = PAGE) -> Page:
    """One page in the order of terms.

    A statement for each ground that the actor's seats stand on (two a seat at most), multiplied by phases and ranges
    of terms where several are asked for in a wide place; then one for the lines and one for their units.
    """
    return _page(_grounds(actor, wanted), _asked(wanted, on), on, after, size)


def _page(grounds: Iterable[Ground], asked: Asked, on: date, after: Key | None, size: int) -> Page:
    found = ranges.first(grounds, asked, (after.due, after.pk) if after else None, size + 1)
    return _printed(found, on, size)


def _printed(found: list[ranges.Found], on: date, size: int) -> Page:
    """A page out of its lines and one more, which only tells that there is a next one."""
    following = Key(*found[size - 1][:2]) if len(found) > size else None
    return Page(rows_of(ranges.whole(found[:size]), on), following)


def _asked(wanted: Filter, on: date) -> Asked:
    spans = ranges.spans(wanted.lights, on)
    return Asked(wanted.phases or OPEN_PHASES, spans, wanted.kind, wanted.stages, wanted.ids)


def _grounds(actor: Actor, wanted: Filter) -> list[Ground]:
    """What the seats that see cases stand on, each once."""
    found = [Ground({}, holding=False, level="nation")] if actor.is_system else []
    for seat in _widest(seat for seat in actor.seats if SEE in seat.permissions):
        found += [ground for ground in ranges.of_seat(seat, actor) if ground not in found]
    return found if wanted.unit is None else [ranges.within_unit(ground, wanted.unit) for ground in found]


def grounds_of(actor: Actor) -> list[Ground]:
    """Everything that this actor may see, as grounds for a read of another module."""
    return _grounds(actor, Filter())


def _widest(seats: Iterable[Seat]) -> list[Seat]:
    """Without those of which another seat sees everything."""
    found: list[Seat] = []
    for seat in sorted(seats, key=lambda seat: (seat.reach != "place", len(seat.place.code), -seat.degree)):
        if not any(_covers(wide, seat) for wide in found):
            found.append(seat)
    return found


def _covers(wide: Seat, seat: Seat) -> bool:
    """Whether one seat sees whatever the other sees: the nation, or the same unit alike."""
    if wide.degree < seat.degree:
        return False
    if wide.reach == "place" and not wide.place.code:
        return True
    same = wide.reach == seat.reach and wide.unit_id == seat.unit_id
    return same or (seat.reach == "own" and wide.reach == "own")


def rows_of(found: Iterable[ranges.Found], on: date) -> tuple[Row, ...]:
    """Lines (ranges.COLUMNS) ready to print; the units of all of them in one query."""
    lines = list(found)
    units = _units_of([line[1] for line in lines]) if lines else {}
    return tuple(_row(line, units.get(line[1], {}), on) for line in lines)


def rows_in(cases: list[int], on: date) -> tuple[Row, ...]:
    """Lines of some cases that were found and may be seen, in this order."""
    there = ranges.whole([(None, pk) for pk in cases])
    return rows_of((line for line in there if len(line) > 2), on)


def _units_of(cases: list[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {}
    held = Holding.objects.filter(case__in=cases).order_by("pk").values_list("case_id", "part", "unit__short")
    for case, part, name in held:
        found.setdefault(case, {}).setdefault(part, []).append(name)
    return found


def _row(line: ranges.Found, units: dict[str, list[str]], on: date) -> Row:
    due, pk, number, title, definition, stage, phase, warn_on, opened_on, closed_on = line
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
    asked = replace(_asked(wanted, on), whole=False)
    return len(ranges.first(_grounds(actor, wanted), asked, None, cap + 1))


# ── the desk ───────────────────────────────────────────────────────────────────────────────────────────────────────


Pairs = tuple[tuple[str, ...], ...]
"""Kinds and stages, in order; for holders also the part that is meant."""
Meant = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """Stages at which somebody waits for this actor, by how he is meant: as holder, as opener, by his post."""

    held: Pairs = ()
    opened: Pairs = ()
    posted: Pairs = ()


def turn_of(seat: Seat, on: date) -> Turn:
    """For one seat: the pairs of kind and stage with a main transition that it may take."""
    return _turn(seat.permissions, tuple(kinds_in_force(on).values()))


_turns_known: dict[tuple[frozenset[str], tuple[int, ...]], tuple[tuple[Kind, ...], Turn]] = {}
"""By permissions and by the very objects of the kinds, which are kept beside so that no other can take their place."""
TURNS_KEPT = 200


def _turn(permissions: frozenset[str], kinds: tuple[Kind, ...]) -> Turn:
    """Worked out once for the posts' permissions and the kinds in force: every desk asks, and kinds are many."""
    key = (permissions, tuple(map(id, kinds)))
    known = _turns_known.get(key)
    if known is None:
        if len(_turns_known) >= TURNS_KEPT:
            _turns_known.clear()
        known = _turns_known[key] = (kinds, _worked_out(permissions, kinds))
    return known[1]


def _worked_out(permissions: frozenset[str], kinds: tuple[Kind, ...]) -> Turn:
    held, opened, posted = set[tuple[str, str, str]](), set[tuple[str, str]](), set[tuple[str, str]]()
    for kind in kinds:
        for transition in kind.transitions.values():
            if transition.weight >= SIDE or transition.may not in permissions or transition.reopens:
                continue
            for into in _meant(transition, opened, posted):
                into.update((kind.key, stage) for stage in transition.origins)
            parts = set(transition.parts) - {OPENER, OPENER_SIDE}
            held |= {(kind.key, stage, part) for stage in transition.origins for part in parts}
        posted -= _at_work(kind)
    return Turn(tuple(sorted(held)), tuple(sorted(opened)), tuple(sorted(posted)))


def _at_work(kind: Kind) -> Meant:
    """Where a holder is at work: nobody waits there for a post that may step in, such as to suspend a shop."""
    return {
        (kind.key, stage)
        for transition in kind.transitions.values()
        if transition.weight < SIDE and not transition.reopens and set(transition.parts) - {OPENER, OPENER_SIDE}
        for stage in transition.origins
        if kind.stages[stage].phase == "doing"
    }


def _meant(transition: Transition, opened: Meant, posted: Meant) -> tuple[Meant, ...]:
    if OPENER in transition.parts:
        return (opened,)
    if OPENER_SIDE in transition.parts:
        return (opened, posted)
    return () if transition.parts else (posted,)


WORDS_OF_LEADERS = "case.comment"
"""Kinds that begin with this permission are a leader's words (批示)."""
WORDS, DO, JUDGE = "words", "do", "judge"
"""Parts of a desk: leaders' words, what is to be done, what is to be judged."""


def part_of_desk(kind: Kind, phase: str) -> str:
    """Under which heading of a desk a case stands."""
    if kind.opening.may == WORDS_OF_LEADERS:
        return WORDS
    return JUDGE if phase == "judging" else DO


def mine(actor: Actor, on: date, after: Key | None = None, size: int = PAGE, part: str = "") -> Page:
    """What waits for this actor, in the order of terms; of one part of the desk where it is named."""
    key, kinds = (after.due, after.pk) if after else None, tuple(kinds_in_force(on).values())
    turns = [turn for seat in actor.seats for turn in _turns(seat, actor, kinds, part)]
    found = ranges.together([ranges.first([ground], asked, key, size + 1) for ground, asked in turns], size + 1)
    return _printed(found, on, size)


def _turns(seat: Seat, actor: Actor, kinds: tuple[Kind, ...], part: str) -> Iterator[tuple[Ground, Asked]]:
    """By what a seat is meant, with what waits for it there."""
    turn, unit = _turn(seat.permissions, kinds), ranges.of_unit(seat.unit_id)
    # What was given to one person of the unit waits for that person; what was given to nobody waits for all.
    mine_too = (Q(account=None) | Q(account=actor.account_id)) & ~Q(part=OPENER)
    grounds = [(turn.held, unit & mine_too), (turn.opened, unit & Q(part=OPENER))]
    if seat.reach == "place":
        grounds.append((turn.posted, ranges.place(seat)))
    wanted = _stages_of_part(kinds, part) if part else None
    for all_pairs, ground in grounds:
        pairs = all_pairs if wanted is None else tuple(pair for pair in all_pairs if pair[:2] in wanted)
        if pairs:
            asked = Asked(OPEN_PHASES, ranges.spans((), NEVER), stages=pairs)
            yield ranges.up_to(ground, seat.degree), asked


def _stages_of_part(kinds: tuple[Kind, ...], part: str) -> Meant:
    return {
        (kind.key, stage)
        for kind in kinds
        for stage, one in kind.stages.items()
        if part_of_desk(kind, one.phase) == part
    }


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
