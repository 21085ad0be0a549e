"""Characters with places become lines of text, top to bottom, left to right."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from statistics import median, median_low

from shuangyong.reader.formats.pdf_page import CHINESE, LATIN_EM, Char
from shuangyong.reader.model import Hangs

_SAME_LINE = 0.35
_SAME_PLACE = 0.2
_LATIN_GAP = 0.2
_CHINESE_GAP = 0.7
_WIDE_GAP = 2.0
_HALF_A_DASH, _TWO = "—", 1.7
_SPACE = 0.2
"""Ems that a space takes at least, beside what a line set to both edges puts between any two characters."""
_EVEN, _EVENLY_SET = 0.08, 0.6
"""Most gaps of a line that a machine set are alike; those of recognized print are not, and tell nothing."""
_FEWEST_GAPS = 2
_MOST_BLANKS, _EXACT = 12, 0.06


@dataclass(slots=True)
class Line:
    """A line: its text, its cells where wide gaps part it (with their left edges), its place; `alone` where no column
    stands beside it. `size` is that of its Chinese letters, whatever else stands in it."""

    text: str
    left: float
    y: float
    em: float
    cells: list[tuple[float, str]] = field(default_factory=list)
    is_row: bool = False
    hangs: Hangs = ()
    right: float = 0.0
    size: float = 1.0
    alone: bool = True
    edge: float | None = None
    is_note: bool = False


def lines_of(chars: list[Char]) -> list[Line]:
    """Write the lines of characters, top to bottom."""
    return [_line(group) for group in groups_of(chars)]


def groups_of(chars: list[Char]) -> list[list[Char]]:
    """Group characters into lines by their baselines."""
    groups: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -c.y):
        if groups and groups[-1][0].y - char.y <= _SAME_LINE * max(char.em, groups[-1][0].em):
            groups[-1].append(char)
        else:
            groups.append([char])
    return groups


def _line(group: list[Char]) -> Line:
    """Write one line, left to right, with spaces and cells where gaps say so."""
    chars = _without_doubles(sorted(group, key=lambda c: c.left))
    em = median(c.em for c in chars)
    usual = _usual_gap(chars, em)
    cells = [(chars[0].left, [chars[0].text])]
    between = [""]
    for before, char in itertools.pairwise(chars):
        gap = char.left - before.right
        blanks = _blanks(before, gap - (usual or 0.0), em)
        if gap > _WIDE_GAP * em:
            cells.append((char.left, [char.text]))
            between.append(blanks or "  ")
            continue
        told = char.spaced and _stands_apart(before.text, char.text) or before.text < CHINESE and char.text < CHINESE
        told = told or usual is not None and gap - usual > _SPACE * em and _is_han(before.text) and _is_han(char.text)
        if gap > (_LATIN_GAP if told else _CHINESE_GAP) * em:
            cells[-1][1].append(blanks or " ")
        cells[-1][1].append(char.text)
    joined = [(left, "".join(parts)) for left, parts in cells]
    text = "".join(blank + text for blank, (_, text) in zip(between, joined, strict=True))
    size = median(c.em if c.text >= CHINESE else c.em / LATIN_EM for c in chars)
    return Line(
        text, chars[0].left, median(c.y for c in chars), em, joined, right=max(c.right for c in chars), size=size
    )


def _blanks(before: Char, gap: float, em: float) -> str:
    """The blanks as wide as a character that an author put behind one: 县委书记　彭湘平; none where the gap is no whole number."""
    many = round(gap / em)
    return (
        "\u3000" * many
        if 1 <= many <= _MOST_BLANKS and abs(gap - many * em) <= _EXACT * em and before.text >= CHINESE
        else ""
    )


def _usual_gap(chars: list[Char], em: float) -> float | None:
    """What lies between two characters of an evenly set line; None where no line is known to be one.

    Some programs write no spaces into a file, they only leave their room: 副县长 戴春江.
    """
    han = [_is_han(char.text) for char in chars]
    gaps = [chars[at + 1].left - chars[at].right for at, both in enumerate(map(all, itertools.pairwise(han))) if both]
    if len(gaps) < _FEWEST_GAPS:
        return None
    usual = median_low(gaps)
    even = sum(abs(gap - usual) <= _EVEN * em for gap in gaps)
    return usual if even >= _EVENLY_SET * len(gaps) else None


def _is_han(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"


def _stands_apart(before: str, after: str) -> bool:
    """Whether a space that is written between two characters is the author's: 办公室 2025年, 常青松 联系电话."""
    return before >= "\u2e80" and (after >= "\u2e80" or after.isdigit())


def _without_doubles(chars: list[Char]) -> list[Char]:
    """Drop characters printed twice at one place, which is how some printers make bold.

    Some fonts have one sign for both halves of a dash: the second has the place of the first, and room behind it.
    """
    kept: list[Char] = []
    lefts: list[float] = []
    for char in chars:
        twice = any(k.text == char.text and char.left - k.left < _SAME_PLACE * char.em for k in kept[-2:])
        if not twice:
            kept.append(char)
        elif char.text == _HALF_A_DASH and kept[-1].text == char.text:
            lefts = lefts or [one.left for one in chars]
            if _has_room_for_two(char, lefts):
                kept.append(replace(char, left=char.left + char.em, right=char.left + 2 * char.em))
    return kept


def _has_room_for_two(char: Char, lefts: list[float]) -> bool:
    """`lefts` are those of all characters of the line, in order."""
    after = bisect_left(lefts, char.left + _SAME_PLACE * char.em)
    return after == len(lefts) or lefts[after] - char.left > _TWO * char.em


def mark_rows(lines: list[Line]) -> None:
    """Mark lines as table rows where neighbours are parted into cells at the same places."""
    for one, two in itertools.pairwise(lines):
        if len(one.cells) < 2 or len(one.cells) != len(two.cells):
            continue
        pairs = zip(one.cells, two.cells, strict=True)
        if all(abs(a[0] - b[0]) <= one.em for a, b in pairs):
            one.is_row = two.is_row = True
