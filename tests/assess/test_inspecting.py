"""督查 inspects 云溪区: the draw comes out again, nobody is inspected too often, and the circular's figures are cited."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuangyong.assess.inspecting import actions, circulars, letters, queries
from shuangyong.assess.inspecting.declared import parse_circular, parse_often
from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Invalid, NotFound
from shuangyong.base.organisation.declared import DeclarationError
from shuangyong.base.organisation.models import Group, GroupMember, Unit
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.conftest import COUNTY, NOW, TODAY
from tests.assess.test_score_story import at, do, done, task

pytestmark = pytest.mark.usefixtures("ledgers_asked")

OBJECTS = ("教育局", "财政局", "民政局", "东河镇", "柳林镇")


def planned(district, matter: str = "春季专项督查") -> Case:
    """Planned by the office and approved by the leader."""
    values = {
        "matter": matter,
        "sort": "专项督查",
        "authority": "区政府年度督查计划第3项",
        "plan": "看标牌、看窗口。",
        "objects": tuple(district.unit(key) for key in OBJECTS),
    }
    parts = {"lead": ((district.unit("双拥办"), None),), "support": ((district.unit("人武部"), None),)}
    case = open_case(district.actor("简文"), "inspection", Form(values, parts), now=NOW)
    return do(district, case, "组长", "approve")


def drawn(district, case: Case, number: int = 2, word: str = "2026春") -> Case:
    row = Case.objects.get(pk=case.pk)
    return actions.draw_units(district.actor("督查"), row.pk, word, number, rev=row.rev, now=NOW)


def test_the_same_word_draws_the_same_units_again(district) -> None:
    case = planned(district)
    before = queries.plan(district.actor("督查"), case.pk, TODAY, "2026春", 2)
    drawn(district, case)
    row = Case.objects.get(pk=case.pk)
    assert set(row.values["sampled"]) == {one.unit for one in before.objects if one.drawn}
    line = queries.listing(district.actor("督查"))[0][0]
    assert line.repeats is True and len(line.sampled) == 2
    again = queries.plan(district.actor("陆双"), case.pk, TODAY)
    assert (again.word, again.number) == ("2026春", 2)
    assert {one.unit for one in again.objects if one.drawn} == set(row.values["sampled"])


def test_a_draw_by_hand_shows(district) -> None:
    """Somebody enters other units than the word gives."""
    case = planned(district)
    plan = queries.plan(district.actor("督查"), case.pk, TODAY, "2026春", 2)
    others = tuple(one.unit for one in plan.objects if not one.drawn)[:2]
    do(district, case, "督查", "draw", Form({"draw": "2026春", "sampled": others}))
    assert queries.listing(district.actor("督查"))[0][0].repeats is False


def test_who_was_inspected_lately_is_told_before_another_is_sent(district) -> None:
    drawn(district, planned(district))
    second = planned(district, "再一次督查")
    times = {one.unit: one for one in queries.plan(district.actor("督查"), second.pk, TODAY).objects}
    assert sum(one.times for one in times.values()) == 2
    assert [one.too_often for one in times.values() if one.times] == [True, True]
    later = queries.plan(district.actor("督查"), second.pk, date(2026, 4, 2))
    assert not any(one.times for one in later.objects)


def test_what_cannot_be_drawn_is_said(district) -> None:
    case = planned(district)
    for word, many in (("", 2), ("口令", 0), ("口令", 9)):
        with pytest.raises(Invalid):
            drawn(district, case, many, word)
    with pytest.raises(NotFound):
        queries.plan(district.actor("宁联"), case.pk, TODAY)


def test_three_evaluate_side_by_side_and_findings_become_mending(district) -> None:
    case = planned(district)
    order = Form(
        {"problem": "标语牌破损", "indicator": "T-B3", "found_at": "东河镇街口", "found_on": TODAY}
        | {"authority": "春季专项督查", "wanted": "修复", "deadline": date(2026, 4, 30)},
        {"lead": ((district.unit("东河镇"), None),)},
    )
    do(district, case, "督查", "find", Form(child=order))
    do(district, case, "督查", "conclude", Form({"held_on": TODAY, "result": "一处破损"}))
    do(district, case, "简文", "grade_office", Form({"office_grade": "较好"}))
    do(district, case, "督查", "grade_supervision", Form({"supervision_grade": "一般"}))
    line = queries.listing(district.actor("督查"))[0][0]
    assert line.grades == ("较好", "", "一般") and (line.found, line.open) == (1, 1)
    found = queries.findings_of("990102", "T-B3")
    assert [row.title for row in found] == ["标语牌破损"] and not queries.findings_of("990102", "T-B4")


def test_more_inspections_ask_no_more(district) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            queries.listing(district.actor("督查"))
        return len(found)

    drawn(district, planned(district))
    few = asked()
    for number in range(4):
        drawn(district, planned(district, f"第{number}次"))
    assert asked() == few


# ── circulars ──


def test_the_figures_of_a_circular_are_cited(district, paper) -> None:
    done(district, task(district), paper, at(4, 10))
    task(district, "民政局")
    draft = circulars.compose(district.actor("陆双"), COUNTY, date(2026, 7, 1))
    assert "今年立项2件【1】，已办结1件【2】，在办1件【3】，其中逾期1件【4】" in draft.text
    assert draft.named == (district.unit("民政局"),)
    cited = set(re.findall(r"件【(\d+)】", draft.text))
    assert cited == set(re.findall(r"^【(\d+)】", draft.text, re.MULTILINE))
    assert all(number in draft.text for number in Case.objects.filter(kind="task").values_list("number", flat=True))


def test_a_circular_tells_what_was_known_on_the_cut_off(district, paper) -> None:
    case = task(district)
    done(district, case, paper, at(5, 20), on=date(2026, 4, 10))
    early = circulars.compose(district.actor("陆双"), COUNTY, date(2026, 4, 30)).text
    assert "已办结0件，在办1件" in early
    assert circulars.compose(district.actor("陆双"), COUNTY, date(2026, 4, 30)).text == early


def test_a_drafted_circular_goes_on_as_a_case(district) -> None:
    task(district)
    row = actions.draft_circular(district.actor("简文"), COUNTY, TODAY, district.unit("双拥办"), now=NOW)
    assert (row.kind, row.stage, row.county) == ("circular", "drafting", "990102")
    assert "今年立项1件【1】" in row.values["body"]
    with pytest.raises(Invalid):
        actions.draft_circular(district.actor("简文"), COUNTY, date(2026, 3, 3), district.unit("双拥办"), now=NOW)


# ── responsibility letters ──


def test_letters_draw_each_units_indicators(district) -> None:
    found = {one.unit: one for one in letters.borne(SYSTEM, COUNTY, TODAY)}
    mine = found[district.unit("教育局")]
    wanted = actions.Letters("2026年双拥工作目标责任", "区委区政府动员部署会", date(2026, 12, 31))
    made = actions.send_letters(district.actor("陆双"), COUNTY, [mine.unit], wanted, now=NOW)
    assert [row.values["duties"] for row in made] == [mine.duties]
    assert mine.duties.count("\n") == mine.indicators and len(mine.duties) <= letters.MOST
    again = {one.unit: one for one in letters.borne(SYSTEM, COUNTY, TODAY)}
    assert again[mine.unit].number == made[0].number
    with pytest.raises(Invalid):
        actions.send_letters(district.actor("陆双"), COUNTY, [mine.unit], wanted, now=NOW)


def test_letters_list_the_units_as_the_office_does(district) -> None:
    """The leading group's members in its order, then the others by the tree; the standard's order is another."""
    before = [one.unit for one in letters.borne(SYSTEM, COUNTY, TODAY)]
    assert before == list(Unit.objects.filter(pk__in=before).order_by("path").values_list("pk", flat=True))
    group = Group.objects.create(unit_id=district.unit("领导小组"), office_id=district.unit("双拥办"))
    for order, unit in enumerate(before[-1:-3:-1]):
        GroupMember.objects.create(group=group, unit_id=unit, order=order, since=date(2020, 1, 1))
    assert [one.unit for one in letters.borne(SYSTEM, COUNTY, TODAY)] == [*before[-1:-3:-1], *before[:-2]]


def test_without_a_basis_there_is_no_letter(district) -> None:
    wanted = actions.Letters("目标", " ", date(2026, 12, 31))
    with pytest.raises(Invalid) as told:
        actions.send_letters(district.actor("陆双"), COUNTY, [district.unit("教育局")], wanted, now=NOW)
    assert "依据" in str(told.value.fields)
    assert not Case.objects.filter(kind="duty_letter").exists()


def test_wrong_declarations_say_where() -> None:
    with pytest.raises(DeclarationError) as often:
        parse_often({"days": 0, "most": "1", "source": "s", "checked": "待核"})
    assert len(often.value.faults) == 2
    with pytest.raises(DeclarationError):
        parse_circular({"title": "{x}", "opening": "o", "wanted": "w", "kinds": ["task"]})
