"""教育局 becomes 教育局 and 体育局: posts, units below and the seat in the leading group go where somebody says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.actions import Share, UnitDraft
from shuangyong.base.organisation.actions.groups import SeatDraft
from shuangyong.base.organisation.models import GroupMember, GroupSeat, Tenure, Unit
from shuangyong.base.organisation.resolving import resolve
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY

SCHOOLS = UnitDraft("云溪区学校教育局", "区学教局", "government", "990102")
SPORTS = UnitDraft("云溪区体育局", "区体育局", "government", "990102")


def tenure(district, who: str) -> Tenure:
    return Tenure.objects.get(account=district.people[who], until=None)


def split(district, *shares: Share, key: str = "教育局", actor=SYSTEM, on: date = TODAY) -> tuple[Unit, ...]:
    return actions.split_unit(actor, district.unit(key), shares, on=on, now=NOW)


def test_posts_go_where_they_are_sent_and_to_the_first_otherwise(district) -> None:
    goes = frozenset({tenure(district, "邵长").pk})
    schools, sports = split(district, Share(SCHOOLS), Share(SPORTS, tenures=goes), actor=district.actor("陆双"))
    assert [seat.unit_id for seat in district.actor("宁联").seats] == [schools.pk]
    assert [seat.unit_id for seat in district.actor("邵长").seats] == [sports.pk]
    old = district.unit("教育局")
    assert (old.valid_to, old.successor) == (TODAY, None)
    assert list(old.parts.order_by("pk")) == [schools, sports]
    assert {unit.parent.name for unit in (schools, sports)} == {"云溪区人民政府"}


def test_units_below_go_where_they_are_sent(district) -> None:
    below = frozenset({district.unit("东河站").pk})
    west = Share(UnitDraft("西河镇人民政府", "西河镇", "town", "990102101"))
    east = Share(UnitDraft("新东河镇人民政府", "新东河镇", "town", "990102101"), children=below)
    _, taker = split(district, west, east, key="东河镇")
    assert district.unit("东河站").parent == taker
    assert district.unit("东河村站").path.startswith(taker.path)


@pytest.mark.parametrize("takers", [(False, False), (True, True), (False, True)])
def test_a_seat_in_the_leading_group_goes_to_whoever_takes_it(district, takers) -> None:
    group = actions.found_group(
        SYSTEM, district.unit("领导小组"), district.unit("双拥办"), rules="", on=LONG_AGO, now=NOW
    )
    actions.join_group(SYSTEM, group, district.unit("教育局"), duties="军人子女入学", on=LONG_AGO, now=NOW)
    parts = split(district, Share(SCHOOLS, member=takers[0]), Share(SPORTS, member=takers[1]))
    members = GroupMember.objects.filter(until=None).order_by("unit_id")
    wanted = [part for part, takes in zip(parts, takers, strict=True) if takes] or [parts[0]]
    assert [(member.unit, member.duties) for member in members] == [(part, "军人子女入学") for part in wanted]


def test_the_office_and_the_posts_of_a_leading_group_go_where_they_are_sent(district) -> None:
    group = actions.found_group(
        SYSTEM, district.unit("领导小组"), district.unit("教育局"), rules="", on=LONG_AGO, now=NOW
    )
    bureau, head = district.unit("教育局"), district.people["邵长"]
    drafts = [SeatDraft("office_head", "邵长", "局长", bureau, head), SeatDraft("member", "容副", "副局长", bureau)]
    first, second = (actions.seat_in_group(SYSTEM, group, draft, on=LONG_AGO, now=NOW) for draft in drafts)
    goes = frozenset({tenure(district, "邵长").pk})
    sports = Share(SPORTS, tenures=goes, offices=frozenset({group.pk}))
    schools, sports_unit = split(district, Share(SCHOOLS, seats=frozenset({second.pk})), sports)
    group.refresh_from_db()
    assert group.office == sports_unit
    still = GroupSeat.objects.filter(until=None).values_list("name", "unit", "role", "since").order_by("pk")
    assert list(still) == [
        ("邵长", sports_unit.pk, "office_head", TODAY),  # with his post
        ("容副", schools.pk, "member", TODAY),
    ]
    first.refresh_from_db()
    assert (first.unit, first.until) == (bureau, TODAY)  # who held it for whom before stays told


def test_a_leading_group_itself_is_not_split(district) -> None:
    actions.found_group(SYSTEM, district.unit("领导小组"), district.unit("双拥办"), rules="", on=LONG_AGO, now=NOW)
    with pytest.raises(Problem, match="是领导小组，不能分设"):
        split(district, Share(SCHOOLS), Share(SPORTS), key="领导小组")


def test_the_old_name_leads_to_what_it_became(district) -> None:
    split(district, Share(SCHOOLS), Share(SPORTS))
    found = resolve("云溪区教育局", Place("990102"), on=TODAY)
    assert [one.open for one in found] == [False]
    assert "分设为云溪区学校教育局、云溪区体育局" in found[0].why


def test_one_part_seven_parts_twice_the_same_and_two_of_a_name_are_refused(district) -> None:
    with pytest.raises(Problem, match="应有 2 至 6 个"):
        split(district, Share(SCHOOLS))
    with pytest.raises(Problem, match="应有 2 至 6 个"):
        split(district, *[Share(SCHOOLS)] * 7)
    with pytest.raises(Problem, match="只能分给一个"):
        split(district, Share(SCHOOLS, work=frozenset({"task"})), Share(SPORTS, work=frozenset({"task"})))
    with pytest.raises(Invalid):
        split(district, Share(SCHOOLS), Share(SCHOOLS))
    assert district.unit("教育局").valid_to is None


def test_it_needs_the_permission_here_and_where_the_parts_lie(district) -> None:
    with pytest.raises(Forbidden):
        split(district, Share(SCHOOLS), Share(SPORTS), actor=district.actor("宁联"))
    elsewhere = UnitDraft("清河县体育局", "", "government", "990121")
    with pytest.raises(Forbidden):
        split(district, Share(SCHOOLS), Share(elsewhere), actor=district.actor("陆双"))


def test_no_post_comes_to_see_more_by_a_split(district) -> None:
    """A village's station that becomes two units of the county: its clerk would read the county's whole register."""
    wide = UnitDraft("云溪区东河服务站", "", "station", "990102")
    near = UnitDraft("东河村第二服务站", "", "station", "990102101201")
    with pytest.raises(Invalid) as told:
        split(district, Share(near), Share(wide), key="东河村站", actor=district.actor("管系"))
    assert "不能比原单位（990102101201）大" in told.value.fields["region"]
    assert district.unit("东河村站").valid_to is None


def test_no_post_comes_to_see_another_county_by_a_split(district) -> None:
    """Who keeps the list of units gives nobody eyes: its people would have gone along to 清河县."""
    away = [Share(replace(SCHOOLS, region="990121")), Share(replace(SPORTS, region="990121"))]
    with pytest.raises(Invalid) as told:
        split(district, *away)
    assert "到了别处（990121）" in told.value.fields["region"]
    east = [UnitDraft(f"{name}镇人民政府", f"{name}镇", "town", "990102102") for name in ("柳东", "柳西")]
    assert len(split(district, *(Share(draft) for draft in east), key="东河镇")) == 2, "a neighbour of one county"


def test_not_ahead_of_its_day_and_not_twice(district) -> None:
    with pytest.raises(Problem, match="分设的日期"):
        split(district, Share(SCHOOLS), Share(SPORTS), on=date(2026, 3, 3))
    split(district, Share(SCHOOLS), Share(SPORTS))
    with pytest.raises(Problem, match="不是在用单位"):
        split(district, Share(SCHOOLS), Share(SPORTS))


def test_a_troop_stays_a_troop_when_it_is_split(district) -> None:
    """Its people and matters would else lie in a civil unit."""
    draft = UnitDraft("云溪区服务公司", "服务公司", "company", "990102")
    for key, other in (("驻军", draft), ("教育局", UnitDraft("云溪区某连", "某连", "army", "990102"))):
        with pytest.raises(Invalid) as caught:
            split(
                district,
                Share(SCHOOLS if key == "教育局" else UnitDraft("某部甲连", "甲连", "army", "990102")),
                Share(other),
                key=key,
            )
        assert set(caught.value.fields) == {"kind"}
