"""What the eleventh blind lot taught: sentences of papers, each with what it says."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from tests.reader.cast import first, notice


@pytest.mark.parametrize(
    ("sentence", "lead", "support"),
    [
        ("各成员单位会后一周内要专题传达会议精神。", ("各成员单位",), ()),
        ("各乡镇（街道）、县直各单位请于4月10日前将活动情况报县双拥办。", ("各乡镇（街道）", "县直各单位"), ()),
        (
            "由县退役军人事务局牵头制定方案，县委宣传部、团县委按职责配合。",
            ("县退役军人事务局",),
            ("县委宣传部", "团县委"),
        ),
        ("区委编办要完成人员核定；服务站工作人员不得被抽调从事其他工作。", ("区委编办",), ()),
        ("县城投集团要尽快拆卸旧锅炉。", ("县城投集团",), ()),
        ("县退役军人事务局对缺失材料的，会同同级人武部发函部队补正。", ("县退役军人事务局",), ("同级人武部",)),
    ],
)
def test_who_leads_and_who_supports(sentence: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    task = first(sentence)
    assert (task.lead, task.support) == (lead, support)


@pytest.mark.parametrize(
    "heading",
    [
        "档案审核",
        "举一反三",
        "立行立改",
        "金融拥军暖心行动",
        "领导要到位",
        "在服务上出实招",
        "细化工作措施",
        "浓厚节日氛围",
        "送好喜报",
    ],
)
def test_a_heading_that_names_the_work_is_the_task(heading: str) -> None:
    assert first(f"{heading}。县双拥办要建立台账，县财政局要拨付资金。").task == heading


@pytest.mark.parametrize("heading", ["关于经费", "自查阶段", "整改措施", "会议报名", "随军家属就业安置"])
def test_a_heading_that_names_a_subject_is_not(heading: str) -> None:
    assert first(f"{heading}。县双拥办要建立台账，县财政局要拨付资金。").task == "建立台账"


def test_what_is_nothing_but_a_heading_is_told_by_its_first_clause() -> None:
    task = first("举办专场招聘会，提供岗位300个，9月底前完成。（牵头单位：县人社局；责任单位：县工商联）")
    assert (task.task, task.lead, task.support) == ("举办专场招聘会", ("县人社局",), ("县工商联",))


def test_a_leaders_day_is_no_term_and_whom_he_asks_leads() -> None:
    paper = "领导批示抄清\n清河县双拥工作领导小组办公室　2023年11月8日\n一、县长林海11月7日批示：请县财政局调度资金，确保月底前拨付到位。\n"
    (task,) = read_bytes(paper.encode(), "批示.txt").tasks
    assert task.lead == ("县财政局",)
    assert task.deadline is not None and (task.deadline.text, task.deadline.date) == ("月底前", "2023-11-30")


def test_a_plan_of_two_years_is_not_one_of_the_next() -> None:
    table = "项目\t建设内容\t牵头单位\t完成时限\n双拥林\t栽植纪念林300亩\t州林业局\t3月12日前\n"
    paper = f"湘岭州2025—2026年度社会化拥军行动计划\n一、重点项目\n{table}湘岭州双拥工作领导小组\n2025年1月13日\n"
    (task,) = read_bytes(paper.encode(), "计划.txt").tasks
    assert task.deadline is not None and task.deadline.date == "2025-03-12"


def test_a_period_from_what_happens_to_somebody_has_no_day() -> None:
    term = first("县退役军人事务局要比对信息，对信息不一致的，10个工作日内反馈申请人更正。").deadline
    assert term is not None and (term.text, term.date) == ("10个工作日内", None)


def test_whoever_watches_over_all_items_stands_below_them() -> None:
    body = "一、做好宣传。各镇要印发明白纸。\n二、做好核验。县公安局要比对信息。\n县政府督查室要对办理进度开展抽查，结果报县政府。"
    assert [(task.path, task.lead) for task in notice(body).tasks] == [
        (("一",), ("各镇",)),
        (("二",), ("县公安局",)),
        ((), ("县政府督查室",)),
    ]
