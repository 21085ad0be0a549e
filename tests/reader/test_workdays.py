"""Working days by the published calendar; a year that is not published has no answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.reader.workdays import add_workdays, is_workday

KNOWN = st.dates(date(2016, 1, 1), date(2025, 6, 30))
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    "day, works",
    [
        (date(2024, 3, 5), True),
        (date(2024, 3, 9), False),
        (date(2024, 10, 1), False),
        (date(2024, 10, 12), True),  # a Saturday worked for the holiday
        (date(2024, 2, 18), True),
        (date(2030, 3, 5), None),
        (date(2015, 12, 31), None),
    ],
)
def test_whether_offices_work(day: date, works: bool | None) -> None:
    assert is_workday(day) is works


@pytest.mark.parametrize(
    "start, count, wanted",
    [
        (date(2024, 3, 5), 0, date(2024, 3, 5)),
        (date(2024, 3, 5), 1, date(2024, 3, 6)),
        (date(2024, 3, 8), 1, date(2024, 3, 11)),
        (date(2024, 9, 30), 1, date(2024, 10, 8)),
        (date(2024, 9, 30), 5, date(2024, 10, 12)),
        (date(2026, 12, 31), 1, None),
        (date(2030, 3, 5), 1, None),
    ],
)
def test_counting_starts_on_the_next_day(start: date, count: int, wanted: date | None) -> None:
    assert add_workdays(start, count) == wanted


@given(KNOWN, COUNTS, COUNTS)
def test_counting_twice_is_counting_the_sum(start: date, one: int, two: int) -> None:
    middle = add_workdays(start, one)
    assert middle is not None
    assert add_workdays(middle, two) == add_workdays(start, one + two)


@given(KNOWN, COUNTS, st.integers(0, 60))
def test_a_later_start_and_a_larger_count_never_end_earlier(start: date, count: int, more: int) -> None:
    end = add_workdays(start, count)
    later = add_workdays(start + timedelta(days=more), count)
    longer = add_workdays(start, count + more)
    assert end is not None and later is not None and longer is not None
    assert end <= later and end <= longer


@given(KNOWN, st.integers(1, 60))
def test_the_last_day_is_one_of_work(start: date, count: int) -> None:
    end = add_workdays(start, count)
    assert end is not None and is_workday(end)
