"""What the worker does for accounts: nothing of who came in, or tried to, is kept longer than it counts."""

from __future__ import annotations

from django.contrib.sessions.models import Session

from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.base.organisation.actions import throttle
from shuangyong.base.storing import writing


@job("organisation.tidy", "清理过期的登录状态")
def tidy(run: Run) -> dict[str, int]:
    """Sessions that ended by themselves, and failures that no longer count: a stranger can make a row for any name."""
    with writing():
        ended, _ = Session.objects.filter(expire_date__lt=run.now).delete()
    return {"sessions": ended, "failures": throttle.tidy(run.now)}


schedule("organisation.tidy", "daily 03:05")
