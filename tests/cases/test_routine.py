"""Each post sees its own: what waits for the clerk is not on the head's desk, unless nobody else could take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.base.together import alone
from shuangyong.cases import waiting
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.routine import asking_left
from shuangyong.cases.turns import Turn, turn_of_posts
from shuangyong.catalog.queries import kinds_in_force
from tests.base.organisation.conftest import LONG_AGO
from tests.cases.conftest import NOW, TODAY, District

HEAD, CLERK = "陆双", "简文"
SERVICE = {"service": "为军属修水电", "sort": "家政维修", "team": "红马甲服务队", "planned_on": TODAY}


def opened(district: District, lead: str = "东河镇", who: str = CLERK) -> Case:
    return open_case(district.actor(who), "volunteer", Form(SERVICE, {"lead": ((district.unit(lead), None),)}), now=NOW)


def reported(district: District, row: Case, who: str) -> Case:
    return take(district.actor(who), row.pk, "report", Form({"done_on": TODAY, "result": "三户"}), rev=row.rev, now=NOW)


def desk(district: District, who: str) -> set[int]:
    listed = {row.pk for row in waiting.mine(district.actor(who), TODAY).rows}
    told = waiting.desk(district.actor(who), TODAY, 50, 100)
    assert {row.pk for part in told for row in part.rows} == listed  # the desk and its lists say the same
    return listed


def test_what_the_town_reports_waits_for_the_clerk_and_the_head_may_still_take_it(district) -> None:
    row = reported(district, opened(district), "谢镇")
    assert row.pk in desk(district, CLERK)
    assert row.pk not in desk(district, HEAD)
    row = take(district.actor(HEAD), row.pk, "accept", Form(), rev=row.rev, now=NOW)
    assert row.phase == "closed"
    assert row.pk not in desk(district, CLERK)


def test_what_the_clerk_reported_himself_waits_for_the_head(district) -> None:
    """The office organised it: nobody accepts what went through his own hands, and there is no third one."""
    row = reported(district, opened(district, "双拥办"), CLERK)
    assert row.pk in desk(district, HEAD)
    assert row.pk not in desk(district, CLERK)
    take(district.actor(HEAD), row.pk, "accept", Form(), rev=row.rev, now=NOW)


def test_what_the_head_reported_himself_waits_for_the_clerk(district) -> None:
    row = reported(district, opened(district, "双拥办", HEAD), HEAD)
    assert row.pk in desk(district, CLERK)
    assert row.pk not in desk(district, HEAD)


@pytest.mark.parametrize("why", ["ended", "not yet begun", "out of use", "elsewhere"])
def test_where_no_clerk_serves_it_waits_for_the_head(district, why) -> None:
    row = reported(district, opened(district), "谢镇")
    served = Tenure.objects.filter(account=district.account(CLERK))
    assert row.pk not in desk(district, HEAD)
    if why == "out of use":
        Account.objects.filter(pk=district.account(CLERK)).update(active=False)
    else:
        changed = {
            "ended": {"until": TODAY},
            "not yet begun": {"since": TODAY + timedelta(1)},
            "elsewhere": {"unit": district.unit("教育局")},
        }
        served.update(**changed[why])
    assert row.pk in desk(district, HEAD)


def test_whoever_holds_both_posts_sees_it(district) -> None:
    row = reported(district, opened(district), "谢镇")
    seat = Term(LONG_AGO)
    organising.assign(SYSTEM, district.people[HEAD], district.units["双拥办"], "office_clerk", seat, now=NOW)
    assert row.pk in desk(district, HEAD)


def test_what_the_only_clerk_reported_while_he_served_in_the_town_waits_for_the_head(district) -> None:
    """谢镇 comes to the office from 东河镇: while 简文 is there she accepts what he had reported, then nobody but 陆双."""
    row, unit = reported(district, opened(district, who=HEAD), "谢镇"), district.units["双拥办"]
    there = Tenure.objects.get(account=district.account("谢镇"))
    organising.end_tenure(SYSTEM, there, on=TODAY, now=NOW)
    organising.assign(SYSTEM, district.people["谢镇"], unit, "office_clerk", Term(TODAY), now=NOW)
    assert [who for who in (HEAD, CLERK, "谢镇") if row.pk in desk(district, who)] == [CLERK]
    organising.end_tenure(SYSTEM, Tenure.objects.get(account=district.account(CLERK)), on=TODAY, now=NOW)
    assert [who for who in (HEAD, "谢镇") if row.pk in desk(district, who)] == [HEAD]
    take(district.actor(HEAD), row.pk, "accept", Form(), rev=row.rev, now=NOW)


def test_what_the_clerk_reported_before_the_office_was_split_waits_for_the_head(district) -> None:
    """The activity goes to the one part, 陆双 and 简文 go to the other: he reported it and does not accept it himself."""
    row, old = reported(district, opened(district, "双拥办"), CLERK), district.units["双拥办"]
    other, served = opened(district, "双拥办", HEAD), Tenure.objects.filter(unit=old).values_list("pk", flat=True)
    parts = [
        organising.Share(organising.UnitDraft(f"云溪区双拥{name}", f"区双拥{name}", "group", "990102"), work, seats)
        for name, work, seats in (("综合办", frozenset(), frozenset(served)), ("服务队", {"volunteer"}, frozenset()))
    ]
    organising.split_unit(SYSTEM, old, parts, on=TODAY, now=NOW)
    assert row.holdings.get(part="lead").unit.short == "区双拥服务队"
    assert [who for who in (HEAD, CLERK) if row.pk in desk(district, who)] == [HEAD]
    assert other.pk not in desk(district, HEAD)
    row.refresh_from_db()
    assert take(district.actor(HEAD), row.pk, "accept", Form(), rev=row.rev, now=NOW).phase == "closed"


def test_the_head_keeps_what_is_his_to_judge(district) -> None:
    """To close a task is his; what the town asks of him stands on his desk alone for that."""
    kinds = tuple(kinds_in_force(TODAY).values())
    [head] = district.actor(HEAD).seats
    turn = turn_of_posts(head.permissions, kinds, frozenset({"case.prepare"}))
    assert ("task", "reported_done") in turn.posted and ("circular", "signing") in turn.posted
    assert ("volunteer", "done") not in turn.posted
    assert ("volunteer", "done", "lead") in turn.shared
    assert ("task", "sent_back") not in turn.posted and not [at for at in turn.shared if at[1] == "sent_back"]


def test_the_desk_costs_the_same_queries_however_much_waits(district) -> None:
    def asked() -> list[int]:
        counts = []
        for who in (HEAD, CLERK):
            actor = district.actor(who)
            for read in (lambda a=actor: waiting.desk(a, TODAY, 5, 100), lambda a=actor: waiting.mine(a, TODAY)):
                with CaptureQueriesContext(connection) as made:
                    read()
                counts.append(len(made))
        return counts

    def more() -> None:
        for _ in range(3):
            reported(district, opened(district, "双拥办"), CLERK)
            reported(district, opened(district), "谢镇")

    more()
    asked()
    before = asked()
    more()
    assert asked() == before


def test_a_post_that_leaves_nothing_asks_nothing(district) -> None:
    kinds = tuple(kinds_in_force(TODAY).values())
    for who, leaves in ((CLERK, False), (HEAD, True), ("谢镇", False)):
        seats = district.actor(who).seats
        turns: list[Turn] = [turn_of_posts(seat.permissions, kinds) for seat in seats]
        with CaptureQueriesContext(connection) as made:
            alone(asking_left(seats, [turn.leaves & ({"case.prepare"} if leaves else set()) for turn in turns], TODAY))
        # Who serves there, and where else these serve or served: on PostgreSQL both in one statement.
        assert len(made) == leaves * (1 if connection.vendor == "postgresql" else 2)


def test_nothing_is_left_to_whoever_would_not_find_it(district, monkeypatch) -> None:
    """A clerk of an office's own making who sees less than the head is not waited for."""
    row = reported(district, opened(district), "谢镇")
    known = posts.load()
    less = {**known.by_key, "office_clerk": replace(known.by_key["office_clerk"], degree=0)}
    monkeypatch.setattr(posts, "load", lambda: replace(known, by_key=less))
    assert row.pk in desk(district, HEAD)
