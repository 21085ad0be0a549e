"""澄江市双拥办 sees its counties side by side and the titles drawn; 陆双 sees her own."""

from __future__ import annotations

import pytest
from django.test import Client

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.cases import queries, waiting
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.test_places import named
from tests.base.organisation.conftest import LONG_AGO
from tests.cases.conftest import NOW
from tests.desk.people import signed_in
from tests.desk.test_queries import asked, more

pytestmark = pytest.mark.usefixtures("ledgers_asked")


def of_the_city(district, code: str = "9901", post: str = "office_head") -> Client:
    """The head of the city's office; or another post above the counties."""
    draft = organising.UnitDraft("澄江市双拥办", "市双拥办", "group", code, None)
    unit = organising.open_unit(SYSTEM, draft, on=LONG_AGO, now=NOW)
    account, _ = organising.create_account(SYSTEM, "shi.zhuren", "时主任", now=NOW)
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    organising.assign(SYSTEM, account, unit, post, Term(LONG_AGO), now=NOW)
    client = Client()
    client.force_login(Account.objects.get(pk=account.pk))
    return client


def test_the_counties_stand_in_the_order_of_the_map(district, paper) -> None:
    named(district, paper)
    page = of_the_city(district).get("/score/places/").content.decode()
    assert page.index("云溪区") < page.index("清河县") < page.index("石门市")
    assert "不排名次" in page and "市辖区与所在市不同时命名" in page and "待核" in page and "在名单里" in page


def test_no_more_questions_for_more_cases(district, paper) -> None:
    client = of_the_city(district)
    named(district, paper)
    few = [asked(client, address) for address in ("/score/places/", "/score/titles/")]
    more(district, 6)
    named(district, paper, round="第八届（2016—2019）")
    assert [asked(client, address) for address in ("/score/places/", "/score/titles/")] == few


def test_whoever_compares_is_led_there_from_the_score(district) -> None:
    assert "各县并排" in of_the_city(district).get("/score/").content.decode()
    assert "各县并排" not in signed_in(district, "陆双").get("/score/").content.decode()


def test_a_county_is_led_to_its_own_score(district) -> None:
    page = signed_in(district, "陆双").get("/score/places/")
    assert page.status_code == 403 and "请到“考评”" in page.content.decode()


def test_titles_are_drawn_and_listed(district, paper) -> None:
    case = named(district, paper)
    page = signed_in(district, "陆双").get("/score/titles/").content.decode()
    assert "<svg" in page and "title-held" in page and f"/cases/{Case.objects.get(pk=case.pk).pk}/" in page
    assert "现在持有 1 个" in page


def test_a_province_that_no_standard_scores_is_led_to_its_counties(district) -> None:
    client = of_the_city(district, "99", "inspector")
    assert client.get("/score/")["Location"] == "/score/places/"
    assert client.get("/score/?place=99").status_code == 404


def test_a_province_is_not_asked_for_what_its_counties_do_but_for_what_they_send_up(district) -> None:
    text = open_case(
        district.actor("简文"),
        "publicity",
        Form({"headline": "送教入营", "sort": "本级"}, {"lead": ((district.unit("教育局"), None),)}),
        now=NOW,
    )
    of_the_city(district, "99")
    province = actor_of(Account.objects.get(login="shi.zhuren"), NOW.date())
    assert text.pk in {row.pk for row in waiting.mine(district.actor("陆双"), NOW.date()).rows}
    assert not waiting.mine(province, NOW.date()).rows
    assert queries.get(province, text.pk).pk == text.pk, "it is seen all the same"
    own = open_case(
        province,
        "publicity",
        Form({"headline": "全省双拥", "sort": "省级"}, {"lead": ((province.seats[0].unit_id, None),)}),
        now=NOW,
    )
    assert {row.pk for row in waiting.mine(province, NOW.date()).rows} == {own.pk}
