"""What 江军 wrote of a need stands in 简文's form when it is listed: nobody types it again."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.standing import lay_open
from tests.desk.conftest import TODAY
from tests.desk.people import signed_in
from tests.desk.test_pages import words

NEED = "营区门前道路没有路灯，请加装"


@pytest.fixture
def need(district) -> Case:
    asker = {"asker": ((district.unit("驻军"), None),)}
    form = Form({"need": NEED, "sort": "基础设施提升"}, asker)
    return open_case(district.actor("江军"), "troops_need", form, now=TODAY)


def standing(page, name: str) -> str:
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page.content.decode(), re.DOTALL)
    assert found
    return unescape(found[1])


def listed(district, case: Case, **sent: str):
    whole = {"rev": Case.objects.get(pk=case.pk).rev, "part-lead": district.unit("教育局"), "deadline": "2099-06-30"}
    return signed_in(district, "简文").post(f"/cases/{case.pk}/list/", whole | sent)


def test_it_stands_in_the_form_to_be_gone_over(district, need) -> None:
    page = signed_in(district, "简文").get(f"/cases/{need.pk}/list/")
    assert standing(page, "content") == NEED
    assert "列入清单的实事写到能办、能核。已照现有资料填好，请核对。" in words(page)


def test_as_it_stands_it_is_listed(district, need) -> None:
    page = signed_in(district, "简文").get(f"/cases/{need.pk}/list/")
    assert listed(district, need, content=standing(page, "content")).status_code == 302
    row = Case.objects.get(pk=need.pk)
    assert (row.stage, row.values["content"]) == ("doing", NEED)


def test_what_is_written_in_its_place_stands(district, need) -> None:
    assert listed(district, need, content="学校路口至营区门前加装路灯八盏").status_code == 302
    assert Case.objects.get(pk=need.pk).values["content"] == "学校路口至营区门前加装路灯八盏"


def test_deleted_it_is_asked_for_and_not_put_back_behind_ones_back(district, need) -> None:
    page = listed(district, need, content="")
    assert page.status_code == 422 and standing(page, "content") == "" and "请填写实事内容" in words(page)
    assert Case.objects.get(pk=need.pk).stage == "raised"


def test_topics_named_when_a_meeting_is_opened_are_there_when_it_is_called(district) -> None:
    lead = {"lead": ((district.unit("双拥办"), None),)}
    form = Form({"subject": "议军会议", "sort": "常委会议军会议", "agenda": "一、驻军需求\n二、年度计划"}, lead)
    row = open_case(district.actor("简文"), "meeting", form, now=TODAY)
    page = signed_in(district, "简文").get(f"/cases/{row.pk}/notice/")
    assert standing(page, "agenda").replace("\r", "") == "一、驻军需求\n二、年度计划"


def test_a_letter_sent_back_for_changes_is_changed_and_not_typed_anew(district) -> None:
    lead = {"lead": ((district.unit("教育局"), None),)}
    values = {
        "goals": "2026年双拥工作",
        "basis": "领导小组工作要点",
        "duties": "一、军人子女入学",
        "deadline": date(2099, 12, 31),
    }
    row = open_case(district.actor("简文"), "duty_letter", Form(values, lead), now=TODAY)
    key = next(step.key for step in lay_open(row, TODAY.date()).kind.leaving(row.stage) if "修改意见" in step.name)
    row = take(district.actor("宁联"), row.pk, key, Form({"objection": "加一条随军家属"}), rev=row.rev, now=TODAY)
    page = signed_in(district, "简文").get(f"/cases/{row.pk}/change/")
    assert standing(page, "duties") == "一、军人子女入学"
