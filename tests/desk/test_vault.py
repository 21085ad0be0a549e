"""A telephone that several people use: what one of them typed is closed to the next, and there again for himself."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from tests.base.organisation.conftest import PASSWORD, PEOPLE
from tests.desk.people import hand_out
from tests.desk.test_drafts import PICTURES, photo
from tests.desk.test_walk_inspection import visiting, waiting, write
from tests.desk.walking import press, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TYPED = "走访了赵家，夫妻两人都病着"
DATABASES = ("shuangyong-drafts", "shuangyong-visits", "shuangyong-keys")
EVERYTHING = """async (names) => {
  const said = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const name of names) {
    const base = await new Promise(done => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    for (const store of base.objectStoreNames) {
      const rows = await new Promise(done => {
        const asked = base.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      });
      for (const row of rows) {
        said.push(JSON.stringify(row));
        for (const part of [row.locked, row.pictures]) {
          if (part && part.hidden) { said.push(new TextDecoder('utf-8').decode(part.hidden)); }
        }
      }
    }
    base.close();
  }
  return said.join('\\n');
}"""


def log_in(page, who: str) -> None:
    page.goto("/login/")
    page.fill("input[name=name]", PEOPLE[who][0])
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


def lies_there(page, *names: str) -> str:
    """All that is put away on the device, as whoever has it in hand could read it."""
    return page.evaluate(EVERYTHING, list(names))


def typing(town, window):
    """谢镇 types a report and takes a picture, then his log-in runs out."""
    case = hand_out(town, "开展走访", "东河镇")
    page = window("谢镇")
    press(page, case, "sign")
    page.goto(f"/cases/{case.pk}/report/")
    page.fill("[name='progress']", TYPED)
    page.set_input_files("[name='proof-result']", [photo("病历.jpg")])
    until(page, "localStorage.length > 0")
    until(page, f"({PICTURES})().then(left => left === 1)")
    Session.objects.all().delete()
    return case, page


def test_what_was_typed_lies_closed_on_the_device(town, window) -> None:
    _, page = typing(town, window)
    kept = lies_there(page, "shuangyong-drafts")
    assert "draft:" in kept
    assert not [word for word in (TYPED, "赵家", "病历.jpg", "JFIF") if word in kept]


def test_the_next_person_finds_nothing_and_the_first_one_all(town, window) -> None:
    case, page = typing(town, window)
    log_in(page, "陆双")
    page.goto(f"/cases/{case.pk}/press/")
    assert TYPED not in lies_there(page, "shuangyong-drafts") and page.get_by_role("button", name="接着填").count() == 0
    page.context.clear_cookies()
    log_in(page, "谢镇")
    page.goto(f"/cases/{case.pk}/report/")
    page.get_by_text("有照片 1 张").wait_for()
    page.get_by_role("button", name="接着填").click()
    assert page.input_value("[name='progress']") == TYPED
    assert page.evaluate("document.querySelector('[name=proof-result]').files[0].name") == "病历.jpg"


def test_what_lay_open_before_goes_when_somebody_else_comes(town, window) -> None:
    """From a browser without a cipher, or from the version before."""
    page = window("陆双")
    page.evaluate(
        "localStorage.setItem('draft:999:/cases/1/report/', JSON.stringify({ at: Date.now(), values: [['a', 'b']] }))"
    )
    page.goto("/cases/new/task/")
    until(page, "localStorage.getItem('draft:999:/cases/1/report/') === null")


def test_a_visit_is_closed_as_well_and_its_page_is_gone_at_the_log_in(town, hands) -> None:
    case, page = visiting(town, hands)
    page.context.set_offline(True)
    write(page, "标语牌破损", town.unit("东河镇"))
    waiting(page, 1)
    assert "标语牌破损" not in lies_there(page, "shuangyong-visits")
    Session.objects.all().delete()
    page.context.set_offline(False)
    until(page, "document.querySelector('[data-away]').textContent.indexOf('登录已经过期') === 0")
    page.goto("/login/")
    until(page, "caches.has('visits').then(has => !has)")
    assert lies_there(page, "shuangyong-visits", "shuangyong-keys").count("标语牌破损") == 0
    log_in(page, "督查")
    page.goto(f"/score/inspections/{case.pk}/visit/")
    waiting(page, 0)
    until(page, "document.querySelector('[data-sent]').textContent.indexOf('标语牌破损') >= 0")


def test_a_new_tab_without_network_writes_on_and_reads_nothing(town, hands) -> None:
    case, page = visiting(town, hands)
    page.context.set_offline(True)
    write(page, "标语牌破损", town.unit("东河镇"))
    waiting(page, 1)
    other = page.context.new_page()
    other.goto(f"/score/inspections/{case.pk}/visit/")
    until(other, "document.querySelector('[data-waiting]').textContent.indexOf('已锁在这台手机上') >= 0")
    write(other, "台账缺三月份记录", town.unit("东河镇"))
    until(other, "document.querySelector('[data-waiting]').textContent.indexOf('台账缺三月份记录') >= 0")
    assert "标语牌破损" not in other.inner_text("main")
    page.close()
    other.context.set_offline(False)
    waiting(other, 0)
    until(other, "document.querySelectorAll('[data-sent] a').length === 2")
