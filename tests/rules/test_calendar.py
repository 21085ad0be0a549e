"""Working days: the shipped calendar, make-up days, a year that is not published, and slips in the data."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules.calendar import DATA, Calendar, CalendarError, shipped
from tests.rules.cast import day

KNOWN = st.dates(date(2016, 1, 1), date(2025, 6, 30))
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    "text, works",
    [
        ("2026-02-13", True),
        ("2026-02-14", True),  # a Saturday worked for the Spring Festival
        ("2026-02-23", False),  # a Monday off
        ("2026-09-20", True),  # a Sunday worked for the National Day
        ("2026-09-27", False),
        ("2026-10-08", True),
        ("2027-01-04", None),
        ("2015-12-31", None),
    ],
)
def test_whether_offices_work(text: str, works: bool | None) -> None:
    assert shipped().is_workday(day(text)) is works


@pytest.mark.parametrize("year, days", [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_its_notice_leaves(year: int, days: int) -> None:
    assert shipped().workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


@given(KNOWN, COUNTS)
def test_adding_and_counting_are_each_others_inverse(start: date, count: int) -> None:
    end = shipped().add_workdays(start, count)
    assert end is not None
    assert shipped().workdays_between(start, end) == count
    assert end == start or shipped().is_workday(end)


@given(KNOWN, COUNTS)
def test_going_back_leads_home_from_a_working_day(start: date, count: int) -> None:
    home = shipped().add_workdays(start, 1)
    assert home is not None
    there = shipped().add_workdays(home, count)
    assert there is not None
    assert shipped().add_workdays(there, -count) == home


@given(KNOWN, COUNTS, COUNTS)
def test_steps_add_up(start: date, a: int, b: int) -> None:
    calendar = shipped()
    middle = calendar.add_workdays(start, a)
    assert middle is not None
    assert calendar.add_workdays(middle, b) == calendar.add_workdays(start, a + b)


def test_a_year_that_is_not_published_is_named_and_not_guessed() -> None:
    calendar = shipped()
    assert calendar.add_workdays(day("2026-12-30"), 1) == day("2026-12-31")
    assert calendar.add_workdays(day("2026-12-30"), 2) is None
    assert calendar.workdays_between(day("2026-12-30"), day("2027-01-04")) is None
    assert calendar.says(day("2026-01-01"), day("2026-12-31")) == ""
    assert calendar.says(day("2026-12-30"), day("2027-01-04")) == (
        "2027年的放假安排尚未公布，涉及该年的工作日还算不出来；公布后录入放假安排，即自动算出。"
    )


def test_an_office_adds_the_year_that_was_published() -> None:
    """The days of 2027 are invented."""
    more = Calendar.of({"2027": {"off": ["01-01"], "worked": ["01-03"]}})
    calendar = shipped().plus(more)
    assert calendar.add_workdays(day("2026-12-31"), 1) == day("2027-01-03")
    assert calendar.is_workday(day("2026-10-01")) is False


def test_a_corrected_year_stands_in_for_the_shipped_one() -> None:
    corrected = shipped().plus(Calendar.of({"2026": {"off": ["10-01"], "worked": []}}))
    assert corrected.is_workday(day("2026-10-02")) is True
    assert corrected.is_workday(day("2026-10-10")) is False
    assert corrected.is_workday(day("2025-10-02")) is False


def test_slips_are_all_told_at_once() -> None:
    with pytest.raises(CalendarError) as told:
        Calendar.of({"2026": {"off": ["10-03", "13-01"], "worked": ["09-21"]}})
    assert str(told.value) == (
        "放假安排有误：2026年off里的10-03是周六；2026年off里的“13-01”不是日期；2026年worked里的09-21是周一。"
        "off只写放假的周一至周五，worked只写上班的周六、周日，均写作“月-日”，如“10-01”。请对照国务院办公厅当年的通知改正。"
    )


def test_every_year_names_its_source_and_whether_it_was_checked() -> None:
    table = tomllib.loads((DATA / "workdays.toml").read_text("utf-8"))
    assert all(entry["source"].startswith("国办发明电〔") for entry in table.values())
    assert {year for year, entry in table.items() if entry["checked"] == "已核"} == {"2025", "2026"}
    assert all(entry["checked"] in {"已核", "待核"} for entry in table.values())


def test_days_off_and_worked_balance_in_a_long_holiday() -> None:
    """From 1 to 7 October 2026 nobody works; the two weekends beside it are worked for it."""
    calendar = shipped()
    week = [day("2026-10-01") + timedelta(days=number) for number in range(7)]
    assert not any(calendar.is_workday(each) for each in week)
    assert calendar.is_workday(day("2026-09-20"))
    assert calendar.is_workday(day("2026-10-10"))


@pytest.mark.parametrize(
    ("after", "holiday"),
    [
        (date(2025, 9, 1), (date(2025, 10, 1), date(2025, 10, 8))),
        (date(2025, 9, 30), (date(2025, 10, 1), date(2025, 10, 8))),
        (date(2025, 10, 1), (date(2026, 1, 1), date(2026, 1, 3))),  # the one that has begun is not the next
        (date(2025, 3, 1), (date(2025, 4, 4), date(2025, 4, 6))),  # a plain weekend is none, and 3 March is worked
        (date(2026, 10, 9), None),  # it would reach into a year that nobody has published
    ],
)
def test_the_next_holiday(after, holiday) -> None:
    assert shipped().next_holiday(after) == holiday
