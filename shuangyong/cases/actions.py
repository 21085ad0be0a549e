"""Every write to a case: opening it, taking a step, giving it to a person. One transaction each, whole or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases import entries, extending, family, guards, keeping, only_one, queries, routing
from shuangyong.cases.admitting import admit
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.steps import Given, Step
from shuangyong.cases.entering import Taken, stale, write_new, write_step
from shuangyong.cases.family import NewChild
from shuangyong.cases.forms import Form, check, with_parts
from shuangyong.cases.known import Asking, filled
from shuangyong.cases.models import Case, Proof
from shuangyong.cases.offers import allowed, applies, missing, need_to_open, seat_for, why_over
from shuangyong.cases.once import twin
from shuangyong.cases.standing import Open, lay_open
from shuangyong.catalog.model import OPENING, Kind, Transition
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import current, kind_of

# ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────────


def open_case(
    actor: Actor,
    key: str,
    form: Form,
    *,
    now: datetime,
    place: Place | None = None,
    degree: int = 0,
    once: bool = False,
) -> Case:
    """Open a case of a kind; it lies in `place`, by default where its person lives or the opener sits.

    `once`: a form, which may be sent twice; what this person opened just now with the same answers is given back.
    Raises Forbidden, Invalid (a message for each field), NotFound where no version of the kind is in force.
    """
    on = form.on or localtime(now).date()
    if on > localtime(now).date():
        raise Invalid({"on": f"立项日期不能晚于今天（{localtime(now).date():%Y-%m-%d}）。"})
    definition = _in_force(key, on, asked=form.on is not None)
    kind = kind_of(definition.pk)
    seat = need_to_open(actor, kind)
    form = replace(form, values=filled(Asking(actor, seat, kind, on, form.values)))
    taken = _opening(actor, seat, kind, form, on, now)
    here = seat.place if seat else Place("")
    where = place if place is not None else routing.place_of(kind, taken.step.values, here)
    taken = replace(taken, step=replace(taken.step, definition=definition.pk))
    with writing():
        if once and (opened := twin(taken, definition.pk)):
            return opened
        only_one.keep_alone(actor, kind, taken.step.values, on)  # once more: two may have looked at the same moment
        row = write_new(definition, kind, taken, where, degree)
        family.follow(row, taken, "")
        return row


def _in_force(key: str, on: date, *, asked: bool) -> Definition:
    """The version that held on the day. Raises NotFound; Invalid where the day was written in the form."""
    try:
        return current(key, on)
    except NotFound as problem:
        if asked:
            raise Invalid({"on": problem.what}) from None
        raise


def _opening(actor: Actor, seat: Seat | None, kind: Kind, form: Form, on: date, now: datetime) -> Taken:
    admit(actor, kind, form, on)
    form = with_parts(kind, kind.opening, form, {})
    values = check(kind, kind.opening, form)
    only_one.keep(actor, kind, OPENING, values, on)
    step = Step(
        steps.OPEN,
        on,
        actor.account_id,
        seat.unit_id if seat else None,
        form.note.strip(),
        values,
        dict(form.gives),
        _filed(kind, form, on),
    )
    return Taken(actor, seat, now, step, steps.BUILT_IN[steps.OPEN])


# ── steps ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def take(actor: Actor, case_id: int, action: str, form: Form, *, rev: int, now: datetime) -> Case:
    """Take one transition of a case that was seen at revision `rev`.

    Raises NotFound, Forbidden, Invalid, Stale (somebody was first: says what happened), Problem (a gate is not met).
    """
    on = form.on or localtime(now).date()
    row, held = queries.get_held(actor, case_id)
    case = lay_open(row, on, held)
    if row.rev != rev:
        raise stale(row, rev)
    transition = _leading_on(case, action)
    _check_may(case, transition, actor)
    taken = _step(case, transition, actor, form, now)
    child = family.asked(case, transition.opens, form, actor, taken.seat) if transition.opens else None
    with writing():
        return _write_with_child(case, transition, taken, child) if child else _write(case, taken, transition)


def take_for_each(
    actor: Actor, case_id: int, action: str, form: Form, children: Sequence[Form], *, rev: int, now: datetime
) -> Case:
    """The step that opens a case below, once for each of these forms of it: all of them or none."""
    with writing():
        for child in children:
            row = take(actor, case_id, action, replace(form, child=child), rev=rev, now=now)
            rev = row.rev
    return row


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
        over = why_over(case.kind, transition, case.record) if transition else ""
        stage = case.kind.stages[case.state.stage].name
        raise Problem(
            f"{case.row.number} 现在是“{stage}”，不能这样办{f'：{over}' if over else '。'}",
            f"现在可以：{can}。" if can else "这件事已经办完。",
            "当时办了、没有录入的，把“哪天办的”改成实际那一天。" if over else "请刷新页面，看清现在的环节再办。",
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
    seat = seat_for(transition, case.state, case.standing, actor)
    _check_day(case, form, now)
    form = with_parts(case.kind, transition, form, case.state.values)
    values = check(case.kind, transition, form)
    extending.keep_later(case, values)
    only_one.keep(actor, case.kind, transition.key, {**case.record, **values}, case.on, case.row.pk)
    values = {**values, **guards.keep(case, transition.checks, values)}
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
    last = queries.last_day(case.row)
    if case.on > today:
        raise Invalid({"on": f"日期不能晚于今天（{today:%Y-%m-%d}）。"})
    if last and case.on < last:
        raise Invalid({"on": f"日期不能早于上一步（{last:%Y-%m-%d}）。"})


def _filed(kind: Kind, form: Form, on: date) -> dict[str, tuple[tuple[int, date | None], ...]]:
    """The proofs with the day until which each holds: its own, or as long as the slot says from its date."""
    keys = [pk for filed in form.proofs.values() for pk in filed]
    if not keys:
        return {}
    rows = {pk: (day, until) for pk, day, until in Proof.objects.filter(pk__in=keys).values_list("pk", "on", "until")}
    if len(rows) < len(set(keys)):
        raise Invalid({"proofs": "有一份材料没有找到，请重新提交。"})
    return {
        slot: tuple((pk, keeping.holds_until(kind.proofs[slot], *rows[pk])) for pk in filed)
        for slot, filed in form.proofs.items()
        if filed
    }


def _write(case: Open, taken: Taken, transition: Transition) -> Case:
    before = case.row.phase
    row, state = write_step(case, taken)
    guards.carry_out(case, transition.checks, taken)
    says = _told(case.kind, transition, row, taken)
    keeping.tell(row, state, transition.tells, says, taken.actor, taken.at)
    family.follow(row, taken, before)
    return row


def _write_with_child(case: Open, transition: Transition, taken: Taken, new: NewChild) -> Case:
    """The child first: the parent's step carries its number."""
    opened = _opening(taken.actor, taken.seat, new.kind, new.form, taken.step.on, taken.at)
    opened = replace(opened, step=replace(opened.step, definition=new.definition.pk))
    child = write_new(new.definition, new.kind, opened, case.row.place, case.row.degree, case.row, new.declared.key)
    row = _write(case, replace(taken, step=replace(taken.step, child=(new.declared.key, child.pk))), transition)
    family.follow(child, opened, "")
    return row


def _told(kind: Kind, transition: Transition, row: Case, taken: Taken) -> str:
    who = f"{taken.seat.unit_name}{taken.actor.name}" if taken.seat else taken.actor.name
    note = f"：{taken.step.note}" if taken.step.note else "。"
    return f"{who}对“{row.title}”{transition.done}{note}"[:300]


def enter_built_in(actor: Actor, case: Open, step: Step, *, now: datetime) -> Case:
    """Write a step that is nobody's choice on a form: handed on, moved to a version. Inside `writing()` only."""
    return _write_built_in(case, Taken(actor, None, now, step, steps.BUILT_IN[step.action]))


def _write_built_in(case: Open, taken: Taken) -> Case:
    row, _ = write_step(case, taken)
    return row


# ── giving to persons ──────────────────────────────────────────────────────────────────────────────────────────────


def assign(
    actor: Actor, case_id: int, part: str, unit_id: int, account_id: int | None, *, rev: int, now: datetime
) -> Case:
    """Give a unit's part to one person of that unit, or back to the whole unit (None)."""
    row = queries.get(actor, case_id)
    case = lay_open(row, localtime(now).date())
    if row.rev != rev:
        raise stale(row, rev)
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


def look(actor: Actor, row: Case, *, whole: bool = False, now: datetime) -> None:
    """Enter that somebody opened a case above public degree, or one that shows him a masked fact whole."""
    if row.degree or whole:
        with writing():
            trail.record(actor, entries.LOOKED, row, {"number": row.number}, now=now)


def take_paper(actor: Actor, row: Case, paper: str, *, now: datetime) -> None:
    """Enter that somebody took an official paper of a case; `paper` is its name."""
    with writing():
        trail.record(actor, entries.PAPER, row, {"number": row.number, "paper": paper}, now=now)
