"""What a paper's own number and its foot tell where it has no day, who signs below a page's number, whom libraries name."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

BODY = "各乡镇：\n现将有关事项通知如下。\n一、悬挂对象。各乡镇要在6月底前核准名单，不落一户。\n二、经费保障。县财政局要足额拨付经费。"


def test_who_signs_right_below_a_pages_number_is_no_running_head() -> None:
    """The first line of a paper was lost with its signature, and with both its issuer."""
    found = read(
        f"云溪县人民政府办公室\n关于做好光荣牌悬挂工作的通知\n云政办函〔2024〕37号\n{BODY}\n－1－\n云溪县人民政府办公室\n2024年12月10日"
    )
    assert found.title == "云溪县人民政府办公室关于做好光荣牌悬挂工作的通知"
    assert found.origin == "云溪县人民政府办公室"
    assert found.text.endswith("云溪县人民政府办公室\n2024年12月10日")
    assert "－1－" not in found.text


MINUTES = "会议纪要\n〔2026〕第3期\n3月2日下午，县委书记高云主持召开专题会议。会议议定以下事项：\n一、关于岗位。县人社局要在5月底前提出计划。\n"


def test_the_year_of_minutes_without_a_day_is_that_of_their_number() -> None:
    found = read(MINUTES)
    assert found.meeting is not None
    assert found.meeting.date == "2026-03-02"
    (task,) = found.tasks
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.date) == ("5月底前", "2026-05-31")


def test_without_a_number_nobody_knows_the_year() -> None:
    found = read(MINUTES.replace("〔2026〕第3期\n", ""))
    assert found.meeting is not None
    assert found.meeting.date is None
    assert found.tasks[0].deadline is not None
    assert found.tasks[0].deadline.date is None


def test_a_foot_that_says_when_it_was_printed_tells_the_day() -> None:
    found = read(f"{MINUTES}本期发：局领导，各科室。\n云溪县退役军人事务局办公室　2026年3月6日印")
    assert found.published == "2026-03-06"


def test_a_speech_whose_title_tells_the_year_has_days() -> None:
    found = read(
        "在2025年“八一”退役军人座谈会上的讲话\n同志们：\n一是县医保局要在8月20日前给代表书面回复；二是县交通运输局要增设座椅。"
    )
    assert found.tasks[0].deadline is not None
    assert found.tasks[0].deadline.date == "2025-08-20"


def test_a_plan_that_opens_with_its_year_has_days() -> None:
    plan = (
        "县双拥工作计划\n{}年是双拥运动七十周年，也是我县新一轮创建的起步之年。\n一、县教育局要在8月1日前完成入学安排。"
    )
    (task,) = read(plan.format(2013)).tasks
    assert task.deadline is not None
    assert task.deadline.date == "2013-08-01"
    (later,) = read(plan.format(2013) + "\n二、2014年的工作另行安排。").tasks
    assert later.deadline is not None
    assert later.deadline.date is None


def test_who_put_a_paper_into_a_library_issued_nothing() -> None:
    found = read(
        f"首页 > 公文 > 工作计划 > 县双拥工作计划（二）\n时间：2013-02-19　投稿：用户4482\n县双拥工作计划\n[上一页] [1] [2] [下一页]\n{BODY}"
    )
    assert (found.origin, found.published) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "信件编号\tXZ20251027003\t来信时间\t2025-10-27 22:14",
        "您对本次回复的评价：○非常满意 ○满意 ○不满意",
    ],
)
def test_what_a_page_of_letters_prints_around_an_answer_goes(line: str) -> None:
    answer = "关于公交优待的回复\n尊敬的网友：\n您好！来信收悉。县交通运输局要在11月20日前张贴提示。\n云溪县退役军人事务局\n2025年11月3日"
    found = read(f"{answer}\n{line}")
    assert line.split("\t", maxsplit=1)[0] not in found.text
    assert found.text == answer


@pytest.mark.parametrize(
    ("item", "lead"),
    [
        ("上半年县财政局要把迟发的资金全部补齐。", ("县财政局",)),
        ("县卫健委要分时段预约，再出现晕倒的，卫健委主任到我办公室说明情况。", ("县卫健委",)),
        ("县双拥办要开展一次专题调研，送文化下乡，形成报告。", ("县双拥办",)),
    ],
)
def test_when_and_where_are_no_part_of_a_name(item: str, lead: tuple[str, ...]) -> None:
    found = read(f"在全县双拥工作会议上的讲话\n（2026年2月9日）\n同志们：\n一、抓落实\n1.{item}\n2.县委办要印发方案。")
    assert found.tasks[0].lead == lead
