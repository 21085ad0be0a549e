"""Work that comes again opens by itself: each rule's day once for each unit, however often the job runs.

A rule of an event (`event:退役`) opens one case for each person with the event, by the station, town or village of the
place where that person lives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.errors import Problem
from shuangyong.base.jobs import alarms
from shuangyong.base.organisation import collectives
from shuangyong.base.organisation.models import Group, Unit
from shuangyong.base.organisation.queries import expand
from shuangyong.base.storing import writing
from shuangyong.cases import only_one
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.happenings import happened
from shuangyong.cases.models import Case, Recurred
from shuangyong.cases.routing import nearest
from shuangyong.cases.standing import calendar
from shuangyong.catalog.model import Kind, Recurrence
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.rules import recurrence
from shuangyong.rules.lengths import shift
from shuangyong.rules.wording import RuleError

ANYWHERE = Place("")
PERSON = "{person}"
"""In `fills`: the person whose event it is."""
TODAY = "{today}"
"""In `fills` of a date: the day of opening. An event registered late has its own day behind it."""
LATE = timedelta(days=7)
"""So long a worker may have been away: a day that passed meanwhile is still opened."""
LATE_EVENT = timedelta(days=90)
"""An event is often registered weeks after its day."""
AHEAD = timedelta(days=400)
"""No rule is opened longer before its day than a year and a bit."""


@dataclass(frozen=True, slots=True)
class Due:
    """A day of a rule for which cases are to be open by now."""

    kind: Kind
    rule: Recurrence
    day: date
    person: int = 0
    place: Place = ANYWHERE
    """Of the person, where an event brings it."""

    def units(self, today: date) -> list[Unit]:
        """For whom a case is opened: the collective, or the one unit that looks after the person."""
        if not self.person:
            return members(self.rule.members, today)
        unit = nearest(self.rule.members, self.place)
        return [Unit.objects.get(pk=unit)] if unit is not None else []

    @property
    def key(self) -> str:
        return f"recur:{self.kind.key}:{self.rule.on}"


def open_due(*, now: datetime, progress: Callable[[int, int], None]) -> int:
    """Open what the rules ask for by today; gives how many were opened."""
    today = localtime(now).date()
    due = [found for kind in kinds_in_force(today).values() for found in _due(kind, today, now)]
    opened = 0
    for done, one in enumerate(due):
        progress(done, len(due))
        units = one.units(today)
        opened += sum(_open(one, unit, today, now) for unit in units)
        if not units and one.person:
            says = f"“{one.kind.name}”没有能够自动立项：{one.place.code} 一带没有承办的服务站或乡镇。"
            alarms.begin(f"{one.key}:{one.place.code}", says, now=now)
    return opened


def _due(kind: Kind, today: date, now: datetime) -> Iterator[Due]:
    for rule in kind.recurrences:
        if rule.event:
            yield from _brought(kind, rule, today)
            continue
        key = f"recur:{kind.key}:{rule.on}"
        try:
            days = list(due_days(rule, max(today - LATE, kind.valid_from), today))
        except RuleError as error:
            alarms.begin(key, f"“{kind.name}”没有能够自动立项：{error}", now=now)
            continue
        alarms.end(key, now=now)
        yield from (Due(kind, rule, day) for day in days)


def _brought(kind: Kind, rule: Recurrence, today: date) -> Iterator[Due]:
    """By what happened lately or, with a lead, is about to happen; what was opened for it already is left out."""
    since, until = max(today - LATE_EVENT, kind.valid_from), today
    if rule.lead:
        until = shift(today, rule.lead, calendar()) or today
    found = list(happened(rule.event, since, until))
    opened = Recurred.objects.filter(kind=kind.key, rule=rule.on, day__range=(since, until)).exclude(about=0)
    done = set(opened.values_list("day", "about"))
    yield from (Due(kind, rule, one.day, one.person, one.place) for one in found if (one.day, one.person) not in done)


def due_days(rule: Recurrence, since: date, today: date) -> Iterator[date]:
    """Its days from `since` on for which the work is to be open by today. Raises RuleError: it never guesses."""
    parsed = recurrence.Recurrence.parse(rule.on, rule.every, str(rule.lead) if rule.lead else "")
    until = today + AHEAD if rule.lead else today
    while (day := recurrence.next_after(parsed, since - timedelta(days=1), calendar=calendar())) and day <= until:
        if recurrence.opens_on(parsed, day, calendar()) > today:
            return
        yield day
        since = day + timedelta(days=1)


def members(key: str, on: date) -> list[Unit]:
    """The units of a collective in every place that has a leading group (everywhere where there is none), each once."""
    declared = collectives.load()[key]
    places = [group.unit.place for group in Group.objects.select_related("unit").order_by("pk")] or [Place("")]
    found = {unit.pk: unit for place in places for unit in expand(declared, place, on=on).units}
    return list(found.values())


def _open(due: Due, unit: Unit, today: date, now: datetime) -> bool:
    """Open one case unless it was opened before or another stands for it (only_one).

    A case that cannot be opened is an alarm; the others go on.
    """
    scope: dict[str, Any] = {"kind": due.kind.key, "rule": due.rule.on, "day": due.day, "about": due.person}
    if Recurred.objects.filter(**scope, **({} if due.person else {"unit": unit})).exists():
        return False
    key = f"recur:{due.kind.key}:{due.rule.on}:{unit.pk}"
    try:
        with writing():
            Recurred.objects.create(**scope, unit=unit, case=_opened(due, unit, today, now))
    except only_one.Stands as found:  # it stands already: this day is done with, and nothing is wrong
        Recurred.objects.get_or_create(**scope, unit=unit, defaults={"case": found.case})
        alarms.end(key, now=now)
        return False
    except Problem as error:
        alarms.begin(key, f"“{due.kind.name}”没有能够为{unit.name}自动立项：{error}", now=now)
        return False
    alarms.end(key, now=now)
    return True


def _opened(due: Due, unit: Unit, today: date, now: datetime) -> Case:
    values = {key: _filled(due, key, text, today) for key, text in due.rule.fills.items()}
    form = Form(values, {due.rule.gives: ((unit.pk, None),)}, on=today)
    return open_case(SYSTEM, due.kind.key, form, now=now, place=due.place if due.place.code else unit.place)


def _filled(due: Due, key: str, text: str, today: date) -> Any:
    if due.kind.fields[key].type == "date":
        return today if text == TODAY else due.day
    if text == PERSON:
        return due.person
    return text.format(year=due.day.year, month=due.day.month, day=due.day.isoformat())
