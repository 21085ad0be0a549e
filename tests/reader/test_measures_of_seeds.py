"""Clauses that tell how things are start no action, nor does a subject that a comma parts from its 要."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes

HEAD = "清河县双拥工作领导小组办公室关于做好迎检工作的通知\n各成员单位：\n"
TAIL = "\n清河县双拥工作领导小组办公室\n2026年3月1日\n"


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        (
            "省级双拥模范县每四年创建一次，即将迎接考评，各成员单位要列出清单补齐短板。",
            ("列出清单补齐短板",),
        ),
        ("节日期间防火压力增加，各镇要加强巡查。", ("加强巡查",)),
        ("领导小组各成员单位，要加强工作调度，完善工作台账。", ("加强工作调度", "完善工作台账")),
        (
            "各镇要自觉增强大局意识，自觉站在全局的高度，全力配合部队做好移交工作。",
            ("自觉增强大局意识", "自觉站在全局的高度", "全力配合部队做好移交工作"),
        ),
        ("各镇要形成协调联动，齐抓共管的格局，落实属地责任。", ("形成协调联动", "落实属地责任")),
    ],
)
def test_what_starts_no_action_is_no_measure(words: str, measures: tuple[str, ...]) -> None:
    document = read_bytes((HEAD + words + TAIL).encode(), "notice.txt")
    assert document.tasks[0].measures == measures
