"""Numbered items: what counts as one, whose child it is, and where it ends."""

from __future__ import annotations

import pytest

from shuangyong.reader import outline
from shuangyong.reader.model import Item
from tests.reader.cast import numbers, read


def tree(text: str) -> list[object]:
    return numbers(outline.items(outline.build(text)))


def only(text: str, *path: int) -> Item:
    """The item at these places of the tree."""
    found = outline.items(outline.build(text))
    item = found[path[0]]
    for at in path[1:]:
        item = item.children[at]
    return item


def words(text: str, *path: int) -> str:
    item = only(text, *path)
    return text[item.start : item.end]


# --- what counts as an item ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("第一章 总则\n第二章 附则", ["第一章", "第二章"]),
        ("第一条 为了加强管理。\n第二条 本办法适用于全县。", ["第一条", "第二条"]),
        ("一、抓宣传\n二、抓落实", ["一", "二"]),
        ("（一）抓宣传\n（二）抓落实", ["(一)", "(二)"]),
        ("(一)抓宣传\n(二)抓落实", ["(一)", "(二)"]),
        ("1.抓宣传\n2.抓落实", ["1", "2"]),
        ("1、抓宣传\n2、抓落实", ["1", "2"]),
        ("1．抓宣传\n2．抓落实", ["1", "2"]),
        ("（1）抓宣传\n（2）抓落实", ["(1)", "(2)"]),
        ("①抓宣传\n②抓落实", ["①", "②"]),
        ("1）抓宣传\n2）抓落实", ["1", "2"]),
        ("第一，抓宣传。\n第二，抓落实。", ["第一", "第二"]),
        ("一是抓宣传。二是抓落实。", ["一是", "二是"]),
        ("一要抓宣传。二要抓落实。", ["一要", "二要"]),
        ("其一，抓宣传。其二，抓落实。", ["其一", "其二"]),
        ("首先，抓宣传。其次，抓落实。再次，抓总结。", ["首先", "其次", "再次"]),
        ("十、抓宣传\n十一、抓落实\n十二、抓总结", ["十", "十一", "十二"]),
    ],
)
def test_every_kind_of_number(text: str, wanted: list[object]) -> None:
    assert tree(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "第三次全体会议于昨日召开。",
        "县委第一次常委会议研究双拥工作。",
        "一个目标要记牢，两项任务要抓实。",
        "2024年是关键一年，1月至3月要抓紧。",
        "联系电话：0312-5550123。",
        "最后，希望大家抓好落实。",
        "首先，抓好宣传发动。",
        "他说：“一是抓宣传，二是抓落实。”大家都记下了。",
        "附件：1.任务分解表\n2.联络员名单",
        "一是抓好宣传发动。",
        "增长3.5个百分点，达到1.2万人。",
        "第一季度完成，第二季度验收。",
        "三大活动要办好，四类对象要走访。",
    ],
)
def test_a_number_that_is_only_a_number(text: str) -> None:
    stops = frozenset({text.index("附件")} if "附件" in text else ())
    lines = frozenset(start for start in starts(text) if "附件" in text)
    assert numbers(outline.items(outline.build(text, stops, lines))) == []


def starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]


def test_the_second_of_two_stays_where_the_first_is_only_a_quotation() -> None:
    assert tree("“一是一，二是二”要说清。\n一、抓宣传\n二、抓落实") == ["一", "二"]


def test_rows_of_a_table_hold_no_items() -> None:
    text = "一、任务\n1.\t抓宣传\t县双拥办\n2.\t抓落实\t县双拥办"
    assert numbers(outline.items(outline.build(text, skip=frozenset(starts(text)[1:])))) == ["一"]


# --- nesting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊", ["一", ["(一)", "(二)"], "二", ["(一)"]]),
        ("一、甲\n1.乙\n（1）丙\n①丁\n②戊\n2.己", ["一", ["1", ["(1)", ["①", "②"]], "2"]]),
        (
            "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 职责\n第三条 丙。",
            ["第一章", ["第一条", "第二条"], "第二章", ["第三条"]],
        ),
        ("第三条 下列事项：\n（一）甲；\n（二）乙。\n第四条 丙。", ["第三条", ["(一)", "(二)"], "第四条"]),
        ("一、甲\n一是乙。二是丙。\n二、丁\n一是戊。二是己。", ["一", ["一是", "二是"], "二", ["一是", "二是"]]),
        ("一、甲。第一，乙。第二，丙。\n二、丁。", ["一", ["第一", "第二"], "二"]),
        ("（一）甲\n1.乙\n2.丙\n（二）丁", ["(一)", ["1", "2"], "(二)"]),
        ("1.甲\n（一）乙\n（二）丙\n2.丁", ["1", ["(一)", "(二)"], "2"]),
        ("第一，甲\n（一）乙\n（二）丙\n第二，丁\n第三，戊", ["第一", ["(一)", "(二)"], "第二", "第三"]),
    ],
)
def test_nested_as_the_author_nested_them(text: str, wanted: list[object]) -> None:
    assert tree(text) == wanted


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("一、甲\n三、乙\n四、丙", ["一", "三", "四"]),
        ("一、甲\n二、乙\n二、丙", ["一", "二", "二"]),
        ("（一）甲\n（三）乙\n（二）丙", ["(一)", "(三)", "(二)"]),
        ("一是甲。二是乙。四是丙。", ["一是", "二是", "四是"]),
        ("一是甲。第二，乙。第三，丙。", ["一是", "第二", "第三"]),
    ],
)
def test_a_wrong_number_is_kept(text: str, wanted: list[object]) -> None:
    assert tree(text) == wanted


def test_a_list_that_restarts_under_a_colon_is_a_child() -> None:
    text = "一、抓好宣传，重点是：\n一、进机关；\n二、进学校。\n"
    assert tree(text)[:2] == ["一", ["一", "二"]]


def test_one_is_restarts_in_every_paragraph() -> None:
    text = "要抓好宣传：一是进机关；二是进学校。\n要抓好落实：一是定人；二是定时。"
    assert tree(text) == ["一是", "二是", "一是", "二是"]


def test_levels_are_the_depth_of_nesting() -> None:
    text = "一、甲\n1.乙\n①丙"
    assert [only(text, 0).level, only(text, 0, 0).level, only(text, 0, 0, 0).level] == [1, 2, 3]


# --- where an item ends -------------------------------------------------------------------------


def test_an_item_runs_to_the_next_of_its_level() -> None:
    text = "一、抓宣传\n要进机关。\n（一）办讲座。\n二、抓落实"
    assert words(text, 0) == "一、抓宣传\n要进机关。\n（一）办讲座。"
    assert words(text, 0, 0) == "（一）办讲座。"


def test_an_item_inside_a_paragraph_ends_with_it() -> None:
    text = "要抓好工作：一是抓宣传。二是抓落实。\n全县上下要行动起来。"
    assert words(text, 0) == "一是抓宣传。"
    assert words(text, 1) == "二是抓落实。"


@pytest.mark.parametrize(
    "turn",
    ["会议强调，要抓好落实。", "同时，要加强督查。", "另外，要抓好信访。", "最后，讲三句话。", "同志们，任务艰巨。"],
)
def test_a_paragraph_that_turns_ends_the_item(turn: str) -> None:
    text = f"一、抓宣传。要进机关。\n二、抓落实。要进学校。\n{turn}"
    assert words(text, 1) == "二、抓落实。要进学校。"


def test_an_unnumbered_paragraph_stays_with_its_item() -> None:
    text = "一、抓宣传\n各单位要进机关、进学校。\n还要进社区。\n二、抓落实"
    assert words(text, 0) == "一、抓宣传\n各单位要进机关、进学校。\n还要进社区。"


def test_a_stop_ends_every_open_item() -> None:
    text = "一、抓宣传\n（一）进机关。\n清河县双拥办\n2024年3月5日"
    root = outline.items(outline.build(text, stops=frozenset({text.index("清河")})))
    assert [text[i.start : i.end] for i in (root[0], root[0].children[0])] == [
        "一、抓宣传\n（一）进机关。",
        "（一）进机关。",
    ]


# --- headings -----------------------------------------------------------------------------------

LONG = "认真学习宣传贯彻全国双拥工作会议精神和省委省政府决策部署以及市委市政府的工作要求，切实做好各项工作"


@pytest.mark.parametrize(
    "text, heading",
    [
        ("一、强化组织领导。要成立专班。", "强化组织领导"),
        ("一、强化组织领导\n要成立专班。", "强化组织领导"),
        ("一、强化组织领导：成立专班", "强化组织领导"),
        ("一、强化组织领导；成立专班", "强化组织领导"),
        ("一、强化领导，压实责任。", "强化领导，压实责任"),
        (f"一、{LONG}。", LONG.split("，")[0]),
        ("第一，强化领导。", "强化领导"),
        ("第一条 为了加强管理。", "为了加强管理"),
    ],
)
def test_the_heading_is_the_first_clause(text: str, heading: str) -> None:
    assert only(text, 0).heading == heading


def test_the_heading_ends_with_its_item() -> None:
    text = "一是抓好宣传，二是抓好落实。"
    assert [only(text, 0).heading, only(text, 1).heading] == ["抓好宣传", "抓好落实"]


# ---------------------------------------------------------------- numbers in parts


def _numbers(items: tuple[Item, ...]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (one.number, [(two.number, [three.number for three in two.children]) for two in one.children]) for one in items
    ]


def test_numbers_in_parts_nest_by_their_parts() -> None:
    found = read(
        "云溪县防汛应急预案\n\n1 总则\n\n1.1 编制目的\n\n为做好防汛工作，制定本预案。\n\n1.2 工作原则\n\n1.2.1 坚持以人为本。\n\n"
        "1.2.2 各镇要在5月底前建立台账。\n\n2 组织体系\n\n2.1 县防汛指挥部负责统筹协调。\n\n2.2 各镇要成立专班。"
    )
    assert _numbers(found.outline) == [
        ("1", [("1.1", []), ("1.2", ["1.2.1", "1.2.2"])]),
        ("2", [("2.1", []), ("2.2", [])]),
    ]
    assert [task.lead for task in found.tasks] == [("各镇",), ("县防汛指挥部",), ("各镇",)]


def test_parts_of_a_number_stand_below_it_in_any_list() -> None:
    found = read(
        "关于开展排查的通知\n各单位：\n一、任务分工\n1.清查违规用火\n1.1动火作业\n牵头单位：保卫处\n1.2用电用气\n牵头单位：后勤处\n2.清理通道\n牵头单位：团委\n"
    )
    assert _numbers(found.outline) == [("一", [("1", ["1.1", "1.2"]), ("2", [])])]
    assert [task.lead for task in found.tasks] == [("保卫处",), ("后勤处",), ("团委",)]


@pytest.mark.parametrize(
    "lines",
    [
        "3.5万亩良田建成高标准农田。\n3.6亿元资金到位。",
        "1.1万名退役军人参加。",
        "8.1建军节前走访慰问。\n9.30烈士纪念日前整修。",
        "2.3 建立台账。\n4.7 排查隐患。",
    ],
)
def test_figures_at_the_head_of_lines_are_no_items(lines: str) -> None:
    assert not read(f"云溪县工作安排\n{lines}\n").outline
