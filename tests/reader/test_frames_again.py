"""Frames of papers in their many ways: numbers of one character, attachments, papers passed on, short wrapped papers."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from tests.reader.cast import notice, numbers, read


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、宣传\n⑴开专栏。\n⑵贴标语。", ["一", ["(1)", "(2)"]]),
        ("一、宣传\n⒈开专栏。\n⒉贴标语。", ["一", ["1", "2"]]),
        ("㈠开专栏。\n㈡贴标语。", ["(一)", "(二)"]),
        ("一．宣传工作\n县双拥办要宣传。\n二．服务工作\n县妇联要服务。", ["一", "二"]),
        ("要求：第一、宣传到位。第二、服务到位。", ["第一", "第二"]),
    ],
)
def test_numbers_however_they_are_set(body: str, expected: list[object]) -> None:
    assert numbers(notice(body).outline) == expected


@pytest.mark.parametrize(
    "tail",
    [
        "附件：1.任务分解表\n　　　2.回执\n云溪县双拥办\n2024年3月5日",
        "云溪县双拥办\n2024年3月5日\n市双拥办关于走访的通知\n各县：\n一、要走访军属。\n市双拥办\n2024年3月1日",
    ],
)
def test_who_issued_a_paper_is_not_told_by_what_is_attached(tail: str) -> None:
    found = read(f"关于转发《市双拥办关于走访的通知》的通知\n各镇：\n一、县教育局要在4月底前落实入学政策。\n{tail}\n")
    assert (found.origin, found.published) == ("云溪县双拥办", "2024-03-05")


def test_the_title_of_a_circular_stands_below_the_name_of_all_of_them() -> None:
    head = "督查通报\n第3期\n云溪县政府督查室　2024年3月5日\n关于双拥实事办理情况的督查通报"
    found = read(f"{head}\n近日，督查室开展督查。\n一、县教育局要在4月底前落实入学政策。\n")
    assert (found.title, found.kind, found.origin) == ("关于双拥实事办理情况的督查通报", "circular", "云溪县政府督查室")


def test_a_short_paper_that_ends_at_one_margin_is_wrapped() -> None:
    paper = (
        "关于做好双拥工作的通知\n各镇：\n　　为贯彻落实上级关于双拥工作的部署要求，进一步密切军政军民\n关系，现就做好有关工作通知如下：\n"
        "　　一、县教育局要在4月底前落实军人子女入学政策，县财政局、县\n人社局配合，确保应享尽享、不漏一人，并于5月10日前报送落实情\n况。\n"
        "　　二、县人社局要组织招聘会。\n"
    )
    lines = read_bytes(paper.encode(), "通知.txt").text.split("\n")
    assert [line[-4:] for line in lines] == ["作的通知", "各镇：", "知如下：", "实情况。", "招聘会。"]
