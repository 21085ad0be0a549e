"""What was typed in a village survives the loss of the network, and nothing of it stays behind."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from shuangyong.cases.models import ProofUse
from tests.base.makers import pdf
from tests.desk.people import hand_out
from tests.desk.walking import press, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"


PICTURES = """() => new Promise(done => {
  const asked = indexedDB.open('shuangyong-drafts', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('pictures', { keyPath: 'id' });
  asked.onsuccess = () => {
    const all = asked.result.transaction('pictures').objectStore('pictures').getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result.reduce((sum, row) => sum + row.count, 0)); };
  };
})"""
PAPER = {"name": "名单.pdf", "mimeType": "application/pdf", "buffer": pdf()}


def kept(page) -> int:
    return page.evaluate(KEPT)


def pictures(page) -> int:
    return page.evaluate(PICTURES)


def photo(name: str) -> dict[str, object]:
    """A picture as a phone takes it."""
    stream = BytesIO()
    Image.new("RGB", (64, 48), "green").save(stream, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": stream.getvalue()}


def test_a_form_is_kept_until_it_has_arrived(town, window) -> None:
    case = hand_out(town, "开展走访", "东河镇")
    page = window("谢镇")
    press(page, case, "sign")
    page.goto(f"/cases/{case.pk}/report/")
    page.fill("[name='progress']", "走访了十户，两户有困难")
    page.context.set_offline(True)
    page.click("form.sheet button[type=submit]")
    until(page, "document.querySelector('.kept-d').textContent.includes('现在没有网络')")
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
    page.wait_for_url("**/login/**")
    assert kept(page) == 0


def test_pictures_taken_without_network_are_kept_until_they_have_arrived(town, window) -> None:
    case = hand_out(town, "开展走访", "东河镇")
    page = window("谢镇")
    press(page, case, "sign")
    page.goto(f"/cases/{case.pk}/report/")
    page.fill("[name='progress']", "走访了十户")
    page.context.set_offline(True)
    page.set_input_files("[name='proof-result']", [photo("走访一.jpg"), photo("走访二.jpg"), PAPER])
    page.click("form.sheet button[type=submit]")
    until(page, "document.querySelector('.kept-d').textContent.includes('2 张照片')")
    assert "其他文件不存，到时要重新选" in page.inner_text(".kept-d")
    assert pictures(page) == 2
    page.context.set_offline(False)

    page.goto(f"/cases/{case.pk}/report/")  # the phone was switched off meanwhile
    page.get_by_text("有照片 2 张").wait_for()
    page.get_by_role("button", name="接着填").click()
    assert page.evaluate("[...document.querySelector('[name=proof-result]').files].map(f => f.name)") == [
        "走访一.jpg",
        "走访二.jpg",
    ]
    assert "照片 2 张也放回来了" in page.inner_text(".kept-d") and "其他文件要重新选" in page.inner_text(".kept-d")
    page.click("form.sheet button[type=submit]")
    page.wait_for_url(f"**/cases/{case.pk}/?done=report")
    until(page, f"({PICTURES})().then(left => left === 0)")
    assert (kept(page), pictures(page)) == (0, 0)
    assert ProofUse.objects.filter(case=case, slot="result").count() == 2


def test_pictures_can_be_thrown_away_and_none_is_left_after_logging_out(town, window) -> None:
    case = hand_out(town, "开展走访", "东河镇")
    page = window("谢镇")
    press(page, case, "sign")
    for leave in (False, True):
        page.goto(f"/cases/{case.pk}/report/")
        page.set_input_files("[name='proof-result']", [photo("走访.jpg")])
        until(page, f"({PICTURES})().then(left => left === 1)")
        page.goto("/" if leave else f"/cases/{case.pk}/report/")
        page.get_by_role("button", name="退出" if leave else "不要了").click()
        if leave:
            page.wait_for_url("**/login/**")
        until(page, f"({PICTURES})().then(left => left === 0)")
    assert "/login/" in page.url


def test_a_refused_form_brings_everything_back_and_offers_nothing_more(town, window) -> None:
    page = window("陆双")
    page.goto("/cases/new/task/")
    page.fill("[name=task]", "核对军属名单")
    page.select_option("[name=part-lead]", "")
    while not kept(page):
        page.wait_for_timeout(50)
    page.click("form.sheet button[type=submit]")  # nobody is named to do it
    page.locator("form[data-refused]").wait_for()
    assert page.input_value("[name=task]") == "核对军属名单"
    assert page.get_by_role("button", name="接着填").count() == 0
