"""What the worker does for files."""

from __future__ import annotations

from shuangyong.base.files import actions
from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run


@job("files.sweep", "清理没有用到的文件")
def sweep(run: Run) -> dict[str, int]:
    return {"removed": actions.sweep(now=run.now)}


schedule("files.sweep", "daily 03:10")
