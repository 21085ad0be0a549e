"""Documents made by hand for the tests of reports and of the command line.

The cast: the office of 云溪县 (invented), its plan with three tasks, and a letter that holds none.
"""

from __future__ import annotations

import dataclasses

from shuangyong.reader.model import (
    Deadline,
    Document,
    Item,
    Meeting,
    Person,
    Repair,
    Sentence,
    Source,
    Task,
    Warning,
)

PLAN_TEXT = """\
云溪县2024年双拥工作要点
一、强化组织领导
(一)健全机制。由县双拥办牵头,会同县人武部,6月底前修订《云溪县双拥工作领导小组工作规则》,建立军地联席会议制度,每季度召开一次会议。
(二)压实责任。各成员单位要签订目标责任书。
二、做好双扶宣传
开展“双拥在基层”活动,国庆节前办好巡回宣讲。"""


def _task(start: str, end: str, **fields: object) -> Task:
    first = PLAN_TEXT.index(start)
    last = PLAN_TEXT.index(end, first) + len(end)
    blank: dict[str, object] = {"measures": (), "lead": (), "support": (), "deadline": None, "path": ()}
    return Task(**(blank | fields | {"start": first, "end": last}))  # type: ignore[arg-type]


def _item(number: str, level: int, heading: str, start: str, end: str, *children: Item) -> Item:
    first = PLAN_TEXT.index(start)
    return Item(number, level, heading, first, PLAN_TEXT.index(end, first) + len(end), children)


def plan() -> Document:
    """A plan: one task complete, one with units only, one with nobody named and a term without a day."""
    odd = PLAN_TEXT.index("双扶")
    return Document(
        source=Source("要点.docx", "ab" * 32, "docx"),
        text=PLAN_TEXT,
        repairs=(Repair("traditional", 12), Repair("space", 3)),
        warnings=(Warning(odd, odd + 2, "双扶", "双拥", "不是双拥工作的用语"),),
        kind="plan",
        title="云溪县2024年双拥工作要点",
        origin="云溪县双拥工作领导小组办公室",
        published="2024-03-05",
        secrecy=None,
        meeting=Meeting("云溪县双拥工作会议", "2024-03-01", chair=(Person("李长河", ("县长",)),)),
        outline=(
            _item(
                "一",
                1,
                "强化组织领导",
                "一、",
                "目标责任书。",
                _item("(一)", 2, "健全机制", "(一)", "召开一次会议。"),
                _item("(二)", 2, "压实责任", "(二)", "目标责任书。"),
            ),
            _item("二", 1, "做好双扶宣传", "二、", "巡回宣讲。"),
        ),
        tasks=(
            _task(
                "(一)",
                "召开一次会议。",
                task="修订《云溪县双拥工作领导小组工作规则》,建立军地联席会议制度",
                measures=("修订《云溪县双拥工作领导小组工作规则》", "建立军地联席会议制度", "每季度召开一次会议"),
                lead=("县双拥办",),
                support=("县人武部",),
                deadline=Deadline("6月底前", "2024-06-30"),
                path=("一", "(一)"),
            ),
            _task(
                "(二)",
                "责任书。",
                task="签订目标责任书",
                measures=("签订目标责任书",),
                lead=("各成员单位",),
                path=("一", "(二)"),
            ),
            _task(
                "开展",
                "宣讲。",
                task="开展“双拥在基层”活动",
                measures=("开展“双拥在基层”活动", "办好巡回宣讲"),
                deadline=Deadline("国庆节前", None),
                path=("二",),
            ),
        ),
        sentences=(Sentence(0, len(PLAN_TEXT), "task"),),
        goals=(),
        references=("云溪县双拥工作领导小组工作规则",),
    )


def letter() -> Document:
    """A letter with nothing to do in it and hardly a fact about itself."""
    text = "致全县军属的慰问信\n祝大家节日快乐。"
    blank: dict[str, object] = dict.fromkeys(("repairs", "warnings", "outline", "tasks", "sentences", "goals"), ())
    return dataclasses.replace(
        plan(),
        source=Source("慰问信.txt", "cd" * 32, "txt"),
        text=text,
        kind="other",
        title=None,
        origin=None,
        published=None,
        meeting=None,
        references=(),
        **blank,  # type: ignore[arg-type]
    )


def hostile() -> Document:
    """A plan whose words would be formulas in a sheet and orders to a terminal."""
    text = '=HYPERLINK("http://x")\x1b[31m+1\u202e' + "责任" * 400
    task = Task("=1+1", ("@SUM(A1)", "-2"), ("+县双拥办",), (), Deadline("=尽快", None), ("一",), 0, len(text))
    return dataclasses.replace(
        plan(),
        text=text,
        title="《方案》的通知",
        secrecy="秘密★1年",
        tasks=(task,),
        outline=(),
        warnings=(),
        sentences=(),
    )
