"""Working days by the State Council's calendar, which is data; a year that is not published has no answer."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from shuangyong.reader.terms import load


@cache
def _year(year: int) -> tuple[frozenset[str], frozenset[str]] | None:
    table = load()["workdays"].get(str(year))
    if table is None:
        return None
    return frozenset(table["off"]), frozenset(table["worked"])


def is_workday(day: date) -> bool | None:
    """Whether offices work on that day; None where its year's calendar is not known."""
    known = _year(day.year)
    if known is None:
        return None
    off, worked = known
    key = f"{day:%m-%d}"
    return key in worked or (day.weekday() < 5 and key not in off)


def add_workdays(start: date, count: int) -> date | None:
    """The last of `count` working days, counted from the day after `start`; None beyond the known calendar."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        works = is_workday(day)
        if works is None:
            return None
        count -= works
    return day
