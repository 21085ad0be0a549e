"""Long speeches and work reports, whole: whom they greet, what always holds, whose word is whose order."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document
from tests.reader.cast import read

SPOKE = "在全市教育工作会议上的讲话\n"


def _leads(found: Document) -> list[tuple[str, ...]]:
    return [tuple(task.lead) for task in found.tasks]


def _verdict(found: Document, words: str) -> str:
    return next(one.verdict for one in found.sentences if words in found.text[one.start : one.end])


# ---------------------------------------------------------------- what always holds directs nobody


@pytest.mark.parametrize(
    "maxim",
    [
        "抓教育，就必须抓教师，就必须抓培训。",
        "要想办好一所学校，就需要有一支好队伍。",
        "只有给予教师充分的选择权，才能够有效地调动教师参加培训的积极性。",
    ],
)
def test_a_maxim_is_no_order(maxim: str) -> None:
    found = read(f"{SPOKE}{maxim}\n各校要在6月底前制定培训计划。")
    assert [(task.task, tuple(task.lead)) for task in found.tasks] == [("制定培训计划", ("各校",))]
    assert _verdict(found, maxim[:8]) == "exhortation"


def test_a_maxim_in_a_paragraph_that_directs_is_no_measure_of_it() -> None:
    (task,) = read(f"{SPOKE}只有严管严治，才能保持好的校风。各校要每月检查一次宿舍，建立台账。").tasks
    assert (task.lead, task.measures) == (("各校",), ("每月检查一次宿舍", "建立台账"))


def test_an_order_behind_a_condition_stays_one() -> None:
    (task,) = read(f"{SPOKE}只有底数清楚，才能措施精准，各村要在6月底前完成排查。").tasks
    assert task.lead == ("各村",)
    assert task.deadline is not None and task.deadline.text == "6月底前"


# ---------------------------------------------------------------- who is told


def test_whoever_speaks_for_an_office_tells_it() -> None:
    (task,) = read(f"{SPOKE}作为教育局，我们要抓紧建设培训平台，制定考核办法。").tasks
    assert (task.lead, task.measures) == (("教育局",), ("抓紧建设培训平台", "制定考核办法"))


def test_what_somebody_is_beside_another_subject_takes_nothing_from_him() -> None:
    (task,) = read(f"{SPOKE}作为牵头单位，县文旅局要每月报送进度。").tasks
    assert (task.lead, task.measures) == (("县文旅局",), ("每月报送进度",))


def test_all_those_who_act_while_they_do_something_are_told() -> None:
    (task,) = read(f"{SPOKE}教育行政部门、培训机构、中小学校在安排培训、建立制度时，要核对名册，每月报送进度。").tasks
    assert task.lead == ("教育行政部门", "培训机构", "中小学校")
    assert task.measures == ("核对名册", "每月报送进度")


def test_what_was_done_before_the_order_is_no_measure() -> None:
    (task,) = read(f"{SPOKE}县政府与各乡镇签订了责任书，年终要考核结账，兑现奖惩。").tasks
    assert task.measures == ("考核结账", "兑现奖惩")


def test_a_joint_laboratory_helps_nobody() -> None:
    (task,) = read("2026年工作要点\n一、支持创新。支持重点实验室、山海联合实验室、龙头企业攻关重大任务。").tasks
    assert task.support == ()


# ---------------------------------------------------------------- points, and where they end


def test_the_first_point_stands_behind_its_lead_in() -> None:
    found = read(
        f"{SPOKE}做好下一阶段工作，第一，要守牢安全底线。把要求落实到班组。第二，要提升质效。优化工作衔接。\n第三，要夯实基础。完善岗位标准。"
    )
    assert [item.number for item in found.outline] == ["第一", "第二", "第三"]
    assert [tuple(task.path) for task in found.tasks] == [("第一",), ("第二",), ("第三",)]


def test_a_rank_behind_a_comma_is_no_point() -> None:
    assert read(f"{SPOKE}去年我们苦干实干，第一，是全市的评价。各校要每月报送进度。").outline == ()


@pytest.mark.parametrize("turn", ["各位代表！", "老师们，", "结束语\n同志们，"])
def test_an_item_ends_where_all_are_spoken_to(turn: str) -> None:
    found = read(f"{SPOKE}一、压实责任\n各校要每月建立台账。\n{turn}任务艰巨。让我们团结奋斗！")
    (task,) = found.tasks
    assert (task.lead, task.measures) == (("各校",), ("每月建立台账",))
    assert found.text[task.end :].strip().startswith(turn[:3])


# ---------------------------------------------------------------- what a paper is, and where it comes from


@pytest.mark.parametrize(
    "text",
    [
        "同志们：\n今天，我们召开年度工作会议，主要任务是部署工作。各科室要每月报送进度。\n谢谢大家！",
        "各位领导、老师们、乡亲们：\n上午好！\n今天，我们在这里举行宣传活动。各村组要每月报送进度。",
        "会议就要结束了。这里，我提几点要求，同大家共勉。\n一是带头学习。各支部要每月组织一次学习。\n同志们！让我们团结奋斗！",
    ],
)
def test_a_text_that_greets_its_hearers_is_a_speech(text: str) -> None:
    assert read(text).kind == "speech"


def test_an_appeal_that_greets_is_none() -> None:
    assert read("全院职工同志们：\n今天，职工代表大会召开了。为此，工会发出倡议：\n一、爱岗敬业。").kind == "other"


@pytest.mark.parametrize("above", ["领导讲话", "会议材料之三", "统一思想 真抓实干"])
def test_what_stands_over_a_speech_is_not_its_title(above: str) -> None:
    found = read(f"{above}\n在全县防汛工作会议上的讲话\n（2024年6月3日）\n同志们：\n各乡镇要在6月10日前完成排查。")
    assert (found.kind, found.title) == ("speech", "在全县防汛工作会议上的讲话")
    assert found.meeting is not None and found.meeting.date == "2024-06-03"


def test_who_speaks_over_it_belongs_to_the_title() -> None:
    found = read("中共云溪县委书记\n在全县防汛工作会议上的讲话\n（2024年6月3日）\n同志们：\n各乡镇要完成排查。")
    assert found.kind == "speech"
    assert found.title == "中共云溪县委书记在全县防汛工作会议上的讲话"


def test_a_day_is_nobodys_source() -> None:
    page = "文章来源：2011年5月5日，根据录音整理 作者：某某 发布时间：2011年06月08日 点击数：\n"
    found = read(f"{SPOKE}{page}各校要在6月底前制定培训计划。")
    assert (found.origin, found.published) == (None, "2011-06-08")


# ---------------------------------------------------------------- reports on work


def test_a_report_on_work_says_what_it_is_before_where_it_was_given() -> None:
    found = read(
        "县政府工作报告\n——2024年1月9日在县人民代表大会第四次会议上\n各位代表：\n一、过去一年工作回顾\n新建公路120公里。\n"
        "二、今年工作任务\n（一）抓好项目建设。全年实施重点项目60个。\n（二）抓好乡村振兴。新建高标准农田2万亩。"
    )
    assert found.kind == "summary"
    assert [tuple(task.path) for task in found.tasks] == [("二", "(一)"), ("二", "(二)")]


@pytest.mark.parametrize("line", ["2026年重点工作", "2026年重点工作任务", "今年重点抓好以下工作："])
def test_a_line_without_a_number_heads_what_a_report_plans(line: str) -> None:
    found = read(
        f"政府工作报告\n过去一年工作回顾\n新建公路120公里。\n{line}\n（一）促进消费。落实增收计划，打造一批商圈。"
    )
    assert [(task.task, tuple(task.path)) for task in found.tasks] == [("促进消费", ("(一)",))]


def test_what_a_report_looks_back_on_stays_past() -> None:
    found = read("政府工作报告\n2026年工作回顾\n（一）促进消费。落实增收计划，打造一批商圈。")
    assert found.tasks == ()


# ---------------------------------------------------------------- second look: due by a day, told as done, agendas


@pytest.mark.parametrize(
    ("order", "lead", "term"),
    [
        ("城东区、沙河县要集中精力，务必在2月10日前破案。", ("城东区", "沙河县"), "2月10日前"),
        ("各派出所务必在未来两天内全部清零。", ("各派出所",), "两天内"),
    ],
)
def test_what_is_due_by_a_day_is_asked_for_in_two_characters_too(order: str, lead: tuple[str, ...], term: str) -> None:
    (task,) = read(f"在全市治安工作会议上的讲话\n二、清理积案\n{order}").tasks
    assert task.lead == lead
    assert task.deadline is not None and task.deadline.text == term


def test_what_units_do_behind_what_was_done_was_done_too() -> None:
    found = read(
        f"{SPOKE}我们推进信息化，设备增至31套。各单位围绕设备使用开展探索，推动工作规范。\n各科室要每月培训一次。"
    )
    assert _leads(found) == [("各科室",)]


def test_who_is_told_behind_what_was_done_stays_told() -> None:
    found = read(f"{SPOKE}我们推进信息化，设备增至31套。各科室要每月培训一次，各班组每周排查隐患并上报。")
    assert _leads(found) == [("各科室",)]
    assert found.tasks[0].measures == ("每月培训一次", "每周排查隐患并上报")


def test_what_is_to_come_sets_no_term_and_leads_nobody() -> None:
    found = read(
        f"{SPOKE}一是保持廉洁。要遵守规定，每人签订一份承诺书。\n县人大和县政协将于明年3月换届。各乡镇党委要严格按章程办事，组织一次培训。\n二是抓好学习。各支部要每月学习一次。"
    )
    assert found.tasks[0].deadline is None
    assert found.tasks[0].lead == ("各乡镇党委",)


def test_points_behind_an_agenda_are_not_its_last_items() -> None:
    found = read(
        "环境保护工作会议主持词\n同志们:\n下面进行会议议程:\n一、请县政协某某同志宣读文件。\n二、请县长讲话。\n"
        "同志们:大会的各项议程已经进行完毕。县政府与各乡镇签订了责任书。下面我再强调几点:\n1、认识要到位。\n2、措施要到位。各部门要制定措施。"
    )
    assert [(item.number, len(item.children)) for item in found.outline] == [("一", 0), ("二", 0), ("1", 0), ("2", 0)]


def test_rooms_and_offices_that_a_speaker_asks() -> None:
    found = read(
        f"{SPOKE}对这次座谈，我提三点要求：\n一是请办公室尽快整理成文；\n"
        "二是请教研室和人事科抓紧时间起草关于教师培训工作情况的报告；\n三是请财务科抓紧编制预算。"
    )
    assert _leads(found) == [("办公室",), ("教研室", "人事科"), ("财务科",)]


def test_who_reads_out_and_who_speaks_is_the_order_of_a_meeting() -> None:
    found = read(
        "河道清理动员大会主持词\n同志们：\n今天的会议有两项议程：\n（一）由某副镇长宣读《河道清理工作方案》；\n（二）由作重要讲话。\n"
        "下面我强调几点：各村要在5月底前上报清单。"
    )
    assert _leads(found) == [("各村",)]


def test_a_speech_that_stands_high_is_no_station() -> None:
    found = read(f"{SPOKE}马书记的讲话站在推进新农村建设的高度，阐述了意义，各镇、各站所要对大会战予以重视，制定方案。")
    assert _leads(found) == [("各镇", "各站所")]
    assert "制定方案" in found.tasks[0].measures
    assert not [one for one in found.tasks[0].measures if "站在" in one]


# ---------------------------------------------------------------- what a page, an editor or a conversion left


def test_indents_that_became_question_marks_go() -> None:
    found = read("会议主持词\n?同志们:\n?今天召开会议。\n?一、请县长讲话。\n?二、请各单位于5月底前报送计划。")
    assert "?" not in found.text
    assert [item.number for item in found.outline] == ["一", "二"]
    assert [(repair.kind, repair.count) for repair in found.repairs if repair.kind == "mojibake"] == [("mojibake", 4)]


def test_a_question_mark_of_the_authors_stays() -> None:
    assert "谁来抓?怎么抓?" in read(f"{SPOKE}谁来抓?怎么抓?\n各校要每月检查一次。").text


def test_one_title_marked_as_a_heading_is_marked_up() -> None:
    found = read("# 在动员大会上的讲话\n1999年4月17日\n> 导读\n**各部门要在5月底前报送名单。** 不得拖延。")
    assert (found.kind, found.title, found.published) == ("speech", "在动员大会上的讲话", "1999-04-17")
    assert "*" not in found.text and ">" not in found.text


def test_a_collections_own_title_is_no_link() -> None:
    links = "2024年工作总结(精选5篇)\n校长开学讲话稿(精选9篇)"
    found = read(f"中学校长讲话稿(精选5篇)\n老师们：\n各班主任要在3月5日前报送名单。\n{links}")
    assert found.title == "中学校长讲话稿(精选5篇)"
    assert found.text.endswith("名单。")


def test_a_pages_column_is_nobodys_source() -> None:
    page = "时间:2024-10-06 07:19:44 会议讲话\n\n"
    assert read(f"开学全体教师会议校长讲话稿\n\n{page}各位老师要在开学前制定计划。").origin is None
