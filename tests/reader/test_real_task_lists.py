"""Papers that lists of tasks are made from, as sites print them: tables cell by cell, who leads, what is only reported."""

from __future__ import annotations

import pytest

from shuangyong.reader.model import Document
from tests.reader.cast import read

_HEADING = ("序号", "重点工作任务", "主要责任单位", "协同配合单位")
_ROWS = (
    ("3", "新建军人服务窗口12个。", "县人社局", "县卫健局、县交通局，各乡镇人民政府、街道办事处。"),
    ("8", "举办退役军人专场招聘会4场。", "县退役军人事务局", "县工商联。"),
    ("12", "完成立功喜报送达工作。", "县人武部", "县融媒体中心"),
)


def leads(found: Document) -> list[tuple[str, ...]]:
    return [task.lead for task in found.tasks]


# ---------------------------------------------------------------- a table that lost its bars


def _stacked(*cells: str) -> Document:
    return read("\n\n".join(("云溪县2025年双拥重点工作任务分解表", *cells)))


@pytest.mark.parametrize("section", ["", "二、全力优服务，筑牢军民根基"])
def test_a_table_left_cell_by_cell_without_bars_has_its_rows(section: str) -> None:
    cells = [*_ROWS[0], *filter(None, [section]), *_ROWS[1], *_ROWS[2]]
    found = _stacked(*_HEADING, *cells)
    assert [task.task for task in found.tasks] == [
        "新建军人服务窗口12个",
        "举办退役军人专场招聘会4场",
        "完成立功喜报送达工作",
    ]
    assert leads(found) == [("县人社局",), ("县退役军人事务局",), ("县人武部",)]
    assert found.tasks[0].support == ("县卫健局", "县交通局", "各乡镇人民政府", "街道办事处")


def test_a_last_row_that_is_cut_off_makes_no_task_of_the_others_words() -> None:
    found = _stacked(*_HEADING, *_ROWS[0], *_ROWS[1], "12", "完成立功喜报")
    assert [task.lead for task in found.tasks][:2] == [("县人社局",), ("县退役军人事务局",)]


@pytest.mark.parametrize(
    "cells",
    [
        (*_HEADING, "3", "新建窗口12个。", "8", "举办招聘会4场。"),  # rows that lack their units
        ("序号", "姓名", "职务", "备注", "1", "王军", "主任", "", "2", "李明", "科员", ""),
        ("序号", "重点工作任务", "县人社局要新建窗口12个。", "县卫健局要开展义诊。"),
    ],
)
def test_what_does_not_come_out_even_stays_as_it_stands(cells: tuple[str, ...]) -> None:
    assert "\t" not in _stacked(*cells).text


# ---------------------------------------------------------------- who is told


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("县财政局、各县、市、区政府", ("县财政局", "各县、市、区政府")),
        ("各州、市、县退役军人事务局", ("各州、市、县退役军人事务局",)),
        ("各市、县财政局", ("各市、县财政局",)),
        ("县财政局、县民政局", ("县财政局", "县民政局")),
    ],
)
def test_a_level_belongs_to_the_name_behind_it(words: str, names: tuple[str, ...]) -> None:
    assert leads(read(f"工作要点\n一、重点任务\n1.建立台账。\n责任单位：{words}。")) == [names]


@pytest.mark.parametrize(
    "note",
    [
        "（列第一位者为牵头或汇总单位，下同）",
        "（排在首位的为牵头单位，下同）",
        "（首位为牵头单位）",
        "",
    ],
)
@pytest.mark.parametrize("form", ["\n责任单位：{}", "（责任单位：{}）"])
def test_what_is_said_of_the_order_of_names_is_no_name(note: str, form: str) -> None:
    found = read(f"工作要点\n一、重点任务\n1.建立走访台账。{form.format('财政局、工商联' + note)}")
    assert leads(found) == [("财政局", "工商联")]


def test_who_is_first_in_a_bracket_is_told_with_the_others() -> None:
    found = read("工作要点\n一、任务\n1.建立走访台账。（县发改局、县财政局负责，排第一位的为牵头单位，下同）")
    assert [(task.lead, task.support) for task in found.tasks] == [(("县发改局", "县财政局"), ())]


@pytest.mark.parametrize(
    ("words", "support"),
    [
        ("各责任单位要主动配合牵头单位制定方案。", ()),
        ("县民政局要配合县财政局制定方案，6月底前报县政府。", ("县财政局",)),
    ],
)
def test_the_leading_unit_is_nobody_by_name(words: str, support: tuple[str, ...]) -> None:
    assert [task.support for task in read(f"关于做好工作的通知\n一、要求\n{words}").tasks] == [support]


# ---------------------------------------------------------------- what is only reported or looked up elsewhere


@pytest.mark.parametrize("who", ["李明", "县民政局", "???", "县住建局负责人"])
def test_what_was_reported_at_a_meeting_is_no_task(who: str) -> None:
    found = read(
        f"关于治理后坡的会议纪要\n一、{who}汇报前期准备情况：险情出现后，及时组织干部撤离，组织专家勘测。\n"
        "二、会议议定\n1.县住建局要在6月底前完成治理。"
    )
    assert [task.task for task in found.tasks] == ["完成治理"]


@pytest.mark.parametrize("words", ["县民政局要汇报慰问情况。", "按月汇报工作进展。", "及时汇报险情处置情况。"])
def test_to_report_may_be_asked_for(words: str) -> None:
    found = read(f"关于治理后坡的会议纪要\n一、会议议定\n1.{words}\n2.县住建局要在6月底前完成治理。")
    assert len(found.tasks) == 2


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        ("人员分组安排具体见附件1。", 0),
        ("具体安排详见附件2。", 0),
        ("各镇要上报名册，样表见附件3。", 1),
    ],
)
def test_where_it_stands_is_nothing_to_be_done(words: str, tasks: int) -> None:
    assert len(read(f"关于开展督查的通知\n一、有关事项\n{words}").tasks) == tasks


# ---------------------------------------------------------------- a task's words


@pytest.mark.parametrize(
    ("words", "task"),
    [
        (
            "要在认真、深入检查的基础上，客观全面、实事求是地进行总结，于2月15日前报县安委办。",
            "在认真、深入检查的基础上，客观全面、实事求是地进行总结",
        ),
        ("要在摸清底数的基础上，建立台账。", "在摸清底数的基础上，建立台账"),
    ],
)
def test_on_what_ground_is_not_what_is_to_be_done(words: str, task: str) -> None:
    assert [found.task for found in read(f"关于开展检查的通知\n一、要求\n（一）{words}").tasks] == [task]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("要深入各行业领域、各类企业和人员密集场所开展大检查。", "task"),
        ("要深入人心。", "exhortation"),
    ],
)
def test_where_one_goes_to_do_it_stands_before_the_verb(words: str, verdict: str) -> None:
    found = read(f"关于开展检查的通知\n一、要求\n{words}")
    assert found.sentences[-1].verdict == verdict


# ---------------------------------------------------------------- the head of a page


def test_a_body_may_stand_first_among_those_addressed() -> None:
    found = read("云溪经济开发区，各街道办事处，各区直部门，各有关单位：\n经区政府同意，现将方案印发给你们。")
    assert [part.verdict for part in found.sentences][:1] == ["furniture"]


@pytest.mark.parametrize(("label", "stays"), [("市政府重点工作及责任分解", False), ("双拥动态", False)])
def test_the_room_before_a_title_is_no_part_of_it(label: str, stays: bool) -> None:
    title = "云溪市人民政府关于2020年重点工作分解的通知"
    found = read(f"【{label}】{title}\n各县（区）人民政府：\n要抓好走访慰问。\n云溪市人民政府\n2020年2月3日")
    assert (found.title, found.origin) == (title, "云溪市人民政府")
    assert (label in (found.title or "")) is stays
