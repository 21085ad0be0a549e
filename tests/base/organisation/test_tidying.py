"""The nightly tidying: sessions that ended, failures that no longer count."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session

from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.organisation.models import Failures
from tests.base.organisation.conftest import NOW
from tests.base.organisation.test_login import enter


def test_nothing_stays_longer_than_it_counts(district) -> None:
    """Whoever tries a name leaves a row, and whoever closes the window leaves a session."""
    enter("nobody.there", "wrong", now=NOW - timedelta(days=2))
    enter("ning.lian", "wrong", now=NOW - timedelta(hours=1))
    for key, at in (("old", NOW - timedelta(minutes=1)), ("fresh", NOW + timedelta(minutes=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=at)
    enqueue("organisation.tidy", now=NOW)
    run_pending(NOW)
    assert Job.objects.get(name="organisation.tidy").error == ""
    assert list(Session.objects.values_list("session_key", flat=True)) == ["fresh"]
    assert Failures.objects.filter(last_at__lt=NOW - timedelta(days=1)).count() == 0
    assert Failures.objects.exists(), "those of the last hour still count"
