"""Task tables of months or bodies with marks, cells that say 同上, names of persons and broken names among the units."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_text
from shuangyong.reader.model import RawLine, RawText
from tests.reader.cast import ADDRESS, HEAD, TAIL

Told = tuple[str, tuple[str, ...], tuple[str, ...], str | None, str | None]


def rows(table: str) -> list[Told]:
    """The tasks of a paper of 5 March 2024 whose table has a line a row, its cells parted by bars."""
    lines = [RawLine(HEAD, "title"), RawLine(ADDRESS)]
    lines += [RawLine(row.strip().replace("|", "\t"), "row") for row in table.strip().split("\n")]
    found = read_text(RawText("docx", (*lines, *map(RawLine, TAIL.split("\n")))))
    return [
        (one.task, one.lead, one.support, one.deadline and one.deadline.text, one.deadline and one.deadline.date)
        for one in found.tasks
    ]


@pytest.mark.parametrize(
    "head", ["序号|工作任务|责任单位|4月|5月|6月", "序号|工作任务|责任单位|时间安排||\n|||4月|5月|6月"]
)
def test_the_month_that_is_marked_is_the_term(head: str) -> None:
    assert rows(f"{head}\n1|走访慰问驻军部队|县双拥办|√||\n2|举办专场招聘会|县人社局|||●") == [
        ("走访慰问驻军部队", ("县双拥办",), (), "4月", "2024-04-30"),
        ("举办专场招聘会", ("县人社局",), (), "6月", "2024-06-30"),
    ]


def test_quarters_and_what_is_marked_in_every_month() -> None:
    assert rows("工作任务|牵头单位|一季度|二季度|三季度\n召开现场推进会|县委办||√|\n报送工作信息|各成员单位|√|√|√") == [
        ("召开现场推进会", ("县委办",), (), "二季度", "2024-06-30"),
        ("报送工作信息", ("各成员单位",), (), None, None),
    ]


def test_bodies_as_columns() -> None:
    assert rows(
        "序号|工作任务|县民政局|县财政局|各镇|完成时限\n1|发放慰问金|★|○||7月底前\n2|走访烈属家庭|★|○|○|清明节前"
    ) == [
        ("发放慰问金", ("县民政局",), ("县财政局",), "7月底前", "2024-07-31"),
        ("走访烈属家庭", ("县民政局",), ("县财政局", "各镇"), "清明节前", None),
    ]
    assert rows("序号|工作任务|民政局|财政局|完成时限\n1|发放慰问金|√|√|7月底前") == [
        ("发放慰问金", ("民政局", "财政局"), (), "7月底前", "2024-07-31")
    ]
    assert rows("任务|县双拥办|县民政局|各镇\n走访慰问驻军部队|牵头|配合|\n发放优待金||牵头|配合") == [
        ("走访慰问驻军部队", ("县双拥办",), ("县民政局",), None, None),
        ("发放优待金", ("县民政局",), ("各镇",), None, None),
    ]


def test_a_mark_that_says_that_it_is_done_asks_nothing() -> None:
    assert rows("序号|工作任务|责任单位|是否完成\n1|走访慰问驻军部队|县双拥办|√\n2|举办专场招聘会|县人社局|×") == []


@pytest.mark.parametrize("same", ["同上", "〃"])
def test_a_cell_that_says_the_same_as_the_one_above(same: str) -> None:
    assert rows(f"序号|工作任务|责任单位|完成时限\n1|走访慰问|县双拥办|7月底前\n2|慰问优抚对象|{same}|{same}") == [
        ("走访慰问", ("县双拥办",), (), "7月底前", "2024-07-31"),
        ("慰问优抚对象", ("县双拥办",), (), "7月底前", "2024-07-31"),
    ]


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("县委办 张建军", ("县委办",), ()),
        ("县委宣传部（李明）", ("县委宣传部",), ()),
        ("县民政局（牵头）、县财政局", ("县民政局",), ("县财政局",)),
        ("各镇 人民政府", ("各镇人民政府",), ()),
        ("县双拥办 县财政局 县民政局", ("县双拥办", "县财政局", "县民政局"), ()),
        ("牵头：县卫健局 配合：县医院", ("县卫健局",), ("县医院",)),
        ("牵头单位：县民政局；责任单位：县财政局、各镇", ("县民政局",), ("县财政局", "各镇")),
        ("县双拥办牵头，县财政局、各镇配合", ("县双拥办",), ("县财政局", "各镇")),
    ],
)
def test_who_a_cell_tells(cell: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    ((_, leads, supports, _, _),) = rows(f"序号|工作任务|责任单位|完成时限\n1|走访慰问|{cell}|7月底前")
    assert (leads, supports) == (lead, support)


def test_a_row_below_a_named_activity_goes_on_with_it_and_its_unit() -> None:
    table = "活动名称|具体内容|牵头单位|时间\n节日慰问|走访军休所|区双拥办|4月中旬\n|发放关爱包||4月底前\n文化拥军|送春联|区文旅局|春节前"
    assert [(lead, day) for _, lead, _, _, day in rows(table)] == [
        (("区双拥办",), "2024-04-20"),
        (("区双拥办",), "2024-04-30"),
        (("区文旅局",), None),
    ]
