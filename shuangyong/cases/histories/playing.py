"""A history played in memory by the same engine and the same checks as steps that are taken one by one.

Nothing is written and, for most kinds, nothing is asked of the database. What `family` does among stored cases -
children that a step opens, children that begin by themselves, what goes back up - is done here among drafts; that both
come to the same is shown by a test (tests/cases/test_histories.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import LEVELS, Actor, Place, Seat
from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.cases import extending, family, keeping, routing
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.advance import advance, begin
from shuangyong.cases.engine.chains import handed_down, returned, starting, values_for
from shuangyong.cases.engine.clocks import readings
from shuangyong.cases.engine.record import record_of
from shuangyong.cases.engine.state import State
from shuangyong.cases.engine.steps import Step
from shuangyong.cases.entering import Taken, guarded, show
from shuangyong.cases.forms import Form, check, with_parts
from shuangyong.cases.histories.known import Known
from shuangyong.cases.histories.model import ROOT, History, Past
from shuangyong.cases.histories.numbers import Numbers
from shuangyong.cases.models import Case
from shuangyong.cases.offers import Standing, allowed, applies, missing, need_to_open, seat_for
from shuangyong.cases.standing import Open, calendar
from shuangyong.catalog.model import OPEN_PHASES, Child, Kind, Transition
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import kind_of

FROM_LEDGER = "（旧台账）"
Rung = tuple[str, int, date]


@dataclass(frozen=True, slots=True)
class Told:
    """A step as it was played: what is written of it."""

    taken: Taken
    before: str
    state: State
    ledger: bool


@dataclass(slots=True)
class Draft:
    """A case that is not stored yet. Its row's number in the database is a negative one until it is."""

    row: Case
    kind: Kind
    state: State
    label: str
    told: list[Told] = field(default_factory=list)
    above: Draft | None = None

    @property
    def on(self) -> date:
        return self.told[-1].taken.step.on

    def standing(self, known: Known) -> Standing:
        held = {
            part: tuple((unit, known.path(unit), account) for unit, account in given)
            for part, given in self.state.holders.items()
            if given
        }
        return Standing(self.row.place, self.row.degree, held)

    def record(self, on: date) -> dict[str, Any]:
        return record_of(self.kind, self.state, readings(self.kind, self.state, on, calendar()), on)

    def laid_open(self, on: date, known: Known) -> Open:
        found = readings(self.kind, self.state, on, calendar())
        record = record_of(self.kind, self.state, found, on)
        return Open(self.row, self.kind, self.state, on, found, record, self.standing(known))

    def rungs(self) -> set[Rung]:
        """The rungs that wait after the last step: as `keeping.keep_reminders` would have left them, step by step."""
        waiting: set[Rung] = set()
        if self.kind.stages[self.state.stage].ends:
            return waiting
        for told in self.told:
            on = told.taken.step.on
            wanted = set(keeping.rungs(self.kind, told.state, on))
            waiting = (waiting & wanted) | {rung for rung in wanted if rung[2] >= on}
        return waiting


class Player:
    """Plays histories of one batch. `numbers` and the drafts' negative row numbers go on from one to the next."""

    def __init__(self, actor: Actor, seat: Seat | None, known: Known, numbers: Numbers, now: datetime) -> None:
        self.actor, self.seat, self.known, self.numbers, self.now = actor, seat, known, numbers, now
        self.today = localtime(now).date()
        self.drafts: dict[str, Draft] = {}
        self.step = 0
        self._next = 0

    def play(self, key: str, history: History) -> list[Draft]:
        """The case and the cases below it, its own first. Raises Problem at the step `self.step`."""
        self.drafts, self.step = {}, 0
        first, *later = history.steps or (Past("", self.today),)
        if first.action != steps.OPEN:
            raise Problem("一件事的第一步应当是立项。")
        self._begin(key, first, history)
        for self.step, past in enumerate(later, 1):
            self._take(past)
        for draft in self.drafts.values():
            show(draft.row, draft.kind, draft.state, draft.on, draft.row.title)
        return list(self.drafts.values())

    # ── who ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _taken(self, past: Past, seat: Seat | None, step: Step, said: str) -> Taken:
        actor = past.by or Actor(None, (past.who or self.actor.name)[:100])
        return Taken(actor, seat, past.entered or self.now, step, said)

    def _unit(self, past: Past, seat: Seat | None) -> int | None:
        if past.by is None:
            return past.unit if past.unit is not None else self.seat.unit_id if self.seat else None
        return seat.unit_id if seat else None

    # ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, key: str, past: Past, history: History) -> None:
        definition = self.known.version(key, past.on)
        kind = kind_of(definition.pk)
        seat = self.seat
        if past.by is not None:
            seat = need_to_open(past.by, kind)
        place = history.place or (seat.place if seat else Place(""))
        self._check_day(past.on, past.on)
        step = self._opening(kind, definition, past, seat)
        taken = self._taken(past, seat if past.by else None, step, steps.BUILT_IN[steps.OPEN])
        draft = self._new(definition, kind, taken, place, history.degree, past.by is None)
        self._follow(draft, taken, "")

    def _opening(self, kind: Kind, definition: Definition, past: Past, seat: Seat | None) -> Step:
        form = with_parts(kind, kind.opening, past.form, {})
        self.known.admit(kind, form, past.on)
        return Step(
            steps.OPEN,
            past.on,
            past.by.account_id if past.by else None,
            self._unit(past, seat),
            form.note.strip(),
            check(kind, kind.opening, form),
            dict(form.gives),
            self.known.filed(kind, form),
            definition=definition.pk,
        )

    def _new(
        self,
        definition: Definition,
        kind: Kind,
        taken: Taken,
        place: Place,
        degree: int,
        ledger: bool,
        above: Draft | None = None,
        name: str = "",
    ) -> Draft:
        state = guarded(lambda: begin(kind, taken.step, calendar()))
        self._next -= 1
        row = Case(
            pk=self._next,
            definition=definition,
            kind=kind.key,
            number=self.numbers.take(kind, place, taken.step.on),
            title=self.known.title(kind, state.values),
            degree=degree,
            stage=state.stage,
            phase=kind.stages[state.stage].phase,
            parent_name=name,
            **{level: place.up(level) for level in LEVELS},
        )
        draft = Draft(row, kind, state, self._label(above, name), [Told(taken, "", state, ledger)], above)
        self.drafts[draft.label] = draft
        return draft

    def _label(self, above: Draft | None, name: str) -> str:
        """As stories call them: a child's name, the second one `name#2`, deeper after a `/`."""
        if above is None:
            return ROOT
        first = f"{above.label}/{name}" if above.label else name
        count = sum(1 for label in self.drafts if label.split("#")[0] == first)
        return f"{first}#{count + 1}" if count else first

    # ── steps ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, past: Past) -> None:
        draft = self.drafts.get(past.at)
        if draft is None:
            raise Problem(
                f"没有“{past.at}”这件下级事项。", f"有：{'、'.join(filter(None, self.drafts)) or '没有下级事项'}。"
            )
        transition = self._leading_on(draft, past)
        seat = self._check_may(draft, transition, past)
        self._check_day(past.on, draft.on)
        past = replace(past, form=with_parts(draft.kind, transition, past.form, draft.state.values))
        values = check(draft.kind, transition, past.form, papers=past.by is not None)
        if past.by is not None:  # what an old ledger says was asked for, was asked for
            extending.keep_later(draft.laid_open(past.on, self.known), values)
        self.known.admit(draft.kind, past.form, past.on)
        step = Step(
            transition.key,
            past.on,
            past.by.account_id if past.by else None,
            self._unit(past, seat),
            past.form.note.strip(),
            values,
            dict(past.form.gives),
            self.known.filed(draft.kind, past.form),
        )
        taken = self._taken(past, seat, step, transition.done)
        if transition.opens:
            self._take_with_child(draft, transition, taken, past)
            return
        before = draft.row.phase
        self._write(draft, taken, past.by is None)
        self._follow(draft, taken, before)

    def _leading_on(self, draft: Draft, past: Past) -> Transition:
        transition = draft.kind.transitions.get(past.action)
        stage = draft.state.stage
        if transition is None or stage not in transition.origins:
            raise _not_from_here(draft, past.action)
        if transition.when and not applies(draft.kind, transition, draft.record(past.on)):
            raise _not_from_here(draft, past.action)
        return transition

    def _check_may(self, draft: Draft, transition: Transition, past: Past) -> Seat | None:
        seat = None
        if past.by is not None:
            standing = draft.standing(self.known)
            verdict = allowed(draft.kind, transition, draft.state, standing, past.by)
            if not verdict:
                raise Forbidden(verdict.reason, then="请由有权限的人办理。")
            seat = seat_for(transition, draft.state, standing, past.by)
        if _guarded_by_gates(draft.kind, transition):
            lacking = missing(draft.kind, transition, draft.record(past.on))
            if lacking:
                raise Problem(f"现在还不能“{transition.name}”：{''.join(lacking)}", then="补齐以后再办。")
        return seat

    def _check_day(self, on: date, last: date) -> None:
        if on > self.today:
            raise Invalid({"on": f"日期不能晚于今天（{self.today:%Y-%m-%d}）。"})
        if on < last:
            raise Invalid({"on": f"日期不能早于上一步（{last:%Y-%m-%d}）。"})

    def _write(self, draft: Draft, taken: Taken, ledger: bool) -> None:
        before = draft.state.stage
        draft.state = guarded(lambda: advance(draft.kind, draft.state, taken.step, calendar()))
        draft.row.stage, draft.row.phase = draft.state.stage, draft.kind.stages[draft.state.stage].phase
        draft.row.title = self.known.title(draft.kind, draft.state.values)
        draft.told.append(Told(taken, before, draft.state, ledger))

    def _take_with_child(self, draft: Draft, transition: Transition, taken: Taken, past: Past) -> None:
        """As `actions.take` does it: the child first, since the parent's step names it."""
        declared = draft.kind.children[transition.opens]
        definition = self.known.version(declared.kind, past.on)
        kind = kind_of(definition.pk)
        given = past.form.child or Form()
        stands = draft.laid_open(past.on, self.known).values
        known = handed_down(declared, kind, {**stands, **past.form.values}, past.on)
        form = replace(given, values={**known, **{k: v for k, v in given.values.items() if v not in (None, "")}})
        step = self._opening(kind, definition, replace(past, form=form), taken.seat)
        if declared.to and taken.seat is not None:
            self.known.admit_below(taken.seat, declared.each, form)
        opened = replace(taken, step=step, said=steps.BUILT_IN[steps.OPEN])
        ledger = past.by is None
        child = self._new(
            definition, kind, opened, draft.row.place, draft.row.degree, ledger, above=draft, name=declared.key
        )
        before = draft.row.phase
        stepped = replace(taken, step=replace(taken.step, child=(declared.key, child.row.pk)))
        self._write(draft, stepped, ledger)
        self._follow(draft, stepped, before)
        self._follow(child, opened, "")

    # ── above and below: what `family` does among stored cases ─────────────────────────────────────────────────────

    def _follow(self, draft: Draft, taken: Taken, before: str) -> None:
        self._start(draft, taken)
        turned = before and (before in OPEN_PHASES) != (draft.row.phase in OPEN_PHASES)
        if turned and draft.above is not None:
            self._report(draft, draft.above, taken)

    def _start(self, draft: Draft, taken: Taken) -> None:
        if not any(child.starts_when for child in draft.kind.children.values()):
            return
        on = taken.step.on
        while True:
            case = draft.laid_open(on, self.known)
            ready = starting(case.kind, case.state, case.record, lambda key: kind_of(self.known.version(key, on).pk))
            child = next(ready, None)
            if child is None:
                return
            self._open_by_itself(draft, case, child, taken)

    def _open_by_itself(self, draft: Draft, case: Open, declared: Child, taken: Taken) -> None:
        definition = self.known.version(declared.kind, case.on)
        kind = kind_of(definition.pk)
        values = values_for(declared, kind, case.state.values)
        place = routing.place_of(kind, values, case.row.place)
        gives = {part: routing.units_for(rule, case, place) for part, rule in declared.gives.items()}
        step = Step(
            steps.OPEN,
            case.on,
            unit=routing.leader(case),
            note=family.begun_by_itself(case.row),
            values=check(kind, kind.opening, Form(values, gives)),
            gives=gives,
            definition=definition.pk,
        )
        opened = replace(taken, step=step, seat=None, said=steps.BUILT_IN[steps.OPEN])
        child = self._new(
            definition, kind, opened, place, case.row.degree, draft.told[-1].ledger, above=draft, name=declared.key
        )
        told = Step(steps.CHILD_OPENED, case.on, note=family.named(child.row), child=(declared.key, child.row.pk))
        self._write(draft, replace(taken, step=told, seat=None, said=steps.BUILT_IN[told.action]), False)
        self._follow(child, opened, "")

    def _report(self, draft: Draft, parent: Draft, taken: Taken) -> None:
        action = family.report_of(draft.row.phase)
        declared = parent.kind.children.get(draft.row.parent_name)
        values = returned(declared, draft.state) if declared and action == steps.CHILD_ENDED else {}
        child = (draft.row.parent_name, draft.row.pk)
        step = Step(action, taken.step.on, note=family.named(draft.row), values=values, child=child)
        told = replace(taken, step=step, seat=None, said=steps.BUILT_IN[action])
        before = parent.row.phase
        self._write(parent, told, False)
        self._follow(parent, told, before)


def _guarded_by_gates(kind: Kind, transition: Transition) -> bool:
    gates = any(transition.key in gate.on for gate in kind.gates.values())
    return gates or any(transition.key in child.waits for child in kind.children.values())


def _not_from_here(draft: Draft, action: str) -> Problem:
    stage = draft.kind.stages[draft.state.stage].name
    declared = draft.kind.transitions.get(action)
    can = "、".join(f"“{transition.name}”" for transition in draft.kind.leaving(draft.state.stage))
    what = f"这时是“{stage}”，不能“{declared.name if declared else action}”。"
    return Problem(what, f"可以：{can}。" if can else "这件事已经办完。")
