"""Collectives: 各乡镇 becomes units; 各有关部门 becomes a question to a person."""

from __future__ import annotations

import copy
import tomllib

import pytest

from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.organisation import actions, collectives
from shuangyong.base.organisation.collectives import KINDS, parse
from shuangyong.base.organisation.declared import SHIPPED, DeclarationError
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.queries import collective_named, expand
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY

DISTRICT, TOWN = Place("990102"), Place("990102101")
GOOD = tomllib.loads((SHIPPED / "collectives.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("各乡镇（街道）", "towns"),
        ("各乡镇(街道)", "towns"),
        ("各 镇街", "towns"),
        ("各镇（乡、街道）", "towns"),
        ("各街道（镇）", "towns"),
        ("各镇人民政府、街道办事处", "towns"),
        ("各乡镇退役军人服务站", "stations"),
        ("各成员单位", "members"),
        ("县双拥工作领导小组成员单位", "members"),
        ("双拥工作领导小组成员单位", "members"),
        ("驻区各部队", "troops"),
        ("驻地部队", "troops"),
        ("区直各部门", "own_departments"),
        ("各退役军人服务站", "stations"),
        ("各村（社区）", "villages"),
        ("各新型社区", "villages"),
        ("各有关部门", "concerned"),
        ("县直有关单位", "concerned"),
        ("军地双方", "concerned"),
        ("各拥军商户", "companies"),
        ("县教育局", None),
        ("各乡镇（街道）要", None),
        ("", None),
    ],
)
def test_the_words_of_documents_are_known(text, key):
    found = collective_named(text)
    assert (found.key if found else None) == key


def keys(units, found):
    names = {unit.pk: key for key, unit in units.items()}
    return [names[unit.pk] for unit in found.units]


def members(units, text, place=DISTRICT):
    found = expand(collective_named(text), place, on=TODAY)
    return keys(units, found), found.choose


def test_towns_troops_stations(units):
    assert members(units, "各乡镇") == (["东河镇", "柳林镇", "城北街道"], False)
    assert members(units, "驻区各部队") == (["人武部", "驻军"], False)
    assert members(units, "各服务站") == (["东河站", "东河村站"], False)
    assert members(units, "各服务站", TOWN) == (["东河站", "东河村站"], False)
    assert members(units, "各乡镇", TOWN) == (["东河镇"], False)


def test_own_departments_are_those_of_the_level(units):
    found, _ = members(units, "区直各部门")
    assert {"教育局", "财政局", "宣传部"} <= set(found)
    assert not {"东河镇", "东河站", "市教育局"} & set(found)


def test_members_are_the_leading_groups(units):
    group = actions.found_group(SYSTEM, units["领导小组"], units["双拥办"], rules="", on=LONG_AGO, now=NOW)
    for order, key in enumerate(("财政局", "教育局", "人武部")):
        actions.join_group(SYSTEM, group, units[key], duties="", on=LONG_AGO, now=NOW, order=order)
    assert members(units, "各成员单位") == (["财政局", "教育局", "人武部"], False)
    actions.leave_group(SYSTEM, group.members.get(unit=units["教育局"]), on=TODAY, now=NOW)
    assert members(units, "各成员单位") == (["财政局", "人武部"], False)
    found, choose = members(units, "各有关部门")
    assert (found, choose) == (["财政局", "人武部"], True), "only to choose from"


def test_what_the_expansion_says(units):
    towns = expand(collective_named("各乡镇"), DISTRICT, on=TODAY)
    assert towns.why == "按云溪区的乡镇（街道）展开。"
    nothing = expand(collective_named("各成员单位"), DISTRICT, on=TODAY)
    assert (nothing.units, nothing.why) == (
        (),
        "云溪区双拥工作领导小组的成员单位还没有登记，请先登记或直接写明单位。",
    )
    ask = expand(collective_named("各拥军商户"), DISTRICT, on=TODAY)
    assert ask.choose


def test_a_unit_that_ended_is_no_member(units):
    actions.close_unit(SYSTEM, units["柳林镇"], on=TODAY, now=NOW)
    assert members(units, "各乡镇") == (["东河镇", "城北街道"], False)


def faults(change) -> str:
    tables = copy.deepcopy(GOOD)
    change(tables["collectives"]["towns"])
    with pytest.raises(DeclarationError) as caught:
        parse(tables, "统称.toml")
    return "\n".join(caught.value.faults)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda row: row.update(colour=1), "统称.toml：collectives.towns.colour：没有这个键。这里可用的键：name、patterns"),
        (lambda row: row["members"].update(kinds=["towns"]), "collectives.towns.members.kinds：写的是“towns”，只能是：party"),
        (lambda row: row["members"].update(level="street"), "collectives.towns.members.level：写的是“street”，只能是：、own、"),
        (lambda row: row.update(members={}), "collectives.towns.members：没有说明是哪些单位"),
        (lambda row: row.update(choose=1), "collectives.towns.choose：只能写 true 或 false"),
        (lambda row: row["patterns"].append("各成员单位"), "“各成员单位”已写在 towns 里"),
        (lambda row: row.pop("patterns"), "collectives.towns.patterns：应写成一列文字"),
    ],
)  # fmt: skip
def test_a_fault_is_told(change, sentence):
    assert sentence in faults(change)


def test_the_kinds_are_those_of_units():
    assert set(KINDS) == set(Unit.Kind.values)
    assert collectives.load()
