"""After a step the next task is a tap away; a town finds its own unit where it is mostly the one that does the work."""

from __future__ import annotations

from datetime import timedelta

from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import signed_in


def handed(district, title: str, days: int) -> Case:
    form = Form({"task": title, "deadline": TODAY + timedelta(days)}, {"lead": ((district.unit("教育局"), None),)})
    return open_case(district.actor("陆双"), "task", form, now=NOW)


def test_after_a_step_the_next_task_is_a_tap_away(district) -> None:
    first, second = handed(district, "春季走访", 5), handed(district, "夏季走访", 9)
    client = signed_in(district, "宁联")
    answer = client.post(f"/cases/{first.pk}/sign/", {"rev": first.rev})
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert f'<a href="/cases/{second.pk}/">下一件：夏季走访</a>' in page
    assert "下一件" not in client.get(f"/cases/{first.pk}/").content.decode()


def test_nothing_is_offered_where_nothing_else_waits(district) -> None:
    case = handed(district, "春季走访", 5)
    take(district.actor("宁联"), case.pk, "sign", Form(), rev=case.rev, now=NOW)
    assert "下一件" not in signed_in(district, "宁联").get(f"/cases/{case.pk}/?done=sign").content.decode()


def unit_chosen(page: str) -> str:
    select = page.split('name="part-lead"')[1].split("</select>")[0]
    return next((one.split('"')[0] for one in select.split('value="') if '" selected' in one), "")


def test_a_town_finds_its_own_unit_in_the_forms(district) -> None:
    town, office = signed_in(district, "谢镇"), signed_in(district, "简文")
    assert unit_chosen(town.get("/cases/new/hazard_check/").content.decode()) == str(district.unit("东河镇"))
    assert unit_chosen(office.get("/cases/new/hazard_check/").content.decode()) == ""
    letter = {"subject": "补助发放", "way": "来信", "received_on": TODAY, "demand": "询问补助"}
    case = open_case(district.actor("谢镇"), "petition", Form(letter), now=NOW)
    assert unit_chosen(town.get(f"/cases/{case.pk}/pass_on/").content.decode()) == str(district.unit("东河镇"))
    assert unit_chosen(office.get(f"/cases/{case.pk}/pass_on/").content.decode()) == ""


def test_whoever_reported_reads_that_it_is_the_other_side_s_turn(district) -> None:
    give = {"lead": ((district.unit("教育局"), None),), "partner": ((district.unit("驻军"), None),)}
    form = Form({"activity": "同上一堂国防课", "sort": "国防教育", "planned_on": TODAY}, give)
    case = open_case(district.actor("谢镇"), "pair_activity", form, now=NOW)
    told = Form({"held_on": TODAY, "record": "三个班参加"})
    take(district.actor("宁联"), case.pk, "report", told, rev=case.rev, now=NOW)
    page = signed_in(district, "宁联").get(f"/cases/{case.pk}/").content.decode()
    assert "现在轮到驻云溪某部“确认归档”。" in page
    assert "这件事的“报告已开展”是区教育局办的，“确认归档”要由另一个单位来做。" in page
