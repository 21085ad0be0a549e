"""What the worker does for this room."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.reports import exports


@job(exports.JOB, "导出台账")
def export(run: Run) -> dict[str, Any]:
    """With the posts that whoever asked holds now."""
    actor = actor_of(Account.objects.get(pk=run.payload["account"]), localtime(run.now).date())
    return exports.write(
        actor,
        exports.Wanted.restored(run.payload),
        run.payload["said"],
        run.job.pk,
        now=run.now,
        progress=lambda done, total: run.progress(done, total, f"已写 {done} 行"),
    )


@job("reports.sweep", "清理导出的台账")
def sweep(run: Run) -> dict[str, int]:
    return {"removed": exports.sweep(now=run.now)}


schedule("reports.sweep", "daily 03:40")
