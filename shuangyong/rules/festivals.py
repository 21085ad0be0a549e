"""Festivals of the lunar calendar and fixed days of the field, from a table; beyond it there is no answer."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from shuangyong.rules.calendar import DATA
from shuangyong.rules.wording import RuleError


class FestivalError(RuleError):
    """A festival that is not in the table, or a year beyond it."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """The nth weekday of a month."""

    month: int
    weekday: int
    week: int

    def of(self, year: int) -> date:
        first = date(year, self.month, 1)
        return first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))


@dataclass(frozen=True)
class Festivals:
    """The table (data/festivals.toml). `first` and `last` are the years that it covers."""

    first: int
    last: int
    source: str
    solar: Mapping[str, Mapping[int, date]]
    fixed: Mapping[str, tuple[int, int]]
    nth: Mapping[str, Weekday]
    leaps: Mapping[int, int]
    """Lunar year -> the month that is doubled in it, or 0."""
    months: Mapping[int, tuple[date, ...]]
    """Lunar year -> the first day of each of its months, the leap month in its place."""
    starts: tuple[date, ...]
    """The first days of all months in order, and the first day after the table."""

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Festivals:
        months = {int(year): tuple(entry["starts"]) for year, entry in table["months"].items() if year != "after"}
        starts = [day for entry in table["months"].values() for day in entry["starts"]]
        return cls(
            table["first"],
            table["last"],
            table["source"],
            {
                name: {int(y): date.fromisoformat(f"{y}-{t}") for y, t in days.items()}
                for name, days in table["solar"].items()
            },
            {name: (int(text[:2]), int(text[3:])) for name, text in table["fixed"].items()},
            {name: Weekday(**entry) for name, entry in table["nth"].items()},
            {int(year): entry["leap"] for year, entry in table["months"].items() if year != "after"},
            months,
            tuple(sorted(starts)),
        )

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.solar, *self.fixed, *self.nth)

    def known(self, name: str) -> str:
        """The name as the table has it (春节 also for 春节节日); raises FestivalError."""
        for candidate in (name, re.sub(r"节$", "", name), name + "节"):
            if candidate in self.names:
                return candidate
        raise FestivalError(f"没有“{name}”这个节日。", f"可以写：{'、'.join(self.names)}。")

    def on(self, name: str, year: int) -> date:
        """The festival's day in a year; raises FestivalError beyond the table."""
        name = self.known(name)
        if name in self.fixed:
            return date(year, *self.fixed[name])
        if name in self.nth:
            return self.nth[name].of(year)
        day = self.solar[name].get(year)
        if day is None:
            raise self.beyond(year)
        return day

    def lunar(self, year: int, month: int, day: int) -> date:
        """A day of a lunar year; the month's last day where it is shorter; never in a leap month."""
        starts = self.months.get(year)
        if starts is None:
            raise self.beyond(year)
        leap = self.leaps[year]
        first = starts[month - 1 + (1 if leap and month > leap else 0)]
        following = self.starts[bisect_left(self.starts, first) + 1]
        return min(first + timedelta(days=day - 1), following - timedelta(days=1))

    def beyond(self, year: int) -> FestivalError:
        """What is said of a year that the table does not cover."""
        return FestivalError(
            f"{year}年的农历节日不在节日表里。",
            f"节日表从{self.first}年到{self.last}年。",
            "请先在节日表中补上该年的日期，不作推算。",
        )


@cache
def shipped() -> Festivals:
    """The table that comes with the platform."""
    return Festivals.of(tomllib.loads((DATA / "festivals.toml").read_text("utf-8")))
