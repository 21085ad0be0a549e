"""Work that comes again: every year, quarter, month or week, by the lunar calendar, or by an event in a life."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count, dropwhile, takewhile
from typing import Literal

from shuangyong.rules.calendar import Calendar
from shuangyong.rules.calendar import shipped as calendar_shipped
from shuangyong.rules.festivals import Festivals
from shuangyong.rules.festivals import shipped as festivals_shipped
from shuangyong.rules.lengths import Length, shift
from shuangyong.rules.wording import RuleError, day_text

Every = Literal["year", "quarter", "month", "week", "event"]
Events = Mapping[str, Iterable[date]]
"""What happened in a person's life, by name: {"退役": [date(2026, 9, 1)]}."""
EVERY: dict[str, Every] = {"每年": "year", "每季度": "quarter", "每月": "month", "每周": "week"}
ALLOWED = (
    "每年可以写“08-01”“农历01-15”“09-周六3”（九月第三个星期六）“festival:春节”；每季度写“第几个月-日”，如“3-25”；"
    "每月写日，如“25”；每周写1至7；最后一日写“末”；人生事件写“event:退役”。"
)
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_FORMS: dict[Every, re.Pattern[str]] = {
    "year": re.compile(
        rf"(?P<lunar>农历)?(?P<month>0?[1-9]|1[0-2])-(?:{_DAY}|末)"
        r"|(?P<nth_month>0?[1-9]|1[0-2])-周(?P<weekday>[一二三四五六日])(?P<nth>[1-4末])"
        r"|festival:(?P<festival>\S+)"
    ),
    "quarter": re.compile(rf"(?P<month>[1-3])-(?:{_DAY}|末)"),
    "month": re.compile(rf"(?:{_DAY}|末)"),
    "week": re.compile(r"(?P<day>[1-7])"),
    "event": re.compile(r"event:(?P<event>\S+)"),
}
_LAST = 31
_LAST_WEEK = 5
WEEKDAYS = "一二三四五六日"
SAME_DAY = Length(0)


class RecurrenceError(RuleError):
    """A recurrence that cannot be read."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When it comes. Made by `parse`; a day that a month does not have is the month's last."""

    every: Every
    month: int = 1
    """Of the year or, for quarters, of the quarter (1 to 3)."""
    day: int = 1
    """Of the month or week; 31 is the last."""
    lunar: bool = False
    festival: str = ""
    event: str = ""
    weekday: int = 0
    """1 Monday to 7 Sunday: the nth one of `month` (`day` is n, 5 the last); 0 for a fixed day."""
    offset: Length = SAME_DAY
    """So long after the day, festival or event; signed."""
    lead: Length | None = None
    """So long before it is opened."""

    @classmethod
    def parse(cls, on: str, every: str = "year", lead: str = "", offset: str = "") -> Recurrence:
        """Reads the forms of ALLOWED; `every` is year, quarter, month, week or 每年 … Raises RuleError."""
        kind: Every | None = "event" if on.startswith("event:") else EVERY.get(every) or _every(every)
        found = _FORMS[kind].fullmatch(on.strip()) if kind else None
        if kind is None or found is None:
            raise RecurrenceError(f"看不懂重复规则“{every} {on}”。", ALLOWED)
        named = found.groupdict()
        festival = named.get("festival") or ""
        nth = {"": _LAST, "末": _LAST_WEEK}.get(named.get("nth") or "")
        return cls(
            kind,
            int(named.get("month") or named.get("nth_month") or 1),
            int(named.get("day") or nth or named["nth"]),
            bool(named.get("lunar")),
            festivals_shipped().known(festival) if festival else "",
            named.get("event") or "",
            WEEKDAYS.find(named.get("weekday") or "？") + 1,
            Length.parse(offset, signed=True) if offset else SAME_DAY,
            Length.parse(lead) if lead else None,
        )


def occurrences(
    rule: Recurrence,
    since: date,
    until: date,
    *,
    events: Events | None = None,
    calendar: Calendar | None = None,
    festivals: Festivals | None = None,
) -> list[date]:
    """Its days from `since` to `until`, both included, in order.

    Raises RuleError where the festival table or a needed calendar does not reach: it never guesses.
    """
    first, last = since - _slack(rule.offset, back=False), until + _slack(rule.offset, back=True)
    bare = _bare(rule, first, last, events or {}, festivals or festivals_shipped())
    days = {_shifted(rule.offset, day, calendar) for day in bare}
    return sorted(day for day in days if since <= day <= until)


def next_after(
    rule: Recurrence,
    day: date,
    *,
    events: Events | None = None,
    calendar: Calendar | None = None,
    festivals: Festivals | None = None,
) -> date | None:
    """The first of its days after `day`; None where no event brings it again. Raises as `occurrences` does."""
    since = day - _slack(rule.offset, back=False)
    bare = _bare(rule, since, None, events or {}, festivals or festivals_shipped())
    days = (_shifted(rule.offset, found, calendar) for found in bare)
    return next((found for found in days if found > day), None)


def opens_on(rule: Recurrence, day: date, calendar: Calendar | None = None) -> date:
    """The day on which the work due on `day` is opened: the lead before it. Raises where a calendar is missing."""
    return day if rule.lead is None else _shifted(rule.lead, day, calendar, back=True)


def _every(text: str) -> Every | None:
    return next((every for every in EVERY.values() if every == text), None)


def _slack(offset: Length, *, back: bool) -> timedelta:
    """How much further to look for days that an offset of that direction brings into the span: more than it can be."""
    size = abs(offset.count)
    if not size or (offset.count < 0) is not back:
        return timedelta(0)
    if offset.unit == "workdays":
        return timedelta(days=size * 3 + 31)
    return timedelta(days=abs(offset.months) * 31 or size)


def _shifted(length: Length, day: date, calendar: Calendar | None, *, back: bool = False) -> date:
    found = shift(day, length, calendar or calendar_shipped(), back=back)
    if found is None:
        raise RecurrenceError(
            f"{day_text(day)}前后的放假安排尚未公布，“{length}”还算不出来。",
            then="请在放假安排公布并录入后再算，或把规则改为按日计算。",
        )
    return found


def _bare(rule: Recurrence, since: date, until: date | None, events: Events, festivals: Festivals) -> Iterator[date]:
    """Its days without the offset, in order, from `since` (for ever where `until` is None)."""
    days = _from_year(rule, since, until, events, festivals)
    return takewhile(lambda day: until is None or day <= until, dropwhile(lambda day: day < since, days))


def _from_year(
    rule: Recurrence, since: date, until: date | None, events: Events, festivals: Festivals
) -> Iterator[date]:
    years = count(since.year) if until is None else iter(range(since.year, until.year + 1))
    if rule.every == "event":
        return iter(sorted(events.get(rule.event, ())))
    if rule.every == "week":
        first = since + timedelta(days=(rule.day - since.isoweekday()) % 7)
        return (first + timedelta(weeks=number) for number in count())
    if rule.festival:
        return (festivals.on(rule.festival, year) for year in years)
    if rule.lunar:  # a lunar year begins in its solar year and ends in the next
        return (festivals.lunar(year, rule.month, rule.day) for year in chain([since.year - 1], years))
    if rule.weekday:
        return (_weekday_of(year, rule.month, rule.weekday, rule.day) for year in years)
    return (_day_of(year, month, rule.day) for year in years for month in _months(rule))


def _weekday_of(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; the 5th stands for the last, which may be the 4th."""
    first = date(year, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1)
    return date(year, month, day if day <= monthrange(year, month)[1] else day - 7)


def _months(rule: Recurrence) -> Iterable[int]:
    if rule.every == "month":
        return range(1, 13)
    return range(rule.month, 13, 3) if rule.every == "quarter" else (rule.month,)


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
