"""Every write to a case: opening it, taking a step, giving it to a person. One transaction each, whole or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.timezone import localtime

from shuangyong.base.actor import LEVELS, Actor, Place, Seat
from shuangyong.base.errors import Forbidden, Invalid, Problem, Stale
from shuangyong.base.organisation.actors import may
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases import entries, keeping, queries
from shuangyong.cases.admitting import admit
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.advance import advance, begin
from shuangyong.cases.engine.clocks import nearest, readings
from shuangyong.cases.engine.state import State
from shuangyong.cases.engine.steps import Given, Step
from shuangyong.cases.forms import Form, check
from shuangyong.cases.models import Case, Proof, ProofUse, Serial, StepRow
from shuangyong.cases.offers import allowed, applies, missing, seat_for
from shuangyong.cases.search import keep_words
from shuangyong.cases.standing import Open, calendar, lay_open
from shuangyong.cases.watching import Written, step_written
from shuangyong.catalog.model import OPEN_PHASES, Child, Kind, Transition
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import current, kind_of
from shuangyong.rules.clocks import ClockError


@dataclass(frozen=True, slots=True)
class Taken:
    """A step about to be written, all of it worked out before the transaction begins."""

    actor: Actor
    seat: Seat | None
    at: datetime
    step: Step
    said: str
    """The step's words in a history."""


# ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────────


def open_case(
    actor: Actor,
    key: str,
    form: Form,
    *,
    now: datetime,
    place: Place | None = None,
    degree: int = 0,
) -> Case:
    """Open a case of a kind; it lies in `place`, by default where the opener sits.

    Raises Forbidden, Invalid (a message for each field), NotFound where no version of the kind is in force.
    """
    on = form.on or localtime(now).date()
    definition = current(key, on)
    kind = kind_of(definition.pk)
    verdict = may(actor, kind.opening.may)
    if not verdict:
        raise Forbidden(verdict.reason, then="需要立项的，请联系有权限的人员。")
    taken = _opening(actor, verdict.seat, kind, form, on, now)
    where = place if place is not None else verdict.seat.place if verdict.seat else Place("")
    taken = replace(taken, step=replace(taken.step, definition=definition.pk))
    with writing():
        return _write_new(definition, kind, taken, where, degree)


def _opening(actor: Actor, seat: Seat | None, kind: Kind, form: Form, on: date, now: datetime) -> Taken:
    admit(actor, kind, form, on)
    step = Step(
        steps.OPEN,
        on,
        actor.account_id,
        seat.unit_id if seat else None,
        form.note.strip(),
        check(kind, kind.opening, form),
        dict(form.gives),
        _filed(kind, form, on),
    )
    return Taken(actor, seat, now, step, steps.BUILT_IN[steps.OPEN])


def _write_new(
    definition: Definition,
    kind: Kind,
    taken: Taken,
    place: Place,
    degree: int,
    parent: Case | None = None,
    name: str = "",
) -> Case:
    state = _guarded(lambda: begin(kind, taken.step, calendar()))
    row = Case(
        definition=definition,
        kind=kind.key,
        number=_number(kind, place, taken.step.on),
        degree=degree,
        parent=parent,
        parent_name=name,
        rev=0,
        **{level: place.up(level) for level in LEVELS},
    )
    _show(row, kind, state, taken.step.on)
    row.rev = 1
    row.save()
    _write_step(row, kind, taken, "", state)
    _enter(taken, entries.OPENED, row, {"number": row.number, "kind": kind.name})
    keeping.tell(row, state, kind.opening.tells, f"{kind.name}“{row.title}”交给你们办理。", taken.actor, taken.at)
    return row


def _number(kind: Kind, place: Place, on: date) -> str:
    """The next number of a kind in a county and year, in the same transaction as the case that takes it."""
    scope = {"kind": kind.key, "county": place.up("county") or place.code, "year": on.year}
    if not Serial.objects.filter(**scope).update(last=F("last") + 1):
        Serial.objects.bulk_create([Serial(**scope, last=0)], ignore_conflicts=True)
        Serial.objects.filter(**scope).update(last=F("last") + 1)
    last = Serial.objects.values_list("last", flat=True).get(**scope)
    return kind.number.format(year=on.year, serial=last)


# ── steps ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def take(actor: Actor, case_id: int, action: str, form: Form, *, rev: int, now: datetime) -> Case:
    """Take one transition of a case that was seen at revision `rev`.

    Raises NotFound, Forbidden, Invalid, Stale (somebody was first: says what happened), Problem (a gate is not met).
    """
    on = form.on or localtime(now).date()
    row = queries.get(actor, case_id)
    case = lay_open(row, on)
    if row.rev != rev:
        raise _stale(row, rev)
    transition = _leading_on(case, action)
    _check_may(case, transition, actor)
    taken = _step(case, transition, actor, form, now)
    child = _child_of(case, transition, form)
    with writing():
        return _write_child(case, transition, taken, child) if child else _write(case, taken, transition)


def _leading_on(case: Open, action: str) -> Transition:
    transition = case.kind.transitions.get(action)
    if (
        transition is None
        or case.state.stage not in transition.origins
        or not applies(case.kind, transition, case.record)
    ):
        can = "、".join(
            f"“{t.name}”" for t in case.kind.leaving(case.state.stage) if applies(case.kind, t, case.record)
        )
        raise Problem(
            f"{case.row.number} 现在是“{case.kind.stages[case.state.stage].name}”，不能这样办。",
            f"现在可以：{can}。" if can else "这件事已经办完。",
            "请刷新页面，看清现在的环节再办。",
        )
    return transition


def _check_may(case: Open, transition: Transition, actor: Actor) -> None:
    verdict = allowed(case.kind, transition, case.state, case.standing, actor)
    if not verdict:
        raise Forbidden(verdict.reason, then="请由有权限的人办理。")
    lacking = missing(case.kind, transition, case.record)
    if lacking:
        raise Problem(f"现在还不能“{transition.name}”：{''.join(lacking)}", then="补齐以后再办。")


def _step(case: Open, transition: Transition, actor: Actor, form: Form, now: datetime) -> Taken:
    seat = seat_for(transition, case.standing, actor)
    _check_day(case, form, now)
    values = check(case.kind, transition, form)
    admit(actor, case.kind, form, case.on)
    step = Step(
        transition.key,
        case.on,
        actor.account_id,
        seat.unit_id if seat else None,
        form.note.strip(),
        values,
        dict(form.gives),
        _filed(case.kind, form, case.on),
    )
    return Taken(actor, seat, now, step, transition.done)


def _check_day(case: Open, form: Form, now: datetime) -> None:
    """A step may be entered later than it happened, not earlier than the one before it and not for tomorrow."""
    today = localtime(now).date()
    last = case.row.steps.order_by("-seq").values_list("on", flat=True).first()
    if case.on > today:
        raise Invalid({"on": f"日期不能晚于今天（{today:%Y-%m-%d}）。"})
    if last and case.on < last:
        raise Invalid({"on": f"日期不能早于上一步（{last:%Y-%m-%d}）。"})


def _filed(kind: Kind, form: Form, on: date) -> dict[str, tuple[tuple[int, date | None], ...]]:
    """The proofs with the day until which each holds: its own, or as long as the slot says from its date."""
    keys = [pk for filed in form.proofs.values() for pk in filed]
    rows = {pk: (day, until) for pk, day, until in Proof.objects.filter(pk__in=keys).values_list("pk", "on", "until")}
    if len(rows) < len(set(keys)):
        raise Invalid({"proofs": "有一份材料没有找到，请重新提交。"})
    return {
        slot: tuple((pk, keeping.holds_until(kind.proofs[slot], *rows[pk])) for pk in filed)
        for slot, filed in form.proofs.items()
        if filed
    }


def _guarded(work: Callable[[], State]) -> State:
    """A clock that refuses is told as a problem of the form."""
    try:
        return work()
    except ClockError as error:
        raise Problem(str(error)) from None


def _write(case: Open, taken: Taken, transition: Transition) -> Case:
    state = _guarded(lambda: advance(case.kind, case.state, taken.step, calendar()))
    before = case.row.phase
    row = _advance_row(case, taken, state)
    says = _told(case.kind, transition, row, taken)
    keeping.tell(row, state, transition.tells, says, taken.actor, taken.at)
    _report_to_parent(row, before, taken)
    return row


def _told(kind: Kind, transition: Transition, row: Case, taken: Taken) -> str:
    who = f"{taken.seat.unit_name}{taken.actor.name}" if taken.seat else taken.actor.name
    note = f"：{taken.step.note}" if taken.step.note else "。"
    return f"{who}对“{row.title}”{transition.done}{note}"[:300]


def _advance_row(case: Open, taken: Taken, state: State) -> Case:
    """Compare and set the revision, then write what follows from the step. Raises Stale."""
    row, before = case.row, case.row.stage
    _show(row, case.kind, state, taken.step.on)
    changed = Case.objects.filter(pk=row.pk, rev=row.rev).update(rev=F("rev") + 1, **_columns(row))
    if not changed:
        raise _stale(row, row.rev)
    row.rev += 1
    _write_step(row, case.kind, taken, before, state)
    _enter(taken, entries.STEPPED, row, {"number": row.number, "action": taken.said})
    return row


def _show(row: Case, kind: Kind, state: State, on: date) -> None:
    """Set the columns that lists read from the state."""
    term = nearest(kind, {} if kind.stages[state.stage].ends else readings(kind, state, on, calendar()))
    row.stage, row.phase = state.stage, kind.stages[state.stage].phase
    row.title = str(state.values[kind.title])[:300]
    row.opened_on, row.closed_on = state.opened_on, state.closed_on
    row.due, row.warn_on, row.due_clock = term.due, term.warn_on, term.clock
    row.state = state.stored()
    row.values = row.state["values"]


_SHOWN = (
    "stage",
    "phase",
    "title",
    "opened_on",
    "closed_on",
    "due",
    "warn_on",
    "due_clock",
    "state",
    "values",
    "definition_id",
)


def _columns(row: Case) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _SHOWN}


def _write_step(row: Case, kind: Kind, taken: Taken, before: str, state: State) -> None:
    step = taken.step
    StepRow.objects.bulk_create(
        [
            StepRow(
                case=row,
                seq=row.rev,
                action=step.action,
                from_stage=before,
                to_stage=state.stage,
                at=taken.at,
                on=step.on,
                account_id=step.account,
                actor_name=taken.actor.name,
                seat=f"{taken.seat.unit_name}{taken.seat.post_name}" if taken.seat else "",
                unit_id=step.unit,
                note=step.note,
                data=step.stored(),
            )
        ]
    )
    ProofUse.objects.bulk_create(
        [
            ProofUse(proof_id=pk, case=row, slot=slot, seq=row.rev)
            for slot, filed in step.proofs.items()
            for pk, _ in filed
        ],
        ignore_conflicts=True,
    )
    keeping.keep_holdings(row, state)
    keeping.keep_reminders(row, kind, state, step.on)
    if step.values or step.definition is not None:
        keep_words(row, kind, state)
    step_written(Written(row, kind, state, step.on, taken.at))


def _enter(taken: Taken, what: str, row: Case, data: Mapping[str, object]) -> None:
    trail.record(taken.actor, what, row, data, now=taken.at, seat=taken.seat)


def _stale(row: Case, rev: int) -> Stale:
    """What happened since the page was shown."""
    kind = kind_of(row.definition_id)
    since = row.steps.filter(seq__gt=rev).order_by("seq")[:5]
    told = "；".join(
        f"{localtime(step.at):%m-%d %H:%M} {step.actor_name}{queries.words_for(kind, step.action)}" for step in since
    )
    return Stale(
        f"您打开页面以后，这件事已经有了变化：{told or '内容已更新'}。",
        then="您填的内容还在下面，请看过新的情况再决定要不要提交。",
    )


# ── children and parents ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _NewChild:
    declared: Child
    definition: Definition
    kind: Kind
    form: Form


def _child_of(case: Open, transition: Transition, form: Form) -> _NewChild | None:
    """The case that the transition opens below this one, its form filled with what the parent knows."""
    if not transition.opens:
        return None
    declared = case.kind.children[transition.opens]
    definition = current(declared.kind, case.on)
    kind = kind_of(definition.pk)
    given = form.child or Form()
    asked = {wanted.key for wanted in kind.opening.asks}
    known = {
        theirs: case.state.values[ours]
        for theirs, ours in declared.passes.items()
        if ours in case.state.values and theirs in asked
    }
    child = replace(given, values={**known, **{k: v for k, v in given.values.items() if v not in (None, "")}})
    check(kind, kind.opening, child)
    return _NewChild(declared, definition, kind, child)


def _write_child(case: Open, transition: Transition, taken: Taken, new: _NewChild) -> Case:
    """The child first: the parent's step carries its number."""
    opening = _opening(taken.actor, taken.seat, new.kind, new.form, taken.step.on, taken.at)
    opening = replace(opening, step=replace(opening.step, definition=new.definition.pk))
    child = _write_new(new.definition, new.kind, opening, case.row.place, case.row.degree, case.row, new.declared.key)
    return _write(case, replace(taken, step=replace(taken.step, child=(new.declared.key, child.pk))), transition)


def _report_to_parent(row: Case, before: str, taken: Taken) -> None:
    """A child that has ended, or is taken up again, is a step of its parent in the same transaction."""
    if row.parent_id is None or (before in OPEN_PHASES) == (row.phase in OPEN_PHASES):
        return
    action = steps.CHILD_REOPENED if row.phase in OPEN_PHASES else steps.CHILD_ENDED
    parent = Case.objects.select_for_update().get(pk=row.parent_id)
    case = lay_open(parent, taken.step.on)
    step = Step(action, taken.step.on, note=f"{row.number} {row.title}"[:200], child=(row.parent_name, row.pk))
    _write_built_in(case, replace(taken, step=step, seat=None, said=steps.BUILT_IN[action]))


def enter_built_in(actor: Actor, case: Open, step: Step, *, now: datetime) -> Case:
    """Write a step that is nobody's choice on a form: handed on, moved to a version. Inside `writing()` only."""
    return _write_built_in(case, Taken(actor, None, now, step, steps.BUILT_IN[step.action]))


def _write_built_in(case: Open, taken: Taken) -> Case:
    state = _guarded(lambda: advance(case.kind, case.state, taken.step, calendar()))
    return _advance_row(case, taken, state)


# ── giving to persons ──────────────────────────────────────────────────────────────────────────────────────────────


def assign(
    actor: Actor, case_id: int, part: str, unit_id: int, account_id: int | None, *, rev: int, now: datetime
) -> Case:
    """Give a unit's part to one person of that unit, or back to the whole unit (None)."""
    row = queries.get(actor, case_id)
    case = lay_open(row, localtime(now).date())
    if row.rev != rev:
        raise _stale(row, rev)
    seat = next((s for s in actor.seats if s.unit_id == unit_id and "case.split" in s.permissions), None)
    held = case.state.holders.get(part, ())
    if seat is None or unit_id not in {unit for unit, _ in held}:
        raise Forbidden("只有承办单位里能分解任务的人，可以把本单位的一份交给具体的人。")
    if account_id is not None and not keeping.sits_in(account_id, unit_id, case.on):
        raise Invalid({"account": "这个人不在本单位任职，请从本单位的人里选。"})
    gives: tuple[Given, ...] = tuple((unit, account_id if unit == unit_id else who) for unit, who in held)
    step = Step(steps.ASSIGN, case.on, actor.account_id, unit_id, gives={part: gives})
    with writing():
        return _write_built_in(case, Taken(actor, seat, now, step, steps.BUILT_IN[steps.ASSIGN]))


def look(actor: Actor, row: Case, *, now: datetime) -> None:
    """Enter that somebody opened a case above public degree."""
    if row.degree:
        with writing():
            trail.record(actor, entries.LOOKED, row, {"number": row.number}, now=now)
