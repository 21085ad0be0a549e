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


# ---------------------------------------------------------------- days on which something came to pass


@pytest.mark.parametrize(
    "told",
    [
        "3月21日，邻省一化工企业发生爆炸事故，造成重大损失。",
        "6月12日凌晨，邻县一企业发生火灾，2人遇难。",
        "今年5月8日，某镇2名学生溺水身亡。",
    ],
)
def test_the_day_of_an_accident_is_no_term(told: str) -> None:
    found = read(
        "在全县安全生产会议上的讲话\n（2024年6月20日）\n同志们：\n一、抓好排查\n"
        f"{told}各镇要组织开展隐患排查。\n二、落实责任\n县教育局要建立台账。"
    )
    assert [(task.lead, task.deadline) for task in found.tasks][:1] == [(("各镇",), None)]


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("7月20日，举行军民联欢活动。各镇要组织退役军人参加。", "7月20日"),
        ("6月30日前，各镇要组织开展隐患排查。", "6月30日前"),
    ],
)
def test_the_day_of_what_is_asked_for_stays_its_term(words: str, term: str) -> None:
    found = read(f"在全县双拥工作会议上的讲话\n（2024年6月20日）\n同志们：\n一、抓好落实\n{words}")
    assert [task.deadline and task.deadline.text for task in found.tasks] == [term]


# ---------------------------------------------------------------- scripts of whoever chairs


def test_whoever_chairs_a_meeting_speaks_and_calls_up() -> None:
    found = read(
        "市委决定今天在这里召开全市防汛工作会议。\n下面，先举行第一项议程，请王副市长作工作报告。\n"
        "下面，举行第二项议程，签订责任书。\n请市交通局负责人上台（市水利局准备）。\n"
        "下面，举行第三项议程，请李市长讲话。\n各镇要在6月底前完成隐患排查。"
    )
    assert found.kind == "speech"
    assert [task.task for task in found.tasks] == ["完成隐患排查"]


def test_a_report_of_a_meeting_stays_news() -> None:
    assert read("今天，全市防汛工作会议召开。\n会议要求，各镇要在6月底前完成隐患排查。").kind == "news"


# ---------------------------------------------------------------- what a page's title does not say


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2021年县政府重点工作（云政发〔2021〕2号）", "notice"),
        ("云溪县双拥工作实施方案", "plan"),
    ],
)
def test_what_is_sent_to_those_addressed_is_a_notice(title: str, kind: str) -> None:
    found = read(
        f"{title}\n来源：云溪县政府 2021-03-23 10:56\n各乡镇人民政府、县直各单位：\n"
        "《2021年重点工作分解》已经县人民政府同意，现印发给你们，请认真抓好落实。\n一、细化方案。县民政局要制定实施方案。"
    )
    assert found.kind == kind


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("县政府重点工作任务实行分线领导牵头负责制。各镇要建立台账。", ("各镇",)),
        ("县民政局重点排查困难家庭，建立台账。", ("县民政局",)),
    ],
)
def test_whose_work_it_is_tells_nobody(words: str, lead: tuple[str, ...]) -> None:
    assert leads(read(f"关于抓好落实的通知\n一、强化落实。{words}")) == [lead]


@pytest.mark.parametrize(
    ("words", "task"),
    [
        (
            "为确保集中行动的顺利开展，组织一次动员培训。",
            "为确保集中行动的顺利开展，组织一次动员培训",
        ),
        ("为烈属修缮住房，8月底前完工。", "为烈属修缮住房"),
    ],
)
def test_what_it_is_for_goes_with_what_is_to_be_done(words: str, task: str) -> None:
    assert [found.task for found in read(f"走访活动方案\n一、工作任务\n（一）{words}").tasks] == [task]
