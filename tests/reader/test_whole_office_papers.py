"""What whole papers of an office (circulars, notices, letters) taught: names, labels, paragraphs below lists. All of them are invented."""

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.model import Document
from shuangyong.reader.units import name_units


def paper(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "paper.txt")


MANY = "县民政局、县财政局、县教育体育局、县人力资源社会保障局、县住房城乡建设局、县交通运输局、县农业农村局、县水利局、县卫生健康局、县应急管理局"


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        # A list longer than the window is cut at a mark, never within a name.
        (f"由{MANY}牵头完成自查。", tuple(MANY.split("、")), ()),
        (f"{MANY}要完成自查。", tuple(MANY.split("、")), ()),
        # What leads to a name or sums a list is no part of it.
        ("由所涉及的县民政局、县财政局等县级主管部门（单位）牵头自查。", ("县民政局", "县财政局"), ()),
        ("由县民政局牵头，其他相关部门（单位）配合。", ("县民政局",), ("其他相关部门（单位）",)),
        ("逾期未清走的院保卫处将对车辆集中处理。", ("院保卫处",), ()),
        ("逾期未报的单位要说明原因。", ("逾期未报的单位",), ()),
        ("连同学校联系人，打包发送。", (), ()),
        # Bodies told by their part in a work are one name; 监理 is such a part and no verb.
        ("勘察、设计单位必须提出建议。监理单位必须到场旁站。", ("勘察、设计单位", "监理单位"), ()),
        ("县民政局、承建单位要到场。", ("县民政局", "承建单位"), ()),
        ("尚未出台办法的省份，要在6月底前出台。", ("尚未出台办法的省份",), ()),
    ],
)
def test_who_is_told(text: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    assert name_units(text) == (lead, support)


@pytest.mark.parametrize(
    "line", ["1.时间：2026年5月8日至14日", "（一）活动时间：2026年5月8日", "2．报名时间：2026年5月8日"]
)
def test_a_numbered_label_is_the_authors_own(line: str) -> None:
    read = paper("关于举办活动周的通知", "各乡镇：", "一、时间和主题", line, "二、内容", "各乡镇要开展走访。")
    assert line in read.text
    assert read.published is None
    assert [item.number for item in read.outline] == ["一", "二"]


def test_a_pages_bar_is_still_taken_out() -> None:
    read = paper(
        "关于举办活动周的通知", "发布时间：2026-05-08 来源：县双拥办", "各乡镇：", "各乡镇要开展走访。", "特此通知。"
    )
    assert "发布时间" not in read.text
    assert str(read.published) == "2026-05-08"


def test_what_all_are_told_below_a_list_of_days_is_no_part_of_its_last_item() -> None:
    read = paper(
        "关于中秋节放假安排的通知",
        "各股室：",
        "1、9月15日至17日放假，共3天。",
        "2、9月14日（周六）上班。",
        "放假期间，各股室要做好安全保卫工作。",
        "假期期间，值班干部要按时到岗，遇有突发情况，要及时报告。",
        "县双拥办",
        "2026年9月10日",
    )
    told = [(task.lead, task.path, task.deadline and task.deadline.date) for task in read.tasks]
    assert told == [(("各股室",), (), None), (("值班干部",), (), None)]


def test_an_item_goes_on_where_the_list_does() -> None:
    read = paper(
        "关于做好节日工作的通知",
        "一、开展走访。",
        "走访期间，各镇要做好登记。",
        "二、组织座谈。",
        "各镇要组织座谈。",
    )
    assert [task.path for task in read.tasks] == [("一",), ("二",)]


def verdicts(text: str) -> list[str]:
    read = paper("关于做好安全工作的通知", "一、风险管控", text)
    return [one.verdict for one in read.sentences if read.text[one.start : one.end].strip() in text]


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("高瓦斯隧道内必须采用防爆灯具。", "task"),
        ("夜间严禁单人值守库房。", "task"),
        ("必须高度重视，必须统一思想。", "exhortation"),
        ("充分利用平台，逐人进行供需匹配。", "task"),
    ],
)
def test_a_rule_in_an_item_that_directs(rule: str, verdict: str) -> None:
    assert verdicts(f"各镇要编制方案。{rule}")[-1] == verdict


@pytest.mark.parametrize(
    ("text", "task", "measures"),
    [
        (
            "为盘活院内车位，消除消防隐患，院办定于2026年6月1日清理车棚，请各科室于5月30日前将废旧车辆移走。",
            None,
            ("盘活", "消除"),
        ),
        ("当前在建工程数量保持在高位，且目前正值汛期，各镇要编制抢险方案。", "编制抢险方案", ("保持", "正值")),
        ("尚未出台办法的省份，要在6月底前出台办法。", "出台办法", ("尚未",)),
    ],
)
def test_what_starts_no_action(text: str, task: str | None, measures: tuple[str, ...]) -> None:
    (read,) = paper("关于做好工作的通知", "各科室：", text).tasks
    assert task is None or read.task == task
    assert not [one for one in (*read.measures, read.task) for word in measures if word in one]


@pytest.mark.parametrize("line", ["全校师生员工：", "全体学生：", "各位考生："])
def test_greeted_by_what_they_are(line: str) -> None:
    read = paper("关于做好安全工作的通知", line, "各班要检查教室。")
    assert next(one.verdict for one in read.sentences if line in read.text[one.start : one.end]) == "furniture"


RECORD = (
    "清河县双拥办主任办公会会议记录",
    "（2026年第3次）",
    "时间：2026年5月27日下午3:00",
    "地点：三楼会议室",
    "主持：方志远",
    "出席人员：",
    "方志远、孟晓云、高　兵",
    "请假人员：",
    "潘子安",
    "一、学习有关理论",
    "孟晓云同志领学。深入梳理这一理论，主要体现在两个方面：一是坚持真抓实干；二是坚持完善制度，建立考评体系。",
    "二、分管领导工作汇报",
    "（一）孟晓云同志汇报优待证工作",
    "1. 优待证：完成第二批发放，推进信息核对。",
    "2. 下步工作：跟进补发办理，填报补发台账。",
    "三、方志远同志讲话",
    "一要抓好走访。各股室要在6月10日前走访烈属。",
    "清河县双拥办",
    "2026年5月27日",
)


def test_a_record_of_a_meeting() -> None:
    read = paper(*RECORD)
    assert read.meeting is not None
    assert (read.meeting.name, read.meeting.date) == ("清河县双拥办主任办公会", "2026-05-27")
    assert [one.name for one in read.meeting.chair] == ["方志远"]
    assert {"孟晓云", "高兵"} <= {one.name for one in read.meeting.attendees}
    assert "潘子安" not in {one.name for one in read.meeting.attendees}
    verdict = {read.text[one.start : one.end].strip(): one.verdict for one in read.sentences}
    assert verdict["方志远、孟晓云、高兵"] == verdict["潘子安"] == "furniture"
    assert [task.path for task in read.tasks] == [("二", "(一)", "2"), ("三", "一要")]


def test_what_a_meeting_is_to_hear_stays_to_be_done() -> None:
    read = paper("关于开好例会的通知", "各科室：", "一、做好汇报工作。各科室要在3月5日前报送汇报材料。")
    assert [task.deadline and task.deadline.date for task in read.tasks] == [None]
    assert read.tasks[0].lead == ("各科室",)


MARKED = (
    "# 清河县双拥办关于开展走访的通知",
    "",
    "<!-- draft -->",
    "**各乡镇：**",
    "",
    "## 一、走访对象",
    "",
    "- 烈属、军属。",
    "",
    "## 二、工作要求",
    "",
    "1. **加强摸底**：各乡镇要在7月20日前完成走访。",
    "> 清河县双拥办",
    "> 2026年7月1日",
)


def test_marks_of_an_editor() -> None:
    read = paper(*MARKED)
    assert not [sign for sign in ("#", "**", "<!--", ">", "draft") if sign in read.text]
    assert read.title == "清河县双拥办关于开展走访的通知"
    assert (read.origin, str(read.published)) == ("清河县双拥办", "2026-07-01")
    assert [item.heading for item in read.outline] == ["走访对象", "工作要求"]
    assert [task.lead for task in read.tasks] == [("各乡镇",)]


@pytest.mark.parametrize("line", ["要做好拥**属、拥**民工作。", "#1号楼要完成改造。", "退役**优抚**人员要登记。"])
def test_signs_that_mark_nothing_up_stay(line: str) -> None:
    from collections import Counter

    from shuangyong.reader.marked_up import without_marks

    lines = ["关于做好工作的通知", "各乡镇：", line]
    assert without_marks(lines, Counter()) == lines


@pytest.mark.parametrize("day", ["X年X月X日", "××××年×月×日", "20XX年X月XX日", "2026年X月X日"])
def test_a_day_that_is_left_open_closes_a_sample(day: str) -> None:
    read = paper("关于开展走访的通知", "各乡镇：", "各乡镇要在7月20日前走访烈属。", "XX县双拥办", day)
    assert read.published is None
    verdict = [read.text[one.start : one.end].strip() for one in read.sentences if one.verdict == "furniture"]
    assert verdict[-2:] == ["XX县双拥办", day.replace("××××", "××××")]


@pytest.mark.parametrize(
    "words",
    ["建议加上办公室共同负责", "考虑职业院校换届事宜", "假如像内科这样的科室报得多", "晓云把上级的录音发给大家"],
)
def test_no_names_of_bodies(words: str) -> None:
    assert name_units(f"{words}。") == ((), ())


def test_who_takes_part_is_no_action() -> None:
    read = paper("关于组织竞赛的通知", "校属各单位：", "一、参加答题的师生，答题前需注册账号，认真填写信息。")
    assert not [one for one in read.tasks[0].measures if one.startswith("参加答题的师生")]
    assert [one.verdict for one in read.sentences][1] == "furniture"


ATTENDED = (
    "清河县双拥办主任办公会会议记录",
    "时间：2026年5月27日",
    "主持人：方志远",
    "出席人员：",
    "方志远　县双拥办主任",
    "孟晓云　副主任，分管优待、褒扬",
    "列席人员：",
    "高兵　办公室主任（负责记录）",
    "议题一：审议走访方案",
    "（一）汇报情况",
    "孟晓云同志汇报方案起草情况。",
    "（二）审议意见",
    "方志远同志：要修改完善后于6月3日前印发。",
    "议题二：主任讲话",
    "一要抓好走访。各股室要在6月10日前走访烈属。",
    "二要守好安全底线，确保平安。",
    "（以下无内容）",
    "清河县双拥办",
    "2026年5月27日",
)


def test_who_came_with_what_each_looks_after_and_subjects_under_their_numbers() -> None:
    read = paper(*ATTENDED)
    assert read.meeting is not None
    came = [(one.name, one.posts) for one in read.meeting.attendees]
    assert came == [("方志远", ("县双拥办主任",)), ("孟晓云", ("副主任",)), ("高兵", ("办公室主任",))]
    assert [(task.path, task.lead) for task in read.tasks] == [(("(二)",), ()), (("一要",), ("各股室",))]
    verdict = {read.text[one.start : one.end].strip(): one.verdict for one in read.sentences}
    assert verdict["孟晓云　副主任，分管优待、褒扬"] == verdict["（以下无内容）"] == "furniture"
    assert verdict["孟晓云同志汇报方案起草情况。"] == "background"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("李明同志：修改完善后印发。", ()),
        ("李明同志总结讲话", ()),
        ("李明同志负责现场接送。", ("李明",)),
        ("各市县自考办应逐份初审。", ("各市县自考办",)),
        ("全体考生要填写登记表。", ("全体考生",)),
    ],
)
def test_who_speaks_is_not_told(text: str, lead: tuple[str, ...]) -> None:
    assert name_units(text)[0] == lead


def test_where_something_takes_place_is_no_task() -> None:
    read = paper(
        "关于组织演练的通知",
        "各股室：",
        "一、演练地点",
        "办公楼、仓库。",
        "二、注意事项",
        "各股室要在集合点清点人数。",
    )
    assert [task.path for task in read.tasks] == [("二",)]


def test_an_answer_that_tells_the_law_asks_nothing() -> None:
    read = paper(
        "对《关于处理违法行为的请示》的复函",
        "云法函〔2025〕6号",
        "清河县司法局：",
        "你局来函收悉。现函复如下：",
        "根据有关法律规定，工作人员侵犯他人合法权益的，一是承担民事责任；二是承担行政责任，即由有关机关依法给予处分。"
        "同时，依照刑法规定，构成犯罪的，还应当承担刑事责任。",
        "省司法厅法规司",
        "2025年7月8日",
    )
    assert read.tasks == ()
    assert (read.origin, str(read.published)) == ("省司法厅法规司", "2025-07-08")


def test_law_beside_an_order_leaves_the_order() -> None:
    (task,) = paper("关于清欠的通知", "各镇：", "根据有关法律规定，各镇要在6月30日前清偿账款。").tasks
    assert task.lead == ("各镇",)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (("内部通报", "云双办〔2026〕7号"), "关于走访情况的内部通报"),
        (("云调简〔2026〕3号",), "关于站点情况的调查简报"),
    ],
)
def test_the_title_stands_below_its_number(above: tuple[str, ...], title: str) -> None:
    read = paper(
        *above,
        title,
        "各镇：",
        "各镇要在6月30日前复核名单。",
        "本通报仅供内部使用，不得外传。",
        "清河县双拥办",
        "2026年6月1日",
    )
    assert read.title == title
    assert len(read.tasks) == 1


def test_what_a_ban_is_about_stands_before_it() -> None:
    task, *_ = paper("关于巡查的通知", "一、对宿舍、旧厂房等封控区域，不得擅自进入。", "二、各镇要每日巡查。").tasks
    assert all("不得" in words for words in (task.task, *task.measures))


def test_what_stands_amiss_is_no_body() -> None:
    assert name_units("相关信息存在互相矛盾之处，需结合实地勘验判断。") == ((), ())


def test_a_meeting_told_by_its_end() -> None:
    read = paper(
        "全县双拥工作大会闭幕",
        "3月18日下午，清河县双拥工作代表大会在完成各项议程后胜利闭幕。县委副书记孟云出席并讲话。",
        "会议强调，各镇要走访烈属。",
    )
    assert read.meeting is not None and read.meeting.name == "清河县双拥工作代表大会"
    other = paper(
        "清河县召开会议",
        "3月15日，全国会议胜利闭幕。3月18日，清河县召开双拥工作会议，县长李明主持。",
        "会议强调，各镇要走访烈属。",
    )
    assert other.meeting is not None and other.meeting.name.endswith("双拥工作会议")
