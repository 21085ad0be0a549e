"""Whoever searches sees why each line was found: the words marked, and where they stand if not in the title."""

from __future__ import annotations

import re

from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import signed_in
from tests.desk.test_pages import words


def hand(district, title: str, **values: str) -> None:
    form = Form({"task": title, "deadline": TODAY, **values}, {"lead": ((district.unit("教育局"), None),)})
    open_case(district.actor("陆双"), "task", form, now=NOW)


def found(district, asked: str) -> str:
    return signed_in(district, "宁联").get("/search/", {"q": asked}).content.decode()


def hits(page: str) -> list[str]:
    return re.findall(r'<span class="c-hit">(.*?)</span>', page)


def test_the_words_are_marked_where_they_stand(district) -> None:
    hand(district, "修坡道<一>")
    hand(district, "接待室改造", measures=f"{'先看现场，' * 9}在门口加无障碍坡道，" + "再验收，" * 20)
    page = found(district, "坡道")
    assert "修<mark>坡道</mark>&lt;一&gt;</a>" in page
    (quoted,) = hits(page)
    assert quoted.startswith("具体措施：…")
    assert quoted.endswith("…")
    assert "加无障碍<mark>坡道</mark>，再验收" in quoted
    assert len(quoted) < 90


def test_a_word_of_the_title_and_one_of_the_text(district) -> None:
    hand(district, "接待室改造", goal="12 户军属都方便", basis="《通知》")
    page = found(district, "改造 12户")
    assert "接待室<mark>改造</mark>" in page
    assert hits(page) == ["目标要求：<mark>12 户</mark>军属都方便"]


def test_nothing_is_marked_of_what_was_found_by_its_number(district) -> None:
    hand(district, "接待室改造", basis="《通知》")
    assert hits(found(district, "督办〔2026〕1号")) == []
    assert "输入要找的词" in words(signed_in(district, "宁联").get("/search/"))
