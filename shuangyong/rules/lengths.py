"""Lengths of time as the law writes them (60日, 15个工作日, 6个月, 1年) and where they end on the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from shuangyong.rules.calendar import Calendar
from shuangyong.rules.wording import RuleError

Unit = Literal["days", "workdays", "months", "years"]
WORDS: dict[Unit, str] = {"days": "日", "workdays": "个工作日", "months": "个月", "years": "年"}
MOST: dict[Unit, int] = {"days": 36500, "workdays": 25000, "months": 1200, "years": 100}
"""A century of each: whatever is longer is a slip of the pen."""
ALLOWED = "可以写“60日”“15个工作日”“6个月”或“1年”，数字为1以上的整数。"
_UNITS: dict[str, Unit] = {"日": "days", "天": "days", "工作日": "workdays", "月": "months", "年": "years"}
_TEXT = re.compile(r"\s*(\d{1,5})\s*个?\s*(工作日|日|天|月|年)\s*")


class LengthError(RuleError):
    """A length that is not one."""


@dataclass(frozen=True, slots=True)
class Length:
    """A count of one unit, at least 1."""

    count: int
    unit: Unit = "days"

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST[self.unit]:
            raise LengthError(f"时长“{self.count}{WORDS[self.unit]}”不可用。", ALLOWED, "最长为一百年。")

    @classmethod
    def parse(cls, text: str) -> Length:
        """Reads 60日, 60天, 15个工作日, 15工作日, 6个月, 6月, 1年; raises LengthError."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise LengthError(f"看不懂时长“{text}”。", ALLOWED)
        return cls(int(found[1]), _UNITS[found[2]])

    def __str__(self) -> str:
        return f"{self.count}{WORDS[self.unit]}"

    @property
    def months(self) -> int:
        """How many months; 0 where it is counted in days."""
        return {"months": self.count, "years": self.count * 12}.get(self.unit, 0)

    def plus(self, other: Length) -> Length | None:
        """The sum where it is one length; None where the units do not add up (months and days)."""
        if self.unit == other.unit:
            return Length(self.count + other.count, self.unit)
        if self.months and other.months:
            return Length(self.months + other.months, "months")
        return None

    def longer_than(self, other: Length) -> bool | None:
        """None where the two cannot be compared without a calendar."""
        if self.months and other.months:
            return self.months > other.months
        return self.count > other.count if self.unit == other.unit else None


def add_months(day: date, months: int) -> date:
    """The corresponding day, or the month's last day where there is none (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_of_months(first: date, months: int) -> date:
    """The last day of a term of months whose first day counts: 1 March and six months end on 31 August."""
    end = add_months(first, months)
    return end - timedelta(days=1) if end.day == first.day else end


def shift(day: date, length: Length, calendar: Calendar, *, back: bool = False) -> date | None:
    """The day that lies a length after (or before) a day; None where a year's calendar is not published."""
    sign = -1 if back else 1
    if length.unit == "workdays":
        return calendar.add_workdays(day, sign * length.count)
    if length.unit == "days":
        return day + timedelta(days=sign * length.count)
    return add_months(day, sign * length.months)


@dataclass(frozen=True, slots=True)
class Offset:
    """A length before or after a day, or the day itself."""

    length: Length | None = None
    before: bool = False

    @classmethod
    def parse(cls, text: str) -> Offset:
        """Reads 3日, +3日 (after), -3日 (before), 0日 or "" (the day itself); raises LengthError."""
        bare = text.strip()
        if bare in {"", "0", "0日", "0天"}:
            return cls()
        if bare[0] in "+-－＋−":
            return cls(Length.parse(bare[1:]), before=bare[0] not in "+＋")
        return cls(Length.parse(bare))

    def of(self, day: date, calendar: Calendar) -> date | None:
        """The day it points to; None where a year's calendar is not published."""
        return day if self.length is None else shift(day, self.length, calendar, back=self.before)
