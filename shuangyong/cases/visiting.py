"""Who must be visited by when: from class, festival and last visit (visits.toml), opened at the nearest station.

Done twice it opens nothing twice: whoever has such a visit before him, or had it for this day, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.timezone import localtime

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.base.jobs import alarms
from shuangyong.base.organisation.declared import Faults, installed, join
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Involved
from shuangyong.cases.routing import nearest
from shuangyong.cases.standing import calendar
from shuangyong.catalog.model import OPEN_PHASES
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.register import declared
from shuangyong.register.models import Category, Person, Trait
from shuangyong.register.queries import in_force, real_persons
from shuangyong.rules.lengths import Length, LengthError, shift
from shuangyong.rules.recurrence import Recurrence, next_after
from shuangyong.rules.wording import RuleError

FILE, KIND = "visits.toml", "visit"
KEYS = ("name", "sort", "categories", "traits", "on", "every", "lead", "source", "checked")
CHUNK = 200
HALF = timedelta(days=180)
"""A visit for a day of the year was opened for that day where it is not older than this."""


@dataclass(frozen=True, slots=True)
class VisitRule:
    """Whom to visit before a day of the year (`on`) or so long after the last visit (`every`)."""

    key: str
    name: str
    sort: str
    categories: tuple[str, ...]
    traits: tuple[str, ...]
    on: str
    every: Length | None
    lead: Length
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One person is to be visited by a day."""

    person: Person
    deadline: date


@cache
def load() -> tuple[VisitRule, ...]:
    """This installation's rules; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> tuple[VisitRule, ...]:
    faults = Faults(file)
    found = faults.rows("visits", tables, _rule, needed=False)
    faults.raise_any()
    return tuple(found.values())


def _rule(faults: Faults, key: str, row: dict[str, Any]) -> VisitRule:
    path, known = join("visits", key), declared.load()
    faults.keys(path, row, KEYS)
    categories = faults.texts(f"{path}.categories", row.get("categories", []))
    traits = faults.texts(f"{path}.traits", row.get("traits", []))
    for name, words, allowed in (("categories", categories, known.categories), ("traits", traits, known.traits)):
        for word in words:
            faults.one_of(f"{path}.{name}", word, list(allowed))
    if not categories and not traits:
        faults.add(path, "没有写走访哪些人（categories 或 traits）。")
    if bool(row.get("on")) == bool(row.get("every")):
        faults.add(path, "on（哪天前）和 every（隔多久）应写一项，且只写一项。")
    return VisitRule(
        key,
        faults.text(f"{path}.name", row.get("name")),
        faults.text(f"{path}.sort", row.get("sort")),
        categories,
        traits,
        _day(faults, f"{path}.on", str(row.get("on", ""))),
        _length(faults, f"{path}.every", str(row["every"])) if row.get("every") else None,
        _length(faults, f"{path}.lead", str(row.get("lead", ""))),
        faults.text(f"{path}.source", row.get("source")),
        faults.one_of(f"{path}.checked", row.get("checked"), declared.CHECKED),
    )


def _day(faults: Faults, path: str, text: str) -> str:
    try:
        if text:
            Recurrence.parse(text, "year")
    except RuleError as error:
        faults.add(path, str(error))
    return text


def _length(faults: Faults, path: str, text: str) -> Length:
    try:
        return Length.parse(text)
    except LengthError as error:
        faults.add(path, str(error))
        return Length(1)


# ── who and by when ────────────────────────────────────────────────────────────────────────────────────────────────


def wanted(rule: VisitRule, today: date) -> Iterator[Wanted]:
    """Whom the rule asks to be visited and for whom a visit is to be open by today, in the order of the register."""
    fixed = _next_day(rule, today) if rule.on else None
    opens = shift(fixed, rule.lead, calendar(), back=True) if fixed else None
    if rule.on and (opens is None or opens > today):
        return
    after = 0
    while chunk := list(persons(rule, today).filter(pk__gt=after).order_by("pk")[:CHUNK]):
        after = chunk[-1].pk
        keys = [person.pk for person in chunk]
        planned, last = _planned(rule, keys, fixed), _last(keys) if rule.every else {}
        for person in chunk:
            deadline = fixed or _after_last(rule, last.get(person.pk), today)
            if person.pk not in planned and deadline:
                yield Wanted(person, deadline)


def persons(rule: VisitRule, on: date) -> QuerySet[Person]:
    """The living of the rule's categories, or with one of its traits, on a day; each once."""
    category = Q(pk__in=_held("categories", rule.categories, on))
    trait = Q(pk__in=_held("traits", rule.traits, on))
    return real_persons().filter(category | trait, died=None)


def _held(what: str, keys: tuple[str, ...], on: date) -> QuerySet[Any]:
    if what == "categories":
        return Category.objects.filter(in_force(on), key__in=keys).values("person")
    return Trait.objects.filter(in_force(on), key__in=keys, value=True).values("person")


def _next_day(rule: VisitRule, today: date) -> date | None:
    return next_after(Recurrence.parse(rule.on, "year"), today - timedelta(days=1), calendar=calendar())


def _planned(rule: VisitRule, keys: list[int], fixed: date | None) -> set[int]:
    """Who has such a visit under way or, for a day of the year, had it for this one."""
    of_sort = Involved.objects.filter(sort="person", row__in=keys, case__kind=KIND, case__values__sort=rule.sort)
    there = Q(case__phase__in=OPEN_PHASES)
    if fixed:
        there |= Q(case__opened_on__gt=fixed - HALF)
    return set(of_sort.filter(there).values_list("row", flat=True))


def _last(keys: list[int]) -> dict[int, date]:
    """The day on which each was visited last, whatever for."""
    visits = Involved.objects.filter(sort="person", row__in=keys, case__kind=KIND, case__phase="closed")
    return dict(visits.values_list("row").annotate(last=Max("case__closed_on")))


def _after_last(rule: VisitRule, last: date | None, today: date) -> date | None:
    """By when the next visit is due, where it is to be open by today; whoever was never visited, soon."""
    if rule.every is None or last is None:
        return shift(today, rule.lead, calendar())
    due = shift(last, rule.every, calendar())
    opens = shift(due, rule.lead, calendar(), back=True) if due else None
    return max(due, today) if due and opens and opens <= today else None


# ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────────


def plan(*, now: datetime, progress: Callable[[int, int], None]) -> int:
    """Open the visits that the rules ask for by today; gives how many. A visit that cannot be opened is an alarm."""
    today = localtime(now).date()
    if KIND not in kinds_in_force(today):
        return 0
    opened, rules = 0, load()
    for done, rule in enumerate(rules):
        progress(done, len(rules))
        try:
            opened += sum(_open(rule, one, now) for one in wanted(rule, today))
        except RuleError as error:
            alarms.begin(f"visits:{rule.key}", f"“{rule.name}”没有能够算出日期：{error}", now=now)
            continue
        alarms.end(f"visits:{rule.key}", now=now)
    return opened


def _open(rule: VisitRule, one: Wanted, now: datetime) -> bool:
    unit = one.person.station_id or nearest("station", one.person.place)
    key = f"visits:{rule.key}:{one.person.region}"
    if unit is None:
        alarms.begin(key, f"“{rule.name}”没有能够派出：{one.person.region} 一带没有服务站。", now=now)
        return False
    values = {"sort": rule.sort, "person": one.person.pk, "deadline": one.deadline}
    try:
        open_case(SYSTEM, KIND, Form(values, {"lead": ((unit, None),)}), now=now)
    except Problem as error:
        alarms.begin(key, f"“{rule.name}”没有能够立项：{error}", now=now)
        return False
    alarms.end(key, now=now)
    return True
