"""Many at the same moment, on a real PostgreSQL: what was checked still holds when it is written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import actions, paths
from shuangyong.base.organisation.actions import throttle
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Tenure, Unit
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY

# The tests' SQLite lies in memory, where threads share one connection's locks: nothing would be proved there.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="只在 PostgreSQL 上有意义"),
]


def at_once(*jobs):
    """Run all at the same moment; gives what each returned, or its Problem."""
    barrier = Barrier(len(jobs))

    def run(job):
        barrier.wait()
        try:
            return job()
        except Problem as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_sixteen_guesses_at_once_are_still_five(entries):
    found = at_once(*[lambda: throttle.begin("ning.lian", "203.0.113.9", NOW)] * 16)
    assert sum(attempt.wait_until is None for attempt in found) == throttle.LIMITS["account"]


def test_two_posts_that_exclude_each_other_are_not_given_at_once(entries):
    unit = actions.open_unit(SYSTEM, actions.UnitDraft("某局", "", "government", ""), on=LONG_AGO, now=NOW)
    account, _ = actions.create_account(SYSTEM, "bai.xin", "白新", now=NOW)
    posts = ["audit_admin", "office_head", "security_admin", "system_admin"]
    found = at_once(
        *[lambda post=post: actions.assign(SYSTEM, account, unit, post, Term(TODAY), now=NOW) for post in posts]
    )
    assert sum(isinstance(one, Tenure) for one in found) == 1
    assert Tenure.objects.count() == 1


def test_moving_at_once_leaves_no_torn_path(entries):
    made = [
        actions.open_unit(SYSTEM, actions.UnitDraft(f"第{number}局", "", "other", ""), on=LONG_AGO, now=NOW)
        for number in range(6)
    ]
    jobs = [lambda at=at: actions.move_unit(SYSTEM, made[at], made[(at + 1) % 6], now=NOW) for at in range(6)]
    at_once(*jobs)
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    for unit in Unit.objects.all():
        chain, at = [], unit.pk
        while at is not None:
            chain.append(at)
            at = parents[at]
            assert len(chain) <= 6, "a ring"
        assert list(paths.numbers(unit.path)) == chain[::-1]
