"""What the worker does for scores, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.timezone import localtime

from shuangyong.assess import asking, foreseeing, keeping, past
from shuangyong.assess.models import Cell
from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import Run
from shuangyong.base.storing import writing
from shuangyong.cases import invariants, recounting
from shuangyong.cases.models import Case

BATCH = 200
CROWDED = 200
"""Additions of one place from which on they are put together."""


@job(asking.JOB, "考评：清点台账")
def answer(run: Run) -> dict[str, int]:
    """Every case of a kind answers what is newly asked, a batch at a time, so that nobody who writes waits long."""
    kind, done, last = str(run.payload["kind"]), 0, 0
    asked = {kind: asking.asked_of(kind)}
    total = Case.objects.filter(kind=kind).count()
    while rows := list(Case.objects.filter(kind=kind, pk__gt=last).order_by("pk")[:BATCH]):
        with writing():
            run.progress(done, total)
            done += keeping.answer_again(rows, asked, localtime(run.now).date())
        last = rows[-1].pk
    with writing():
        if asking.asked_of(kind) == asked[kind]:
            asking.set_ready(kind)
    return {"answered": done}


@job("assess.turn", "考评：到期重看")
def turn(run: Run) -> dict[str, int]:
    """Cases whose answers change by the passing of days: overdue from today, a proof that holds no longer.

    Ledgers that wait to be counted (after an upgrade, after a job that failed) are put in the queue again.
    """
    waiting = asking.start_waiting(now=run.now)
    return {"answered": turn_all(localtime(run.now).date(), lambda done: run.progress(done, done)), "waiting": waiting}


def turn_all(today: date, told: Callable[[int], None] = lambda done: None) -> int:
    """Let every case turn that does by a day, a batch at a time; how many that were. `told` after each batch."""
    done = 0
    while rows := list(keeping.turning(today).order_by("pk")[:BATCH]):
        asked = asking.everything_asked({row.kind for row in rows})
        with writing():
            done += keeping.turn_again(rows, asked, today)
            told(done)
    return done


@job(asking.CALENDAR_JOB, "考评：按新的放假安排重新清点")
def calendar(run: Run) -> dict[str, object]:
    """Nothing to do, on nearly every day: the calendar is the one by which the ledgers were counted before."""
    mark = recounting.by_the_calendar()
    with writing():
        kinds = [] if asking.counted_by() == mark else asking.ask_again_by_calendar(now=run.now)
    return {"kinds": len(kinds), "calendar": mark}


@job(past.JOB, "考评：加总过去的一天", lease=timedelta(minutes=5))
def add_up(run: Run) -> dict[str, int]:
    """A province at a time, so that it can be stopped."""
    days = [date.fromisoformat(str(run.payload[name])) for name in ("on", "known")]
    return {"sums": past.add_up(str(run.payload["place"]), days[0], days[1], lambda: run.now, run.progress)}


@job("assess.past_clean", "考评：清理加总过的日子")
def clean(run: Run) -> dict[str, int]:
    """What was open when it was made, and what nobody needs any more."""
    return {"cleaned": past.clean(run.now)}


@job("assess.compact", "考评：合并计数")
def compact(run: Run) -> dict[str, int]:
    """Additions to the counters put together, a place at a time."""
    from django.db.models import Count

    crowded = Cell.objects.values("scope").annotate(rows=Count("pk")).filter(rows__gt=CROWDED)
    fewer = 0
    for scope in list(crowded.values_list("scope", flat=True)):
        with writing():
            fewer += keeping.compact(scope)
    return {"fewer": fewer}


@job("assess.foresee", "考评：记下预测，对照以往")
def foresee(run: Run) -> dict[str, object]:
    """Every month's forecast; and one thing of the past, which is folded from the steps."""
    today = localtime(run.now).date()
    kept = foreseeing.keep_monthly(today)
    return {"kept": kept, "past": foreseeing.do_one(today)}


# Often: what turns at midnight is seen at once, and after a night without power or a large import no page waits for
# the day's end. Where nothing turns it is one query.
schedule("assess.turn", "every 30")
# After the terms of lists have followed (cases.recount).
schedule(asking.CALENDAR_JOB, "daily 01:50", grace=invariants.GRACE)
schedule("assess.compact", "daily 03:40")
schedule("assess.past_clean", "every 10")
schedule("assess.foresee", "every 60")
