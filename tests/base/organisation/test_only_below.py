"""Below a unit lies what lies in its place: 管系 opens nothing under another county's, and nobody is set to see it."""

from __future__ import annotations

import pytest

from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Tenure, Unit
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY

NAME = "云溪区某中心"


def draft(district, region: str, above: str | None, kind: str = "other") -> actions.UnitDraft:
    return actions.UnitDraft(NAME, "某中心", kind, region, district.units[above] if above else None)


def opened(district, region: str, above: str | None) -> Unit:
    return actions.open_unit(district.actor("管系"), draft(district, region, above), on=TODAY, now=NOW)


@pytest.mark.parametrize(
    ("region", "above"),
    [("990102", "清河教育局"), ("990102", "东河镇"), ("990102102", "东河镇"), ("990102102", "东河站")],
)
def test_it_is_told_what_may_lie_there(district, region: str, above: str) -> None:
    with pytest.raises(Invalid) as told:
        opened(district, region, above)
    says = told.value.fields["region"]
    parent = district.units[above]
    assert f"上级单位{parent.name}的区划是 {parent.region}，下面的单位要在这个区划以内，{region} 不在" in says
    assert "请换一个上级单位" in says and not Unit.objects.filter(name=NAME).exists()


@pytest.mark.parametrize(
    ("region", "above"),
    [("990102", "教育局"), ("990102101", "区政府"), ("990102101201", "东河镇"), ("990102", "市政府"), ("990102", None)],
)
def test_the_same_place_and_what_lies_in_it_are_well(district, region: str, above: str | None) -> None:
    assert opened(district, region, above).region == region


def test_a_list_says_it_too_and_opens_nothing(district) -> None:
    rows = [["全称", "类别", "上级单位", "区划代码"], ["云溪区某站", "其他", "东河镇人民政府", "990102102"]]
    with pytest.raises(Problem) as told:
        actions.open_units(district.actor("管系"), rows, on=TODAY, now=NOW)
    said = "".join(told.value.fields.values()) if isinstance(told.value, Invalid) else str(told.value)
    assert "990102102 不在" in said and not Unit.objects.filter(name="云溪区某站").exists()


def test_nobody_is_set_to_see_another_place_below(district) -> None:
    """It lay there before the rule, or was moved there while nobody looked down."""
    town, far = district.units["东河镇"], district.units["柳林镇"]
    actions.move_unit(district.actor("管系"), far, town, now=NOW)
    head = district.account("宁联")
    with pytest.raises(Problem) as told:
        actions.assign(district.actor("管安"), head, town, "unit_head", Term(LONG_AGO), now=NOW)
    assert "柳林镇人民政府（区划 990102102）" in str(told.value) and "改隶" in told.value.then
    assert not Tenure.objects.filter(account=head, unit=town).exists()
    actions.assign(district.actor("管安"), head, town, "liaison", Term(LONG_AGO), now=NOW)
    actions.move_unit(district.actor("管系"), far, district.units["区政府"], now=NOW)
    actions.assign(district.actor("管安"), district.account("简文"), town, "unit_head", Term(LONG_AGO), now=NOW)
