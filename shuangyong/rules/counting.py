"""Where a counting ends and how far it has come: arithmetic over a Run, given what a working day is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from shuangyong.rules.calendar import ONE, Works, between, walk
from shuangyong.rules.clock_events import Counted, Fixed, Pause, Run
from shuangyong.rules.lengths import Length, add_months, last_of_months

Limit = Callable[[date], date]


def without_open_pause(run: Run) -> Run:
    """As if it were resumed on the day it was suspended: the day that stands still meanwhile."""
    if all(pause.resumed for pause in run.pauses):
        return run
    return replace(run, pauses=tuple(pause for pause in run.pauses if pause.resumed))


def end_of(run: Run, works: Works, *, roll: bool = False) -> date | None:
    """The last day of the plan, moved by every suspension that began in time; None where there is no term."""
    if not run.plan:
        return None
    pauses = [pause for pause in run.pauses if pause.resumed]
    end, whole = run.anchor, run.whole
    for number, part in enumerate(run.plan, 1):
        last = number == len(run.plan)
        limit = _rolled(works) if roll and last else _same
        end = _end_of_part(end, whole, part, pauses, works, limit, last=last)
        whole = False
    return end


def due_of(run: Run, works: Works, *, roll: bool) -> date | None:
    """As end_of, given way to the next working day where the law says so. A day that was named stays."""
    end = end_of(run, works, roll=roll)
    return end if end is None or not roll or isinstance(run.plan[-1], Fixed) else _rolled(works)(end)


def unit_of(run: Run) -> Counted:
    """What its days are numbered in: working days where the whole plan is of working days."""
    whole = run.zero == run.anchor and all(isinstance(part, Length) and part.unit == "workdays" for part in run.plan)
    return "workdays" if run.plan and whole else "days"


def total_of(run: Run, works: Works) -> int | None:
    """How many days the plan has, suspensions left out; None where there is no term."""
    parts = [part for part in run.plan if isinstance(part, Length)]
    pure = run.zero == run.anchor and len(parts) == len(run.plan) and not any(part.months for part in parts)
    if run.plan and pure and len({part.unit for part in parts}) == 1:
        return sum(part.count for part in parts)
    end = end_of(run, works)
    return None if end is None else elapsed(run, end, works)


def elapsed(run: Run, upto: date, works: Works) -> int:
    """The number of the day `upto`: days counted since the start, suspensions left out."""
    count = counter(unit_of(run), works)
    paused = sum(count(max(pause.away, run.zero), min(pause.back or upto, upto)) for pause in run.pauses)
    return count(run.zero, upto) - paused


def counter(unit: Counted, works: Works) -> Callable[[date, date], int]:
    """Counts the days after one day up to and with another; never below 0."""
    if unit == "workdays":
        return lambda start, end: between(works, start, end)
    return lambda start, end: max(0, (end - start).days)


def _same(day: date) -> date:
    return day


def _rolled(works: Works) -> Limit:
    """The day itself where it is worked, otherwise the next that is."""
    return lambda day: walk(works, day - ONE, 1)


def _end_of_part(
    start: date, whole: bool, part: Length | Fixed, pauses: list[Pause], works: Works, limit: Limit, *, last: bool
) -> date:
    """`last`: what comes after its end is late, and no extension follows in which it was in time."""
    if isinstance(part, Fixed):
        return max(start, _moved(part.until, part.since, pauses, _same, late=last))
    if part.unit == "workdays":
        return _workdays_end(start, part.count, pauses, works, late=last)
    return _moved(_plain_end(start, whole, part), start, pauses, limit, late=last)


def _plain_end(start: date, whole: bool, length: Length) -> date:
    if not length.months:
        return start + timedelta(days=length.count)
    return last_of_months(start + ONE, length.months) if whole else add_months(start, length.months)


def _moved(end: date, since: date, pauses: list[Pause], limit: Limit, *, late: bool) -> date:
    """The end, moved by the days of each suspension that began on or before it; never before the day of resuming.

    What was filed late stays as late as it was: the end moves on with the days of waiting.
    """
    for pause in pauses:
        back = pause.back
        if not pause.resumed or back is None or back <= since:
            continue
        moved = end + (back - max(pause.away, since))
        if pause.on <= limit(end):
            end = max(moved, pause.resumed)
        elif late and pause.filed:
            end = moved
    return end


def _workdays_end(start: date, count: int, pauses: list[Pause], works: Works, *, late: bool) -> date:
    """What was left of the working days when it was suspended is counted from the day of resuming."""
    end = walk(works, start, count)
    for pause in pauses:
        back = pause.back
        if not pause.resumed or back is None or back <= start:
            continue
        if pause.on <= end:
            left = between(works, max(pause.away, start), end)
            end = walk(works, back, left) if left else _rolled(works)(pause.resumed)
        elif late and pause.filed:
            end += back - pause.away
    return end


def paused_days(run: Run, upto: date, *, filed: bool) -> int:
    """Calendar days of all suspensions, or of all filings, up to and with a day, as far as they fall into the count."""
    count = counter("days", lambda _: True)
    pauses = (pause for pause in run.pauses if bool(pause.filed) == filed)
    return sum(count(max(pause.away, run.zero), min(pause.back or upto, upto)) for pause in pauses)
