"""Who reads a personal fact of a case whole: on the case's page alone, and the look is entered (cases.values)."""

from __future__ import annotations

import pytest

from shuangyong.base.trail.models import Entry
from shuangyong.cases import ledgers
from tests.cases.test_showing import aid  # noqa: F401 - a fixture
from tests.desk.people import signed_in
from tests.desk.test_pages import words

WHOLE, MASKED = "欧阳某某", "欧**某"
PHONE, PHONE_MASKED = "13900001234", "139****1234"


@pytest.mark.parametrize(
    ("who", "name", "phone", "amount"),
    [
        ("陆双", WHOLE, PHONE, "只有成员单位负责人可以看全"),
        ("宁联", WHOLE, PHONE_MASKED, "只有成员单位负责人可以看全"),
        ("邵长", WHOLE, PHONE_MASKED, "1,234.50 元"),
        ("督查", MASKED, PHONE_MASKED, "只有成员单位负责人可以看全"),
    ],
)
def test_the_page_of_a_case_shows_what_the_post_needs(district, aid, who, name, phone, amount) -> None:  # noqa: F811
    page = words(signed_in(district, who).get(f"/cases/{aid.pk}/"))
    assert all(said in page for said in (name, phone, amount))
    for other in {WHOLE, MASKED, PHONE, PHONE_MASKED} - {name, phone}:
        assert other not in page
    looks = Entry.objects.filter(what="case.look", about_id=str(aid.pk)).count()
    assert looks == (WHOLE in page or PHONE in page)


def test_a_list_shows_nobody_a_personal_fact_whole(district, aid, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr(ledgers, "WIDE_TYPES", ())  # or a name would not be a column
    page = words(signed_in(district, "陆双").get("/ledgers/aid/"))
    assert MASKED in page and WHOLE not in page and PHONE not in page
