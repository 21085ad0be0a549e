"""What a desk officer reads when 办结 is not offered: what there is, what there should be, what is still lacking."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shuangyong.rules.expressions import Label, Type, explain, read

TYPES = {
    "proofs.result": Type.NUMBER,
    "clocks.term.overdue": Type.NUMBER,
    "steps.report": Type.NUMBER,
    "accepted_on": Type.DATE,
    "deadline": Type.DATE,
    "born": Type.DATE,
    "stage": Type.TEXT,
    "amount": Type.NUMBER,
    "urgent": Type.YES_NO,
    "towns": Type.LIST,
}
LABELS: dict[str, Label | str] = {
    "proofs.result": "办理结果的印证材料",
    "clocks.term.overdue": "完成时限超期",
    "steps.report": "反馈",
    "accepted_on": "受理日期",
    "deadline": "完成时限",
    "born": "出生日期",
    "stage": Label("办理状态", choices={"doing": "办理中", "done": "已办结"}),
    "amount": Label("补助金额", fen=True),
    "urgent": "是否紧急",
    "towns": "涉及乡镇",
}
RECORD: dict[str, Any] = {
    "proofs.result": 0,
    "clocks.term.overdue": 3,
    "steps.report": 2,
    "deadline": date(2026, 8, 1),
    "born": "2008-09-01",
    "stage": "doing",
    "amount": 123450,
    "urgent": False,
    "towns": ["青禾镇", "柳溪镇"],
    "today": date(2026, 8, 20),
}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("proofs.result >= 1", "办理结果的印证材料有0份，应不少于1份：不满足。"),
        ("1 <= proofs.result", "办理结果的印证材料有0份，应不少于1份：不满足。"),
        ("not proofs.result >= 1", "办理结果的印证材料有0份，应少于1份：满足。"),
        ("clocks.term.overdue < 3", "完成时限超期为3天，应少于3天：不满足。"),
        ("steps.report == 2", "反馈为2次，应等于2次：满足。"),
        ("accepted_on <= today", "缺少“受理日期”，无法判断。"),
        ("accepted_on + days(3) <= deadline", "缺少“受理日期”，无法判断。"),
        ("deadline >= today", "完成时限为2026年8月1日，应不早于今天（2026年8月20日）：不满足。"),
        ("deadline + days(30) >= today", "完成时限之后30日为2026年8月31日，应不早于今天（2026年8月20日）：满足。"),
        ("deadline - months(18) < 2026-01-01", "完成时限之前18个月为2025年2月1日，应早于2026年1月1日：满足。"),
        ("min(deadline, today) == today", "完成时限、今天中最早的为2026年8月1日，应是今天（2026年8月20日）：不满足。"),
        ("amount * 0.6 > 100000", "补助金额乘0.6为740.7元，应多于1000元：不满足。"),
        ("age(born, today) >= 18", "按出生日期计算到今天的年龄为17周岁，应不少于18周岁：不满足。"),
        ("year(deadline) == 2026", "完成时限的年份为2026，应等于2026：满足。"),
        ("stage == 'done'", "办理状态为“办理中”，应是“已办结”：不满足。"),
        ("stage in ['doing', 'done']", "办理状态为“办理中”，应是“办理中”、“已办结”之一：满足。"),
        ("not stage in ['done']", "办理状态为“办理中”，不应是“已办结”：满足。"),
        ("urgent", "是否紧急为否，应为是：不满足。"),
        ("not urgent", "是否紧急为否，应为否：满足。"),
        ("urgent == false", "是否紧急为否，应为否：满足。"),
        ("contains(towns, '青禾镇')", "涉及乡镇为“青禾镇”、“柳溪镇”，应包含“青禾镇”：满足。"),
        ("count(towns) > 2", "涉及乡镇的项数为2项，应多于2项：不满足。"),
        ("between(amount, 100, 200)", "补助金额为1234.5元，应在1元至2元之间：不满足。"),
        ("accepted_on is known", "还没有“受理日期”，应先有：不满足。"),
        ("deadline is known", "已有“完成时限”：满足。"),
        ("deadline is unknown", "已有“完成时限”，应没有：不满足。"),
        ("amount * amount * amount > 1", "“补助金额”：算出的值超出范围，无法判断。"),
        ("urgent and stage == 'doing'", "是否紧急为否，应为是：不满足；办理状态为“办理中”，应是“办理中”：满足。"),
        (
            "urgent or stage == 'done'",
            "以下有一项满足即可〔1. 是否紧急为否，应为是：不满足；2. 办理状态为“办理中”，应是“已办结”：不满足〕。",
        ),
        (
            "not (urgent or stage == 'done')",
            "是否紧急为否，应为否：满足；办理状态为“办理中”，应不是“已办结”：满足。",
        ),
    ],
)
def test_a_sentence_says_what_there_is_and_what_there_should_be(text: str, says: str) -> None:
    assert explain(read(text, TYPES), RECORD, LABELS).says == says


def test_each_leaf_has_its_own_verdict_and_what_it_lacks() -> None:
    told = explain(
        read("proofs.result == 0 and accepted_on < deadline and not accepted_on is unknown", TYPES), RECORD, LABELS
    )
    assert told.result is False
    assert [sentence.holds for sentence in told.sentences] == [True, None, False]
    assert [sentence.lacks for sentence in told.sentences] == [(), ("accepted_on",), ("accepted_on",)]


def test_a_fact_without_a_label_stands_for_itself() -> None:
    assert explain(read("amount > 5", TYPES), {"amount": 7}, {}).says == "amount为7，应多于5：满足。"
