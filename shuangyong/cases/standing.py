"""A stored case as the engine and `may` see it: kind, state, readings, who holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from shuangyong.cases.engine.clocks import readings
from shuangyong.cases.engine.record import record_of
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case
from shuangyong.cases.offers import Standing
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.calendar import Calendar, shipped
from shuangyong.rules.clocks import Reading


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """The calendar that all clocks are read by."""
    return shipped()


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


def lay_open(row: Case, on: date) -> Open:
    """The case as of a day (today, for acting)."""
    kind = kind_of(row.definition_id)
    state = State.restored(row.state, kind)
    found = readings(kind, state, on, calendar())
    return Open(row, kind, state, on, found, record_of(kind, state, found, on), standing_of(row))


def standing_of(row: Case) -> Standing:
    """Where it lies and who holds it."""
    held: dict[str, tuple[tuple[int, str, int | None], ...]] = {}
    for part, unit, path, account in row.holdings.values_list("part", "unit_id", "unit_path", "account_id"):
        held[part] = (*held.get(part, ()), (unit, path, account))
    return Standing(row.place, row.degree, held)
