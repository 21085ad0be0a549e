"""Whole lines that a site prints around a text, told by the patterns of furniture.toml (`boilerplate`).

Every line of a page is asked, and the patterns are some three hundred: each is tried only where it may match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from shuangyong.reader.quick import ANYTHING, RANGE, ByFirst, asking, openings
from shuangyong.reader.terms import load

_FOOT_OF_A_SITE = re.compile("(?:主办|承办|版权所有)(?:单位)?[：: ][^。]*(?:网站标识码|ICP备|公网安备)[^。]*$")
"""主办单位：… 联系方式：… 网站标识码：…."""
_EDITORS_WORDS = re.compile(
    "小编(?:为|给|带|整|搜|收|精|今)[^。！!]{4,100}(?:参考|帮助|大家|阅读|分享|喜欢)[^。！!]{0,12}[。！!]?$"
)
"""…以下是小编为大家整理的…，希望可以帮助到大家！ behind what a library says of papers at large."""


def is_long_furniture(text: str) -> bool:
    """Whether a line is a site's own, however long: its foot, or what its editor says before a paper."""
    if "小编" in text:
        return _EDITORS_WORDS.search(text) is not None
    return text[:1] in "主承版" and _FOOT_OF_A_SITE.match(text) is not None


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is site furniture."""
    known = _boilerplate()
    if known.told.fullmatch(line):
        return True
    if known.begins_wide.match(line) and known.wide.fullmatch(line) or known.free.fullmatch(line):
        return True
    return known.holds.search(line) is not None and known.loose.fullmatch(line) is not None


class _Boilerplate(NamedTuple):
    """The patterns by what they begin with, and those that begin with anything, with what they must hold."""

    told: ByFirst
    """Those that begin with one of a few characters, by each of these."""
    begins_wide: re.Pattern[str]
    wide: re.Pattern[str]
    """Those that begin with a range or a kind of characters."""
    holds: re.Pattern[str]
    loose: re.Pattern[str]
    free: re.Pattern[str]
    """Those that begin with anything and of which it cannot be told what they hold: one among `holds` would have
    every other tried at every place of a line."""


@cache
def _boilerplate() -> _Boilerplate:
    first = {one: openings(one) for one in load()["furniture"]["boilerplate"]}
    narrow = {one: begins for one, begins in first.items() if begins is not None and not RANGE.search(begins)}
    loose = {one: ANYTHING.sub("", one) for one, begins in first.items() if begins is None or ANYTHING.match(one)}
    held = {one: words for one, words in loose.items() if one not in narrow and openings(words) is not None}
    wide = {
        one: begins for one, begins in first.items() if begins is not None and one not in narrow and one not in held
    }
    return _Boilerplate(
        told=ByFirst(narrow),
        begins_wide=re.compile(any_of(f"[{begins}]" for begins in wide.values())),
        wide=re.compile(any_of(wide)),
        holds=asking(any_of(held.values())),
        loose=re.compile(any_of(held)),
        free=re.compile(any_of(one for one, begins in first.items() if begins is None and one not in held)),
    )


def any_of(patterns: Iterable[str]) -> str:
    """Patterns as alternatives of one; without any, what never matches."""
    return "|".join(f"(?:{one})" for one in patterns) or "(?!)"
