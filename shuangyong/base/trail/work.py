"""The trail is verified every night, and what it answers for: who never looks must be told all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.base.trail import anchors, checks, seals
from shuangyong.base.trail.verifying import verify
from shuangyong.base.trail.witness import hear

WHOLE, CHAIN = 100, 40
"""How far it is, of 100: so much is the chain, the rest what it answers for."""


@job(checks.JOB, "核对留痕")
def check(run: Run) -> dict[str, Any]:
    """A red item until it is whole again; only evidence that was put back, or a restored copy, makes it whole.

    Begun anew by another worker it starts from the beginning: it writes nothing before its end.
    """
    typed = run.payload.get("anchor", "")
    anchor = anchors.read(typed) if typed else None

    def entry(done: int, total: int, _rows: int = 0, /) -> None:
        run.progress(CHAIN * done // total, WHOLE, f"留痕 {total} 条，核对到第 {done} 条")

    def row(called: str, done: float, rows: int) -> None:
        run.progress(CHAIN + int((WHOLE - CHAIN) * done), WHOLE, f"{called}，核对了 {rows} 行")

    report = verify(anchor=anchor, progress=entry)
    return checks.conclude(run.job, checks.found(report, hear(row), seals.told(), anchor), now=run.now)


schedule(checks.JOB, "daily 02:50", grace=timedelta(hours=4))
