"""Lengths as the law writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules.lengths import Length, LengthError, add_months, last_of_months, shift
from tests.rules.cast import CALENDAR, day


@pytest.mark.parametrize(
    "text, count, unit, written",
    [
        ("60日", 60, "days", "60日"),
        ("60天", 60, "days", "60日"),
        (" 15 个工作日 ", 15, "workdays", "15个工作日"),
        ("15工作日", 15, "workdays", "15个工作日"),
        ("6个月", 6, "months", "6个月"),
        ("6月", 6, "months", "6个月"),
        ("1年", 1, "years", "1年"),
        ("３０日", 30, "days", "30日"),
    ],
)
def test_what_can_be_written(text: str, count: int, unit: str, written: str) -> None:
    length = Length.parse(text)
    assert (length.count, length.unit, str(length)) == (count, unit, written)
    assert Length.parse(str(length)) == length


@pytest.mark.parametrize(
    "text", ["", "60", "两周", "-3日", "1.5年", "60日内", "半年", "0日", "+3日", "3工作月", "1年6个月"]
)
def test_what_cannot_says_what_can(text: str) -> None:
    with pytest.raises(LengthError) as told:
        Length.parse(text)
    assert str(told.value) == f"看不懂时长“{text}”。可以写“60日”“15个工作日”“6个月”或“1年”，数字为1以上的整数。"


@pytest.mark.parametrize("text", ["99999日", "101年"])
def test_more_than_a_century_is_refused(text: str) -> None:
    with pytest.raises(LengthError, match="不可用"):
        Length.parse(text)


@pytest.mark.parametrize(
    "on, months, end",
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_the_corresponding_day_or_the_months_last(on: str, months: int, end: str) -> None:
    assert add_months(day(on), months) == day(end)


@pytest.mark.parametrize(
    "first, months, end",
    [
        ("2026-03-01", 6, "2026-08-31"),
        ("2026-03-15", 1, "2026-04-14"),
        ("2026-02-01", 1, "2026-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-29", 1, "2026-02-28"),
        ("2026-01-28", 1, "2026-02-27"),
    ],
)
def test_where_a_term_ends_whose_first_day_counts(first: str, months: int, end: str) -> None:
    assert last_of_months(day(first), months) == day(end)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 48))
def test_later_starts_never_end_earlier(first: date, months: int) -> None:
    tomorrow = date.fromordinal(first.toordinal() + 1)
    assert add_months(first, months) <= add_months(tomorrow, months)
    assert last_of_months(first, months) <= last_of_months(tomorrow, months)
    assert last_of_months(first, months) <= add_months(first, months)


def test_lengths_add_up_and_compare_where_they_can() -> None:
    assert Length(1, "years").plus(Length(6, "months")) == Length(18, "months")
    assert Length(5).plus(Length(6)) == Length(11)
    assert Length(5).plus(Length(6, "months")) is None
    assert Length(13, "months").longer_than(Length(1, "years")) is True
    assert Length(30).longer_than(Length(1, "months")) is None


@pytest.mark.parametrize(
    "text, found",
    [
        ("3日", "2026-10-04"),
        ("-3日", "2026-09-28"),
        ("0日", "2026-10-01"),
        ("+3天", "2026-10-04"),
        ("-1个工作日", "2026-09-30"),
        ("1个工作日", "2026-10-08"),
        ("-1个月", "2026-09-01"),
    ],
)
def test_a_signed_length_points_before_or_after(text: str, found: str) -> None:
    assert shift(day("2026-10-01"), Length.parse(text, signed=True), CALENDAR) == day(found)


def test_a_shift_in_working_days_may_be_unknown() -> None:
    assert shift(day("2026-12-31"), Length(1, "workdays"), CALENDAR) is None
    assert shift(day("2026-12-31"), Length(1), CALENDAR) == day("2027-01-01")


def test_a_signed_length_that_cannot_be_read_says_what_can() -> None:
    with pytest.raises(LengthError, match="看不懂时长“前3日”。可以写“3日”（之后）、“-3日”（之前）或“0日”（当天）"):
        Length.parse("前3日", signed=True)
