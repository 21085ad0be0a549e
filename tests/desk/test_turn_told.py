"""Whoever may only refuse or send back what another post grants reads whose turn it is, and the refusal is no red button."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from shuangyong.cases import overview, reminding, waiting
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Notice
from tests.cases.conftest import NOW, at
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words


def do(district, who: str, case: Case, action: str, form: Form) -> None:
    take(district.actor(who), case.pk, action, form, rev=Case.objects.get(pk=case.pk).rev, now=NOW)


def buttons(page: str) -> dict[str, str]:
    """The names of the steps with the look of their buttons."""
    found = re.findall(r'<a class="btn-d btn-(\w+)" href="/cases/\d+/\w+/">([^<]+)</a>', page)
    return {name: look for look, name in found}


@pytest.fixture
def third_time(district) -> Case:
    """A task whose term was moved twice and is asked to be moved again: only a leader grants that."""
    case = hand_out(district)
    do(district, "宁联", case, "sign", Form())
    for time in range(3):
        day = date(2026, 7, 10) + timedelta(10 * time)
        asked = "ask_longer" if time < 2 else "ask_longer_again"
        do(district, "宁联", case, asked, Form({"new_deadline": day}, note="还差盖章"))
        if time < 2:
            do(district, "简文", case, "extend", Form({"new_deadline": day}))
    return case


def test_a_third_extension_is_the_leaders_and_the_clerk_reads_it(district, third_time) -> None:
    page = signed_in(district, "简文").get(f"/cases/{third_time.pk}/").content.decode()
    assert "现在轮到领导小组组长/副组长“同意再次延期”或“不同意再次延期”。" in page
    assert not {"不同意延期", "不同意再次延期"} & buttons(page).keys()
    leader = signed_in(district, "组长").get(f"/cases/{third_time.pk}/").content.decode()
    assert "现在轮到" not in leader
    assert buttons(leader)["同意再次延期"] == "main"
    assert "不同意再次延期" in buttons(leader)


def test_a_leaders_answer_that_is_late_is_told_as_the_leaders(district, third_time) -> None:
    """Three working days from Monday the 2nd of March: the 5th is the last one."""
    late = date(2026, 3, 6)
    leader, head = district.actor("组长", late), district.actor("陆双", late)
    [waits] = waiting.mine(leader, late).rows
    assert waits.light.says == "逾期1天：领导答复期限（领导小组组长/副组长）3月5日到期"
    assert waiting.mine(head, late).rows == ()
    [holder] = overview.reds(leader, late).holders
    assert (holder.pk, holder.name, holder.oldest.lead) == (0, "领导小组组长/副组长", "区教育局")
    reminding.ring(now=at(3, 6), progress=lambda *_: None)
    told = Notice.objects.filter(case=third_time, says__contains="第三次延期要由领导定，还没有答复")
    assert {district.account("组长"), district.account("陆双")} <= set(told.values_list("account_id", flat=True))
    assert not told.filter(account=district.account("宁联")).exists()


def test_what_the_office_may_answer_does_not_lie_on_the_leaders_desk(district) -> None:
    case = hand_out(district)
    do(district, "宁联", case, "sign", Form())
    do(district, "宁联", case, "ask_longer", Form({"new_deadline": date(2026, 7, 10)}, note="还差盖章"))
    assert waiting.mine(district.actor("组长"), NOW.date()).rows == ()
    assert [row.pk for row in waiting.mine(district.actor("简文"), NOW.date()).rows] == [case.pk]


def test_the_clerk_reads_that_closing_is_the_head_s(district, paper) -> None:
    case = hand_out(district)
    do(district, "宁联", case, "sign", Form())
    do(district, "宁联", case, "ask_close", Form({"progress": "办成了"}, proofs={"result": (paper("宁联"),)}))
    clerk = signed_in(district, "简文").get(f"/cases/{case.pk}/")
    assert "现在轮到双拥办主任“销号”。" in words(clerk)
    assert buttons(clerk.content.decode())["退回再办"] == "plain"
    assert "现在轮到" not in words(signed_in(district, "陆双").get(f"/cases/{case.pk}/"))


def test_who_waits_for_a_unit_at_work_reads_the_step_that_ends_its_work(district) -> None:
    case = hand_out(district)
    do(district, "宁联", case, "sign", Form())
    said = words(signed_in(district, "陆双").get(f"/cases/{case.pk}/"))
    assert "现在轮到区教育局办理，办好后“提请办结”。" in said
    assert "现在轮到" not in words(signed_in(district, "宁联").get(f"/cases/{case.pk}/"))


def test_what_is_chosen_and_left_out_is_to_be_chosen(district) -> None:
    answer = signed_in(district, "江军").post("/cases/new/troops_need/", {"need": "", "sort": ""})
    assert answer.status_code == 422
    assert "请选择需求类别。" in words(answer)
    assert "请填写需求内容。" in words(answer)
