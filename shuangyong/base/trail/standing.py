"""When everything was last found whole, and what speaks against relying on it: told alike on the desk and the server.

A check from the server (`shuangyong trail verify`) is not entered and therefore does not count here; it says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from shuangyong.base.jobs import queries as jobs
from shuangyong.base.jobs.models import OPEN, Alarm, Job, Schedule, State
from shuangyong.base.trail import checks
from shuangyong.base.trail.checks import Check


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the trail now."""

    newest: Check | None
    good: Check | None
    """The newest check that found everything whole."""
    wrong: tuple[str, ...]
    """Why that may no longer be so: found broken, not checked to the end, not checked when it was to be."""

    @property
    def says(self) -> str:
        """The last good check as a sentence."""
        if self.good is None:
            return "还没有一次核对是全部完好的。" if self.newest else "还没有核对过。"
        found = self.good.found
        return f"最近一次全部完好：{moment(self.good.at)} 核对 {found['entries']} 条留痕，到第 {found['head']} 条为止。"


def standing(now: datetime) -> Standing:
    """Five short queries, one more where the newest check found something."""
    newest = checks.newest()
    good = newest if newest is None or newest.good else checks.last_good()
    return Standing(newest, good, (*_broken(newest), *_unfinished(), *_late(now)))


def _broken(newest: Check | None) -> list[str]:
    """What is red until it is whole again; what the newest check found where its red item was put away."""
    red = Alarm.objects.filter(key__in=(checks.BROKEN, checks.APART), ended=None).order_by("since", "pk")
    says = [f"{row.says}（{moment(row.since)} 核对时发现）" for row in red]
    if says or newest is None or newest.good:
        return says
    return [f"{newest.wrong[0]}（{moment(newest.at)} 核对时发现）"]


def _unfinished() -> list[str]:
    """The last check that ended, where it failed; one that was stopped by who asked for it says nothing."""
    job = Job.objects.filter(name=checks.JOB).exclude(state__in=(*OPEN, State.CANCELLED)).order_by("-id").first()
    if job is None or job.state != State.FAILED or job.ended_at is None:
        return []
    return [f"{moment(job.ended_at)} 的核对没有做完：{job.error}"]


def _late(now: datetime) -> list[str]:
    row = Schedule.objects.filter(name=checks.JOB).first()
    item = jobs.late(row, now) if row else None
    return [item.says] if item else []


def moment(at: datetime) -> str:
    return f"{localtime(at):%Y年%-m月%-d日 %H:%M}"
