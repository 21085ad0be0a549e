"""Characters with places become lines of text, top to bottom, left to right."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from statistics import median

from shuangyong.reader.formats.pdf_page import Char
from shuangyong.reader.model import Hangs

_SAME_LINE = 0.35
_SAME_PLACE = 0.2
_LATIN_GAP = 0.2
_CHINESE_GAP = 0.7
_WIDE_GAP = 2.0


@dataclass(slots=True)
class Line:
    """A line: its text, its cells where wide gaps part it (with their left edges), its place."""

    text: str
    left: float
    y: float
    em: float
    cells: list[tuple[float, str]] = field(default_factory=list)
    is_row: bool = False
    hangs: Hangs = ()


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
    cells = [(chars[0].left, [chars[0].text])]
    for before, char in itertools.pairwise(chars):
        gap = char.left - before.right
        if gap > _WIDE_GAP * em:
            cells.append((char.left, [char.text]))
            continue
        told = char.spaced and _stands_apart(before.text, char.text) or before.text < "\u2e80" and char.text < "\u2e80"
        if gap > (_LATIN_GAP if told else _CHINESE_GAP) * em:
            cells[-1][1].append(" ")
        cells[-1][1].append(char.text)
    joined = [(left, "".join(parts)) for left, parts in cells]
    text = "  ".join(text for _, text in joined)
    return Line(text, chars[0].left, median(c.y for c in chars), em, joined)


def _stands_apart(before: str, after: str) -> bool:
    """Whether a space that is written between two characters is the author's: 办公室 2025年, 常青松 联系电话."""
    return before >= "\u2e80" and (after >= "\u2e80" or after.isdigit())


def _without_doubles(chars: list[Char]) -> list[Char]:
    """Drop characters printed twice at one place, which is how some printers make bold."""
    kept: list[Char] = []
    for char in chars:
        twice = any(k.text == char.text and char.left - k.left < _SAME_PLACE * char.em for k in kept[-2:])
        if not twice:
            kept.append(char)
    return kept


def mark_rows(lines: list[Line]) -> None:
    """Mark lines as table rows where neighbours are parted into cells at the same places."""
    for one, two in itertools.pairwise(lines):
        if len(one.cells) < 2 or len(one.cells) != len(two.cells):
            continue
        pairs = zip(one.cells, two.cells, strict=True)
        if all(abs(a[0] - b[0]) <= one.em for a, b in pairs):
            one.is_row = two.is_row = True
