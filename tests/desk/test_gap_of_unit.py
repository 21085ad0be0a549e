"""教育局's own points are lacking some: 陆双 hands the gap out with one press, and 宁联's own work closes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from shuangyong.assess import queries, remedies
from shuangyong.assess.closing import left_of
from shuangyong.assess.models import Remedy
from shuangyong.base.actor import Place
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.test_score_story import do
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words

pytestmark = pytest.mark.usefixtures("ledgers_asked")

CODE = "U5"
"""年度计划、总结和述职: three things, five points each."""


def address(district, code: str = CODE) -> str:
    return f"/score/indicators/{code}/?unit={district.unit('教育局')}&standard=member_unit"


def sent(district, way: str = "task") -> dict[str, str]:
    due = (localdate() + timedelta(days=30)).isoformat()
    return {"way": way, "unit": str(district.unit("教育局")), "due": due, "doing": "报年度计划、总结，做述职"}


def scored(district) -> queries.Scored:
    return queries.score(
        district.actor("陆双"), Place(""), on=TODAY, today=TODAY, unit=district.unit("教育局"), standard="member_unit"
    )


def gap(district, code: str) -> queries.Lack:
    return next(lack for lack in queries.gaps(scored(district)) if lack.gap.indicator.code == code)


def test_one_press_gives_the_unit_a_task_for_its_own_gap(district) -> None:
    client, unit = signed_in(district, "陆双"), district.unit("教育局")
    page = client.get(address(district)).content.decode()
    assert "交办任务" in page and f'<option value="{unit}" selected>' in page
    answer = client.post(address(district), sent(district))
    case = Case.objects.get(kind="task")
    assert answer.status_code == 302 and answer["Location"].startswith(f"/cases/{case.pk}/")
    assert case.title == "补上云溪区教育局考评指标U5“年度计划、总结和述职”的差距"
    assert case.holdings.filter(part="lead", unit=unit).exists() and case.place.code == "990102"
    remedy = Remedy.objects.get()
    assert (remedy.code, remedy.scope, remedy.standard) == (CODE, str(unit), "member_unit")
    for who in ("陆双", "宁联"):
        gaps = words(signed_in(district, who).get(f"/score/gaps/?unit={unit}&standard=member_unit"))
        assert case.number in gaps, who
    told = words(signed_in(district, "宁联").get(f"/cases/{case.pk}/"))
    assert "云溪区教育局考评 U5 年度计划、总结和述职" in told and "还差 15 分" in told


def test_the_unit_s_own_work_closes_it(district, paper) -> None:
    lead = {"lead": ((district.unit("教育局"), None),)}
    order = remedies.Order("task", district.unit("教育局"), TODAY + timedelta(20), "报年度计划、总结，做述职")
    task = remedies.hand_out(district.actor("陆双"), scored(district), gap(district, CODE), order, now=NOW)
    do(district, task, "宁联", "sign", Form(), now=NOW)
    plan = open_case(district.actor("陆双"), "work_plan", Form({"subject": "2026年度双拥工作"}, lead), now=NOW)
    for action, values, slot in (("plan", {}, "plan"), ("sum_up", {}, "summary")):
        do(district, plan, "宁联", action, Form(values, proofs={slot: (paper("宁联", f"{slot}.txt"),)}), now=NOW)
    told = left_of(district.actor("宁联"), Case.objects.get(pk=task.pk), TODAY)
    assert told and told.says == "还差 5 分。" and told.whose == "云溪区教育局"
    do(district, plan, "宁联", "account", Form({"spoken": "口头述职", "held_on": TODAY}), now=NOW)
    told = left_of(district.actor("宁联"), Case.objects.get(pk=task.pk), TODAY)
    assert told and told.closed and told.says == "差距已经补上，满 15 分，可以“提请办结”。"
    assert CODE not in [lack.gap.indicator.code for lack in queries.gaps(scored(district))]


def test_a_task_is_not_the_way_to_more_tasks_done(district) -> None:
    """U1 is the share of tasks done: one more task would lower it until it is done, so a mending order is offered."""
    hand_out(district)
    task = Case.objects.get()
    assert queries.gaps(scored(district))
    offered = {code: [way.key for way in remedies.ways_for(gap(district, code))] for code in ("U1", CODE)}
    assert offered == {"U1": ["mending"], CODE: ["task", "mending"]} and task


def test_whose_hand_it_lies_in_is_the_unit_s(district) -> None:
    assert gap(district, CODE).hands == ("云溪区教育局",)


def test_the_unit_itself_sees_the_gap_and_hands_nothing_out(district) -> None:
    client = signed_in(district, "宁联")
    assert "交办任务" not in client.get(address(district)).content.decode()
    assert client.post(address(district), sent(district)).status_code == 403
    assert not Case.objects.exists() and not Remedy.objects.exists()
    assert "#h-gap" not in client.get(address(district).replace(f"indicators/{CODE}/", "gaps/")).content.decode()
    assert (
        "#h-gap"
        in signed_in(district, "陆双").get(address(district).replace(f"indicators/{CODE}/", "gaps/")).content.decode()
    )


def test_what_is_typed_survives_a_refusal(district) -> None:
    page = signed_in(district, "陆双").post(address(district), sent(district) | {"due": "2020-01-01"})
    assert page.status_code == 422 and "报年度计划、总结，做述职" in page.content.decode() and not Case.objects.exists()
