"""Troops under public names, merchants by their code, sites."""

from __future__ import annotations

import pytest

from shuangyong.base.errors import Forbidden, Invalid
from shuangyong.register import actions, queries
from shuangyong.register.actions import MerchantDraft, SiteDraft, TroopsDraft
from shuangyong.register.models import Merchant, Troops
from shuangyong.rules.identity import credit_check
from tests.register.conftest import EAST, NOW

HEAD = "92990102MA00000Y4"
CODE = HEAD + credit_check(HEAD)
SHOP = MerchantDraft("老兵面馆", CODE, EAST, "餐饮", "东河镇街上8号", "6:00-20:00")


@pytest.mark.parametrize("name", ["31234部队", "驻云溪合成旅", "某旅二营", "陆军第九师", "31234"])
def test_a_designation_is_refused_and_not_repeated(district, name: str) -> None:
    with pytest.raises(Invalid) as told:
        actions.add_troops(district.actor("陆双"), TroopsDraft(name, "990102"), now=NOW)
    assert "公开名称" in told.value.fields["name"] and name not in str(told.value.fields)
    assert not Troops.objects.exists()


def test_troops_under_a_public_name(district) -> None:
    me = district.actor("陆双")
    row = actions.add_troops(me, TroopsDraft("驻云溪某部", "990102", district.unit("驻军")), now=NOW)
    with pytest.raises(Invalid):
        actions.add_troops(me, TroopsDraft("驻云溪某部", "990102"), now=NOW)
    actions.change_troops(me, row.pk, TroopsDraft("驻云溪某支队保障点", "990102"), now=NOW)
    with pytest.raises(Invalid):
        actions.change_troops(me, row.pk, TroopsDraft("三营", "990102"), now=NOW)


def test_a_merchant_is_checked_by_its_code(district) -> None:
    me = district.actor("谢镇")
    actions.add_merchant(me, SHOP, now=NOW)
    for wrong in (CODE[:-1] + ("A" if CODE[-1] != "A" else "B"), "123", CODE.replace("M", "O")):
        with pytest.raises(Invalid) as told:
            actions.add_merchant(me, MerchantDraft("新店", wrong, EAST), now=NOW)
        assert "code" in told.value.fields
    with pytest.raises(Invalid):
        actions.add_merchant(me, SHOP, now=NOW)
    assert Merchant.objects.count() == 1
    for text in ("面馆", CODE, CODE.lower()):
        assert [said for _, said in queries.options(me, "merchant", text, now=NOW).rows] == ["老兵面馆"]


HEAD = ["商户名称", "统一社会信用代码", "所在乡镇", "行业", "地址"]


def test_a_list_comes_in_whole_or_not_at_all(district) -> None:
    me, row = district.actor("谢镇"), [SHOP.name, SHOP.code, EAST, "餐饮", "东河街 1 号"]
    with pytest.raises(Invalid) as told:
        actions.bring_merchants(
            me, [HEAD, row, [*row[:1], "123", *row[2:]], row, ["某店", CODE, "没有的镇", "", ""]], now=NOW
        )
    assert list(told.value.fields) == ["第3行", "第4行", "第5行"]
    assert "和第 2 行是同一家" in told.value.fields["第4行"]
    assert not Merchant.objects.exists()
    assert actions.bring_merchants(me, [["拥军商户名单"], HEAD, row], now=NOW) == (1, 0)
    assert actions.bring_merchants(me, [HEAD, row, ["新店", *row[1:]]], now=NOW) == (1, 1), "what is there stays"
    with pytest.raises(Forbidden):
        actions.bring_merchants(district.actor("宁联"), [HEAD, row], now=NOW)
    with pytest.raises(Invalid, match="1 行不对"):
        actions.bring_merchants(me, [HEAD, [*row[:2], "990102102", "", ""]], now=NOW)  # another town's


def test_a_site(district) -> None:
    site = actions.add_site(district.actor("谢镇"), SiteDraft("东河村双拥广场", "双拥阵地", EAST), now=NOW)
    assert (site.town, site.village) == ("990102101", EAST)
    with pytest.raises(Invalid):
        actions.add_site(district.actor("谢镇"), SiteDraft("某处", "秘密仓库", EAST), now=NOW)
    with pytest.raises(Forbidden):
        actions.add_site(district.actor("宁联"), SiteDraft("某处", "双拥阵地", EAST), now=NOW)
