"""Work done later: taken once, tried again, cancelled, told in words. 陈默 asks for it, 周敏 is a stranger to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from shuangyong.base import storing
from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.errors import Forbidden, NotFound, Problem, Stale
from shuangyong.base.jobs import actions, queries, registry, running
from shuangyong.base.jobs.models import Alarm, Job, State
from shuangyong.base.jobs.running import Run
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.trail.models import Entry
from tests.base.cast import CHEN, ZHOU, seat

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
GAO = Actor(12, "高远", (seat("云河区双拥办", "系统管理员", "520402", "job.manage"),))
seen: list[object] = []

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def jobs() -> Iterator[None]:
    """Three kinds of job, known during one test."""
    before = dict(registry.kinds)
    registry.job("test.note", "记一笔")(lambda run: seen.append(run.payload) or {"n": len(seen)})
    registry.job("test.break", "出错的", max_attempts=2)(breaks)
    registry.job("test.refuse", "被拒的")(refuses)
    seen.clear()
    yield
    registry.kinds.clear()
    registry.kinds.update(before)


def breaks(run: Run) -> None:
    raise ZeroDivisionError("13800138000")


def refuses(run: Run) -> None:
    raise Problem("成员单位名单是空的。", then="请先录入成员单位。")


def test_a_job_runs_once_when_it_is_due() -> None:
    job = actions.enqueue("test.note", {"day": NOW.date()}, now=NOW, run_at=NOW + MINUTE, by=CHEN)
    assert run_pending(NOW) == 0
    assert run_pending(NOW + MINUTE) == 1
    assert run_pending(NOW + MINUTE) == 0
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts, seen) == (State.DONE, {"n": 1}, 1, [{"day": "2026-03-02"}])


def test_a_job_of_a_transaction_that_is_undone_is_gone() -> None:
    def act() -> None:
        with storing.writing():
            actions.enqueue("test.note", now=NOW)
            raise LookupError

    with pytest.raises(LookupError):
        act()
    assert run_pending(NOW) == 0


def test_one_key_one_job_until_it_has_ended() -> None:
    first = actions.enqueue("test.note", now=NOW, key="digest:7")
    assert actions.enqueue("test.note", now=NOW, key="digest:7").pk == first.pk
    assert run_pending(NOW) == 1
    assert actions.enqueue("test.note", now=NOW, key="digest:7").pk != first.pk


def test_an_undeclared_job_cannot_be_asked_for_and_one_of_another_version_fails_in_words() -> None:
    with pytest.raises(KeyError):
        actions.enqueue("test.unknown", now=NOW)
    job = Job.objects.create(name="old.job", run_at=NOW, created_at=NOW)
    run_pending(NOW)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "没有名为“old.job”" in job.error


def test_a_break_is_tried_again_later_and_then_a_red_item() -> None:
    job = actions.enqueue("test.break", now=NOW)
    assert run_pending(NOW) == 1
    job.refresh_from_db()
    assert (job.state, job.run_at) == (State.QUEUED, NOW + running.FIRST_WAIT)
    assert run_pending(NOW + MINUTE) == 1
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "意外错误" in job.error
    assert "ZeroDivisionError" in job.detail
    assert "13800138000" not in job.detail
    assert [item.key for item in queries.red_items(GAO, now=NOW)] == ["job:test.break"]


def test_waits_grow_to_an_hour() -> None:
    assert [running.wait(n).total_seconds() for n in (1, 2, 3, 8, 60)] == [30, 60, 120, 3600, 3600]


def test_what_a_person_must_mend_fails_at_once_with_its_sentence_and_may_be_retried() -> None:
    job = actions.enqueue("test.refuse", now=NOW, by=CHEN)
    run_pending(NOW)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "成员单位名单是空的。请先录入成员单位。")
    registry.kinds["test.refuse"] = registry.Kind("test.refuse", "被拒的", lambda run: None, 3, MINUTE)
    actions.retry(CHEN, job.pk, now=NOW)
    assert run_pending(NOW) == 1
    job.refresh_from_db()
    assert (job.state, job.error) == (State.DONE, "")
    assert queries.red_items(SYSTEM, now=NOW) == []
    with pytest.raises(Stale, match="没有失败"):
        actions.retry(CHEN, job.pk, now=NOW)
    assert Entry.objects.get().says == "让失败的后台任务“被拒的”重新排队"


def test_a_red_item_can_be_settled_by_who_may() -> None:
    actions.enqueue("test.refuse", now=NOW)
    run_pending(NOW)
    alarm = Alarm.objects.get()
    with pytest.raises(Forbidden, match="管理后台任务"):
        actions.settle(CHEN, alarm.pk, now=NOW)
    actions.settle(GAO, alarm.pk, now=NOW)
    assert queries.red_items(GAO, now=NOW) == []
    with pytest.raises(NotFound):
        actions.settle(GAO, alarm.pk, now=NOW)


def test_one_person_does_not_fill_the_queue() -> None:
    """The worker takes jobs in turn: a hundred exports of one person would let everybody else wait for hours."""
    for _ in range(actions.MOST_OF_ONE):
        actions.enqueue("test.note", now=NOW, by=CHEN)
    with pytest.raises(Problem, match="已经有 10 个后台任务在等或在做"):
        actions.enqueue("test.note", now=NOW, by=CHEN)
    assert actions.enqueue("test.note", now=NOW, by=ZHOU).pk
    assert actions.enqueue("test.note", now=NOW).pk, "the system's own are not counted"
    run_pending(NOW)
    assert actions.enqueue("test.note", now=NOW, by=CHEN).pk


def test_a_waiting_job_is_cancelled_by_its_owner_and_unknown_to_strangers() -> None:
    job = actions.enqueue("test.note", now=NOW, by=CHEN)
    with pytest.raises(NotFound):
        actions.cancel(ZHOU, job.pk, now=NOW)
    assert list(queries.visible_to(ZHOU)) == []
    assert list(queries.visible_to(GAO)) == [job]
    actions.cancel(CHEN, job.pk, now=NOW)
    assert run_pending(NOW) == 0
    assert Entry.objects.get().what == "job.cancel"
    with pytest.raises(Stale, match="已经结束"):
        actions.cancel(CHEN, job.pk, now=NOW)


def test_a_running_job_stops_at_its_next_progress() -> None:
    def long(run: Run) -> None:
        for n in range(10):
            seen.append(n)
            run.progress(n, 10, f"第 {n} 个")
            if n == 3:
                actions.cancel(CHEN, run.job.pk, now=NOW)

    registry.job("test.long", "长的")(long)
    job = actions.enqueue("test.long", now=NOW, by=CHEN)
    run_pending(NOW)
    job.refresh_from_db()
    assert (job.state, seen) == (State.CANCELLED, [0, 1, 2, 3, 4])
    assert (job.progress_done, job.progress_total, job.progress_says) == (3, 10, "第 3 个")


def test_a_job_that_ended_does_not_say_that_something_is_left() -> None:
    """It told before each piece of work; nobody tells after the last one."""
    registry.job("test.pieces", "分批的")(lambda run: run.progress(0, 17))
    job = actions.enqueue("test.pieces", now=NOW, by=CHEN)
    run_pending(NOW)
    job.refresh_from_db()
    assert (job.state, job.progress_done, job.progress_total) == (State.DONE, 17, 17)


def test_a_job_whose_worker_died_is_taken_back_and_the_late_one_writes_nothing() -> None:
    actions.enqueue("test.note", now=NOW)
    lost = running.claim("甲机", NOW)
    assert lost is not None
    assert running.claim("乙机", NOW) is None
    later = NOW + timedelta(hours=1)
    assert run_pending(later) == 1
    late = Run(lost, lambda: later)
    with pytest.raises(running.LeaseLost):
        late.progress(1, 2)
    running.perform(late, heartbeat=False)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.result) == (State.DONE, 2, {"n": 1})


def test_a_job_that_kills_its_workers_ends_as_failed() -> None:
    actions.enqueue("test.break", now=NOW)
    at = NOW
    for _ in range(2):
        assert running.claim("甲机", at) is not None
        at += timedelta(hours=1)
        running.reap(at)
    assert Job.objects.get().state == State.FAILED
    assert "断电" in queries.red_items(SYSTEM, now=at)[0].says


def test_a_stopping_worker_puts_its_job_back_uncounted() -> None:
    registry.job("test.long", "长的")(lambda run: run.progress(1, 2))
    actions.enqueue("test.long", now=NOW)
    job = running.claim("甲机", NOW)
    assert job is not None
    running.perform(Run(job, lambda: NOW, lambda: True), heartbeat=False)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.worker) == (State.QUEUED, 0, "")


def test_declaring_twice_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="twice"):
        registry.job("test.break", "别的")(refuses)
    with pytest.raises(ValueError, match="before its schedule"):
        registry.schedule("test.unknown", "daily 07:30")
