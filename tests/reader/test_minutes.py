"""Minutes of a meeting: masthead and title, decisions told without 要, and who sat in."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

OFFICE = "宁和县人民政府办公室"
TITLE = "关于研究驻军子女入学问题的会议纪要"
OPENING = "6月16日，副县长陈清主持召开专题会议，研究驻军子女入学问题。"


@pytest.mark.parametrize(
    "head",
    [
        f"专 题 会 议 纪 要\n〔2025〕12号\n{OFFICE}  2025年6月18日",
        f"会 议 纪 要\n（第3期）\n{OFFICE}\n2025年6月18日",
        f"宁和县人民政府\n专题会议纪要\n宁政阅〔2025〕12号\n签发人：陈清\n{OFFICE}　2025年6月18日",
        f"宁和县双拥工作领导小组会议纪要\n第3期\n{OFFICE}　2025年6月18日",
    ],
)
def test_below_a_masthead_stands_the_title(head: str) -> None:
    found = read(f"{head}\n{TITLE}\n{OPENING}")
    assert (found.title, found.kind, found.origin, found.published) == (TITLE, "minutes", OFFICE, "2025-06-18")
    furniture = [found.text[one.start : one.end] for one in found.sentences if one.verdict == "furniture"]
    assert "".join(furniture) == found.text.removesuffix(OPENING)


def test_a_title_broken_onto_two_lines_below_a_masthead() -> None:
    found = read(f"专题会议纪要\n〔2025〕12号\n{OFFICE}　2025年6月18日\n{TITLE[:-4]}\n{TITLE[-4:]}\n{OPENING}")
    assert found.title == TITLE


@pytest.mark.parametrize("below", ["第3期", "（2025年第3期）", "〔2025〕12号", f"第3期\n{OFFICE}　2025年6月18日"])
def test_where_no_other_title_follows_the_masthead_is_the_title(below: str) -> None:
    masthead = "宁和县双拥工作领导小组会议纪要"
    assert read(f"{masthead}\n{below}\n{OPENING}").title == masthead


def test_an_issuing_body_right_above_still_belongs_to_the_title() -> None:
    words = "关于做好驻军子女入学工作的通知"
    assert read(f"{OFFICE}\n{words}\n{OPENING}").title == OFFICE + words
