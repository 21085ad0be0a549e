"""What comes again comes once, at its time, and is a red item where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuangyong.base.actor import SYSTEM
from shuangyong.base.jobs import cadence, queries, registry
from shuangyong.base.jobs.models import Job, Schedule
from shuangyong.base.jobs.running import Run
from shuangyong.base.jobs.worker import plan_all, run_pending, tick

HOUR = timedelta(hours=1)
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=cadence.ZONE)
broken: list[str] = []


@pytest.fixture
def digest() -> Iterator[None]:
    kinds, timings = dict(registry.kinds), dict(registry.timings)
    broken.clear()
    registry.job("test.digest", "每日汇总", max_attempts=1)(run_digest)
    registry.timings.clear()
    registry.schedule("test.digest", "daily 09:30")
    yield
    for table, before in ((registry.kinds, kinds), (registry.timings, timings)):
        table.clear()
        table.update(before)  # type: ignore[arg-type]


def run_digest(run: Run) -> None:
    assert not broken


@pytest.mark.django_db
def test_a_schedule_runs_once_a_day_however_many_tick(digest: None) -> None:
    assert run_pending(NINE) == 0
    at = NINE + HOUR
    tick(at)
    tick(at)
    assert run_pending(at) == 1
    assert run_pending(at) == 0
    assert Schedule.objects.get().next_run == NINE + timedelta(days=1, minutes=30)
    assert queries.red_items(SYSTEM, now=at) == []


@pytest.mark.django_db
def test_a_run_that_did_not_happen_is_red_without_any_worker_and_goes_when_it_is_done(digest: None) -> None:
    run_pending(NINE)
    later = NINE + 3 * HOUR
    [item] = queries.red_items(SYSTEM, now=later)
    assert (
        item.says
        == "定时任务“每日汇总”应在 03月02日 09:30 运行，到现在没有运行。请检查后台进程 shuangyong work 是否开着。"
    )
    assert run_pending(later) == 1
    assert queries.red_items(SYSTEM, now=later) == []


@pytest.mark.django_db
def test_where_nobody_ever_started_a_worker_the_run_is_red(digest: None) -> None:
    plan_all(NINE)
    assert queries.red_items(SYSTEM, now=NINE + HOUR) == []
    [item] = queries.red_items(SYSTEM, now=NINE + 3 * HOUR)
    assert "到现在没有运行" in item.says
    assert run_pending(NINE + 3 * HOUR) == 1
    assert queries.red_items(SYSTEM, now=NINE + 3 * HOUR) == []


@pytest.mark.django_db
def test_what_comes_again_is_told_with_its_next_and_its_last_time(digest: None) -> None:
    plan_all(NINE)
    [one] = queries.schedules(SYSTEM)
    assert (one.says, one.cadence, one.last_done) == ("每日汇总", "每天 09:30", None)
    run_pending(NINE + HOUR)
    [one] = queries.schedules(SYSTEM)
    assert one.last_done == NINE + HOUR < one.next_run


@pytest.mark.django_db
def test_a_week_without_a_worker_is_made_good_by_one_run(digest: None) -> None:
    run_pending(NINE)
    assert run_pending(NINE + timedelta(days=7)) == 1


@pytest.mark.django_db
def test_a_run_that_failed_is_red_until_the_next_one_works(digest: None) -> None:
    run_pending(NINE)
    broken.append("打印机没纸")
    run_pending(NINE + HOUR)
    assert [item.key for item in queries.red_items(SYSTEM, now=NINE + HOUR)] == ["job:test.digest"]
    run_pending(NINE + 3 * HOUR)
    assert {item.key for item in queries.red_items(SYSTEM, now=NINE + 3 * HOUR)} == {
        "job:test.digest",
        "schedule:test.digest",
    }
    broken.clear()
    run_pending(NINE + timedelta(days=1, hours=1))
    assert queries.red_items(SYSTEM, now=NINE + timedelta(days=1, hours=1)) == []


@pytest.mark.django_db
def test_a_run_that_hangs_is_red(digest: None) -> None:
    run_pending(NINE)
    tick(NINE + HOUR)
    tick(NINE + 3 * HOUR)
    [item] = queries.red_items(SYSTEM, now=NINE + 3 * HOUR)
    assert "没有完成" in item.says
    assert item.alarm_id is not None


@pytest.mark.django_db
def test_a_changed_rule_counts_from_then_on(digest: None) -> None:
    run_pending(NINE)
    registry.schedule("test.digest", "every 15")
    assert run_pending(NINE + HOUR) == 0
    assert run_pending(NINE + HOUR + timedelta(minutes=15)) == 1
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    "rule, says, after, expected",
    [
        ("every 15", "每 15 分钟", "2026-03-02 09:00", "2026-03-02 09:15"),
        ("daily 07:30", "每天 07:30", "2026-03-02 07:30", "2026-03-03 07:30"),
        ("weekly 1 08:00", "每周一 08:00", "2026-03-02 09:00", "2026-03-09 08:00"),
        ("monthly 31 08:00", "每月 31 日 08:00", "2026-02-01 00:00", "2026-02-28 08:00"),
        # 元旦 to 01-03 off by the State Council's calendar for 2026, 01-04 (Sunday) worked
        ("first_workday 08:00", "每月首个工作日 08:00", "2025-12-31 12:00", "2026-01-04 08:00"),
        ("workdays 08:00", "每个工作日 08:00", "2026-01-04 09:00", "2026-01-05 08:00"),
        # no calendar for that year yet: by the days of the week
        ("first_workday 08:00", "每月首个工作日 08:00", "2041-05-31 12:00", "2041-06-03 08:00"),
    ],
)
def test_rules(rule: str, says: str, after: str, expected: str) -> None:
    found = cadence.read(rule)
    assert found.says == says
    moment = datetime.fromisoformat(after).replace(tzinfo=cadence.ZONE)
    assert found.after(moment).strftime("%Y-%m-%d %H:%M") == expected


@pytest.mark.parametrize(
    "rule", ["", "every 0", "daily 24:00", "weekly 8 08:00", "monthly 32 08:00", "daily", "yearly 01:00"]
)
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(ValueError, match=r"allowed|hour|minute"):
        cadence.read(rule)


@settings(max_examples=60)
@given(
    st.sampled_from(["daily 07:30", "weekly 3 00:00", "monthly 30 23:59", "every 7", "workdays 08:00"]),
    st.integers(0, 8_000_000),
)
def test_the_next_time_is_later_and_is_followed_by_a_later_one(rule: str, minutes: int) -> None:
    aware = datetime(2024, 1, 1, tzinfo=cadence.ZONE) + timedelta(minutes=minutes)
    first = cadence.read(rule).after(aware)
    assert aware < first < cadence.read(rule).after(first)
    assert first - aware <= timedelta(days=62)


def test_the_last_day_of_a_month() -> None:
    assert [cadence.last_day(date(2028, month, 5)) for month in (1, 2, 4, 12)] == [31, 29, 30, 31]


@pytest.mark.django_db
def test_where_no_worker_runs_the_administrator_reads_one_sentence_not_one_for_each_schedule(digest: None) -> None:
    for name in ("test.one", "test.two", "test.three"):
        registry.job(name, name, max_attempts=1)(run_digest)
        registry.schedule(name, "daily 09:30")
    plan_all(NINE)
    [item] = queries.red_items(SYSTEM, now=NINE + 3 * HOUR)
    assert "后台进程没有在运行" in item.says and "4 项" in item.says
    run_pending(NINE + 3 * HOUR)
    assert queries.red_items(SYSTEM, now=NINE + 3 * HOUR) == []
