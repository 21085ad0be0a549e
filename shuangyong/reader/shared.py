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

from shuangyong.reader.labels import is_units_only
from shuangyong.reader.model import Task
from shuangyong.reader.outline import Node
from shuangyong.reader.units import name_units

_BRACKET = re.compile("[（(〔【][^（）()〔〕【】\n]*(?:[（(][^（）()\n]*[）)][^（）()〔〕【】\n]*)*[）)〕】]")
_HEAD = 400
"""Characters of a heading, and of a last item's lines, that are looked at."""


class _Owners(NamedTuple):
    lead: tuple[str, ...]
    support: tuple[str, ...]


def with_shared(text: str, tasks: Sequence[Task], roots: Sequence[Node]) -> list[Task]:
    """The tasks, those that name nobody with the units that stand over or below all of their parent's items."""
    out = list(tasks)
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
