"""The leader's page: 组长 reads points, who holds what is red, what changed since the last look, and says a word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation.models import Account
from shuangyong.cases import overview, queries
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.desk.pages import desk
from tests.cases.conftest import NOW as OPENED
from tests.desk.conftest import TODAY as NOW
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words
from tests.desk.test_queries import asked

TODAY = NOW.date()


@pytest.fixture
def late(district):
    """Three tasks long overdue by now: two of 教育局, one of 民政局."""
    return [hand_out(district, title, lead) for title, lead in (("甲", "教育局"), ("乙", "民政局"), ("丙", "教育局"))]


def test_red_ones_stand_by_their_holder_with_most_first(district, late) -> None:
    found = overview.reds(district.actor("组长"), TODAY)
    assert [(one.name, len(one.reds)) for one in found.holders] == [("区教育局", 2), ("区民政局", 1)]
    assert found.count == 3 and not found.more
    assert found.holders[0].oldest.pk == late[0].pk
    assert overview.reds(district.actor("组长"), TODAY, cap=2).more
    assert overview.reds(district.actor("管系"), TODAY).count == 0


def test_what_waits_to_be_checked_is_in_the_hands_of_whoever_ordered_it(district, late, paper) -> None:
    """教育局 has mended in time what 督查 found, and has asked for its first task to be closed: neither lies there."""
    wanted = {"problem": "无障碍坡道被占用", "authority": "重点督查", "wanted": "清理", "found_on": OPENED.date()}
    give = {"lead": ((district.unit("教育局"), None),)}
    order = Form({**wanted, "deadline": OPENED.date() + timedelta(5)}, give)
    row = open_case(district.actor("督查"), "mending", order, now=OPENED)
    done = {"mended": "已清理"}, {"progress": "已办成"}
    for case, action, values in (
        (row, "sign", {}),
        (row, "report", done[0]),
        (late[0], "sign", {}),
        (late[0], "ask_close", done[1]),
    ):
        case.refresh_from_db()
        proofs = {"result": (paper("宁联"),)} if action == "report" else {}
        take(district.actor("宁联"), case.pk, action, Form(values, proofs=proofs), rev=case.rev, now=OPENED)
    found = overview.reds(district.actor("组长"), TODAY)
    assert {one.name: [red.pk for red in one.reds] for one in found.holders} == {
        district.units["区府办"].short: [row.pk],
        "区双拥办": [late[0].pk],
        "区民政局": [late[1].pk],
        "区教育局": [late[2].pk],
    }
    case = signed_in(district, "宁联").get(f"/cases/{row.pk}/")
    assert "现在轮到督查室人员“核查”。" in words(case)
    longer = Form({"new_deadline": TODAY + timedelta(9)}, note="名单未齐")
    for action, form in (("sign", Form()), ("ask_longer", longer)):
        late[2].refresh_from_db()
        take(district.actor("宁联"), late[2].pk, action, form, rev=late[2].rev, now=OPENED)
    case = signed_in(district, "宁联").get(f"/cases/{late[2].pk}/")
    assert "现在轮到区双拥办“同意延期”或“不同意延期”。" in words(case)
    page = words(signed_in(district, "组长").get("/"))
    assert "区教育局承办，已整改，待核查" in page


def test_changes_are_those_of_the_days_since(district, late) -> None:
    leader = district.actor("组长")
    assert overview.changes(leader, TODAY - timedelta(days=1), TODAY) == overview.Changes(
        TODAY - timedelta(days=1), 0, 0
    )
    assert overview.changes(leader, OPENED.date(), TODAY).red == 3
    take(SYSTEM, late[0].pk, "drop", Form(note="不再需要"), rev=late[0].rev, now=NOW)
    row = open_case(
        district.actor("组长"),
        "instruction",
        Form({"words": "请抓紧"}, {"lead": ((district.unit("教育局"), None),)}),
        now=NOW,
    )
    row = take(district.actor("宁联"), row.pk, "answer", Form({"answer": "已办"}), rev=row.rev, now=NOW)
    take(district.actor("组长"), row.pk, "accept", Form(), rev=row.rev, now=NOW)
    after = overview.changes(leader, TODAY, TODAY + timedelta(days=1))
    assert (after.red, after.closed) == (0, 1)  # what was dropped was not closed


def test_the_leaders_page_leads_to_everything_and_remembers_the_look(district, late) -> None:
    client = signed_in(district, "组长")
    page = client.get("/")
    said = words(page)
    assert "今天的得分" in said and "逾期在谁手里" in said and "近七天" in said
    assert f"/cases/{late[0].pk}/comment/" in page.content.decode()
    assert f"light=red&amp;unit={district.unit('教育局')}" in page.content.decode()
    assert "近七天" in words(client.get("/"))  # the same day again is no earlier look


def test_the_next_day_it_is_since_the_last_look(district, late, monkeypatch) -> None:
    client = signed_in(district, "组长")
    client.get("/")
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=3))
    client.force_login(Account.objects.get(pk=district.account("组长")))  # a session ends, the browser stays
    for _ in range(2):
        assert f"上次看（{TODAY}）以来" in words(client.get("/"))


def test_a_forged_look_is_no_look(district) -> None:
    client: Client = signed_in(district, "组长")
    client.cookies[f"looked{district.account('组长')}"] = "2020-01-01=99:forged"
    assert "近七天" in words(client.get("/"))


def test_others_have_no_leaders_page(district, late) -> None:
    for who in ("陆双", "宁联", "督查", "管系"):
        assert "逾期在谁手里" not in words(signed_in(district, who).get("/")), who


def test_the_page_asks_no_more_for_more(district, late) -> None:
    client = signed_in(district, "组长")
    client.get("/")
    before = asked(client, "/")
    for number in range(6):
        hand_out(district, f"又一件{number}", "财政局")
    assert asked(client, "/") <= before


def test_a_group_is_cut_short_and_all_of_it_is_one_click_away(district, monkeypatch) -> None:
    monkeypatch.setattr(desk, "SHORT", 2)
    for number in range(4):
        hand_out(district, f"第{number}件", "教育局")
    client = signed_in(district, "宁联")
    page = client.get("/")
    assert "待办 4 件" in words(page) and "逾期 4" in words(page)
    assert 'href="/?show=do"' in page.content.decode()
    assert page.content.decode().count('class="c-title"') == 2
    monkeypatch.setattr(queries, "PAGE", 3)
    every = client.get("/?show=do")
    assert "第2件" in words(every) and "第3件" not in words(every) and "show=do&amp;after=" in every.content.decode()


def test_a_desk_too_full_still_shows_each_group(district, monkeypatch) -> None:
    monkeypatch.setattr(desk, "SHOWN", 2)
    for number in range(3):
        hand_out(district, f"第{number}件", "教育局")
    form = Form({"words": "请抓紧"}, {"lead": ((district.unit("教育局"), None),)})
    open_case(district.actor("组长"), "instruction", form, now=NOW)
    said = words(signed_in(district, "宁联").get("/"))
    assert "批示 1 件" in said and "待办 2 件以上" in said and "逾期 2 以上" in said


def test_the_phone_leads_past_the_holders_to_what_waits_for_the_leader(district, late) -> None:
    page = signed_in(district, "组长").get("/").content.decode()
    form = Form({"words": "请说明进展。"}, {"lead": ((district.unit("教育局"), None),)})
    assert "等您的：" not in page
    word = open_case(district.actor("组长"), "instruction", form, now=OPENED)
    take(district.actor("宁联"), word.pk, "answer", Form({"answer": "已办好。"}), rev=word.rev, now=OPENED)
    page = signed_in(district, "组长").get("/").content.decode()
    assert '等您的：<a href="#words">批示 1 件</a>' in page and page.index("等您的：") < page.index("逾期在谁手里")
