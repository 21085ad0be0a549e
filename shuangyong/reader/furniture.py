"""Whole lines that a site prints around a text, told by the patterns of furniture.toml (`boilerplate`).

Every line of a page is asked, and the patterns are some three hundred: each is tried only where it may match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from shuangyong.reader.quick import ANYTHING, RANGE, asking, openings
from shuangyong.reader.terms import load


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is site furniture."""
    known = _boilerplate()
    if line[:1] in known.told and _told(line[0]).fullmatch(line):
        return True
    if known.begins_wide.match(line) and known.wide.fullmatch(line) or known.free.fullmatch(line):
        return True
    return known.holds.search(line) is not None and known.loose.fullmatch(line) is not None


class _Boilerplate(NamedTuple):
    """The patterns by what they begin with, and those that begin with anything, with what they must hold."""

    told: dict[str, str]
    """Those that begin with one of a few characters, by each of these; made a pattern for the first line that needs it."""
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
        told=_by_first_character(narrow),
        begins_wide=re.compile(any_of(f"[{begins}]" for begins in wide.values())),
        wide=re.compile(any_of(wide)),
        holds=asking(any_of(held.values())),
        loose=re.compile(any_of(held)),
        free=re.compile(any_of(one for one, begins in first.items() if begins is None and one not in held)),
    )


def _by_first_character(begins: dict[str, str]) -> dict[str, str]:
    """Patterns by each character that they may begin with."""
    found: dict[str, list[str]] = {}
    for one, inside in begins.items():
        for char in dict.fromkeys(re.sub(r"\\(.)", r"\1", inside)):
            found.setdefault(char, []).append(one)
    return {char: any_of(ones) for char, ones in found.items()}


@cache
def _told(first: str) -> re.Pattern[str]:
    """What a line that begins with this character may match; asked of the vocabulary's characters only."""
    return re.compile(_boilerplate().told[first])


def any_of(patterns: Iterable[str]) -> str:
    """Patterns as alternatives of one; without any, what never matches."""
    return "|".join(f"(?:{one})" for one in patterns) or "(?!)"
