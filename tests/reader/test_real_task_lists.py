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
    first_leads = ("财政局",), ("工商联",)
    assert [(task.lead, task.support) for task in found.tasks] == [
        first_leads if note else (("财政局", "工商联"), ()),
    ]


def test_who_is_first_in_a_bracket_leads_and_the_others_support() -> None:
    found = read("工作要点\n一、任务\n1.建立走访台账。（县发改局、县财政局负责，排第一位的为牵头单位，下同）")
    assert [(task.lead, task.support) for task in found.tasks] == [(("县发改局",), ("县财政局",))]


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


# ---------------------------------------------------------------- tables drawn with lines

_DRAWN = """云溪县双拥重点工作任务分解表
┌──────────────┬──────┬──────────┬─────┐
│ 工 作 任 务  │分管领│牵头组织实│完成 │
│              │  导  │施单位    │时限 │
├──────────────┼──────┼──────────┼─────┤
│抓好军人子女入│李明  │县教育局、│6月底│
│学保障        │      │县人社局  │前   │
├──────────────┤      ├──────────┼─────┤
│开展走访慰问驻│      │县双拥办  │7月底│
│军官兵活动    │      │          │前   │
├──────────────┤      │          ├─────┤
│建立优抚对象台│      │          │年底 │
│账            │      │          │前   │
└──────────────┴──────┴──────────┴─────┘
"""


def test_a_table_drawn_with_lines_has_its_rows() -> None:
    found = read(_DRAWN)
    assert found.title == "云溪县双拥重点工作任务分解表"
    assert [(task.task, task.lead, task.deadline and task.deadline.text) for task in found.tasks] == [
        ("抓好军人子女入学保障", ("县教育局", "县人社局"), "6月底前"),
        ("开展走访慰问驻军官兵活动", ("县双拥办",), "7月底前"),
        ("建立优抚对象台账", ("县双拥办",), "年底前"),
    ]


def test_a_drawing_whose_cells_do_not_come_out_even_stays() -> None:
    drawn = "┌────┬────┐\n│走访慰问│县双拥办│县财政局│\n└────┴────┘"
    assert "│走访慰问│县双拥办│县财政局│" in read(f"工作安排\n{drawn}").text


@pytest.mark.parametrize(
    ("columns", "lead", "support"),
    [
        ("主要责任单位\t其他责任单位", ("县民政局",), ("县财政局",)),
        ("市级责任单位\t县级责任单位", ("县民政局", "县财政局"), ()),
        ("责任单位\t协同配合单位", ("县民政局",), ("县财政局",)),
        ("牵头组织单位\t相关责任单位", ("县民政局",), ("县财政局",)),
    ],
)
def test_columns_of_units_by_the_names_that_offices_give_them(
    columns: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    rows = f"序号\t交办事项\t{columns}\n1\t建立台账\t县民政局\t县财政局\n2\t开展走访\t县民政局\t县财政局"
    found = read(f"云溪县双拥工作任务分解表\n{rows}")
    assert {task.lead[:1] for task in found.tasks} == {lead[:1]}
    if support:
        assert {(task.lead, task.support) for task in found.tasks} == {(lead, support)}


# ---------------------------------------------------------------- circulars


@pytest.mark.parametrize(
    "told",
    [
        "大气办督导组在督导过程中发现，个别单位没有制定措施，整改推进缓慢。",
        "督查中发现，部分乡镇未建立台账。",
    ],
)
def test_what_an_inspection_came_upon_is_no_task(told: str) -> None:
    found = read(f"关于督查情况的通报\n一、抓好整改\n{told}各镇要立即整改。")
    assert [(task.measures, task.lead) for task in found.tasks] == [(("立即整改",), ("各镇",))]


def test_what_is_found_may_be_a_case_for_work() -> None:
    found = read("关于督查情况的通报\n一、抓好整改\n检查中发现隐患的，各镇要立即整改。")
    assert [task.lead for task in found.tasks] == [("各镇",)]


@pytest.mark.parametrize(
    ("words", "support"),
    [
        ("各镇要配合好县民政局做好摸底。", ("县民政局",)),
        ("各镇要建立台账，配合好上级督察工作。", ()),
        ("各镇要配合县民政局做好摸底。", ("县民政局",)),
    ],
)
def test_who_is_helped_well(words: str, support: tuple[str, ...]) -> None:
    assert [task.support for task in read(f"关于抓好落实的通知\n一、要求\n{words}").tasks] == [support]


@pytest.mark.parametrize(
    ("told", "measures"),
    [
        ("为了全县的长远发展，各部门要认真做好资料收集工作。", ("认真做好资料收集工作",)),
        ("当前正处于攻坚拔寨、打好翻身仗的关键时期，各镇要建立台账。", ("建立台账",)),
    ],
)
def test_what_leads_up_to_an_order_is_no_measure(told: str, measures: tuple[str, ...]) -> None:
    assert [task.measures for task in read(f"关于抓好落实的通知\n一、要求\n{told}").tasks] == [measures]


def test_who_takes_part_is_no_task_and_a_title_may_say_how_many() -> None:
    found = read(
        "烈士公祭活动方案大全\n一、参加烈士公祭活动人员\n县领导、县直各单位主要领导等。\n"
        "二、职责分工\n1.县委办：下发活动通知。"
    )
    assert found.kind == "plan"
    assert [task.lead for task in found.tasks] == [("县委办",)]


def test_who_came_to_a_branch_of_a_meeting_is_a_list_of_names() -> None:
    found = read("全县视频会在县政府召开，副县长李明主持会议。\n各镇镇长、业务干部在各镇分会场参会。")
    assert found.sentences[-1].verdict == "furniture"


# ---------------------------------------------------------------- what is not to be done


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("不要有畏难情绪。各镇要建立台账。", "有畏难情绪"),
        ("各镇不要搞一刀切，要建立台账。", "搞一刀切"),
        ("各镇不应再报送纸质材料，要建立台账。", "再报送纸质材料"),
    ],
)
def test_what_is_not_to_be_done_is_never_told_to_be_done(words: str, what: str) -> None:
    found = read(f"关于抓好落实的通知\n一、要求\n1.{words}\n2.县民政局要开展走访。")
    first = found.tasks[0]
    assert first.lead == ("各镇",)
    assert "建立台账" in first.measures
    assert not any(told.startswith(what) for told in (first.task, *first.measures))


def test_a_call_not_to_do_something_alone_is_no_task() -> None:
    found = read("关于抓好落实的通知\n一、要求\n1.各镇不要再报送纸质材料。\n2.各镇不得挪用优抚经费。")
    assert [task.task for task in found.tasks] == ["不得挪用优抚经费"]


def test_beside_what_is_to_be_done_it_keeps_its_no() -> None:
    found = read("关于抓好落实的通知\n一、要求\n各单位要建立台账，不要再报送纸质材料。")
    assert "报送纸质材料" not in found.tasks[0].measures


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("全县各街道（镇）、单位要建立台账。", ("全县各街道（镇）", "单位")),
        ("各乡镇、部门要建立台账。", ("各乡镇", "部门")),
    ],
)
def test_behind_all_of_a_kind_departments_are_named(told: str, names: tuple[str, ...]) -> None:
    assert leads(read(f"关于抓好落实的通知\n一、要求\n{told}")) == [names]


def test_a_report_of_a_notice_that_says_what_it_arranges_is_news() -> None:
    assert read("近日，县双拥办下发通知，部署元旦春节期间双拥工作。\n通知要求，各镇要开展走访。").kind == "news"


# ---------------------------------------------------------------- what a report goes on with, what a copy ran together


def test_what_is_due_goes_on_with_what_was_asked() -> None:
    found = read(
        "2024年1月24日，县养殖中心召开整改工作部署会。\n会上强调，应严格落实整改责任制。"
        "县养殖中心做项目实施主体，对照清单自查自纠，并在2月2日之前完成整改报告，报至县政府。"
    )
    assert [(task.lead, task.deadline and str(task.deadline.date)) for task in found.tasks] == [
        (("县养殖中心",), "2024-02-02")
    ]


def test_what_was_done_by_a_day_is_not_asked_for() -> None:
    found = read(
        "2024年1月24日，县养殖中心召开整改工作部署会。\n会上强调，应严格落实整改责任制。"
        "县养殖中心1月20日前完成了自查，共发现问题6个。"
    )
    assert all(task.deadline is None for task in found.tasks)


def test_a_number_in_brackets_follows_a_bracket() -> None:
    found = read(
        "工作要点\n一、任务\n（一）建立台账。（责任单位：县民政局）（二）开展走访。（责任单位：县双拥办）"
        "（三）报送总结。（责任单位：各镇）"
    )
    assert [(task.path, task.lead) for task in found.tasks] == [
        (("一", "(一)"), ("县民政局",)),
        (("一", "(二)"), ("县双拥办",)),
        (("一", "(三)"), ("各镇",)),
    ]


def test_a_number_of_an_article_behind_a_bracket_begins_no_item() -> None:
    found = read("工作要点\n一、任务\n各镇要按照《办法》第三条第（一）项（二）项的规定建立台账。")
    assert [item.number for item in found.outline[0].children] == []


def test_spaces_that_became_marks_of_a_question_go() -> None:
    found = read("双拥工作调度会召开\n? ? 3月9日，云溪县召开双拥工作调度会。\n? ? 县委常委李明主持会议。")
    assert found.meeting is not None
    assert [person.posts for person in found.meeting.chair] == [("县委常委",)]


def test_who_asks_while_he_speaks_is_a_speaker() -> None:
    found = read("3月9日，云溪县召开双拥工作调度会。\n县政协主席李明讲话时要求，各镇要认真落实走访制度。")
    assert found.meeting is not None
    assert [person.name for person in found.meeting.speakers] == ["李明"]


# ---------------------------------------------------------------- days of a report put up later, persons before bodies


@pytest.mark.parametrize(
    ("put_up", "asked", "day"),
    [
        ("2019-05-09", "5月5日前", "2019-05-05"),  # asked for on 29 April, between that day and the page's
        ("2019-05-09", "5月20日前", "2019-05-20"),
        ("2019-05-09", "3月5日前", "2020-03-05"),
    ],
)
def test_terms_of_a_report_count_from_the_day_it_tells_of(put_up: str, asked: str, day: str) -> None:
    found = read(
        f"县长李明督导道路建设\n发布时间：{put_up} 09:11 来源：云溪县融媒体中心\n"
        f"4月29日，县长李明督导道路建设，县交通运输局负责人陪同。\n李明要求，青山镇要在{asked}完成拆迁清表工作。"
    )
    assert [str(task.deadline and task.deadline.date) for task in found.tasks] == [day]


def test_persons_named_before_bodies_that_came_too() -> None:
    found = read(
        "5月31日，云溪县召开双拥工作会议。\n县领导李明、王国强以及相关乡镇（街道）、县直单位主要负责同志参加会议。"
    )
    assert found.meeting is not None
    assert [person.name for person in found.meeting.attendees] == ["李明", "王国强"]


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        ("进展情况实行月通报制度，各责任单位每月25日前报送进度。", 2),
        ("为掌握情况，县民政局5月25日前已报送进度。", 1),
        ("进展情况实行月通报制度，按月公布。", 1),
    ],
)
def test_a_unit_may_be_due_behind_what_leads_up_to_it(words: str, tasks: int) -> None:
    found = read(f"关于要求报送进展情况的通知\n局属各单位：\n{words}\n各科室要开展走访。\n县交通运输局\n2022年2月15日")
    assert len(found.tasks) == tasks


# ---------------------------------------------------------------- a table whose units have lines of their own

_OF_PEOPLE = ("序号", "民生实事", "责任单位", "完成时限")
_UNITS_APART = (
    ("1", "建设烈士陵园提升工程。", "县退役军人局", "县住建局", "县项目指挥部", "12月底前"),
    ("2", "新建军人驿站2座。", "县住建局", "9月投入使用"),
    ("3", "开工建设荣军公寓。", "县民政局", "5月底前动工", "开工建设老年大学。", "12月底前"),
)


def test_units_on_lines_of_their_own_belong_to_one_row() -> None:
    found = read(
        "\n\n".join(("云溪县2025年民生实事任务分解表", *_OF_PEOPLE, *(cell for row in _UNITS_APART for cell in row)))
    )
    assert [(task.task, task.lead) for task in found.tasks] == [
        ("建设烈士陵园提升工程", ("县退役军人局", "县住建局", "县项目指挥部")),
        ("新建军人驿站2座", ("县住建局",)),
        ("开工建设荣军公寓", ("县民政局",)),
        ("开工建设老年大学", ("县民政局",)),
    ]
    assert [task.deadline and task.deadline.text for task in found.tasks] == [
        "12月底前",
        "9月投入使用",
        "5月底前动工",
        "12月底前",
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ("序号", "民生实事", "责任单位", "完成时限", "1", "新建驿站。", "12月底前", "2", "新建窗口。", "6月底前"),
        (
            "序号",
            "民生实事",
            "牵头单位",
            "配合单位",
            "1",
            "新建驿站。",
            "县住建局",
            "县民政局",
            "县财政局",
            "2",
            "新建窗口。",
            "县人社局",
        ),
        (
            "序号",
            "民生实事",
            "责任单位",
            "完成时限",
            "1",
            "新建驿站。",
            "县住建局",
            "12月底前",
            "5",
            "新建窗口。",
            "县人社局",
            "6月",
        ),
    ],
)
def test_a_table_whose_rows_cannot_be_told_stays_as_it_stands(cells: tuple[str, ...]) -> None:
    assert "\t" not in _stacked(*cells).text
