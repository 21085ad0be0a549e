"""Lists of units of which a paper says that the first one leads."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes

_HEAD = "云溪县2026年双拥工作任务分工方案\n各乡镇人民政府，县直各单位：\n"
Who = tuple[tuple[str, ...], tuple[str, ...]]


def _who(text: str) -> list[Who]:
    return [(task.lead, task.support) for task in read_bytes(text.encode(), "x.txt").tasks]


@pytest.mark.parametrize(
    "note",
    [
        "，列第一位者为牵头单位，下同",
        "，排在首位的为牵头单位，下同",
        "，排名第一的单位牵头，下同",
    ],
)
def test_from_here_on(note: str) -> None:
    text = (
        f"{_HEAD}现将任务分工如下：\n一、走访驻军部队。春节前走访一次。（责任单位：县退役军人事务局、县财政局、各乡镇{note}）\n"
        "二、办好随军家属就业。组织专场招聘会。（责任单位：县人社局、县总工会）\n"
        "三、修建双拥公园。\n责任单位：县住建局、县自然资源局\n完成时限：2026年10月底\n"
        "四、加强宣传。由县委宣传部、县融媒体中心负责开设专栏。\n"
        "五、修缮烈士墓。（责任单位：县民政局）"
    )
    assert _who(text) == [
        (("县退役军人事务局",), ("县财政局", "各乡镇")),
        (("县人社局",), ("县总工会",)),
        (("县住建局",), ("县自然资源局",)),
        (("县委宣传部", "县融媒体中心"), ()),
        (("县民政局",), ()),
    ]


def test_without_it_the_note_is_said_of_its_own_list() -> None:
    text = (
        f"{_HEAD}一、走访驻军部队。春节前走访一次。（县退役军人事务局、县财政局按职责分工负责，排在首位的为牵头单位）\n"
        "二、办好随军家属就业。组织专场招聘会。（县人社局、县总工会按职责分工负责）"
    )
    assert _who(text) == [(("县退役军人事务局",), ("县财政局",)), (("县人社局", "县总工会"), ())]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("现将任务分工如下（各项任务责任单位中列首位的为牵头单位）。\n", ""),
        ("", "\n注：责任单位中排在第一位的为牵头单位。"),
        ("", "\n说明：排在首位的责任单位为牵头单位。"),
    ],
)
def test_said_of_all(above: str, below: str) -> None:
    text = (
        f"{_HEAD}{above}一、走访驻军部队。春节前走访一次。\n责任单位：县退役军人事务局、县财政局\n"
        f"二、办好随军家属就业。组织专场招聘会。\n责任单位：县人社局、县总工会{below}"
    )
    document = read_bytes(text.encode(), "x.txt")
    assert [(task.lead, task.support) for task in document.tasks] == [
        (("县退役军人事务局",), ("县财政局",)),
        (("县人社局",), ("县总工会",)),
    ]
    assert not any("牵头" in measure for task in document.tasks for measure in task.measures)


def test_but_for_those_that_lead_together() -> None:
    text = (
        f"{_HEAD}一、走访驻军部队。春节前走访一次。\n责任单位：县退役军人事务局、县财政局（除标注“分别牵头”外，列第一位为牵头单位，下同）\n"
        "二、办好随军家属就业。组织专场招聘会。\n责任单位：县人社局、县总工会分别牵头\n三、修缮烈士墓。\n责任单位：县民政局、各乡镇"
    )
    assert _who(text) == [
        (("县退役军人事务局",), ("县财政局",)),
        (("县人社局", "县总工会"), ()),
        (("县民政局",), ("各乡镇",)),
    ]


def test_in_a_table() -> None:
    text = (
        "云溪县2026年双拥工作任务分工表\n序号\t工作任务\t责任单位\t完成时限\n1\t走访驻军部队\t县民政局、县财政局\t2026年1月底\n"
        "2\t修缮烈士墓\t县退役军人事务局、各乡镇\t2026年3月底\n注：排在首位的责任单位为牵头单位。"
    )
    assert _who(text) == [(("县民政局",), ("县财政局",)), (("县退役军人事务局",), ("各乡镇",))]


def test_who_supports_already_comes_after() -> None:
    text = (
        f"{_HEAD}一、走访驻军部队。春节前走访一次。\n责任单位：县退役军人事务局、县财政局\n配合单位：各乡镇\n"
        "注：责任单位中列首位的为牵头单位。"
    )
    assert _who(text) == [(("县退役军人事务局",), ("县财政局", "各乡镇"))]


@pytest.mark.parametrize(
    "text",
    [
        # whoever is marked leads, whatever else is said of a first place
        f"{_HEAD}一、走访驻军部队。春节前走访一次。（责任单位：县退役军人事务局、县财政局）\n二、争取排名第一。县民政局、县住建局要牵头修缮烈士墓。",
        # a rule of how to hand out is no note on a list
        (
            f"{_HEAD}一、走访驻军部队。春节前走访一次。（责任单位：县退役军人事务局、县财政局）\n"
            "二、压实责任。涉及两个以上部门的事项，由排名第一的承办单位牵头，其他单位配合。"
        ),
    ],
)
def test_what_is_no_note(text: str) -> None:
    assert _who(text)[0] == (("县退役军人事务局", "县财政局"), ())
