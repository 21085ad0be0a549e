"""国庆值班: drawn from whoever serves in the unit, put into force whole, and no swap breaks the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuangyong.base.errors import Forbidden, Invalid, Problem, Stale
from shuangyong.cases import actions, exchanging
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case
from shuangyong.cases.rostered import in_order, shifts_of
from shuangyong.cases.rostering import Plan, open_roster, shifts, staff_of
from shuangyong.cases.standing import lay_open
from shuangyong.catalog import rosters
from shuangyong.rules.roster import Person, broken
from tests.cases.conftest import NOW, TODAY, at

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 3)
TEAM = (*(Person(name, leads=True) for name in ("何一", "于二")), *(Person(f"干部{n}", leads=False) for n in range(3)))


@pytest.fixture
def plan(district) -> Plan:
    return Plan(rosters.load()["holiday"], district.unit("双拥办"), FIRST, LAST, TEAM, 7)


def shift(row: Case, number: int) -> Case:
    return Case.objects.filter(parent=row).order_by("pk")[number]


def test_a_roster_is_one_case_with_a_case_for_every_shift(district, plan) -> None:
    row = open_roster(district.actor("简文"), plan, now=NOW)
    assert row.title == "2026年10月1日至10月3日节假日值班表"
    assert Case.objects.filter(parent=row, kind="duty_shift").count() == row.values["shifts"] == 6
    assert in_order(plan.declared.rules, shifts_of(row.pk)) == list(shifts(plan))
    row = take(district.actor("陆双"), row.pk, "publish", Form(), rev=row.rev, now=NOW)
    assert row.phase == "doing"


def test_a_gap_leaves_nothing_behind(district, plan) -> None:
    short = Plan(plan.declared, plan.unit, FIRST, LAST, TEAM[:3], 7)
    with pytest.raises(Invalid) as error:
        open_roster(district.actor("简文"), short, now=NOW)
    assert "值班人员至少要 2 人" in error.value.fields["people"]
    assert not Case.objects.exists()


def test_who_may_not_open_cases_draws_none(district, plan) -> None:
    with pytest.raises(Forbidden):
        open_roster(district.actor("宁联"), plan, now=NOW)


def test_a_swap_that_breaks_the_rules_is_refused_and_one_that_keeps_them_is_taken(district, plan) -> None:
    row = open_roster(district.actor("简文"), plan, now=NOW)
    first, second = shift(row, 0), shift(row, 1)
    next_one = second.values["members"]
    form = {"leader": first.values["leader"], "members": next_one, "why": "出差"}
    with pytest.raises(Invalid) as error:
        take(district.actor("简文"), first.pk, "swap", Form(form), rev=first.rev, now=NOW)
    assert f"{next_one}连着值" in error.value.fields["members"]
    free = next(one.name for one in TEAM[2:] if one.name not in (next_one, first.values["members"]))
    after = take(district.actor("简文"), first.pk, "swap", Form(form | {"members": free}), rev=first.rev, now=NOW)
    assert after.values["members"] == free
    assert broken(plan.declared.rules, in_order(plan.declared.rules, shifts_of(row.pk))) == ()


def ask(district, shift_: Case, offered: Case, **more: str) -> Case:
    form = Form({"offered": offered.pk, "why": "看病", **more})
    return take(district.actor("简文"), shift_.pk, "ask_exchange", form, rev=shift_.rev, now=NOW)


def names(row: Case) -> tuple[str, str]:
    return row.values["leader"], row.values["members"]


def test_two_shifts_next_to_each_other_change_hands_in_one_step_when_the_other_side_agrees(district, plan) -> None:
    row = open_roster(district.actor("简文"), replace(plan, last=FIRST), now=NOW)  # two shifts: day and night
    first, second = shift(row, 0), shift(row, 1)
    one, other = names(first), names(second)
    form = {"leader": other[0], "members": other[1], "why": "看病"}
    with pytest.raises(Invalid) as error:  # one after the other, the first half would break the rule
        take(district.actor("简文"), first.pk, "swap", Form(form), rev=first.rev, now=NOW)
    assert "连着值" in "".join(error.value.fields.values())
    first = ask(district, first, second)
    assert names(first) == one  # asked is not agreed
    with pytest.raises(Forbidden, match="另一个人"):
        take(district.actor("简文"), first.pk, "agree", Form(), rev=first.rev, now=NOW)
    first = take(district.actor("陆双"), first.pk, "agree", Form(), rev=first.rev, now=NOW)
    second.refresh_from_db()
    assert (names(first), names(second)) == (other, one)
    assert second.steps.last().action == "swap" and "双方同意" in second.steps.last().note
    assert not [*findings_of(first, TODAY), *findings_of(second, TODAY)]
    with pytest.raises(Problem):  # once
        take(district.actor("陆双"), first.pk, "agree", Form(), rev=first.rev, now=NOW)


def test_an_exchange_that_breaks_a_rule_is_refused_with_the_rule(district, plan) -> None:
    row = open_roster(district.actor("简文"), plan, now=NOW)
    shifts_ = [shift(row, number) for number in range(6)]
    wanted, offered = next(
        (a, b)
        for a in shifts_
        for b in shifts_
        if abs(shifts_.index(a) - shifts_.index(b)) > 1 and a.values["leader"] != b.values["leader"]
    )
    with pytest.raises(Invalid) as error:
        ask(district, wanted, offered)
    assert "连着值" in error.value.fields["offered"] and "中间要隔 1 个班" in error.value.fields["offered"]
    assert names(Case.objects.get(pk=wanted.pk)) == names(wanted)


def test_only_the_members_change_where_only_they_are_asked_for_and_only_within_one_roster(district, plan) -> None:
    row = open_roster(district.actor("简文"), replace(plan, last=FIRST), now=NOW)
    other_row = open_roster(district.actor("简文"), replace(plan, first=LAST), now=NOW)
    first, second = shift(row, 0), shift(row, 1)
    with pytest.raises(Invalid) as error:
        ask(district, first, shift(other_row, 0))
    assert "同一张值班表" in "".join(error.value.fields.values())
    leader, members = names(first)
    first = ask(district, first, second, exchange_of="值班人员")
    first = take(district.actor("陆双"), first.pk, "agree", Form(), rev=first.rev, now=NOW)
    after = Case.objects.get(pk=second.pk)
    assert names(first) == (leader, second.values["members"])
    assert names(after) == (second.values["leader"], members)


def test_what_was_asked_is_looked_at_again_when_it_is_agreed(district, plan) -> None:
    row = open_roster(district.actor("简文"), replace(plan, last=FIRST), now=NOW)
    first, second = shift(row, 0), shift(row, 1)
    first = ask(district, first, second)
    take(district.actor("陆双"), second.pk, "drop", Form(note="撤掉夜班"), rev=second.rev, now=NOW)
    with pytest.raises(Invalid) as error:
        take(district.actor("陆双"), first.pk, "agree", Form(), rev=first.rev, now=NOW)
    assert "已经值过或者作废" in "".join(error.value.fields.values())


def test_a_shift_without_people_is_refused(district, plan) -> None:
    row = open_roster(district.actor("简文"), plan, now=NOW)
    first = shift(row, 0)
    form = {"leader": first.values["leader"], "members": "、", "why": "出差"}
    with pytest.raises(Invalid):
        take(district.actor("简文"), first.pk, "swap", Form(form), rev=first.rev, now=NOW)


def test_what_is_found_on_duty_becomes_a_mending_order(district, plan) -> None:
    row = open_roster(district.actor("简文"), plan, now=NOW)
    row = take(district.actor("陆双"), row.pk, "publish", Form(), rev=row.rev, now=NOW)
    lead = {"lead": ((district.unit("东河镇"), None),)}
    found = Form({"place_said": "老旧仓库", "sort": "消防", "deadline_check": date(2026, 10, 3)}, lead)
    take(district.actor("简文"), row.pk, "find", Form(child=found), rev=row.rev, now=at(10, 2))
    hazard = Case.objects.get(kind="hazard_check")
    told = {"checked_on": date(2026, 10, 2), "problem": "通道堵塞", "wanted": "清理", "deadline": date(2026, 10, 8)}
    hazard = take(district.actor("谢镇"), hazard.pk, "report_found", Form(told), rev=hazard.rev, now=at(10, 2))
    order = Form({"authority": "节前检查通知"}, lead)
    take(district.actor("谢镇"), hazard.pk, "order", Form(child=order), rev=hazard.rev, now=at(10, 2))
    mending = Case.objects.get(kind="mending")
    assert (mending.title, mending.parent_id, mending.due) == ("通道堵塞", hazard.pk, date(2026, 10, 8))
    with pytest.raises(Problem, match="没有办结"):
        take(district.actor("简文"), hazard.pk, "close", Form(), rev=hazard.rev + 1, now=at(10, 2))


def test_the_staff_of_a_unit_is_known(district, plan) -> None:
    assert staff_of(district.unit("双拥办"), plan.declared, TODAY) == [
        Person("陆双", leads=True),
        Person("简文", leads=False),
    ]


def test_only_shifts_that_can_change_hands_are_offered_and_in_part_where_only_a_part_can(district, plan) -> None:
    row = open_roster(district.actor("简文"), plan, now=NOW)
    wanted = shift(row, 0)
    offered = dict(exchanging.choices(lay_open(wanted, TODAY)))
    assert 0 < len(offered) < 5
    for number in range(1, 6):
        other = shift(row, number)
        says = offered.get(other.number)
        for which in ("", "带班领导", "值班人员"):
            try:
                exchanging.may_be_asked(lay_open(wanted, TODAY), {"offered": other.pk, "exchange_of": which})
                kept = True
            except Invalid:
                kept = False
            if which == "" and kept and names(other) != names(wanted):
                assert says is not None and "只能" not in says
            if not kept and which == "":
                assert says is None or "只能" in says


def test_of_two_exchanges_of_one_shift_at_once_the_second_is_told(district, plan, monkeypatch) -> None:
    """While one side agrees, the other shift gets other people: they must not be lost without a word."""
    row = open_roster(district.actor("简文"), replace(plan, last=FIRST), now=NOW)
    first, second = shift(row, 0), shift(row, 1)
    before = names(first)
    first = ask(district, first, second)
    real = actions.writing

    def meanwhile():
        Case.objects.filter(pk=second.pk).update(values={**second.values, "members": "别人"})
        return real()

    monkeypatch.setattr(actions, "writing", meanwhile)
    with pytest.raises(Stale, match="刚刚换了人"):
        take(district.actor("陆双"), first.pk, "agree", Form(), rev=first.rev, now=NOW)
    monkeypatch.undo()
    assert names(Case.objects.get(pk=first.pk)) == before
    assert Case.objects.get(pk=second.pk).values["members"] == "别人"
