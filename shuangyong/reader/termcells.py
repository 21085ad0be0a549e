"""Terms that stand in a table's cell: any words at all are one, and only a printed day gives a date."""

from __future__ import annotations

import re

from shuangyong.reader.counted import Days
from shuangyong.reader.deadlines import told_day
from shuangyong.reader.grammar import grammar
from shuangyong.reader.model import Deadline
from shuangyong.reader.termdays import MONTH, YEAR, day_by_month, day_of, iso, month_cell


def of_cell(cell: str, days: Days) -> Deadline | None:
    """The term a table's cell holds: any words at all are one; only a printed day gives a date."""
    text = _doubled_marks(cell.strip())
    written = days.seen_from(text)
    if not text or not re.search(r"\w", text):
        return None
    if text.endswith("起"):  # when something begins
        return Deadline(text, None)
    if first := _first_of_two(text, days):
        return first
    match = grammar().words.search(text)
    if match is not None and match.lastgroup == "within" and match.end() == len(text):
        return Deadline(text, told_day(match, text, 0, days) if match.start() or text[0] in "会散" else None)
    if match is not None and len(match.group()) >= len(text) - 2:
        return Deadline(text, day_of(match, written))
    if (goes_on := _AND_EVERY.search(text)) and (end := of_cell(text[: goes_on.start()], days)) and end.date:
        return Deadline(text, end.date)  # 12月底前，每季度推进
    bare = re.fullmatch(rf"(?:{YEAR})?{MONTH}(?:完成)?", text)
    if bare is not None:
        return Deadline(text, month_cell(text, written))
    if numbers := _MONTH_IN_NUMBERS.fullmatch(text):
        return Deadline(text, iso(int(numbers[1]), int(numbers[2]), 0))
    if dotted := _DOTTED_DAY.fullmatch(text):
        return Deadline(text, day_by_month(int(dotted[1]), int(dotted[2]), written))
    if (core := _CELL_EXTRA.sub("", text)) != text and (end := of_cell(core, days)) and end.date:
        return Deadline(text, end.date)  # 3月启动，5月底前完成; 6月底前完成并长期坚持
    full = re.fullmatch(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})(?:前)?", text)
    if full is not None:
        return Deadline(text, iso(int(full[1]), int(full[2]), int(full[3])))
    return Deadline(text, _said_by(text, days))


def _first_of_two(text: str, days: Days) -> Deadline | None:
    """The first of two terms of one cell, where it has a day: its own, or the one that is printed behind it."""
    if (parted := _WITH_A_LIMIT.fullmatch(text)) and (first := of_cell(parted[1] or parted[2], days)) and first.date:
        return first  # 9月底前，最迟不超过10月10日; 4月、10月各一场
    if dated := _WITH_ITS_DAY.fullmatch(text):
        said, day = of_cell(dated["term"], days), iso(*map(int, dated.group("year", "month", "day")))
        if said and day and said.date in (None, day):
            return Deadline(said.text, day)
    return None


def _doubled_marks(text: str) -> str:
    """““五一”期间”: a term that somebody set in marks of his own."""
    return text[1:-1] if text.startswith("““") and text.endswith("”") and text.count("“") == text.count("”") else text


def _said_by(text: str, days: Days) -> str | None:
    """The day of a cell that says first by when and then what: 4月20日前完成初稿. Two days in one cell are none."""
    match = _BY_THEN.match(text)
    if match is None or grammar().words.search(text, match.end()):
        return None
    found = grammar().words.fullmatch(match[0])
    return day_of(found, days.seen_from(text)) if found else None


_BY_THEN = re.compile(
    rf"(?:{YEAR})?{MONTH}(?:\d{{1,2}}[日号]|[上中下]旬|[底末])[之以]?前(?=完成|提交|报送|形成|拿出|印发|建成|交付|启用|上报|落实)"
)
_WITH_ITS_DAY = re.compile(
    r"(?P<term>[^，,；;、至到]{1,16}[前底末旬日号内])[（(]?(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日[）)]?"
)
"""12月底前2026年12月31日, 6月底前（2026年6月30日）: a term and below it its day, as our own tables of tasks print them."""
_AND_EVERY = re.compile(r"[，,；;、]每[年月周旬季半][^，,；;\d]{1,10}$")
_MONTH_IN_NUMBERS = re.compile(r"(?:20\d\d[-./]\d{1,2}\s*(?:至|到|—{1,2}|-|–|~|～)\s*)?(20\d\d)[-./](\d{1,2})")
"""2024-05, 2024.5-2024.6: a month, or from one to another."""
_DOTTED_DAY = re.compile(r"(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])日?[之以]?前")
"""4.30前, in a column of terms."""
_CELL_EXTRA = re.compile(
    "^[^，,、；]{0,12}[月旬日初](?:启动|开工|动工|开始|进场)[，,、；]|(?:全部|全面|基本)?(?:完成|完工|建成|到位)?[，,、；并]+(?:长期坚持|持续(?:推进|坚持|巩固)|常态化(?:推进|坚持|开展))$|(?<=[前底末日旬])(?:全部|全面|基本)?(?:完成|完工|竣工|建成|到位|办结)$"
)
"""What a cell says beside its day: when it begins, that it goes on."""
_WITH_A_LIMIT = re.compile(
    "(?!.*月\\d{1,2}[日号]?[、和]\\d{1,2}[日号])(?:([^，,；;]{2,20})[，,；;](?:最迟|最晚|不得晚于|不迟于|不晚于|力争|争取)[^，,；;]{2,20}|([^，,；;、]{2,20})、[^，,；;]{2,24})"
)
