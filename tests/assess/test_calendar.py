"""The holidays of a year are published or corrected: what ledgers say about terms in working days is counted again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from shuangyong.assess import asking
from shuangyong.assess.counting import tally_now, tally_then
from shuangyong.assess.grounds import Ground
from shuangyong.assess.models import Ask
from shuangyong.assess.queries import standard_named
from shuangyong.assess.recounting import tally_from_steps
from shuangyong.base.actor import SYSTEM
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.worker import run_pending
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.catalog.actions import publish
from shuangyong.catalog.surrounding import surroundings
from shuangyong.rules import calendar
from tests.assess.conftest import COUNTY, SMALL, TODAY, score_of
from tests.assess.test_counters import plain
from tests.cases.conftest import at

MEASURED, LATE_SIGNED = "when = 'clocks.term.overdue > 0'", "when = 'clocks.signing.overdue > 0'"
"""Not signed within three working days: instead of what the small standard asks."""
STARTED = date(2026, 12, 30)


@pytest.fixture(autouse=True)
def as_shipped():
    yield
    calendar.use(None)


@pytest.fixture
def handed_out(district):
    """A standard that asks which tasks were not signed in time, and a task of the last days of the year."""
    text = SMALL.replace(MEASURED, LATE_SIGNED)
    assert text != SMALL
    publish(SYSTEM, text, surroundings(TODAY), now=at(12, 29))
    form = Form({"task": "元旦春节走访准备"}, {"lead": ((district.unit("教育局"), None),)})
    return open_case(district.actor("陆双", STARTED), "task", form, now=at(12, 30))


def use(tmp_path: Path, off: str) -> None:
    """An invented calendar of 2027."""
    file = tmp_path / "workdays.toml"
    file.write_text(f"[2027]\noff = [{off}]\nworked = []\n", encoding="utf-8")
    calendar.use(file)


def look(now: datetime) -> int:
    """The night's job; gives how many ledgers it lets be counted again."""
    job = jobs.enqueue(asking.CALENDAR_JOB, now=now)
    run_pending(now)
    return Job.objects.get(pk=job.pk).result["kinds"]


def same(today: date) -> tuple:
    """From the cells and from the turns what the steps add up to; gives it."""
    standard, ground = standard_named("small", today), Ground(COUNTY)
    for on in (STARTED, today, today + timedelta(days=9)):
        counted = plain(tally_from_steps(standard, ground, on, today)[0])
        assert plain(tally_then(standard, ground, on, today)) == counted, on
    assert plain(tally_now(standard, ground, today)) == plain(tally_from_steps(standard, ground, today, today)[0])
    return plain(tally_then(standard, ground, today + timedelta(days=9), today))


def test_counters_follow_a_calendar_that_is_published_and_corrected(handed_out, tmp_path) -> None:
    now = at(1, 4, year=2027)
    look(now)
    before = same(now.date())  # nobody can be late by a term that is not known
    use(tmp_path, '"01-01"')  # due on 5 January
    assert look(now) > 0
    assert asking.is_ready(standard_named("small", now.date()))
    assert same(now.date()) != before  # overdue nine days from now
    use(tmp_path, '"01-01", "01-04", "01-05", "01-06", "01-07", "01-08", "01-11", "01-12"')  # due on 14 January
    assert look(now) > 0
    assert same(now.date()) == before


def test_nothing_is_counted_twice_for_one_calendar(handed_out, tmp_path) -> None:
    now = at(1, 4, year=2027)
    use(tmp_path, '"01-01"')
    assert look(now) > 0
    assert look(now + timedelta(days=1)) == 0


def test_until_it_is_counted_again_the_score_is_not_told_by_old_terms(handed_out, tmp_path) -> None:
    """Ledgers without working days stay as they are."""
    now = at(1, 4, year=2027)
    kinds = asking.ask_again_by_calendar(now=now)
    assert "task" in kinds
    assert "plaque" not in kinds
    assert set(Ask.objects.filter(ready=False, kind__in=[*kinds, "plaque"]).values_list("kind", flat=True)) == {*kinds}
    with pytest.raises(asking.NotCounted):
        score_of(now.date())
