"""In a real browser: 督查 inspects a town by telephone where there is no network, and what was found is mended.

The three that evaluate, the town that is inspected and the office that looks on each sit at their own window.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Account
from shuangyong.cases.models import Case, ProofUse
from tests.assess.test_inspecting import planned
from tests.base.organisation.conftest import LONG_AGO, PASSWORD, PEOPLE
from tests.cases.conftest import NOW
from tests.desk.walking import stage, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def soldier(town, monkeypatch) -> str:
    """Somebody of the 人武部, which takes part in the inspection."""
    account, _ = organising.create_account(SYSTEM, "wu.zhuang", "武壮", now=NOW)
    account.set_password(PASSWORD)
    account.must_change_password = False
    account.save()
    organising.assign(
        SYSTEM, Account.objects.get(pk=account.pk), town.units["人武部"], "liaison", Term(LONG_AGO), now=NOW
    )
    monkeypatch.setitem(PEOPLE, "武壮", ("wu.zhuang", "liaison", "人武部"))
    return "武壮"


@pytest.fixture
def photo(tmp_path) -> str:
    """A picture as a telephone takes it."""
    buffer = BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((640, 480)).save(buffer, "JPEG")
    path = tmp_path / "标语牌.jpg"
    path.write_bytes(buffer.getvalue())
    return str(path)


def write(page, problem: str, unit: int, photo: str = "") -> None:
    """One finding on the telephone, put away."""
    page.fill("[name=problem]", problem)
    page.select_option("[name=unit]", str(unit))
    page.fill("[name=found_at]", "东河镇街口")
    page.select_option("[name=indicator]", "T-B3")
    page.fill("[name=wanted]", "修复或更换")
    if photo:
        page.set_input_files("[name='proof-found']", photo)
    page.click("form[data-finding] button[type=submit]")
    until(page, "document.querySelector('[name=problem]').value === ''")


def waiting(page, number: int) -> None:
    """Until so many findings wait on the telephone."""
    until(page, f"document.querySelectorAll('[data-waiting] li').length === {number}")


def mending() -> list[Case]:
    return list(Case.objects.filter(kind="mending").order_by("pk"))


def visiting(town, hands) -> tuple[Case, object]:
    """An approved inspection whose units are drawn, and its page on a telephone."""
    case = planned(town)
    page = hands.of("督查")
    page.goto(f"/score/inspections/{case.pk}/draw/?word=2026春&number=5")
    page.get_by_role("button", name="就查这 5 家").click()
    page.wait_for_load_state()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/score/inspections/")
    page.get_by_role("link", name="现场记录").click()
    page.wait_for_url("**/visit/")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.open('visits').then(kept => kept.match(location.pathname)).then(Boolean)")
    return case, page


def test_findings_without_network_are_kept_and_sent_once(town, hands, photo) -> None:
    _, page = visiting(town, hands)
    page.context.set_offline(True)
    assert "现在没有网络" in page.inner_text("[data-away]")
    write(page, "标语牌破损", town.unit("东河镇"), photo)
    waiting(page, 1)
    write(page, "台账缺三月份记录", town.unit("东河镇"))
    waiting(page, 2)
    page.reload()  # the telephone threw the page out of its memory
    waiting(page, 2)
    assert "照片 1 张" in page.inner_text("[data-waiting]") and not mending()

    page.context.set_offline(False)
    waiting(page, 0)
    first, second = mending()
    assert (first.title, first.values["indicator"], first.values["found_at"]) == ("标语牌破损", "T-B3", "东河镇街口")
    assert [use.slot for use in ProofUse.objects.filter(case=first)] == ["found"] and second.title == "台账缺三月份记录"
    assert first.number in page.inner_text("[data-sent]")
    page.reload()
    waiting(page, 0)
    assert len(mending()) == 2


def test_an_answer_that_was_lost_on_the_way_doubles_nothing(town, hands, photo) -> None:
    _, page = visiting(town, hands)
    lost = []

    def swallow(route) -> None:
        if route.request.method == "POST" and not lost:
            route.fetch()  # the office has it, the telephone does not hear of it
            lost.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/visit/", swallow)
    write(page, "标语牌破损", town.unit("东河镇"), photo)
    until(page, "document.querySelector('[data-away]').textContent.indexOf('现在连不上') === 0")
    assert lost and len(mending()) == 1
    page.get_by_role("button", name="现在就交").click()
    waiting(page, 0)
    assert len(mending()) == 1 and mending()[0].number in page.inner_text("[data-sent]")


def test_what_is_refused_stays_with_its_reason_and_is_mended(town, hands, photo) -> None:
    _, page = visiting(town, hands)
    page.evaluate("document.querySelector('[name=found_on]').removeAttribute('max')")
    page.fill("[name=found_on]", "2030-01-01")
    write(page, "标语牌破损", town.unit("东河镇"), photo)
    page.wait_for_selector("[data-waiting] .over")
    assert "不能晚于今天" in page.inner_text("[data-waiting]") and not mending()
    page.get_by_role("button", name="改一改").click()
    page.fill("[name=found_on]", "2026-11-20")
    page.click("form[data-finding] button[type=submit]")
    page.wait_for_selector("[data-sent] a")
    assert ProofUse.objects.filter(case=mending()[0], slot="found").count() == 1


def test_logging_out_asks_first_and_leaves_nothing(town, hands) -> None:
    _, page = visiting(town, hands)
    page.context.set_offline(True)
    write(page, "标语牌破损", town.unit("东河镇"))
    waiting(page, 1)
    page.context.set_offline(False)
    page.context.set_offline(True)
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("button", name="退出").click()
    waiting(page, 1)
    assert page.url.endswith("/visit/")


def test_from_a_finding_to_its_end_and_three_columns(town, hands, soldier, photo) -> None:
    case, page = visiting(town, hands)
    write(page, "标语牌破损", town.unit("东河镇"), photo)
    page.wait_for_selector("[data-sent] a")
    (order,) = mending()
    assert "标语牌破损" in hands.act("谢镇", order, "object", objection="牌子上月已报修，请复核")
    assert stage(order) == "objected"
    hands.act("陆双", order, "uphold", note="到现场看过，仍然破损")  # not by whoever ordered it
    hands.act("谢镇", order, "report", mended="已更换新牌", proof__result="")
    hands.act("督查", order, "pass", checked_how="现场查看")
    hands.act("督查", order, "resample", resampled_on="2026-11-20")
    assert stage(order) == "closed"

    hands.act("督查", case, "conclude", held_on="2026-11-20", result="一处破损，已改好")
    hands.act("督查", case, "tell")
    hands.act("简文", case, "grade_office", office_grade="好")
    hands.act(soldier, case, "grade_army", army_grade="较好")
    hands.act("督查", case, "grade_supervision", supervision_grade="一般")
    page.goto("/score/inspections/")
    told = page.inner_text(".inspect-d")
    assert told.index("好") < told.index("较好") < told.index("一般") and "都已改好" in told
    hands.act("督查", case, "close")
    assert stage(case) == "closed"

    again = planned(town, "再一次督查")
    page.goto(f"/score/inspections/{again.pk}/draw/")
    assert "查过 1 次，再查就超过 1 次" in page.inner_text("main")
