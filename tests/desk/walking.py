"""Windows of a real browser in which people of the invented district are logged in."""

from __future__ import annotations

import pytest

from shuangyong.base.organisation.models import Account
from shuangyong.cases.models import Case
from tests.base.organisation.conftest import PASSWORD, PEOPLE
from tools.browser import chromium as browsing


def complains(said) -> bool:
    """Whether the browser complains; a refused form (422) is an answer and no trouble."""
    return said.type == "error" and "status of 422" not in said.text


@pytest.fixture
def town(transactional_db, request, settings, tmp_path):
    """The district, with passwords that people can type."""
    settings.HOME = tmp_path
    district = request.getfixturevalue("district")
    for account in district.people.values():
        row = Account.objects.get(pk=account.pk)
        row.set_password(PASSWORD)
        row.must_change_password = False
        row.save()
    return district


@pytest.fixture
def window(chromium, town, live_server):
    """Open a window logged in as somebody; every window must end without a complaint of the browser."""
    trouble: list[str] = []
    with browsing() as browser:

        def of(who: str):
            page = browser.new_context(locale="zh-CN", base_url=live_server.url).new_page()
            page.on("console", lambda said: trouble.append(said.text) if complains(said) else None)
            page.on("pageerror", lambda error: trouble.append(str(error)))
            page.goto("/login/")
            page.fill("input[name=name]", PEOPLE[who][0])
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url("**/")
            return page

        yield of
    assert not trouble


def press(page, case: Case, action: str, **fields: str) -> str:
    """Fill the form of an action and send it; the text of the page that follows."""
    page.goto(f"/cases/{case.pk}/{action}/")
    for name, value in fields.items():
        page.fill(f"[name='{name}']", value)
    page.click("form.sheet button[type=submit]")
    page.wait_for_load_state()
    return page.inner_text("main")
