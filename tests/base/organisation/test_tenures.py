"""Posts are given, ended and handed over; the three administrators (三员) stay apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Problem
from shuangyong.base.organisation import actions, handlers, posts
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import may
from shuangyong.base.organisation.models import Tenure
from tests.base.organisation.conftest import NOW, TODAY

OPEN = Term(TODAY)
THREE = ("system_admin", "security_admin", "audit_admin")
HOLDERS = {"system_admin": "管系", "security_admin": "管安", "audit_admin": "管审"}


@pytest.fixture
def moved(monkeypatch):
    found = []
    monkeypatch.setattr(handlers.handed_over, "registered", [lambda *args: found.append(args)])
    return found


@pytest.fixture
def orphaned(monkeypatch):
    found = []
    monkeypatch.setattr(handlers.tenure_ended, "registered", [lambda *args: found.append(args[1].pk)])
    return found


def test_the_security_administrator_gives_a_post(district, newcomer):
    actor = district.actor("管安")
    tenure = actions.assign(actor, newcomer, district.unit("财政局"), "liaison", OPEN, now=NOW)
    assert (tenure.account, tenure.unit.name, tenure.post, tenure.since) == (newcomer, "云溪区财政局", "liaison", TODAY)
    entry = district.entries[-1]
    assert (entry.what, entry.actor) == ("post.assign", actor)
    assert entry.data == {
        "account": newcomer.pk,
        "unit": tenure.unit_id,
        "post": "liaison",
        "since": "2026-03-02",
        "until": None,
    }


@pytest.mark.parametrize("who", ["陆双", "管系", "管审", "邵长", "组长"])
def test_nobody_else_gives_posts(district, newcomer, who):
    with pytest.raises(Forbidden, match="没有“任免岗位”权限。可由：安全管理员"):
        actions.assign(district.actor(who), newcomer, district.unit("财政局"), "liaison", OPEN, now=NOW)


def test_nobody_gives_a_post_to_himself(district):
    with pytest.raises(Forbidden, match="不能给自己任命"):
        actions.assign(
            district.actor("管安"), district.account("管安"), district.unit("双拥办"), "office_head", OPEN, now=NOW
        )


@pytest.mark.parametrize("post", THREE)
def test_the_three_are_appointed_and_dismissed_at_the_server(district, newcomer, post):
    """Who gives posts could else choose the auditor who looks at him, or send him away."""
    giver, unit = district.actor("管安"), district.unit("区府办")
    with pytest.raises(Forbidden, match="是三员之一，只能在服务器上任免"):
        actions.assign(giver, newcomer, unit, post, OPEN, now=NOW)
    with pytest.raises(Forbidden, match="是三员之一，只能在服务器上任免"):
        actions.end_tenure(giver, district.tenure(HOLDERS[post]), on=TODAY, now=NOW)
    with pytest.raises(Forbidden, match="是三员之一，只能在服务器上任免"):
        actions.hand_over(giver, district.tenure(HOLDERS[post]), newcomer, on=TODAY, now=NOW)
    assert actions.assign(SYSTEM, newcomer, unit, post, OPEN, now=NOW)


def test_no_post_is_given_in_another_county(district, newcomer):
    with pytest.raises(Forbidden, match="只能“任免岗位”本地区的内容"):
        actions.assign(district.actor("管安"), newcomer, district.unit("清河教育局"), "liaison", OPEN, now=NOW)


@pytest.mark.parametrize("held", THREE)
def test_an_administrator_takes_no_second_post(district, held):
    who, unit = district.account(HOLDERS[held]), district.unit("教育局")
    for post in sorted(set(posts.load().by_key) - {held}):
        with pytest.raises(Problem, match="不得由同一人担任"):
            actions.assign(SYSTEM, who, unit, post, OPEN, now=NOW)
    assert Tenure.objects.filter(account=who).count() == 1


def test_no_administrator_may_what_another_may_nor_any_step(district):
    actors = [district.actor(HOLDERS[key]) for key in THREE]
    for what in posts.load().permissions:
        able = [actor.name for actor in actors if may(actor, what)]
        assert len(able) <= 1, what
        assert not able or not what.startswith(("case.", "doc.", "evidence.")), what


def test_an_office_worker_becomes_no_auditor(district):
    with pytest.raises(Problem, match="简文现任区双拥办工作人员，不能同时任审计管理员"):
        actions.assign(SYSTEM, district.account("简文"), district.unit("区府办"), "audit_admin", OPEN, now=NOW)


def test_after_the_one_post_ended_the_other_may_begin(district):
    who = district.account("简文")
    actions.end_tenure(district.actor("管安"), district.tenure("简文"), on=TODAY, now=NOW)
    tenure = actions.assign(SYSTEM, who, district.unit("区府办"), "audit_admin", OPEN, now=NOW)
    assert tenure.since == TODAY


def test_a_post_that_begins_later_excludes_too(district, newcomer):
    actions.assign(SYSTEM, newcomer, district.unit("教育局"), "liaison", Term(date(2026, 6, 1)), now=NOW)
    early = Term(TODAY, date(2026, 6, 1))
    assert actions.assign(SYSTEM, newcomer, district.unit("区府办"), "inspector", early, now=NOW), "ends in time"
    with pytest.raises(Problem, match="不能同时任督查室人员"):
        actions.assign(SYSTEM, newcomer, district.unit("财政局"), "inspector", Term(date(2026, 6, 1)), now=NOW)


def test_the_same_post_twice_is_refused(district):
    with pytest.raises(Problem, match="已在区教育局任成员单位联络员，日期重叠"):
        actions.assign(SYSTEM, district.account("宁联"), district.unit("教育局"), "liaison", OPEN, now=NOW)


@pytest.mark.parametrize(
    ("post", "term", "sentence"),
    [
        ("king", OPEN, "没有“king”这个岗位。可选：双拥办工作人员（office_clerk）"),
        ("liaison", Term(TODAY, TODAY), "应晚于开始日期"),
        ("liaison", Term(date(2019, 1, 1)), "不是在用单位"),
    ],
)
def test_what_cannot_be_is_told(district, newcomer, post, term, sentence):
    with pytest.raises(Problem, match=sentence):
        actions.assign(SYSTEM, newcomer, district.unit("财政局"), post, term, now=NOW)


def test_a_post_for_an_account_out_of_use_is_refused(district, newcomer):
    actions.deactivate(SYSTEM, newcomer, now=NOW)
    with pytest.raises(Problem, match="账号已停用，不能任职") as refused:
        actions.assign(SYSTEM, newcomer, district.unit("财政局"), "liaison", OPEN, now=NOW)
    # Who appoints cannot bring an account back: he is told who can.
    assert refused.value.then == "请系统管理员先在“账号”里恢复使用，再任命。"


def test_handing_over_moves_post_and_work(district, newcomer, moved):
    old = district.tenure("宁联")
    new = actions.hand_over(district.actor("邵长"), old, newcomer, on=TODAY, now=NOW)
    old.refresh_from_db()
    assert (old.until, new.since, new.until, new.post, new.unit_id) == (TODAY, TODAY, None, "liaison", old.unit_id)
    assert district.actor("宁联").seats == ()
    assert [seat.post for seat in actor_seats(newcomer)] == ["liaison"]
    ((actor, told_old, told_new, when),) = moved
    assert (actor.name, told_old.pk, told_new.pk, when) == ("邵长", old.pk, new.pk, NOW)
    assert district.entries[-1].what == "post.hand_over"
    assert district.entries[-1].data["to"] == newcomer.pk


def actor_seats(account):
    from shuangyong.base.organisation.actors import actor_of

    return actor_of(account, TODAY).seats


def test_a_handler_that_fails_undoes_the_handing_over(district, newcomer, monkeypatch):
    def fail(*args):
        raise Problem("事项正在办理，稍后再移交。")

    monkeypatch.setattr(handlers.handed_over, "registered", [fail])
    with pytest.raises(Problem, match="稍后再移交"):
        actions.hand_over(district.actor("邵长"), district.tenure("宁联"), newcomer, on=TODAY, now=NOW)
    assert district.tenure("宁联").until is None
    assert not Tenure.objects.filter(account=newcomer).exists()


def test_who_hands_over(district, newcomer):
    """The unit's head, the office's head and the security administrator; not the liaison, not another unit's head."""
    tenure = district.tenure("宁联")
    with pytest.raises(Forbidden, match="没有“移交岗位”权限。可由：双拥办主任、成员单位负责人"):
        actions.hand_over(district.actor("宁联"), tenure, newcomer, on=TODAY, now=NOW)
    with pytest.raises(Forbidden, match="只能“移交岗位”本单位及下属单位的内容"):
        actions.hand_over(district.actor("邵长"), district.tenure("谢镇"), newcomer, on=TODAY, now=NOW)
    actions.hand_over(district.actor("管安"), tenure, newcomer, on=TODAY, now=NOW)
    actions.hand_over(district.actor("陆双"), district.tenure("谢镇"), district.account("宁联"), on=TODAY, now=NOW)
    assert [seat.post for seat in district.actor("宁联").seats] == ["town_clerk"]


def test_an_administrators_post_is_not_handed_over_by_the_office(district, newcomer):
    with pytest.raises(Forbidden, match="没有“任免岗位”权限"):
        actions.hand_over(district.actor("陆双"), district.tenure("管审"), newcomer, on=TODAY, now=NOW)
    actions.hand_over(SYSTEM, district.tenure("管审"), newcomer, on=TODAY, now=NOW)


def test_nobody_takes_a_post_over_himself(district):
    with pytest.raises(Forbidden, match="不能给自己任命或移交岗位"):
        actions.hand_over(district.actor("邵长"), district.tenure("宁联"), district.account("邵长"), on=TODAY, now=NOW)


def test_an_administrator_takes_no_work_over(district):
    with pytest.raises(Problem, match="不得由同一人担任"):
        actions.hand_over(district.actor("陆双"), district.tenure("宁联"), district.account("管系"), on=TODAY, now=NOW)
    assert district.tenure("宁联").until is None


def test_handing_over_twice_is_told(district, newcomer):
    tenure = district.tenure("宁联")
    actions.hand_over(district.actor("邵长"), tenure, newcomer, on=TODAY, now=NOW)
    with pytest.raises(Problem, match="这个岗位已于 2026-03-02 结束。请刷新后再看"):
        actions.hand_over(district.actor("邵长"), tenure, district.account("简文"), on=TODAY, now=NOW)


def test_a_tenure_with_an_end_keeps_it(district, newcomer):
    term = Term(TODAY - timedelta(days=9), date(2026, 12, 31))
    first = actions.assign(SYSTEM, district.account("简文"), district.unit("财政局"), "liaison", term, now=NOW)
    second = actions.hand_over(SYSTEM, first, newcomer, on=TODAY, now=NOW)
    assert second.until == date(2026, 12, 31)


def test_handing_over_is_not_entered_ahead(district, newcomer):
    with pytest.raises(Problem, match="移交岗位的日期 2026-03-03 还没到"):
        actions.hand_over(SYSTEM, district.tenure("宁联"), newcomer, on=TODAY + timedelta(days=1), now=NOW)


def test_a_deputy_sits_on_the_same_post_and_ends_with_it(district, newcomer, orphaned):
    tenure = district.tenure("宁联")
    deputy = actions.assign(
        district.actor("管安"), newcomer, district.unit("财政局"), "office_head", OPEN, now=NOW, deputising_for=tenure
    )
    assert (deputy.unit_id, deputy.post) == (tenure.unit_id, "liaison"), "the post it deputises for, no other"
    (seat,) = actor_seats(newcomer)
    assert seat.post_name == "成员单位联络员（代理）"
    actions.end_tenure(district.actor("管安"), tenure, on=TODAY, now=NOW)
    assert actor_seats(newcomer) == ()
    assert orphaned == [deputy.pk, tenure.pk]


def test_a_tenure_is_not_ended_before_it_began(district):
    with pytest.raises(Problem, match="自 2020-01-01 起任，不能在 2019-01-01 结束"):
        actions.end_tenure(SYSTEM, district.tenure("宁联"), on=date(2019, 1, 1), now=NOW)
