"""One speech from the desk of 简文 to the desks of those who have to act on it."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem, Stale
from shuangyong.base.trail.verifying import verify
from shuangyong.cases import waiting
from shuangyong.cases.models import Case, Notice
from shuangyong.intake import actions, queries
from shuangyong.intake.actions.confirming import Unready
from shuangyong.intake.models import CaseSource, Document
from tests.cases.conftest import NOW, TODAY
from tests.intake.conftest import draft_of, fresh, taken

TOWNS = ("东河镇", "柳林镇", "城北街道")


@pytest.fixture
def speech(group) -> Document:
    return taken(group)


def settled(group, speech, words: str = "摸底") -> Document:
    """The collective looked at and confirmed by 简文."""
    draft = draft_of(speech, words)
    units = draft.content.named[0].units
    return actions.settle(group.actor("简文"), draft.pk, 0, units, rev=fresh(speech).rev, now=NOW)


def test_names_become_units_and_a_collective_waits_for_a_person(group, speech) -> None:
    school = draft_of(speech, "子女").content
    assert school.units("lead") == (group.unit("教育局"),)
    assert school.units("support") == (group.unit("民政局"),)
    assert school.deadline == date(2026, 6, 30)
    towns = draft_of(speech, "摸底").content
    assert towns.units("lead") == tuple(group.unit(key) for key in sorted(TOWNS, key=lambda k: group.units[k].path))
    assert not towns.named[0].confirmed
    assert draft_of(speech, "子女").content.named[0].confirmed


def test_each_line_of_business_is_kept(speech) -> None:
    assert draft_of(speech, "值班").business == "值班值守"
    assert draft_of(speech, "经费").business == "双拥工作"


def test_nothing_is_confirmed_while_a_collective_is_not(group, speech) -> None:
    with pytest.raises(Unready, match=r"各乡镇.*是统称，展开为 3 个单位"):
        actions.confirm(group.actor("简文"), speech.pk, rev=1, now=NOW)
    assert not Case.objects.exists()
    assert fresh(speech).state == "draft"


def test_confirming_hands_the_tasks_out(group, speech) -> None:
    row = settled(group, speech)
    found = actions.confirm(group.actor("简文"), speech.pk, rev=row.rev, now=NOW)
    assert len(found.opened) == 3 + 3
    done = fresh(speech)
    assert done.state == "closed"
    assert queries.coverage_of(done).percent == 100
    mine = waiting.mine(group.actor("宁联"), TODAY).rows
    assert [row.title for row in mine] == ["抓好军人子女教育"]
    case = Case.objects.get(pk=mine[0].pk)
    assert case.values["basis"].startswith("《在云溪区双拥工作推进会上的讲话》：（一）抓好军人子女教育")
    source = CaseSource.objects.get(case=case)
    assert speech.text[source.start : source.end] == source.words
    assert {c.title for c in found.opened} >= {"开展摸底"}
    assert verify().good


def test_before_confirming_the_share_settled_is_what_is_no_task(group, speech) -> None:
    before = queries.coverage_of(speech)
    assert before.judged == before.total
    assert 0 < before.percent < 60
    row = actions.drop(group.actor("简文"), draft_of(speech, "经费").pk, "上年已列入", rev=1, now=NOW)
    assert queries.coverage_of(row).percent > before.percent


def test_a_leader_agrees_before_anything_goes_out(group, speech) -> None:
    clerk, leader = group.actor("简文"), group.actor("组长")
    rev = settled(group, speech).rev
    assert actions.confirm(clerk, speech.pk, rev=rev, now=NOW, ask_leader=True).opened == ()
    row = fresh(speech)
    assert row.state == "asked" and not Case.objects.exists()
    with pytest.raises(Problem, match="已报领导"):
        actions.drop(clerk, draft_of(speech, "经费").pk, "不办", rev=row.rev, now=NOW)
    with pytest.raises(Forbidden):
        actions.agree(clerk, speech.pk, rev=row.rev, now=NOW)
    found = actions.agree(leader, speech.pk, rev=row.rev, now=NOW)
    assert len(found.opened) == 6
    assert fresh(speech).agreed_by_id == group.account("组长")
    assert Case.objects.first().steps.get().account_id == group.account("简文")
    told = Notice.objects.get(account=group.account("简文"))
    assert told.says == f"组长同意下发“{speech.title}”的任务：立项交办 6 件。"
    assert told.case_id in {case.pk for case in found.opened} and told.seen_at is None


def test_whoever_asked_does_not_agree(group, speech) -> None:
    head = group.actor("陆双")
    rev = settled(group, speech).rev
    actions.confirm(head, speech.pk, rev=rev, now=NOW, ask_leader=True)
    with pytest.raises(Forbidden, match="另一个人"):
        actions.agree(head, speech.pk, rev=fresh(speech).rev, now=NOW)


def test_a_leader_sends_it_back_with_the_reason(group, speech) -> None:
    rev = settled(group, speech).rev
    actions.confirm(group.actor("简文"), speech.pk, rev=rev, now=NOW, ask_leader=True)
    with pytest.raises(Invalid):
        actions.disagree(group.actor("组长"), speech.pk, " ", rev=fresh(speech).rev, now=NOW)
    actions.disagree(group.actor("组长"), speech.pk, "摸底由区民政局牵头", rev=fresh(speech).rev, now=NOW)
    assert fresh(speech).state == "draft" and not Case.objects.exists()


def test_only_those_that_were_chosen_are_confirmed(group, speech) -> None:
    chosen = [draft_of(speech, "子女").pk, draft_of(speech, "经费").pk]
    found = actions.confirm(group.actor("简文"), speech.pk, chosen, rev=1, now=NOW)
    assert len(found.opened) == 2
    assert fresh(speech).state == "draft"


def test_two_at_once_and_the_second_is_told(group, speech) -> None:
    actions.drop(group.actor("陆双"), draft_of(speech, "经费").pk, "上年已列入", rev=1, now=NOW)
    with pytest.raises(Stale, match="陆双舍弃第2项"):
        actions.confirm(group.actor("简文"), speech.pk, rev=1, now=NOW)


@pytest.mark.parametrize("who", ["宁联", "谢镇", "江军", "督查", "管系"])
def test_who_has_no_part_in_documents_does_not_know_of_them(group, speech, who) -> None:
    actor = group.actor(who)
    with pytest.raises(NotFound):
        queries.get(actor, speech.pk)
    with pytest.raises(NotFound):
        actions.confirm(actor, speech.pk, rev=1, now=NOW)
    with pytest.raises(Forbidden):
        actions.take_in(actor, [], now=NOW)
    assert queries.listing(actor).lines == ()


def test_the_leader_sees_and_does_not_edit(group, speech) -> None:
    leader = group.actor("组长")
    review = queries.review(leader, speech.pk, TODAY)
    assert (review.may_confirm, review.may_agree) == (False, False)
    with pytest.raises(Forbidden):
        actions.undo(leader, speech.pk, rev=1, now=NOW)


def test_the_review_names_what_is_missing(group, speech) -> None:
    review = queries.review(group.actor("简文"), speech.pk, TODAY)
    assert review.lacking == 1
    assert review.reading.title == speech.title
    by_task = {one.row.task: one for one in review.drafts}
    assert by_task["开展摸底"].lacking == ("牵头单位“各乡镇”是统称，展开为 3 个单位，请核对后确认。",)
    assert by_task["强化值班值守"].looks == ("期限““五一”期间”没有确切日期，交办后不计时。",)
    assert {review.units[unit] for unit in by_task["开展摸底"].named[0].units} == {"东河镇", "柳林镇", "城北街道"}


def test_the_list_counts_what_is_open(group, speech, django_assert_max_num_queries) -> None:
    clerk = group.actor("简文")
    with django_assert_max_num_queries(2):
        lines = queries.listing(clerk).lines
    assert [(line.row.pk, line.drafts, line.open) for line in lines] == [(speech.pk, 4, 4)]


def test_what_waits_for_a_leader_and_what_came_back_is_told(group, speech) -> None:
    clerk, leader = group.actor("简文"), group.actor("组长")
    rev = settled(group, speech).rev
    assert queries.answers(leader) == queries.Answers()
    actions.confirm(clerk, speech.pk, rev=rev, now=NOW, ask_leader=True)
    assert [row.pk for row in queries.answers(leader).asked] == [speech.pk]
    assert queries.answers(clerk) == queries.Answers(), "who asked does not answer"
    assert queries.answers(group.actor("宁联")) == queries.Answers()
    actions.disagree(leader, speech.pk, "摸底由区民政局牵头", rev=fresh(speech).rev, now=NOW)
    (back,) = queries.answers(clerk).refused
    assert back.refusal.endswith("：摸底由区民政局牵头")
    assert queries.answers(leader) == queries.Answers()
    actions.confirm(clerk, speech.pk, rev=fresh(speech).rev, now=NOW, ask_leader=True)
    assert fresh(speech).refusal == "" and queries.answers(clerk) == queries.Answers()
