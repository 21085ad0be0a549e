"""The leading group: posts, member units with duties, rules of procedure."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import Place
from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.base.organisation import actions, queries
from shuangyong.base.organisation.actions.groups import SeatDraft
from shuangyong.base.organisation.models import GroupMember, GroupSeat
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY


@pytest.fixture
def group(district):
    office = district.actor("陆双")
    return actions.found_group(
        office,
        district.unit("领导小组"),
        district.unit("双拥办"),
        rules="每年至少开一次全体会议。",
        on=LONG_AGO,
        now=NOW,
    )


def test_the_group_of_a_place(district, group):
    assert queries.group_at(Place("990102"), TODAY) == group
    assert queries.group_at(Place("990121"), TODAY) is None
    assert (group.office.short, group.rules) == ("区双拥办", "每年至少开一次全体会议。")


def test_posts_are_held_by_persons_of_units_with_or_without_an_account(district, group):
    office = district.actor("陆双")
    head = SeatDraft("head", "谢安平", "区委书记", district.unit("区委"), order=1)
    deputy = SeatDraft("office_head", "陆双", "", district.unit("退役军人局"), district.account("陆双"), order=9)
    actions.seat_in_group(office, group, head, on=TODAY, now=NOW)
    seat = actions.seat_in_group(office, group, deputy, on=TODAY, now=NOW)
    assert [str(found) for found in group.seats.order_by("order")] == ["组长谢安平", "办公室主任陆双"]
    actions.end_group_seat(office, seat, on=date(2026, 9, 1), now=NOW)
    assert GroupSeat.objects.get(pk=seat.pk).until == date(2026, 9, 1)
    assert district.whats() == ["group.found", "group.seat", "group.seat", "group.unseat"]


def test_a_seat_needs_a_role_and_a_name(district, group):
    draft = SeatDraft("king", " ", "", district.unit("区委"))
    with pytest.raises(Invalid, match=r"有 . 处需要改正"):
        actions.seat_in_group(district.actor("陆双"), group, draft, on=TODAY, now=NOW)


def test_a_unit_joins_once_and_may_come_back(district, group):
    office, unit = district.actor("陆双"), district.unit("教育局")
    member = actions.join_group(office, group, unit, duties="军人子女入学", on=LONG_AGO, now=NOW)
    with pytest.raises(Problem, match="云溪区教育局已经是成员单位"):
        actions.join_group(office, group, unit, duties="", on=TODAY, now=NOW)
    actions.leave_group(office, member, on=TODAY, now=NOW)
    with pytest.raises(Problem, match="已经结束。请刷新后再看"):
        actions.leave_group(office, member, on=TODAY, now=NOW)
    actions.join_group(office, group, unit, duties="国防教育", on=TODAY, now=NOW)
    assert list(GroupMember.objects.order_by("pk").values_list("duties", "until")) == [
        ("军人子女入学", TODAY),
        ("国防教育", None),
    ]


def test_a_unit_does_not_leave_before_it_joined(district, group):
    member = actions.join_group(district.actor("陆双"), group, district.unit("教育局"), duties="", on=TODAY, now=NOW)
    with pytest.raises(Problem, match="结束日期 2020-01-01 应晚于这一天"):
        actions.leave_group(district.actor("陆双"), member, on=LONG_AGO, now=NOW)


def test_a_place_founds_its_group_once(district, group):
    with pytest.raises(Problem, match="已经登记为领导小组"):
        actions.found_group(
            district.actor("陆双"), district.unit("领导小组"), district.unit("双拥办"), rules="", on=TODAY, now=NOW
        )


def test_rules_are_changed(district, group):
    actions.set_rules(district.actor("陆双"), group, "每半年开一次全体会议。", now=NOW)
    group.refresh_from_db()
    assert group.rules == "每半年开一次全体会议。"


@pytest.mark.parametrize("who", ["简文", "宁联", "管系", "管安"])
def test_only_the_offices_head_edits_it(district, group, who):
    with pytest.raises(Forbidden, match="没有“维护领导小组”权限。可由：双拥办主任"):
        actions.set_rules(district.actor(who), group, "", now=NOW)


@pytest.mark.parametrize(
    ("name", "title", "field"),
    [("长" * 41, "", "name"), ("谢安平", "长" * 101, "title"), ("谢安平", "31234部队部队长", "title")],
)
def test_what_no_column_holds_is_told(district, group, name, title, field):
    """PostgreSQL measures every column: a name that was too long ended in a 500."""
    draft = SeatDraft("head", name, title, district.unit("区委"))
    with pytest.raises(Invalid) as told:
        actions.seat_in_group(district.actor("陆双"), group, draft, on=TODAY, now=NOW)
    assert list(told.value.fields) == [field]


def test_duties_and_rules_are_looked_through_like_everything_else(district, group):
    office, unit = district.actor("陆双"), district.unit("教育局")
    for text in ("联系31234部队", "机密★三年", "长" * 20_001):
        with pytest.raises(Invalid):
            actions.join_group(office, group, unit, duties=text, on=TODAY, now=NOW)
        with pytest.raises(Invalid):
            actions.set_rules(office, group, text, now=NOW)
    assert not group.members.exists()


def test_an_office_lies_within_the_own_place(district):
    """A county's group had its office in a unit of the city, or of nobody's."""
    with pytest.raises(Forbidden):
        actions.found_group(
            district.actor("陆双"), district.unit("领导小组"), district.unit("市教育局"), rules="", on=LONG_AGO, now=NOW
        )
