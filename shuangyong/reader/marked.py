"""Tables whose columns are months or bodies and whose cells are marks: what is marked becomes a cell of its own.

任务 | 责任单位 | 4月 | 5月 with √ below a month gives the row's term; 任务 | 县民政局 | 县财政局 with ★ and ○ gives who leads and who helps.
"""

from __future__ import annotations

import re

from shuangyong.reader.names import is_unit

_MARKS = re.compile(r"[√✓✔☑●★▲■◆○☆△□◇◎]")
_HELPS = "○☆△□◇◎"
_ROLES = {
    "牵头": "√",
    "主办": "√",
    "主责": "√",
    "负责": "√",
    "责任": "√",
    "配合": "○",
    "协办": "○",
    "参与": "○",
    "协助": "○",
}
_PERIOD = re.compile(r"(?:20\d\d年)?(?:\d{1,2}月(?:[底末初份]|[上中下]旬)?|第?[一二三四]季度|[上下]半年|20\d\d年)")
_FEWEST = 2
"""So many columns at least are months, or bodies."""
_HEADS = 2
_MOST = 2
"""What is marked in more months than these goes on and on, and sets no term."""


def unfold(rows: list[list[str]]) -> list[list[str]]:
    """The rows with 时间, 牵头单位 and 配合单位 behind them for what their marks say; the same rows where none are marked."""
    if not any(cell in _ROLES or len(cell) == 1 and _MARKS.match(cell) for row in rows for cell in row):
        return rows
    for at, head in enumerate(rows[:_HEADS]):
        for names, holds in (("when", _PERIOD.fullmatch), ("who", is_unit)):
            columns = [place for place, cell in enumerate(head) if holds(cell.replace(" ", ""))]
            columns = [place for place in columns if _is_marked(rows[at + 1 :], place)]
            if len(columns) >= _FEWEST and any(_cell(row, place) for row in rows[at + 1 :] for place in columns):
                return _unfolded(rows, at, columns, names)
    return rows


def _cell(row: list[str], place: int) -> str:
    """The mark in a cell, or nothing where it is left free or is not there."""
    words = row[place].strip() if place < len(row) else ""
    return _ROLES.get(words, words)


def _is_marked(rows: list[list[str]], place: int) -> bool:
    cells = [cell for row in rows if (cell := _cell(row, place))]
    return bool(cells) and all(len(cell) == 1 and _MARKS.match(cell) for cell in cells)


def _unfolded(rows: list[list[str]], at: int, columns: list[int], names: str) -> list[list[str]]:
    head, width = rows[at], max(map(len, rows))
    out = [[*row, *[""] * (width - len(row))] for row in rows]
    for low, row in enumerate(out):
        marked = [(head[place].replace(" ", ""), _cell(row, place)) for place in columns] if low > at else []
        marked = [(name, mark) for name, mark in marked if mark]
        if names == "when":
            row.append(
                "完成时间" if low <= at else "、".join(name for name, _ in marked) if len(marked) <= _MOST else ""
            )
            continue
        helps = [name for name, mark in marked if mark in _HELPS]
        leads = [name for name, mark in marked if mark not in _HELPS] or helps
        row.append("牵头单位" if low <= at else "、".join(leads))
        row.append("配合单位" if low <= at else "、".join(name for name in helps if name not in leads))
    for row in out[at:]:
        for place in columns:
            row[place] = ""
    return out
