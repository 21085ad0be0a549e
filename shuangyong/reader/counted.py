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

    `planned` is the year that a plan written in the year before is made for, `announced` the day of a meeting that a notice calls.
    """

    written: date | None = None
    meeting: date | None = None
    bare_periods: bool = False
    planned: int | None = None
    announced: date | None = None

    def seen_from(self, term: str) -> date | None:
        """The day from which a term without a year is understood."""
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
    if written is not None and (is_put_up_later(text, written) or _is_of_an_earlier_year(kind, title, text, written)):
        written = None
    made_for = {int(year) for span in _PLANNED.findall(title or "") for year in span if year}
    planned = written.year + 1 if written is not None and made_for == {written.year + 1} else None
    announced = _announced(text, written) if kind == "notice" and held is None else None
    return Days(written or held, held, kind in _COUNTING, planned, announced)


_CALLS = re.compile(r"(?:定于|拟于|会议时间[。：:为]?)\s*(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日")


def _announced(text: str, written: date | None) -> date | None:
    """The day of the meeting that a notice calls: what is to be done 会后 counts from it."""
    match = _CALLS.search(text) if "会议" in text else None
    year = int(match[1]) if match and match[1] else written.year if written else None
    told = iso(year, int(match[2]), int(match[3])) if match and year else None
    return date.fromisoformat(told) if told else None
