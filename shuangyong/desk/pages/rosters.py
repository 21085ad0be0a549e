"""Duty rosters: drawn under rules from whoever serves in a unit, looked at, put into force; then as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.organisation.actors import need
from shuangyong.cases import queries
from shuangyong.cases.models import Case
from shuangyong.cases.rostered import shift_of
from shuangyong.cases.rostering import Plan, open_roster, shifts, staff_of
from shuangyong.catalog import rosters
from shuangyong.catalog.queries import right_to_open
from shuangyong.desk.choosing import known_units, units_to_choose
from shuangyong.desk.pages.asking import Asked, asked, day, number, signed_in
from shuangyong.desk.trouble import wrong
from shuangyong.rules.calendar import in_force
from shuangyong.rules.roster import Person, Shift, loads

MOST_NAMES = 200
BOTH, LEADS, SERVES = "both-", "leads", "serves"
_BEFORE_A_DAY = re.compile(r"[、，,；;]\s*(?=\d)")
_BETWEEN_NAMES = re.compile(r"[、，,；;]")
_DAY = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form holds, as typed."""

    rule: str
    unit: int
    first: date | None
    last: date | None
    leaders: str
    members: str
    seed: int
    said: str
    both: Mapping[str, str] = field(default_factory=dict)
    """For whoever stands on both lists: LEADS or SERVES, as was chosen for this roster."""
    proposed: bool = False
    """Whether its days are those of the next holiday, put there for a person to look at."""

    @property
    def ready(self) -> bool:
        return bool(self.unit and self.first and self.last)


@dataclass(frozen=True, slots=True)
class Cell:
    """A shift of the table; `pk` once it is stored."""

    shift: Shift
    pk: int = 0
    done: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponseBase:
    """The form; drawn, it shows the roster before anything is kept."""
    me = asked(request)
    need(me.actor, right_to_open("duty_roster", me.on))
    sent = _sent(request, me)
    if request.method != "POST":
        return _page(request, me, sent)
    try:
        plan = _plan(me, sent)
        if request.POST.get("do") == "open":
            row = open_roster(me.actor, plan, now=me.now)
            return HttpResponseRedirect(reverse("desk:roster", args=[row.pk]))
        seed = sent.seed + (request.POST.get("do") == "again")
        return _page(request, me, replace(sent, seed=seed), plan=replace(plan, seed=seed))
    except Problem as problem:
        return _page(request, me, sent, problem)


@require_safe
@signed_in
def roster(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A stored roster as a table of days and shifts."""
    me = asked(request)
    row = queries.get(me.actor, pk)
    if row.kind != "duty_roster":
        raise NotFound
    below = queries.visible_to(me.actor).filter(parent=row, kind="duty_shift").exclude(phase="void")
    cells = [Cell(shift_of(one.values), one.pk, one.phase == "closed") for one in below.order_by("pk")]
    return render(request, "desk/rosters/roster.html", {"row": row, "on": me.on} | _table(cells, row))


def _sent(request: HttpRequest, me: Asked) -> Sent:
    data = request.POST if request.method == "POST" else request.GET
    unit = number(data.get("unit")) or next((seat.unit_id for seat in me.actor.seats), 0)
    rule = data.get("rule", "")
    declared = rosters.load().get(rule) or next(iter(rosters.load().values()))
    staff = staff_of(unit, declared, me.on) if request.method != "POST" and known_units(me.actor, {unit}, me.on) else []
    holiday = _holiday(declared, me) if request.method != "POST" and not data.get("first") else None
    first, last = holiday or (day(data.get("first")), day(data.get("last")))
    return Sent(
        declared.key,
        unit,
        first,
        last,
        data.get("leaders", "\n".join(one.name for one in staff if one.leads)),
        data.get("members", "\n".join(one.name for one in staff if not one.leads)),
        number(data.get("seed")) or 1,
        data.get("said", "")[:300],
        {name.removeprefix(BOTH): str(how) for name, how in data.items() if name.startswith(BOTH)},
        holiday is not None,
    )


def _holiday(declared: rosters.Declared, me: Asked) -> tuple[date, date] | None:
    """The days that are proposed for a new roster; none where the calendar of their year is not published."""
    return in_force().next_holiday(me.on) if declared.days == rosters.NEXT_HOLIDAY else None


def _plan(me: Asked, sent: Sent) -> Plan:
    """What to draw from. Raises Invalid with a message for each field."""
    bad: dict[str, str] = {}
    if not known_units(me.actor, {sent.unit}, me.on):
        bad["unit"] = "请从列表里选一个单位。"
    if sent.first is None or sent.last is None:
        bad["first"] = "请填写开始日期和结束日期。"
    elif sent.first < me.on:
        bad["first"] = "只能排今天和以后的班。"
    people: list[Person] = []
    for name, text, leads in (("leaders", sent.leaders, True), ("members", sent.members, False)):
        try:
            people += _people(text, leads, sent.first or me.on)
        except Invalid as problem:
            bad[name] = problem.fields["people"]
    people, undecided = _each_once(people, sent.both)
    if undecided:
        bad["both"] = f"{'、'.join(undecided)}两份名单里都有，请在下面选这一次带班还是值班。"
    if bad or sent.first is None or sent.last is None:
        raise Invalid(bad)
    return Plan(
        rosters.load()[sent.rule], sent.unit, sent.first, sent.last, tuple(people), sent.seed, sent.said.strip()
    )


def _each_once(people: list[Person], both: Mapping[str, str]) -> tuple[list[Person], list[str]]:
    """Whoever stands on both lists on the one that was chosen; and the names for whom nothing was chosen."""
    twice = _on_both(people)
    wanted = {name: both[name] == LEADS for name in twice if both.get(name) in (LEADS, SERVES)}
    left = [one for one in people if one.leads == wanted.get(one.name, one.leads)]
    return left, [name for name in twice if name not in wanted]


def _on_both(people: list[Person]) -> list[str]:
    """Names of the first list that stand on the second one too, in their order."""
    serving = {one.name for one in people if not one.leads}
    return list(dict.fromkeys(one.name for one in people if one.leads and one.name in serving))


def _names(text: str) -> list[str]:
    return [name for name, *_ in listed(text)]


def listed(text: str) -> list[list[str]]:
    """Names, each with the days away: one a line, or several in a line with a mark between them, as officials write."""
    apart = _BETWEEN_NAMES.sub("\n", _BEFORE_A_DAY.sub(" ", text))
    return [line.split() for line in apart.splitlines() if line.strip()]


def _people(text: str, leads: bool, since: date) -> list[Person]:
    """One person a line: the name, then the days away, such as 10-02 or 2026-10-02."""
    lines = listed(text)
    if len(lines) > MOST_NAMES:
        raise Invalid({"people": f"最多写 {MOST_NAMES} 人。"})
    return [Person(name[:20], leads, frozenset(_away(one, since) for one in away)) for name, *away in lines]


def _away(text: str, since: date) -> date:
    """The day meant; without a year it is the next such day from the beginning on."""
    found = _DAY.fullmatch(text)
    try:
        if found:
            meant = date(int(found[1] or since.year), int(found[2]), int(found[3]))
            return meant if found[1] or meant >= since else meant.replace(year=since.year + 1)
    except ValueError:
        pass
    raise Invalid({"people": f"“{text}”不是日期。一行一人，姓名后面空一格写不在的日期，如 10-02。"})


def _page(
    request: HttpRequest, me: Asked, sent: Sent, problem: Problem | None = None, plan: Plan | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "plan": plan,
        "days": {},
        "sent": sent,
        "rules": rosters.load(),
        "units": units_to_choose(me.actor, me.on),
        "problem": problem,
        "wrong": wrong(problem),
        "today": me.on,
        "both": [(name, sent.both.get(name, "")) for name in _names(sent.leaders) if name in _names(sent.members)],
    }
    if plan is not None:
        try:
            context |= _table([Cell(shift) for shift in shifts(plan)])
        except Problem as refused:
            context |= {"problem": refused, "wrong": wrong(refused)}
            problem = refused
    return render(request, "desk/rosters/new.html", context, status=problem.status if problem else 200)


def _table(cells: list[Cell], row: Case | None = None) -> dict[str, Any]:
    """Days down, spans across, and how many shifts everybody has."""
    declared = rosters.of_sort(row.values["sort"]) if row else None
    met = dict.fromkeys(cell.shift.slot.span for cell in cells)
    spans = [span for span in (declared.rules.spans if declared else met) if span in met]
    spans += [span for span in met if span not in spans]
    days: dict[date, dict[str, Cell]] = {}
    for cell in sorted(cells, key=lambda one: one.shift.slot.day):
        days.setdefault(cell.shift.slot.day, {})[cell.shift.slot.span] = cell
    count = sorted(loads([cell.shift for cell in cells]).items(), key=lambda one: (-one[1], one[0]))
    return {"spans": spans, "days": days, "loads": count}
