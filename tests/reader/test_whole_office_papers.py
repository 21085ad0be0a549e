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
