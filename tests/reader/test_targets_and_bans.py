"""Targets that somebody answers for, and orders that end in a ban: from plans as sites print them."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

PLAN = "云溪县2024年双拥重点工作责任分工方案"


def test_a_target_with_those_who_answer_for_it_is_a_task_in_its_own_words() -> None:
    """They were told as 牵头单位：县双拥办, or not at all where the section is called 预期目标."""
    found = read(
        f"{PLAN}\n一、主要预期目标\n1.优抚对象满意率达到95%左右。\n牵头单位：县退役军人事务局\n责任单位：各乡镇、县医保局\n"
        "二、基础工作\n1.双拥模范城创建达标。\n牵头单位：县双拥办\n2.报销比例不低于85%。（责任单位：县医保局）"
    )
    assert [(task.path, task.task, task.lead, task.support) for task in found.tasks] == [
        (("一", "1"), "优抚对象满意率达到95%左右", ("县退役军人事务局",), ("各乡镇", "县医保局")),
        (("二", "1"), "双拥模范城创建达标", ("县双拥办",), ()),
        (("二", "2"), "报销比例不低于85%", ("县医保局",), ()),
    ]


def test_a_target_that_nobody_answers_for_is_none() -> None:
    found = read(
        f"{PLAN}\n一、主要预期目标\n1.优抚对象满意率达到95%左右。\n二、基础工作\n1.县双拥办要在5月底前建立台账。"
    )
    assert [task.task for task in found.tasks] == ["建立台账"]


@pytest.mark.parametrize(
    ("behind", "day"),
    [
        ("，清单之外一律不得加设条件", "2024-10-31"),
        ("，任何单位不得截留清单事项", "2024-10-31"),
        ("", "2024-10-31"),
    ],
)
def test_what_is_to_be_done_before_a_ban_is_told(behind: str, day: str) -> None:
    found = read(
        f"{PLAN}\n一、公开事项\n1.实行清单管理。依据省级清单，2024年10月底前编制并公布全县拥军优待事项清单{behind}。"
    )
    (task,) = found.tasks
    assert task.deadline is not None
    assert (task.task, str(task.deadline.date)) == ("实行清单管理", day)
    assert any("编制并公布" in measure for measure in task.measures)


def test_what_something_is_before_a_ban_is_nobodys_task() -> None:
    found = read(f"{PLAN}\n一、严明纪律\n创建双拥模范城是全县军民的共同心愿，任何人不得掉以轻心。")
    assert found.tasks == ()
