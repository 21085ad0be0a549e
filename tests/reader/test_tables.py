"""Task tables: a task for every row, with its columns' units and term."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document, read_text
from shuangyong.reader.model import Deadline, RawLine, RawText
from tests.reader.cast import ADDRESS, HEAD, TAIL

COLUMNS = ("序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("1", "走访慰问优抚对象", "制定走访方案；发放慰问金", "县民政局", "县财政局、县双拥办", "7月底前"),
    ("2", "开展国防教育", "组织进校园宣讲", "县教育局", "—", "长期坚持"),
)


def table(*rows: tuple[str, ...], before: tuple[str, ...] = (), title: str = HEAD) -> Document:
    """A paper of 5 March 2024 with a table."""
    lines = [RawLine(title, "title"), RawLine(ADDRESS), *map(RawLine, before)]
    lines += [RawLine("\t".join(row), "row") for row in rows]
    lines += [RawLine(line) for line in TAIL.split("\n")]
    return read_text(RawText("docx", tuple(lines)))


def test_every_row_is_a_task() -> None:
    one, two = table(COLUMNS, *ROWS).tasks
    assert (one.task, one.lead, one.support) == ("走访慰问优抚对象", ("县民政局",), ("县财政局", "县双拥办"))
    assert one.measures == ("制定走访方案", "发放慰问金")
    assert one.deadline == Deadline("7月底前", "2024-07-31")
    assert (two.task, two.lead, two.support, two.deadline) == (
        "开展国防教育",
        ("县教育局",),
        (),
        Deadline("长期坚持", None),
    )


def test_a_row_is_one_line_and_the_task_lies_in_it() -> None:
    found = table(COLUMNS, *ROWS)
    for task, row in zip(found.tasks, ROWS, strict=True):
        assert found.text[task.start : task.end] == "\t".join(row)


def test_serial_numbers_are_no_items() -> None:
    assert table(COLUMNS, *ROWS).outline == ()


def test_lead_before_duty() -> None:
    (task,) = table(
        ("序号", "工作任务", "牵头单位", "责任单位", "完成时限"), ("1", "走访慰问", "县民政局", "县财政局", "7月底前")
    ).tasks
    assert (task.lead, task.support) == (("县民政局",), ("县财政局",))


def test_duty_alone_leads() -> None:
    (task,) = table(
        ("序号", "工作任务", "责任单位", "完成时限"), ("1", "走访慰问", "县民政局、县财政局", "7月底前")
    ).tasks
    assert (task.lead, task.support) == (("县民政局", "县财政局"), ())


@pytest.mark.parametrize(
    "cell, lead, support",
    [
        ("县民政局（牵头）、县财政局", ("县民政局",), ("县财政局",)),
        ("县民政局牵头，县财政局配合", ("县民政局",), ("县财政局",)),
        ("县民政局\u3001县财政局", ("县民政局", "县财政局"), ()),
    ],
)
def test_a_cell_that_says_itself_who_leads(cell: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    (task,) = table(("序号", "工作任务", "责任单位", "完成时限"), ("1", "走访慰问", cell, "7月底前")).tasks
    assert (task.lead, task.support) == (lead, support)


def test_the_path_is_that_of_the_item_the_table_stands_in() -> None:
    found = table(COLUMNS, *ROWS, before=("一、任务分工",))
    assert [task.path for task in found.tasks] == [("一",), ("一",)]


@pytest.mark.parametrize(
    "rows",
    [
        (("姓名", "单位", "电话"), ("王小川", "县双拥办", "5550123")),
        (("年度", "立功人数", "奖励金额"), ("2023", "12", "3万元")),
        (("序号", "学校名称", "学生人数"), ("1", "清河一中", "1200")),
    ],
)
def test_a_table_of_something_else_holds_no_task(rows: tuple[tuple[str, ...], ...]) -> None:
    assert table(*rows).tasks == ()


def test_a_column_that_nobody_knows_names_the_task_where_it_stands_before_who_and_by_when() -> None:
    (row,) = table(
        ("序号", "演练科目", "牵头单位", "配合单位", "时间"), ("1", "物资投送", "县发改局", "县交通局", "6月底")
    ).tasks
    assert (row.task, row.lead, row.support, row.deadline and row.deadline.date) == (
        "物资投送",
        ("县发改局",),
        ("县交通局",),
        "2024-06-30",
    )


def test_what_is_done_about_a_need_is_the_task() -> None:
    (row,) = table(
        ("序号", "需求事项", "办理措施", "牵头单位", "办结时限"),
        ("1", "营区门前道路破损", "完成路面修复", "县交通局", "9月底"),
    ).tasks
    assert (row.task, row.lead) == ("完成路面修复", ("县交通局",))


def test_rows_with_too_many_or_too_few_cells() -> None:
    found = table(COLUMNS, ("1", "走访慰问"), ("", "", "", "", "", ""), (*ROWS[1], "多出来的", "格子"))
    assert [task.task for task in found.tasks][-1] == "开展国防教育"


def test_the_rules_of_an_office_give_no_task_even_in_a_table() -> None:
    assert table(COLUMNS, *ROWS, title="清河县双拥工作制度").tasks == ()


def hanging(*rows: tuple[tuple[str, ...], tuple[int, ...]]) -> Document:
    """A paper with a table; each row with the places that a cell of the row above covers."""
    lines = [RawLine(HEAD, "title"), RawLine(ADDRESS), RawLine("\t".join(COLUMNS), "row")]
    lines += [RawLine("\t".join(cells), "row", tuple((at, at) for at in hung)) for cells, hung in rows]
    return read_text(RawText("docx", (*lines, *map(RawLine, TAIL.split("\n")))))


def test_a_row_takes_what_its_merged_cells_say_and_the_text_says_it_once() -> None:
    found = hanging(
        (("1", "走访慰问", "发放慰问金", "县民政局", "县财政局", "7月底前"), ()),
        (("2", "开展国防教育", "组织宣讲", "", "县教育局", ""), (3, 5)),
        (("3", "走访烈属", "送上慰问信", "", "—", "8月底前"), (3,)),
    )
    assert [(task.lead, task.support, task.deadline and task.deadline.date) for task in found.tasks] == [
        (("县民政局",), ("县财政局",), "2024-07-31"),
        (("县民政局",), ("县教育局",), "2024-07-31"),
        (("县民政局",), (), "2024-08-31"),
    ]
    assert found.text.count("县民政局") == 1
    assert found.text[found.tasks[1].start : found.tasks[1].end] == "2\t开展国防教育\t组织宣讲\t\t县教育局\t"


def test_an_empty_cell_that_is_not_merged_takes_nothing() -> None:
    found = hanging(
        (("1", "走访慰问", "发放慰问金", "县民政局", "县财政局", "7月底前"), ()),
        (("2", "开展国防教育", "组织宣讲", "县教育局", "", ""), ()),
    )
    assert (found.tasks[1].support, found.tasks[1].deadline) == ((), None)


def test_further_units_of_a_merged_task_join_it() -> None:
    found = hanging(
        (("1", "走访慰问", "发放慰问金", "县民政局", "县财政局", "7月底前"), ()),
        (("", "", "", "", "县双拥办", ""), (0, 1, 2, 3, 5)),
        (("2", "开展国防教育", "组织宣讲", "县教育局", "—", "长期坚持"), ()),
    )
    visit, lessons = found.tasks
    assert (visit.task, visit.lead, visit.support) == ("走访慰问", ("县民政局",), ("县财政局", "县双拥办"))
    assert found.text[visit.start : visit.end].endswith("县双拥办\t")
    assert lessons.lead == ("县教育局",)


def test_a_merged_task_with_measures_and_units_of_each_row_is_one_for_each() -> None:
    found = hanging(
        (("1", "改善训练条件", "整修进出道路", "县交通局", "县供电公司", "6月30日前"), ()),
        (("2", "", "处理周边噪声纠纷", "县环保局", "", "9月底前"), (1, 4)),
    )
    assert [(task.task, task.measures, task.lead, task.support) for task in found.tasks] == [
        ("改善训练条件", ("整修进出道路",), ("县交通局",), ("县供电公司",)),
        ("改善训练条件", ("处理周边噪声纠纷",), ("县环保局",), ("县供电公司",)),
    ]
