"""Windows of a real browser in which people of the invented district are logged in."""

from __future__ import annotations

import pytest

from shuangyong.base.organisation.models import Account
from shuangyong.cases.models import Case
from tests.base.organisation.conftest import PASSWORD, PEOPLE
from tools.browser import chromium as browsing


def complains(said) -> bool:
    """Whether the browser complains; a refused form (422) is an answer, and a lost network is what some tests make."""
    expected = ("status of 422", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    return said.type == "error" and not any(text in said.text for text in expected)


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


def until(page, what: str) -> None:
    """Until something is true in the page.

    Not `wait_for_function`: what it asks a second time is asked by the page, which lets nobody evaluate a text.
    """
    for _ in range(400):
        if page.evaluate(what):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{what}\n{page.inner_text('main')}")


class Hands:
    """Windows of several people, each opened when first needed."""

    def __init__(self, window, tmp_path) -> None:
        self.window, self.pages = window, {}
        self.paper = tmp_path / "材料.txt"
        self.paper.write_text("印证材料", encoding="utf-8")

    def of(self, who: str):
        if who not in self.pages:
            self.pages[who] = self.window(who)
        return self.pages[who]

    def open(self, who: str, kind: str, **fields) -> Case:
        self.send(who, f"/cases/new/{kind}/", fields)
        return Case.objects.filter(kind=kind).latest("pk")

    def act(self, who: str, case: Case, action: str, **fields) -> str:
        return self.send(who, f"/cases/{case.pk}/{action}/", fields)

    def send(self, who: str, address: str, fields: dict[str, str]) -> str:
        page = self.of(who)
        page.goto(address)
        for name, value in fields.items():
            self.fill(page, name.replace("__", "-"), str(value))
        page.click("form.sheet button[type=submit]")
        page.wait_for_load_state()
        return page.inner_text("main")

    def fill(self, page, name: str, value: str) -> None:
        if name.startswith("proof-"):
            page.set_input_files(f"[name='{name}']", str(self.paper))
            return
        control = page.locator(f"[name='{name}']").first
        sort = control.evaluate("(one) => one.tagName === 'SELECT' ? 'select' : one.type")
        if sort == "select":
            control.select_option(value)
        elif sort in {"radio", "checkbox"}:
            page.locator(f"[name='{name}'][value='{value}']").check()
        else:
            control.fill(value)


@pytest.fixture
def hands(window, tmp_path) -> Hands:
    return Hands(window, tmp_path)


def stage(case: Case) -> str:
    """Where a case stands now."""
    return Case.objects.get(pk=case.pk).stage
