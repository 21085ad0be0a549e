"""How a step is written: the row, its history, what follows from it. Called inside `storing.writing()` by the actions.

Whether a step may be taken was decided before; what it leads to above and below the case is `family`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.timezone import localtime

from shuangyong.base.actor import LEVELS, Actor, Place, Seat
from shuangyong.base.errors import Problem, Stale
from shuangyong.base.trail import actions as trail
from shuangyong.cases import entries, keeping, queries
from shuangyong.cases.engine.advance import advance, begin
from shuangyong.cases.engine.state import State
from shuangyong.cases.engine.steps import Step
from shuangyong.cases.histories.digest import bound
from shuangyong.cases.involving import keep_involved, title_of
from shuangyong.cases.models import Case, ProofUse, Serial, StepRow, band_of, said_of
from shuangyong.cases.search import keep_words
from shuangyong.cases.standing import Open, calendar, term_of
from shuangyong.cases.turns import awaited
from shuangyong.cases.watching import Written, step_written
from shuangyong.catalog.model import Kind
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.wording import RuleError


@dataclass(frozen=True, slots=True)
class Taken:
    """A step about to be written, all of it worked out before the transaction begins."""

    actor: Actor
    seat: Seat | None
    at: datetime
    step: Step
    said: str
    """The step's words in a history."""


def write_new(
    definition: Definition,
    kind: Kind,
    taken: Taken,
    place: Place,
    degree: int,
    parent: Case | None = None,
    name: str = "",
) -> Case:
    """Write a case that was just opened."""
    state = guarded(lambda: begin(kind, taken.step, calendar()))
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
    show(row, kind, state, taken.step.on)
    row.rev = 1
    row.save()
    made = _write_step(row, kind, taken, "", state)
    _enter(taken, entries.OPENED, row, {"number": row.number, "kind": kind.name} | bound(made))
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


def write_step(case: Open, taken: Taken) -> tuple[Case, State]:
    """Advance a stored case by one step. Raises Stale where somebody was first, Problem where a clock refuses."""
    state = guarded(lambda: advance(case.kind, case.state, taken.step, calendar()))
    return _advance_row(case, taken, state), state


def guarded(work: Callable[[], State]) -> State:
    """A clock that refuses, or a festival of a year that no table has, is told as a problem of the form."""
    try:
        return work()
    except RuleError as error:
        raise Problem(str(error)) from None


def _advance_row(case: Open, taken: Taken, state: State) -> Case:
    """Compare and set the revision, then write what follows from the step. Raises Stale."""
    row, before, held = case.row, case.row.stage, keeping.Before.of(case.row, case.state)
    show(row, case.kind, state, taken.step.on)
    changed = Case.objects.filter(pk=row.pk, rev=row.rev).update(rev=F("rev") + 1, **_columns(row))
    if not changed:
        raise stale(row, row.rev)
    row.rev += 1
    made = _write_step(row, case.kind, taken, before, state, held)
    _enter(taken, entries.STEPPED, row, {"number": row.number, "action": taken.said} | bound(made))
    return row


def show(row: Case, kind: Kind, state: State, on: date, title: str | None = None) -> None:
    """Set the columns that lists read from the state; `title` where it was worked out before."""
    term = term_of(kind, state, on)
    row.stage, row.phase = state.stage, kind.stages[state.stage].phase
    row.awaits = awaited(row.definition_id, state.stage).by_post
    row.title = title_of(kind, state.values) if title is None else title
    row.opened_on, row.closed_on = state.opened_on, state.closed_on
    row.due, row.warn_on, row.due_clock = term.due, term.warn_on, term.clock
    row.band = band_of(term.due, term.warn_on)
    row.held = said_of(state.holders)
    row.state = state.stored()
    row.values = row.state["values"]


_SHOWN = (
    "stage",
    "phase",
    "awaits",
    "title",
    "opened_on",
    "closed_on",
    "due",
    "warn_on",
    "due_clock",
    "band",
    "held",
    "state",
    "values",
    "definition_id",
)


def _columns(row: Case) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _SHOWN}


def _write_step(
    row: Case, kind: Kind, taken: Taken, before: str, state: State, held: keeping.Before | None = None
) -> StepRow:
    step = taken.step
    made = step_row(taken, row.rev, before, state.stage)
    made.case = row
    StepRow.objects.bulk_create([made])
    uses = [
        ProofUse(proof_id=pk, case=row, slot=slot, seq=row.rev)
        for slot, filed in step.proofs.items()
        for pk, _ in filed
    ]
    ProofUse.objects.bulk_create(uses, ignore_conflicts=True)
    keeping.keep_holdings(row, kind, state, held, step.on)
    keeping.keep_reminders(row, kind, state, step.on)
    if step.values or step.definition is not None:
        keep_words(row, kind, state)
        keep_involved(row, kind, state.values)
    step_written(Written(row, kind, state, step.on, taken.at))
    return made


def step_row(taken: Taken, seq: int, before: str, after: str) -> StepRow:
    """The row of a step, all but its case."""
    step = taken.step
    return StepRow(
        seq=seq,
        action=step.action,
        from_stage=before,
        to_stage=after,
        at=taken.at,
        on=step.on,
        account_id=step.account,
        actor_name=taken.actor.name,
        seat=taken.seat.title if taken.seat else "",
        unit_id=step.unit,
        note=step.note,
        data=step.stored(),
    )


def _enter(taken: Taken, what: str, row: Case, data: Mapping[str, object]) -> None:
    trail.record(taken.actor, what, row, data, now=taken.at, seat=taken.seat)


def stale(row: Case, rev: int) -> Stale:
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
