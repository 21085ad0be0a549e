"""What somebody on the first day meets: one day to write, the main button that leads on, units as the office lists them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, StepRow
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import signed_in


def main_button(page: str) -> str:
    """The name of the red button of a case's page."""
    found = re.search(r'<a class="btn-d btn-main"[^>]*>([^<]+)</a>', page)
    return found[1] if found else ""


def planned(district) -> Case:
    give = {"lead": ((district.unit("教育局"), None),), "partner": ((district.unit("驻军"), None),)}
    form = Form({"activity": "同上一堂国防课", "sort": "国防教育", "planned_on": TODAY}, give)
    return open_case(district.actor("谢镇"), "pair_activity", form, now=NOW)


@pytest.mark.parametrize(
    ("held_on", "on", "lies_on"),
    [
        (TODAY + timedelta(9), "", TODAY + timedelta(9)),
        (TODAY - timedelta(9), "", TODAY),  # never before the step before it
        (TODAY + timedelta(9), (TODAY + timedelta(20)).isoformat(), TODAY + timedelta(20)),
    ],
)
def test_the_day_on_which_it_was_done_is_written_once(district, held_on: date, on: str, lies_on: date) -> None:
    """The day of the activity is the day of the step, unless somebody writes that it was another."""
    case, client = planned(district), signed_in(district, "宁联")
    page = client.get(f"/cases/{case.pk}/report/").content.decode()
    assert "<details" in page.split("办理日期和“举办日期”不是同一天的")[0][-80:] and 'name="on" value=""' in page
    sent = {"rev": case.rev, "held_on": held_on.isoformat(), "record": "三个班参加", "on": on}
    answer = client.post(f"/cases/{case.pk}/report/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert StepRow.objects.filter(case=case).latest("seq").on == lies_on


def test_a_step_without_a_day_of_its_own_asks_for_one(district) -> None:
    case = planned(district)
    page = signed_in(district, "宁联").get(f"/cases/{case.pk}/cancel/").content.decode()
    assert "当天办的不用改" in page and "不是同一天的" not in page


def test_a_mending_order_is_answered_before_it_is_disputed(district) -> None:
    asked = {"problem": "标语牌破损", "found_on": TODAY, "authority": "年度督查计划", "wanted": "修复"}
    give = {"lead": ((district.unit("教育局"), None),)}
    order = open_case(
        district.actor("督查"), "mending", Form(asked | {"deadline": TODAY + timedelta(20)}, give), now=NOW
    )
    take(district.actor("宁联"), order.pk, "sign", Form(), rev=order.rev, now=NOW)
    page = signed_in(district, "宁联").get(f"/cases/{order.pk}/").content.decode()
    assert main_button(page) == "报告整改结果"


def test_a_petition_passed_on_waits_to_be_accepted(district) -> None:
    """The town's main button is to accept; the office reads that this is what is waited for."""
    letter = {"subject": "补助发放", "way": "来信", "received_on": TODAY, "demand": "询问补助"}
    case = open_case(district.actor("谢镇"), "petition", Form(letter), now=NOW)
    to = Form(gives={"lead": ((district.unit("东河镇"), None),)})
    take(district.actor("简文"), case.pk, "pass_on", to, rev=case.rev, now=NOW)
    assert main_button(signed_in(district, "谢镇").get(f"/cases/{case.pk}/").content.decode()) == "受理并书面告知"
    assert "现在轮到东河镇“受理并书面告知”。" in signed_in(district, "简文").get(f"/cases/{case.pk}/").content.decode()


@pytest.mark.usefixtures("ledgers_asked")
def test_what_people_judge_is_handed_out_as_papers_to_be_sent(district) -> None:
    """“由人评分” is nothing that a unit can do; what it can send is what the standard wants to see."""
    client = signed_in(district, "陆双")
    page = client.get("/score/indicators/T-A6/?standard=working").content.decode()
    assert "把三定、人员名册交给双拥办，由双拥办自评</textarea>" in page
    assert re.search(r'btn-main">自评打分</button>', page)
    assert (
        "备齐三定、人员名册，由人评分（先自评，再考评）" in client.get("/score/gaps/?standard=working").content.decode()
    )


def test_the_units_that_one_mostly_chooses_stand_first(district) -> None:
    """Of one's own hand and for this kind alone; the whole list follows."""
    for unit in ("财政局", "教育局", "教育局"):
        give = {"lead": ((district.unit(unit), None),)}
        open_case(district.actor("陆双"), "task", Form({"task": "走访", "deadline": TODAY}, give), now=NOW)
    page = signed_in(district, "陆双").get("/cases/new/task/").content.decode()
    first = page.split('<optgroup label="近来选过的">')[1].split("</optgroup>")[0]
    assert re.findall(r'value="(\d+)"', first) == [str(district.unit("教育局")), str(district.unit("财政局"))]
    for who, kind in (("简文", "task"), ("陆双", "instruction")):
        assert "近来选过的" not in signed_in(district, who).get(f"/cases/new/{kind}/").content.decode()


@pytest.mark.browser
def test_a_unit_is_found_by_typing_a_part_of_its_name(window, district) -> None:
    """As soon as one is left it is chosen; what was typed away comes back."""
    page = window("陆双")
    page.goto("/cases/new/task/")
    chosen, box = (
        page.locator("select[name=part-lead]"),
        page.locator("select[name=part-lead] ~ input, .narrow-d").first,
    )
    many = chosen.locator("option").count()
    box.fill("区教育")
    assert chosen.input_value() == str(district.unit("教育局")) and chosen.locator("option").count() < many
    box.fill("天文馆")
    assert page.is_visible("text=没有含这几个字的")
    box.fill("")
    assert chosen.locator("option").count() == many and chosen.input_value() == str(district.unit("教育局"))


def test_whoever_waits_is_not_blamed_for_being_silent(district) -> None:
    """A need was asked for long ago and nobody has met about it: the troops who asked are not the ones to act."""
    need = {"need": "家属就业专场", "sort": "军人军属权益"}
    give = {"asker": ((district.unit("驻军"), None),)}
    case = open_case(district.actor("江军"), "troops_need", Form(need, give), now=NOW)
    assert "voice-silent" not in signed_in(district, "陆双").get(f"/cases/{case.pk}/").content.decode()
    task = {"task": "走访", "deadline": TODAY}
    mine = open_case(district.actor("陆双"), "task", Form(task, {"lead": ((district.unit("教育局"), None),)}), now=NOW)
    assert "voice-silent" in signed_in(district, "陆双").get(f"/cases/{mine.pk}/").content.decode()
