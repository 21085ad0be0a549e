"""Work that comes again: the field's year, the lunar calendar, and events in a person's life."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules import festivals
from shuangyong.rules.festivals import FestivalError
from shuangyong.rules.lengths import LengthError
from shuangyong.rules.recurrence import WEEKDAYS, Recurrence, RecurrenceError, next_after, occurrences, opens_on
from shuangyong.rules.wording import RuleError
from tests.rules.cast import day

TABLE = festivals.shipped()


def days(*texts: str) -> list[date]:
    return [day(text) for text in texts]


@pytest.mark.parametrize(
    "name, year, on",
    [
        ("春节", 2020, "2020-01-25"),
        ("春节", 2026, "2026-02-17"),
        ("除夕", 2026, "2026-02-16"),
        ("元宵", 2026, "2026-03-03"),
        ("清明", 2026, "2026-04-05"),
        ("端午", 2026, "2026-06-19"),
        ("端午节", 2025, "2025-05-31"),
        ("七夕", 2026, "2026-08-19"),
        ("中秋", 2025, "2025-10-06"),
        ("中秋", 2026, "2026-09-25"),
        ("重阳", 2026, "2026-10-18"),
        ("春节", 2034, "2034-02-19"),  # after the leap eleventh month of 2033
        ("建军节", 2026, "2026-08-01"),
        ("烈士纪念日", 2026, "2026-09-30"),
        ("全民国防教育日", 2025, "2025-09-20"),
        ("全民国防教育日", 2026, "2026-09-19"),
        ("全民国防教育日", 2050, "2050-09-17"),
    ],
)
def test_the_days_of_the_field(name: str, year: int, on: str) -> None:
    assert TABLE.on(name, year) == day(on)


def test_the_holidays_of_the_calendar_hold_the_festivals_of_the_table() -> None:
    """Two sources that were not made from each other: nobody works on a festival that is a holiday."""
    from shuangyong.rules.calendar import shipped

    for year in range(2020, 2027):
        for name in ("春节", "清明", "端午", "中秋"):
            assert shipped().is_workday(TABLE.on(name, year)) is False, f"{name} {year}"


@pytest.mark.parametrize("year", range(2000, 2041))
def test_the_months_and_the_festivals_agree(year: int) -> None:
    lunar = {"春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "七夕": (7, 7), "中秋": (8, 15), "重阳": (9, 9)}
    for name, (month, at) in lunar.items():
        assert TABLE.lunar(year, month, at) == TABLE.on(name, year)
    assert TABLE.lunar(year, 12, 29) <= TABLE.lunar(year, 12, 30)
    assert len(TABLE.months[year]) == (13 if TABLE.leaps[year] else 12)


def test_every_month_has_29_or_30_days() -> None:
    gaps = {(after - before).days for before, after in zip(TABLE.starts, TABLE.starts[1:], strict=False)}
    assert gaps == {29, 30}


@pytest.mark.parametrize(
    "on, every, since, until, found",
    [
        ("08-01", "year", "2026-01-01", "2027-12-31", ["2026-08-01", "2027-08-01"]),
        ("08-01", "每年", "2026-08-01", "2026-08-01", ["2026-08-01"]),
        ("02-29", "year", "2026-01-01", "2028-12-31", ["2026-02-28", "2027-02-28", "2028-02-29"]),
        ("2-末", "year", "2026-01-01", "2026-12-31", ["2026-02-28"]),
        ("3-25", "quarter", "2026-01-01", "2026-12-31", ["2026-03-25", "2026-06-25", "2026-09-25", "2026-12-25"]),
        ("3-末", "每季度", "2026-04-01", "2026-10-01", ["2026-06-30", "2026-09-30"]),
        ("31", "month", "2026-01-31", "2026-04-30", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("末", "每月", "2026-02-01", "2026-02-28", ["2026-02-28"]),
        ("5", "week", "2026-05-01", "2026-05-15", ["2026-05-01", "2026-05-08", "2026-05-15"]),
        ("农历01-15", "year", "2026-01-01", "2027-12-31", ["2026-03-03", "2027-02-20"]),
        ("农历12-末", "year", "2025-01-01", "2026-12-31", ["2025-01-28", "2026-02-16"]),
        ("农历12-08", "year", "2020-01-01", "2020-12-31", ["2020-01-02"]),
        ("农历06-01", "year", "2025-01-01", "2025-12-31", ["2025-06-25"]),  # not again in the leap sixth
        ("09-周六3", "year", "2025-01-01", "2026-12-31", ["2025-09-20", "2026-09-19"]),  # 全民国防教育日
        ("2-周日末", "year", "2026-01-01", "2028-12-31", ["2026-02-22", "2027-02-28", "2028-02-27"]),
        ("festival:春节", "year", "2026-01-01", "2027-12-31", ["2026-02-17", "2027-02-06"]),
        ("festival:全民国防教育日", "year", "2026-01-01", "2026-12-31", ["2026-09-19"]),
    ],
)
def test_when_it_comes(on: str, every: str, since: str, until: str, found: list[str]) -> None:
    assert occurrences(Recurrence.parse(on, every), day(since), day(until)) == days(*found)


def test_a_visit_before_the_spring_festival_is_opened_in_time() -> None:
    visit = Recurrence.parse("festival:春节", lead="30日", offset="-7日")
    (on,) = occurrences(visit, day("2027-01-01"), day("2027-12-31"))
    assert (on, opens_on(visit, on)) == (day("2027-01-30"), day("2026-12-31"))
    assert opens_on(Recurrence.parse("08-01"), day("2026-08-01")) == day("2026-08-01")


def test_an_event_in_a_life_brings_its_work() -> None:
    """Zhao Jianjun leaves the service on 1 September 2026: thirty days to report, a call after a year."""
    life = {"退役": [day("2026-09-01")], "迁居": []}
    report, call = (Recurrence.parse("event:退役", offset=offset) for offset in ("30日", "1年"))
    assert occurrences(report, day("2026-01-01"), day("2026-12-31"), events=life) == days("2026-10-01")
    assert occurrences(call, day("2026-01-01"), day("2026-12-31"), events=life) == []
    assert next_after(call, day("2026-10-01"), events=life) == day("2027-09-01")
    assert next_after(call, day("2027-09-01"), events=life) is None
    assert next_after(Recurrence.parse("event:迁居"), day("2026-01-01"), events=life) is None


@pytest.mark.parametrize(
    "on, every, after, found",
    [
        ("08-01", "year", "2026-08-01", "2027-08-01"),
        ("08-01", "year", "2026-07-31", "2026-08-01"),
        ("末", "month", "2026-02-27", "2026-02-28"),
        ("1", "week", "2026-05-04", "2026-05-11"),
        ("festival:中秋", "year", "2026-09-25", "2027-09-15"),
        ("农历12-08", "year", "2026-02-01", "2027-01-15"),
        ("02-29", "year", "2028-02-29", "2029-02-28"),
    ],
)
def test_the_next_one(on: str, every: str, after: str, found: str) -> None:
    assert next_after(Recurrence.parse(on, every), day(after)) == day(found)


def test_beyond_the_table_it_says_so_and_does_not_guess() -> None:
    spring, lunar = Recurrence.parse("festival:春节"), Recurrence.parse("农历01-15")
    assert len(occurrences(spring, day("2020-01-01"), day("2040-12-31"))) == 21
    assert len(occurrences(lunar, day("2020-01-01"), day("2040-12-31"))) == 21
    for rule in (spring, lunar):
        with pytest.raises(FestivalError, match="2041年的农历节日不在节日表里。节日表从2000年到2040年"):
            occurrences(rule, day("2040-01-01"), day("2041-12-31"))
        with pytest.raises(FestivalError, match="不作推算"):
            next_after(rule, day("2040-12-31"))
    assert next_after(Recurrence.parse("festival:烈士纪念日"), day("2050-10-01")) == day("2051-09-30")


def test_an_offset_in_working_days_needs_the_calendar() -> None:
    rule = Recurrence.parse("01-05", offset="-2个工作日")
    assert occurrences(rule, day("2025-12-01"), day("2026-01-31")) == days("2025-12-31")
    with pytest.raises(RecurrenceError, match="2027年1月5日前后的放假安排尚未公布"):
        next_after(rule, day("2026-06-01"))


@pytest.mark.parametrize(
    "on, every",
    [
        ("13-01", "year"),
        ("4-10", "quarter"),
        ("8", "week"),
        ("32", "month"),
        ("08-01", "每旬"),
        ("八一", "year"),
        ("09-周六5", "year"),
        ("农历09-周六3", "year"),
    ],
)
def test_what_cannot_be_read_says_what_can(on: str, every: str) -> None:
    with pytest.raises(RecurrenceError) as told:
        Recurrence.parse(on, every)
    assert f"看不懂重复规则“{every} {on}”。每年可以写“08-01”" in str(told.value)


def test_an_unknown_festival_names_those_that_are_known() -> None:
    with pytest.raises(FestivalError, match="没有“圣诞”这个节日。可以写：春节、元宵"):
        Recurrence.parse("festival:圣诞")
    with pytest.raises(LengthError):
        Recurrence.parse("08-01", lead="一个月")
    assert issubclass(FestivalError, RuleError)


RULES = st.sampled_from(
    [
        Recurrence.parse("08-01"),
        Recurrence.parse("02-29"),
        Recurrence.parse("31", "month"),
        Recurrence.parse("2-末", "quarter", offset="-3日"),
        Recurrence.parse("3", "week"),
        Recurrence.parse("农历12-末"),
        Recurrence.parse("festival:清明", offset="-10日"),
        Recurrence.parse("09-周六3"),
        Recurrence.parse("2-周一末"),
    ]
)


@given(RULES, st.dates(date(2021, 1, 1), date(2035, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_a_span_is_the_sum_of_its_parts(rule: Recurrence, since: date, a: int, b: int) -> None:
    middle, until = since + timedelta(days=a), since + timedelta(days=a + b + 1)
    parts = occurrences(rule, since, middle) + occurrences(rule, middle + timedelta(days=1), until)
    assert occurrences(rule, since, until) == parts


@given(RULES, st.dates(date(2021, 1, 1), date(2036, 1, 1)))
def test_the_next_one_is_the_first_of_those_to_come(rule: Recurrence, on: date) -> None:
    following = next_after(rule, on)
    assert following is not None
    assert occurrences(rule, on + timedelta(days=1), following) == [following]


@given(st.integers(1, 12), st.integers(1, 7), st.sampled_from("1234末"), st.integers(1990, 2100))
def test_the_nth_weekday_of_a_month(month: int, weekday: int, nth: str, year: int) -> None:
    """Beside the plain list of such days in the month: one a year, the one that is asked for."""
    rule = Recurrence.parse(f"{month:02d}-周{WEEKDAYS[weekday - 1]}{nth}")
    found = occurrences(rule, date(year, 1, 1), date(year, 12, 31))
    days = (date(year, month, 1) + timedelta(days=number) for number in range(31))
    listed = [day for day in days if day.month == month and day.isoweekday() == weekday]
    assert found == [listed[-1] if nth == "末" else listed[int(nth) - 1]]


@given(st.integers(2000, 2100))
def test_the_day_of_the_law_is_the_festival_of_the_table(year: int) -> None:
    (found,) = occurrences(Recurrence.parse("09-周六3"), date(year, 1, 1), date(year, 12, 31))
    assert found == TABLE.on("全民国防教育日", year)
