"""Units are opened, renamed, moved, merged and closed; nothing is ever deleted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem
from shuangyong.base.organisation import actions, handlers, paths, queries
from shuangyong.base.organisation.models import GroupMember, Tenure, Unit, UnitName
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def heard(monkeypatch):
    """What the rooms above would be told."""
    found = []
    for name in ("handed_over", "tenure_ended", "unit_merged", "unit_closed", "unit_moved", "unit_placed"):
        monkeypatch.setattr(
            getattr(handlers, name), "registered", [lambda *args, name=name: found.append((name, args))]
        )
    return found


def test_the_office_opens_a_unit(district):
    office = district.actor("陆双")
    draft = actions.UnitDraft(
        "云溪区医疗保障局", "区医保局", "government", "990102", district.unit("区政府"), "军人医保"
    )
    unit = actions.open_unit(office, draft, on=TODAY, now=NOW)
    assert (unit.province, unit.city, unit.county, unit.town, unit.village) == ("99", "9901", "990102", "", "")
    assert unit.path == paths.join(district.unit("区政府").path, unit.pk)
    assert {(name.text, name.kind) for name in unit.names.all()} == {
        ("云溪区医疗保障局", "full"),
        ("区医保局", "short"),
    }
    assert district.whats() == ["unit.open"]
    assert district.entries[0].actor == office and district.entries[0].about == unit


def test_a_village_station_stands_on_all_five_levels(district):
    unit = district.unit("东河村站")
    assert (unit.province, unit.city, unit.county, unit.town, unit.village) == (
        "99",
        "9901",
        "990102",
        "990102101",
        "990102101201",
    )


def test_the_office_opens_nothing_in_another_county(district):
    draft = actions.UnitDraft("清河县水务局", "县水务局", "government", "990121")
    with pytest.raises(Forbidden, match="只能“维护单位”本地区的内容"):
        actions.open_unit(district.actor("陆双"), draft, on=TODAY, now=NOW)
    assert not Unit.objects.filter(name="清河县水务局").exists()
    assert district.entries == []


def test_a_slip_in_the_code_is_told_as_a_slip_and_not_as_another_county(district):
    draft = actions.UnitDraft("云溪区数据局", "区数据局", "government", "77")
    with pytest.raises(Invalid) as caught:
        actions.open_unit(district.actor("陆双"), draft, on=TODAY, now=NOW)
    assert "没有代码为 77 的行政区划" in caught.value.fields["region"]


def test_a_liaison_opens_nothing(district):
    draft = actions.UnitDraft("云溪区某局", "区某局", "government", "990102")
    with pytest.raises(Forbidden, match="您在区教育局任成员单位联络员，该岗位没有“维护单位”权限。可由：双拥办"):
        actions.open_unit(district.actor("宁联"), draft, on=TODAY, now=NOW)


def test_a_draft_is_told_everything_that_is_wrong(district):
    draft = actions.UnitDraft("某局", "某局", "bureau", "990199", degree=7)
    with pytest.raises(Invalid) as caught:
        actions.open_unit(SYSTEM, draft, on=TODAY, now=NOW)
    assert set(caught.value.fields) == {"kind", "region", "degree"}
    assert "没有代码为 990199 的行政区划" in caught.value.fields["region"]


@pytest.mark.parametrize("name", ["", "局", "长" * 101])
def test_a_name_that_is_none_is_refused(district, name):
    with pytest.raises(Problem, match="单位名称"):
        actions.open_unit(SYSTEM, actions.UnitDraft(name, "", "other", "990102"), on=TODAY, now=NOW)


def test_a_region_that_is_no_longer_valid_takes_no_new_unit(district):
    with pytest.raises(Invalid):
        actions.open_unit(SYSTEM, actions.UnitDraft("石门县某局", "", "other", "990122"), on=TODAY, now=NOW)
    old = actions.open_unit(
        SYSTEM, actions.UnitDraft("石门县某局", "", "other", "990122"), on=date(2019, 1, 1), now=NOW
    )
    assert old.county == "990122"


def test_nothing_opens_under_a_closed_unit(district):
    closed = actions.close_unit(SYSTEM, district.unit("民政局"), on=TODAY, now=NOW)
    with pytest.raises(Problem, match="不是在用单位"):
        actions.open_unit(SYSTEM, actions.UnitDraft("某站", "某站", "other", "990102", closed), on=TODAY, now=NOW)


def test_the_tree_has_a_deepest_level(units):
    unit = None
    for _ in range(paths.DEEPEST):
        unit = actions.open_unit(SYSTEM, actions.UnitDraft("某处", "", "other", "", unit), on=LONG_AGO, now=NOW)
    with pytest.raises(Problem, match="单位层次太深。最多 12 层"):
        actions.open_unit(SYSTEM, actions.UnitDraft("某处", "", "other", "", unit), on=LONG_AGO, now=NOW)
    with pytest.raises(Problem, match="单位层次太深"):
        actions.move_unit(SYSTEM, district_root(units), unit, now=NOW)


def district_root(units) -> Unit:
    return Unit.objects.get(pk=units["区政府"].pk)


def test_renaming_keeps_the_old_names(district):
    unit = actions.rename_unit(
        district.actor("陆双"), district.unit("教育局"), "云溪区教育和体育局", "区教体局", now=NOW
    )
    kinds = dict(unit.names.values_list("text", "kind"))
    assert kinds["云溪区教育局"] == kinds["区教育局"] == UnitName.Kind.FORMER
    assert kinds["云溪区教育和体育局"] == UnitName.Kind.FULL
    back = actions.rename_unit(SYSTEM, unit, "云溪区教育局", "区教育局", now=NOW)
    assert dict(back.names.values_list("text", "kind"))["云溪区教育局"] == UnitName.Kind.FULL


def test_moving_takes_everything_along(district, heard):
    town, station = district.unit("东河镇"), district.unit("东河村站")
    actions.move_unit(SYSTEM, town, district.unit("区委"), now=NOW)
    assert paths.numbers(district.unit("东河村站").path) == (
        district.unit("区委").pk,
        town.pk,
        district.unit("东河站").pk,
        station.pk,
    )
    (told,) = [args for name, args in heard if name == "unit_moved"]
    assert told[2:4] == (town.path, district.unit("东河镇").path)


def test_a_unit_cannot_move_under_itself(district):
    with pytest.raises(Problem, match="在东河镇人民政府下面，不能作它的上级"):
        actions.move_unit(SYSTEM, district.unit("东河镇"), district.unit("东河村站"), now=NOW)
    with pytest.raises(Problem, match="不能作它的上级"):
        actions.move_unit(SYSTEM, district.unit("东河镇"), district.unit("东河镇"), now=NOW)


def test_a_merger_takes_people_children_and_membership_along(district, heard):
    group = actions.found_group(
        SYSTEM, district.unit("领导小组"), district.unit("双拥办"), rules="", on=LONG_AGO, now=NOW
    )
    actions.join_group(SYSTEM, group, district.unit("教育局"), duties="军人子女入学", on=LONG_AGO, now=NOW)
    into = district.unit("财政局")
    actions.merge_unit(district.actor("陆双"), district.unit("教育局"), into, on=TODAY, now=NOW)
    assert district.unit("教育局").valid_to == TODAY
    assert district.unit("教育局").successor == into
    seats = district.actor("宁联").seats
    assert [(seat.unit_id, seat.post) for seat in seats] == [(into.pk, "liaison")]
    (member,) = GroupMember.objects.filter(until__isnull=True)
    assert (member.unit, member.duties) == (into, "军人子女入学")
    assert [name for name, _ in heard].count("handed_over") == 2, "宁联 and 邵长"
    assert heard[-1][0] == "unit_merged"


def test_a_merger_takes_the_office_and_the_posts_of_a_leading_group_along(district):
    bureau, into = district.unit("教育局"), district.unit("民政局")
    group = actions.found_group(SYSTEM, district.unit("领导小组"), bureau, rules="", on=LONG_AGO, now=NOW)
    seat = actions.seat_in_group(
        SYSTEM, group, actions.SeatDraft("member", "邵长", "局长", bureau), on=LONG_AGO, now=NOW
    )
    actions.merge_unit(SYSTEM, bureau, into, on=TODAY, now=NOW)
    group.refresh_from_db()
    seat.refresh_from_db()
    assert group.office == into
    assert (seat.unit, seat.until) == (bureau, TODAY)
    new = group.seats.get(until=None)
    assert (new.unit, new.name, new.title, new.since) == (into, "邵长", "局长", TODAY)
    assert "group.office" in district.whats()


def test_a_merger_keeps_children_in_the_tree(district):
    actions.merge_unit(SYSTEM, district.unit("东河镇"), district.unit("柳林镇"), on=TODAY, now=NOW)
    assert district.unit("东河站").parent == district.unit("柳林镇")
    assert district.unit("东河村站").path.startswith(district.unit("柳林镇").path)


def test_a_merger_into_what_lies_below_is_refused(district):
    with pytest.raises(Problem, match="不能并入"):
        actions.merge_unit(SYSTEM, district.unit("东河镇"), district.unit("东河站"), on=TODAY, now=NOW)


def test_closing_waits_for_the_units_below(district):
    with pytest.raises(Problem, match="东河镇人民政府下面还有东河镇退役军人服务站"):
        actions.close_unit(SYSTEM, district.unit("东河镇"), on=TODAY, now=NOW)
    actions.close_unit(SYSTEM, district.unit("东河村站"), on=TODAY, now=NOW)
    actions.close_unit(SYSTEM, district.unit("东河站"), on=TODAY, now=NOW)
    assert district.actor("向站").seats == (), "whoever served there has no seat any more"
    actions.close_unit(SYSTEM, district.unit("东河镇"), on=TODAY, now=NOW)


def test_a_room_above_can_refuse_the_closing(district, monkeypatch):
    def refuse(actor, unit, now):
        raise Problem(f"{unit.name}还有 3 件在办事项。")

    monkeypatch.setattr(handlers.unit_closed, "registered", [refuse])
    with pytest.raises(Problem, match="3 件在办"):
        actions.close_unit(SYSTEM, district.unit("教育局"), on=TODAY, now=NOW)
    assert district.unit("教育局").valid_to is None
    assert not Tenure.objects.filter(unit=district.unit("教育局"), until__isnull=False).exists()


def test_closing_cannot_be_entered_ahead(district):
    with pytest.raises(Problem, match="撤销的日期 2026-03-03 还没到。最晚可填今天（2026-03-02）。请到那天再办理。"):
        actions.close_unit(SYSTEM, district.unit("民政局"), on=TOMORROW, now=NOW)


def test_a_unit_that_ended_is_not_ended_again(district):
    actions.close_unit(SYSTEM, district.unit("民政局"), on=TODAY, now=NOW)
    with pytest.raises(Problem, match="不是在用单位"):
        actions.merge_unit(SYSTEM, district.unit("民政局"), district.unit("财政局"), on=TODAY, now=NOW)


def test_a_unit_follows_the_new_code_of_its_place(units, heard):
    """石门县 became 石门市 in 2019, with another code."""
    draft = actions.UnitDraft("石门县民政局", "", "government", "990122")
    unit = actions.open_unit(SYSTEM, draft, on=date(2015, 1, 1), now=NOW)
    actions.place_unit(SYSTEM, unit, "990181", on=TODAY, now=NOW)
    moved = Unit.objects.get(pk=unit.pk)
    assert (moved.region, moved.county, moved.city) == ("990181", "990181", "9901")
    assert heard == [("unit_placed", (SYSTEM, moved, "990122", NOW))]
    assert [found.unit for found in queries.resolve("石门县民政局", Place("990181"), on=TODAY)] == [unit]
    with pytest.raises(Invalid):
        actions.place_unit(SYSTEM, unit, "990122", on=TODAY, now=NOW)


def test_duties_are_described(district):
    unit = actions.describe_unit(district.actor("陆双"), district.unit("教育局"), duties="国防教育", degree=1, now=NOW)
    assert (unit.duties, unit.degree) == ("国防教育", 1)
    assert district.entries[-1].data == {"duties": "国防教育", "degree": 1}


def test_the_directory_ends_at_the_county(district):
    names = set(queries.visible_units(district.actor("宁联"), TODAY).values_list("name", flat=True))
    assert {"云溪区财政局", "东河镇退役军人服务站", "澄江市教育局"} <= names
    assert not names & {"清河县教育局", "石门市教育局"}
    with pytest.raises(NotFound):
        queries.visible_unit(district.actor("宁联"), district.units["清河教育局"].pk, TODAY)
    assert queries.visible_unit(district.actor("宁联"), district.units["财政局"].pk, TODAY).name == "云溪区财政局"


def test_a_unit_of_a_higher_degree_is_not_in_the_directory(district):
    actions.describe_unit(SYSTEM, district.unit("驻军"), duties="", degree=2, now=NOW)
    assert not queries.visible_units(district.actor("宁联"), TODAY).filter(pk=district.units["驻军"].pk).exists()
    assert queries.visible_units(district.actor("陆双"), TODAY).filter(pk=district.units["驻军"].pk).exists()


def test_without_a_seat_nothing_is_seen(newcomer, units):
    from shuangyong.base.organisation.actors import ANONYMOUS, actor_of

    assert not queries.visible_units(actor_of(newcomer, TODAY), TODAY).exists()
    assert not queries.visible_units(ANONYMOUS, TODAY).exists()
    assert queries.visible_units(SYSTEM, TODAY).count() == len(units)


@pytest.mark.parametrize(("kind", "above"), [("army", "教育局"), ("other", "人武部")])
def test_no_unit_opens_on_the_other_side(district, kind, above):
    """Moving there is refused, so opening there is: 教育局's head would see what the new unit's people are given."""
    draft = actions.UnitDraft("云溪区某连", "某连", kind, "990102", district.unit(above))
    with pytest.raises(Problem, match="军队单位和地方单位不能互为上下级"):
        actions.open_unit(district.actor("陆双"), draft, on=TODAY, now=NOW)
