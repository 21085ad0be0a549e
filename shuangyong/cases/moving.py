"""Moving running cases to another version of their kind: looked at first, done in batches, undone to the letter.

preview   what would change for each case, and which cannot move and why; writes nothing
move      a step MOVED for each that can
unmove    a step UNMOVED for each to which nothing happened since
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.timezone import localtime

from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.errors import NotFound, Problem, Stale
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import Job
from shuangyong.base.organisation.actors import actor_of, need
from shuangyong.base.organisation.models import Account
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases import entries
from shuangyong.cases.actions import enter_built_in
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.advance import SIDES_BEFORE, advance
from shuangyong.cases.engine.clocks import GOING, readings
from shuangyong.cases.engine.state import State
from shuangyong.cases.engine.steps import Step
from shuangyong.cases.models import Case, Reminder, StepRow
from shuangyong.cases.queries import visible_to
from shuangyong.cases.standing import Open, calendar, lay_open
from shuangyong.catalog.model import OPEN_PHASES, TYPE_NAMES, Kind
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.clocks import Reading
from shuangyong.rules.wording import RuleError

PERMISSION = "catalog.publish"
JOB = "cases.move"
WAITING = "reminders"
"""Kept beside the state in the step of a move."""
BATCH = 50
PAGE = 50
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What moving means for one case."""

    case: int
    number: str
    changes: tuple[str, ...] = ()
    """Stage, clocks and duties that become different, in words."""
    why_not: str = ""

    @property
    def can(self) -> bool:
        return not self.why_not


def running(before: Definition) -> QuerySet[Case]:
    """The open cases that follow a version."""
    return Case.objects.filter(definition=before, phase__in=OPEN_PHASES).order_by("pk")


def check_versions(before: Definition, after: Definition) -> None:
    """Raises Problem where the two are not versions of one kind."""
    if (before.sort, before.key) != (after.sort, after.key):
        raise Problem(f"“{before}”和“{after}”不是同一种事项。", "只能改用同一种事项的另一版。")
    if before.pk == after.pk:
        raise Problem(f"已经是“{after}”。", then="请选另一版。")


def preview(before: Definition, after: Definition, *, on: date) -> Iterator[Plan]:
    """A plan for each running case; nothing is written."""
    check_versions(before, after)
    kind = kind_of(after.pk)
    for row in running(before).iterator(chunk_size=500):
        yield plan(_looked_at(row, on), kind)


def page(
    actor: Actor, before: Definition, after: Definition, *, on: date, behind: int = 0, size: int = PAGE
) -> tuple[list[Plan], bool]:
    """Plans behind a case, and whether there are more. Who publishes may know how many; which, only where he sees."""
    need(actor, PERMISSION)
    check_versions(before, after)
    kind = kind_of(after.pk)
    rows = list(running(before).filter(pk__gt=behind)[: size + 1])
    seen = set(visible_to(actor).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    plans = [plan(_looked_at(row, on), kind) for row in rows[:size]]
    return [one if one.case in seen else replace(one, number="") for one in plans], len(rows) > size


@dataclass(frozen=True, slots=True)
class Back:
    """What taking a move back would do."""

    rows: tuple[tuple[int, str], ...]
    """A page of the cases that go back: row and number, "" where the reader does not see the case."""
    more: bool
    count: int
    stay: int
    """So many of this move went on since and stay."""


def back(actor: Actor, before: Definition, after: Definition, *, behind: int = 0, size: int = PAGE) -> Back:
    """Which cases a move from `before` to `after` would give back, those behind a case. Four queries."""
    need(actor, PERMISSION)
    check_versions(before, after)
    brought = _brought(before, after)
    able = sorted(pk for pk, untouched in brought.items() if untouched)
    shown = [pk for pk in able if pk > behind][: size + 1]
    numbers = dict(visible_to(actor).filter(pk__in=shown).values_list("pk", "number"))
    rows = tuple((pk, numbers.get(pk, "")) for pk in shown[:size])
    return Back(rows, len(shown) > size, len(able), len(brought) - len(able))


def _brought(before: Definition, after: Definition) -> dict[int, bool]:
    """The running cases that follow `after` because they were moved to it from `before`, and whether nothing happened
    to them since. Two queries."""
    cases = running(after).filter(steps__action=steps.MOVED).order_by().values("pk")
    rows = StepRow.objects.filter(case__in=cases)
    last = dict(rows.values("case").annotate(last=Max("seq")).values_list("case", "last"))
    versions: dict[int, list[tuple[str, int, int]]] = {}
    named = rows.filter(data__has_key="definition").order_by("case", "seq")
    for case, action, version, seq in named.values_list("case", "action", "data__definition", "seq"):
        versions.setdefault(case, []).append((action, version, seq))
    found: dict[int, bool] = {}
    for case, (*earlier, (action, _, seq)) in versions.items():
        if action == steps.MOVED and earlier and earlier[-1][1] == before.pk:
            found[case] = seq == last[case]
    return found


def others(actor: Actor, before: Definition) -> list[tuple[Definition, int]]:
    """The other versions of a kind, the newest first, with how many running cases follow each."""
    need(actor, PERMISSION)
    found = Definition.objects.filter(sort=before.sort, key=before.key).exclude(pk=before.pk).order_by("-version")
    return [(one, running(one).count()) for one in found]


def _looked_at(row: Case, on: date) -> Open:
    """What its state says is enough for a plan: who holds it stands there too, and no query is asked for it."""
    return lay_open(row, on, [])


def plan(case: Open, after: Kind) -> Plan:
    """What would become different for one case, or why it cannot move."""
    reason = _why_not(case, after)
    if reason:
        return Plan(case.row.pk, case.row.number, why_not=reason)
    state = _moved_state(case, after)
    found = readings(after, state, case.on, calendar())
    changes = (*_stage(case, after, state), *_clocks(case, after, found), *_duties(case, after))
    return Plan(case.row.pk, case.row.number, changes)


# ── why not ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _why_not(case: Open, after: Kind) -> str:
    stage = after.renamed_stages.get(case.state.stage, case.state.stage)
    if stage not in after.stages:
        return f"新版没有环节“{case.kind.stages[case.state.stage].name}”，也没有写它改成了什么（renamed_stages）。"
    if after.stages[stage].ends:
        return f"现在的环节在新版里是终点“{after.stages[stage].name}”，办着的事项不能一改就办结。"
    if after.title not in case.state.values:
        return f"新版用“{after.fields[after.title].label}”作标题，这件事没有填过。"
    for key in case.state.values.keys() & after.fields.keys():
        was, now = case.kind.fields[key], after.fields[key]
        if was.type != now.type:
            types = f"从“{TYPE_NAMES[was.type]}”改成了“{TYPE_NAMES[now.type]}”"
            return f"字段“{now.label}”的类型{types}，填过的内容读不成新的类型。"
    return _clock_wrong(case, after, stage)


def _clock_wrong(case: Open, after: Kind, stage: str) -> str:
    """A clock that has begun must be readable by the new rule, and somebody must hold it."""
    try:
        found = readings(after, replace(case.state, stage=stage), case.on, calendar())
    except RuleError as error:
        return f"按新版的期限算不下去：{error}"
    for key, reading in found.items():
        owner = after.clocks[key].owner
        if reading.state in GOING and owner in after.parts and not case.state.holders.get(owner):
            return f"新版的“{after.clocks[key].name}”由{after.parts[owner].name}负责，这件事没有指定。"
    return ""


def _moved_state(case: Open, after: Kind) -> State:
    return advance(after, case.state, Step(steps.MOVED, case.on), calendar())


# ── what changes ───────────────────────────────────────────────────────────────────────────────────────────────────


def _stage(case: Open, after: Kind, state: State) -> Iterator[str]:
    was, now = case.kind.stages[case.state.stage], after.stages[state.stage]
    if was.name != now.name or was.phase != now.phase:
        yield f"环节：{was.name} → {now.name}"


def _clocks(case: Open, after: Kind, found: dict[str, Reading]) -> Iterator[str]:
    going = {key: reading for key, reading in case.readings.items() if reading.state in GOING}
    for key, reading in going.items():
        name = case.kind.clocks[key].name
        if key not in found:
            yield f"期限：“{name}”不再计算"
        elif reading.due != found[key].due:
            yield f"期限：“{name}” {_said(reading.due)} → {_said(found[key].due)}"


def _said(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else "未定"


def _duties(case: Open, after: Kind) -> Iterator[str]:
    for part in case.state.holders:
        was, now = case.kind.parts.get(part), after.parts.get(part)
        if was and now is None:
            yield f"职责：新版没有“{was.name}”，现在的{was.name}不再有要办的"
        elif was and now and was.name != now.name:
            yield f"职责：{was.name} → {now.name}"
    for key in case.readings:
        old, new = case.kind.clocks[key], after.clocks.get(key)
        if new and old.owner != new.owner:
            yield f"职责：“{new.name}”改由“{_part(after, new.owner)}”负责"


def _part(kind: Kind, owner: str) -> str:
    return kind.parts[owner].name if owner in kind.parts else owner


# ── asking for it ──────────────────────────────────────────────────────────────────────────────────────────────────


def enqueue(actor: Actor, before: Definition, after: Definition, *, undo: bool = False, now: datetime) -> Job:
    """Let the worker do it. Raises Forbidden, Problem, Stale. One move of a kind at a time."""
    need(actor, PERMISSION)
    check_versions(before, after)
    payload = {"before": before.pk, "after": after.pk, "undo": undo}
    with writing():
        job = jobs.enqueue(JOB, payload, now=now, key=f"{JOB}:{before.key}", by=actor)
        if job.payload != payload:
            raise Stale(
                f"“{before.name}”正在改用另一版，还没有做完。", "同一种事项一次只能做一个。", "请等它做完再来。"
            )
        told = {"name": before.name, "from": before.version, "to": after.version}
        trail.record(actor, entries.MOVE_BACK_ASKED if undo else entries.MOVE_ASKED, before, told, now=now)
    return job


def asked_for(actor: Actor, job_id: int) -> tuple[Job, Definition, Definition]:
    """A move that somebody asked for, for whoever publishes. Raises Forbidden, NotFound."""
    need(actor, PERMISSION)
    job = Job.objects.filter(pk=job_id, name=JOB).first()
    if job is None:
        raise NotFound
    found = Definition.objects.in_bulk([job.payload["before"], job.payload["after"]])
    return job, found[job.payload["before"]], found[job.payload["after"]]


def asker(account: int | None, now: datetime) -> Actor:
    """Who asked for a job, with the seats of today."""
    return SYSTEM if account is None else actor_of(Account.objects.get(pk=account), localtime(now).date())


# ── doing and undoing ──────────────────────────────────────────────────────────────────────────────────────────────


def move(actor: Actor, before: Definition, after: Definition, *, now: datetime, progress: Progress) -> dict[str, int]:
    """Move every running case that can; gives how many moved and how many stayed. Batches are whole or not done."""
    need(actor, PERMISSION)
    check_versions(before, after)
    keys = list(running(before).values_list("pk", flat=True))
    moved = _in_batches(keys, lambda key: _move_one(actor, key, before, after, now), progress)
    return {"moved": moved, "stayed": len(keys) - moved}


def _in_batches(keys: list[int], one: Callable[[int], bool], progress: Progress) -> int:
    count = 0
    for done in range(0, len(keys), BATCH):
        with writing():
            progress(done, len(keys))
            count += sum(one(key) for key in keys[done : done + BATCH])
    return count


def _move_one(actor: Actor, key: int, before: Definition, after: Definition, now: datetime) -> bool:
    row = Case.objects.select_for_update().get(pk=key)
    if row.definition_id != before.pk or row.phase not in OPEN_PHASES:
        return False
    case = _laid_open(row, now)
    kind = kind_of(after.pk)
    if not plan(case, kind).can:
        return False
    kept = {**row.state, WAITING: _waiting(row), **_sides(row, kind)}
    step = Step(steps.MOVED, case.on, actor.account_id, state=kept, definition=after.pk)
    _write(actor, case, after, kind, step, now)
    trail.record(actor, entries.MOVED, row, _told(row, after), now=now)
    return True


def unmove(actor: Actor, before: Definition, after: Definition, *, now: datetime, progress: Progress) -> dict[str, int]:
    """Take back the move from `before` to `after` where nothing happened to a case since; gives how many."""
    need(actor, PERMISSION)
    check_versions(before, after)
    keys = sorted(_brought(before, after))
    undone = _in_batches(keys, lambda key: _unmove_one(actor, key, before, after, now), progress)
    return {"moved": undone, "stayed": len(keys) - undone}


def _unmove_one(actor: Actor, key: int, before: Definition, after: Definition, now: datetime) -> bool:
    row = Case.objects.select_for_update().get(pk=key)
    last = row.steps.order_by("-seq").first()
    if row.definition_id != after.pk or last is None or last.action != steps.MOVED or _before(row) != before.pk:
        return False
    case = _laid_open(row, now)
    step = Step(steps.UNMOVED, case.on, actor.account_id, state=last.data["state"], definition=before.pk)
    _write(actor, case, before, kind_of(before.pk), step, now)
    _wait_again(row, step.state[WAITING])
    trail.record(actor, entries.UNMOVED, row, _told(row, after), now=now)
    return True


def _sides(row: Case, after: Kind) -> dict[str, Any]:
    """The units that took what the new version leaves to another one afterwards, as its own steps would have kept."""
    found: dict[str, list[int]] = {}
    taken = row.steps.filter(action__in=after.sided, unit__isnull=False).order_by("seq")
    for action, unit in taken.values_list("action", "unit_id") if after.sided else ():
        if unit not in found.setdefault(action, []):
            found[action].append(unit)
    return {SIDES_BEFORE: found} if found else {}


def _waiting(row: Case) -> list[list[Any]]:
    """The rungs that wait, those too whose day has passed and that no rule would bring back."""
    waiting = row.reminders.filter(done_at=None).order_by("pk").values_list("clock", "number", "due_on")
    return [[clock, number, day.isoformat()] for clock, number, day in waiting]


def _wait_again(row: Case, waiting: list[list[Any]]) -> None:
    """Exactly the rungs that waited before the move, but for those that were rung since."""
    rung = {tuple(key) for key in row.reminders.exclude(done_at=None).values_list("clock", "number", "due_on")}
    row.reminders.filter(done_at=None).delete()
    wanted = [(clock, number, date.fromisoformat(day)) for clock, number, day in waiting]
    Reminder.objects.bulk_create(
        Reminder(case=row, clock=clock, number=number, due_on=day)
        for clock, number, day in wanted
        if (clock, number, day) not in rung
    )


def _before(row: Case) -> int | None:
    """The version that the case followed until the last step, which is a move."""
    steps_data = row.steps.order_by("seq").values_list("data", flat=True)
    named = [data["definition"] for data in steps_data if "definition" in data]
    return named[-2] if len(named) > 1 else None


def _laid_open(row: Case, now: datetime) -> Open:
    """As of today, or of the last step where that was entered for a later day."""
    last = row.steps.order_by("-seq").values_list("on", flat=True).first()
    today = localtime(now).date()
    return lay_open(row, max(today, last) if last else today)


def _write(actor: Actor, case: Open, definition: Definition, kind: Kind, step: Step, now: datetime) -> None:
    case.row.definition = definition
    enter_built_in(actor, replace(case, kind=kind), step, now=now)


def _told(row: Case, after: Definition) -> dict[str, object]:
    return {"number": row.number, "kind": after.name, "version": after.version}
