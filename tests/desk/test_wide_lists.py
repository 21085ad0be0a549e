"""Whoever looks after a city or more names the unit that a list is sifted by: no picker could hold them all."""

from __future__ import annotations

import pytest
from django.test import Client

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.actions.tenures import Term
from tests.base.organisation.conftest import LONG_AGO
from tests.cases.conftest import NOW
from tests.desk.people import hand_out
from tests.desk.test_pages import words


@pytest.fixture
def city(district) -> Client:
    """唐市 of the city's office."""
    draft = actions.UnitDraft("澄江市双拥工作领导小组办公室", "市双拥办", "group", "9901", None)
    unit = actions.open_unit(SYSTEM, draft, on=LONG_AGO, now=NOW)
    account, _ = actions.create_account(SYSTEM, "city.head", "唐市", now=NOW)
    actions.assign(SYSTEM, account, unit, "office_head", Term(LONG_AGO), now=NOW)
    account.must_change_password = False
    account.save()
    client = Client()
    client.force_login(account)
    return client


def test_a_unit_is_named(district, city) -> None:
    hand_out(district, "教育局的事", "教育局")
    hand_out(district, "民政局的事", "民政局")
    every = city.get("/cases/")
    assert "教育局的事" in words(every) and "民政局的事" in words(every)
    assert 'name="unit-named"' in every.content.decode() and '<select name="unit">' not in every.content.decode()
    one = city.get("/cases/", {"unit-named": "云溪区教育局"})
    assert "教育局的事" in words(one) and "民政局的事" not in words(one)
    assert 'value="云溪区教育局"' in one.content.decode()
    by_number = city.get(f"/cases/?unit={district.unit('教育局')}")
    assert words(by_number) == words(one) and 'value="云溪区教育局"' in by_number.content.decode()


def test_a_name_that_is_no_unit_says_so_and_stays(district, city) -> None:
    hand_out(district, "教育局的事", "教育局")
    page = city.get("/cases/", {"unit-named": "不知道局"})
    assert "“不知道局”没有找到" in words(page) and "教育局的事" not in words(page)
    assert 'value="不知道局"' in page.content.decode()
