"""In a real browser: a need answered to its asker's satisfaction, a shop from application to a complaint, a stop-paid-service
project that cannot close before nothing is left of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.desk.walking import stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TODAY = localdate()
LATER = (TODAY + timedelta(days=60)).isoformat()


def test_a_need_is_answered_and_its_effect_asked_again(town, hands) -> None:
    refused = {"need": "为第八十九旅修路", "sort": "基础设施提升", "part__asker": town.unit("驻军")}
    assert "番号" in hands.send("江军", "/cases/new/troops_need/", refused)
    assert not Case.objects.exists()
    need = hands.open("江军", "troops_need", **(refused | {"need": "营区外道路积水"}))
    hands.act("简文", need, "list", content="改造排水管道", deadline=LATER, part__lead=town.unit("教育局"))
    done = TODAY.isoformat()
    hands.act("宁联", need, "answer", progress="已改造", done_on=done, proof__result="")
    hands.act("江军", need, "rate", satisfied="满意")
    said = hands.act("陆双", need, "confirm")
    assert stage(need) == "watching" and "成效巩固期" in said
    hands.of("江军").goto(f"/cases/{need.pk}/")
    assert "回访：成效巩固" not in hands.of("江军").inner_text(".acts-d")  # thirty days have not passed
    row = Case.objects.get(pk=need.pk)
    later = now() + timedelta(days=31)
    assert take(town.actor("江军"), row.pk, "hold", Form(), rev=row.rev, now=later).stage == "closed"


def test_a_shop_joins_offers_and_is_suspended_for_a_complaint(town, hands) -> None:
    lead = {"part__lead": town.unit("东河镇")}
    shop = hands.open("谢镇", "shop", shop_name="同心面馆", trade="餐饮", address="东河镇正街8号", **lead)
    hands.act("简文", shop, "approve")
    signed = {"signed_on": TODAY.isoformat(), "until": LATER, "for_whom": "退役军人", "shown": "优待证"}
    hands.act("谢镇", shop, "sign", **signed, proof__agreement="")
    below = {"child__part-lead": town.unit("东河镇")}
    hands.act("谢镇", shop, "offer", child__offer="凭优待证八折", child__sort="打折", **below)
    hands.act("简文", Case.objects.get(kind="shop_offer"), "publish")
    hands.act("谢镇", shop, "complain", child__complaint="不认优待证", **below)
    hands.act("简文", shop, "suspend", note="投诉待查")
    hands.of("陆双").goto(f"/cases/{shop.pk}/")
    assert "还有没有办结的投诉" in hands.of("陆双").inner_text(".acts-d")
    complaint = Case.objects.get(kind="shop_complaint")
    hands.act("谢镇", complaint, "take")
    hands.act("谢镇", complaint, "answer", finding="属实", handled="已道歉改正。")
    hands.act("简文", complaint, "accept")
    hands.act("陆双", shop, "resume", note="已改正")
    assert stage(shop) == "open"


def test_a_project_closes_only_when_nothing_is_left_of_it(town, hands) -> None:
    held = {"part__troops": town.unit("驻军"), "part__lead": town.unit("东河镇")}
    case = hands.open("简文", "stop_project", project="解放路3号门面", **held)
    survey = {"trade": "房地产租赁", "sort": "一般", "knot": "合同未到期", "sublet": "否"}
    hands.act("谢镇", case, "survey", **survey)
    hands.of("谢镇").goto(f"/cases/{case.pk}/")
    assert "还没有评定风险等级" in hands.of("谢镇").inner_text(".acts-d")
    hands.act("简文", case, "risk_low")
    hands.act("谢镇", case, "propose", way="协商解除", plan="年底前收回", deadline=LATER)
    hands.act("简文", case, "approve")
    hands.act("谢镇", case, "publicise", publicised_on=TODAY.isoformat(), proof__publicity="")
    house = {"child__holding": "1号门面", "child__name": "何一户", "child__part-lead": town.unit("东河镇")}
    assert "何一户" not in hands.act("谢镇", case, "household", **house)
    one = Case.objects.get(kind="stop_household")
    hands.act("谢镇", one, "visit", talked_on=TODAY.isoformat(), demands="补偿装修")
    hands.act("谢镇", one, "agree", signed_on=TODAY.isoformat(), deadline=LATER, proof__agreement="")
    hands.of("谢镇").goto(f"/cases/{case.pk}/")
    assert "一户一档没有办结" in hands.of("谢镇").inner_text(".acts-d")
    hands.act("谢镇", one, "vacate", vacated_on=TODAY.isoformat())
    hands.act("简文", one, "accept")
    hands.act("谢镇", case, "report", progress="协议已签", proof__agreement="")
    hands.act("江军", case, "confirm")
    left = {"vacated_on": TODAY.isoformat(), "sublet_cleared": "是", "staff_settled": "是", "aftermath": "是"}
    hands.act("谢镇", case, "ask_close", **left, proof__result="")
    hands.of("简文").goto(f"/cases/{case.pk}/")
    assert "不能留尾巴" in hands.of("简文").inner_text(".acts-d")
    hands.act("简文", case, "fail", note="水电费没有结清")
    hands.act("谢镇", case, "ask_close", **(left | {"aftermath": "否"}))
    hands.act("简文", case, "check", checked_how="现场查看")
    hands.act("陆双", case, "close")
    assert stage(case) == "closed"
