"""How the lines of a PDF were set: which of them their margin broke, where paragraphs part, a title on two lines.

The words of a page do not tell how wide it is, for figures and Latin letters take room of their own; places do.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from shuangyong.reader.formats.pdf_lines import Line
from shuangyong.reader.lines import BODY_NAME, TITLE_END

_TOGETHER = 3.0
_FEW_LINES, _FEW_SIZES = 5, 3
_SLACK = 0.5
"""Ems that a line may be short of what would have let the next one's first word in."""
_CLOSED = "。！？；：!?;:”）"
_WORD = re.compile(
    r"[“‘（《〈【〔「『(\[]*(?:[A-Za-z0-9.]+|.)(?:[，。、；：！？）》〉】〕”’」』…,.;:!?)%％]|[“‘](?:[A-Za-z0-9.]+|.))*"
)
"""What no line's end parts: 的“春, for most programs break neither before nor behind a quotation mark."""
_FAR_IN = 5.0
"""Ems: what is set in farther stands in the middle or at the right, and ends where its author ended it."""
_OPEN = re.compile("[\u4e00-\u9fff，、]$")
_LONG, _MOSTLY = 0.7, 0.94
_FEWEST_STEPS = 2
_FARTHER = 1.1
_RARE = 0.1
"""Share of the steps between lines that some picture or large sign may have made."""
_LARGER, _LARGEST = 1.15, 3.2
_SAME_SIZE, _ALIKE = 0.03, 0.87
_TITLE_PITCH = 2.2
_OFF_CENTRE = 1.0
_HEAD = 12
_PAPER = "文件"
"""The end of a head that stands over a paper, in letters so large that it may not fit its line."""


class Setting:
    """Right edges and steps of the pages' bodies (their lines without headers and footers)."""

    def __init__(self, bodies: Sequence[Sequence[Line]], left: float) -> None:
        self._left = left
        edges = [_right_edge(body, left) for body in bodies if len(body) >= _FEW_LINES]
        self._usual = max(edges) if edges else None
        sizes = [line.size for body in bodies for line in body if not line.is_row]
        self._em = median(sizes) if sizes else 0.0
        self._only: float | None = None
        if not _mostly(self._full_of_size(bodies, self._em)):
            self._only = self._other_size(bodies, sizes)
            self._usual = self._usual if self._only else None
        self._limit = self._paragraph_step(bodies)

    def fills(self, line: Line, below: Line | None) -> bool | None:
        """Whether a line ends where the next one's first word had no room; None where places do not tell."""
        if self._edge(line) is None or below is None or line.is_row or below.is_row:
            return None
        if line.left - self._left > _FAR_IN * line.size or not _ALIKE < line.size / below.size < 1 / _ALIKE:
            return False
        if self._has_no_room(line, below):
            return True
        return False if line.text[-1] in _CLOSED else None

    def breaks_off(self, line: Line, below: Line) -> bool:
        """Whether a full line stops in the middle of a sentence."""
        return bool(self.fills(line, below)) and _OPEN.search(line.text) is not None

    def _edge(self, line: Line) -> float | None:
        if self._only and abs(line.size - self._only) > _SAME_SIZE * self._only:
            return None
        return self._usual if line.alone else line.edge

    def _has_no_room(self, line: Line, below: Line) -> bool:
        edge = self._edge(line)
        return edge is not None and edge - line.right < _first_word(below) + _SLACK * line.size

    def _other_size(self, bodies: Sequence[Sequence[Line]], sizes: Sequence[float]) -> float | None:
        """The size of a text that its margin breaks, where most lines are those of a table's cells, that no rules part."""
        usual = Counter(round(size, 1) for size in sizes).most_common(_FEW_SIZES)
        larger = [size for size, _ in usual if size > (1 + _SAME_SIZE) * self._em]
        return next((size for size in larger if _mostly(self._full_of_size(bodies, size), _FEW_LINES)), None)

    def _full_of_size(self, bodies: Sequence[Sequence[Line]], size: float) -> list[bool]:
        """Of the lines that stop in the middle, which fill theirs; those of a program that counts characters need not."""
        return [
            self._has_no_room(one, two)
            for one, two in itertools.chain.from_iterable(map(itertools.pairwise, bodies))
            if _OPEN.search(one.text)
            and not (len(one.cells) > 1 or two.is_row or TITLE_END.search(one.text) or BODY_NAME.search(one.text))
            and max(one.left - self._left, two.left - self._left) < _FAR_IN * one.size
            and abs(one.size - size) <= _SAME_SIZE * size
            and two.left - self._left < two.size
            and self._usual is not None
            and one.right - self._left > _LONG * (self._usual - self._left)
        ]

    def parts(self, line: Line, below: Line) -> bool:
        """Whether a paragraph ends with a full line, by the space below it, where paragraphs have one."""
        return self._limit is not None and line.y - below.y > self._limit and bool(self.fills(line, below))

    def _paragraph_step(self, bodies: Sequence[Sequence[Line]]) -> float | None:
        """A step between lines that parts paragraphs: more than inside of any, no more than below short last lines."""
        inside: list[float] = []
        below: list[float] = []
        for one, two in itertools.chain.from_iterable(map(itertools.pairwise, bodies)):
            if abs(one.size - two.size) > _SAME_SIZE * one.size or one.y <= two.y or not one.text or not two.text:
                continue
            full = self.fills(one, two)
            if full and one.text[-1] not in _CLOSED:
                inside.append(one.y - two.y)
            elif full is False and one.text[-1] in _CLOSED:
                below.append(one.y - two.y)
        if min(len(inside), len(below)) < _FEWEST_STEPS:
            return None
        most = sorted(inside)[int((1 - _RARE) * (len(inside) - 1))]
        least = sorted(below)[int(_RARE * len(below))]
        return (most + least) / 2 if least > _FARTHER * most else None

    def with_whole_titles(self, body: list[Line]) -> int:
        """Join the lines of a title that fills its lines, in place: the later ones are left empty. How many went."""
        joined = 0
        above: Line | None = None
        for line in body[:_HEAD]:
            if above is not None and self._goes_on(above, line):
                above.text += line.text
                above.right, above.y, line.text = line.right, line.y, ""
                joined += 1
            else:
                above = line
        return joined

    def _goes_on(self, above: Line, line: Line) -> bool:
        """Whether a large line at the head, set in the middle, goes on with the one above, which had no room for more."""
        large = (
            _LARGER * self._em <= above.size <= _LARGEST * self._em
            and abs(line.size - above.size) <= _SAME_SIZE * above.size
        )
        if not large or above.y - line.y > _TITLE_PITCH * above.size or not self._has_no_room(above, line):
            return False
        off = abs((line.left - self._left) - ((self._usual or 0.0) - line.right))
        if off > 2 * _OFF_CENTRE * line.size or line.text[0] in "—（(":
            return False
        if line.text == _PAPER:
            return True
        ended = TITLE_END.search(above.text) is not None and line.text[0] not in "的》"
        return not ended and BODY_NAME.search(above.text) is None


def _mostly(full: Sequence[bool], least: int = 0) -> bool:
    return len(full) >= least and sum(full) >= _MOSTLY * len(full)


def _first_word(line: Line) -> float:
    """The room that a line's first word takes, with the marks that may not end a line and those that may not begin one."""
    word = _WORD.match(line.text)
    narrow = sum(map(str.isascii, word.group())) if word else 0
    return line.size * (len(word.group()) - narrow / 2) if word else line.size


def in_its_column(lines: list[Line]) -> list[Line]:
    """The lines of a part of a page that is set in columns, each told where its own column ends."""
    edge = _right_edge(lines, min((line.left for line in lines), default=0.0)) if len(lines) >= _FEW_LINES else None
    for line in lines:
        line.alone, line.edge = False, edge
    return lines


def _right_edge(body: Sequence[Line], left: float) -> float:
    """Where lines of the body end: the rightmost place that two lines share."""
    set_ = [line for line in body if not line.is_row and line.left - left <= _FAR_IN * line.size]
    rights = sorted((line.right for line in set_), reverse=True)
    if not rights:
        return 0.0
    return next((two for one, two in itertools.pairwise(rights) if one - two < _TOGETHER), rights[0])
