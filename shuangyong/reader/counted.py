"""What terms are counted from: the document's own day, its meeting's, the year that a plan is made for."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from shuangyong.reader.model import Kind
from shuangyong.reader.termdays import is_put_up_later, iso, says_year

_RELATIVE = re.compile("[今明本当下这次翌]")


class Days(NamedTuple):
    """What terms are counted from: the document's day, its meeting's, and whether a bare period counts from it.

    `planned` is the year that a plan written in the year before is made for, `month` the first day of the month that one written in
    the month before is made for, `announced` the day of a meeting that a notice calls.
    """

    written: date | None = None
    meeting: date | None = None
    bare_periods: bool = False
    planned: int | None = None
    announced: date | None = None
    month: date | None = None

    def seen_from(self, term: str) -> date | None:
        """The day from which a term without a year is understood."""
        if self.month is not None and _OF_THE_MONTH.match(term):
            return self.month
        if self.planned is None or _RELATIVE.search(term):
            return self.written
        return date(self.planned, 1, 1)


UNDATED = Days()
"""For whoever asks for the words of a term only."""
_COUNTING = frozenset({"notice", "minutes", "circular", "speech"})


_PLANNED = re.compile(
    r"(?:(20\d\d)年?(?:至|到|—{1,2}|-|–|~|～))?(20\d\d)年(?:度|全年|上半年)?[^，。\d]{0,20}(?:要点|计划|打算|安排|思路|任务)"
)


_OF_A_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")


def _is_of_an_earlier_year(kind: Kind, title: str | None, text: str, written: date) -> bool:
    """Whether a notice of 2017 stands on a page of 2018 and says nothing of that year: when it was written nobody can know."""
    if kind not in ("notice", "plan") or says_year(text, written.year):
        return False
    named = _OF_A_YEAR.findall(title or "") or (_DAYS_OF_A_YEAR.findall(text) if kind == "plan" else [])
    return bool(named) and max(map(int, (year[:4] for year in named))) < written.year


_DAYS_OF_A_YEAR = re.compile(r"(?<!\d)20\d\d年\d{1,2}月\d{1,2}日")
"""2019年7月18日, in a plan that a page of 2020 shows: the year of which its days are."""


def days_of(kind: Kind, written: date | None, held: date | None, title: str | None = None, text: str = "") -> Days:
    """What the terms of a document of some kind are counted from: its own day or else its meeting's."""
    planned = None
    if written is not None and (is_put_up_later(text, written) or _is_of_an_earlier_year(kind, title, text, written)):
        written = None
    elif written is None and held is None and kind in ("plan", "speech"):
        planned = _year_of_an_undated_plan(title or "", text)
    if kind == "news" and written is not None:
        written = _day_it_tells_of(text, written, held) or written
    made_for = {int(year) for span in _PLANNED.findall(title or "") for year in span if year}
    if written is not None and made_for == {written.year + 1}:
        planned = written.year + 1
    announced = _announced(text, written) if kind == "notice" and held is None else None
    month = _month_of_a_plan(title or "", written) if kind == "plan" and written is not None else None
    return Days(written or held, held, kind in _COUNTING, planned, announced, month)


_OPENS_WITH_A_DAY = re.compile(
    r"(?m)^[ 　]*(?:[一-龥]{2,8}讯[ 　]*)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:[上下中]午|晚)?[，,]"
)
_LATE_NEWS = 45
"""So many days after it a page may still report of something."""


def _day_it_tells_of(text: str, written: date, held: date | None) -> date | None:
    """The day of which a report tells, that was put up some days later: 5月5日前, asked for on 29 April, is no day of next year."""
    told = held
    if told is None and (opened := _OPENS_WITH_A_DAY.search(text)) is not None:
        try:
            told = date(written.year, int(opened["month"]), int(opened["day"]))
        except ValueError:
            return None
    return told if told is not None and 0 <= (written - told).days <= _LATE_NEWS else None


_MADE_FOR_A_MONTH = re.compile(r"(?<![\d至到—-])(1[0-2]|[1-9])月份?(?:重点)?(?:工作)?(?:要点|计划|打算|安排|任务)$")
_OF_THE_MONTH = re.compile("(?:[本当]?月)(?!\\d)")


def _month_of_a_plan(title: str, written: date) -> date | None:
    """6月份工作计划, written on 29 May: what it calls 月底 is the end of June."""
    told = _MADE_FOR_A_MONTH.search(title)
    if told is None or int(told[1]) != written.month % 12 + 1:
        return None
    return date(written.year + written.month // 12, int(told[1]), 1)


_OPENS_WITH_ITS_YEAR = re.compile(r"^[ \u3000]*(20\d\d)年是[^。\n]{2,40}(?:之年|周年|年)", re.MULTILINE)
"""2013年是我县新一轮创建的起步之年。: the year of a plan whose title tells none."""
_HEAD = 400


def _year_of_an_undated_plan(title: str, text: str) -> int | None:
    """东河县2026年国防教育月活动实施方案 without a day of its own: its days are of that year, unless it goes on into the next."""
    opened = _OPENS_WITH_ITS_YEAR.search(text, 0, _HEAD)
    named = set(_OF_A_YEAR.findall(title)) or ({opened[1]} if opened else set())
    if len(named) != 1 or any(word in title for word in ("冬", "跨年", "岁末")):
        return None
    year = int(named.pop())
    return year if all(int(other) <= year for other in _OF_A_YEAR.findall(text)) else None


_CALLS = re.compile(r"(?:定于|拟于|会议时间[。：:为]?)\s*(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日")


def _announced(text: str, written: date | None) -> date | None:
    """The day of the meeting that a notice calls: what is to be done 会后 counts from it."""
    match = _CALLS.search(text) if "会议" in text else None
    year = int(match[1]) if match and match[1] else written.year if written else None
    told = iso(year, int(match[2]), int(match[3])) if match and year else None
    return date.fromisoformat(told) if told else None
