"""The review page of a document in a real browser: its cards' own buttons, and what the reader missed marked and added."""

from __future__ import annotations

import pytest

from shuangyong.intake.models import Draft

pytestmark = pytest.mark.browser

NOTICE = """云溪区双拥工作领导小组办公室关于做好春节慰问的通知
各成员单位：
一、各乡镇要在2027年1月20日前完成摸底。
有关单位可结合实际开放停车场。
云溪区双拥工作领导小组办公室
2026年12月1日
"""
MARK = """(words) => {
  const found = [...document.querySelectorAll(".paper p, .paper h3")].find((one) => one.innerText.includes(words));
  const range = document.createRange();
  range.selectNodeContents(found);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return String(getSelection());
}"""


@pytest.fixture
def clerk(town, window, tmp_path):
    """The clerk before a notice that was just taken in."""
    paper = tmp_path / "通知.txt"
    paper.write_text(NOTICE, encoding="utf-8")
    page = window("简文")
    page.goto("/documents/")
    page.set_input_files("input[name=files]", str(paper))
    page.click("form.doc-send button[type=submit]")
    page.wait_for_load_state()
    return page


def test_a_cards_buttons_and_ticks_do_what_they_say(clerk) -> None:
    """The card is a way to its place in the text; that must not swallow what is pressed on it."""
    tick = clerk.get_by_label("这次确认").first
    before = tick.is_checked()
    tick.click()
    assert tick.is_checked() is not before
    clerk.get_by_role("button", name="核对无误").first.click()
    clerk.wait_for_url("**done=settle**")
    assert "单位已经确认" in clerk.inner_text("main")


def test_marked_words_become_a_task_and_the_marks_of_the_page_are_none_of_them(clerk) -> None:
    add = clerk.get_by_role("button", name="加为一项任务")
    assert not add.is_visible()
    assert clerk.evaluate(MARK, "完成摸底").startswith("一、各乡镇")
    clerk.evaluate(MARK, "停车场")
    add.wait_for(state="visible")
    add.click()
    clerk.wait_for_load_state()
    assert "上一次改动：从原文增加一项" in clerk.inner_text("main")
    assert Draft.objects.get(by_hand=True).measures or "停车场" in Draft.objects.get(by_hand=True).task
