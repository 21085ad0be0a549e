"""What an old table says once for all of its rows: above its heading (填报单位：东河镇), or in its title (春节走访)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from shuangyong.intake.ledgers.cells import split, text_of
from shuangyong.intake.ledgers.columns import Column
from shuangyong.intake.ledgers.sheets import Cell, Rows

YEAR = Column("@year", "日期没有写年份的，按哪一年", "year")
"""Proposed from the title that names one, for a person to look at; where nothing is said, nothing is guessed."""
MONTH = Column("@month", "只写到月的日期，按哪一日", "choice", choices=("那个月的1日", "那个月的最后一日"))
"""Where nothing is said, a month is no day and its row comes back."""
UNITS = ("part", "unit", "units")
TYPES = (*UNITS, "choice", "choices", "date", "yes_no")
"""What may be the same for a whole table; a name or a sum is each row's own."""
_UNIT = re.compile(r"(?:填报|填表|制表|上报|报送|登记)?单位(?:名称)?(?:[（(]盖?章[)）])?[:：]\s*(\S*)(?:\s.*)?")
_MEASURE = re.compile(r"(?:万|亿|千|百)?[元人户件个次名家]+(?:[、/，]\S{1,3})*")
"""单位：万元 measures and fills nothing in."""
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_NO_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_A_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?")
_END_OF_MONTH = re.compile(r"\d{1,2}月份?底[之以]?前?")
_IN_WORDS = re.compile(r"[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]?")
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
        for text, following in pairwise([*texts, ""]):  # of an empty row: none
            said = _UNIT.fullmatch(text)
            if said and not _MEASURE.fullmatch(said[1].strip()):
                return _STAMP.sub("", said[1].strip() or following).strip()
    return ""


def filled(cells: Mapping[str, Cell], whole: Mapping[str, str]) -> Mapping[str, Cell]:
    """A row's cells with what the table says once."""
    if not whole:
        return cells
    once = {key: text for key, text in whole.items() if key not in (YEAR.key, MONTH.key)}
    return {**once, **cells}


def dated(cell: Cell, year: str, month: str = "") -> Cell:
    """A day without a year with the year of its table: 1月20日, 1-20, and one without a day as the table says once.

    A number stays one: 3.1 may have been 3.10.
    """
    text = text_of(cell) if type(cell) is str or (month and type(cell) is float) else ""
    if not text or len(text) > LONGEST:
        return cell
    if month and (found := _A_MONTH.fullmatch(text)):
        first = f"{found[1]}-{found[2]}-1"
        return first if month == MONTH.choices[0] else f"{found[1]}年{found[2]}月底"
    if year and (found := _NO_YEAR.fullmatch(text)):
        return f"{year}-{found[1]}-{found[2]}"
    if year and _END_OF_MONTH.fullmatch(text):
        return f"{year}年{text}"
    if year and _IN_WORDS.fullmatch(text):
        return f"{year.translate(_SPELLED)}年{text}"
    return cell


_IN = re.compile(r"[（(](?:单位[:：])?\s*(万|亿|千|百)元?\s*[)）]|(万|亿)元?$")
_ALL_IN = re.compile(r"(?:金额)?单位[:：]\s*(万|亿)元")


def unit_of(heading: Iterable[Cell], above: Rows) -> str:
    """万 where the amounts of a column are in 万元 by its heading, or by what stands above it; "" for yuan."""
    texts = [re.sub(r"\s+", "", text_of(cell)) for cell in heading if cell != ""]
    for text in texts:
        if found := _IN.search(text):
            return found[1] or found[2]
    if any("元" in text for text in texts):
        return ""
    said = [found for row in above for cell in row if (found := _ALL_IN.search(text_of(cell).replace(" ", "")))]
    return said[0][1] if said else ""


def scaled(cell: Cell, unit: str) -> Cell:
    """A bare figure of a column in 万元 with its unit; one that names its own stays."""
    text = text_of(cell) if unit and cell != "" else ""
    return f"{text}{unit}元" if re.fullmatch(r"[\d,，]*\.?\d+", text) else cell


_SPELLED = str.maketrans("0123456789", "〇一二三四五六七八九")


def year_wrong(text: str) -> str:
    """What is wrong with a year that was typed; "" where nothing is."""
    return "" if re.fullmatch(r"(?:19|20)\d\d", text) else "应写成 2025 这样的四位年份。"


def never_reads(column: Column, cells: Collection[str]) -> bool:
    """Whether a column of choices says nothing of what may be chosen: then it is another one (类别 of persons)."""
    said = [piece for text in cells if text for piece in (split(text) if column.several else [text])]
    return bool(column.choices and said) and not any(text in column.choices for text in said)


_LOOKS = {
    "date": re.compile(r"\d[-/.年月]|[一二三四五六七八九十]月|月底|\d{5}"),
    "number": re.compile(r"[\d一二三四五六七八九十两]"),
    "money": re.compile(r"[\d一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟]"),
    "id_number": re.compile(r"[\d０-９][\s\d０-９]{13}|\d[Ee]\+"),
    "phone": re.compile(r"[\d０-９]{7}"),
}


def never_looks(type_: str, cells: Collection[str]) -> bool:
    """Whether not one cell of a column looks like what its type holds, however badly it may be written."""
    said = [text for text in cells if text]
    return bool(said) and type_ in _LOOKS and not any(_LOOKS[type_].search(text) for text in said)
