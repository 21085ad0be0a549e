"""Asking a pattern faster: the search looks for the characters that it may begin with, and tries it only there.

`re` looks for first characters by itself where a pattern begins with one class or with plain words. It gives up at
`(?:…)?`, `^`, look-behind and most patterns of the data, and then tries all alternatives at every place of a text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import NamedTuple

RANGE = re.compile(r"(?<!\\)-|\\[a-z]")
"""In the inside of a class that `openings` gives: a range or a kind of characters."""
ANYTHING = re.compile(r"^(?:(?:[^\\(\[]|\[[^\]]+\])\?)?(?:\.\*|(?:\.|\\S|\[\^?[^\]]+\])\{\d+,\d+\})[?+]?")
"""What a pattern lets stand before its own words."""


class _Openings(NamedTuple):
    """What a pattern may begin with, as pieces of a character class; `empty`: it may match nothing."""

    pieces: frozenset[str]
    empty: bool


class _UnknownError(Exception):
    """A pattern that may begin with anything."""


def asking(pattern: str) -> re.Pattern[str]:
    """`pattern` for asking only whether (and where) something is found: its match ends behind its first character.

    Each alternative is asked only where its own first character stands; those that may begin with anything, everywhere.
    """
    first = openings(pattern)
    try:
        parts = {one: openings(one) for one in alternatives(pattern)}
    except _UnknownError:
        return re.compile(pattern)
    told = {one: begins for one, begins in parts.items() if begins is not None}
    if not told:
        return re.compile(pattern)
    asked = "|".join(_asked_at(begins, one) for one, begins in told.items())
    if first is not None:
        return re.compile(_asked_at(first, asked))
    return re.compile("|".join([asked, *(one for one in parts if one not in told)]))


class ByFirst(dict[str, re.Pattern[str]]):
    """Patterns by the character that they begin with, for asking at a place of a text; each is made when it is first needed.

    Those that may begin with anything, or with a range of characters, are asked everywhere.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        super().__init__()
        self.sources: dict[str, str] = {}
        anything: list[str] = []
        for one in patterns:
            try:
                for char in sorted(first_characters(one)):
                    self.sources[char] = f"{self.sources[char]}|(?:{one})" if char in self.sources else f"(?:{one})"
            except ValueError:
                anything.append(f"(?:{one})")
        self.anything = re.compile("|".join(anything)) if anything else None

    def __missing__(self, first: str) -> re.Pattern[str]:
        self[first] = made = re.compile(self.sources[first])
        return made

    def match(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """What begins at a place of a text; among patterns of one character the first of them goes before."""
        first = text[at : at + 1]
        found = self[first].match(text, at, end) if first in self.sources else None
        return self.anything.match(text, at, end) if found is None and self.anything is not None else found

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """What a text is as a whole."""
        first = text[:1]
        found = self[first].fullmatch(text) if first in self.sources else None
        return self.anything.fullmatch(text) if found is None and self.anything is not None else found


class Ending:
    """Words at a text's end, with what may stand behind them; asked only where one of their last characters stands there."""

    def __init__(self, words: str, behind: str = "", marks: str = "") -> None:
        self.pattern = f"(?:{words}){behind}$"
        self._whole = re.compile(self.pattern)
        self._last = frozenset(marks + "\n").union(*map(_last_characters, alternatives(words)))

    def search(self, text: str) -> re.Match[str] | None:
        """The words that a text ends with, and what stands behind them."""
        return self._whole.search(text) if text[-1:] in self._last else None


def _last_characters(word: str) -> set[str]:
    """What a word may end with, 计划书? with 书 and 划; raises ValueError where that cannot be told."""
    found: set[str] = set()
    optional = True
    while optional:
        last = _LAST.search(word)
        if last is None:
            raise ValueError(f"cannot tell what {word!r} ends with")
        found.update(last["one"] or last["some"])
        optional, word = bool(last["optional"]), word[: last.start()]
    return found


_LAST = re.compile(r"(?:(?P<one>[一-龥])|\[(?P<some>[一-龥]+)\])(?P<optional>\??)$")


def gated(pattern: str) -> str:
    """A pattern for `match` and `fullmatch`, which look at one character before they try it."""
    first = openings(pattern)
    return pattern if first is None else f"(?=[{first}])(?:{pattern})"


def _asked_at(first: str, pattern: str) -> str:
    """A look for one of the characters `first`, and for the pattern where one stands."""
    return f"[{first}](?<=(?={pattern})[{first}])"


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern: a|(?:b|c)d gives a and (?:b|c)d."""
    found = []
    start = 0
    while start <= len(pattern):
        end = start
        while end < len(pattern) and pattern[end] != "|":
            _, end = _piece(pattern, end, False)
        found.append(pattern[start:end])
        start = end + 1
    return found


def first_characters(pattern: str) -> frozenset[str]:
    """The characters that a match begins with, for a look before `match`; raises ValueError where they cannot be told."""
    first = openings(pattern)
    if first is None or RANGE.search(first):
        raise ValueError(f"cannot tell what {pattern!r} begins with")
    return frozenset(re.sub(r"\\(.)", r"\1", first))


def openings(pattern: str) -> str | None:
    """The inside of a character class that every match begins with; None where that cannot be told.

    “?八一”? gives “八, (?:春季|秋季)?开学 gives 春秋开, .{2}表 gives None.
    """
    try:
        found, at = _any_of(pattern, 0)
    except _UnknownError:
        return None
    if found.empty or at < len(pattern):
        return None
    return "".join(sorted(found.pieces))


def _any_of(pattern: str, at: int) -> tuple[_Openings, int]:
    """Alternatives up to a closing bracket or the end, and where that stands."""
    found, at = _sequence(pattern, at)
    while pattern[at : at + 1] == "|":
        more, at = _sequence(pattern, at + 1)
        found = _Openings(found.pieces | more.pieces, found.empty or more.empty)
    return found, at


def _sequence(pattern: str, at: int) -> tuple[_Openings, int]:
    """One alternative: what it opens with, up to the first piece that cannot be left out."""
    pieces: frozenset[str] = frozenset()
    empty = True
    while at < len(pattern) and pattern[at] not in "|)":
        needed = empty
        found, at = _piece(pattern, at, needed)
        if needed:
            pieces, empty = pieces | found.pieces, found.empty
    return _Openings(pieces, empty), at


def _piece(pattern: str, at: int, needed: bool) -> tuple[_Openings, int]:
    """One character, class or group with what repeats it; what is not `needed` is only passed over."""
    found, at = _atom(pattern, at, needed)
    repeat = _REPEAT.match(pattern, at)
    if repeat is None:
        return found, at
    optional = repeat.group()[0] in "?*" or repeat.group().startswith(("{0", "{,"))
    return (_Openings(found.pieces, True) if optional else found), repeat.end()


_REPEAT = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_LOOK = re.compile(r"\(\?(?:<?[=!])")
_CLASS = re.compile(r"\[(?P<inside>(?:\\.|[^\]\\])+)\]")
_NOTHING = _Openings(frozenset(), True)


def _atom(pattern: str, at: int, needed: bool) -> tuple[_Openings, int]:
    char = pattern[at]
    if char == "(":
        return _bracket(pattern, at, needed)
    if char == "[":
        return _class(pattern, at, needed)
    if char == "\\":
        return _escaped(pattern[at + 1], needed), at + 2
    if char in "^$":
        return _NOTHING, at + 1
    if char == "." and needed:
        raise _UnknownError
    return _Openings(frozenset((re.escape(char),)), False), at + 1


def _bracket(pattern: str, at: int, needed: bool) -> tuple[_Openings, int]:
    if _LOOK.match(pattern, at):
        return _NOTHING, _closed(pattern, at + 1)
    opened = _GROUP.match(pattern, at)
    if opened is None:
        raise _UnknownError
    if not needed:
        return _NOTHING, _closed(pattern, at + 1)
    found, at = _any_of(pattern, opened.end())
    return found, at + 1


def _closed(pattern: str, at: int) -> int:
    """Behind the bracket that closes what opened before `at`."""
    depth = 1
    while depth:
        if inside := _CLASS.match(pattern, at):
            at = inside.end()
            continue
        depth += (pattern[at] == "(") - (pattern[at] == ")")
        at += 2 if pattern[at] == "\\" else 1
    return at


def _class(pattern: str, at: int, needed: bool) -> tuple[_Openings, int]:
    inside = _CLASS.match(pattern, at)
    if inside is None or needed and inside["inside"].startswith("^"):
        raise _UnknownError
    return _Openings(frozenset((_for_joining(inside["inside"]),)), False), inside.end()


_MEANS_MORE = re.compile(r"\\.|^-|-$|[|&~\[]")


def _for_joining(inside: str) -> str:
    """The inside of a class so that it says the same beside others: a - at its edge would make a range with them."""
    return _MEANS_MORE.sub(lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", inside)


def _escaped(char: str, needed: bool) -> _Openings:
    if char in "bB":
        return _NOTHING
    if needed and char.isalnum() and char not in "dst":
        raise _UnknownError
    return _Openings(frozenset((f"\\{char}",)), False)
