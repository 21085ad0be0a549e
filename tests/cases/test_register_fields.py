"""A kind whose cases name persons, households and merchants: found by them, shown masked, filled from the register."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Invalid
from shuangyong.cases import showing
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.involving import cases_of
from shuangyong.cases.models import Case, Involved, Words
from shuangyong.cases.search import search
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.actions import publish_files
from shuangyong.register import actions as registering
from tests.register.conftest import NOW, TODAY, ZHAO, own_keys, qian, zhao  # noqa: F401 - fixtures
from tests.register.test_places import SHOP

AID = """
key = "aid"
name = "困难帮扶"
version = 1
valid_from = 2026-01-01
checked = "待核"
source = "本测试所设"
title = "person"
number = "帮扶〔{year}〕{serial}号"
retention = { keep = "30年", counts_from = "closed" }

[fields.person]
type = "person"
label = "帮扶对象"
required = true

[fields.shop]
type = "merchant"
label = "供货商户"

[fields.born]
type = "date"
label = "出生日期"
known_from = "person.born"

[fields.categories]
type = "text"
label = "优抚类别"
known_from = "person.categories"

[fields.shop_address]
type = "text"
label = "商户地址"
known_from = "merchant.address"

[fields.result]
type = "text"
label = "帮扶结果"
required = true

[stages.open]
name = "办理中"
phase = "doing"
[stages.closed]
name = "已办结"
phase = "closed"

[opening]
may = "case.open"
stage = "open"
asks = ["person", "shop?", "born?"]

[transitions.hand]
name = "换人"
from = ["open"]
may = "case.split"
asks = ["person", "shop?"]

[transitions.close]
name = "办结"
from = ["open"]
to = "closed"
may = "case.report"
asks = ["result"]
"""


@pytest.fixture
def aid(district, zhao):  # noqa: F811 - the fixture above
    publish_files(SYSTEM, {"aid.toml": AID}, now=NOW)
    return open_case(district.actor("谢镇"), "aid", Form({"person": zhao.pk}), now=NOW)


def test_the_title_is_the_masked_person(aid, zhao) -> None:  # noqa: F811
    assert aid.title == "赵*川（1970年生）"
    assert list(Involved.objects.values_list("case", "sort", "row")) == [(aid.pk, "person", zhao.pk)]


def test_what_the_register_knows_is_filled_in(aid, district) -> None:
    shown = {one.label: one.text for one in showing.shown_fields(district.actor("谢镇"), lay_open(aid, TODAY))}
    assert shown == {"帮扶对象": "赵*川（1970年生）", "出生日期": "1970年5月1日", "优抚类别": "残疾军人"}


def test_what_was_given_stands(district, aid, zhao) -> None:  # noqa: F811
    form = Form({"person": zhao.pk, "born": date(1970, 5, 2)})
    assert open_case(district.actor("谢镇"), "aid", form, now=NOW).values["born"] == "1970-05-02"


def test_all_cases_of_a_person_and_of_a_merchant(aid, district, zhao, qian) -> None:  # noqa: F811
    me = district.actor("陆双")
    shop = registering.add_merchant(me, SHOP, now=NOW)
    other = open_case(me, "aid", Form({"person": qian.pk, "shop": shop.pk}), now=NOW)
    assert other.values["shop_address"] == SHOP.address
    assert list(cases_of(me, "person", [zhao.pk])) == [aid]
    assert list(cases_of(me, "merchant", [shop.pk])) == [other]
    take(me, other.pk, "hand", Form({"person": zhao.pk}), rev=1, now=NOW)
    assert list(cases_of(me, "person", [zhao.pk])) == [Case.objects.get(pk=other.pk), aid]
    assert not cases_of(me, "person", [qian.pk])
    assert not cases_of(district.actor("宁联"), "person", [zhao.pk])


def test_a_person_out_of_reach_cannot_be_named(district, aid, qian) -> None:  # noqa: F811
    for pk in (qian.pk, 10**9):
        with pytest.raises(Invalid) as told:
            open_case(district.actor("谢镇"), "aid", Form({"person": pk}), now=NOW)
        assert "登记" in told.value.fields["person"]


def test_search_holds_nothing_protected(aid, district) -> None:
    words = Words.objects.get(case=aid).text
    for clear in ("小川", ZHAO.id_number, ZHAO.phone):
        assert clear not in words
    assert not search(district.actor("陆双"), "赵小川", TODAY).rows
