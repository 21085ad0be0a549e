"""Columns of a task table told by what stands in them, where no list knows their headings: 干什么, 谁来干, 节点."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from shuangyong.reader import clauses
from shuangyong.reader.names import is_unit, split_names
from shuangyong.reader.terms import load

Rows = Sequence[Sequence[str]]


class Columns(NamedTuple):
    """How many rows are the heading, and the role of each column that has one."""

    heads: int
    roles: dict[int, str]


ROLES = ("serial", "lead", "support", "deadline", "duty", "problem", "measure", "task", "item", "content")
"""The roles of columns, in the order in which a heading is asked for them."""
_MOST_HEADS = 2
_MOST = 0.7
"""So many of a column's cells have to be of one sort."""
EMPTY = re.compile(r"[\s—\-–－/／无…·]*|[（(]?(?:文件)?(?:尚?未明确|未写明)[）)]?")
"""A cell that says nothing, in whatever words: our own tables mark what a paper left open."""
_WORK = re.compile(r"[，,；;。]|(?<=.)(?=\d[.．、](?!\d))")
_DONE = re.compile(
    "^(?:已|正在|正|基本|完成(?:率|了|\\d)|推进中|未完成|达标|进行中|合格|是$|否$)|完成[^，]{0,8}[，。]?已|(?:开展|组织|完成|举办)了"
)
_WHEN = re.compile(
    r"(?:20\d\d\s*年?)?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月|20\d\d[-./年]|\d{1,2}日|季度|[上下]半年|[年月周]底|每[年月周季半]|全年|长期|常年|持续|即时|立即|尽快|常态|节前|期间|近期|\d+个?(?:工作日|天|月)"
)
_LONGEST_WHEN = 20


def _acts(cell: str) -> bool:
    return not _DONE.search(cell) and any(clauses.demands_action(one.strip()) for one in _WORK.split(cell) if one)


def _answers(cell: str) -> bool:
    names = split_names(re.sub("[；;。\n ]", "、", re.sub(r"[（(][^（）()]*[）)]", "", cell)))
    return bool(names) and all(is_unit(name) for name in names)


def _tells_when(cell: str) -> bool:
    return len(cell) <= _LONGEST_WHEN and _WHEN.search(cell) is not None and not _acts(cell)


_SORTS: tuple[tuple[str, Callable[[str], bool]], ...] = (("who", _answers), ("when", _tells_when), ("what", _acts))


def by_content(rows: Rows) -> Columns | None:
    """The columns of a table of tasks, or None where it is none: work to be done, and beside it who or until when.

    Without a heading both must stand beside it: then nothing else says what the table is for.
    """
    for heads in range(min(_MOST_HEADS, len(rows) - 1) + 1):
        sorts = _sorts_of(rows[heads:])
        if "what" not in sorts.values() or not _fits(rows[heads], sorts):
            continue
        told = set(sorts.values()) & {"who", "when"}
        if len(told) < (1 if heads else 2) or any(_stop().search(cell) for row in rows[:heads] for cell in row):
            return None
        return Columns(heads, _roles(sorts, _names_of(rows[:heads], len(rows[heads]))))
    return None


def _sorts_of(rows: Rows) -> dict[int, str]:
    """What sort of thing nearly every cell of a column holds."""
    out: dict[int, str] = {}
    for at in range(max(map(len, rows))):
        cells = [row[at].strip() for row in rows if at < len(row) and not EMPTY.fullmatch(row[at])]
        for sort, holds in _SORTS:
            if cells and sum(map(holds, cells)) >= _MOST * len(cells):
                out[at] = sort
                break
    return out


def _fits(row: Sequence[str], sorts: dict[int, str]) -> bool:
    """Whether a row is one of the table's own and not its heading: 办什么事 reads like work, but 谁来挑头 is no unit."""
    kinds = dict(_SORTS)
    held = [
        kinds[sort](row[at].strip()) for at, sort in sorts.items() if at < len(row) and not EMPTY.fullmatch(row[at])
    ]
    return 2 * sum(held) > len(held)


def _names_of(heads: Rows, width: int) -> list[str]:
    return ["".join(row[at] for row in heads if at < len(row)).replace(" ", "") for at in range(width)]


def _roles(sorts: dict[int, str], names: list[str]) -> dict[int, str]:
    """牵头, 配合, 措施 in a heading say which of several is which; otherwise the first comes first."""
    out: dict[int, str] = {}
    first = any(_LEADS.search(names[at]) for at, sort in sorts.items() if sort == "who" and at < len(names))
    for at, sort in sorts.items():
        name = names[at] if at < len(names) else ""
        if sort == "when":
            out = {known: role for known, role in out.items() if role != "deadline"} | {at: "deadline"}
        elif sort == "who":
            leads = _LEADS.search(name) is not None if first else loose("lead", name)
            helps = loose("support", name) or not leads and (first or "lead" in out.values())
            out[at] = "support" if helps else "lead"
        elif not loose("group", name):
            out[at] = "measure" if "task" in out.values() else "task"
    if "task" not in out.values():  # 资料类别: whatever it is called, the only column that says what is to be done
        out |= dict.fromkeys([at for at, sort in sorts.items() if sort == "what"][:1], "task")
    return out


_LEADS = re.compile("牵头|主办|主责|挑头")
"""Beside a column of these 责任单位 are those that help."""


@cache
def _loose() -> dict[str, re.Pattern[str]]:
    table = load()["tables"]
    return {role: re.compile("|".join(table[f"loose_{role}"])) for role in ("lead", "support", "group")}


def loose(role: str, name: str) -> bool:
    """Whether a heading holds a word of this role, whatever else it says."""
    return _loose()[role].search(name) is not None


@cache
def _stop() -> re.Pattern[str]:
    return re.compile("|".join(load()["tables"]["no_task"]))
