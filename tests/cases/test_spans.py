"""A range of terms taken apart holds what the whole one holds, each case once, and in the order of lists."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.models import band_of
from shuangyong.cases.spans import Span, spans_of

ON = date(2026, 8, 1)
DAYS = st.integers(-100, 400).map(lambda days: ON + timedelta(days))
LIGHTS = st.sets(st.sampled_from(("red", "yellow", "green", "grey"))).map(tuple)


def holds(span: Span, due: date, warn_on: date) -> bool:
    found = span.holds(due, warn_on) and span.band in {None, band_of(due, warn_on)}
    assert not found or due <= span.upto
    return found


@given(LIGHTS, DAYS, st.integers(0, 120) | st.just(None))
def test_each_case_lies_in_one_part(lights, due, early) -> None:
    due, warn_on = (NEVER, NEVER) if early is None else (due, due - timedelta(early))
    for span in spans_of(lights, ON):
        parts = [one for group in span.apart() for one in group]
        assert sum(holds(one, due, warn_on) for one in parts) == holds(span, due, warn_on)
        for one in parts:
            assert not holds(one, due, warn_on) or not one.over_before(due)
