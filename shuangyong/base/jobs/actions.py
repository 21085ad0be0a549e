"""What people and other rooms do with jobs: put them in the queue, cancel them, try them again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from shuangyong.base import storing
from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.errors import Forbidden, Problem, Stale
from shuangyong.base.jobs import alarms, queries, registry
from shuangyong.base.jobs.entries import CANCELLED, RETRIED
from shuangyong.base.jobs.models import OPEN, Job, State
from shuangyong.base.trail import actions as trail
from shuangyong.base.trail.chain import clean

MOST_OF_ONE = 10
"""Jobs that one person may have waiting or running: the worker takes them in turn, and others wait behind them."""


def enqueue(
    name: str,
    payload: Mapping[str, object] | None = None,
    *,
    now: datetime,
    run_at: datetime | None = None,
    key: str = "",
    by: Actor = SYSTEM,
) -> Job:
    """Put a job in the queue, inside the caller's transaction: undone with it. LookupError for an undeclared name.

    Problem where a person has too many waiting. Of the jobs with one `key` only one is queued or running at a time;
    a second call gives that one back.
    """
    kind = registry.kinds[name]
    job = Job(
        name=name,
        payload=clean(payload or {}),
        key=key,
        run_at=run_at or now,
        max_attempts=kind.max_attempts,
        created_by=by.account_id,
        created_at=now,
    )
    with storing.writing():
        if key and (found := Job.objects.filter(key=key, state__in=OPEN).first()):
            return found
        _check_share(by)
        return _alone(job) if key else _saved(job)


def _check_share(by: Actor) -> None:
    if by.account_id is None:
        return
    waiting = Job.objects.filter(created_by=by.account_id, state__in=OPEN).count()
    if waiting >= MOST_OF_ONE:
        raise Problem(
            f"您已经有 {waiting} 个后台任务在等或在做。", f"一个人最多同时排 {MOST_OF_ONE} 个。", "请等做完几个再来。"
        )


def _saved(job: Job) -> Job:
    job.save(force_insert=True)
    return job


def _alone(job: Job) -> Job:
    open_one = Job.objects.filter(key=job.key, state__in=OPEN)
    try:
        with transaction.atomic():
            return _saved(job)
    except IntegrityError:
        return open_one.get()  # somebody was quicker


def cancel(actor: Actor, job_id: int, *, now: datetime) -> None:
    """Stop a job: at once where it waits, at its next sign of progress where it runs."""
    with storing.writing():
        job = queries.one(actor, job_id)
        _must_stop(actor, job)
        waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED).update(state=State.CANCELLED, ended_at=now)
        if not waiting and not Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True):
            raise Stale(f"后台任务“{registry.says(job.name)}”已经结束，不能再取消。", then="请刷新页面查看结果。")
        trail.record(actor, CANCELLED, job, {"job": registry.says(job.name)}, now=now)


def _must_stop(actor: Actor, job: Job) -> None:
    """Whoever manages jobs does not stop what looks after him: it is kept for another post (alarms.kept_for)."""
    hand = alarms.hand(job.name)
    if actor.is_system or job.created_by == actor.account_id or hand == alarms.MANAGE:
        return
    if not any(hand in seat.permissions for seat in actor.seats):
        raise Forbidden(
            f"后台任务“{registry.says(job.name)}”不由系统管理员停下。",
            "由提出的人停下；夜间自动的做到做完为止。",
            "确需停下的，请与审计管理员联系。",
        )


def retry(actor: Actor, job_id: int, *, now: datetime) -> None:
    """Let a failed or cancelled job start anew."""
    with storing.writing():
        job = queries.one(actor, job_id)
        if job.name not in registry.kinds:
            raise Problem(f"本版本没有名为“{job.name}”的后台任务。", then="请升级后再试。")
        if job.key and Job.objects.filter(key=job.key, state__in=OPEN).exists():
            raise Stale(f"后台任务“{registry.says(job.name)}”已经在重做。", then="请刷新页面查看进度。")
        ended = Job.objects.filter(pk=job.pk, state__in=(State.FAILED, State.CANCELLED))
        if not ended.update(
            state=State.QUEUED, run_at=now, attempts=0, error="", detail="", cancel_asked=False, ended_at=None
        ):
            raise Stale(f"后台任务“{registry.says(job.name)}”没有失败，不用重做。", then="请刷新页面查看结果。")
        trail.record(actor, RETRIED, job, {"job": registry.says(job.name)}, now=now)


def settle(actor: Actor, alarm_id: int, *, now: datetime) -> None:
    """An administrator saw to a red item by hand: who manages jobs, or the one for whom it is kept (`alarms.hand`)."""
    queries.must_see_red(actor)
    alarms.settle(actor, alarm_id, now=now)
