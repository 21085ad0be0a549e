"""From a cell to a value, by the type of its field. What cannot be read is said with what is allowed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from shuangyong.base.errors import Invalid
from shuangyong.cases.forms import Wrong, read_value
from shuangyong.rules.days import ALLOWED, is_plausible
from shuangyong.rules.figures import figure_of
from shuangyong.rules.identity import plain

EPOCH = date(1899, 12, 30)
SERIAL = range(10_000, 80_000)
"""Days of the spreadsheet from 1927 to 2119: other numbers are no days."""
_ENDING = re.compile(r"(\d{4})年(?:(\d{1,2})月份?)?(?:月?底|末)[之以]?前?")
"""The end of a month or a year is a day."""
_NUMERALS = "〇一二三四五六七八九"
_CHINESE = re.compile(
    rf"([{_NUMERALS}○零]{{4}})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})[日号]?"
)
_SHORT_YEAR = re.compile(r"['’]?\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")
DATES = "日期可以写成 2024-3-1、2024/3/1、2024.3.1、20240301 或 2024年3月1日"
_WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_SERIAL = re.compile(r"[0-9]{5}")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"\d{4}\s*(?:[-/.年]\s*)?\d{1,2}\s*月?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,3}")
DAMAGED = "号码被 Excel 当成了数字，末尾几位已经丢失，请把这一列改为文本，对照证件重新填写。"
_SPLIT = re.compile(r"[、,，;；/\n]+")
NUMBERS = frozenset({"id_number", "phone"})
_YES = {"√", "✓", "有", "已", "对"}
_NO = {"×", "无", "未", "x", "X"}


def text_of(cell: Any) -> str:
    """A cell as it reads: whole numbers without a point, days as days."""
    if type(cell) is str:
        return cell.strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    return str(cell).strip()


def day_of(cell: Any) -> date | None:
    """A day out of any of its forms; None for an empty cell. Raises Wrong: a day without a year is never guessed."""
    found = _day_of(cell)
    if found is not None and not is_plausible(found):
        raise Wrong(f"“{text_of(cell)[:30]}”不对，{ALLOWED}。")
    return found


def _day_of(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        return None
    if _SERIAL.fullmatch(text) and int(text) in SERIAL:
        return EPOCH + timedelta(days=int(text))
    found = _WRITTEN.fullmatch(text) or _PACKED.fullmatch(text)
    try:
        if found:
            return date(*map(int, found.groups()))
        if written := _in_words(text):
            return written
    except ValueError:
        raise Wrong(f"“{text}”不是历法上有的日子，{DATES}。") from None
    if _SHORT_YEAR.fullmatch(text):
        raise Wrong(f"“{text}”的年份只有两位，请写成四位。")
    if _MONTH.fullmatch(text):
        raise Wrong(f"“{text}”没有写到日，请补上；确实查不到是哪一日的，可以写那个月的 1 日。")
    raise Wrong(f"“{text}”看不出是哪一天，{DATES}，要有年份。")


def _in_words(text: str) -> date | None:
    """二〇一九年八月一日, and the last day of what is named: 2025年9月底前. ValueError where there is no such day."""
    if found := _CHINESE.fullmatch(text):
        year = "".join(str(max(_NUMERALS.find(char), 0)) for char in found[1])
        month, day = figure_of(found[2]), figure_of(found[3])
        return date(int(year), int(month or 0), int(day or 0))
    if found := _ENDING.fullmatch(text):
        last_year, last_month = int(found[1]), int(found[2] or 12)
        return date(last_year, last_month, monthrange(last_year, last_month)[1])
    return None


def value_of(type_: str, cell: Any, choices: Sequence[str] = ()) -> Any:
    """The plain value of a cell for a field of that type; None where it is empty. Raises Wrong."""
    if type_ == "date":
        return day_of(cell)
    text = text_of(cell)
    if not text:
        return None
    if type_ in NUMBERS:
        return number_of(text)
    if type_ == "choices":
        return tuple(split(text))
    if type_ == "yes_no":
        text = "是" if text in _YES else "否" if text in _NO else text
    return read_value(type_, [text])


def split(text: str) -> list[str]:
    """The words of a cell that holds several."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


def number_of(text: str) -> str:
    """A number of a person or a telephone as it was typed, in half width and without gaps. Raises Wrong."""
    if _SCIENTIFIC.fullmatch(text):
        raise Wrong(DAMAGED)
    return plain(text.lstrip("'‘’"))


def problems_of(error: Exception) -> dict[str, str]:
    """The messages of a refusal by field; "" for the row as a whole."""
    return error.fields if isinstance(error, Invalid) else {"": str(error)}
