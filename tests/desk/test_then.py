"""A case's page looks back at any past day, with the sentences of that day."""

from __future__ import annotations

from datetime import date

from shuangyong.cases import actions
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.cases.conftest import at
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words


def step(district, case: Case, who: str, action: str, form: Form, month: int, day: int) -> None:
    rev = Case.objects.get(pk=case.pk).rev
    actions.take(district.actor(who), case.pk, action, form, rev=rev, now=at(month, day))


def test_a_past_day_shows_stage_light_and_the_sentence_of_each_term(district) -> None:
    case = hand_out(district)
    step(district, case, "宁联", "sign", Form(), 3, 4)
    step(district, case, "宁联", "ask_longer", Form({"new_deadline": date(2026, 7, 31)}, note="换防"), 6, 1)
    step(district, case, "简文", "extend", Form({"new_deadline": date(2026, 7, 31)}, note="同意"), 6, 2)
    browser = signed_in(district, "宁联")

    before = words(browser.get(f"/cases/{case.pk}/?on=2026-03-02"))
    assert "2026-03-02 那天 ： 待签收" in before
    assert "应于2026年3月5日前" in before
    assert "办了 1 步" in before
    asked = words(browser.get(f"/cases/{case.pk}/?on=2026-06-01"))
    assert "2026-06-01 那天 ： 申请延期" in asked
    assert "应于2026年6月30日前办结" in asked
    longer = words(browser.get(f"/cases/{case.pk}/?on=2026-07-01"))
    assert "已延期1次，应于2026年7月31日前办结" in longer


def test_days_that_cannot_be_told_say_why(district) -> None:
    case = hand_out(district)
    browser = signed_in(district, "宁联")
    assert "还没有。请选立项以后的日子" in words(browser.get(f"/cases/{case.pk}/?on=2026-03-01"))
    for on in ("2099-01-01", "昨天", "2026-02-30"):
        assert "请选今天或以前的日子" in words(browser.get(f"/cases/{case.pk}/?on={on}"))
    assert "那天 ：" not in words(browser.get(f"/cases/{case.pk}/"))


def test_what_is_counted_is_told_on_the_page(district) -> None:
    case = hand_out(district)
    browser = signed_in(district, "宁联")
    assert "次数" not in words(browser.get(f"/cases/{case.pk}/"))
    step(district, case, "宁联", "sign", Form(), 3, 4)
    for day in (10, 20):
        step(district, case, "陆双", "press", Form(note="请抓紧"), 3, day)
    step(district, case, "宁联", "ask_longer", Form({"new_deadline": date(2026, 7, 31)}, note="换防"), 6, 1)
    step(district, case, "简文", "extend", Form({"new_deadline": date(2026, 7, 31)}, note="同意"), 6, 2)
    said = words(browser.get(f"/cases/{case.pk}/"))
    assert "同意延期 1 次" in said and "催办 2 次" in said
