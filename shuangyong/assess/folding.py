"""A case as it was: its states after each of its steps, and the one that was in force on a day, as known on a day.

A step is known from the day of its entry on, and not before the step that it follows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from django.utils.timezone import localtime

from shuangyong.cases.engine.advance import advance, begin
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.standing import calendar, restored_steps
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kind_of


@dataclass(frozen=True, slots=True)
class Stood:
    """A case after one of its steps."""

    kind: Kind
    state: State
    on: date
    """The day from which this holds."""
    known: date
    """The day from which this is known."""
    late: int
    """Days between the day that a step speaks of and its entry, the most of any step so far."""


def stood(row: Case, steps: Iterable[StepRow]) -> Iterator[Stood]:
    """After each step, in their order. `steps` from the first one on."""
    rows = list(steps)
    kind = kind_of(rows[0].data.get("definition", row.definition_id)) if rows else None
    state, on, known, late = None, date.min, date.min, 0
    for stored, step in zip(rows, restored_steps(row.definition_id, rows), strict=True):
        if step.definition is not None or kind is None:
            kind = kind_of(step.definition or row.definition_id)
        entered = localtime(stored.at).date()
        on, known, late = max(on, stored.on), max(known, entered), max(late, (entered - stored.on).days)
        state = begin(kind, step, calendar()) if state is None else advance(kind, state, step, calendar())
        yield Stood(kind, state, on, known, late)


def folded_then(row: Case, steps: Iterable[StepRow], known_on: date) -> Stood | None:
    """After the steps entered by a day, of those up to the day that is asked for; None where it was not yet known."""
    known = takewhile(lambda step: localtime(step.at).date() <= known_on, steps)
    return next(iter(deque(stood(row, known), maxlen=1)), None)
