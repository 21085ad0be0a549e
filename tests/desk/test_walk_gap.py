"""In a real browser: what the score lacks is handed out, done in its ledger, and counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shuangyong.cases.models import Case
from tests.desk.conftest import TODAY as NOW
from tests.desk.walking import stage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("ledgers_asked")]

TODAY = NOW.date()
CODE = "T-A4"
"""Army and place work in one office (军地合署): reached while an agreed one runs."""


def points(page) -> str:
    page.goto(f"/score/indicators/{CODE}/")
    return page.inner_text(".score-mid")


def test_a_gap_becomes_a_task_and_the_work_a_point(town, hands) -> None:
    page = hands.of("陆双")
    assert points(page) == "未知"  # an empty ledger tells nothing
    page.select_option("[name=unit]", str(town.unit("教育局")))
    page.fill("[name=doing]", "请驻军明确固定的联络人员")
    page.fill("[name=due]", (TODAY + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="交办任务").click()
    page.wait_for_load_state()
    task = Case.objects.get(kind="task")
    hands.act("宁联", task, "sign")
    assert points(page) == "未知" and task.number in page.inner_text(".side")  # a task alone is no point

    office = {"matter": "双拥办日常工作", "work": "每周一下午合署办公，固定一名联络干部。"}
    parts = {"part__lead": town.unit("双拥办"), "part__troops": town.unit("驻军")}
    shared = hands.open("简文", "co_location", **office, **parts)
    assert points(page) != "1.5"  # asked for, not agreed
    until = (TODAY + timedelta(days=365)).isoformat()
    hands.act("江军", shared, "agree", since=TODAY.isoformat(), until=until, proof__paper="")
    assert points(page) == "1.5"
    assert shared.number in page.inner_text(".side-main")

    hands.act("宁联", task, "ask_close", progress="已明确人员，合署办公开始。", proof__result="")
    hands.act("陆双", task, "close")
    assert stage(task) == "closed"
    page.goto("/score/gaps/")
    assert CODE not in page.inner_text("main")
