"""The score on the desk: 陆双 reads it, opens an indicator, hands its gap out; 宁联 sees what her unit bears."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from shuangyong.assess import queries, remedies, shoulders, turns
from shuangyong.assess.models import Remedy
from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.organisation.declared import DeclarationError
from shuangyong.base.turns import Busy
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.test_score_story import do
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import signed_in
from tests.desk.test_pages import words
from tests.desk.test_queries import asked

pytestmark = pytest.mark.usefixtures("ledgers_asked")

COUNTY = Place("990102")


def scored(district, who: str = "陆双") -> queries.Scored:
    return queries.score(district.actor(who), COUNTY, on=TODAY, today=TODAY)


def first_gap(district) -> queries.Lack:
    return queries.gaps(scored(district))[0]


def test_the_page_tells_points_fatal_things_and_gaps(district) -> None:
    page = signed_in(district, "陆双").get("/score/").content.decode()
    assert "现在的分" in page and "没有挡住申报的情形" in page and "先补这些" in page
    assert "非官方" in page and "待核" in page


def test_every_indicator_opens(district) -> None:
    client = signed_in(district, "陆双")
    for result in scored(district).score.results:
        page = client.get(f"/score/indicators/{result.indicator.code}/")
        assert page.status_code == 200 and result.indicator.name in page.content.decode(), result.indicator.code
    assert client.get("/score/indicators/NO-SUCH/").status_code == 404


def test_a_gap_becomes_a_task_with_one_press(district) -> None:
    code = first_gap(district).gap.indicator.code
    client, due = signed_in(district, "陆双"), localdate() + timedelta(days=30)
    sent = {"way": "task", "unit": str(district.unit("教育局")), "due": due.isoformat(), "doing": "召开一次议军会议"}
    answer = client.post(f"/score/indicators/{code}/", sent)
    case = Case.objects.get(kind="task")
    assert answer.status_code == 302 and answer["Location"].startswith(f"/cases/{case.pk}/")
    assert code in case.title and case.values["deadline"] == due.isoformat()
    assert case.holdings.filter(part="lead", unit=district.unit("教育局")).exists()
    assert Remedy.objects.get().code == code
    assert case.number in client.get("/score/gaps/").content.decode()


def test_the_term_proposed_for_a_gap_is_never_past(district) -> None:
    """Where the earliest case is overdue, one press would be refused: what is left is the cut-off."""
    lack = first_gap(district)
    assert replace(lack, due=TODAY + timedelta(days=9)).proposed(TODAY) == TODAY + timedelta(days=9)
    assert replace(lack, due=TODAY - timedelta(days=1)).proposed(TODAY) == lack.gap.by >= TODAY


def test_what_is_typed_survives_a_refusal(district) -> None:
    code = first_gap(district).gap.indicator.code
    sent = {"way": "task", "unit": "", "due": "2020-01-01", "doing": "召开一次议军会议"}
    page = signed_in(district, "陆双").post(f"/score/indicators/{code}/", sent)
    assert page.status_code == 422
    assert "召开一次议军会议" in page.content.decode() and "请选择承办单位" in page.content.decode()
    assert not Case.objects.exists()


def test_whoever_looks_after_no_place_sees_what_the_own_unit_bears(district) -> None:
    client = signed_in(district, "宁联")
    assert client.get("/score/")["Location"] == "/score/mine/"
    assert client.get("/score/gaps/").status_code == 403
    mine = shoulders.mine(district.actor("宁联"), TODAY)
    assert [one.unit for one in mine] == [district.unit("教育局")]
    assert mine[0].results and all("教育局" in result.indicator.units for result in mine[0].results)
    page = client.get("/score/mine/").content.decode()
    assert all(result.indicator.name in page for result in mine[0].results)


def test_what_lies_in_ones_hands_is_told_with_what_to_do(district) -> None:
    """Nobody names 东河镇 in the standard, yet what it has in hand counts."""
    lead = {"lead": ((district.unit("东河镇"), None),)}
    matter = {"site_name": "东河街区", "sort": "军民共建示范点", "features": "共建三年"}
    assert "东河镇：现在该做的 0 项" in signed_in(district, "谢镇").get("/score/mine/").content.decode()
    case = open_case(SYSTEM, "model_site", Form(matter, lead), now=NOW)
    page = signed_in(district, "谢镇").get("/score/mine/").content.decode()
    assert case.number in page and "手里有 1 件" in page and "T-G4" in page
    assert case.number not in signed_in(district, "宁联").get("/score/mine/").content.decode()


def test_no_page_of_the_score_asks_more_for_more_rows(district) -> None:
    client = signed_in(district, "陆双")
    code = first_gap(district).gap.indicator.code
    addresses = ("/score/", "/score/gaps/", f"/score/indicators/{code}/", "/score/mine/")
    few = [asked(client, address) for address in addresses]
    for number in range(6):
        lack = first_gap(district)
        order = remedies.Order("task", district.unit("教育局"), TODAY + timedelta(days=9), f"第{number}件")
        remedies.hand_out(district.actor("陆双"), scored(district), lack, order, now=NOW)
    assert [asked(client, address) for address in addresses] == few


def test_ways_that_cannot_be_used_say_where() -> None:
    way = {"name": "交办", "kind": "task", "part": "lead", "fills": {"task": "{secret}"}, "more": 1}
    with pytest.raises(DeclarationError) as told:
        remedies.parse({"remedies": {"task": way}})
    assert len(told.value.faults) == 2


def test_rating_begins_with_all_that_is_known(district) -> None:
    """One press, and only the points and the reason are asked for."""
    client = signed_in(district, "陆双")
    page = client.get("/score/indicators/T-P1/").content.decode()
    form = page.split('action="/cases/new/rating/"')[1].split("</form>")[0]
    known = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert (known["indicator"], known["standard"], known["year"]) == ("T-P1", "working", str(localdate().year))
    asked_next = client.post("/cases/new/rating/", known, follow=True)
    case = Case.objects.get(kind="rating")
    assert asked_next.redirect_chain == [(f"/cases/{case.pk}/rate/", 302)]
    assert 'name="own_points"' in asked_next.content.decode() and "working" not in asked_next.content.decode()


def test_what_people_judge_stands_side_by_side_with_reasons_evidence_and_appeal(district, paper) -> None:
    values = {"name": "学习贯彻", "standard": "working", "indicator": "T-P1", "year": localdate().year}
    case = open_case(district.actor("简文"), "rating", Form(values), now=NOW)
    filed = {"evidence": (paper("简文"),)}
    do(district, case, "简文", "rate", Form({"own_points": 1.5, "own_reason": "常委会学过两次"}, proofs=filed), now=NOW)
    client, address = signed_in(district, "陆双"), "/score/indicators/T-P1/"
    own = words(client.get(address))
    assert "自评 1.5 分 常委会学过两次" in own and "还没有考评，暂以自评计" in own
    assert "/proofs/" in client.get(address).content.decode()
    do(district, case, "督查", "assess", Form({"upper_points": 1, "upper_reason": "少一次记录"}), now=NOW)
    do(district, case, "简文", "appeal", Form({"appeal": "记录在党委办"}), now=NOW)
    both = words(client.get(address))
    assert "考评 1 分 少一次记录" in both and "申诉 记录在党委办" in both and "没有附材料" in both


def test_the_years_of_a_cycle_stand_beside_each_other(district) -> None:
    values = {"name": "学习贯彻", "standard": "working", "indicator": "T-P1", "year": localdate().year}
    case = open_case(district.actor("简文"), "rating", Form(values), now=NOW)
    do(district, case, "简文", "rate", Form({"own_points": 1.5, "own_reason": "常委会学过两次"}), now=NOW)
    client, this = signed_in(district, "陆双"), localdate().year
    page = client.get("/score/?cycle=1")
    said = words(page)
    assert f"{this - 1} 年 0 / 100" in said and f"{this} 年 1.5 / 100" in said
    assert f"/score/?on={this - 1}-12-31" in page.content.decode()
    assert "years-d" not in client.get("/score/").content.decode()


def test_the_past_of_a_city_for_one_person_at_a_time(district, monkeypatch) -> None:
    """It takes the processor for seconds: five windows of one person would hold every place at work."""
    monkeypatch.setattr(turns.RECOUNTS, "patience", 0.01)
    client = signed_in(district, "陆双")
    past = TODAY - timedelta(days=30)
    with turns.RECOUNTS.turn():
        assert client.get(f"/score/?on={past}").status_code == 200
        with pytest.raises(Busy, match="正在为别人算全市"):
            queries.score(SYSTEM, Place("9901"), on=past, today=TODAY)
    assert queries.score(SYSTEM, Place("9901"), on=past, today=TODAY).asked.on == past


def test_a_units_own_points_open_too(district) -> None:
    """宁联 opens what her bureau itself scores, down to the record; another bureau's is not hers; 陆双 sees all."""
    unit, other = district.unit("教育局"), district.unit("财政局")
    lead = {"lead": ((unit, None),)}
    case = open_case(
        district.actor("陆双"), "task", Form({"task": "建立台账", "deadline": TODAY + timedelta(days=5)}, lead), now=NOW
    )
    client = signed_in(district, "宁联")
    mine = client.get("/score/mine/").content.decode()
    assert f"/score/indicators/U1/?unit={unit}&amp;standard=member_unit" in mine
    page = client.get(f"/score/indicators/U1/?unit={unit}&standard=member_unit").content.decode()
    assert "督办事项按期办结率" in page and f"/cases/{case.pk}/" in page and "下达整改" not in page
    assert "成员单位双拥工作年度考核" in client.get(f"/score/?unit={unit}").content.decode()
    assert client.get(f"/score/?unit={other}").status_code == 403
    assert client.get("/score/?unit=999999").status_code == 404
    assert signed_in(district, "陆双").get(f"/score/?unit={other}").status_code == 200


def test_what_was_due_and_not_done_opens(district) -> None:
    lead = {"lead": ((district.unit("教育局"), None),)}
    case = open_case(district.actor("陆双"), "task", Form({"task": "建立台账", "deadline": TODAY}, lead), now=NOW)
    later = queries.score(SYSTEM, COUNTY, on=TODAY + timedelta(days=9), today=TODAY, unit=district.unit("教育局"))
    opened = queries.indicator(later, "U1")
    assert [pk for pk, _ in opened.lost.cases] == [case.pk] and not opened.records.total and not opened.open.total
