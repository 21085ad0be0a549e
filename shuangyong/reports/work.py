"""What the worker does for this room."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.reports import exports, releases, rolls, taking
from shuangyong.reports.models import Release
from shuangyong.reports.taking import Progress


def _asker(account: int, run: Run) -> Actor:
    """With the posts that whoever asked holds now."""
    return actor_of(Account.objects.get(pk=account), localtime(run.now).date())


def _progress(run: Run) -> Progress:
    return lambda done, total: run.progress(done, total, f"已写 {done} 行")


@job(taking.LEDGER, "导出台账")
def export(run: Run) -> dict[str, Any]:
    """A ledger, or the list of all cases."""
    actor, wanted = _asker(run.payload["account"], run), exports.Wanted.restored(run.payload)
    table = exports.export(actor, wanted, run.payload["said"], now=run.now, progress=_progress(run))
    return taking.write(actor, table, wanted.form, run.job.pk)


@job(taking.ROLL, "导出登记名单")
def roll(run: Run) -> dict[str, Any]:
    """A list of the register, masked."""
    actor, form = _asker(run.payload["account"], run), run.payload["form"]
    wanted, most = rolls.restored(run.payload), run.payload["rows"]
    table = rolls.export(actor, wanted, form, most, now=run.now, progress=_progress(run))
    return taking.write(actor, table, form, run.job.pk)


@job(releases.JOB, "生成完整导出")
def release(run: Run) -> dict[str, int]:
    """A list in the clear that somebody agreed to."""
    found = Release.objects.get(pk=run.payload["release"])
    return releases.build(_asker(found.asked_by_id, run), found.pk, now=run.now, progress=_progress(run))


@job("reports.sweep", "清理导出的台账")
def sweep(run: Run) -> dict[str, int]:
    return {"removed": taking.sweep(now=run.now)}


@job("reports.expire", "清除到期的完整导出")
def expire(run: Run) -> dict[str, int]:
    return {"removed": releases.sweep(now=run.now)}


schedule("reports.sweep", "daily 03:40")
schedule("reports.expire", "every 60")
