"""A case as the record that conditions read (end of docs/cases.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shuangyong.cases.engine.state import State
from shuangyong.catalog.conditions_of import number
from shuangyong.catalog.model import OPENER, Kind
from shuangyong.rules.clocks import Reading


def record_of(kind: Kind, state: State, found: Mapping[str, Reading], on: date) -> dict[str, Any]:
    """Names to values as of a day; a fact that is not there is left out and so unknown."""
    values = {key: value for key, value in state.values.items() if value is not None and value != ""}
    record: dict[str, Any] = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
    record |= {"stage": state.stage, "phase": kind.stages[state.stage].phase, "opened_on": state.opened_on, "today": on}
    if state.closed_on:
        record["closed_on"] = state.closed_on
    record |= {f"counters.{step.counts}": 0 for step in kind.transitions.values() if step.counts}
    record |= {f"counters.{key}": count for key, count in state.counters.items()}
    record |= {f"steps.{key}": state.taken.get(key, 0) for key in kind.transitions}
    record |= {f"parts.{part}": len(state.holders.get(part, ())) for part in (*kind.parts, OPENER)}
    record |= {f"proofs.{slot}": _valid(state, slot, on) for slot in kind.proofs}
    record |= _children(kind, state)
    record |= _clocks(found)
    return record | rates_of(kind, record) if kind.rates else record


def rates_of(kind: Kind, record: Mapping[str, Any]) -> dict[str, Decimal]:
    """Percentages to two places; one whose part or whole is not known, or whose whole is nothing, is left out."""
    found: dict[str, Decimal] = {}
    for key, rate in kind.rates.items():
        part, whole = (number(kind, text)(record) for text in (rate.part, rate.whole))
        if part is not None and whole:
            exact = Decimal(str(part)) * 100 / Decimal(str(whole))
            found[f"rates.{key}"] = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return found


def _valid(state: State, slot: str, on: date) -> int:
    return sum(1 for _, until in state.proofs.get(slot, ()) if until is None or until >= on)


def _children(kind: Kind, state: State) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in kind.children:
        ended = state.children.get(name, {})
        found[f"children.{name}.all"] = len(ended)
        found[f"children.{name}.open"] = sum(1 for done in ended.values() if not done)
        found[f"children.{name}.closed"] = sum(1 for case, done in ended.items() if done and case not in state.void)
    return found


def _clocks(found: Mapping[str, Reading]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for key, reading in found.items():
        record[f"clocks.{key}.overdue"] = reading.overdue
        if reading.due:
            record[f"clocks.{key}.due"] = reading.due
    return record
