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
