"""Markings of secrecy as offices print them: alone on a line, behind 密级:, in brackets, beside the urgency.

Wide on purpose: a marking that is missed is a secret that is kept; one that is seen too much is asked about.
A sentence that speaks of secrets (严守军事秘密) carries no mark, for a mark stands in a short line of its own kind.
"""

from __future__ import annotations

import re
from functools import cache

from shuangyong.reader.terms import load

LONGEST = 60
"""A line longer than this holds sentences, not a marking (characters)."""
_GAP = r"[\s\u00a0\u3000]*"
_LEVEL = rf"(?:绝{_GAP}密|机{_GAP}密|秘{_GAP}密)"
_TERM = rf"(?:{_GAP}[★☆*＊]{_GAP}[^\s，。；、】\]）)]{{0,24}}(?:[★☆](?=特|加|平))?)"
_URGENCY = rf"(?:{_GAP}[★☆]?{_GAP}(?:特{_GAP}急|加{_GAP}急|平{_GAP}急|紧{_GAP}急|急{_GAP}件))?"
_BEFORE = rf"(?:份{_GAP}号{_GAP}[：:]?{_GAP}\d{{0,8}}|№?{_GAP}\d{{4,8}})?{_GAP}(?:密{_GAP}级{_GAP}(?:和保密期限)?{_GAP}[：:])?"
_AFTER = rf"(?:{_GAP}(?:保密期限|期限){_GAP}[：:]?.{{0,20}})?"
_LINE = re.compile(rf"{_GAP}{_BEFORE}{_GAP}[【\[（(〔]?(?P<mark>{_LEVEL}{_TERM}?)[】\]）)〕]?{_URGENCY}{_AFTER}{_GAP}")
_LABELLED = re.compile(rf"密{_GAP}级{_GAP}[：:]{_GAP}(?P<mark>{_LEVEL}{_TERM}?)")
_STARRED = re.compile(rf"(?P<mark>{_LEVEL}{_GAP}[★☆]{_GAP}[^\s，。；、】\]）)]{{0,24}})")
_BRACKETED = re.compile(rf"[【\[（(〔](?P<mark>{_LEVEL}{_TERM}?)[】\]）)〕]{_GAP}$")


@cache
def _declared() -> re.Pattern[str]:
    return re.compile(load()["furniture"]["secrecy"])


def is_marking(line: str) -> bool:
    """Whether a line is nothing but a marking (with number and urgency beside it)."""
    return len(line) <= LONGEST and bool(_declared().fullmatch(line) or _LINE.fullmatch(line))


def find_marking(line: str) -> str | None:
    """The marking that a line carries, as printed, or None."""
    if len(line) > LONGEST or not ("密" in line or "内部" in line):
        return None
    if _declared().fullmatch(line):
        return line
    for pattern, whole in ((_LINE, True), (_LABELLED, False), (_STARRED, False), (_BRACKETED, False)):
        match = pattern.fullmatch(line) if whole else pattern.search(line)
        if match is not None:
            return match["mark"].strip()
    return None


def find_in(words: str) -> str | None:
    """The marking among the words of a property or a keyword list."""
    for piece in re.split(r"[;；,，|\n]", words):
        mark = find_marking(piece.strip())
        if mark is not None and not mark.startswith("内部"):
            return mark
    return None
