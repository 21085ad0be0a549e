"""A case's clocks: the declared rule with the events its steps brought, read on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shuangyong.cases.engine.state import State
from shuangyong.catalog.model import Clock, Kind
from shuangyong.rules.calendar import Calendar
from shuangyong.rules.clocks import ClockRule, Extend, Reading, read
from shuangyong.rules.recurrence import Recurrence, next_after

NEVER = date(9999, 12, 31)
"""Sorts after every real term: a case without one stands last."""
GOING = ("running", "expired")


def rule_of(clock: Clock) -> ClockRule:
    """The algebra's rule for a declared clock. A clock by a date field has its day in the start event."""
    extend = Extend(clock.extend.most, clock.extend.times) if clock.extend else None
    return ClockRule(
        name=clock.name,
        length=clock.length,
        from_next_day=clock.from_next_day,
        begins=clock.begins,
        act=clock.act,
        duty=clock.duty,
        warn=clock.warn,
        extend=extend,
        carried=clock.carried,
    )


def day_before(clock: Clock, on: date) -> date | None:
    """The term of a clock that ends before the next of some days: the day before the first of them after `on`."""
    found = (next_after(Recurrence.parse(day, "year"), on) for day in clock.before)
    days = [day for day in found if day is not None]
    return min(days) - timedelta(days=1) if days else None


def readings(kind: Kind, state: State, on: date, calendar: Calendar) -> dict[str, Reading]:
    """Every clock of a case that has begun, as it stands at the end of a day."""
    return {
        key: read(rule_of(clock), state.events[key], on, calendar)
        for key, clock in kind.clocks.items()
        if state.events.get(key)
    }


@dataclass(frozen=True, slots=True)
class Term:
    """The term that presses first: what lists sort and colour by."""

    clock: str = ""
    due: date = NEVER
    warn_on: date = NEVER


def nearest(kind: Kind, found: Mapping[str, Reading]) -> Term:
    """The earliest due day of the clocks that are going and by which something is owed; none where none has one."""
    going = [
        (reading.due, key, reading)
        for key, reading in found.items()
        if reading.state in GOING and reading.due and kind.clocks[key].duty
    ]
    if not going:
        return Term()
    due, key, reading = min(going, key=lambda item: (item[0], item[1]))
    return Term(key, due, reading.warn_on or due)
