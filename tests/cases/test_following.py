"""Posts change hands, units merge, move and close: the work is always somebody's."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Account, Region, Tenure, Unit
from shuangyong.cases import waiting
from shuangyong.cases.actions import assign, open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case, Holding
from shuangyong.cases.standing import folded, lay_open
from tests.base.organisation.conftest import LONG_AGO
from tests.cases.conftest import NOW, TODAY, at


@pytest.fixture
def task(district) -> Case:
    """教育局 leads and gave it to 宁联 in person; 民政局 supports."""
    form = Form(
        {"task": "建立台账", "deadline": date(2026, 6, 30)},
        {"lead": ((district.unit("教育局"), None),), "support": ((district.unit("民政局"), None),)},
    )
    case = open_case(district.actor("陆双"), "task", form, now=NOW)
    lead = district.unit("教育局")
    return assign(district.actor("邵长"), case.pk, "lead", lead, district.account("宁联"), rev=1, now=NOW)


def tenure(district, who: str) -> Tenure:
    return Tenure.objects.get(account=district.people[who])


def holders(case: Case) -> dict[str, set[tuple[str, str | None]]]:
    found: dict[str, set[tuple[str, str | None]]] = {}
    for part, unit, who in Holding.objects.filter(case=case).values_list("part", "unit__short", "account__name"):
        found.setdefault(part, set()).add((unit, who))
    return found


def sound(case: Case, now=NOW) -> bool:
    row = Case.objects.get(pk=case.pk)
    return findings_of(row, now.date()) == [] and folded(row) == lay_open(row, now.date()).state


@pytest.fixture
def successor(district) -> Account:
    account, _ = organising.create_account(SYSTEM, "xin.ren", "新任", now=NOW)
    return account


def test_the_work_goes_with_the_post(district, task, successor) -> None:
    organising.hand_over(SYSTEM, tenure(district, "宁联"), successor, on=TODAY, now=NOW)
    assert holders(task)["lead"] == {("区教育局", "新任")}
    step = task.steps.latest("seq")
    assert (step.action, step.note) == ("@handed_on", "宁联的岗位移交给新任。")
    assert sound(task)


def test_the_work_falls_back_to_the_unit(district, task) -> None:
    organising.end_tenure(SYSTEM, tenure(district, "宁联"), on=TODAY, now=NOW)
    assert holders(task)["lead"] == {("区教育局", None)}
    assert sound(task)


def test_whoever_still_serves_in_the_unit_keeps_it(district, task) -> None:
    second = organising.assign(
        SYSTEM, district.people["宁联"], district.units["教育局"], "unit_head", Term(LONG_AGO), now=NOW
    )
    organising.end_tenure(SYSTEM, second, on=TODAY, now=NOW)
    assert holders(task)["lead"] == {("区教育局", "宁联")}


def test_a_merger_brings_the_work_and_its_people(district, task) -> None:
    other = open_case(
        district.actor("陆双"), "task", Form({"task": "另一件"}, {"lead": ((district.unit("教育局"), None),)}), now=NOW
    )
    other = take(district.actor("陆双"), other.pk, "drop", Form(note="不办了"), rev=1, now=NOW)
    organising.merge_unit(SYSTEM, district.units["教育局"], district.units["民政局"], on=TODAY, now=NOW)
    assert holders(task) == {"lead": {("区民政局", "宁联")}, "opener": {("区双拥办", "陆双")}}
    assert sound(task)
    assert [row.pk for row in waiting.mine(district.actor("宁联"), TODAY).rows] == [task.pk]
    assert holders(other)["lead"] == {("区教育局", None)}
    run_pending(NOW)
    assert holders(other)["lead"] == {("区民政局", None)}
    assert sound(other)


def other(district, kind: str, values: dict) -> Case:
    return open_case(district.actor("陆双"), kind, Form(values, {"lead": ((district.unit("教育局"), None),)}), now=NOW)


@pytest.mark.parametrize("closed", [False, True])
def test_a_split_brings_each_kind_where_it_is_sent(district, task, closed) -> None:
    """督办 goes to 体育局, the rest to 学教局; what has ended stays where it was, or follows by choice."""
    ended = take(
        district.actor("陆双"),
        other(district, "task", {"task": "旧的"}).pk,
        "drop",
        Form(note="不办了"),
        rev=1,
        now=NOW,
    )
    drill = other(district, "publicity", {"headline": "国防教育日", "sort": "本级"})
    shares = [
        organising.Share(organising.UnitDraft("云溪区学校教育局", "区学教局", "government", "990102")),
        organising.Share(
            organising.UnitDraft("云溪区体育局", "区体育局", "government", "990102"), work=frozenset({"task"})
        ),
    ]
    organising.split_unit(SYSTEM, district.units["教育局"], shares, closed=closed, on=TODAY, now=NOW)
    run_pending(NOW)
    assert holders(task)["lead"] == {("区体育局", None)}, "宁联 went to the first: the unit gives it to somebody anew"
    assert holders(drill)["lead"] == {("区学教局", None)}
    assert holders(ended)["lead"] == {("区体育局" if closed else "区教育局", None)}
    assert task.steps.latest("seq").note == "云溪区教育局分设，由云溪区体育局承接。"
    assert all(map(sound, (task, drill, ended)))


def test_a_unit_with_open_work_cannot_close(district, task) -> None:
    with pytest.raises(Problem, match="承办的 1 件"):
        organising.close_unit(SYSTEM, district.units["民政局"], on=TODAY, now=NOW)
    with pytest.raises(Problem, match="交办的 1 件"):
        organising.close_unit(SYSTEM, Unit.objects.get(pk=district.unit("双拥办")), on=TODAY, now=NOW)
    take(district.actor("陆双"), task.pk, "drop", Form(note="不办了"), rev=2, now=NOW)
    organising.close_unit(SYSTEM, district.units["民政局"], on=TODAY, now=NOW)
    assert Unit.objects.get(pk=district.unit("民政局")).valid_to == TODAY


def test_a_subtree_that_moves_takes_its_lists_along(district, task) -> None:
    organising.move_unit(SYSTEM, district.units["教育局"], district.units["区委"], now=NOW)
    path = Unit.objects.get(pk=district.unit("教育局")).path
    assert Holding.objects.get(case=task, part="lead").unit_path == path
    assert sound(task)


def test_cases_follow_the_unit_that_opened_them_to_its_new_code(district, task) -> None:
    office = Unit.objects.get(pk=district.unit("双拥办"))
    Region.objects.filter(code=office.region).update(valid_to=TODAY)
    organising.place_unit(SYSTEM, office, "990121", on=TODAY, now=NOW)
    row = Case.objects.get(pk=task.pk)
    assert (row.county, row.city) == ("990121", "9901")
    again = open_case(
        district.actor("陆双"),
        "task",
        Form({"task": "新的"}, {"lead": ((district.unit("清河教育局"), None),)}),
        now=at(3, 3),
    )
    assert again.number == "督办〔2026〕2号"
    assert sound(task)
