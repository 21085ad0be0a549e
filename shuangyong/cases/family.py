"""Cases above and below a case: children a step opens, children that begin by themselves, and what goes back up.

Called inside the transaction of the step that causes it, so that parent and child never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from shuangyong.base.actor import SYSTEM, Actor, Seat
from shuangyong.cases import only_one, routing
from shuangyong.cases.admitting import admit_below
from shuangyong.cases.engine import steps
from shuangyong.cases.engine.chains import handed_down, returned, starting, values_for
from shuangyong.cases.engine.state import State
from shuangyong.cases.engine.steps import Step
from shuangyong.cases.entering import Taken, write_new, write_step
from shuangyong.cases.forms import Form, check
from shuangyong.cases.known import Asking, filled
from shuangyong.cases.models import Case
from shuangyong.cases.standing import Open, lay_open
from shuangyong.catalog.model import OPEN_PHASES, Child, Kind
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import current, kind_of


@dataclass(frozen=True, slots=True)
class NewChild:
    """A case about to be opened below another."""

    declared: Child
    definition: Definition
    kind: Kind
    form: Form


def asked(case: Open, name: str, form: Form, actor: Actor, seat: Seat | None) -> NewChild:
    """The case that a step opens below this one, filled with what the parent knows by this step. Raises Invalid."""
    declared = case.kind.children[name]
    definition = current(declared.kind, case.on)
    kind = kind_of(definition.pk)
    given = form.child or Form()
    typed = {key: value for key, value in given.values.items() if value not in (None, "")}
    values = {**handed_down(declared, kind, {**case.values, **form.values}, case.on), **typed}
    child = replace(given, values=filled(Asking(actor, seat, kind, case.on, values, case.state)))
    check(kind, kind.opening, child)
    if declared.to and seat is not None:
        admit_below(seat, declared.each, child)
    return NewChild(declared, definition, kind, child)


def follow(row: Case, taken: Taken, before: str) -> None:
    """Everything that a step leads to above and below. `before`: the phase before it, "" where the case is new."""
    _start(row, taken)
    if before and row.parent_id is not None and (before in OPEN_PHASES) != (row.phase in OPEN_PHASES):
        _report(row, row.parent_id, taken)


# ── below ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _start(row: Case, taken: Taken) -> None:
    """Open what begins by itself now; each that is opened may let the next one begin."""
    if not any(child.starts_when for child in kind_of(row.definition_id).children.values()):
        return
    on = taken.step.on
    while True:
        case = lay_open(row, on)
        child = next(starting(case.kind, case.state, case.record, lambda key: kind_of(current(key, on).pk)), None)
        if child is None:
            return
        _open(case, child, taken)


def _open(case: Open, declared: Child, taken: Taken) -> None:
    """By the unit that leads the parent, so that no person's hand counts as having opened it."""
    definition = current(declared.kind, case.on)
    kind = kind_of(definition.pk)
    values = filled(Asking(SYSTEM, None, kind, case.on, values_for(declared, kind, case.state.values), case.state))
    place = routing.place_of(kind, values, case.row.place)
    gives = {part: routing.units_for(rule, case, place) for part, rule in declared.gives.items()}
    checked = check(kind, kind.opening, Form(values, gives))
    try:
        only_one.keep_alone(SYSTEM, kind, checked, case.on)
    except only_one.Stands as found:
        _point_to(case, declared, found, taken)
        return
    step = Step(
        steps.OPEN,
        case.on,
        unit=routing.leader(case),
        note=begun_by_itself(case.row),
        values=checked,
        gives=gives,
        definition=definition.pk,
    )
    opened = replace(taken, step=step, seat=None, said=steps.BUILT_IN[steps.OPEN])
    child = write_new(definition, kind, opened, place, case.row.degree, case.row, declared.key)
    told = Step(steps.CHILD_OPENED, case.on, note=named(child), child=(declared.key, child.pk))
    write_step(case, replace(taken, step=told, seat=None, said=steps.BUILT_IN[steps.CHILD_OPENED]))
    follow(child, opened, "")


def _point_to(case: Open, declared: Child, found: only_one.Stands, taken: Taken) -> None:
    """Nothing second is opened where nobody is there to say why: the parent points to what stands and goes on.

    By name only where it lies in the parent's place and degree: everybody who sees the parent reads the note.
    """
    there, row = found.case, case.row
    open_to_all = there.place.within(row.place) and there.degree <= row.degree
    says = found.pointing if open_to_all else f"{found.rule.says}。"
    step = Step(steps.CHILD_STANDS, case.on, note=f"{declared.name}：{says}", child=(declared.key, there.pk))
    write_step(case, replace(taken, step=step, seat=None, said=steps.BUILT_IN[steps.CHILD_STANDS]))


# ── above ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _report(row: Case, parent_id: int, taken: Taken) -> None:
    """A child that has ended, or is taken up again, is a step of its parent in the same transaction."""
    action = report_of(row.phase)
    parent = Case.objects.select_for_update().get(pk=parent_id)
    case, before = lay_open(parent, taken.step.on), parent.phase
    declared = case.kind.children.get(row.parent_name)
    values = returned(declared, _state(row)) if declared and action == steps.CHILD_ENDED else {}
    step = Step(action, taken.step.on, note=named(row), values=values, child=(row.parent_name, row.pk))
    told = replace(taken, step=step, seat=None, said=steps.BUILT_IN[action])
    parent, _ = write_step(case, told)
    follow(parent, told, before)


def named(row: Case) -> str:
    """A case in the words of another's history."""
    return f"{row.number} {row.title}"[:200]


def _state(row: Case) -> State:
    return State.restored(row.state, kind_of(row.definition_id))


def begun_by_itself(parent: Case) -> str:
    """The note of an opening that nobody made."""
    return f"随{parent.number}自动开始"[:200]


def report_of(phase: str) -> str:
    """The step of the parent when a child's phase became this one."""
    return {"closed": steps.CHILD_ENDED, "void": steps.CHILD_DROPPED}.get(phase, steps.CHILD_REOPENED)
