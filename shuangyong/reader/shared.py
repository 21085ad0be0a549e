"""Units that several items share: named in a bracket of the heading above them, or on a line of its own below the last.

一、优化服务（责任单位：县人社局） over items of its own names who answers for each of them, and so does （牵头单位：…） below
the last of several items none of which names anybody. A term that stands there is not shared: a parent's is not inherited.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from shuangyong.reader.bare import is_body
from shuangyong.reader.labels import is_units_only
from shuangyong.reader.model import Task
from shuangyong.reader.outline import Node
from shuangyong.reader.subjects import only_units
from shuangyong.reader.units import name_units

_BRACKET = re.compile("[（(〔【][^（）()〔〕【】\n]*(?:[（(][^（）()\n]*[）)][^（）()〔〕【】\n]*)*[）)〕】]")
_HEAD = 400
"""Characters of a heading, and of a last item's lines, that are looked at."""


class _Owners(NamedTuple):
    lead: tuple[str, ...]
    support: tuple[str, ...]


def with_shared(text: str, tasks: Sequence[Task], roots: Sequence[Node]) -> list[Task]:
    """The tasks, those that name nobody with the units that stand over or below all of their parent's items."""
    out = _as_before(_without_labels(text, tasks, roots)) if tasks else []
    if all(task.lead or task.support for task in out):
        return out
    starts = list(map(attrgetter("start"), out))
    for node in _parents(roots):
        low, high = bisect_left(starts, node.start), bisect_left(starts, node.end)
        if low == high:
            continue
        owners = _over(text, node) or _below(text, node, out[low:high])
        for at in range(low, high) if owners else ():
            if owners and not (out[at].lead or out[at].support):
                out[at] = out[at]._replace(lead=owners.lead, support=owners.support)
    return out


_LABEL = re.compile(
    "(?:牵头|责任|配合|协办|主办|承办|实施)(?:单位|部门|领导)|责任人|(?:完成|整改|办结)?(?:时限|期限)|完成时间"
)
_MARKS = re.compile("[^：:。\\n]{0,10}[：:][^。；;\\n]{1,200}[。；;]?")
_SAME = ("同上", "同前")


def _without_labels(text: str, tasks: Sequence[Task], roots: Sequence[Node]) -> list[Task]:
    """（一）主要任务：…（二）责任单位：县应急局。（三）完成时限：6月底前。: the last two say of the first who answers and by when."""
    labels = {
        child.start: node
        for node in _parents(roots)
        for child in node.children
        if _LABEL.fullmatch(child.heading) and _MARKS.fullmatch(text[child.mark.end : child.end].strip())
    }
    labels = {at: above for at, above in labels.items() if _others(tasks, above, labels)}
    if not labels:
        return list(tasks)
    told = [task for task in tasks if task.start in labels]
    out = []
    for task in tasks:
        if task.start in labels:
            continue
        for label in told:
            above = labels[label.start]
            if above.start <= task.start < above.end:
                task = _with_label(task, label)
        out.append(task)
    return out


def _others(tasks: Sequence[Task], above: Node, labels: dict[int, Node]) -> bool:
    """Whether an item holds tasks beside those that labels open."""
    return any(above.start <= task.start < above.end and task.start not in labels for task in tasks)


def _with_label(task: Task, label: Task) -> Task:
    lead = task.lead or tuple(name for name in label.lead if not _LABEL.fullmatch(name))
    return task._replace(lead=lead, support=task.support or label.support, deadline=task.deadline or label.deadline)


def _as_before(tasks: Sequence[Task]) -> list[Task]:
    """责任单位：同上: whoever answers for the task before."""
    out: list[Task] = []
    for task in tasks:
        if out and task.lead and task.lead[0] in _SAME:
            task = task._replace(lead=out[-1].lead)
        if out and task.support and task.support[0] in _SAME:
            task = task._replace(support=out[-1].support)
        out.append(task)
    return out


def owner_above(node: Node | None) -> tuple[str, ...]:
    """The bodies that the heading right above is nothing but: （四）民政局 | 1、起草仪式通知 | 2、布置会场."""
    above = node.parent if node is not None else None
    names = only_units(above.heading) if above is not None else ()
    of_a_kind = above is not None and _OF_A_KIND.fullmatch(above.heading) is not None
    return names if names and (of_a_kind or all(map(is_body, names))) else ()


_OF_A_KIND = re.compile(
    "(?:牵头|轮值|成员|主办|承办|协办|属地|帮扶|参与|施工|用人|各[一-龥]{0,4})(?:单位|部门|乡镇|街道|学校|社区)"
)
"""1.轮值单位。①…②…: a kind of bodies over a list of what they are to do; 责任单位 over a list names them."""


def _parents(roots: Sequence[Node]) -> list[Node]:
    """Items that hold items, the inner before the outer."""
    out: list[Node] = []
    for node in roots:
        if node.children:
            out += _parents(node.children)
            out.append(node)
    return out


def _named(words: str) -> _Owners | None:
    lead, support = name_units(words) if words else ((), ())
    return _Owners(lead, support) if lead or support else None


def _over(text: str, node: Node) -> _Owners | None:
    """Who the heading's brackets, or lines below it and above its first item, say answers."""
    first = node.children[0].start
    if first - node.mark.end > _HEAD or text.find("\n", node.mark.end, first) < 0:
        return None
    head, _, rest = text[node.mark.end : first].partition("\n")
    told = [one.group() for one in _BRACKET.finditer(head) if is_units_only(one.group())]
    told += [line for line in rest.split("\n") if is_units_only(line.strip())]
    return _named("\n".join(told))


def _below(text: str, node: Node, tasks: Sequence[Task]) -> _Owners | None:
    """Who the lines below the last of several items name, where no item names anybody itself."""
    last = node.children[-1]
    if len(node.children) < 2 or any(child.children for child in node.children) or last.end - last.start > 2 * _HEAD:
        return None
    lines = text[last.start : last.end].rstrip().split("\n")
    below = next((at for at in range(len(lines), 1, -1) if not is_units_only(lines[at - 1].strip())), 1)
    if below == len(lines) or any(task.lead or task.support for task in tasks if task.start < last.start):
        return None
    return None if _named("\n".join(lines[:below])) else _named("\n".join(lines[below:]))
