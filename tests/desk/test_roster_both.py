"""Somebody who can lead and can serve: the page says so and lets the clerk choose for this roster."""

from __future__ import annotations

import pytest

from tests.desk.people import signed_in
from tests.desk.test_pages import words

FORM = {
    "rule": "holiday",
    "unit": "0",
    "first": "2026-12-05",
    "last": "2026-12-06",
    "leaders": "陆双\n何一",
    "members": "简文\n何一\n宁联\n金财\n方民",
    "do": "draw",
}


@pytest.fixture
def form(district):
    return {**FORM, "unit": str(district.unit("双拥办"))}


def test_the_name_on_both_lists_is_told_and_can_be_chosen_for(district, form) -> None:
    client = signed_in(district, "简文")
    asked = client.post("/rosters/new/", form)
    assert asked.status_code == 422
    assert "何一两份名单里都有" in words(asked) and 'name="both-何一"' in asked.content.decode()
    assert "简文\n何一" in asked.content.decode(), "nothing that was typed is lost"
    leads = client.post("/rosters/new/", {**form, "both-何一": "leads"})
    assert leads.status_code == 200 and "两份名单里都有，请" not in words(leads)
    assert 'value="leads" checked' in leads.content.decode()


def test_whoever_only_serves_leads_no_shift(district, form) -> None:
    page = signed_in(district, "简文").post(
        "/rosters/new/", {**form, "leaders": "陆双\n高安\n何一", "both-何一": "serves"}
    )
    assert page.status_code == 200, words(page)
    assert 'value="serves" checked' in page.content.decode()
