"""A table of tasks goes round as a paper and comes back to be taken in: it says what it said, and nothing of its own."""

from __future__ import annotations

import io

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.model import Document
from shuangyong.reports import task_table

NOTICE = """清河县双拥工作领导小组办公室关于做好冬季走访慰问工作的通知

各乡镇人民政府，县双拥工作领导小组各成员单位：
一、认真组织走访慰问
（一）摸清底数。由县退役军人事务局牵头，县民政局、县财政局配合，12月10日前完成困难退役军人摸底，建立台账。
（二）开展走访。各乡镇要在节前走访慰问驻县部队和优抚对象，帮助解决实际困难。
二、营造浓厚氛围
要广泛宣传双拥先进典型，开设专栏。

清河县双拥工作领导小组办公室
2026年11月20日
"""
SPEECH = (
    "在双拥工作会议上的讲话\n同志们：\n一、县教育局要在6月底前完成摸底，建立台账。\n二、各乡镇要走访慰问优抚对象。\n"
)


def _again(first: Document) -> Document:
    paper = io.BytesIO()
    task_table.write_docx([first], paper)
    return read_bytes(paper.getvalue(), "任务分解表.docx")


@pytest.mark.parametrize("text", [NOTICE, SPEECH], ids=["notice", "speech"])
def test_the_paper_of_a_table_is_read_as_the_tasks_it_holds(text: str) -> None:
    """The line that explains the grey cells was a task of the office's, and 文件未明确 the body that issued it."""
    first = read_bytes(text.encode(), "通知.txt")
    back = _again(first)
    assert [(task.task, task.lead, task.support) for task in back.tasks] == [
        (task.task, task.lead, task.support) for task in first.tasks
    ]
    assert [task.deadline and task.deadline.date for task in back.tasks] == [
        task.deadline and task.deadline.date for task in first.tasks
    ]
    assert back.origin == first.origin
