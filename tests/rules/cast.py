"""Short ways to say what happens to a clock, and days as text."""

from __future__ import annotations

from datetime import date
from typing import Any

from shuangyong.rules.calendar import Calendar, shipped
from shuangyong.rules.clocks import ClockRule, Event, Kind, Length, Reading, read

CALENDAR: Calendar = shipped()


def day(text: str) -> date:
    return date.fromisoformat(text)


def rule(length: str = "", name: str = "办理期限", **more: Any) -> ClockRule:
    return ClockRule(name, Length.parse(length) if length else None, **more)


def event(kind: Kind, on: str, *, length: str = "", until: str = "", why: str = "") -> Event:
    return Event(kind, day(on), Length.parse(length) if length else None, day(until) if until else None, why, "周敏")


def start(on: str, **more: Any) -> Event:
    return event("start", on, **more)


def shown(how: ClockRule, events: tuple[Event, ...], on: str | date, calendar: Calendar = CALENDAR) -> Reading:
    return read(how, events, day(on) if isinstance(on, str) else on, calendar)
