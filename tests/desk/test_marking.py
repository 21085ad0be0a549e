"""A task that the reader missed is added by marking its words in the document, in a real browser."""

from __future__ import annotations

import pytest

from shuangyong.intake.models import Draft

pytestmark = pytest.mark.browser

NOTICE = """云溪区双拥工作领导小组办公室关于做好春节慰问的通知
各成员单位：
一、区民政局要在2027年1月20日前完成摸底。
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


def test_marked_words_become_a_task_and_the_marks_of_the_page_are_none_of_them(town, window, tmp_path) -> None:
    paper = tmp_path / "通知.txt"
    paper.write_text(NOTICE, encoding="utf-8")
    clerk = window("简文")
    clerk.goto("/documents/")
    clerk.set_input_files("input[name=files]", str(paper))
    clerk.click("form.doc-send button[type=submit]")
    clerk.wait_for_load_state()
    add = clerk.get_by_role("button", name="加为一项任务")
    assert not add.is_visible()
    assert clerk.evaluate(MARK, "完成摸底").startswith("一、区民政局")
    clerk.evaluate(MARK, "停车场")
    add.wait_for(state="visible")
    add.click()
    clerk.wait_for_load_state()
    assert "上一次改动：从原文增加一项" in clerk.inner_text("main")
    assert Draft.objects.get(by_hand=True).measures or "停车场" in Draft.objects.get(by_hand=True).task
