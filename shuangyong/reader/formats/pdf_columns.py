"""Pages set in columns: which characters are read one after the other.

A gutter is a place where no line has a character, right of which many lines begin; the lines of both sides are long and
mostly full, which the cells of a table are not. What stands over or under the columns, a head or a page's number, is left
where it is.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from shuangyong.reader.formats.pdf_lines import Line, groups_of
from shuangyong.reader.formats.pdf_page import Char

_FEWEST_LINES = 5
_FEWEST_CHARS = 10
"""Characters of a column's line in the mean."""
_FULL_SHARE = 0.35
_NEARLY = 2.2
"""A line is full that ends so many ems from its column's edge, or sooner by one mark."""
_GAP = 0.9
_INDENT = 3.0
_APART = 2.5
"""Lines so many pitches from the columns are none of theirs."""

_ROW = "\0"
_INSET, _PITCH = 0.5, 1.4
"""Ems: a table's rules stand a little outside of its column; lines of its cells."""
_MOST_SIGNS, _MOST_LINES = 60, 20
_FEWEST_BESIDE = 3
"""Lines of a column in which a table stands."""

_Row = list[Char]


def with_rows(chars: list[Char], rows: Sequence[tuple[Line, float]]) -> list[tuple[list[Char], list[Line]]]:
    """The parts of a page in the order of reading, each with the rows of tables that stand in its column.

    Each row, told with its lower edge, stands for full lines of the text while columns are looked for.
    """
    if not rows:
        return [(part, []) for part in in_columns(chars)]
    if not chars:
        return [([], [row for row, _ in rows])]
    em = median(char.em for char in chars)
    blocks = (_stand_in(at, row, low, em) for at, (row, low) in enumerate(rows))
    out: list[tuple[list[Char], list[Line]]] = []
    for part in in_columns([*chars, *itertools.chain.from_iterable(blocks)]):
        held = {int(char.text[1:]) for char in part if char.text[0] == _ROW}
        out.append(([char for char in part if char.text[0] != _ROW], [rows[at][0] for at in sorted(held)]))
    return out


def _stand_in(at: int, row: Line, low: float, em: float) -> list[Char]:
    """Lines of signs as wide as a row, from its upper edge down to its lower one."""
    wide = row.right - row.left - 2 * _INSET * em
    count = min(max(1, int(wide / em)), _MOST_SIGNS)
    lines = min(max(1, int((row.y - low) / (_PITCH * em))), _MOST_LINES)
    lefts = [row.left + _INSET * em + wide / count * place for place in range(count)]
    return [
        Char(f"{_ROW}{at}", left, left + wide / count, row.y - em * (1.0 + _PITCH * line), em)
        for line in range(lines)
        for left in lefts
    ]


def in_columns(chars: list[Char]) -> list[list[Char]]:
    """The page's characters in the order of reading: one part, or what stands above, the columns, what stands below.

    The right column's characters are moved below the left one's edge, so that an indent shows as in one column.
    """
    rows = [sorted(group, key=lambda char: char.left) for group in groups_of(chars)]
    if len(rows) < _FEWEST_LINES:
        return [chars]
    em = median(char.em for char in chars)
    for gutter in _gutters(rows, em):
        band = _band(rows, gutter, em)
        left = [[char for char in row if char.right <= gutter] for row in rows[band.start : band.stop]]
        right = [[char for char in row if char.right > gutter] for row in rows[band.start : band.stop]]
        if _is_column(left, em) and _is_column(right, em):
            over, under = _flat(rows[: band.start]), _flat(rows[band.stop :])
            return [part for part in (over, *in_columns(_flat(left)), *_moved(left, right), under) if part]
    return [chars]


def _gutters(rows: Sequence[_Row], em: float) -> list[float]:
    """Places right of which many pieces of lines begin, those with most of them first."""
    starts = Counter[int]()
    step = max(em / 2, 1.0)
    edge = min(row[0].left for row in rows)
    for row in rows:
        places = [
            row[0],
            *(after for before, after in itertools.pairwise(row) if after.left - before.right > _GAP * em),
        ]
        starts.update({int(place.left // step) for place in places if place.left - edge > _FEWEST_CHARS * em})
    return [slot * step - em / 4 for slot, count in starts.most_common(3) if count >= _FEWEST_LINES - 1]


def _band(rows: Sequence[_Row], gutter: float, em: float) -> range:
    """The longest run of lines that leave the gutter free, without what stands apart from them."""
    least = _PITCH * em if any(char.text[0] == _ROW for row in rows for char in row) else em
    pitch = max(least, median(above[0].y - below[0].y for above, below in itertools.pairwise(rows)))
    best = run = range(0)
    for at, row in enumerate(rows):
        free = not any(char.left < gutter < char.right + em / 4 for char in row)
        joins = run and rows[at - 1][0].y - row[0].y <= _APART * pitch
        run = range(run.start if joins else at, at + 1) if free else range(0)
        best = max(best, run, key=len)
    return best


def _is_column(lines: Sequence[_Row], em: float) -> bool:
    """Whether the parts of lines on one side of a gutter are a column of text."""
    held = [line for line in lines if line]
    fewest = _FEWEST_BESIDE if any(line[-1].text[0] == _ROW for line in held) else _FEWEST_LINES
    if len(held) < fewest or sum(map(len, held)) < _FEWEST_CHARS * len(held):
        return False
    edge = max(line[-1].right for line in held)
    start = min(line[0].left for line in held)
    full = sum(edge - line[-1].right <= _NEARLY * em or line[-1].text[0] == _ROW for line in held)
    begun = sum(line[0].left - start <= _INDENT * em for line in held)
    return full >= _FULL_SHARE * len(held) and begun >= 0.8 * len(held)


def _moved(left: Sequence[_Row], right: Sequence[_Row]) -> list[list[Char]]:
    """The right side's characters, columns of their own where it has some, with the left side's edge."""
    chars = _flat(right)
    by = min(char.left for char in chars) - min(char.left for char in _flat(left))
    return in_columns([replace(char, left=char.left - by, right=char.right - by) for char in chars])


def _flat(rows: Sequence[_Row]) -> list[Char]:
    return [char for row in rows for char in row]
