"""Goals: honours of every kind that are still to be won, full coverage still to be reached, and what is none of either."""

from __future__ import annotations

import pytest

from shuangyong.reader.goals import find_goals


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("今年，全区将以创建全省双拥模范县为牵引，抓好以下工作。", ("全省双拥模范县",)),
        ("四要深化创建。以争创全国双拥模范城为目标，补齐短板。", ("全国双拥模范城",)),
        ("紧紧围绕争创江南省双拥模范县目标，军地合力。", ("江南省双拥模范县",)),
        ("力争2027年跻身全国双拥模范县行列。", ("全国双拥模范县",)),
        ("大家一起使劲，把县级双拥模范镇的牌子捧回来！", ("县级双拥模范镇",)),
        ("齐心协力向省级双拥模范区发起冲刺。", ("省级双拥模范区",)),
        ("坚决打赢创建省级双拥模范县翻身仗。", ("省级双拥模范县",)),
        ("云岭县2026年创建省级双拥模范县任务分解表", ("省级双拥模范县",)),
        ("为扎实推进省级双拥模范县创建工作，现就有关事项通知如下：", ("省级双拥模范县",)),
        ("此事关系全区全国双拥模范城“四连冠”创建大局。", ("全国双拥模范城“四连冠”",)),
    ],
)
def test_honours_of_the_field_are_wanted_in_many_words(text: str, goals: tuple[str, ...]) -> None:
    assert find_goals(text) == goals


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("力争创建省级国防教育示范学校2所。", ("省级国防教育示范学校",)),
        ("以争创全省国防教育示范区为目标，聚焦青少年。", ("全省国防教育示范区",)),
        ("确保拿下全省征兵工作先进单位“三连冠”。", ("全省征兵工作先进单位“三连冠”",)),
        ("争创全国“老兵驿站”示范单位。", ("全国“老兵驿站”示范单位",)),
        ("作出最大的努力，全力确保实现创城“三连冠”。", ("创城“三连冠”",)),
    ],
)
def test_other_honours_are_goals_too(text: str, goals: tuple[str, ...]) -> None:
    assert find_goals(text) == goals


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("到2026年底，全区街道、社区退役军人服务站“五有”全覆盖。", ("全区街道、社区退役军人服务站“五有”全覆盖",)),
        ("以省级双拥模范城创建全覆盖为目标，各市州要开展自查。", ("省级双拥模范城创建全覆盖",)),
        ("年底实现边防官兵家庭结对帮扶全覆盖。", ("边防官兵家庭结对帮扶全覆盖",)),
    ],
)
def test_what_is_to_be_covered_begins_where_it_does(text: str, goals: tuple[str, ...]) -> None:
    assert find_goals(text) == goals


@pytest.mark.parametrize(
    "text",
    [
        "白石镇、青石镇建成双拥示范村5个。",
        "截至7月底，全区63项指标已完成，军人军属窗口实现镇街全覆盖。",
        "新增拥军商户118家，社会化拥军实现街道全覆盖。",
        "全国双拥模范城“四连冠”的成果来之不易。",
        "为全国双拥模范城“四连冠”后续巩固打下了坚实基础。",
        "会议通报了全市双拥模范城创建工作情况。",
        "我校获评省级国防教育示范学校。",
        "做好全国文明城市创建工作。",
        "县双拥办要做好全市双拥模范城创建工作，明确专人。",
    ],
)
def test_what_is_reached_or_only_named_is_no_goal(text: str) -> None:
    assert find_goals(text) == ()


def test_what_shall_be_built_is_a_goal_though_it_is_counted() -> None:
    assert find_goals("年底前建成双拥示范村5个。") == ("双拥示范村",)
