"""Rows below the heading that are no data: sums, notes, who filled it in, numbers without anything behind them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.sheets import Cell

SUM, NOTE, EMPTY, AGAIN = "合计行", "表下的说明", "只有序号，没有内容", "又一次表头"
_SUM = re.compile(r"(?:本页|本表|全[省市县区乡镇]|累计)?(?:合计|总计|小计|共计|累计)[:：]?(?:\d.*)?")
_NOTE = re.compile(
    r"(?:备?注|说明|附注|填表说明|填[表报]人|制表人?|填[表报]单位|审[核批签]人?|复核人?|经办人|(?:单位)?负责人"
    r"|分管领导|主要领导|联系人|联系电话|填[表报](?:日期|时间))(?:[（(][^）)]*[）)])?[:：].*",
    re.DOTALL,
)
_BEGINS = frozenset("本全累合总小共备注说附填制审复经单负分主联")
"""What either begins with: most rows are told by this."""
FEW = 3
"""Columns that are read, from which on a row with one text alone cannot be a row of theirs."""


def aside(cells: Sequence[Cell], names: Sequence[str], used: Collection[int]) -> str:
    """Why a row is no data; "" where it is. `names`: the heading's last line; `used`: places of the columns read."""
    place = 0
    if not cells or cells[0] == "":
        place = next((place for place, cell in enumerate(cells) if cell != ""), -1)
        if place < 0:
            return ""
    if isinstance(cells[place], str) and (why := _by_words(cells, place, names, used)):
        return why
    for at in used:  # a long table spends its time here: the first one that is filled tells
        if at < len(cells) and cells[at] != "":
            return ""
    return EMPTY


def _by_words(cells: Sequence[Cell], place: int, names: Sequence[str], used: Collection[int]) -> str:
    """The same by the first text of the row; the whole row is only looked at where that gives cause."""
    first = "".join(cells[place].split())
    if first[:1] in _BEGINS:
        if _SUM.fullmatch(first):
            return SUM
        if _NOTE.fullmatch(first) and len({text_of(cell) for cell in cells if cell != ""}) <= 1 + len(used) // 2:
            return NOTE
    if place < len(names) and names[place] == text_of(cells[place]) and _is_heading(cells, names):
        return AGAIN
    alone = not any(cell != "" and cell != cells[place] for cell in cells)
    return NOTE if alone and len(used) >= FEW and len(first) > 1 else ""


def _is_heading(cells: Sequence[Cell], names: Sequence[str]) -> bool:
    filled = [(place, text_of(cell)) for place, cell in enumerate(cells) if cell != ""]
    return len(filled) > 1 and all(place < len(names) and names[place] == text for place, text in filled)
