"""A visit on the spot: what the inspector's page needs before the network is lost, and every finding entered once.

A device gives each finding a word of its own. What is sent a second time, because the answer was lost on the way, is
found by that word and given back as it is: nothing is doubled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.timezone import localtime

from shuangyong.assess.choosing import Groups, indicator, indicators
from shuangyong.assess.inspecting.declared import often
from shuangyong.assess.inspecting.queries import INSPECTION, MENDING, PAGE, names_of, often_inspected
from shuangyong.assess.models import SentFinding
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, NotFound, Problem, Stale
from shuangyong.base.organisation.models import Unit
from shuangyong.base.storing import writing
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.queries import visible_to
from shuangyong.catalog.queries import kind_of

FIND, PICTURES = "find", "found"
"""The step of an inspection that orders mending; the proofs of a mending order that show what was found."""
TRIES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A finding that is entered."""

    case: int
    number: str
    problem: str
    unit: str
    stage: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection as it is carried on the spot."""

    row: Case
    units: tuple[tuple[int, str, int], ...]
    """Drawn units, or all objects where none was drawn: key, short name, how often inspected in the declared days."""
    drawn: bool
    indicators: Groups
    due: date
    found: tuple[Found, ...]
    closed: str
    """Why nothing can be entered any more; empty where it can."""


def visit(actor: Actor, pk: int, on: date) -> Visit:
    """A constant number of queries. Raises NotFound."""
    row = _inspection(actor, pk)
    drawn = row.values.get("sampled") or ()
    keys = list(drawn or row.values.get("objects") or ())
    names, times = names_of(keys), often_inspected(row.county, on, row.pk)
    units = tuple((key, names[key][0], times[key]) for key in keys if key in names)
    due = on + timedelta(days=often().mend_within)
    return Visit(row, units, bool(drawn), indicators(on), due, _found(row), _closed(row))


def _inspection(actor: Actor, pk: int) -> Case:
    row = visible_to(actor).filter(pk=pk, kind=INSPECTION).first()
    if row is None:
        raise NotFound
    return row


def _closed(row: Case) -> str:
    kind = kind_of(row.definition_id)
    if row.stage in kind.transitions[FIND].origins:
        return ""
    return f"现在是“{kind.stages[row.stage].name}”，不能记问题。"


def _found(row: Case) -> tuple[Found, ...]:
    rows = Case.objects.filter(parent=row, kind=MENDING).order_by("-pk").prefetch_related("holdings__unit")
    return tuple(map(found_of, rows[:PAGE]))


def found_of(row: Case) -> Found:
    """A mending order in a line."""
    leads = "、".join(held.unit.short for held in row.holdings.all() if held.part == "lead")
    stage = kind_of(row.definition_id).stages[row.stage].name
    return Found(row.pk, row.number, row.title, leads, stage, row.closed_on is not None)


# ── entering ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Finding:
    """What was written on the spot."""

    token: UUID
    problem: str
    unit: int
    found_at: str
    indicator: str
    found_on: date
    wanted: str
    deadline: date
    pictures: Sequence[int] = ()
    """Proofs."""


def sent_before(actor: Actor, token: UUID) -> Case | None:
    """What this word of this person's device has brought already."""
    sent = SentFinding.objects.filter(account=actor.account_id, token=token).select_related("case").first()
    return sent.case if sent else None


def enter(actor: Actor, pk: int, finding: Finding, *, now: datetime) -> Case:
    """Order the mending of what was found; a second sending gives the first one's order.

    Raises NotFound, Forbidden, Invalid, Problem.
    """
    if before := sent_before(actor, finding.token):
        return before
    row = _inspection(actor, pk)
    finding = _checked(finding, localtime(now).date())
    try:
        return _enter(actor, row, finding, now)
    except IntegrityError:  # the same word from two windows in one moment
        found = sent_before(actor, finding.token)
        if found is None:
            raise
        return found


def _checked(finding: Finding, today: date) -> Finding:
    """With the indicator as the standards write it. Raises Invalid with every message at once."""
    wrong: dict[str, str] = {}
    try:
        finding = replace(finding, indicator=indicator(finding.indicator, today))
    except Invalid as problem:
        wrong |= problem.fields
    if finding.found_on > today:
        wrong["found_on"] = f"发现日期不能晚于今天（{today}）。"
    if not Unit.objects.filter(pk=finding.unit).exists():
        wrong["unit"] = "请选整改单位。"
    if wrong:
        raise Invalid(wrong)
    return finding


def _enter(actor: Actor, row: Case, finding: Finding, now: datetime) -> Case:
    """The inspection's revision is only guarded against others' steps: two findings do not contradict each other."""
    for tried in range(TRIES):
        row.refresh_from_db()
        try:
            with writing():
                return _ordered(actor, row, finding, now)
        except Stale:
            if tried + 1 == TRIES:
                raise
    raise Problem("没有记上。", then="请再交一次。")


def _ordered(actor: Actor, row: Case, finding: Finding, now: datetime) -> Case:
    proofs = {PICTURES: tuple(finding.pictures)} if finding.pictures else {}
    order = Form(_values(row, finding), {"lead": ((finding.unit, None),)}, proofs=proofs)
    after = take(actor, row.pk, FIND, Form(child=order), rev=row.rev, now=now)
    case = Case.objects.filter(parent=after, kind=MENDING).latest("pk")
    SentFinding.objects.create(token=finding.token, account_id=_account(actor), case=case)
    return case


def _account(actor: Actor) -> int:
    if actor.account_id is None:
        raise Problem("现场的问题由人记，不由系统记。", then="请督查人员登录以后记。")
    return actor.account_id


def _values(row: Case, finding: Finding) -> dict[str, Any]:
    typed = {
        "problem": finding.problem,
        "found_at": finding.found_at,
        "indicator": finding.indicator,
        "found_on": finding.found_on,
        "authority": f"{row.title}（{row.number}）"[:200],
        "wanted": finding.wanted,
        "deadline": finding.deadline,
    }
    return {key: value for key, value in typed.items() if value != ""}
