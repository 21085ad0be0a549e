"""From the names that documents give to the units they mean."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.organisation import actions, naming, resolving
from shuangyong.base.organisation.queries import resolve
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY

DISTRICT, CITY, TOWN, STONE = Place("990102"), Place("9901"), Place("990102101"), Place("990181")
NOT_FOUND: tuple[str, ...] = ()


def names(units, text, around=DISTRICT, on=TODAY):
    """The keys of the units found."""
    keys = {unit.pk: key for key, unit in units.items()}
    return tuple(keys[candidate.unit.pk] for candidate in resolve(text, around, on=on))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区教育局", ("教育局",)),
        ("县教育局", ("教育局",)),  # a district's document taken over from a county's
        ("我区教育局", ("教育局",)),
        ("教育局", ("教育局",)),
        ("云溪区教育局", ("教育局",)),
        ("澄江市云溪区教育局", ("教育局",)),
        ("市教育局", ("市教育局",)),
        ("澄江市教育局", ("市教育局",)),
        ("清河县教育局", ("清河教育局",)),
        ("水利局", ("市水利局",)),
        ("区双拥办", ("双拥办",)),
        ("双拥办", ("双拥办",)),
        ("区双拥工作领导小组办公室", ("双拥办",)),
        ("区双拥办公室", ("双拥办",)),
        ("区委宣传部", ("宣传部",)),
        ("宣传部", ("宣传部",)),
        ("中共云溪区委宣传部", ("宣传部",)),
        ("区委办", ("区委办",)),
        ("区委办公室", ("区委办",)),
        ("区政府办公室", ("区府办",)),
        ("区人民政府办公室", ("区府办",)),
        ("区委", ("区委",)),
        ("区政府", ("区政府",)),
        ("区人武部", ("人武部",)),
        ("人武部", ("人武部",)),
        ("区人民武装部", ("人武部",)),
        ("区退役军人事务局", ("退役军人局",)),
        ("市场监管局", ("市场监管局",)),
        ("区市场监督管理局", ("市场监管局",)),
        ("东河镇", ("东河镇",)),
        ("东河镇政府", ("东河镇",)),
        ("城北街道", ("城北街道",)),
        ("城北街道办事处", ("城北街道",)),
        ("东河镇退役军人服务站", ("东河站",)),
        ("东河村退役军人服务站", ("东河村站",)),
        ("省双拥办", NOT_FOUND),
        ("区海洋局", NOT_FOUND),
        ("", NOT_FOUND),
        ("\x00", NOT_FOUND),
        ("区", NOT_FOUND),
        ("县" * 3000, NOT_FOUND),
    ],
)
def test_a_districts_document(units, text, expected):
    assert names(units, text) == expected


def test_several_stay_several(units):
    assert names(units, "镇政府") == ("东河镇", "柳林镇")
    found = names(units, "县教育局", CITY)
    assert set(found) == {"教育局", "清河教育局", "石门教育局"}
    assert found[0] == "清河教育局", "the one that is called just so comes first"


def test_around_the_town_the_town_is_meant(units):
    assert names(units, "镇政府", TOWN) == ("东河镇",)
    assert names(units, "退役军人服务站", TOWN) == ("东河站",)
    assert names(units, "教育局", TOWN) == ("教育局",), "the nearest one up"


def test_in_a_county_that_is_called_city_both_cities_may_be_meant(units):
    """石门市 is a county (县级市) of 澄江市: 市教育局 in its papers is either."""
    assert names(units, "市教育局", STONE) == ("市教育局", "石门教育局")
    assert names(units, "石门市教育局", STONE) == ("石门教育局",)


def test_of_two_towns_of_one_name_the_near_one_is_meant(units):
    assert names(units, "东河镇") == ("东河镇",)
    assert names(units, "东河镇", Place("990121")) == ("清河东河镇",)
    assert names(units, "清河县东河镇") == ("清河东河镇",)
    assert set(names(units, "东河镇", CITY)) == {"东河镇", "清河东河镇"}


def test_every_candidate_says_why(units):
    (found,) = resolve("县教育局", DISTRICT, on=TODAY)
    assert found.why == "“县”按云溪区理解，名称为“云溪区教育局”"
    (found,) = resolve("水利局", DISTRICT, on=TODAY)
    assert found.why == "原文没写层级，本级没有，澄江市有，名称为“澄江市水利局”"


def test_from_a_unit_the_own_ones_come_first(units):
    around = units["清河东河镇"]
    assert names(units, "东河镇", around) == ("清河东河镇",)
    found = resolve("县教育局", units["市政府"], on=TODAY)
    assert len(found) == 3


def test_a_former_name_still_finds_the_unit(units):
    actions.rename_unit(SYSTEM, units["教育局"], "云溪区教育和体育局", "区教体局", now=NOW)
    assert names(units, "区教体局") == ("教育局",)
    (found,) = resolve("区教育局", DISTRICT, on=TODAY)
    assert found.unit.name == "云溪区教育和体育局"


def test_a_unit_that_went_into_another_leads_there(units):
    actions.merge_unit(SYSTEM, units["民政局"], units["财政局"], on=TODAY, now=NOW)
    (found,) = resolve("区民政局", DISTRICT, on=TODAY)
    assert found.unit == units["财政局"]
    assert "云溪区民政局已于 2026-03-02 并入云溪区财政局" in found.why
    (then,) = resolve("区民政局", DISTRICT, on=date(2026, 3, 1))
    assert then.unit == units["民政局"], "on the day before it was still there"


def test_a_closed_unit_is_shown_as_closed(units):
    actions.close_unit(SYSTEM, units["民政局"], on=TODAY, now=NOW)
    (found,) = resolve("区民政局", DISTRICT, on=TODAY)
    assert not found.open
    assert "已于 2026-03-02 撤销，没有承接单位" in found.why


def test_a_unit_that_is_not_there_yet_is_no_candidate(units):
    assert names(units, "区教育局", on=date(2019, 12, 31)) == ()
    assert names(units, "区教育局", on=LONG_AGO) == ("教育局",)


def test_a_name_given_by_the_office_is_found(units):
    actions.add_name(SYSTEM, units["驻军"], "云溪雄鹰连", now=NOW)
    assert names(units, "云溪雄鹰连") == ("驻军",)


def test_where_hundreds_are_called_so_the_near_one_is_still_found(units):
    """Only so many candidates are looked at; they must be the near ones."""
    for number in range(resolving.MOST + 1):
        draft = actions.UnitDraft(f"县统计局{number}", "县统计局", "government", "9902")
        actions.open_unit(SYSTEM, draft, on=LONG_AGO, now=NOW)
    near = actions.open_unit(
        SYSTEM, actions.UnitDraft("云溪区统计局", "县统计局", "government", "990102"), on=LONG_AGO, now=NOW
    )
    for text in ("县统计局", "统计局"):
        assert [found.unit for found in resolve(text, DISTRICT, on=TODAY)] == [near]


def test_resolving_takes_a_fixed_number_of_queries(units, django_assert_max_num_queries):
    for text in ("区教育局", "澄江市云溪区教育局", "镇政府"):
        with django_assert_max_num_queries(9):
            resolve(text, DISTRICT, on=TODAY)


@pytest.mark.usefixtures("behind_the_back")
def test_keys_are_worked_out_again(units, entries):
    from shuangyong.base.organisation.models import UnitName

    UnitName.objects.filter(unit=units["教育局"]).update(core="旧", whole="旧")
    assert actions.rekey(SYSTEM, now=NOW) == 2
    assert names(units, "教育局") == ("教育局",)
    assert actions.rekey(SYSTEM, now=NOW) == 0


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("县教育局", "县", "教育局"),
        ("县委宣传部", "县", "宣传部"),
        ("县委办", "县", "委办"),
        ("县委", "县", "委"),
        ("市民政局", "市", "民政局"),
        ("市场监管局", "", "市场监管局"),
        ("乡村振兴局", "", "乡村振兴局"),
        ("市市场监管局", "市", "市场监管局"),
        ("教育局", "", "教育局"),
        ("自治区民政厅", "自治区", "民政厅"),
    ],
)
def test_a_levels_word_is_told_from_a_name(text, word, rest):
    assert naming.split_level(text) == (word, rest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县双拥工作领导小组办公室", "县双拥办"),
        ("县人民武装部", "县人武部"),
        ("县 卫生健康局", "县卫健局"),
        ("中共清河县委办公室", "清河县委办"),
        ("东河镇（街道）办公室", "东河镇(街道)办"),
        ("我县教育局", "县教育局"),
        ("柳林村村民委员会", "柳林村"),
    ],
)
def test_two_ways_of_writing_are_one_name(one, other):
    assert naming.whole(one) == naming.whole(other)
