"""What an old table says once for all of its rows: above its heading (填报单位：东河镇), or in its title (春节走访)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.columns import Column
from shuangyong.intake.ledgers.sheets import Cell, Rows

YEAR = Column("@year", "日期没有写年份的，按哪一年", "year")
"""Proposed from the title that names one, for a person to look at; where nothing is said, nothing is guessed."""
UNITS = ("part", "unit", "units")
TYPES = (*UNITS, "choice", "date", "yes_no")
"""What may be the same for a whole table; a name or a sum is each row's own."""
_UNIT = re.compile(r"(?:填报|填表|制表|上报|报送|登记)?单位(?:名称)?(?:[（(]盖?章[)）])?[:：](.*)")
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_NO_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
LONGEST = 8
"""Characters of a day without a year."""
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
        elif column.key == YEAR.key:
            years = set(_TITLE_YEAR.findall(title))
            if len(years) == 1:
                found[column.key] = years.pop()
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
    return {**{key: text for key, text in whole.items() if key not in cells and key != YEAR.key}, **cells}


def dated(cell: Cell, year: str) -> Cell:
    """A day without a year with the year of its table: 1月20日, 1-20. A number stays one: 3.1 may have been 3.10."""
    if type(cell) is str and len(cell) <= LONGEST and (found := _NO_YEAR.fullmatch(cell.strip())):
        return f"{year}-{found[1]}-{found[2]}"
    return cell


def year_wrong(text: str) -> str:
    """What is wrong with a year that was typed; "" where nothing is."""
    return "" if re.fullmatch(r"(?:19|20)\d\d", text) else "应写成 2025 这样的四位年份。"


def never_reads(column: Column, cells: Collection[str]) -> bool:
    """Whether a column of choices says nothing of what may be chosen: then it is another one (类别 of persons)."""
    said = [text for text in cells if text]
    return bool(column.choices and said) and not any(text in column.choices for text in said)
