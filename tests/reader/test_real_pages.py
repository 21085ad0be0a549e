"""Pages as sites really print them: what stands over a headline, what a paper ran together, days that are none."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

TITLE = "云溪县双拥工作领导小组办公室关于报送立功喜报台账的通知"
ORDER = "请各镇于2024年9月20日前将送喜报台账报县双拥办。"
SIGNED = "云溪县双拥工作领导小组办公室\n2024年9月2日"
BAR = "发布时间：2024-09-03 10:20 来源：云溪县政府网"


@pytest.mark.parametrize(
    "over",
    [
        "list",
        "双拥工作",
        "list\n通知公告",
        "当前位置：首页 > 双拥之窗\n联系电话：0556-5512345\n投稿邮箱：yx.sy@example.cn",
    ],
)
def test_what_a_page_prints_over_a_headline_is_no_title(over: str) -> None:
    found = read(f"{over}\n{TITLE}\n{BAR}\n各镇人民政府：\n{ORDER}\n{SIGNED}")
    assert (found.title, found.kind) == (TITLE, "notice")
    assert found.text == f"{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}"


def test_a_table_of_facts_behind_bullets_goes_and_its_days_are_kept() -> None:
    facts = (
        "• 索 引 号：AB0123-2024-0007\n• 发布机构：云溪县双拥办\n• 生成日期：2024-09-03 00:00:00\n• 公开方式：政府网站"
    )
    found = read(f"{facts}\n白石镇开展送喜报活动\n来源：白石镇 2024-09-05 09:00\n9月4日，白石镇为3户军人家庭送去喜报。")
    assert (found.title, found.published) == ("白石镇开展送喜报活动", "2024-09-03")
    assert found.text == "白石镇开展送喜报活动\n9月4日，白石镇为3户军人家庭送去喜报。"


def test_labels_whose_values_stand_below_them_go_with_those() -> None:
    rules = "云溪县双拥工作领导小组工作规则"
    facts = "• 索引号：\n6107/2024-001\n• 发文机构：\n云溪县人民政府\n• 发文字号：\n云政发〔2024〕7号\n• 发布日期：\n2024年04月06日 16:34"
    found = read(f"返回顶部\n{rules}\n{facts}\n第一章 总则\n一、领导小组每季度召开一次会议。")
    assert found.text == f"{rules}\n第一章 总则\n一、领导小组每季度召开一次会议。"
    assert (found.kind, found.published, found.origin) == ("rules", "2024-04-06", "云溪县双拥工作领导小组")


@pytest.mark.parametrize(
    "below",
    [
        "来顶一下\n@\n返回首页",
        "文件下载：\n关联文件：",
        "扫一扫在手机打开当前页\n微信\n手机APP",
        "欢迎社会各界积极投稿（yx@example.cn）",
        "中国互联网举报中心",
    ],
)
def test_what_a_page_prints_below_goes(below: str) -> None:
    assert (
        read(f"{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}\n{below}").text
        == f"{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}"
    )


def test_who_signs_behind_the_last_sentence_leads_nothing_and_the_day_is_no_term() -> None:
    """The page lost the paragraphs: what was the signature ran on behind the order."""
    body = "各镇要加强值班，及时规范报送防汛信息。"
    found = read(
        f"云溪县防汛抗旱指挥部关于加强值班的紧急通知\n各镇人民政府：\n{body}云溪县防汛抗旱指挥部 2024年6月19日"
    )
    assert found.text.split("\n")[2:] == [body, "云溪县防汛抗旱指挥部", "2024年6月19日"]
    assert found.published == "2024-06-19"
    assert [(task.lead, task.deadline) for task in found.tasks] == [(("各镇",), None)]


def test_a_day_that_ends_a_sentence_stays_in_it() -> None:
    found = read(f"{TITLE}\n各镇人民政府：\n请各镇抓紧报送。报送的截止时间为2024年9月20日\n{SIGNED}")
    assert "报送的截止时间为2024年9月20日" in found.text


def test_a_heading_that_ran_on_behind_a_sentence_holds_its_items() -> None:
    found = read(
        "白石镇双拥工作总结及计划\n一、工作情况\n开展走访慰问3次。\n二、存在问题\n1.宣传不够；\n2.台账不全。三、下一步打算\n"
        "1.完善台账。各村要在8月底前补齐优抚对象台账。\n2.加强宣传。镇文化站要组织一次巡回宣讲。"
    )
    assert [item.number for item in found.outline] == ["一", "二", "三"]
    assert [task.lead for task in found.tasks] == [("各村",), ("镇文化站",)]


def test_a_title_that_breaks_off_inside_its_marks_is_whole_again() -> None:
    found = read(f"{TITLE}\n各镇人民政府：\n根据《云溪县人民政府\n关于加强拥军优属工作的意见》要求，{ORDER}\n{SIGNED}")
    assert "根据《云溪县人民政府关于加强拥军优属工作的意见》要求" in found.text
    assert found.references == ("云溪县人民政府关于加强拥军优属工作的意见",)


@pytest.mark.parametrize("day", ["716日，", "7月225日，", "7月40日，", "7月16，", "13月6日，", "716日下午，"])
def test_a_day_that_no_calendar_has_is_told_and_becomes_none(day: str) -> None:
    found = read(
        f"云溪县召开双拥工作会议\n来源：云溪日报 时间：2021年7月18日\n{day}云溪县召开双拥工作会议。县长刘志强主持会议。"
    )
    assert found.meeting is not None
    assert found.meeting.date is None
    assert [doubt.text for doubt in found.warnings] == [day.strip("，下午")]


@pytest.mark.parametrize(
    "words", ["120日内办结", "7月16日，县里", "1、2月份", "3月1、15日", "满365日的", "7月16至20日，集中"]
)
def test_days_and_lengths_that_are_right_are_not_told(words: str) -> None:
    assert read(f"{TITLE}\n各镇人民政府：\n请各镇按照要求{words}开展走访。\n{SIGNED}").warnings == ()


def test_a_term_with_such_a_day_has_no_date() -> None:
    found = read(f"{TITLE}\n各镇人民政府：\n请各镇于9月225日前将台账报县双拥办。\n{SIGNED}")
    assert [task.deadline.date for task in found.tasks if task.deadline] == []
    assert [doubt.text for doubt in found.warnings] == ["9月225日"]
