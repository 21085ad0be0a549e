"""One case as a person sees it: its fields, and what it was on a past day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Problem
from shuangyong.cases import queries
from shuangyong.cases.engine.advance import fold
from shuangyong.cases.engine.clocks import NEVER, nearest, readings
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.standing import Open, calendar, restored_steps
from shuangyong.cases.values import Shown, names_of, shown
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.clocks import Reading
from shuangyong.rules.lights import Light


def shown_fields(actor: Actor, case: Open, *, leaving: bool = False) -> tuple[Shown, ...]:
    """Every field that was filled, in the order of the definition; masked or hidden as it declares.

    `leaving`: for a paper, where what has a mask is masked for everybody.
    """
    names = names_of(actor, case.kind, [case.state.values])
    values = case.state.values
    filled = [declared for key, declared in case.kind.fields.items() if values.get(key) not in (None, "", ())]
    return tuple(shown(one, values[one.key], names, case.standing, actor, leaving=leaving) for one in filled)


@dataclass(frozen=True, slots=True)
class Replay:
    """A case as it stood at the end of a day."""

    on: date
    kind: Kind
    state: State
    stage: str
    readings: Mapping[str, Reading]
    """Clock to its reading; `says` is the sentence that explains it."""
    light: Light
    steps: int
    """How many steps had been taken."""


def replay(actor: Actor, case_id: int, on: date) -> Replay:
    """The case as of a day, out of its steps. Raises NotFound; Problem for a day before it was opened."""
    row = queries.get(actor, case_id)
    if on < row.opened_on:
        what = f"{row.number} 是 {row.opened_on:%Y-%m-%d} 立项的，{on:%Y-%m-%d} 还没有。"
        raise Problem(what, then="请选立项以后的日子。")
    rows = list(takewhile(lambda stored: stored.on <= on, row.steps.order_by("seq")))
    kind = _kind_then(row, rows)
    state = fold(kind_of, row.definition_id, restored_steps(row.definition_id, rows), calendar())
    found = readings(kind, state, on, calendar())
    ended = kind.stages[state.stage].ends
    term = nearest(kind, {} if ended else found)
    due = _due_when_closed(kind, state, found) if ended else term.due
    phase, name = kind.stages[state.stage].phase, queries.term_name(kind, term.clock)
    light = queries.light_of(phase, due, term.warn_on, state.closed_on, on, name, queries.filed(kind, found))
    return Replay(on, kind, state, kind.stages[state.stage].name, found, light, len(rows))


def _kind_then(row: Case, rows: Sequence[StepRow]) -> Kind:
    """The version that the last of these steps was taken under."""
    named = (stored.data["definition"] for stored in reversed(rows) if "definition" in stored.data)
    return kind_of(next(named, row.definition_id))


def _due_when_closed(kind: Kind, state: State, found: Mapping[str, Reading]) -> date:
    """The term that a closed case had to keep: the latest one that was stopped on its last day."""
    ended = [reading.due for reading in found.values() if reading.due and reading.ended_on == state.closed_on]
    return max(ended, default=NEVER)
