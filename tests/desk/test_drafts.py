"""What was typed in a village survives the loss of the network, and nothing of it stays behind."""

from __future__ import annotations

import pytest

from tests.desk.people import hand_out
from tests.desk.walking import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"


def kept(page) -> int:
    return page.evaluate(KEPT)


def test_a_form_is_kept_until_it_has_arrived(town, window) -> None:
    case = hand_out(town, "开展走访", "东河镇")
    page = window("谢镇")
    press(page, case, "sign")
    page.goto(f"/cases/{case.pk}/report/")
    page.fill("[name='progress']", "走访了十户，两户有困难")
    page.context.set_offline(True)
    page.click("form.sheet button[type=submit]")
    assert "现在没有网络" in page.inner_text(".kept-d")
    page.context.set_offline(False)

    page.goto(f"/cases/{case.pk}/report/")  # the phone was switched off meanwhile
    assert page.input_value("[name='progress']") == ""
    page.get_by_role("button", name="接着填").click()
    assert page.input_value("[name='progress']") == "走访了十户，两户有困难"
    page.click("form.sheet button[type=submit]")
    page.wait_for_url(f"**/cases/{case.pk}/?done=report")
    assert "走访了十户" in page.inner_text("main")
    assert kept(page) == 0


def test_logging_out_leaves_nothing_behind(town, window) -> None:
    case = hand_out(town, "开展走访", "东河镇")
    page = window("谢镇")
    page.goto(f"/cases/{case.pk}/sign/")
    page.fill("[name='plan']", "先摸底")
    page.wait_for_timeout(800)  # it is put away when the typing stops
    assert kept(page) == 1
    page.goto("/")
    page.get_by_role("button", name="退出").click()
    page.wait_for_load_state()
    assert kept(page) == 0
