"""The worker: a loop over the database. `shuangyong work` runs it, `run_pending` is one pass for tests."""

from __future__ import annotations

import logging
import os
import socket
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import Error, close_old_connections

from shuangyong.base import storing
from shuangyong.base.jobs import actions, alarms, cadence, queries, registry, running
from shuangyong.base.jobs.models import OPEN, Job, Schedule
from shuangyong.base.jobs.running import Clock, Run

PAUSE = 1.0
"""Seconds between looks at an empty queue."""
log = logging.getLogger(__name__)


def run_pending(now: datetime, most: int = 1_000) -> int:
    """Do everything that is due at `now`, in this thread; gives how many jobs were run."""
    return Worker(lambda: now, heartbeat=False).once(most)


class Worker:
    """One worker process; several may run beside each other."""

    def __init__(self, clock: Clock, *, heartbeat: bool = True) -> None:
        self.clock, self.heartbeat = clock, heartbeat
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
        self.stopping = False  # a plain flag: an Event's lock must not be taken by a signal's handler

    def loop(self) -> None:
        """Until told to stop:

        1. put the scheduled jobs that are due into the queue, raise alarms for late ones,
        2. take back the jobs of workers that died,
        3. run what is due, one after the other,
        4. wait a moment where there was nothing.
        """
        while not self.stopping:
            try:
                close_old_connections()
                busy = self.once(1)
            except Error:
                log.exception("后台进程暂时用不了数据库，稍后再试")
                busy = 0
            if not busy:
                self.pause()

    def pause(self) -> None:
        """Sleep in short pieces, so that an order to stop is heard."""
        end = time.monotonic() + PAUSE
        while not self.stopping and time.monotonic() < end:
            time.sleep(0.1)

    def once(self, most: int = 1_000) -> int:
        """One pass; gives how many jobs were run."""
        tick(self.clock())
        running.reap(self.clock())
        done = 0
        while done < most and not self.stopping:
            job = running.claim(self.name, self.clock())
            if job is None:
                break
            running.perform(Run(job, self.clock, lambda: self.stopping), heartbeat=self.heartbeat)
            done += 1
        return done

    def one(self, job: Job, told: Callable[[int, int, str], None]) -> Job:
        """Do this job and no other; where another worker has it, wait until that one has ended it.

        `told` hears how far it is: done, of how many, in words. Gives the job as it ended, or as it was left by an
        order to stop.
        """
        while not self.stopping and job.state in OPEN:
            if mine := running.claim_one(job.pk, job.name, self.name, self.clock()):
                running.perform(_Told(mine, self.clock, lambda: self.stopping, told), heartbeat=self.heartbeat)
            else:
                told(job.progress_done, job.progress_total, job.progress_says)
                self.pause()
                running.reap(self.clock())
            job.refresh_from_db()
        return job


@dataclass(frozen=True)
class _Told(Run):
    """A run that somebody waits for."""

    told: Callable[[int, int, str], None] = lambda *_: None

    def progress(self, done: int, total: int, says: str = "") -> None:
        super().progress(done, total, says)
        self.told(done, total, says)


def tick(now: datetime) -> None:
    """Queue what a schedule asks for; of many workers the one whose compare-and-set moves the time on."""
    plan_all(now)
    for row in Schedule.objects.filter(name__in=registry.timings, next_run__lte=now):
        start(row, now)
    for item in queries.late_schedules(now):
        alarms.begin(item.key, item.says, now=now)


def plan_all(now: datetime) -> None:
    """Take in what is declared and not known yet. The service does so too when it starts: where nobody ever starts a
    worker, what should have run must be red."""
    known = dict(Schedule.objects.values_list("name", "rule"))
    for timing in registry.timings.values():
        if known.get(timing.name) != timing.rule:
            plan(timing, now)


def plan(timing: registry.Timing, now: datetime) -> None:
    """Take a new schedule in, or a changed rule; its first run is the next one by the rule."""
    times = {"rule": timing.rule, "next_run": cadence.read(timing.rule).after(now)}
    with storing.writing():
        if not Schedule.objects.filter(name=timing.name).update(**times):
            Schedule.objects.bulk_create([Schedule(name=timing.name, **times)], ignore_conflicts=True)


def start(row: Schedule, now: datetime) -> None:
    """Runs that were missed while no worker ran are made good by one, which the desk shows as late until then."""
    with storing.writing():
        mine = Schedule.objects.filter(pk=row.pk, next_run=row.next_run)
        if mine.update(next_run=cadence.read(row.rule).after(now), last_run=now):
            actions.enqueue(row.name, now=now, key=f"schedule:{row.name}")
