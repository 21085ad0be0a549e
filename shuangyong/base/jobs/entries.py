"""What is entered in the trail about jobs."""

from __future__ import annotations

from shuangyong.base.trail import types

CANCELLED = types.declare("job.cancel", "取消了后台任务“{job}”")
RETRIED = types.declare("job.retry", "让失败的后台任务“{job}”重新排队")
SETTLED = types.declare("alarm.settle", "消除了红项：{says}")
