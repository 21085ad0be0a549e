"""A past day of the nation, added up by a job and kept: always what adding up anew gives, or nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuangyong.assess import asking, past
from shuangyong.assess.counting import records_then, tally_then
from shuangyong.assess.grounds import Ground
from shuangyong.assess.models import PastSum
from shuangyong.assess.past import NotSummed
from shuangyong.assess.queries import standard_named
from shuangyong.base.actor import Place
from shuangyong.base.errors import Problem
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.storing import writing
from tests.assess.conftest import NOW, TODAY
from tests.assess.lives import Lives
from tests.assess.test_counters import named, plain
from tests.assess.test_places import elsewhere
from tests.assess.test_score_story import at, task
from tests.assess.test_turns import looked_at

NATION, PROVINCE, CITY = (Ground(Place(code)) for code in ("", "99", "9901"))


def add_up(ground: Ground, on: date, known: date, now: datetime) -> None:
    past.add_up(ground.place.code, on, known, lambda: now, lambda done, total: None)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(), seed=st.integers(0, 99))
def test_what_was_kept_is_what_adding_up_anew_gives(small, paper, chance, seed) -> None:
    """Any day, as known on any day; and of a closed day also after life went on, with what was filed late."""
    with transaction.atomic():
        lives = Lives(small, paper, seed)
        lives.live(12)
        elsewhere(small)
        standard = standard_named("small", TODAY)
        days = [looked_at(lives, chance) for _ in range(3)]
        closed = lives.today - timedelta(days=1)
        days.append((closed, closed))
        for ground in (NATION, PROVINCE):
            for on, known in days:
                add_up(ground, on, known, lives.now)
                same_as_anew(ground, on, known)
        lives.live(8)
        for on, known in days:
            if known <= closed:
                for ground in (NATION, PROVINCE):
                    same_as_anew(ground, on, known)
        assert plain(tally_then(standard, CITY, closed, closed))
        transaction.set_rollback(True)


def same_as_anew(ground: Ground, on: date, known: date) -> None:
    standard, kept = standard_named("small", TODAY), past.kept(ground, on, known)
    assert plain(tally_then(standard, ground, on, known, kept)) == plain(tally_then(standard, ground, on, known))
    told = records_then(standard, ground, on, known, kept=kept), records_then(standard, ground, on, known)
    assert named(told[0]) == named(told[1])


def test_nobody_waits_behind_a_page_and_whoever_comes_second_joins(small) -> None:
    task(small)
    with pytest.raises(NotSummed) as asked:
        past.kept(NATION, TODAY, TODAY)
    assert asked.value.job is None
    first = past.order("", TODAY, TODAY, now=NOW)
    assert past.order("", TODAY, TODAY, now=NOW).pk == first.pk
    with pytest.raises(NotSummed) as asked:
        past.kept(NATION, TODAY, TODAY)
    assert asked.value.job is not None and asked.value.job.state == "queued"
    run_pending(NOW)
    with CaptureQueriesContext(connection) as queries:
        assert past.kept(NATION, TODAY, TODAY).cells
    assert len(queries) == 1


def test_what_was_open_says_when_it_was_made_and_goes(small) -> None:
    """As known today it changes with every step; as known yesterday it never does."""
    task(small)
    yesterday = TODAY - timedelta(days=1)
    for known in (yesterday, TODAY):
        add_up(NATION, yesterday, known, NOW)
    assert past.said_when(past.kept(NATION, yesterday, yesterday), yesterday) == ""
    assert "2026-03-02 09:00 以前录入" in past.said_when(past.kept(NATION, yesterday, TODAY), TODAY)
    assert past.clean(NOW + timedelta(minutes=9)) == 0
    assert past.clean(NOW + timedelta(minutes=11)) == 1
    assert past.kept(NATION, yesterday, yesterday)
    assert past.clean(NOW + timedelta(days=91)) == 1


def test_nothing_holds_once_cases_answer_anew(small) -> None:
    """Also what is just being added up: it says so, and is asked again."""
    task(small)
    add_up(NATION, TODAY, TODAY, NOW)
    with writing():
        asking.set_ready("task")
    assert not PastSum.objects.exists()

    def recounted(done: int, total: int) -> None:
        with writing():
            past.forget()

    with pytest.raises(Problem, match="重新清点"):
        past.add_up("", TODAY, TODAY, lambda: at(3, 3), recounted)
    assert not PastSum.objects.exists()
