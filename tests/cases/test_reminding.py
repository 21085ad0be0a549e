"""Pressing by rungs, one digest a person a day, quiet hours, and the proof that it was told."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.base.errors import NotFound
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.worker import run_pending
from shuangyong.cases import reminding
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Digest, Notice, Reminder
from tests.cases.conftest import NOW, at, do


def no_progress(done: int, total: int) -> None:
    assert 0 <= done <= total


def ring(now) -> int:
    return reminding.ring(now=now, progress=no_progress)


def digests(now) -> int:
    return reminding.make_digests(now=now, progress=no_progress)


def said_to(district, who: str, sort: str = "term") -> list[str]:
    return list(Notice.objects.filter(account=district.account(who), sort=sort).values_list("says", flat=True))


def test_a_rung_is_rung_on_its_day_once(district, task) -> None:
    assert ring(at(3, 5, 7)) == 0
    assert ring(at(3, 6, 7)) == 1
    assert ring(at(3, 6, 8)) == 0
    late = "“建立驻军子女入学台账”签收期限：超过签收期限，请尽快签收或说明理由退回。"
    assert (said_to(district, "宁联"), said_to(district, "邵长"), said_to(district, "陆双")) == ([late], [late], [])
    assert ring(at(3, 9, 7)) == 1
    # Whoever ordered it is told too, and reads who is the one to act.
    assert said_to(district, "陆双") == ["“建立驻军子女入学台账”（区教育局）签收期限：仍未签收。"]


def test_a_part_says_whose_it_is(district, task) -> None:
    """Twelve towns get parts with one title: whoever is told of several knows which is late."""
    do(district, task, "宁联", "sign")
    part = Form({"task": "逐人登记"}, {"lead": ((district.unit("东河镇"), None),)})
    do(district, task, "宁联", "split", Form(child=part))
    ring(at(3, 6, 7))
    assert said_to(district, "谢镇") == ["“逐人登记”（东河镇）签收期限：超过签收期限，请尽快签收或说明理由退回。"]


def test_a_rung_missed_while_the_worker_was_away_is_still_rung(district, task) -> None:
    do(district, task, "陆双", "press", Form(note="请抓紧签收"), now=at(3, 8))
    assert ring(at(3, 10, 7)) == 2


def test_reminders_stop_the_moment_the_work_is_done(district, task, paper) -> None:
    do(district, task, "宁联", "sign", now=at(3, 3))
    assert list(Reminder.objects.values_list("clock", flat=True).distinct()) == ["term"]
    filed = {"result": (paper("宁联"),)}
    do(district, task, "宁联", "ask_close", Form({"progress": "已建"}, proofs=filed), now=at(3, 4))
    do(district, task, "陆双", "close", now=at(3, 5))
    assert not Reminder.objects.exists()
    assert ring(at(7, 20, 7)) == 0


def test_a_killed_batch_is_rung_again_and_counts_once(district, task, monkeypatch) -> None:
    """The transaction of the batch is undone as a whole, so nobody is told twice and nobody is forgotten."""
    real = reminding.keeping.tell
    monkeypatch.setattr(reminding.keeping, "tell", lambda *a, **k: (real(*a, **k), 1 / 0))
    with pytest.raises(ZeroDivisionError):
        ring(at(3, 6, 7))
    assert said_to(district, "宁联") == []
    monkeypatch.setattr(reminding.keeping, "tell", real)
    assert ring(at(3, 6, 7)) == 1


def test_the_worker_does_it_by_its_registered_job(district, task) -> None:
    jobs.enqueue("cases.remind", now=at(3, 6, 7))
    run_pending(at(3, 6, 7))
    assert Job.objects.filter(name="cases.remind").latest("pk").result == {"rung": 1}


def test_one_digest_a_person_a_day_with_the_proof_that_it_was_told(district, task) -> None:
    ring(at(3, 6, 7))
    assert digests(at(3, 6, 7)) == 0  # quiet until eight
    assert digests(at(3, 6, 8)) == 2
    mine = Digest.objects.get(account=district.account("宁联"))
    lines = mine.says.splitlines()
    assert (lines[0], mine.day, mine.made_at) == ("有 2 条新情况：", date(2026, 3, 6), at(3, 6, 8))
    assert lines[1].startswith("1. “建立驻军子女入学台账”签收期限")
    assert lines[2] == "2. 督办事项“建立驻军子女入学台账”交给你们办理。"

    do(district, task, "陆双", "press", Form(note="请抓紧"), now=at(3, 6, 10))
    assert digests(at(3, 6, 15)) == 0
    assert digests(at(3, 6, 21)) == 0
    assert digests(at(3, 7, 8)) == 2
    assert Digest.objects.filter(account=district.account("宁联")).count() == 2

    seen = reminding.see_digest(district.actor("宁联"), mine.pk, now=at(3, 6, 9))
    again = reminding.see_digest(district.actor("宁联"), mine.pk, now=at(3, 6, 11))
    assert seen.seen_at == again.seen_at == at(3, 6, 9)
    with pytest.raises(NotFound):
        reminding.see_digest(district.actor("邵长"), mine.pk, now=at(3, 6, 9))


def test_what_was_seen_on_the_desk_is_not_told_again(district, task) -> None:
    mine = list(Notice.objects.filter(account=district.account("宁联")).values_list("pk", flat=True))
    assert reminding.see_notices(district.actor("邵长"), mine, now=NOW) == 0
    assert reminding.see_notices(district.actor("宁联"), mine, now=NOW) == len(mine) == 1
    digests(at(3, 3, 8))
    assert not Digest.objects.filter(account=district.account("宁联")).exists()


def test_no_quiet_hours_where_the_office_wants_none(district, task, settings) -> None:
    settings.QUIET_HOURS = (time(0), time(0))
    assert digests(at(3, 3, 3)) == 2


@given(st.times(), st.times(), st.times())
def test_quiet_hours_and_loud_hours_part_the_day(moment: time, begin: time, end: time) -> None:
    if begin != end:
        assert reminding.quiet(moment, (begin, end)) is not reminding.quiet(moment, (end, begin))
    else:
        assert not reminding.quiet(moment, (begin, end))
