"""What the worker does for the register."""

from __future__ import annotations

from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.register import binding, finding


@job("register.find_pairs", "查找重复的人员档案")
def find_pairs(run: Run) -> dict[str, int]:
    return {"found": finding.find_all(now=run.now, progress=run.progress)}


@job("register.bind", "登记与留痕绑定")
def bind(run: Run) -> dict[str, bool]:
    """Once, for what was registered before rows were bound; before the nightly check of the trail."""
    return {"begun": binding.begin(now=run.now)}


schedule("register.bind", "daily 02:40")
schedule("register.find_pairs", "daily 03:10")
