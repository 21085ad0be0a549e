"""A refreshed calendar moves stored terms: every open case is counted again, once for each calendar.

The state of a case does not change by it, only the columns that lists and reminders read: no step, a trail entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from hashlib import sha256

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localtime

from shuangyong.base.actor import SYSTEM
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.models import State as JobState
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases import entries, keeping
from shuangyong.cases.engine.clocks import NEVER, Term
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, StepRow, band_of
from shuangyong.cases.standing import calendar, term_of
from shuangyong.catalog.model import OPEN_PHASES, Kind
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.calendar import Calendar

JOB = "cases.recount"
READ, WRITTEN = 500, 50
RULES = 2
"""Raised where what is kept of terms is worked out in another way: then all is counted again, once."""
Progress = Callable[[int, int], None]


def mark_of(known: Calendar) -> str:
    """The same for the same calendar and the same rules: kept in the result of the job that counted by it."""
    days = sorted(day.isoformat() for day in known.off | known.worked)
    return sha256(f"{RULES} {sorted(known.years)} {days}".encode()).hexdigest()[:16]


def counted_by() -> str:
    """The mark of the calendar by which the stored terms were last counted; "" where no job did."""
    done = Job.objects.filter(name=JOB, state=JobState.DONE).order_by("-pk").values_list("result", flat=True).first()
    return str((done or {}).get("calendar", ""))


def recount(*, now: datetime, progress: Progress) -> int:
    """Count the terms of all open cases again; gives how many moved. Done twice, the second finds nothing."""
    open_ones = Case.objects.filter(phase__in=OPEN_PHASES)
    total, done, moved = open_ones.count(), 0, 0
    for chunk in _chunks(open_ones):
        progress(done, total)
        changed = [row.pk for row, on in chunk if _is_moved(row, on)]
        for first in range(0, len(changed), WRITTEN):
            with writing():
                progress(done, total)
                moved += sum(_move(pk, now) for pk in changed[first : first + WRITTEN])
        done += len(chunk)
    return moved


def _chunks(wanted: QuerySet[Case]) -> Iterator[list[tuple[Case, date]]]:
    """Cases in the order of their keys with the day of their last step, by which their columns were set."""
    last = StepRow.objects.filter(case=OuterRef("pk")).order_by("-seq").values("on")[:1]
    after = 0
    wanted = wanted.annotate(last_on=Subquery(last)).prefetch_related("holdings")
    while chunk := list(wanted.filter(pk__gt=after).order_by("pk")[:READ]):
        yield [(row, row.last_on) for row in chunk]
        after = chunk[-1].pk


def _shown(row: Case) -> Term:
    return Term(row.due_clock, row.due, row.warn_on)


def _counted(row: Case, on: date) -> tuple[Kind, State, Term]:
    kind = kind_of(row.definition_id)
    state = State.restored(row.state, kind)
    return kind, state, term_of(kind, state, on)


def _is_moved(row: Case, on: date) -> bool:
    kind, state, term = _counted(row, on)
    if term != _shown(row):
        return True
    own = keeping.own_terms(row, kind, state, on)
    kept = ((own.get(held.unit_id), (held.due, held.warn_on)) for held in row.holdings.all())
    return any(term is not None and _days(term) != days for term, days in kept)


def _days(term: Term) -> tuple[date, date]:
    return term.due, term.warn_on


def _move(pk: int, now: datetime) -> bool:
    """Set what the rules say by now, reminders with it, and tell whoever owes it. A step taken since has done so."""
    row = Case.objects.select_for_update().get(pk=pk)
    on = row.steps.order_by("-seq").values_list("on", flat=True)[0]
    kind, state, term = _counted(row, on)
    before = _shown(row)
    if term == before:
        keeping.keep_holdings(row, kind, state, None, on)
        return False
    row.due, row.warn_on, row.due_clock = term.due, term.warn_on, term.clock
    row.band = band_of(term.due, term.warn_on)
    row.save(update_fields=["due", "warn_on", "due_clock", "band"])
    keeping.keep_holdings(row, kind, state, None, on)
    keeping.keep_reminders(row, kind, state, localtime(now).date())
    data = {"number": row.number, "before": _said(before.due), "after": _said(term.due)}
    trail.record(SYSTEM, entries.RECOUNTED, row, data, now=now)
    _tell(row, kind, state, before, term, now)
    return True


def _tell(row: Case, kind: Kind, state: State, before: Term, after: Term, now: datetime) -> None:
    clock = kind.clocks.get(after.clock or before.clock)
    if clock is not None and before.due != after.due:
        says = f"放假安排有更新，“{row.title}”的{clock.name}由{_said(before.due)}改为{_said(after.due)}。"
        keeping.tell(row, state, [clock.owner], says, SYSTEM, now, sort="term")


def _said(day: date) -> str:
    return "没有期限" if day == NEVER else f"{day:%Y-%m-%d}"


def by_the_calendar() -> str:
    """The mark of the calendar in force."""
    return mark_of(calendar())
