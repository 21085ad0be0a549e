"""The trail is verified every night, and what it answers for: who never looks must be told all the same."""

from __future__ import annotations

from datetime import timedelta

from shuangyong.base.jobs import alarms
from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.base.trail.verifying import verify
from shuangyong.base.trail.witness import hear

ALARM = "trail.broken"
alarms.kept_for(ALARM, "trail.verify")


@job("trail.verify", "夜间核对留痕")
def check(run: Run) -> dict[str, int]:
    """A red item until it is whole again; only evidence that was put back, or a restored copy, makes it whole."""
    report = verify()
    run.progress(0, 1)
    said = [*hear(run.progress).says]
    if report.broken:
        said.insert(0, report.broken.says)
    if said:
        alarms.begin(ALARM, said[0], now=run.now)
    else:
        alarms.end(ALARM, now=run.now)
    return {"checked": report.checked, "found": len(said)}


schedule("trail.verify", "daily 02:50", grace=timedelta(hours=4))
