"""What the worker does for cases, and when."""

from __future__ import annotations

from shuangyong.base.actor import SYSTEM
from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.base.organisation.handlers import Division
from shuangyong.base.organisation.models import Unit
from shuangyong.base.storing import writing
from shuangyong.cases import following, invariants, moving, recounting, recurring, reminding, search, visiting
from shuangyong.catalog.models import Definition


@job("cases.remind", "催办提醒")
def remind(run: Run) -> dict[str, int]:
    return {"rung": reminding.ring(now=run.now, progress=run.progress)}


@job("cases.digest", "每日提要")
def digest(run: Run) -> dict[str, int]:
    return {"made": reminding.make_digests(now=run.now, progress=run.progress)}


@job("cases.recur", "定期事项自动立项")
def recur(run: Run) -> dict[str, int]:
    return {"opened": recurring.open_due(now=run.now, progress=run.progress)}


@job(following.CLOSED_LATER, "已办结事项随单位并入")
def hand_on_closed(run: Run) -> dict[str, int]:
    """A hundred at a time, so that nobody who writes waits long."""
    unit, into = (Unit.objects.get(pk=run.payload[key]) for key in ("unit", "into"))
    done = 0
    while rows := following.closed_of(unit, 100):
        with writing():
            run.progress(done, done + len(rows))
            done += following.hand_on_to_unit(SYSTEM, rows, unit, into, run.now)
    return {"moved": done}


@job(following.DIVIDED_LATER, "已办结事项随单位分设")
def divide_closed(run: Run) -> dict[str, int]:
    """A hundred at a time, so that nobody who writes waits long."""
    units = Unit.objects.in_bulk([run.payload["unit"], run.payload["first"], *run.payload["work"].values()])
    work = {kind: units[pk] for kind, pk in run.payload["work"].items()}
    unit, division = units[run.payload["unit"]], Division(units[run.payload["first"]], work, closed=True)
    done = 0
    while rows := following.closed_of(unit, 100):
        with writing():
            run.progress(done, done + len(rows))
            done += following.divide(SYSTEM, rows, unit, division, run.now)
    return {"moved": done}


@job(moving.JOB, "改用新版定义")
def move(run: Run) -> dict[str, int]:
    """By whom it was asked for; `undo` takes a move back."""
    before, after = (Definition.objects.get(pk=run.payload[key]) for key in ("before", "after"))
    act = moving.unmove if run.payload.get("undo") else moving.move
    return act(moving.asker(run.job.created_by, run.now), before, after, now=run.now, progress=run.progress)


@job(recounting.JOB, "按新的放假安排重算期限")
def recount(run: Run) -> dict[str, object]:
    """Nothing to do, on nearly every day: the calendar is the one that terms were counted by before."""
    mark = recounting.by_the_calendar()
    moved = 0 if recounting.counted_by() == mark else recounting.recount(now=run.now, progress=run.progress)
    return {"moved": moved, "calendar": mark}


@job("cases.words", "重建搜索用的索引")
def words(run: Run) -> dict[str, int]:
    return {"kept": search.keep_all(progress=run.progress)}


@job("cases.visits", "走访安排自动立项")
def visits(run: Run) -> dict[str, int]:
    return {"opened": visiting.plan(now=run.now, progress=run.progress)}


@job("cases.invariants", "夜间核对事项")
def check(run: Run) -> dict[str, int]:
    return {"found": invariants.look_over(now=run.now, progress=run.progress)}


schedule("cases.invariants", "daily 02:20", grace=invariants.GRACE)
# Before rungs are rung by the terms, and before the night's check finds them wrong.
schedule(recounting.JOB, "daily 01:40", grace=invariants.GRACE)
schedule("cases.recur", "daily 05:30")
schedule("cases.visits", "daily 05:40")
schedule("cases.remind", "daily 06:30")
# Often, because the quiet hours are the office's to set; whoever has had the day's digest gets no second one.
schedule("cases.digest", "every 30")
