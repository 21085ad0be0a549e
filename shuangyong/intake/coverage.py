"""How much of a document is settled: every sentence has a verdict, every task among them a decision. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from shuangyong.reader.model import Sentence

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters without blanks: in all, in sentences with a verdict, and those that nobody need look at again."""

    total: int
    judged: int
    settled: int

    @property
    def percent(self) -> int:
        """Whole percent settled, rounded down: 100 means everything."""
        return self.settled * 100 // self.total if self.total else 100

    @property
    def done(self) -> bool:
        return self.settled == self.total


def coverage(text: str, sentences: Iterable[Sentence], decided: Iterable[Span], waiting: Iterable[Span]) -> Coverage:
    """What is settled of a text.

    A sentence that is no task is settled by its verdict, one that is by the drafts that stand on it: `decided` are
    the stretches of drafts confirmed or dropped, `waiting` of those still open, which win where both stand.
    """
    solid = _solid_before(text)
    judged = settled = 0
    yes, no = _joined(decided), _joined(waiting)
    for sentence in sentences:
        size = solid[sentence.end] - solid[sentence.start]
        judged += size
        open_part = _within(sentence.start, sentence.end, no, solid)
        if sentence.verdict != "task":
            settled += size - open_part
        else:
            settled += _within(sentence.start, sentence.end, _without(yes, no), solid)
    return Coverage(solid[-1], judged, settled)


def _solid_before(text: str) -> Sequence[int]:
    """How many characters that are no blanks stand before each place."""
    return tuple(accumulate((not sign.isspace() for sign in text), initial=0))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same stretches in order, none overlapping."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of some stretches when others are taken out of them; both joined."""
    found: list[Span] = []
    for start, end in spans:
        for out, back in taken:
            if back <= start or out >= end:
                continue
            if out > start:
                found.append((start, out))
            start = max(start, back)
        if start < end:
            found.append((start, end))
    return tuple(found)


def _within(start: int, end: int, spans: Sequence[Span], solid: Sequence[int]) -> int:
    """How many characters of the stretches lie between two places."""
    first = max(0, bisect_right(spans, (start, start)) - 1)
    size = 0
    for begin, stop in spans[first:]:
        if begin >= end:
            break
        low, high = max(start, begin), min(end, stop)
        size += solid[high] - solid[low] if low < high else 0
    return size
