"""One document's way through four people's hands, in a real browser: upload, confirm, sign, split, report, extend, return, close."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from shuangyong.base.trail.verifying import verify
from shuangyong.cases.models import Case
from tests.desk.walking import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TODAY = localdate()
SOON = TODAY + timedelta(days=40)
SPEECH = f"""在云溪区双拥工作推进会上的讲话
区委副书记、区长  钟毅
（{TODAY:%Y年%-m月%-d日}）

同志们：
今天召开这次会议，主要任务是部署近期的双拥工作。下面，我讲几点意见。
一、抓好军人子女教育。由区教育局牵头，区民政局配合，于{SOON:%Y年%-m月%-d日}前建立驻军子女入学台账，逐人登记。
谢谢大家。
"""


def test_a_document_goes_through_four_hands(town, window, tmp_path) -> None:
    paper = tmp_path / "讲话.txt"
    paper.write_text(SPEECH, encoding="utf-8")
    receipt = tmp_path / "台账.txt"
    receipt.write_text("共12名，逐人登记。", encoding="utf-8")

    clerk = window("简文")
    clerk.goto("/documents/")
    clerk.set_input_files("input[name=files]", str(paper))
    clerk.click("form.doc-send button[type=submit]")
    clerk.wait_for_load_state()
    clerk.get_by_role("button", name="确认并下发").click()
    clerk.wait_for_load_state()
    case = Case.objects.get()
    assert (case.phase, case.kind) == ("waiting", "task")
    assert case.title in clerk.inner_text("main")

    liaison = window("宁联")
    assert case.title in liaison.inner_text("main")
    press(liaison, case, "sign", plan="先摸底，再建账")
    liaison.goto(f"/cases/{case.pk}/split/")
    liaison.fill("[name='child-task']", "登记辖区驻军子女")
    liaison.check(f"[name='child-part-lead'][value='{town.unit('东河镇')}']")
    liaison.click("form.sheet button[type=submit]")
    liaison.wait_for_load_state()
    part = Case.objects.get(parent=case)

    town_clerk = window("谢镇")
    press(town_clerk, part, "sign")
    town_clerk.goto(f"/cases/{part.pk}/ask_close/")
    town_clerk.fill("[name=progress]", "已登记12名")
    town_clerk.set_input_files("[name='proof-result']", str(receipt))
    town_clerk.click("form.sheet button[type=submit]")
    town_clerk.wait_for_load_state()

    press(liaison, case, "report", progress="正在汇总")
    later = SOON + timedelta(days=20)
    press(liaison, case, "ask_longer", new_deadline=later.isoformat(), note="驻军换防，名单有变")
    press(clerk, case, "extend", new_deadline=later.isoformat())
    assert Case.objects.get(pk=case.pk).due == later

    head = window("陆双")
    press(head, part, "close", note="属实")
    liaison.goto(f"/cases/{case.pk}/ask_close/")
    liaison.fill("[name=progress]", "台账已建")
    liaison.set_input_files("[name='proof-result']", str(receipt))
    liaison.click("form.sheet button[type=submit]")
    liaison.wait_for_load_state()
    press(head, case, "return", note="请补上学段")
    press(liaison, case, "ask_close", progress="已补学段")
    assert Case.objects.get(pk=case.pk).phase == "judging"
    press(head, case, "close", note="属实")

    assert Case.objects.get(pk=case.pk).phase == "closed"
    assert verify().good
