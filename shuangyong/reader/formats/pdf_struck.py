"""Words with a rule across their letters: what an author, or the changes he tracked, took back is told, and is no text.

So it is in docx and html. A rule that goes on beside the words is none of theirs, and one below them underlines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from shuangyong.reader.formats.pdf_page import CHINESE, LATIN_EM, Char, Rule

_LOW, _HIGH = 0.12, 0.5
"""Ems above the baseline between which such a rule lies."""
_BESIDE = 0.3
_SAME_LINE = 0.2
_MOST_BESIDE = 2_000
"""Characters of a page so near to one rule: no page of words has more."""


def without_struck(chars: list[Char], rules: Sequence[Rule]) -> tuple[list[Char], list[str]]:
    """A page's characters that no rule crosses, and the words that one does; what stood beside those has their room."""
    if not rules or not chars:
        return chars, []
    order = sorted(range(len(chars)), key=lambda at: chars[at].y)
    heights = [chars[at].y for at in order]
    largest = max(map(_size, chars))
    struck: set[int] = set()
    for rule in rules:
        start, stop = bisect_left(heights, rule.at - _HIGH * largest), bisect_right(heights, rule.at)
        if stop - start > _MOST_BESIDE:
            continue
        struck.update(_crossed(chars, order[start:stop], rule))
    return _taken_out(chars, struck) if struck else (chars, [])


def _size(char: Char) -> float:
    return char.em if char.text >= CHINESE else char.em / LATIN_EM


def _crossed(chars: Sequence[Char], near: Sequence[int], rule: Rule) -> list[int]:
    """The characters that a rule crosses from the first one's edge to the last one's; none where it goes on beside them."""
    found = [
        at
        for at in near
        if rule.low < (chars[at].left + chars[at].right) / 2 < rule.high
        and _LOW * _size(chars[at]) < rule.at - chars[at].y < _HIGH * _size(chars[at])
    ]
    if not found:
        return []
    slack = _BESIDE * _size(chars[found[0]])
    left, right = min(chars[at].left for at in found), max(chars[at].right for at in found)
    return found if abs(left - rule.low) <= slack and abs(right - rule.high) <= slack else []


def _taken_out(chars: list[Char], struck: set[int]) -> tuple[list[Char], list[str]]:
    kept: list[Char] = []
    words: list[str] = []
    gap: tuple[Char, Char] | None = None
    for at, char in enumerate(chars):
        if at in struck:
            if gap is None:
                words.append("")
            gap = (gap[0] if gap and _beside(gap[0], char) else char, char)
            words[-1] += char.text
            if kept and _beside(kept[-1], char) and kept[-1].left < char.left:
                kept[-1] = replace(kept[-1], right=max(kept[-1].right, char.right))
            continue
        if gap and _beside(gap[0], char) and gap[0].left < char.left and not (kept and _beside(kept[-1], char)):
            char = replace(char, left=gap[0].left)
        gap = None
        kept.append(char)
    return kept, words


def _beside(one: Char, two: Char) -> bool:
    """Whether two characters stand in one line."""
    return abs(one.y - two.y) <= _SAME_LINE * max(_size(one), _size(two))
