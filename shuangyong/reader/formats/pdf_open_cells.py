"""Rows and cells of a PDF's table that no rules part, by places: see `pdf_open_tables`, which finds it."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from shuangyong.reader.formats.pdf_lines import lines_of
from shuangyong.reader.formats.pdf_page import Char

Group = list[Char]
Span = tuple[float, float]

_GUTTER, _BY_FIGURES = 0.2, 0.3
_LEVEL = 0.4
"""Ems that lines of one row may differ in height: figures and letters of two fonts, three lines about two."""
_CUT = 0.6
_EDGE, _CENTRE = 0.15, 0.3
_STEP, _FULL, _FARTHEST = 1.15, 2.2, 2.2
_INSIDE = 1.6
_MOST_CUT = 40
"""Lines of cells that a page's end may have cut from their row."""
_OPENING = frozenset("“‘《（〈【〔「『([")
_CLOSING = frozenset("，。、；：！？）》〉】〕”’」』%％)]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of one cell."""

    column: int
    y: float
    chars: list[Char]

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def right(self) -> float:
        return self.chars[-1].right

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


Row = list[Piece]


@dataclass(slots=True)
class Columns:
    """The columns of one table: the places between them, and where their cells' lines begin, or what they stand about."""

    gutters: list[float]
    em: float
    is_middle: bool | None = None
    """Whether numbers stand in the middle of their rows; None as long as all rows have one line."""
    step: float = 0.0
    lefts: dict[int, float] = field(default_factory=dict)
    centres: dict[int, float] = field(default_factory=dict)
    rights: dict[int, float] = field(default_factory=dict)

    def copy(self) -> Columns:
        return replace(self, lefts=dict(self.lefts), centres=dict(self.centres), rights=dict(self.rights))

    def pieces(self, group: Group) -> Row | None:
        """A line's pieces; None where it goes over a place between columns."""
        parts: dict[int, list[Char]] = {}
        for char in group:
            column = bisect_right(self.gutters, (char.left + char.right) / 2)
            parts.setdefault(column, []).append(char)
            inside = [
                place for place in self.gutters[max(column - 1, 0) : column + 1] if char.left < place < char.right
            ]
            if inside:
                return None
        return [Piece(column, median(char.y for char in part), part) for column, part in parts.items()]

    def places(self, names: Sequence[Span]) -> list[Span]:
        """A place in each column where all its lines have something, if they are long enough: `names` stand over it."""
        half = self.em / 2
        return [
            (self.lefts[at], self.lefts[at] + half)
            if at in self.lefts
            else (self.centres[at], self.centres[at])
            if at in self.centres
            else name
            for at, name in enumerate(names)
        ]

    def fits(self, piece: Piece) -> bool:
        """Whether a line begins or stands where those of its column do."""
        if not piece.column or piece.chars[0].text in _OPENING:
            return True
        at = piece.column
        if at not in self.lefts and at not in self.centres:
            return True  # nothing stood in that column before
        begins = at in self.lefts and abs(piece.left - self.lefts[at]) <= _EDGE * self.em
        return begins or at in self.centres and abs(piece.centre - self.centres[at]) <= _CENTRE * self.em

    def learn(self, pieces: Iterable[Piece]) -> bool:
        """Find out where the columns' lines stand; False where those of one stand anywhere."""
        held: dict[int, list[Piece]] = {}
        for piece in pieces:
            held.setdefault(piece.column, []).append(piece)
        steps: list[float] = []
        for column, ones in held.items():
            steps += [above.y - below.y for above, below in itertools.pairwise(ones)]
            self.rights[column] = max(one.right for one in ones)
            telling = [one for one in ones if one.chars[0].text not in _OPENING] or ones
            left, centre = median(one.left for one in telling), median(one.centre for one in telling)
            if all(abs(one.left - left) <= _EDGE * self.em for one in telling):
                self.lefts[column] = left
            if all(abs(one.centre - centre) <= _CENTRE * self.em for one in telling):
                self.centres[column] = centre
            if column and column not in self.lefts and column not in self.centres:
                return False
        self.step = min((step for step in steps if step > self.em / 2), default=_FARTHEST * self.em)
        return True


def gutters_between(cells: Sequence[Span], groups: Sequence[Group], em: float) -> list[float] | None:
    """A place between each two cells of a head that no line below goes over; None where there is none.

    It is the first one: a short line may begin and end before the name that stands in the middle over it.
    """
    chars = sorted((char for group in groups for char in group), key=lambda char: char.left)
    places: list[float] = []
    for (_, low), (high, _) in itertools.pairwise(cells):
        place = _first_gutter(chars, low, high, em)
        if place is None:
            return None
        places.append(place)
    return places


def _first_gutter(chars: Sequence[Char], low: float, high: float, em: float) -> float | None:
    end = low
    before = ""
    for char in chars:
        if char.left >= high:
            break
        if char.right <= end:
            continue
        if char.left - end >= _GUTTER * em and not _is_inside(before, char, char.left - end, em):
            return (end + char.left) / 2
        end, before = char.right, char.text
    return (end + high) / 2 if high - end >= _GUTTER * em else None


def _is_inside(before: str, char: Char, gap: float, em: float) -> bool:
    """Whether a gap is only the room that programs put between figures and Chinese letters."""
    return gap < _BY_FIGURES * em and before != "" and before.isascii() != char.text.isascii()


def by_first_lines(pieces: Sequence[Piece], levels: Sequence[float], columns: Columns) -> tuple[Row, list[Row]] | None:
    """What goes on with the row before, and the rows, where each number stands on the first line of its row."""
    slack = _LEVEL * columns.em
    tops = [-level - slack for level in levels]
    parted: list[Row] = [[] for _ in range(len(levels) + 1)]
    for piece in pieces:
        parted[bisect_right(tops, -piece.y)].append(piece)
    rest, *rows = parted
    for level, row in zip(levels, rows, strict=True):
        if not all(abs(cell[0].y - level) <= slack for cell in cells_of(row).values()):
            return None
    last = [piece for piece in rows[-1] if piece.y >= levels[-1] - slack]
    known = itertools.chain(*rows[:-1], last)
    if columns.lefts or columns.centres:
        if not all(map(columns.fits, known)):
            return None
    elif not columns.learn(known):
        return None
    rows[-1] = goes_on(last, rows[-1][len(last) :], columns)
    return (rest, rows) if all(_is_close(row, columns) for row in rows) else None


def goes_on(last: Row, below: Iterable[Piece], columns: Columns) -> Row:
    """The last row with those lines below its first that its full cells go on with; any other line ends the table."""
    row = list(last)
    ends = {piece.column: piece for piece in last}
    for _, line in itertools.groupby(below, key=lambda piece: round(piece.y)):
        ones = list(line)
        for one in ones:
            above = ends.get(one.column)
            if above is None or above.y - one.y > _STEP * columns.step or not columns.fits(one):
                return row
            if not one.column or above.right < columns.rights[one.column] - _FULL * columns.em:
                return row
        row += ones
        ends.update({one.column: one for one in ones})
    return row


def by_middles(pieces: Sequence[Piece], levels: Sequence[float], columns: Columns) -> tuple[Row, list[Row]] | None:
    """The rows where each number stands in the middle of its row, as all its cells do.

    A row that a page's end cuts has its number at the head, and only its lines on the next page.
    """
    known = bool(columns.lefts or columns.centres)
    above = sum(piece.y > levels[0] for piece in pieces) if known else 0
    starts = range(min(above, _MOST_CUT) + 1)
    ways = [(start, rows) for start in starts if (rows := _middle_rows(pieces[start:], levels, columns.em))]
    if not ways:
        return None
    start, rows = min(ways, key=lambda way: _left_open(way[1], columns)) if len(ways) > 1 else ways[0]
    held = list(itertools.chain(*rows))
    if not (all(map(columns.fits, held)) if known else columns.learn(held)):
        return None
    cut = rows[-1][0].y <= levels[-1] + _LEVEL * columns.em
    rows[-1] = goes_on(rows[-1], pieces[start + len(held) :], columns) if cut else rows[-1]
    return (list(pieces[:start]), rows) if all(_is_close(row, columns) for row in rows) else None


def _left_open(rows: Iterable[Row], columns: Columns) -> int:
    """How many lines of cells stop though the next one's first characters had room: so do those of two cells."""
    cells = itertools.chain.from_iterable(cells_of(row).values() for row in rows)
    pairs = itertools.chain.from_iterable(map(itertools.pairwise, cells))
    return sum(columns.rights[above.column] - above.right > _room(below, columns.em) for above, below in pairs)


def _room(piece: Piece, em: float) -> float:
    """The room that a line's first word takes: figures and letters, or a character with the mark behind it."""
    chars = piece.chars
    stop = next((at for at, char in enumerate(chars) if not char.text.isascii()), len(chars)) or 1
    stop += stop < len(chars) and chars[stop].text in _CLOSING
    return chars[stop - 1].right - piece.left + em / 4


def _middle_rows(pieces: Sequence[Piece], levels: Sequence[float], em: float) -> list[Row] | None:
    rows: list[Row] = []
    at = 0
    for level in levels:
        if at == len(pieces):
            return None
        bottom = 2 * level - pieces[at].y - _CUT * em
        stop = next((stop for stop in range(at, len(pieces)) if pieces[stop].y < bottom), len(pieces))
        row = list(pieces[at:stop])
        middles = [(cell[0].y + cell[-1].y) / 2 for cell in cells_of(row).values()]
        if not row or any(abs(middle - level) > _LEVEL * em for middle in middles):
            return None
        rows.append(row)
        at = stop
    return rows


def _is_close(row: Row, columns: Columns) -> bool:
    """Whether each cell's lines follow each other as the lines of a text do."""
    cells = cells_of(row).values()
    steps = (above.y - below.y for cell in cells for above, below in itertools.pairwise(cell))
    return all(step <= _INSIDE * columns.step for step in steps)


def cells_of(row: Iterable[Piece]) -> dict[int, Row]:
    """The pieces by their columns, top first."""
    cells: dict[int, Row] = {}
    for piece in row:
        cells.setdefault(piece.column, []).append(piece)
    return cells


def text_of(row: Iterable[Piece], count: int) -> list[str]:
    """What stands in each of a row's cells."""
    cells = cells_of(row)
    return ["".join(line_of(piece.chars) for piece in cells.get(column, ())) for column in range(count)]


def line_of(chars: list[Char]) -> str:
    return "".join(line.text for line in lines_of(chars))
