"""Clocks (期限): a rule and events, read on any day. Pure: the same arguments give the same reading, for ever.

docs/clocks.md holds the rules of counting with their articles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import TypeVar

from shuangyong.rules import clock_says, counting
from shuangyong.rules.calendar import ONE, Calendar, UnpublishedError
from shuangyong.rules.clock_events import (
    Begins,
    ClockRule,
    Event,
    Extend,
    Kind,
    Reading,
    Run,
    State,
    fold,
    is_again,
    refuse_extension,
)
from shuangyong.rules.lengths import ClockError, Length, LengthError, shift
from shuangyong.rules.wording import day_text

__all__ = [
    "Begins",
    "ClockError",
    "ClockRule",
    "Event",
    "Extend",
    "Kind",
    "Length",
    "LengthError",
    "Reading",
    "State",
    "add",
    "is_paused",
    "may_extend",
    "read",
    "shift",
]

T = TypeVar("T")


def read(rule: ClockRule, events: Sequence[Event], on: date, calendar: Calendar) -> Reading:
    """What the clock shows at the end of a day. Events after it are ignored. Raises ClockError as `fold` does."""
    run = fold(rule, takewhile(lambda event: event.on <= on, events))
    if run is None:
        return Reading("not_started", clock_says.not_started(rule))
    if on <= run.zero and rule.begins in {"next_month", "next_year"} and not run.stopped:
        return Reading("not_started", clock_says.starts_later(rule, run), since=run.zero + ONE)
    reading = _judged(rule, run, on, calendar)
    return replace(reading, says=clock_says.says(rule, run, reading, on))


def is_paused(rule: ClockRule, events: Sequence[Event]) -> bool:
    """Whether the clock is suspended or filed after these events."""
    run = fold(rule, events)
    return run is not None and run.stopped is None and run.paused is not None


def may_extend(
    rule: ClockRule,
    events: Sequence[Event],
    length: Length,
    on: date | None = None,
    calendar: Calendar | None = None,
) -> tuple[bool, str]:
    """Whether the term may be extended by that length and why; with day and calendar, whether it still may."""
    run = fold(rule, events)
    if run is None or run.stopped:
        return False, f"“{rule.name}”{'还没有开始计算' if run is None else '已经停止计算'}，不能延期。"
    reason = refuse_extension(rule, run, length)
    if not reason and on and calendar:
        reason = _too_late(rule, read(rule, events, on, calendar), "延期")
    return (False, reason) if reason else (True, clock_says.may_extend(rule, run))


def add(rule: ClockRule, events: Sequence[Event], event: Event, calendar: Calendar) -> tuple[Event, ...]:
    """The events with one more, checked against the due day too. Raises ClockError and then nothing has happened.

    What is told again and changes nothing is passed over: the events stay as they are.

    `read` itself does not ask whether an event came after the due day: a calendar that is published later
    must not make a stored history unreadable. A suspension after the due day simply moves nothing.
    """
    after = (*events, event)
    fold(rule, after)
    if is_again(events[-1] if events else None, event):
        return tuple(events)
    reading = read(rule, events, event.on, calendar)
    if event.kind == "suspend" or (event.kind == "extend" and rule.extend and not rule.extend.late):
        reason = _too_late(rule, reading, "中止" if event.kind == "suspend" else "延期")
        if reason:
            raise ClockError(reason, then="确需重新定期限的，请由有权的人改定期限，并写明理由。")
    if event.kind == "extend" and event.until and reading.due:
        _check_until(rule, event.until, reading.due, calendar)
    return after


def _too_late(rule: ClockRule, reading: Reading, what: str) -> str:
    late = rule.extend is not None and rule.extend.late and what == "延期"
    if reading.state != "expired" or reading.due is None or late:
        return ""
    return f"“{rule.name}”已于{day_text(reading.due)}届满，届满之后不能再{what}。"


def _check_until(rule: ClockRule, until: date, due: date, calendar: Calendar) -> None:
    if until <= due:
        raise ClockError(
            f"“{rule.name}”延期后的截止日{day_text(until)}不晚于现在的{day_text(due)}。", "延期应晚于现在的截止日。"
        )
    most = rule.extend.most if rule.extend else None
    latest = shift(due, most, calendar) if most else None
    if latest and until > latest:
        raise ClockError(
            f"“{rule.name}”延期后的截止日{day_text(until)}超过了规定。",
            f"每次延期最长{most}，最晚到{day_text(latest)}。",
        )


def _attempt(work: Callable[[], T]) -> tuple[T | None, int | None]:
    """The result, or the year whose calendar is missing for it."""
    try:
        return work(), None
    except UnpublishedError as missing:
        return None, missing.year


def _judged(rule: ClockRule, run: Run, on: date, calendar: Calendar) -> Reading:
    """The reading without its sentence."""
    still = counting.without_open_pause(run)
    due, year = _attempt(lambda: counting.due_of(still, calendar.works, roll=rule.roll_to_workday))
    run = _timely(run, due)
    upto = min(on, run.stopped.on) if run.stopped else on
    day, _ = _attempt(lambda: counting.elapsed(run, upto, calendar.works))
    total, _ = _attempt(lambda: counting.total_of(still, calendar.works))
    reading = Reading(
        _state(run, due, on),
        since=run.zero + ONE,
        unit=counting.unit_of(run),
        day=day,
        total=total,
        remaining=_remaining(run, due, day, total, upto, calendar),
        suspended_days=counting.paused_days(run, upto, filed=False),
        waited_days=counting.paused_days(run, upto, filed=True),
        known=year is None,
        year=year,
        ended_on=run.stopped.on if run.stopped else None,
    )
    if run.paused is None:
        return _with_due(rule, still, reading, due, upto, calendar)
    if not run.paused.filed:
        return reading
    filed = replace(reading, filed_on=run.paused.on, filed_by=run.paused.filed)
    return _with_due(rule, still, filed, due, run.paused.on, calendar)


def _with_due(rule: ClockRule, run: Run, reading: Reading, due: date | None, upto: date, calendar: Calendar) -> Reading:
    if due is None:
        bound = counting.due_of(run, calendar.may_work, roll=rule.roll_to_workday)
        return replace(reading, not_before=bound)
    return replace(
        reading,
        due=due,
        warn_on=shift(due, rule.warn, calendar, back=True) if rule.warn else None,
        overdue=max(0, (upto - due).days) if rule.duty else 0,
    )


def _timely(run: Run, due: date | None) -> Run:
    """Without the suspensions that began after the due day: they move nothing and count for nothing. A filing does."""
    if due is None or all(pause.on <= due for pause in run.pauses):
        return run
    return replace(run, pauses=tuple(pause for pause in run.pauses if pause.filed or pause.on <= due))


def _state(run: Run, due: date | None, on: date) -> State:
    if run.stopped:
        return "stopped"
    if run.paused:
        return "filed" if run.paused.filed else "suspended"
    return "expired" if due and on > due else "running"


def _remaining(
    run: Run, due: date | None, day: int | None, total: int | None, upto: date, calendar: Calendar
) -> int | None:
    unit = counting.unit_of(run)
    if due is None:
        return max(0, total - day) if unit == "workdays" and total is not None and day is not None else None
    start = min(upto, run.paused.away) if run.paused else upto
    return _attempt(lambda: counting.counter(unit, calendar.works)(max(start, run.zero), due))[0]
