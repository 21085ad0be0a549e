"""A roster in a real browser: drawn, looked at, another one drawn, put into force, read on a phone, a swap refused, two
shifts exchanged by two people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from shuangyong.cases.models import Case
from shuangyong.cases.rostered import in_order, shift_of
from shuangyong.catalog import rosters
from shuangyong.rules.roster import RosterError, exchanged
from tests.desk.walking import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRST = localdate() + timedelta(days=10)
LAST = FIRST + timedelta(days=3)


def draw(page, members: str) -> None:
    page.goto("/cases/new/duty_roster/")
    page.fill("[name=first]", FIRST.isoformat())
    page.fill("[name=last]", LAST.isoformat())
    page.fill("[name=leaders]", "陆双\n于二带")
    page.fill("[name=members]", members)
    page.get_by_role("button", name="排出来看看").click()
    page.wait_for_load_state()


def may_change_hands(shifts, one: Case, other: Case) -> bool:
    rules = rosters.load()["holiday"].rules
    here, there = shift_of(one.values), shift_of(other.values)
    both = replace(there, slot=here.slot), replace(here, slot=there.slot)
    whole = in_order(rules, [shift_of(shift.values) for shift in shifts])
    try:
        return here.names != there.names and bool(exchanged(rules, whole, *both))
    except RosterError:
        return False


def wide(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_roster_is_drawn_put_into_force_and_kept(town, window, tmp_path) -> None:
    page = window("简文")
    draw(page, "简文")
    assert "值班人员至少要 2 人" in page.inner_text("main")
    assert page.input_value("[name=members]").strip() == "简文"

    draw(page, f"简文\n何三值 {FIRST:%m-%d}\n江四值\n何五值")
    assert not Case.objects.exists()
    first = page.locator(".roster-d tbody tr").first.inner_text()
    assert "带班" in first and "何三值" not in first
    page.get_by_role("button", name="换一种排法").click()
    page.wait_for_load_state()
    page.get_by_role("button", name="就用这张表").click()
    page.wait_for_load_state()
    row = Case.objects.get(kind="duty_roster")
    assert Case.objects.filter(parent=row).count() == 8
    assert page.locator(".roster-d tbody tr").count() == 4

    for size in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert wide(page) <= 0
        page.screenshot(path=tmp_path / f"roster-{size[0]}.png", full_page=True)

    shifts = Case.objects.filter(parent=row).order_by("pk")
    values, after = shifts[0].values, shifts[1].values
    said = press(page, shifts[0], "swap", leader=values["leader"], members=after["members"], why="出差")
    assert "连着值" in said
    assert Case.objects.get(pk=shifts[0].pk).values == values

    page.goto(f"/cases/{shifts[0].pk}/ask_exchange/")
    offered = next(shift for shift in shifts[1:] if may_change_hands(shifts, shifts[0], shift))
    page.select_option("[name=offered]", offered.number)
    assert offered.values["leader"] in page.locator("[name=offered] option:checked").inner_text()
    page.fill("[name=why]", "看病")
    page.click("form.sheet button[type=submit]")
    page.wait_for_load_state()
    head = window("陆双")
    head.goto(f"/cases/{shifts[0].pk}/agree/")
    asked = head.inner_text("main")
    assert "要换的是" in asked and offered.values["leader"] in asked and "看病" in asked
    said = press(head, shifts[0], "agree")
    first, other = Case.objects.get(pk=shifts[0].pk), Case.objects.get(pk=offered.pk)
    assert "同意换班" in said
    assert (first.values["leader"], first.values["members"]) == (offered.values["leader"], offered.values["members"])
    assert (other.values["leader"], other.values["members"]) == (values["leader"], values["members"])
