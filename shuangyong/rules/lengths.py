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
SIGNED = "可以写“3日”（之后）、“-3日”（之前）或“0日”（当天），单位可以是日、工作日、个月、年。"
_UNITS: dict[str, Unit] = {"日": "days", "天": "days", "工作日": "workdays", "月": "months", "年": "years"}
_TEXT = re.compile(r"\s*([+＋]|[-－−])?\s*(\d{1,5})\s*个?\s*(工作日|日|天|月|年)\s*")


class ClockError(RuleError):
    """A length, rule or event of a clock that cannot be."""


class LengthError(ClockError):
    """A length that is not one."""


@dataclass(frozen=True, slots=True)
class Length:
    """A count of one unit. Below 0 it points back, 0 is the day itself: only where a signed length is asked for."""

    count: int
    unit: Unit = "days"

    def __post_init__(self) -> None:
        if abs(self.count) > MOST[self.unit]:
            raise LengthError(f"时长“{self}”不可用。", ALLOWED, "最长为一百年。")

    @classmethod
    def parse(cls, text: str, *, signed: bool = False) -> Length:
        """Reads 60日, 60天, 15个工作日, 15工作日, 6个月, 6月, 1年; signed also -3日, +3日, 0日; raises LengthError."""
        found = _TEXT.fullmatch(text)
        if found is None or not signed and (found[1] or not int(found[2])):
            raise LengthError(f"看不懂时长“{text}”。", SIGNED if signed else ALLOWED)
        back = found[1] in {"-", "－", "−"}
        return cls(-int(found[2]) if back else int(found[2]), _UNITS[found[3]])

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
    """The day that lies a (signed) length after a day, or before it; None where a year's calendar is not published."""
    sign = -1 if back else 1
    if length.unit == "workdays":
        return calendar.add_workdays(day, sign * length.count)
    if length.unit == "days":
        return day + timedelta(days=sign * length.count)
    return add_months(day, sign * length.months)
