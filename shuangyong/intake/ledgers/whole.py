"""What an old table says once for all of its rows: above its heading (填报单位：东河镇), or in its title (春节走访)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.columns import Column
from shuangyong.intake.ledgers.sheets import Cell, Rows

UNITS = ("part", "unit", "units")
TYPES = (*UNITS, "choice", "date", "yes_no")
"""What may be the same for a whole table; a name or a sum is each row's own."""
_UNIT = re.compile(r"(?:填报|填表|制表|上报|报送|登记)?单位(?:名称)?(?:[（(]盖?章[)）])?[:：](.*)")
_STAMP = re.compile(r"[（(]盖?公?章[)）]")


def said_once(above: Rows, title: str, asked: Iterable[Column]) -> dict[str, str]:
    """Column to the text that stands for every row, of those that no column of the table names.

    The unit that filled the table in goes to the first that asks for one. A choice is taken from the title where it
    names exactly one.
    """
    found: dict[str, str] = {}
    unit = _unit(above)
    for column in asked:
        if column.type in UNITS and unit:
            found[column.key], unit = unit, ""
        elif column.type == "choice":
            named = [choice for choice in column.choices if choice in title]
            if len(named) == 1:
                found[column.key] = named[0]
    return found


def _unit(above: Rows) -> str:
    for row in above:
        texts = list(dict.fromkeys(text_of(cell) for cell in row if cell != ""))
        for text, following in zip(texts, [*texts[1:], ""], strict=True):
            said = _UNIT.fullmatch(text)
            if said:
                return _STAMP.sub("", said[1].strip() or following).strip()
    return ""


def filled(cells: Mapping[str, Cell], whole: Mapping[str, str]) -> dict[str, Cell]:
    """A row's cells with what the table says once."""
    return {**{key: text for key, text in whole.items() if key not in cells}, **cells}


def never_reads(column: Column, cells: Collection[str]) -> bool:
    """Whether a column of choices says nothing of what may be chosen: then it is another one (类别 of persons)."""
    said = [text for text in cells if text]
    return bool(column.choices and said) and not any(text in column.choices for text in said)
