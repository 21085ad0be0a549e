"""A year's calendar is published or corrected: stored terms move, once, with a trail entry, and their owners are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.running import Run, claim, perform
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.verifying import verify
from shuangyong.cases import invariants, recounting
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Holding, Notice, Reminder
from shuangyong.rules import calendar
from tests.cases.conftest import at

NEW_YEAR = '[2027]\noff = ["01-01"]\nworked = []\n'
"""An invented calendar of 2027."""


@pytest.fixture(autouse=True)
def as_shipped():
    yield
    calendar.use(None)


@pytest.fixture
def late_task(district) -> Case:
    """Handed out on 30 December 2026: the three working days for signing reach into a year without a calendar."""
    form = Form({"task": "元旦春节走访准备"}, {"lead": ((district.unit("教育局"), None),)})
    return open_case(district.actor("陆双", date(2026, 12, 30)), "task", form, now=at(12, 30))


def publish(tmp_path: Path, text: str = NEW_YEAR) -> None:
    file = tmp_path / "workdays.toml"
    file.write_text(text, encoding="utf-8")
    calendar.use(file)


def recount(now=None) -> int:
    return recounting.recount(now=now or at(1, 4, year=2027), progress=lambda done, total: None)


def test_a_term_appears_when_its_year_is_published(district, late_task, tmp_path) -> None:
    assert late_task.due == NEVER
    publish(tmp_path)
    assert recount() == 1
    row = Case.objects.get(pk=late_task.pk)
    assert (row.due, row.due_clock, row.rev) == (date(2027, 1, 5), "signing", late_task.rev)
    assert set(Holding.objects.filter(case=row).values_list("due", flat=True)) == {date(2027, 1, 5)}
    assert Reminder.objects.filter(case=row, due_on=date(2027, 1, 6)).exists()
    entry = Entry.objects.filter(what="case.recount").get()
    assert (entry.data["before"], entry.data["after"]) == ("没有期限", "2027-01-05")
    told = Notice.objects.filter(case=row, sort="term").values_list("account__name", "says")
    assert ("宁联", "放假安排有更新，“元旦春节走访准备”的签收期限由没有期限改为2027-01-05。") in told
    assert (recount(), verify().good) == (0, True)
    assert invariants.findings_of(row, date(2027, 1, 4)) == []


def test_a_corrected_year_moves_terms_and_the_nights_check_agrees(district, tmp_path) -> None:
    publish(tmp_path)
    form = Form({"task": "春训保障"}, {"lead": ((district.unit("教育局"), None),)})
    case = open_case(district.actor("陆双", date(2027, 1, 7)), "task", form, now=at(1, 7, year=2027))
    assert case.due == date(2027, 1, 12)
    publish(tmp_path, '[2027]\noff = ["01-01", "01-08"]\nworked = []\n')
    stale = invariants.findings_of(Case.objects.get(pk=case.pk), date(2027, 1, 8))
    assert [one.what for one in stale] == ["holdings", "due"]
    assert recount(at(1, 8, year=2027)) == 1
    row = Case.objects.get(pk=case.pk)
    assert (row.due, invariants.findings_of(row, date(2027, 1, 8))) == (date(2027, 1, 13), [])
    assert take(district.actor("宁联"), row.pk, "sign", Form(), rev=row.rev, now=at(1, 8, year=2027)).stage == "doing"


def test_the_job_counts_once_for_each_calendar(district, late_task, tmp_path) -> None:
    def done() -> int:
        now = at(1, 4, year=2027)
        jobs.enqueue(recounting.JOB, now=now)
        job = claim("w", now)
        assert job is not None
        perform(Run(job, lambda: now), heartbeat=False)
        return Job.objects.get(pk=job.pk).result["moved"]

    assert done() == 0
    publish(tmp_path)
    assert (done(), done()) == (1, 0)


def test_a_bad_calendar_says_what_is_wrong_and_changes_nothing(tmp_path) -> None:
    with pytest.raises(calendar.CalendarError, match="每年写一节"):
        publish(tmp_path, "off = []\n")
    with pytest.raises(calendar.CalendarError, match="01-02是周六"):
        publish(tmp_path, '[2027]\noff = ["01-02"]\n')
    assert calendar.in_force() is calendar.shipped()
