"""What follows from a step and is kept beside it: holdings, reminders, notices. Called in its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case as Either
from django.db.models import Value, When
from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.organisation import paths
from shuangyong.base.organisation.actors import held_on
from shuangyong.base.organisation.models import Tenure, Unit
from shuangyong.base.organisation.posts import load
from shuangyong.base.statements import Condition, Select, among
from shuangyong.cases.engine.clocks import Term, readings, terms_of_units
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, Holding, Notice, Reminder
from shuangyong.cases.standing import calendar
from shuangyong.cases.turns import awaited
from shuangyong.catalog.model import OPEN_PHASES, Kind, ProofSlot
from shuangyong.rules.clocks import Reading
from shuangyong.rules.lengths import shift

POST = "post:"
AT_END = 32767
"""Number of the reminder that takes a clock's `at_end` transition: no ladder has so many rungs."""
TOLD = "case.report"
"""Whoever may report for a unit is told what is given to it."""


def holds_until(slot: ProofSlot, on: date, until: date | None) -> date | None:
    """The last day on which a proof filed here holds: its own end, or the slot's length on; None for ever."""
    if until or slot.lasts is None:
        return until
    return shift(on, slot.lasts, calendar())


# ── holdings ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Before:
    """What holdings were made of by the step before."""

    holders: Mapping[str, object]
    shown: tuple[object, ...]

    @classmethod
    def of(cls, row: Case, state: State) -> Before:
        return cls(state.holders, _shown(row, state))


def _shown(row: Case, state: State) -> tuple[object, ...]:
    return row.definition_id, row.stage, row.phase, row.due, row.warn_on, state.events


def keep_holdings(row: Case, kind: Kind, state: State, before: Before | None, on: date) -> None:
    """Make the rows of who holds what equal to the state, and give each the case's phase and its unit's own term.

    Nothing is read where the step changed no holder, and nothing written where it changed neither stage nor term.
    """
    same = before is not None and before.holders == state.holders
    if not same:
        _keep_holders(row, state)
    if before is None or before.shown != _shown(row, state) or not same:
        row.holdings.update(**_of_case(row) | _own_terms(row, kind, state, on), awaits=_awaits(row))


def own_terms(row: Case, kind: Kind, state: State, on: date) -> dict[int, Term]:
    """By unit: the term of its own by which its lists go, on the day of the last step; the case's is in its columns."""
    ends = kind.stages[state.stage].ends
    found = {} if ends else readings(kind, state, on, calendar())
    turn = awaited(row.definition_id, state.stage).parts
    return terms_of_units(kind, state, found, Term(row.due_clock, row.due, row.warn_on), turn)


def _own_terms(row: Case, kind: Kind, state: State, on: date) -> dict[str, Any]:
    """As values of columns: one where all units go by it, else told apart by the unit, in one statement."""
    units: dict[tuple[date, date], list[int]] = {}
    for unit, term in own_terms(row, kind, state, on).items():
        units.setdefault((term.due, term.warn_on), []).append(unit)
    others = [(days, these) for days, these in units.items() if days != (row.due, row.warn_on)]
    if not others:
        return {}
    return {
        column: Either(
            *(When(unit__in=these, then=Value(days[at])) for days, these in others), default=Value(getattr(row, column))
        )
        for at, column in enumerate(("due", "warn_on"))
    }


def _keep_holders(row: Case, state: State) -> None:
    wanted = {(part, unit): account for part, held in state.holders.items() for unit, account in held}
    there = {(held.part, held.unit_id): held for held in row.holdings.all()}
    gone = [held.pk for key, held in there.items() if key not in wanted]
    if gone:
        Holding.objects.filter(pk__in=gone).delete()
    for key, held in there.items():
        if key in wanted and held.account_id != wanted[key]:
            Holding.objects.filter(pk=held.pk).update(account_id=wanted[key])
    _add(row, {key: account for key, account in wanted.items() if key not in there})


def _of_case(row: Case) -> dict[str, Any]:
    """What every holding of a case says alike and a step may change."""
    lights = {"phase": row.phase, "due": row.due, "warn_on": row.warn_on}
    return {"open": row.phase in OPEN_PHASES, "kind": row.kind, "stage": row.stage, **lights}


def _awaits(row: Case) -> Any:
    """As an expression, or None: with no part to look for Django would leave the whole update out."""
    waits = awaited(row.definition_id, row.stage)
    return Either(When(part__in=waits.parts, then=Value(waits.on))) if waits.parts else None


def _add(row: Case, wanted: dict[tuple[str, int], int | None]) -> None:
    if not wanted:
        return
    paths = dict(Unit.objects.filter(pk__in={unit for _, unit in wanted}).values_list("pk", "path"))
    Holding.objects.bulk_create(
        holding(row, part, unit, paths[unit], account) for (part, unit), account in wanted.items()
    )


def holding(row: Case, part: str, unit: int, path: str, account: int | None, own: Term | None = None) -> Holding:
    """A unit's part in a case, with what its desk lists by; `own` where its term is known not to be the case's."""
    days = {"due": own.due, "warn_on": own.warn_on} if own else {}
    return Holding(
        case=row,
        part=part,
        unit_id=unit,
        unit_path=path,
        root=path[: paths.WIDTH],
        account_id=account,
        degree=row.degree,
        place=row.place.code,
        **_of_case(row) | days,
        awaits=awaited(row.definition_id, row.stage).by_part(part),
    )


# ── reminders ──────────────────────────────────────────────────────────────────────────────────────────────────────


def keep_reminders(row: Case, kind: Kind, state: State, on: date) -> None:
    """Make the waiting rungs equal to what the running clocks ask for; what was rung stays rung."""
    wanted = set(rungs(kind, state, on))
    columns = ("clock", "number", "due_on", "pk", "done_at")
    there = {one[:3]: one[3:] for one in Select(Reminder, columns, (("case", row.pk),)).rows()}
    stale = [pk for key, (pk, done_at) in there.items() if key not in wanted and done_at is None]
    if stale:
        Reminder.objects.filter(pk__in=stale).delete()
    # A rung whose day lay in the past when the term was set would press for nothing; one that waits already stays.
    new = sorted(key for key in wanted - there.keys() if key[2] >= on)
    Reminder.objects.bulk_create([Reminder(case=row, clock=c, number=n, due_on=day) for c, n, day in new])


def rungs(kind: Kind, state: State, on: date) -> Iterator[tuple[str, int, date]]:
    """Clock, number and day of every rung of the clocks that are going."""
    if kind.stages[state.stage].ends:
        return
    for key, now in readings(kind, state, on, calendar()).items():
        reading = _begun(kind, state, key, now)
        if reading.due is None or reading.state not in {"running", "expired"}:
            continue
        if kind.clocks[key].at_end:
            yield key, AT_END, reading.due + timedelta(days=1)
        for number, rung in enumerate(kind.clocks[key].rungs):
            day = shift(reading.due, rung.after, calendar())
            if day is not None:
                yield key, number, day


def _begun(kind: Kind, state: State, key: str, reading: Reading) -> Reading:
    """A clock that only begins to count next month has its rungs already: what it shows on its first day."""
    if reading.state != "not_started" or reading.since is None:
        return reading
    return readings(kind, state, reading.since, calendar())[key]


# ── notices ────────────────────────────────────────────────────────────────────────────────────────────────────────


def tell(
    row: Case, state: State, whom: Iterable[str], says: str, actor: Actor, now: datetime, sort: str = "step"
) -> None:
    """Put a notice on the desk of everyone meant, once each, the actor's own left out."""
    accounts = told(row, state, tuple(whom), now) - {actor.account_id or 0}
    Notice.objects.bulk_create(
        [Notice(account_id=account, case=row, sort=sort, says=says[:300], at=now) for account in sorted(accounts)]
    )


def tell_person(row: Case, account: int, says: str, now: datetime) -> None:
    """Put a notice on one person's desk, with a case to go on from."""
    Notice.objects.create(account_id=account, case=row, sort="step", says=says[:300], at=now)


def tell_of_people(accounts: Sequence[int], says: str, now: datetime) -> None:
    """Put it on these desks that accounts or posts were changed."""
    Notice.objects.bulk_create(
        [Notice(account_id=account, case=None, sort="people", says=says[:300], at=now) for account in accounts]
    )


def told(row: Case, state: State, whom: tuple[str, ...], now: datetime) -> set[int]:
    """The accounts meant by parts and posts on that day; two queries at most."""
    held = [given for who in whom if not who.startswith(POST) for given in state.holders.get(who, ())]
    persons = {account for _, account in held if account}
    units = {unit for unit, account in held if not account}
    posts = [who.removeprefix(POST) for who in whom if who.startswith(POST)]
    return persons | _sitting(units, localtime(now).date()) | _posted(row, posts, localtime(now).date())


def _sitting(units: set[int], on: date) -> set[int]:
    if not units:
        return set()
    able = [post.key for post in load().holding(TOLD)]
    return _accounts(on, among("unit", sorted(units)), ("post__in", able))


def _posted(row: Case, posts: list[str], on: date) -> set[int]:
    """Whoever holds one of the posts in a place that the case lies in: from the nation down to its own."""
    if not posts:
        return set()
    code = row.place.code
    codes = [code[:length] for length in (0, 2, 4, 6, 9, 12) if length <= len(code)]
    return _accounts(on, ("post__in", posts), ("unit__region__in", codes))


def _accounts(on: date, *where: Condition) -> set[int]:
    """Who holds a tenure on a day that meets the conditions."""
    return {account for (account,) in Select(Tenure, ("account_id",), (held_on(on), *where)).rows()}


def sits_in(account_id: int, unit_id: int, on: date) -> bool:
    """Whether somebody holds a post in a unit on a day."""
    return Tenure.objects.filter(held_on(on), account_id=account_id, unit_id=unit_id).exists()
