"""Reading a cell at once gives what the long way gives, for whatever a sheet may hold, or leaves it to the long way."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shuangyong.cases.forms import Wrong
from shuangyong.intake.ledgers.cells import value_of
from shuangyong.intake.ledgers.quick import READERS, SLOW

FIGURES = st.one_of(
    st.integers(-(10**15), 10**15).map(str),
    st.decimals(-(10**13), 10**13, places=2, allow_nan=False).map(str),
    st.decimals(-(10**6), 10**6, places=4, allow_nan=False).map(str),
    st.from_regex(r"[0-9.,]{0,14}元?", fullmatch=True),
)
DAYS = st.dates().flatmap(
    lambda day: st.sampled_from(
        [f"{day:%Y-%m-%d}", f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}", f"{day:%Y年}"]
    )
)
CELLS = st.one_of(
    st.text(max_size=12),
    FIGURES,
    DAYS,
    st.floats(),
    st.integers(-(10**6), 10**6).map(float),
    st.integers(-(10**9), 10**9).map(lambda fen: fen / 100),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["", " ", "²", "１２", "1e9", "-0", "0.", ".5", "\r\n", "1.005", "00012", "46028"]),
)


def slowly(type_: str, cell: object) -> object:
    """The long way: None for an empty cell, SLOW where it refuses."""
    try:
        found = value_of(type_, cell)
    except (Wrong, OverflowError, ValueError):
        return SLOW
    return None if found == "" else found


@pytest.mark.parametrize("type_", READERS)
@given(cell=CELLS)
@example(cell=1e15)
@example(cell=0.1 + 0.2)
@example(cell=4503599627370497.5)
@example(cell=datetime.combine(date(2026, 1, 1), time()))
@example(cell=date(2026, 1, 1))
@example(cell=time(1))
def test_at_once_is_as_the_long_way(type_, cell) -> None:
    found = READERS[type_](cell)
    if found is not SLOW:
        wanted = slowly(type_, cell)
        assert (found, type(found)) == (wanted, type(wanted))


def test_what_is_mostly_there_is_read_at_once() -> None:
    usual = {"text": "建立台账", "number": 12.0, "money": "120.50", "date": "2026-1-5", "long_text": "一段话"}
    assert {type_: READERS[type_](cell) for type_, cell in usual.items()} == {
        "text": "建立台账",
        "number": 12,
        "money": 12050,
        "date": date(2026, 1, 5),
        "long_text": "一段话",
    }
