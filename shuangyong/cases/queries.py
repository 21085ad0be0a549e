"""Every read of cases that a person sees.

A page over several scopes, phases and lights is one limited range of an index for each, merged in their common
order (due, id): the cost does not grow with what is visible (PERFORMANCE B). The ranges are in ranges.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, QuerySet

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.known import Kept, asking_units, units
from shuangyong.base.organisation.models import Account
from shuangyong.base.statements import Line, Select, UpTo, first
from shuangyong.base.together import Asking, alone, side_by_side
from shuangyong.cases import grounds, ranges
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.clocks import NEVER, RESTS, filed_says, nearest
from shuangyong.cases.grounds import Ground
from shuangyong.cases.models import Case, StepRow, held_in
from shuangyong.cases.ranges import Asked, Tallies
from shuangyong.cases.spans import spans_of
from shuangyong.cases.standing import holdings_of
from shuangyong.catalog.model import OPEN_PHASES, OPENER, Kind
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.clocks import Reading
from shuangyong.rules.lights import Light, light

SEE = "case.see"
PAGE = 50
CAP = 1000
"""Counts are told up to here: an exact count of millions costs more than the page."""
LIGHTS = ("red", "yellow", "green", "grey")
OTHERS = Light("green", "按期：轮到他方办理，本单位没有到期的事")
"""Of a unit that owes nothing while others are to go on."""
POST = "post:"


# ── what one may see ───────────────────────────────────────────────────────────────────────────────────────────────


def visible_to(actor: Actor, late_on: date | None = None) -> QuerySet[Case]:
    """All cases that this actor may see, as a query; with a day those that are overdue then, by lists' own terms."""
    if actor.is_system:
        return Case.objects.all() if late_on is None else Case.objects.filter(due__lt=late_on)
    where = Q(pk__in=[])
    for seat in actor.seats:
        if SEE in seat.permissions:
            where |= grounds.seen_by(seat, actor, late_on)
    return Case.objects.filter(where)


def get(actor: Actor, case_id: int) -> Case:
    """A case that this actor may see. Raises NotFound."""
    return get_held(actor, case_id)[0]


def get_held(actor: Actor, case_id: int) -> tuple[Case, list[Line] | None]:
    """The same with its holdings, where it took reading them to see whether he may. Raises NotFound."""
    row = first(Case, ("pk", case_id))
    if row is None:
        raise NotFound
    return row, None if actor.is_system else _seen(actor, row)


def _seen(actor: Actor, row: Case) -> list[Line] | None:
    """Raises NotFound where the case is not among `visible_to`; gives its holdings if it took them to decide.

    Decided here: a query for what it holds costs less than one that asks.
    """
    seats = [seat for seat in actor.seats if SEE in seat.permissions and row.degree <= seat.degree]
    if any(seat.reach == "place" and row.place.within(seat.place) for seat in seats):
        return None
    held = holdings_of(row) if seats else []
    if not any(grounds.holds(seat, actor, unit, path, who) for seat in seats for _, unit, path, who in held):
        raise NotFound
    return held


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


class Row(NamedTuple):
    """One line of a list, ready to be printed; a tuple, for a page makes fifty."""

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
    of terms where several are asked for in a wide place; then one for lines, where they were not read with them.
    """
    return alone(asking_page(actor, wanted, on, after, size))


def asking_page(actor: Actor, wanted: Filter, on: date, after: Key | None = None, size: int = PAGE) -> Asking[Page]:
    """The same, beside other reads."""
    key = (after.due, after.pk) if after else None
    stands, asked = _grounds(actor, wanted), _asked(wanted, on)
    found, _ = yield from side_by_side([ranges.asking_first(stands, asked, key, size + 1), asking_units()])
    return printed(found, on, size)


def printed(found: list[ranges.Found], on: date, size: int) -> Page:
    """A page out of its lines and one more, which only tells that there is a next one."""
    following = Key(*found[size - 1][:2]) if len(found) > size else None
    return Page(rows_of(ranges.whole(found[:size]), on), following)


def _asked(wanted: Filter, on: date) -> Asked:
    spans = spans_of(wanted.lights, on)
    return Asked(wanted.phases or OPEN_PHASES, spans, wanted.kind, wanted.stages, wanted.ids)


def _grounds(actor: Actor, wanted: Filter) -> list[Ground]:
    """What the seats that see cases stand on, each once."""
    found = [Ground({}, holding=False, level="nation")] if actor.is_system else []
    for seat in _widest(seat for seat in actor.seats if SEE in seat.permissions):
        found += [ground for ground in grounds.of_seat(seat, actor) if ground not in found]
    return found if wanted.unit is None else [grounds.within_unit(ground, wanted.unit) for ground in found]


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


def rows_of(found: Iterable[ranges.Found], on: date, known: Kept | None = None) -> tuple[Row, ...]:
    """Lines (ranges.COLUMNS) ready to print; the names of their units by what is known of them, or in one query."""
    lines = list(found)
    if not lines:
        return ()
    held = [held_in(line[-1]) for line in lines]
    names = (known or units()).names({unit for parts in held for part, unit in parts if part != OPENER})
    return tuple([_row(line, parts, names, on) for line, parts in zip(lines, held, strict=True)])


def rows_in(cases: list[int], on: date) -> tuple[Row, ...]:
    """Lines of some cases that were found and may be seen, in this order."""
    there = ranges.whole([(None, pk) for pk in cases])
    return rows_of((line for line in there if len(line) > 2), on)


def _row(line: ranges.Found, held: tuple[tuple[str, int], ...], names: Mapping[int, str], on: date) -> Row:
    due, pk, number, title, definition, stage, phase, warn_on, opened_on, closed_on, clock, _ = line
    kind = kind_of(definition)
    parts = iter(kind.parts)
    lead = next(parts, "")
    return Row(
        pk,
        number,
        title,
        kind.name,
        kind.stages[stage].name,
        phase,
        None if due in (NEVER, RESTS) else due,
        light_of(phase, due, warn_on, closed_on, on, term_name(kind, clock)),
        tuple([names[unit] for part, unit in held if part == lead]),
        tuple([names[unit] for one in parts for part, unit in held if part == one]),
        opened_on,
    )


def light_of(
    phase: str, due: date, warn_on: date, closed_on: date | None, on: date, term: str = "", filed: str = ""
) -> Light:
    """The light of a case on a day with its sentence; `term` names what runs out, `filed` says for what it waits."""
    if due == RESTS:
        return OTHERS
    last, warned = None if due == NEVER else due, None if warn_on == NEVER else warn_on
    return light(phase in OPEN_PHASES, last, warned, on, closed_on, (filed,) if filed else (), term)


def term_name(kind: Kind, clock: str) -> str:
    """What the nearest term of a case is called, and whose it is where that is not who leads; empty where none runs."""
    if clock not in kind.clocks:
        return ""
    declared = kind.clocks[clock]
    whose = "" if declared.owner == next(iter(kind.parts), "") else f"（{owner_name(kind, declared.owner)}）"
    return f"{declared.name}{whose}"


def filed(kind: Kind, found: Mapping[str, Reading], unit: str = "") -> str:
    """Of a case that waits after its unit has done its part: since when and for whom; `unit` is the opener's name."""
    clock = nearest(kind, found).clock
    owner = kind.clocks[clock].owner if clock else ""
    return filed_says(kind, found, unit if unit and owner == OPENER else owner_name(kind, owner) if owner else "")


def owner_name(kind: Kind, owner: str) -> str:
    """A clock's owner in words: a part, or a post."""
    key = owner.removeprefix(POST)
    if key == owner:
        return kind.part_name(owner)
    declared = posts.load().by_key.get(key)
    return declared.name if declared else key


def count(actor: Actor, wanted: Filter, on: date, cap: int = CAP) -> int:
    """How many cases a list holds, told up to the cap (cap + 1 means more)."""
    return ranges.count(_grounds(actor, wanted), _asked(wanted, on), cap)


def counts(actor: Actor, wanted: Iterable[Filter], on: date, cap: int = CAP) -> list[int]:
    """Several counts by phase and light, in fewer queries than one by one."""
    return alone(asking_counts(actor, wanted, on, cap))


def asking_counts(
    actor: Actor, wanted: Iterable[Filter], on: date, cap: int = CAP, also: Sequence[tuple[Select, int]] = ()
) -> Asking[list[int]]:
    """The same, beside other reads; `also`: after them what others count."""
    beside = Select(Account, (), (("pk", actor.account_id),))
    return (yield from _tallies(actor, tuple(wanted), on, cap).told(beside, [UpTo(*one) for one in also]))


@lru_cache(maxsize=400)
def _tallies(actor: Actor, wanted: tuple[Filter, ...], on: date, cap: int) -> Tallies:
    """Worked out once for who comes back."""
    every = [_asked(one, on) for one in wanted]
    return Tallies.of(_grounds(actor, Filter()) if every else [], every, cap)


def given_to(actor: Actor, unit: int, account: int) -> int | None:
    """How many open cases, of those that the actor may see, a unit gave to this very person: what goes along when the
    post is handed over. None for whoever sees no cases: appointing people, the security administrator is told of none.
    """
    if not any(SEE in seat.permissions for seat in actor.seats):
        return None
    mine = visible_to(actor).filter(phase__in=OPEN_PHASES, holdings__unit=unit, holdings__account=account)
    return mine.distinct().count()


LATELY = 60
"""Openings that are looked at to tell what somebody opens most."""


def opened_lately(actor: Actor) -> list[str]:
    """The kinds that this person opened lately, the commonest first; one range of the index of accounts."""
    if actor.account_id is None:
        return []
    steps_ = StepRow.objects.filter(account=actor.account_id, action=steps.OPEN).order_by("-id")
    counted = Counter(steps_.values_list("case__kind", flat=True)[:LATELY])
    return [kind for kind, _ in counted.most_common()]


LIKELY = 5
"""Units that are offered first where one is chosen."""


def chosen_lately(actor: Actor, kind: str, action: str) -> dict[str, tuple[int, ...]]:
    """By part: the units to which this person gave it lately by this action, the commonest first; one short range."""
    if actor.account_id is None:
        return {}
    steps_ = StepRow.objects.filter(account=actor.account_id, action=action).order_by("-case")
    counted: dict[str, Counter[int]] = {}
    for of, data in steps_.values_list("case__kind", "data")[:LATELY]:
        for part, given in data.get("gives", {}).items() if of == kind else ():
            counted.setdefault(part, Counter()).update(unit for unit, _ in given)
    return {part: tuple(unit for unit, _ in units.most_common(LIKELY)) for part, units in counted.items()}


# ── one case ───────────────────────────────────────────────────────────────────────────────────────────────────────


def words_for(kind: Kind, action: str) -> str:
    """The words of an action in a history; a case begins with the word that stands on its kind's button."""
    if action == steps.OPEN:
        return kind.opening.name
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


def last_day(row: Case) -> date | None:
    """The day of its last step: none that follows may lie before it."""
    found = Select(StepRow, ("on",), (("case", row.pk),), ("-seq",)).rows(1)
    return found[0][0] if found else None


def voices(row: Case) -> tuple[Told, ...]:
    """Every holding unit with the last day on which it took a step: silence shows."""
    last = dict(row.steps.exclude(unit=None).order_by("seq").values_list("unit_id", "on"))
    kind = kind_of(row.definition_id)
    held = row.holdings.exclude(part=OPENER).order_by("pk").values_list("unit_id", "unit__short", "part")
    return tuple(Told(name, kind.parts[part].name, last.get(unit)) for unit, name, part in held if part in kind.parts)
