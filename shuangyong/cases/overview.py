"""How a place stands, for whoever looks after all of it: what is red and who holds it, what changed since a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.serving import posts_served
from shuangyong.cases import ranges
from shuangyong.cases.models import Case, Holding
from shuangyong.cases.queries import CAP, POST, grounds_of, owner_name, term_name
from shuangyong.cases.ranges import Asked
from shuangyong.cases.spans import Span
from shuangyong.cases.turns import posts_at
from shuangyong.catalog.model import OPEN_PHASES, OPENER, Kind
from shuangyong.catalog.queries import kind_of

NOBODY = "还没有承办单位"


@dataclass(frozen=True, slots=True)
class Red:
    """One overdue case."""

    pk: int
    number: str
    title: str
    kind: str
    due: date
    holder: int
    name: str
    can_comment: bool
    """Its kind takes a leader's words on the spot."""
    term: str
    """What ran out (“复核周期”)."""
    stage: str
    lead: str
    """Who does it, where it is in the hands of whoever is to judge; else empty."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit with what is overdue in its hands, longest first."""

    pk: int
    name: str
    reds: tuple[Red, ...]

    @property
    def oldest(self) -> Red:
        return self.reds[0]


@dataclass(frozen=True, slots=True)
class Reds:
    """Who holds what is red: those with most first. `more`: only the longest overdue were looked at."""

    holders: tuple[Holder, ...]
    count: int
    more: bool


def reds(actor: Actor, on: date, cap: int = CAP) -> Reds:
    """What is overdue in the actor's reach by the unit in whose hands it is: the one that leads, and what waits to be
    judged that which ordered it, where it may judge. A fixed number of queries over at most `cap` cases."""
    asked = Asked(OPEN_PHASES, (Span({"due__lt": on}),), whole=False)
    found = [row[1] for row in ranges.first(grounds_of(actor), asked, None, cap + 1)]
    lines = _lines(found[:cap], on)
    by_holder: dict[int | str, list[Red]] = {}  # posts have no unit, and are told apart by their names
    for line in lines:
        by_holder.setdefault(line.holder or line.name, []).append(line)
    holders = [Holder(held[0].holder, held[0].name, tuple(held)) for held in by_holder.values()]
    holders.sort(key=lambda one: (-len(one.reds), one.oldest.due, one.pk))
    return Reds(tuple(holders), len(lines), len(found) > cap)


COMMENT = "case.comment"


COLUMNS = ("pk", "number", "title", "definition_id", "stage", "due", "due_clock")
Held = Mapping[str, tuple[int, str]]


def _lines(cases: list[int], on: date) -> list[Red]:
    held = _leads(cases)
    rows = list(Case.objects.filter(pk__in=cases).order_by("due", "pk").values_list(*COLUMNS))
    judges = _judges([(kind_of(row[3]), row[4], held.get(row[0], {})) for row in rows], on)
    return [_line(row, held.get(row[0], {}), judges) for row in rows]


def _leads(cases: Iterable[int]) -> dict[int, dict[str, tuple[int, str]]]:
    """By case and part: the first unit that holds it."""
    found: dict[int, dict[str, tuple[int, str]]] = {}
    rows = Holding.objects.filter(case__in=list(cases)).order_by("pk")
    for case, part, unit, name in rows.values_list("case_id", "part", "unit_id", "unit__short"):
        found.setdefault(case, {}).setdefault(part, (unit, name))
    return found


def _judges(waiting: Iterable[tuple[Kind, str, Held]], on: date) -> set[tuple[int, str, str]]:
    """Units that opened a case and have a post for which it waits now, with kind and stage; one query."""
    wanted: dict[str, set[tuple[int, str, str]]] = {}
    for kind, stage, held in waiting:
        for post in posts_at(kind, stage) if OPENER in held else ():
            wanted.setdefault(post, set()).add((held[OPENER][0], kind.key, stage))
    there = posts_served({one[0] for some in wanted.values() for one in some}, wanted, on)
    return {one for post, some in wanted.items() for one in some if (one[0], post) in there}


def _line(row: tuple[Any, ...], held: Held, judges: Collection[tuple[int, str, str]]) -> Red:
    pk, number, title, definition, stage, due, clock = row
    kind = kind_of(definition)
    lead = next((held[part] for part in kind.parts if part in held), (0, NOBODY))
    opener = held.get(OPENER, lead)
    owner = kind.clocks[clock].owner if clock in kind.clocks else ""
    judged = owner == OPENER or (opener[0], kind.key, stage) in judges
    unit, name = opener if judged else _by_post(kind, owner) if owner.startswith(POST) else held.get(owner, lead)
    comments = any(one.may == COMMENT and one.opens for one in kind.transitions.values())
    leads = lead[1] if unit != lead[0] else ""
    said = term_name(kind, clock), kind.stages[stage].name, leads
    return Red(pk, number, title, kind.name, due, unit, name, comments, *said)


def _by_post(kind: Kind, owner: str) -> tuple[int, str]:
    """A post that owes an answer is nobody's unit: it stands by its own name."""
    return 0, owner_name(kind, owner)


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened in the actor's reach from a day on; each told up to the cap."""

    since: date
    red: int
    """Became overdue and are still open."""
    closed: int


def changes(actor: Actor, since: date, on: date, cap: int = CAP) -> Changes:
    """Two counts, each the range of an index that is as long as the time looked at, not as the place is full."""
    grounds = grounds_of(actor)
    late = Asked(OPEN_PHASES, (Span({"due__gte": since, "due__lt": on}),), whole=False)
    done = Asked(("closed",), (Span(),), ids=Case.objects.filter(closed_on__gte=since), whole=False)
    return Changes(since, *(len(ranges.first(grounds, asked, None, cap)) for asked in (late, done)))
