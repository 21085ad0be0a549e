"""How a hard-wrapped text was set: how long its full lines are, and whether its lines are paragraphs or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from shuangyong.reader.lines import BODY_NAME, DATE_LINE
from shuangyong.reader.paper import SENTENCE_END, Line

CLOSING = "。！？!?；;：:"
HAN_OR_MARK = re.compile("[一-龥，、0-9“（]$")
"""What a line that a margin broke ends with."""
_SPREAD = 8
"""Spaces that went from inside a line count for its width up to this many."""


class Opening(NamedTuple):
    """How long a paragraph's first line is, or one more, counted in characters or in columns."""

    measure: Callable[[Line], int]
    low: int


@dataclass(frozen=True, slots=True)
class Page:
    """How a wrapped text was set: full lines in columns and in characters, and whether paragraphs are indented.

    `exact` is the number of characters of every full line, where all have the same and no paragraph is indented;
    `opening` that of a paragraph's first one, where the spaces that set it in were lost.
    """

    columns: int
    characters: int
    indented: bool
    exact: int | None = None
    opening: Opening | None = None

    def is_full(self, line: Line) -> bool:
        if line.full is not None:
            return line.full
        if self.exact is not None and SENTENCE_END.search(line.text):
            return len(line.text) >= self.exact  # a machine that breaks after so many characters breaks nowhere else
        return (
            line.columns + line.indent + min(line.spaces, _SPREAD) >= self.columns - 5
            or _characters(line) >= self.characters - 2
            or self.opening is not None
            and self.opening.low <= self.opening.measure(line) <= self.opening.low + 1
            and HAN_OR_MARK.search(line.text) is not None
        )


def page_of(lines: list[Line], printed: bool) -> Page | None:
    """The page of a hard-wrapped text, or None where lines are paragraphs.

    A wrapped text has many lines of nearly one length that end in the middle of a sentence; on a `printed` page
    lines are broken for certain, so two long ones are enough.
    """
    body = [line for line in lines if line.role == "body" and "\t" not in line.text]
    told = _told_by_places(body) if any(line.full for line in body) else None
    if told is None:
        return _told_by_lengths(body, printed)
    page = _told_by_lengths(body, printed)
    return replace(page, indented=told.indented) if page else told


def _told_by_lengths(body: list[Line], printed: bool) -> Page | None:
    if broken := _short_and_broken(body):
        return broken
    open_ended = [line for line in body if line.text[-1] not in CLOSING]
    if len(open_ended) < 3:
        return None
    sizes = [(line.columns + line.indent, _characters(line)) for line in open_ended]
    set_ = (line for at, line in enumerate(body) if not (_TYPED_WHOLE.match(line.text) or _is_to_whom(line, at)))
    longest = max((line.columns + line.indent for line in set_), default=0)
    share = 1 if printed and len(sizes) < _FEW else 0.8
    columns = sorted(size for size, _ in sizes)[min(int(len(sizes) * share), len(sizes) - 1)]
    characters = sorted(size for _, size in sizes)[min(int(len(sizes) * share), len(sizes) - 1)]
    near = sum(1 for size, long in sizes if size >= longest - 8 or (long >= characters - 1 and size >= columns - 10))
    if (
        not 28 <= columns <= 150
        or near < (2 if printed else 3)
        or near * (8 if printed else 4) < len(sizes)
        or longest > columns + 12
    ):
        return None
    full = sum(1 for line in body if line.columns + line.indent >= columns - 8)
    if full < (2 if printed else 4) and not _even([size for size, _ in sizes if size >= longest - 8]):
        return None
    indented = sum(1 for line in body if line.indent >= 3)
    set_in = indented >= max(2, len(body) // 12)
    return Page(columns, characters, set_in, None if set_in else _exact([long for _, long in sizes]), _opening(body))


def _told_by_places(body: list[Line]) -> Page | None:
    """The page of a file that tells which lines its margin broke."""
    full = [line for line in body if line.full]
    if not any(HAN_OR_MARK.search(line.text) for line in full):
        return None
    begun = [two for one, two in pairwise(body) if one.full is False and SENTENCE_END.search(one.text)]
    begun = [line for line in begun if not BODY_NAME.search(line.text) and not DATE_LINE.fullmatch(line.text)]
    set_in = sum(line.indent >= _SET_IN for line in begun)
    columns = max(line.columns + line.indent for line in full)
    return Page(columns, max(_characters(line) for line in full), indented=2 * set_in > len(begun))


_BY_HAND = 6
"""Lines of one length that a Word file or a page has at least where somebody pasted lines and not paragraphs."""


def broken_by_hand(lines: list[Line]) -> bool:
    """Whether the paragraphs of a Word file or a page are lines: those that stop in the middle have one length, and none is longer."""
    body = [line for line in lines if line.role == "body" and "\t" not in line.text]
    longest = max((line.columns + line.indent for line in body), default=0)
    if not _NARROWEST <= longest <= _WIDEST:
        return False
    most = max(_characters(line) for line in body)
    open_ = [line for line in body if line.text[-1] not in CLOSING and _characters(line) > most // 2]
    full = sum(line.columns + line.indent >= longest - _MARGIN or _characters(line) >= most - 1 for line in open_)
    even = full >= _BY_HAND and full * 2 >= len(open_) + _BY_HAND
    return even or _opening(body) is not None or _short_and_broken(body) is not None


_MOST_LOST, _NEARLY_ALL = 8, 0.8


def _opening(body: list[Line]) -> Opening | None:
    """How long a paragraph's first line is, where all other broken ones are longer by as much: its spaces were lost.

    A page shows no spaces at a line's head, and a Word file may hold lines that were broken with theirs.
    """
    return _opening_by(body, _letters, 0) or _opening_by(body, _columns, 1)


def _letters(line: Line) -> int:
    return len(line.text)


def _columns(line: Line) -> int:
    return line.columns


def _opening_by(body: list[Line], measure: Callable[[Line], int], under: int) -> Opening | None:
    """The same by one measure; `under`: how much a full line may be short of the others."""
    sizes = [measure(line) for line in body]
    most = max(sizes, default=0)
    open_ = [at for at in range(1, len(body)) if HAN_OR_MARK.search(body[at].text) and 2 * sizes[at] > most]
    goes_on = [HAN_OR_MARK.search(body[at - 1].text) is not None and 4 * sizes[at - 1] > 3 * most for at in open_]
    later = [sizes[at] for at, on in zip(open_, goes_on, strict=True) if on]
    first = [sizes[at] for at, on in zip(open_, goes_on, strict=True) if not on]
    if len(later) < _SEEN_TWICE or len(first) < _SEEN_TWICE:
        return None
    size, begun = (Counter(found).most_common(1)[0][0] - under for found in (later, first))
    if most > size + _SEEN_TWICE + under or not 1 < size - begun <= _MOST_LOST:
        return None
    known = sum(found.count(long + more) for found, long in ((later, size), (first, begun)) for more in (0, 1))
    return Opening(measure, begun) if known >= max(_BY_HAND, _NEARLY_ALL * len(open_)) else None


_FEWEST_SET_IN = 8


def at_the_margin(lines: list[Line]) -> list[Line]:
    """The lines without the indent that every one of them has, where they are broken ones: a page's own margin."""
    body = [line for line in lines if line.role == "body"]
    least = min((line.indent for line in body if line.indent), default=0)
    if not least or len(body) < _FEWEST_SET_IN or sum(not line.indent for line in body) * 10 > len(body):
        return lines
    moved = [replace(line, indent=max(0, line.indent - least)) for line in lines]
    return moved if broken_by_hand(moved) else lines


def _characters(line: Line) -> int:
    return len(line.text) + line.read + line.indent // 2


_TYPED_WHOLE = re.compile("(?:时间|地点|主持人?|参加|参会|出席|列席|缺席|记录|与会|抄送|主送|印发)[一-龥]{0,4}[：:]")
"""Who came to a meeting stands on one line, however long, over minutes that are broken at a margin."""
_HEAD = 6


def _is_to_whom(line: Line, at: int) -> bool:
    """Whether a line of the head says to whom a paper goes: however many they are, they are typed on one line."""
    return at < _HEAD and not line.indent and line.text[-1] in "：:"


_NARROWEST, _WIDEST, _SEEN_TWICE = 28, 150, 2
_MARGIN = 3


def _short_and_broken(body: list[Line]) -> Page | None:
    """The page of a short paper whose paragraphs are all set in: its widest lines stop in the middle, and what follows at the margin ends them."""
    longest = max((line.columns + line.indent for line in body), default=0)
    if not _NARROWEST <= longest <= _WIDEST or sum(line.indent >= _SET_IN for line in body) < _MARGIN:
        return None
    wide = [at for at, line in enumerate(body) if line.columns + line.indent >= longest - _MARGIN]
    open_ = [at for at in wide if HAN_OR_MARK.search(body[at].text)]
    below = [body[at + 1] for at in open_ if at + 1 < len(body)]
    goes_on = [not line.indent and not line.gap and SENTENCE_END.search(line.text) is not None for line in below]
    if len(goes_on) < _SEEN_TWICE or len(goes_on) < len(open_) or not all(goes_on):
        return None
    return Page(longest, longest // 2, indented=True)


_SET_IN = 3
_ALL_BUT_EQUAL = 3


def _even(sizes: list[int]) -> bool:
    """Whether the open lines of a short paper, three or more, end at one margin: no paragraphs do by chance."""
    return len(sizes) >= _ALL_BUT_EQUAL and max(sizes) - min(sizes) <= _ALL_BUT_EQUAL


def _exact(sizes: list[int]) -> int | None:
    """The length that nearly all open lines of a text have."""
    size, often = Counter(sizes).most_common(1)[0]
    return size if often > _MANY_ALIKE and often * 10 >= 9 * sum(1 for one in sizes if one > size // 2) else None


_MANY_ALIKE = 7
_FEW = 20
"""Open lines of a short printed page are mostly headings: the longest of them tells its width."""
