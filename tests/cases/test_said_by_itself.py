"""What nobody types: rates are computed, a button answers its own question, a rung takes its step; and what no text may say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shuangyong.base.errors import Invalid
from shuangyong.cases import reminding
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.engine.record import rates_of
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog import keeping_out
from shuangyong.catalog.queries import current, kind_of
from tests.cases.conftest import NOW, TODAY, at


@pytest.fixture
def need(district) -> Case:
    form = Form({"need": "营区外道路积水", "sort": "基础设施提升"}, {"asker": ((district.unit("驻军"), None),)})
    return open_case(district.actor("江军"), "troops_need", form, now=NOW)


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ({"signed_up": 380, "eligible": 400}, {"rates.sign_up": Decimal("95.00")}),
        ({"fit": 2, "came": 3}, {"rates.fit": Decimal("66.67")}),
        ({"sent_back": 0, "enlisted": 60}, {"rates.returned": Decimal("0.00")}),
        ({"signed_up": 3, "eligible": 0}, {}),
        ({"signed_up": 3}, {}),
    ],
)
def test_the_five_rates_of_conscription_are_computed(district, record, wanted) -> None:
    kind = kind_of(current("conscription", TODAY).pk)
    assert len(kind.rates) == 5
    assert rates_of(kind, record) == wanted


def test_a_need_that_nobody_discusses_rises_by_itself_once(district, need) -> None:
    reminding.ring(now=at(3, 20), progress=lambda done, total: None)
    need.refresh_from_db()
    assert need.state["counters"].get("risen", 0) == 0
    for day in (5, 6):
        reminding.ring(now=at(4, day), progress=lambda done, total: None)
    need.refresh_from_db()
    assert need.state["counters"]["risen"] == 1
    step = need.steps.order_by("-seq").first()
    assert (step.action, step.actor_name) == ("rise", "系统") and "久未会商" in step.note
    assert district.people["组长"].notices.filter(case=need, says__contains="上报领导小组").exists()


def test_what_a_button_answers_is_kept_and_not_asked(district) -> None:
    lead = {"lead": ((district.unit("东河镇"), None),)}
    opened = {"place_said": "老旧仓库", "sort": "消防", "deadline_check": date(2026, 3, 9)}
    case = open_case(district.actor("简文"), "hazard_check", Form(opened, lead), now=NOW)
    case = take(district.actor("谢镇"), case.pk, "report_clear", Form({"checked_on": TODAY}), rev=1, now=NOW)
    assert case.values["found"] is False


@pytest.mark.parametrize(
    ("text", "groups", "what"),
    [
        ("机密★5年", (), "密级标志"),
        ("为第八十九旅修路", (), "番号"),
        ("驻地12345部队来函", (), "番号"),
        ("部队定于12月5日由柳河机动到安顺", (), "部队行动"),
        ("12月5日，官兵开赴青石岭", (), "部队行动"),
        ("部队从柳河镇开进到青石岭", (), "部队行动"),
        ("请于6月3日保障停车", ("movement",), "时间"),
        ("8:30到位", ("movement",), "时间"),
        ("沿G75高速进入", ("movement",), "时间"),
        ("约300名官兵用餐", ("strength",), "人数"),
        ("官兵三百余人用餐", ("strength",), "人数"),
        ("停放20台军车", ("strength",), "人数"),
    ],
)
def test_what_may_not_be_said_is_found(text, groups, what) -> None:
    assert what in keeping_out.wrong(text, groups)


@pytest.mark.parametrize(
    "text",
    [
        "临时停车场地",
        "为部队官兵子女办理入学",
        "驻区某部旅游专列",
        "保障饮水和就餐",
        "由交通局牵头对接",
        "军地共建公园",
        "因部队换防，台账未能采集完，请求延期",
        "子女随部队换防转学，协助办结入学",
    ],
)
def test_what_may_be_said_is_left_alone(text) -> None:
    assert keeping_out.wrong(text, ("movement", "strength")) == ""


def test_the_form_is_refused_and_the_field_is_named(district) -> None:
    form = Form({"matter": "明早经国道开进", "sort": "场地"}, {"asker": ((district.unit("驻军"), None),)})
    with pytest.raises(Invalid) as error:
        open_case(district.actor("江军"), "front_support", form, now=NOW)
    assert error.value.fields.keys() == {"matter"}
    assert not Case.objects.exists()
