"""A story through the engine alone: stages, clocks, gates and children, without a database and without persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from shuangyong.cases import offers
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.advance import advance, begin
from shuangyong.cases.engine.chains import handed_down, returned, starting, values_for
from shuangyong.cases.engine.clocks import readings
from shuangyong.cases.engine.record import record_of
from shuangyong.cases.engine.state import State
from shuangyong.cases.forms import Form, check, with_parts
from shuangyong.catalog.model import LEADER, OPEN_PHASES, OPENER, Kind
from shuangyong.rules.calendar import shipped
from shuangyong.rules.clocks import Reading
from tests.kinds.cast import UNITS, people
from tests.kinds.stories import ROOT, Filled, Look, Step, Story, kind_at, kinds

CALENDAR = shipped()
UNIT = {key: number for number, key in enumerate(UNITS, 1)}
ACCOUNT = {name: number for number, (name, _, _) in enumerate(people(), 1)}
SEAT = {name: UNIT[unit] for name, unit, _ in people()}


@dataclass
class Lived:
    """What a story left behind: each case's kind and its states by day, by label."""

    cases: dict[str, tuple[Kind, list[tuple[date, State]]]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    proofs: int = 0

    def state(self, label: str, on: date | None = None) -> State:
        _, states = self.cases[label]
        found = [state for day, state in states if on is None or day <= on]
        assert found, f"“{label or '本件'}”在 {on} 还没有立项"
        return found[-1]

    def put(self, label: str, kind: Kind, on: date, state: State) -> None:
        self.cases.setdefault(label, (kind, []))[1].append((on, state))
        self.numbers.setdefault(label, len(self.numbers) + 1)

    def fresh(self, parent: str, name: str) -> str:
        """The label of the next child of a name."""
        first = f"{parent}/{name}" if parent else name
        count = sum(1 for label in self.cases if label.split("#")[0] == first)
        return f"{first}#{count + 1}" if count else first


def live(story: Story) -> Lived:
    """Take every step that is not to be refused; raises AssertionError where one goes elsewhere than the file says."""
    lived = Lived()
    for step in story.steps:
        if not step.refused:
            before = set(lived.cases)
            _take(story.kind, lived, step)
            began = {label.split("#")[0] for label in lived.cases.keys() - before}
            assert began >= set(step.opens), f"{step.on} {step.do}：应当自动开始{step.opens}，开始了{began}"
    return lived


def reading(lived: Lived, look: Look) -> Reading:
    """What a clock shows at the end of a day. Raises AssertionError where it has not begun."""
    kind = lived.cases[look.at][0]
    found = readings(kind, lived.state(look.at, look.on), look.on, CALENDAR)
    assert look.clock in found, f"{look.on} “{kind.clocks[look.clock].name}”还没有启动"
    return found[look.clock]


def _take(root: Kind, lived: Lived, step: Step) -> None:
    label, kind = step.at, kind_at(root, step.at)
    if not step.do:
        form = _form(kind, lived, step.form)
        opened = _made(step, steps.OPEN, form, check(kind, kind.opening, form))
        lived.put(ROOT, kind, step.on, begin(kind, opened, CALENDAR))
        _start(lived, ROOT, step.on)
    else:
        _advance(kind, lived, label, step)
    now = lived.state(label).stage
    assert now == step.stage or not step.stage, f"{step.on} {step.do}：到了“{now}”，故事写的是“{step.stage}”"
    here = lived.state(ROOT).stage
    assert here == step.parent or not step.parent, f"{step.on} {step.do}：本件到了“{here}”，故事写的是“{step.parent}”"


def _advance(kind: Kind, lived: Lived, label: str, step: Step) -> None:
    before = lived.state(label)
    transition = kind.transitions[step.do]
    record = record_of(kind, before, readings(kind, before, step.on, CALENDAR), step.on)
    where = f"{step.on} “{transition.name}”"
    assert before.stage in transition.origins, f"{where}：现在是“{kind.stages[before.stage].name}”，不能这样办"
    assert offers.applies(kind, transition, record), f"{where}：条件不成立：{transition.when}"
    lacking = offers.missing(kind, transition, record)
    assert not lacking, f"{where}：{''.join(lacking)}"
    form = with_parts(kind, transition, _form(kind, lived, step.form), before.values)
    made = _made(step, step.do, form, check(kind, transition, form))
    if transition.opens:
        made = replace(made, child=_open_child(kind, lived, label, step))
    after = advance(kind, before, made, CALENDAR)
    lived.put(label, kind, step.on, after)
    _start(lived, label, step.on)
    _tell_parent(lived, label, kind, before, after, step.on)


def _open_child(kind: Kind, lived: Lived, parent: str, step: Step) -> tuple[str, int]:
    declared = kind.children[kind.transitions[step.do].opens]
    below = kind_at(kind, declared.key)
    known = {**lived.state(parent).values, **_form(kind, lived, step.form).values}
    passed = handed_down(declared, below, known, step.on)
    form = _form(below, lived, step.child or Filled({}, {}))
    form = replace(form, values={**passed, **form.values})
    label = lived.fresh(parent, declared.key)
    made = _made(step, steps.OPEN, form, check(below, below.opening, form))
    lived.put(label, below, step.on, begin(below, made, CALENDAR))
    return declared.key, lived.numbers[label]


def _tell_parent(lived: Lived, label: str, kind: Kind, before: State, after: State, on: date) -> None:
    was, now = (kind.stages[state.stage].phase in OPEN_PHASES for state in (before, after))
    if not label or was == now:
        return
    parent, _, name = label.rpartition("/")
    above, states = lived.cases[parent]
    phase, name = kind.stages[after.stage].phase, name.split("#")[0]
    action = {"closed": steps.CHILD_ENDED, "void": steps.CHILD_DROPPED}.get(phase, steps.CHILD_REOPENED)
    values = returned(above.children[name], after) if phase == "closed" else {}
    told = steps.Step(action, on, values=values, child=(name, lived.numbers[label]))
    lived.put(parent, above, on, advance(above, states[-1][1], told, CALENDAR))
    _start(lived, parent, on)


def _start(lived: Lived, label: str, on: date) -> None:
    """Open what begins by itself now, by the parent's leading unit."""
    kind, state = lived.cases[label][0], lived.state(label)
    record = record_of(kind, state, readings(kind, state, on, CALENDAR), on)
    declared = next(starting(kind, state, record, kinds().__getitem__), None)
    if declared is None:
        return
    below, lead = kinds()[declared.kind], (state.units(LEADER) or state.units(OPENER))[:1]
    form = Form(
        values_for(declared, below, state.values), {part: ((unit, None),) for part in declared.gives for unit in lead}
    )
    opened = steps.Step(steps.OPEN, on, unit=lead[0], values=check(below, below.opening, form), gives=form.gives)
    child = lived.fresh(label, declared.key)
    lived.put(child, below, on, begin(below, opened, CALENDAR))
    told = steps.Step(steps.CHILD_OPENED, on, child=(declared.key, lived.numbers[child]))
    lived.put(label, kind, on, advance(kind, state, told, CALENDAR))
    _start(lived, child, on)
    _start(lived, label, on)


def _made(step: Step, action: str, form: Form, values: Mapping[str, Any]) -> steps.Step:
    filed = {slot: tuple((pk, None) for pk in pks) for slot, pks in form.proofs.items()}
    return steps.Step(action, step.on, ACCOUNT.get(step.who), SEAT.get(step.who), form.note, values, form.gives, filed)


def _form(kind: Kind, lived: Lived, filled: Filled) -> Form:
    proofs: dict[str, tuple[int, ...]] = {}
    for slot in filled.proofs:
        lived.proofs += 1
        proofs[slot] = (*proofs.get(slot, ()), lived.proofs)
    values = {key: value_of(kind, key, value, lived.numbers) for key, value in filled.values.items()}
    gives = {part: tuple((UNIT[unit], None) for unit in units) for part, units in filled.gives.items()}
    return Form(values, gives, filled.note, proofs)


def value_of(
    kind: Kind,
    key: str,
    value: Any,
    cases: Mapping[str, int],
    units: Mapping[str, int] = UNIT,
    register: Mapping[tuple[str, str], int] | None = None,
) -> Any:
    """A value as a form holds it: money in fen, lists as tuples, units, cases and what stands in the register by row."""
    sort = kind.fields[key].type
    match sort:
        case "money":
            return round(value * 100)
        case "choices":
            return tuple(value)
        case "unit":
            return units[value]
        case "units":
            return tuple(units[one] for one in value)
        case "case":
            return cases[value]
        case "person" | "household" | "troops" | "merchant" | "site":
            return sum(value.encode()) if register is None else register[sort, value]
    return value
