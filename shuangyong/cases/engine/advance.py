"""From one state to the next: what a step does. Whether it may be taken was decided before (offers)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from shuangyong.cases.engine import steps
from shuangyong.cases.engine.clocks import day_before, rule_of
from shuangyong.cases.engine.state import State, read_sides
from shuangyong.cases.engine.steps import Given, Step
from shuangyong.catalog.model import OPENER, Clock, Kind, Transition
from shuangyong.rules.calendar import Calendar
from shuangyong.rules.clocks import ClockError, Event, add, is_paused
from shuangyong.rules.wording import day_text

KindOf = Callable[[int], Kind]
SIDES_BEFORE = "sides_before"
"""In the step of a move: the units of earlier steps that the new version asks about."""


def begin(kind: Kind, step: Step, calendar: Calendar) -> State:
    """The state after opening. Raises ClockError where a term lies before the day of opening."""
    state = State(kind.opening.stage, step.on, values=dict(step.values), proofs=dict(step.proofs))
    opener: dict[str, tuple[Given, ...]] = {OPENER: ((step.unit, step.account),)} if step.unit else {}
    state = replace(state, holders={**step.gives, **opener}, **_who(kind, state, step))
    return _run_clocks(kind, state, step, {"start": kind.opening.starts}, calendar)


def advance(kind: Kind, state: State, step: Step, calendar: Calendar) -> State:
    """The state after one more step. Raises ClockError where a clock forbids it, KeyError for an unknown action."""
    built_in = _BUILT_IN.get(step.action)
    if step.action == steps.UNMOVED:
        return _unmoved(kind, state, step)
    if built_in is not None:
        return replace(built_in(kind, state, step), **_who(kind, state, step))
    return _taken(kind, kind.transitions[step.action], state, step, calendar)


def fold(kind_of: KindOf, definition: int, history: Iterable[Step], calendar: Calendar) -> State:
    """What all steps add up to; the first is the opening. A move changes the version for what follows."""
    state: State | None = None
    kind = kind_of(definition)
    for step in history:
        if step.definition is not None:
            kind = kind_of(step.definition)
        state = begin(kind, step, calendar) if state is None else advance(kind, state, step, calendar)
    if state is None:
        raise ValueError("a case without steps")
    return state


def _who(kind: Kind, state: State, step: Step) -> dict[str, Any]:
    """How often and by whom: kept for every action, since any later one may want another hand.

    Of units only what the kind asks for: they are needed by few kinds, and every state is read at every step.
    """
    found: dict[str, Any] = {"taken": {**state.taken, step.action: state.taken.get(step.action, 0) + 1}}
    if step.account is not None:
        found["hands"] = _also(state.hands, step.action, step.account)
    if step.unit is not None and step.action in kind.sided:
        found["sides"] = _also(state.sides, step.action, step.unit)
    return found


def _also(before: Mapping[str, tuple[int, ...]], action: str, who: int) -> dict[str, tuple[int, ...]]:
    """With one more who took the action; each is named once."""
    return {**before, action: tuple(dict.fromkeys((*before.get(action, ()), who)))}


def _taken(kind: Kind, transition: Transition, state: State, step: Step, calendar: Calendar) -> State:
    stage = transition.to or state.stage
    after = replace(
        state,
        stage=stage,
        closed_on=_ended_on(kind, state, stage, step.on),
        values={**state.values, **step.values},
        holders={**state.holders, **step.gives},
        proofs=_with_proofs(state, step),
        counters=_counted(state, transition),
        **_who(kind, state, step),
    )
    if step.child:
        after = _child_opened(kind, after, step)
    return _run_clocks(kind, _transferred(kind, state, after, step, calendar), step, _asked(transition), calendar)


def _ended_on(kind: Kind, state: State, stage: str, on: date) -> date | None:
    if not kind.stages[stage].ends:
        return None
    return state.closed_on or on


def _with_proofs(state: State, step: Step) -> Mapping[str, tuple[tuple[int, date | None], ...]]:
    found = dict(state.proofs)
    for slot, filed in step.proofs.items():
        found[slot] = (*found.get(slot, ()), *filed)
    return found


def _counted(state: State, transition: Transition) -> Mapping[str, int]:
    if not transition.counts:
        return state.counters
    return {**state.counters, transition.counts: state.counters.get(transition.counts, 0) + 1}


def _asked(transition: Transition) -> dict[str, tuple[str, ...]]:
    """What a transition does to clocks, in an order in which one can follow the other."""
    return {
        "resume": transition.resumes,
        "extend": (transition.extends,) if transition.extends else (),
        "suspend": transition.suspends,
        "file": transition.files,
        "stop": transition.stops,
        "start": transition.starts,
    }


def _run_clocks(
    kind: Kind, state: State, step: Step, asked: Mapping[str, tuple[str, ...]], calendar: Calendar
) -> State:
    events = dict(state.events)
    for verb, names in asked.items():
        for name in names:
            clock = kind.clocks[name]
            event = _event(kind, clock, verb, state, step)
            if event is not None:
                events[name] = _added(kind, clock, events.get(name, ()), event, calendar)
    if step.action != steps.OPEN:
        _move_due(kind, step, asked, events, calendar)
    return replace(state, events=events)


def _event(kind: Kind, clock: Clock, verb: str, state: State, step: Step) -> Event | None:
    until, on = None, step.on
    if verb == "start":
        on = _counted_from(kind, clock, state, step)
        until = _named_day(clock, state, step, on) if clock.due else day_before(clock, on)
    if verb == "extend":
        until = step.values.get(extension_field(kind, kind.transitions[step.action]))
    by = kind.transitions[step.action].done if verb == "file" else ""
    return Event(verb, on, until=until, why=step.note, by=by)  # type: ignore[arg-type]  # the verbs are the keys of _asked


def _named_day(clock: Clock, state: State, step: Step, on: date) -> date | None:
    """The day that its field holds. One that an earlier run was given and that is past by now names no other term where
    the clock has a length to go by."""
    day: date | None = state.values.get(clock.due)
    told_before = clock.length and clock.due not in step.values
    return None if day and day < on and told_before else day


def _counted_from(kind: Kind, clock: Clock, state: State, step: Step) -> date:
    """The day of the step, or the earlier one that a field names: what is told on Thursday may have begun on Monday.

    A clock that is started again counts from the step: the field told of the first time.
    """
    day: date | None = state.values.get(clock.since) if clock.since else None
    if day is None or state.events.get(clock.key):
        return step.on
    if day > step.on:
        label = kind.fields[clock.since].label
        raise ClockError(f"{label}（{day_text(day)}）晚于办理这一步的{day_text(step.on)}，“{clock.name}”无从起算。")
    return day


def extension_field(kind: Kind, transition: Transition) -> str:
    """The date field that a transition with `extends` asks for: the new due day."""
    asked = [wanted.key for wanted in transition.asks if kind.fields[wanted.key].type == "date"]
    return asked[0] if asked else ""


def _added(kind: Kind, clock: Clock, before: tuple[Event, ...], event: Event, calendar: Calendar) -> tuple[Event, ...]:
    """With one more event. Stopping what does not run, and starting what runs already, changes nothing; nor does it to
    give back what an earlier version of the kind let run on while it waited."""
    going = bool(before) and before[-1].kind != "stop"
    if event.kind in {"stop", "suspend", "file", "resume"} and not going:
        return before
    if event.kind == "resume" and clock.key in kind.filed and not is_paused(rule_of(clock), before):
        return before
    if event.kind == "start" and going:
        return before
    return add(rule_of(clock), before, event, calendar)


def _move_due(
    kind: Kind,
    step: Step,
    asked: Mapping[str, tuple[str, ...]],
    events: dict[str, tuple[Event, ...]],
    calendar: Calendar,
) -> None:
    """A date field that is a clock's term was changed while the clock runs: the term is set anew."""
    for key, clock in kind.clocks.items():
        day = step.values.get(clock.due) if clock.due else None
        before = events.get(key, ())
        running = bool(before) and before[-1].kind != "stop"
        if day and running and key not in asked.get("start", ()):
            events[key] = add(rule_of(clock), before, Event("set_due", step.on, until=day, why=step.note), calendar)


def _transferred(kind: Kind, before: State, after: State, step: Step, calendar: Calendar) -> State:
    """Clocks of a part that went to another unit are carried on or start anew, as declared."""
    changed = {part for part in step.gives if before.units(part) != after.units(part)}
    events = dict(after.events)
    for key, clock in kind.clocks.items():
        going = events.get(key, ())
        if clock.owner in changed and going and going[-1].kind != "stop":
            events[key] = add(rule_of(clock), going, Event("transfer", step.on, why=step.note), calendar)
    return replace(after, events=events)


def _child_opened(kind: Kind, state: State, step: Step) -> State:
    return _set_child(state, step, ended=False)


def _child_ended(kind: Kind, state: State, step: Step) -> State:
    """Carried out: what the parent takes over from it comes with the step."""
    after = _set_child(state, step, ended=True)
    return replace(after, values={**after.values, **step.values})


def _child_stands(kind: Kind, state: State, step: Step) -> State:
    """Counts as carried out: nobody has anything left to do for it, and what follows on it may begin."""
    return _set_child(state, step, ended=True)


def _child_dropped(kind: Kind, state: State, step: Step) -> State:
    after = _set_child(state, step, ended=True)
    return replace(after, void=(*after.void, _child(step)[1]))


def _set_child(state: State, step: Step, *, ended: bool) -> State:
    name, case = _child(step)
    children = {**state.children, name: {**state.children.get(name, {}), case: ended}}
    return replace(state, children=children, void=tuple(other for other in state.void if other != case))


def _child(step: Step) -> tuple[str, int]:
    if step.child is None:
        raise ValueError(f"{step.action} without a child")
    return step.child


def _assigned(kind: Kind, state: State, step: Step) -> State:
    """One unit's part is given to one person of it; the units stay."""
    return replace(state, holders={**state.holders, **step.gives})


def _moved(kind: Kind, state: State, step: Step) -> State:
    """The case follows another version: a stage that was renamed goes by its new name, everything else stays.

    Units that acted under a version which did not keep them come with the step.
    """
    stage = kind.renamed_stages.get(state.stage, state.stage)
    if stage not in kind.stages:
        raise ClockError(f"新版“{kind.name}”里没有环节“{state.stage}”，也没有写它改成了什么。")
    return replace(state, stage=stage, sides={**state.sides, **read_sides(step.state.get(SIDES_BEFORE, {}))})


def _unmoved(kind: Kind, state: State, step: Step) -> State:
    """Back to what was before the move, to the letter."""
    return State.restored(step.state, kind)


_BUILT_IN: Mapping[str, Callable[[Kind, State, Step], State]] = {
    steps.CHILD_OPENED: _child_opened,
    steps.CHILD_REOPENED: _child_opened,
    steps.CHILD_ENDED: _child_ended,
    steps.CHILD_DROPPED: _child_dropped,
    steps.CHILD_STANDS: _child_stands,
    steps.ASSIGN: _assigned,
    steps.HANDED_ON: _assigned,
    steps.MOVED: _moved,
}
