"""Working days by the State Council's calendar (放假安排). It is data; a year that is not published has no answer.

Whoever counts working days, the reader of documents included, asks `in_force()`: what comes with the platform and,
over it, the years of the office's own file (`use`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from shuangyong.rules.wording import RuleError

DATA = Path(__file__).parent / "data"
ONE = timedelta(days=1)
Works = Callable[[date], bool]
"""Whether a day counts as a working day; raises Unpublished where it cannot be known."""


class CalendarError(RuleError):
    """A calendar's data that cannot be used."""


class UnpublishedError(Exception):
    """The calendar of `year` is needed and not published."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


def walk(works: Works, start: date, count: int) -> date:
    """The last of `count` working days after `start` (before it, where `count` is negative)."""
    day, step = start, ONE if count > 0 else -ONE
    left = abs(count)
    while left:
        day += step
        left -= works(day)
    return day


def between(works: Works, start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; 0 where `end` is not after `start`."""
    return sum(works(start + ONE * number) for number in range(1, (end - start).days + 1))


def unknown_says(year: int) -> str:
    """The sentence for a year without a calendar."""
    return f"{year}年的放假安排尚未公布，涉及该年的工作日还算不出来；公布后录入放假安排，即自动算出。"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. `years` are those that are published."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    """Weekdays that are days off."""
    worked: frozenset[date] = frozenset()
    """Weekend days that are worked (调休)."""

    @classmethod
    def of(cls, table: Mapping[str, Mapping[str, Any]]) -> Calendar:
        """From year -> {"off": ["MM-DD", …], "worked": […]}; raises CalendarError with every fault it finds."""
        off, worked, faults = set[date](), set[date](), list[str]()
        for year, entry in table.items():
            for key, into, weekend in (("off", off, False), ("worked", worked, True)):
                for text in entry.get(key, ()):
                    _take(year, key, text, into, weekend, faults)
        if faults:
            raise CalendarError(
                "放假安排有误：" + "；".join(faults) + "。",
                "off只写放假的周一至周五，worked只写上班的周六、周日，均写作“月-日”，如“10-01”。",
                "请对照国务院办公厅当年的通知改正。",
            )
        return cls(frozenset(map(int, table)), frozenset(off), frozenset(worked))

    def plus(self, more: Calendar) -> Calendar:
        """This calendar with the years of `more`, which stand in for its own."""
        kept_off = (day for day in self.off if day.year not in more.years)
        kept_worked = (day for day in self.worked if day.year not in more.years)
        return Calendar(self.years | more.years, more.off.union(kept_off), more.worked.union(kept_worked))

    def is_workday(self, day: date) -> bool | None:
        """Whether offices work on that day; None where the year's calendar is not published."""
        if day.year not in self.years:
            return None
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def works(self, day: date) -> bool:
        """As is_workday; raises Unpublished instead of answering None."""
        answer = self.is_workday(day)
        if answer is None:
            raise UnpublishedError(day.year)
        return answer

    def may_work(self, day: date) -> bool:
        """Whether it could be a working day: every day of an unpublished year could. For bounds, never for answers."""
        return self.is_workday(day) is not False

    def next_holiday(self, after: date) -> tuple[date, date] | None:
        """First and last day of the next holiday that begins after a day: days off in a row, a weekday among them.

        None where it would reach into a year that is not published.
        """
        row: list[date] = []
        day, begun = after, self.is_workday(after) is False
        while (works := self.is_workday(day := day + ONE)) is not None:
            if not works:
                row.append(day)
                continue
            if not begun and not self.off.isdisjoint(row):
                return row[0], row[-1]
            row, begun = [], False
        return None

    def add_workdays(self, start: date, count: int) -> date | None:
        """The last of `count` working days, counted from the day after `start`; None where a year is unknown."""
        try:
            return walk(self.works, start, count)
        except UnpublishedError:
            return None

    def workdays_between(self, start: date, end: date) -> int | None:
        """Working days after `start` up to and with `end`; None where a year is unknown."""
        try:
            return between(self.works, start, end)
        except UnpublishedError:
            return None

    def unknown_year(self, start: date, end: date) -> int | None:
        """The first year from `start` to `end` that has no calendar."""
        missing: Iterable[int] = (year for year in range(start.year, end.year + 1) if year not in self.years)
        return next(iter(missing), None)

    def says(self, start: date, end: date) -> str:
        """Why working days of that span cannot be counted; "" where they can."""
        year = self.unknown_year(start, end)
        return "" if year is None else unknown_says(year)


def _take(year: str, key: str, text: str, into: set[date], weekend: bool, faults: list[str]) -> None:
    try:
        day = date.fromisoformat(f"{year}-{text}")
    except ValueError:
        faults.append(f"{year}年{key}里的“{text}”不是日期")
        return
    if (day.weekday() >= 5) is not weekend:
        faults.append(f"{year}年{key}里的{text}是周{'一二三四五六日'[day.weekday()]}")
    into.add(day)


@cache
def shipped() -> Calendar:
    """The calendar that comes with the platform (data/workdays.toml)."""
    return Calendar.of(tomllib.loads((DATA / "workdays.toml").read_text("utf-8")))


_office: list[Calendar] = []


def use(path: Path | None) -> None:
    """Take the years of an office's file over those that come with the platform; None forgets them.

    To be called once at the start of a program. Raises CalendarError, and nothing changes.
    """
    chosen = None if path is None else shipped().plus(Calendar.of(_table(path)))
    _office[:] = [] if chosen is None else [chosen]


def in_force() -> Calendar:
    """The calendar that everything is counted by."""
    return _office[0] if _office else shipped()


def _table(path: Path) -> dict[str, dict[str, Any]]:
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise CalendarError(
            f"放假安排读不出来（{fault}）。", "文件用 UTF-8 编码，写法见手册。", "请改正后重新启动。"
        ) from fault
    wrong = [year for year, entry in table.items() if not (year.isdigit() and len(year) == 4 and _is_year(entry))]
    if wrong:
        raise CalendarError(
            f"放假安排里的“{wrong[0]}”写得不对。", "每年写一节，如 [2027]，里面是 off 和 worked 两个列表。", "请改正。"
        )
    return table


def _is_year(entry: object) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(days, list) and all(isinstance(day, str) for day in days)
        for key in ("off", "worked")
        for days in (entry.get(key, []),)
    )
