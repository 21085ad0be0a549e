"""Where somebody stands and where work is done; years that are said in characters, and those that a form leaves open."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

NOTICE = "关于做好双拥工作的通知\n各乡镇人民政府、县直各部门：\n为做好今年双拥工作，现通知如下：\n{}\n云岭县双拥工作领导小组办公室\n{}\n"
"""As papers are signed: 二〇二六年三月一日."""


def tasks(order: str, day: str = "2026年3月1日"):
    return read(NOTICE.format(order, day)).tasks


@pytest.mark.parametrize(
    ("order", "lead"),
    [
        ("各部门在职责范围内抓好政策落实，6月底前完成。", "各部门"),
        ("县财政局在职责范围内落实优抚经费，6月底前到位。", "县财政局"),
        ("县委编办在编制总量内解决接收编制，6月底前完成。", "县委编办"),
        ("县人社局在岗前培训中增设拥军课程，6月底前完成。", "县人社局"),
        ("县教育局在校园内张贴征兵海报，6月底前完成。", "县教育局"),
    ],
)
def test_who_is_told_to_do_something_somewhere_leads(order, lead) -> None:
    [task] = tasks(order)
    assert task.lead == (lead,)
    assert task.task.startswith("在")
    assert task.deadline.date == "2026-06-30"


@pytest.mark.parametrize("day", ["2026年3月1日", "二〇二六年三月一日", "二○二六年三月一日", "二零二六年三月一日"])
@pytest.mark.parametrize(
    "before",
    [
        "根据2025年12月全县双拥工作会议精神，",
        "按照2025年12月18日印发的分工方案，",
        "填表日期：20__年__月__日。",
        "请编制××年工作台账。",
    ],
)
def test_a_signed_year_sets_the_terms(before, day) -> None:
    found = tasks(f"{before}\n县民政局要在6月30日前完成信息采集。", day)
    assert "2026-06-30" in [task.deadline.date for task in found if task.deadline]


def test_a_paper_whose_years_were_taken_out_has_no_day() -> None:
    found = tasks("县民政局要在6月30日前完成20xx年信息采集。", "20xx年3月1日")
    assert [task.deadline.date for task in found if task.deadline] == [None]


@pytest.mark.parametrize(
    ("title", "behind", "date"),
    [
        ("云岭县2026年国防教育月活动实施方案", "", "2026-09-18"),
        ("云岭县国防教育月活动实施方案", "", None),
        ("云岭县2026年冬春季国防教育活动实施方案", "", None),
        ("云岭县2026年国防教育月活动实施方案", "二、2027年继续开展。", None),
    ],
)
def test_a_plan_without_a_day_is_of_the_year_it_is_made_for(title, behind, date) -> None:
    order = "一、县国动办要在9月18日前发布试鸣公告。"
    [task] = [task for task in read(f"{title}\n为办好活动，制定本方案。\n{order}\n{behind}\n").tasks if task.deadline]
    assert task.deadline.date == date


PAGE = "青石镇：一手抓防汛一手抓双拥服务\n本报讯 10月10日，青石镇召开党委会议。\n会议强调，各村要成立巡查队。\n"


@pytest.mark.parametrize(
    "head",
    [
        "云岭日报 | 2023年10月12日 星期四 第03版",
        "云岭日报 2023年10月12日 第3版：要闻",
        "云岭晚报 2023年10月12日 星期四",
    ],
)
def test_the_head_of_a_newspapers_page_says_who_and_when(head) -> None:
    found = read(f"{head}\n{PAGE}")
    assert (found.title, found.origin, found.published) == (PAGE.split("\n")[0], head[:4], "2023-10-12")
    assert found.meeting.date == "2023-10-10"
    assert head not in found.text


@pytest.mark.parametrize(
    "buttons",
    [
        "返回首页 | 无障碍浏览 | 适老模式",
        "【字体：大 中 小】【打印】【关闭】阅读：1023次",
        "【打印】【关闭】 阅读:1023次",
    ],
)
def test_rows_of_buttons_are_no_title(buttons) -> None:
    found = read(f"{buttons}\n{PAGE}")
    assert found.title == PAGE.split("\n")[0]
    assert "打印" not in found.text
    assert "首页" not in found.text


def test_a_list_of_newspapers_days_stays() -> None:
    listed = "附件：媒体报道\n云岭日报 2023年10月12日\n"
    assert "云岭日报 2023年10月12日" in read(f"关于宣传的通知\n各镇：\n各镇要走访。\n{listed}").text
