"""Orders as officials of different provinces write them: who is told, who helps, by when.

`orders.psv` holds one order a line: where it stands (N an item of a notice, P a paragraph of one, M an item of minutes,
S an item of a speech; all of Tuesday, 5 March 2024), the order, its term, the day, who leads, who supports. Each was judged
by the contract before the reader read it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangyong.reader.model import Task
from tests.reader.cast import notice, read

ORDERS = (Path(__file__).parent / "orders.psv").read_text("utf-8").splitlines()
NOBODY = "-none-"
"""Stands for who leads where the words direct nobody."""

MINUTES = (
    "清河县双拥工作领导小组会议纪要\n2024年3月5日，县委副书记周明主持召开县双拥工作领导小组会议，研究有关工作。现纪要如下：\n"
    "一、{}\n二、会议要求，各镇要制定方案。\n清河县双拥工作领导小组办公室\n2024年3月5日"
)
SPEECH = (
    "在全县双拥工作会议上的讲话\n周明\n（2024年3月5日）\n同志们：\n今天召开这次会议，主要任务是部署工作。\n"
    "一、{}\n二、各镇要制定方案。"
)


def _tasks(place: str, order: str) -> list[Task]:
    if place == "P":
        return list(notice(order).tasks)
    if place == "N":
        found = notice(f"一、工作安排。\n（一）{order}\n（二）各镇要制定方案。")
        return [task for task in found.tasks if task.path[:2] == ("一", "(一)")]
    found = read((MINUTES if place == "M" else SPEECH).format(order))
    return [task for task in found.tasks if task.path[:1] == ("一",)]


def _names(listed: str) -> list[str]:
    return sorted(name for name in listed.split("、") if name)


@pytest.mark.parametrize("case", ORDERS)
def test_who_is_told_and_by_when(case: str) -> None:
    place, order, words, day, lead, support = case.split("|")
    found = _tasks(place, order)
    if lead == NOBODY:
        assert not found
        return
    (task,) = found
    term = task.deadline
    assert ((term.text, term.date) if term else (None, None)) == (words or None, day or None)
    assert (sorted(task.lead), sorted(task.support)) == (_names(lead), _names(support))
