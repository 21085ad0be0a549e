"""Markings of secrecy as offices print them: alone on a line, behind 密级:, in brackets, beside the urgency.

Wide on purpose: a marking that is missed is a secret that is kept; one that is seen too much is asked about.
A sentence that speaks of secrets (严守军事秘密) carries no mark, for a mark stands in a short line of its own kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from shuangyong.reader.quick import openings
from shuangyong.reader.terms import load
from shuangyong.rules.signs import SHAPELESS

LONGEST = 80
"""A line longer than this holds sentences; only at its beginning can a marking stand (characters)."""
_HEAD = 40
"""Paragraphs from the top among which a bare 机密 is a marking; further down it may be a heading or a cell."""
_GAP = rf"[\s{SHAPELESS}]*"
_OPEN, _CLOSE = r"[【\[（(〔［〖{｛]", r"[】\])）〕］〗}｝]"
_LEVEL = rf"(?<!工作)(?:[绝絕]{_GAP}密|[机機]{_GAP}密|[秘祕]{_GAP}密)(?:{_GAP}级)?"
_STAR = r"[★☆✩✭⭐*＊]"
_UNTIL = r"(?:[\d一二三四五六七八九十]+\s*(?:年|个月|月|天|日)|长期)"
_STARRED_TERM = rf"{_GAP}{_STAR}{_GAP}[^\s，。；、】\]）)]{{0,24}}(?:[★☆](?=特|加|平))?"
_TERM = rf"(?:{_STARRED_TERM}|{_GAP}{_UNTIL})"
_HASTE = rf"(?:特{_GAP}[急提]|加{_GAP}急|平{_GAP}急|紧{_GAP}急|急{_GAP}件)"
_BEFORE = (
    rf"(?:份{_GAP}号{_GAP}[：:]?{_GAP}\d{{0,8}}|№?{_GAP}(?:\d{{1,8}}\s|\d{{4,8}}))?{_GAP}(?:{_HASTE}\s+)?"
    rf"(?:密{_GAP}级{_GAP}(?:和保密期限)?{_GAP}[：:])?"
)
_AFTER = rf"(?:{_GAP}{_STAR}?{_GAP}{_HASTE})?(?:{_GAP}(?:保密期限|期限){_GAP}[：:]?.{{0,20}})?"
_LINE = re.compile(rf"{_GAP}{_BEFORE}{_GAP}{_OPEN}?(?P<mark>{_LEVEL}{_TERM}?){_CLOSE}?{_AFTER}{_GAP}")
_LABELLED = re.compile(rf"密{_GAP}级{_GAP}[：:]{_GAP}{_OPEN}?{_GAP}(?P<mark>{_LEVEL}{_TERM}?)")
_STARRED = re.compile(
    rf"(?P<mark>{_LEVEL}{_GAP}(?:[★☆✩✭⭐]|[*＊](?=\s*(?:\d|长期))){_GAP}[^\s，。；、】\]）)]{{0,24}})"
)
_BRACKETED = re.compile(
    rf"^{_GAP}{_OPEN}(?P<first>{_LEVEL}{_TERM}?){_CLOSE}|{_OPEN}(?P<last>{_LEVEL}{_TERM}?){_CLOSE}{_GAP}$"
)
_BARE = re.compile(rf"{_GAP}{_LEVEL}{_GAP}")
GRADES = ("绝密", "机密", "秘密")
_RANKS = (re.compile("[绝絕]"), re.compile("[机機]"), re.compile("[秘祕]"))


@cache
def _declared() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an office prints as a marking, and what such a line begins with."""
    pattern = load()["furniture"]["secrecy"]
    begins = openings(pattern)
    return re.compile(pattern), re.compile(f"[{begins}]" if begins else "")


def _is_declared(line: str) -> bool:
    whole, begins = _declared()
    return begins.match(line) is not None and whole.fullmatch(line) is not None


def is_marking(line: str) -> bool:
    """Whether a line is nothing but a marking (with number and urgency beside it)."""
    if len(line) > LONGEST:
        return False
    return _is_declared(line) or "密" in line and _LINE.fullmatch(line) is not None


def find_marking(line: str) -> str | None:
    """The marking that a line carries, as printed, or None."""
    if "密" not in line and "内部" not in line:
        return None
    if len(line) > LONGEST:
        return _mark(_STARRED.search(line[:LONGEST]))
    if _is_declared(line):
        return line
    tests = (_LINE.fullmatch, _LABELLED.search, _STARRED.search, _BRACKETED.search)
    return next((mark for test in tests if (mark := _mark(test(line)))), None)


def _mark(match: re.Match[str] | None) -> str | None:
    return next((found.strip() for found in match.groups() if found), None) if match else None


def gravest(paragraphs: Iterable[str]) -> str | None:
    """The gravest marking among a document's paragraphs (绝密, 机密, 秘密, then 内部; the first of equals), or None."""
    marks = [
        mark
        for at, text in enumerate(paragraphs)
        if (mark := find_marking(text)) and (at < _HEAD or not _BARE.fullmatch(text))
    ]
    return min(marks, key=_rank, default=None)


def is_state_secret(mark: str | None) -> bool:
    """Whether a marking is one of the three grades of 国家秘密 (保守国家秘密法 第十四条); 内部 and 工作秘密 are none."""
    return _rank(mark or "") < len(_RANKS) and "密" in (mark or "")


def grade_of(mark: str) -> str:
    """The bare grade of a marking: what is printed beside it belongs to the document."""
    return GRADES[min(_rank(mark), len(GRADES) - 1)]


def _rank(mark: str) -> int:
    if "工作秘密" in mark:
        return len(_RANKS)
    return next((rank for rank, grade in enumerate(_RANKS) if grade.search(mark)), len(_RANKS))


def find_in(words: str) -> str | None:
    """The marking among the words of a property or a keyword list."""
    pieces = (find_marking(piece.strip()) for piece in re.split(r"[;；,，|\n]", words))
    return next((mark for mark in pieces if is_state_secret(mark)), None)
