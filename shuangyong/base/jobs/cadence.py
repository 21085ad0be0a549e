"""When something comes again: a rule as text, and the next time after a moment. Local time, pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shuangyong.rules.calendar import in_force

ZONE = ZoneInfo("Asia/Shanghai")
_EVERY = re.compile(r"every (\d{1,4})")
_AT = re.compile(r"(daily|workdays|first_workday|weekly ([1-7])|monthly ([1-9]|[12]\d|3[01])) (\d\d):(\d\d)")
_WEEK = "一二三四五六日"
ALLOWED = "every 15 | daily 07:30 | workdays 08:00 | weekly 1 08:00 | monthly 1 08:00 | first_workday 08:00"


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every so many minutes, or on the days that fit at a time of day."""

    says: str
    minutes: int = 0
    at: time = time()
    fits: Callable[[date], bool] = lambda _: True

    def after(self, moment: datetime) -> datetime:
        """The first time later than `moment`."""
        if self.minutes:
            return moment + timedelta(minutes=self.minutes)
        local = moment.astimezone(ZONE)
        times = (datetime.combine(day, self.at, ZONE) for day in days_from(local.date()) if self.fits(day))
        return next(found for found in times if found > local)


def days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)


def read(rule: str) -> Cadence:
    """ValueError for a rule that is none of ALLOWED: rules stand in code."""
    found = _EVERY.fullmatch(rule)
    if found and int(found[1]):
        return Cadence(f"每 {found[1]} 分钟", int(found[1]))
    found = _AT.fullmatch(rule)
    if not found:
        raise ValueError(f"{rule!r} is no rule; allowed: {ALLOWED}")
    at = time(int(found[4]), int(found[5]))
    said, fits = _days(found[1].partition(" ")[0], int(found[2] or found[3] or 0))
    return Cadence(f"{said} {at:%H:%M}", at=at, fits=fits)


def _days(word: str, number: int) -> tuple[str, Callable[[date], bool]]:
    """A day of the month that a month does not have is its last day."""
    if word == "weekly":
        return f"每周{_WEEK[number - 1]}", lambda day: day.isoweekday() == number
    if word == "monthly":
        return f"每月 {number} 日", lambda day: day.day == min(number, last_day(day))
    if word == "workdays":
        return "每个工作日", works
    if word == "first_workday":
        return "每月首个工作日", lambda day: works(day) and not any(map(works, days_before(day)))
    return "每天", lambda _: True


def works(day: date) -> bool:
    """By the State Council's calendar; in a year not yet published by the days of the week: no duty hangs on it."""
    known = in_force().is_workday(day)
    return day.weekday() < 5 if known is None else known


def days_before(day: date) -> Iterator[date]:
    """The earlier days of its month."""
    return (day.replace(day=number) for number in range(1, day.day))


def last_day(day: date) -> int:
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
