"""督查 draws on the page, 陆双 drafts a circular and sends letters; what is refused keeps what was typed."""

from __future__ import annotations

import pytest

from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.test_inspecting import drawn, planned
from tests.assess.test_score_story import do
from tests.cases.conftest import at
from tests.desk.people import hand_out, signed_in
from tests.desk.test_queries import asked

pytestmark = pytest.mark.usefixtures("ledgers_asked")


def test_a_draw_is_looked_at_and_entered_with_one_press(district) -> None:
    case, client = planned(district), signed_in(district, "督查")
    address = f"/score/inspections/{case.pk}/draw/"
    page = client.get(f"{address}?word=2026春&number=2").content.decode()
    assert page.count("■ 抽中") == 2 and "没有查过" in page and "就查这 2 家" in page
    rev = Case.objects.get(pk=case.pk).rev
    answer = client.post(address, {"word": "2026春", "number": "2", "rev": rev})
    assert answer.status_code == 302 and len(Case.objects.get(pk=case.pk).values["sampled"]) == 2
    assert "按口令重抽一致" in client.get("/score/inspections/").content.decode()


def test_who_comes_second_is_told_and_loses_nothing(district) -> None:
    case, client = planned(district), signed_in(district, "督查")
    page = client.post(f"/score/inspections/{case.pk}/draw/", {"word": "口令", "number": "2", "rev": "1"})
    assert page.status_code == 409 and 'value="口令"' in page.content.decode()


def test_a_circular_is_drafted_with_one_press(district) -> None:
    hand_out(district)
    client = signed_in(district, "简文")
    assert client.post("/score/inspections/circular/", {"cut_off": "2026-11-20"}).status_code == 302
    assert "【1】" in Case.objects.get(kind="circular").values["body"]
    refused = client.post("/score/inspections/circular/", {"cut_off": "2030-01-01"})
    assert refused.status_code == 422 and "不能晚于今天" in refused.content.decode()


def test_letters_for_the_units_that_are_ticked(district) -> None:
    client = signed_in(district, "陆双")
    sent = {"goals": "目标", "basis": "", "deadline": "2026-12-31", "units": [str(district.unit("教育局"))]}
    page = client.post("/score/letters/", sent)
    assert page.status_code == 422 and "checked" in page.content.decode() and "请写签订依据" in page.content.decode()
    assert client.post("/score/letters/", {**sent, "basis": "动员部署会"}).status_code == 302
    letter = Case.objects.get(kind="duty_letter")
    assert letter.number in client.get("/score/letters/?made=1").content.decode()


def test_no_page_asks_more_for_more_inspections(district) -> None:
    client = signed_in(district, "督查")
    drawn(district, planned(district))
    few = asked(client, "/score/inspections/")
    for number in range(4):
        drawn(district, planned(district, f"第{number}次"))
    assert asked(client, "/score/inspections/") == few


def test_who_was_inspected_lately_is_told_where_the_next_one_is_planned_and_approved(district) -> None:
    """Nothing was drawn: all that the first one was to look at counts."""
    when = at(11, 10)
    unit, values = district.unit("教育局"), {"sort": "专项督查", "authority": "年度计划", "plan": "看窗口"}
    parts = {"lead": ((district.unit("双拥办"), None),)}
    sent = {**values, "matter": "第一次", "objects": (unit,)}
    first = open_case(district.actor("简文"), "inspection", Form(sent, parts), now=when)
    do(district, first, "组长", "approve", now=when)
    held = Form({"held_on": when.date(), "result": "总体较好"})
    do(district, first, "督查", "conclude", held, now=when)

    form = signed_in(district, "简文").get("/cases/new/inspection/").content.decode()
    assert '区教育局 <span class="over">30天内查过1次，再查就超过1次</span>' in form
    second = open_case(district.actor("简文"), "inspection", Form({**sent, "matter": "第二次"}, parts), now=when)
    leader = signed_in(district, "组长")
    assert "派出以前请看：区教育局30天内查过1次" in leader.get(f"/cases/{second.pk}/").content.decode()
    assert "派出以前请看" not in leader.get(f"/cases/{first.pk}/").content.decode()
    assert "30天内查过" not in signed_in(district, "简文").get("/cases/new/task/").content.decode()
