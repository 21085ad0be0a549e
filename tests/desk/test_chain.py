"""A chain on its page: what has begun is named by what it is, what has not yet is said to come."""

from __future__ import annotations

from datetime import date

from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.register import actions as registering
from shuangyong.register.drafts import PersonDraft
from tests.cases.conftest import NOW
from tests.desk.people import signed_in
from tests.desk.test_register import EAST


def test_the_parts_of_a_chain_are_named_and_those_to_come_as_well(district) -> None:
    office = district.actor("陆双")
    zhao = registering.add(office, PersonDraft("赵小川", EAST, born=date(2007, 5, 1)), now=NOW)
    values = {"batch": "2026年上半年", "person": zhao.pk, "enlisted_on": date(2026, 3, 1)}
    form = Form(values, {"lead": ((district.unit("东河镇"), None),)})
    chain = open_case(district.actor("简文"), "call_up", form, now=NOW)
    before = signed_in(district, "简文").get(f"/cases/{chain.pk}/").content.decode()
    assert "到时候自动开始：义务兵家庭优待金、光荣牌、退役报到" in before
    take(district.actor("简文"), chain.pk, "join", Form(), rev=chain.rev, now=NOW)
    page = signed_in(district, "简文").get(f"/cases/{chain.pk}/").content.decode()
    below = page.split('class="children"')[1].split("</ul>")[0]
    assert ">义务兵家庭优待金</a>" in below
    assert ">光荣牌</a>" in below
    assert "到时候自动开始：退役报到、建档立卡" in page
