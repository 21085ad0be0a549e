"""A stored case as the engine and `may` see it: kind, state, readings, who holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shuangyong.base.statements import Line, Select
from shuangyong.cases.engine.advance import fold
from shuangyong.cases.engine.clocks import Term, nearest, readings
from shuangyong.cases.engine.record import record_of
from shuangyong.cases.engine.state import State, date_fields
from shuangyong.cases.engine.steps import Step, restored
from shuangyong.cases.models import Case, Holding, StepRow
from shuangyong.cases.offers import Standing
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.calendar import Calendar, in_force
from shuangyong.rules.clocks import Reading


def calendar() -> Calendar:
    """The calendar that all clocks are read by."""
    return in_force()


@dataclass(frozen=True, slots=True)
class Open:
    """A case laid open on a day: everything that deciding about it needs. One query for its holdings."""

    row: Case
    kind: Kind
    state: State
    on: date
    readings: Mapping[str, Reading]
    record: Mapping[str, Any]
    standing: Standing

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields as they stand: a day that is a term is the one to which the term was extended since."""
        extended = {
            clock.due: day
            for key, clock in self.kind.clocks.items()
            if clock.extend and clock.due in self.state.values and (day := self.record.get(f"clocks.{key}.due"))
        }
        return {**self.state.values, **extended}


def lay_open(row: Case, on: date, held: list[Line] | None = None) -> Open:
    """The case as of a day (today, for acting). `held`: its holdings where they were read already."""
    kind = kind_of(row.definition_id)
    state = State.restored(row.state, kind)
    found = readings(kind, state, on, calendar())
    return Open(row, kind, state, on, found, record_of(kind, state, found, on), standing_of(row, held))


def term_of(kind: Kind, state: State, on: date) -> Term:
    """The term that lists show of a case whose last step lies on that day; none of one that has ended."""
    return nearest(kind, {} if kind.stages[state.stage].ends else readings(kind, state, on, calendar()))


def history_of(row: Case) -> Iterator[Step]:
    """The stored steps as the engine reads them, each with the date fields of the version it was taken under."""
    return restored_steps(row.definition_id, row.steps.all())


def restored_steps(definition: int, rows: Iterable[StepRow]) -> Iterator[Step]:
    """The steps out of rows in their order; `definition` where the opening does not name its version."""
    for row in rows:
        definition = row.data.get("definition", definition)
        named = {"action": row.action, "on": row.on, "account": row.account_id, "unit": row.unit_id, "note": row.note}
        yield restored(named, row.data, date_fields(kind_of(definition)))


def folded(row: Case) -> State:
    """The state as the sum of the stored steps."""
    return fold(kind_of, row.definition_id, history_of(row), calendar())


def holdings_of(row: Case) -> list[Line]:
    """Part, unit, its path and person of each holding; one query."""
    return Select(Holding, ("part", "unit_id", "unit_path", "account_id"), (("case", row.pk),), ("pk",)).rows()


def standing_of(row: Case, held: list[Line] | None = None) -> Standing:
    """Where it lies and who holds it."""
    parts: dict[str, tuple[tuple[int, str, int | None], ...]] = {}
    for part, unit, path, account in holdings_of(row) if held is None else held:
        parts[part] = (*parts.get(part, ()), (unit, path, account))
    return Standing(row.place, row.degree, parts)
