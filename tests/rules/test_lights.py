"""A light explains itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules.lights import NAMES, light
from tests.rules.cast import day


@pytest.mark.parametrize(
    "due, warn_on, on, key, says",
    [
        ("2026-09-30", "2026-09-23", "2026-09-10", "green", "按期：期限9月30日到期，还有20天"),
        ("2026-09-30", "2026-09-23", "2026-09-22", "green", "按期：期限9月30日到期，还有8天"),
        ("2026-09-30", "2026-09-23", "2026-09-23", "yellow", "临期：期限9月30日到期，只剩7天"),
        ("2026-09-30", "2026-09-23", "2026-09-30", "yellow", "临期：期限9月30日到期，今天是最后一天"),
        ("2026-09-30", None, "2026-09-30", "green", "按期：期限9月30日到期，今天是最后一天"),
        ("2026-09-30", "2026-09-23", "2026-10-01", "red", "逾期1天：期限9月30日到期"),
        ("2026-09-30", "2026-09-23", "2026-10-03", "red", "逾期3天：期限9月30日到期"),
        ("2026-12-31", None, "2027-01-02", "red", "逾期2天：期限2026年12月31日到期"),
        (None, None, "2026-10-03", "grey", "未定期限：没有到期的日子"),
    ],
)
def test_under_way(due: str | None, warn_on: str | None, on: str, key: str, says: str) -> None:
    found = light(True, day(due) if due else None, day(warn_on) if warn_on else None, day(on))
    assert (found.key, found.says) == (key, says)


@pytest.mark.parametrize(
    "due, ended, says",
    [
        ("2026-09-30", "2026-09-28", "已办结：9月28日办结，未超期限"),
        ("2026-09-30", "2026-09-30", "已办结：9月30日办结，未超期限"),
        ("2026-09-30", "2026-10-02", "已办结：10月2日办结，比期限9月30日晚2天"),
        (None, "2026-10-02", "已办结：10月2日办结"),
        ("2026-09-30", None, "已办结"),
    ],
)
def test_ended(due: str | None, ended: str | None, says: str) -> None:
    found = light(False, day(due) if due else None, None, day("2026-10-10"), day(ended) if ended else None)
    assert (found.key, found.says) == ("blue", says)


def test_reasons_are_added() -> None:
    found = light(
        True, day("2026-09-30"), None, day("2026-10-03"), reasons=("配合单位区教育局未反馈。", " ", "已催办2次")
    )
    assert found.says == "逾期3天：期限9月30日到期；配合单位区教育局未反馈；已催办2次"


def test_a_light_names_the_term_that_runs_out() -> None:
    """A shop in business is not to be closed by a day: it is to be looked at again."""
    found = light(True, day("2026-09-12"), None, day("2026-11-28"), term="复核周期")
    assert found.says == "逾期77天：复核周期9月12日到期"


DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DATES, st.integers(0, 30), DATES, DATES)
def test_time_only_turns_green_to_yellow_to_red(due: date, warn: int, one: date, two: date) -> None:
    order = ["green", "yellow", "red"]
    warn_on = date.fromordinal(due.toordinal() - warn)
    early, late = (light(True, due, warn_on, on).key for on in sorted((one, two)))
    assert order.index(early) <= order.index(late)
    assert set(NAMES) >= {early, late}
