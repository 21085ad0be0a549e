"""One page of a PDF: its characters and ruled lines with their places.

Coordinates are points on the page as it is seen (rotation applied), y growing upwards.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

from shuangyong.reader.formats.pdf_fonts import keep_all_text
from shuangyong.reader.formats.pdf_forms import Path
from shuangyong.reader.formats.pdf_unseen import Unseen, take_off

MAX_PATHS = 20_000
MAX_RULES = 1_500
_STRAIGHT = 1.0
_SHORTEST_RULE = 4.0
_ANGLE_SLACK = 0.1
_RIGHT_ANGLE = 1.5707963
CHINESE = "\u2e80"
LATIN_EM = 0.8
_SMALLEST = 0.12
_LARGEST = 2.5
_SAME_BASELINE = 0.1


@dataclass(frozen=True, slots=True)
class Char:
    """A character: `y` is its baseline, `em` its size in points, `spaced` where the page's own text has a space before it."""

    text: str
    left: float
    right: float
    y: float
    em: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruled line along an axis: it stands at `at` and runs from `low` to `high`."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds; `images` counts its pictures."""

    height: float
    chars: list[Char]
    horizontal: list[Rule]
    vertical: list[Rule]
    images: int
    unseen: Unseen


class _Turn:
    """Turns page coordinates into those of the page as it is seen."""

    def __init__(self, page: Any) -> None:
        self.quarter: int = pdfium.FPDFPage_GetRotation(page)
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        self.seen_height: float = height
        # FPDF_GetPageWidthF answers for the page as seen: turn it back for the page as stored.
        self._width, self._height = (height, width) if self.quarter % 2 else (width, height)

    def way(self, x: float, y: float) -> tuple[float, float]:
        """A direction, as `point` turns a place."""
        if not self.quarter:
            return x, y
        (x0, y0), (x1, y1) = self.point(0.0, 0.0), self.point(x, y)
        return x1 - x0, y1 - y0

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarter == 1:
            return y, self._width - x
        if self.quarter == 2:
            return self._width - x, self._height - y
        return (self._height - y, x) if self.quarter == 3 else (x, y)


def read_page(page: Any, document: Any, limit: int, hidden: Collection[Path] = ()) -> Page:
    """Read at most `limit` characters, and the rules, of an open pdfium page (raw handles); `hidden`: its forms that
    are not drawn."""
    turn = _Turn(page)
    unseen = take_off(page, document, hidden)
    keep_all_text(page)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        chars = _chars(text_page, turn, limit) if text_page else []
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
    horizontal, vertical, images = _objects(page, turn)
    return Page(turn.seen_height, chars, horizontal, vertical, images, unseen)


def _chars(text_page: Any, turn: _Turn, limit: int) -> list[Char]:
    """The characters that can be seen; spaces are told from gaps later, what is written as one only helps."""
    glyphs = _Glyphs(text_page, turn)
    found: list[Char] = []
    high = 0
    spaced = False
    for index in range(min(pdfium.FPDFText_CountChars(text_page), limit)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        if code <= 0x20 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
            spaced = code in (0x20, 0xA0) and pdfium.FPDFText_IsGenerated(text_page, index) != 1
            continue
        char = glyphs.char(chr(code), index)
        if char is not None:
            found.append(replace(char, spaced=True) if spaced else char)
        spaced = False
    return found


def _is_slanted(angle: float) -> bool:
    """Whether text runs askew over the page, as watermarks do (letters that lean run straight)."""
    off = angle % _RIGHT_ANGLE
    return _ANGLE_SLACK < off < _RIGHT_ANGLE - _ANGLE_SLACK


class _Glyphs:
    """Places characters by where they begin and how large they are.

    The boxes that pdfium draws around them follow the shapes of the font, which the file need not
    hold: without a font they are flat.
    """

    def __init__(self, text_page: Any, turn: _Turn) -> None:
        self._page, self._turn = text_page, turn
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._asked: tuple[int, tuple[float, float] | None] = (-1, None)

    def char(self, text: str, index: int) -> Char | None:
        """The character at an index of the page's text; None where it runs askew."""
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._page, index, matrix)
        if _is_slanted(math.atan2(matrix.b, matrix.a)):
            return None
        x, y = self._origin(index) or (0.0, 0.0)
        size = pdfium.FPDFText_GetFontSize(self._page, index) * math.hypot(matrix.a, matrix.b)
        left, right, tall = self._boxed(index)
        wide = right - left
        along, up = self._turn.way(matrix.a, matrix.b)
        if along <= abs(up) or not _SMALLEST * size <= max(wide, tall) <= _LARGEST * size:
            # It runs up or down, or its font counts sizes in a way of its own: the box tells more.
            # A Chinese character is as wide as its size; the box of other characters is taller than it.
            em = wide if text >= CHINESE and 0.5 * tall < wide < 1.5 * tall else tall * LATIN_EM
            return Char(text, left, right, y, max(em, 1.0))
        em, end = (size, x + size) if text >= CHINESE else (size * LATIN_EM, max(right, x))
        return Char(text, x, self._cut(index, end, x, y, size), y, max(em, 1.0))

    def _origin(self, index: int) -> tuple[float, float] | None:
        """Where a character begins on its baseline, on the page as seen."""
        if index != self._asked[0]:  # each is asked for as the next one, and then as itself
            found = pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
            self._asked = index, self._turn.point(self._x.value, self._y.value) if found else None
        return self._asked[1]

    def _boxed(self, index: int) -> tuple[float, float, float]:
        """Left edge, right edge and height of a character's box, on the page as seen."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._page, index, box)
        one, low = self._turn.point(box.left, box.bottom)
        two, high = self._turn.point(box.right, box.top)
        return min(one, two), max(one, two), abs(high - low)

    def _cut(self, index: int, end: float, x: float, y: float, size: float) -> float:
        """The right edge of a character: where the next one of its line (a space also) begins, if sooner."""
        after = self._origin(index + 1)
        if after is None or abs(after[1] - y) > _SAME_BASELINE * size or not x < after[0] < end:
            return end
        return after[0]


def _objects(page: Any, turn: _Turn) -> tuple[list[Rule], list[Rule], int]:
    """The ruled lines of a page, horizontal and vertical, and the number of its images."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    images = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_PATHS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(horizontal) + len(vertical) < MAX_RULES:
            _path(item, turn, horizontal, vertical)
    return horizontal, vertical, images


def _path(item: Any, turn: _Turn, horizontal: list[Rule], vertical: list[Rule]) -> None:
    """Add the straight edges of one path."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(min(pdfium.FPDFPath_CountSegments(item), MAX_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = turn.point(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last:
            _edge(last, here, horizontal, vertical)
        last = here
        if start and pdfium.FPDFPathSegment_GetClose(segment):
            _edge(here, start, horizontal, vertical)


def _edge(one: tuple[float, float], two: tuple[float, float], horizontal: list[Rule], vertical: list[Rule]) -> None:
    """Add one edge where it is straight and long enough to rule a table."""
    (x1, y1), (x2, y2) = one, two
    if abs(y1 - y2) <= _STRAIGHT and abs(x1 - x2) >= _SHORTEST_RULE:
        horizontal.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
    elif abs(x1 - x2) <= _STRAIGHT and abs(y1 - y2) >= _SHORTEST_RULE:
        vertical.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
