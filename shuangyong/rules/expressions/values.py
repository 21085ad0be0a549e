"""How values are counted, once for all back ends.

A number is whole or has up to four places and is held as a whole number of ten-thousandths, so that sums and
comparisons are exact and no database's idea of a decimal matters. Money is fen, therefore whole. A fact beyond
±LARGEST is unknown, and so is a product; a product is rounded to four places, halves away from zero. A number that
comes with more places is rounded likewise, by the same steps of IEEE arithmetic in every back end.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from shuangyong.rules.expressions.tree import Type

Value: TypeAlias = bool | int | float | str | date | list[str] | tuple[str, ...] | None
Record: TypeAlias = Mapping[str, object]
Reader: TypeAlias = Callable[[Record], Any]

SCALE = 10_000
LARGEST = 10**13
BOUND = LARGEST * SCALE
"""The largest number in ten-thousandths: a sum of as many as an expression may hold still fits into 64 bits."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Length:
    """`number` of days or months, to be added to a date."""

    unit: str
    number: int

    def __neg__(self) -> Length:
        return Length(self.unit, -self.number)


def length(function: str, number: Decimal) -> Length:
    """What `days(30)`, `months(6)` or `years(1)` stands for."""
    return Length("months", int(number) * 12) if function == "years" else Length(function, int(number))


def scaled(value: object) -> int | None:
    """A number of a record in ten-thousandths; None for what is no number or beyond the range."""
    if value.__class__ is int:
        return value * SCALE if -LARGEST <= value <= LARGEST else None
    if isinstance(value, int):
        return None if isinstance(value, bool) else scaled(int(value))
    if not isinstance(value, float | Decimal) or (isinstance(value, Decimal) and not value.is_finite()):
        return None
    number = float(value)
    if not -LARGEST <= number <= LARGEST:  # also for what is not a number at all
        return None
    whole = int(number)
    rest = int(abs((number - whole) * 10000.0) + 0.5)
    return whole * SCALE + (rest if number >= 0 else -rest)


def threshold(number: int) -> float:
    """The least floating number that counts as so many ten-thousandths or more: comparing need not scale at all."""
    if not -BOUND < number <= BOUND:
        return math.copysign(math.inf, number)
    least = (number - 0.5) / SCALE
    while (scaled(least) or 0) >= number:
        least = math.nextafter(least, -math.inf)
    while (scaled(least) or 0) < number:
        least = math.nextafter(least, math.inf)
    return least


def unscaled(number: int) -> int | float:
    return number // SCALE if number % SCALE == 0 else number / SCALE


def literal(value: Decimal) -> int:
    """A number of the text in ten-thousandths, exactly."""
    return int(value * SCALE)


def product(left: int, right: int) -> int | None:
    exact = left * right
    rounded = (abs(exact) + SCALE // 2) // SCALE
    if rounded > BOUND:
        return None
    return rounded if exact >= 0 else -rounded


def moved(day: date, by: Length) -> date | None:
    """`day` so much later; the last of a month where the month is too short; None beyond the years 1 to 9999."""
    if by.unit == "days":
        try:
            return day + timedelta(days=by.number)
        except OverflowError:
            return None
    year, month = divmod(day.year * 12 + day.month - 1 + by.number, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age(born: date, on: date) -> int:
    """Full years; whoever was born on 29 February comes of age on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def day_of(value: object) -> date | None:
    """A date, or one written as 2026-08-01; a moment is not a day and therefore unknown."""
    if value.__class__ is date:
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def text_of(value: object) -> str | None:
    """A text; a choice of an enumeration is the text it stands for."""
    return str.__str__(value) if isinstance(value, str) else None


def yes_no_of(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def list_of(value: object) -> list[str] | tuple[str, ...] | None:
    return value if isinstance(value, list | tuple) else None


def anything(value: object) -> Any:
    """A fact of undeclared type as what it looks like."""
    if isinstance(value, str):
        return text_of(value)
    return value if isinstance(value, bool | list | tuple) or value.__class__ is date else scaled(value)


_READERS: dict[Type | None, Callable[[object], Any]] = {
    Type.NUMBER: scaled,
    Type.DATE: day_of,
    Type.TEXT: text_of,
    Type.YES_NO: yes_no_of,
    Type.LIST: list_of,
    None: anything,
}
_EXACT: dict[Type | None, type] = {Type.DATE: date, Type.TEXT: str, Type.YES_NO: bool, Type.LIST: list}
"""What needs no reading."""


def reader(name: str, kind: Type | None) -> Reader:
    """What gives the fact of a record in the form that is calculated with; None for unknown or of another type."""
    read, exact = _READERS[kind], _EXACT.get(kind)

    def fact(record: Record) -> Any:
        value = record.get(name)
        return value if value is None or value.__class__ is exact else read(value)

    return fact
