"""Task tables whose headings no list knows: their columns are told by what stands in them."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes

WORK = (("开展走访慰问", "县民政局", "县财政局", "7月底前"), ("组织军嫂招聘会", "县人社局", "县妇联", "5月底前"))


def told(*rows: tuple[str, ...]) -> list[tuple[str, str, str, str | None]]:
    """Task, who leads, who supports and the term of each task of a table."""
    table = "\n".join("\t".join(row) for row in rows)
    tasks = read_bytes(f"云溪县2024年双拥工作任务表\n{table}\n云溪县双拥办\n2024年3月5日\n".encode(), "表.txt").tasks
    return [
        (one.task, "、".join(one.lead), "、".join(one.support), one.deadline.text if one.deadline else None)
        for one in tasks
    ]


@pytest.mark.parametrize(
    "heading",
    [
        ("干什么", "谁来干", "谁配合", "何时完成"),
        ("工作内容", "牵头负责", "配合落实", "时间进度"),
        ("项目", "承担部门", "协作部门", "时间表"),
        ("工 作 任 务", "牵 头 单 位", "配 合 单 位", "完 成 时 限"),
        ("条目", "落实主体", "协作方", "节点"),
        ("要做的事", "挂帅单位", "帮手", "收官"),
    ],
)
def test_a_heading_in_the_offices_own_words(heading: tuple[str, ...]) -> None:
    assert told(heading, *WORK) == list(WORK)


def test_a_table_without_a_heading_holds_work_units_and_terms() -> None:
    assert told(*(("1", *row) for row in WORK)) == list(WORK)


def test_columns_in_any_order() -> None:
    assert told(("节点", "挂帅单位", "要做的事", "协作方"), *((d, b, a, c) for a, b, c, d in WORK)) == list(WORK)


def test_what_the_troops_need_only_groups_what_is_done_about_it() -> None:
    found = told(
        ("部队需求", "地方落实举动", "牵头方", "收官"),
        ("官兵家属就业难", "组织军嫂招聘会", "县人社局", "5月底前"),
        ("进出道路破损", "修复进出道路", "县交通运输局", "6月底前"),
    )
    assert found == [("组织军嫂招聘会", "县人社局", "", "5月底前"), ("修复进出道路", "县交通运输局", "", "6月底前")]


def test_a_cell_with_labels_tells_who_leads() -> None:
    found = told(("工作任务", "责任单位", "时限"), ("开展走访慰问", "牵头：县民政局；配合：县财政局", "7月底前"))
    assert found == [WORK[0]]


def test_the_name_of_a_part_merged_over_all_columns_is_no_task() -> None:
    heading = ("工作任务", "牵头单位", "配合单位", "完成时限")
    assert told(heading, ("拥军优属",) * 4, *WORK) == list(WORK)


@pytest.mark.parametrize(
    "rows",
    [
        (("乡镇", "走访户数", "金额（元）"), ("石桥镇", "12", "3600"), ("白石镇", "8", "2400")),
        (("时间", "议程", "发言人"), ("9:00", "通报情况", "齐红"), ("9:20", "领导讲话", "丁宁")),
        (
            ("任务", "责任单位", "完成情况"),
            ("开展走访慰问", "县民政局", "已完成"),
            ("组织招聘会", "县人社局", "推进中"),
        ),
        (("责任单位", "主要职责", "备注"), ("县民政局", "开展走访慰问", ""), ("县人社局", "组织军嫂招聘会", "")),
        (("考评项目", "分值", "评分标准"), ("走访慰问", "10", "未开展的扣5分"), ("军嫂就业", "10", "未组织的扣5分")),
    ],
)
def test_tables_that_ask_for_nothing(rows: tuple[tuple[str, ...], ...]) -> None:
    assert told(*rows) == []


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("县民政局/县发改委/县交通运输局", "县民政局、县发改委、县交通运输局", ""),
        ("县退役军人事务局 县委宣传部 县融媒体中心", "县退役军人事务局、县委宣传部、县融媒体中心", ""),
        ("县军供站（主办）、县财政局（协办）", "县军供站", "县财政局"),
        ("县双拥办会同县委政研室", "县双拥办", "县委政研室"),
        ("县委宣传部、县城管局；县交通运输局配合", "县委宣传部、县城管局", "县交通运输局"),
        ("县民政局牵头，县财政局配合，各乡镇参加", "县民政局", "县财政局、各乡镇"),
        ("各县（市/区）双拥办", "各县（市/区）双拥办", ""),
        ("县委 办公室", "县委办公室", ""),
    ],
)
def test_who_a_cell_tells(cell: str, lead: str, support: str) -> None:
    found = told(("工作任务", "责任分工", "完成时限"), ("开展走访慰问", cell, "7月底前"))[0]
    assert found[1:3] == (lead, support)
