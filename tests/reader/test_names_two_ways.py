"""One place's name in two forms is doubted, wherever the other form stands; what only looks like one is not."""

from __future__ import annotations

import pytest

from shuangyong.reader.doubts import find_doubts


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("榆林区双拥工作领导小组会议\n榆林区今年走访烈属。渝林人民有拥军的传统。", "渝林"),
        ("黎川市召开推进会\n8月24日，黎川市召开推进会。从上半年看，犁川双拥工作的进度符合预期。", "犁川"),
        ("蘅塘市双拥办的通知\n各县：\n蘅塘市将召开座谈会，驻衡塘部队参加。", "衡塘"),
        ("汇川区的讲话\n汇川区要办好双拥月，让会川区的双拥工作走在前列。", "会川"),
    ],
)
def test_a_form_that_nothing_parts_from_its_clause_is_doubted(text: str, odd: str) -> None:
    doubts = [doubt for doubt in find_doubts(text) if "两种写法" in doubt.reason]
    assert [doubt.text for doubt in doubts] == [odd]
    assert text[doubts[0].start : doubts[0].end] == odd


@pytest.mark.parametrize(
    "text",
    [
        "云岭县召开会议\n云岭县要充实县双拥办力量，实现全覆盖。",
        "岔林市的通知\n岔林市要组织巡查林区入口。",
        "柳营区的方案\n柳营区负责，对营区东侧管网进行改造。",
        "返田县的方案\n返田县设立返乡接待点，为返乡退役军人服务，人民满意。",
        "青石镇的通知\n青石镇和清溪镇人民政府要做好走访。",
    ],
)
def test_other_words_before_the_same_character_are_none(text: str) -> None:
    assert not [doubt for doubt in find_doubts(text) if "两种写法" in doubt.reason]
