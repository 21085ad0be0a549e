"""Running one job: taking it, keeping it by a lease, ending it. Every change is a compare-and-set on who holds it."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from shuangyong.base import storing
from shuangyong.base.errors import Problem
from shuangyong.base.jobs import alarms, registry
from shuangyong.base.jobs.models import Job, Schedule, State
from shuangyong.base.trail.chain import clean, writable
from shuangyong.base.trail.masking import scrub

Clock = Callable[[], datetime]
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
LOOKED_AT = 16
"""Queued jobs fetched at a time: with several workers the first few may be gone."""
UNEXPECTED = "“{says}”执行中出现意外错误。已记下技术细节，请系统管理员查看；修好后可点“重做”。"
DIED = "“{says}”执行到一半时后台进程停止了。请检查机器是否断电或内存不足；修好后可点“重做”。"


class Cancelled(Exception):  # noqa: N818 - an order, not a mistake
    """Somebody cancelled the job; raised out of its handler's `progress()`."""


class Stopped(Exception):  # noqa: N818
    """The worker is to stop; the job goes back into the queue as if it had not been taken."""


class LeaseLost(Exception):  # noqa: N818
    """This worker was too slow and another one has the job: nothing more may be written."""


ORDERS = (Cancelled, Stopped, LeaseLost)
"""What `progress()` raises: no mistakes of the work, so a handler that tells of those lets these pass."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a handler gets: its payload, the time, and a way to say how far it is."""

    job: Job
    clock: Clock
    stopping: Callable[[], bool] = lambda: False

    @property
    def payload(self) -> dict[str, Any]:
        return dict(self.job.payload)

    @property
    def now(self) -> datetime:
        return self.clock()

    def progress(self, done: int, total: int, says: str = "") -> None:
        """Show how far it is, renew the lease, and learn whether to go on.

        Inside the transaction of a piece of work it makes sure that the job is still this worker's when that commits.
        Raises Cancelled, Stopped or LeaseLost, which the handler lets pass: the piece is undone.
        """
        found = held(self.job)
        with storing.writing():
            if not found.update(
                progress_done=done, progress_total=total, progress_says=says[:200], lease_until=self.lease()
            ):
                raise LeaseLost
            if found.filter(cancel_asked=True).exists():
                raise Cancelled
        if self.stopping():
            raise Stopped

    def renew(self) -> bool:
        """Hold the job for another lease; False where it is no longer this worker's."""
        return bool(held(self.job).update(lease_until=self.lease()))

    def lease(self) -> datetime:
        return self.clock() + registry.kinds[self.job.name].lease


def held(job: Job) -> QuerySet[Job]:
    """The job's row as long as this very attempt holds it."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, attempts=job.attempts)


def claim(worker: str, now: datetime) -> Job | None:
    """Take the next job that is due, or None. Among many workers each job goes to one."""
    while waiting := due(now):
        for pk, name in waiting:
            if job := claim_one(pk, name, worker, now):
                return job
    return None


def claim_one(pk: int, name: str, worker: str, now: datetime) -> Job | None:
    """Take this job, or None where it waits no more."""
    with storing.writing():
        taken = Job.objects.filter(pk=pk, state=State.QUEUED).update(
            state=State.RUNNING,
            worker=worker,
            attempts=F("attempts") + 1,
            lease_until=now + (registry.kinds[name].lease if name in registry.kinds else timedelta()),
        )
    return Job.objects.get(pk=pk) if taken else None


def due(now: datetime) -> list[tuple[int, str]]:
    queued = Job.objects.filter(state=State.QUEUED, run_at__lte=now).order_by("run_at", "id")
    return list(queued.values_list("pk", "name")[:LOOKED_AT])


def perform(run: Run, *, heartbeat: bool) -> None:
    """Run a claimed job to its end, whatever that is."""
    job = run.job
    try:
        handler = handler_of(job)
        with Heartbeat(run) if heartbeat else _Nothing():
            result = clean(handler(run))
        succeed(run, result)
    except LeaseLost:
        return
    except Cancelled:
        close(run, State.CANCELLED, error="已按要求取消。")
    except Stopped:
        with storing.writing():
            held(job).update(state=State.QUEUED, worker="", lease_until=None, attempts=F("attempts") - 1)
    except Problem as problem:
        fail(run, str(problem), "", again=False)  # told to a person, who must mend it: trying again changes nothing
    except Exception:  # noqa: BLE001 - a job that breaks must not break the worker
        fail(run, UNEXPECTED.format(says=registry.says(job.name)), traceback.format_exc(), again=True)


def handler_of(job: Job) -> registry.Handler:
    if job.name not in registry.kinds:
        raise Problem(f"本版本没有名为“{job.name}”的后台任务。", then="请升级后点“重做”，或取消它。")
    return registry.kinds[job.name].handler


def succeed(run: Run, result: Any) -> None:
    with storing.writing():
        # What was told last was told before the last piece of work: it ended, so all of it is done.
        if close(run, State.DONE, result=result, error="", detail="", progress_done=F("progress_total")):
            Schedule.objects.filter(name=run.job.name).update(last_done=run.now)
            alarms.end(f"job:{run.job.name}", now=run.now)
            alarms.end(f"schedule:{run.job.name}", now=run.now)


def close(run: Run, state: State, **values: Any) -> bool:
    with storing.writing():
        return bool(held(run.job).update(state=state, ended_at=run.now, lease_until=None, **values))


def fail(run: Run, error: str, detail: str, *, again: bool) -> None:
    """Put the job back with a growing wait, or end it with a red item once its attempts are used up."""
    job = run.job
    said = {"error": scrub(writable(error))[:500], "detail": scrub(writable(detail))}
    with storing.writing():
        if again and job.attempts < job.max_attempts:
            back = {"state": State.QUEUED, "worker": "", "lease_until": None, "run_at": run.now + wait(job.attempts)}
            held(job).update(**back, **said)
        elif close(run, State.FAILED, **said):
            alarms.begin(f"job:{job.name}", _named(job, said["error"]), now=run.now)


def _named(job: Job, error: str) -> str:
    """A refusal says what is wrong and not which job it stopped."""
    says = registry.says(job.name)
    return error if says in error else f"后台任务“{says}”没有做完：{error}"


def wait(attempts: int) -> timedelta:
    """Half a minute after the first failure, twice as long after each further one, an hour at most."""
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(10, max(0, attempts - 1))))


def reap(now: datetime) -> int:
    """Take jobs from workers that died: back into the queue, or failed where they died too often. Gives how many."""
    expired = list(Job.objects.filter(state=State.RUNNING, lease_until__lt=now)[:100])
    for job in expired:
        reap_one(job, now)
    return len(expired)


def reap_one(job: Job, now: datetime) -> None:
    run = Run(job, lambda: now)
    with storing.writing():
        mine = held(job).filter(lease_until=job.lease_until)
        if job.cancel_asked:
            mine.update(state=State.CANCELLED, ended_at=now, lease_until=None, error="已按要求取消。")
        elif job.attempts < job.max_attempts:
            mine.update(state=State.QUEUED, worker="", lease_until=None, run_at=now)
        elif mine.exists():
            fail(run, DIED.format(says=registry.says(job.name)), "lease expired", again=False)


class Heartbeat:
    """Renews the lease from a thread of its own while a handler is busy without a word."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.beat, name=f"lease-{run.job.pk}", daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def beat(self) -> None:
        pause = registry.kinds[self.run.job.name].lease.total_seconds() / 3
        try:
            while not self.over.wait(pause) and self.renew():
                pass
        finally:
            connection.close()

    def renew(self) -> bool:
        try:
            with storing.writing():
                return self.run.renew()
        except Exception:  # noqa: BLE001 - the database was away; the next beat may still be in time
            return True


class _Nothing:
    def __enter__(self) -> None:
        """No heartbeat: the caller's clock stands still."""

    def __exit__(self, *_: object) -> None:
        """Nothing to stop."""
