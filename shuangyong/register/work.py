"""What the worker does for the register."""

from __future__ import annotations

from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.register import finding


@job("register.find_pairs", "查找重复的人员档案")
def find_pairs(run: Run) -> dict[str, int]:
    return {"found": finding.find_all(now=run.now, progress=run.progress)}


schedule("register.find_pairs", "daily 03:10")
