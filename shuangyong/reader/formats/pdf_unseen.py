"""What of a PDF's text nobody sees: white on white, a hair's height, beside the sheet, under a bar, or never drawn.

Such pieces are taken off an open page before its text is read, and told. Text that is never drawn stays where a picture
covers its place, or where a page draws no text at all: so text recognition lays what it read over a scan; how much
there is of it is counted, for nobody can see whether it says what the picture says. White text stays where anything
darker was drawn before it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

from shuangyong.reader.formats.whites import is_light

MAX_OBJECTS = 200_000
_OPAQUE = 0xFF
_SMALLEST = 1.5
_MAX_DEPTH = 5
_CORNERS = (4, 5)
_SLACK = 1.0
_LONGEST = 4_000
_MOST_LOOKED_AT = 300
_PICTURES = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING})
_NEVER_DRAWN = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
_BY_ITS_EDGE = frozenset({pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP})
Box = tuple[float, float, float, float]
"""Left, low, right, high."""
Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Unseen:
    """What was taken off a page, and how many pieces lie over pictures without being drawn."""

    words: list[str] = field(default_factory=list)
    layered: int = 0


@dataclass(slots=True)
class _Item:
    """An object of a page in the order of drawing; `holder` is the form it stands in, or None."""

    raw: Any
    kind: int
    box: Box
    holder: Any
    scale: float


def take_off(page: Any) -> Unseen:
    """Take text that nobody sees off an open page (raw handle)."""
    items = list(_items(page))
    found = Unseen()
    if not any(item.kind == pdfium.FPDF_PAGEOBJ_TEXT for item in items):
        return found
    sheet = _sheet(page)
    around = _Around.of(items)
    gone = []
    for at, item in enumerate(items):
        if item.kind != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if _is_never_drawn(item):
            layered = not around.drawn or any(_meets(item.box, picture) for picture in around.pictures)
            found.layered += layered
            unseen = not layered
        else:
            unseen = _is_unseen(item, at, sheet, around)
        if unseen:
            gone.append(item)
    if gone:
        found.words = _words(page, gone)
        for item in gone:
            _remove(page, item)
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    """What else a page holds, in the order of drawing: pictures, bars that hide, whatever is darker than paper."""

    pictures: list[Box]
    bars: list[tuple[int, Box]]
    dark: list[tuple[int, Box]]
    drawn: bool
    """Whether any text is drawn at all."""

    @classmethod
    def of(cls, items: list[_Item]) -> _Around:
        """The first of each: a page made of more is a drawing, and nothing on it is worth a second for each word."""
        placed = list(enumerate(items))
        return cls(
            [item.box for item in items if item.kind in _PICTURES][:_MOST_LOOKED_AT],
            [(at, item.box) for at, item in placed if _is_bar(item)][:_MOST_LOOKED_AT],
            [(at, item.box) for at, item in placed if _is_dark(item)][:_MOST_LOOKED_AT],
            any(item.kind == pdfium.FPDF_PAGEOBJ_TEXT and not _is_never_drawn(item) for item in items),
        )


def _items(page: Any) -> Iterator[_Item]:
    left = [MAX_OBJECTS]
    yield from _inside(page, None, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _UNMOVED, left, 0)


def _inside(
    holder: Any,
    form: Any,
    count: Callable[..., int],
    pick: Callable[..., Any],
    moved: Matrix,
    left: list[int],
    depth: int,
) -> Iterator[_Item]:
    for index in range(count(holder)):
        left[0] -= 1
        if left[0] < 0:
            return
        item = pick(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _times(_matrix(item), moved)
            counting, picking = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
            yield from _inside(item, item, counting, picking, inner, left, depth + 1)
        else:
            yield _Item(item, kind, _box(item, moved), form, (moved[0] ** 2 + moved[1] ** 2) ** 0.5)


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """The move `one`, then the move `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _box(item: Any, moved: Matrix) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *edges)
    left, low, right, high = (edge.value for edge in edges)
    a, b, c, d, e, f = moved
    xs = [a * x + c * y + e for x in (left, right) for y in (low, high)]
    ys = [b * x + d * y + f for x in (left, right) for y in (low, high)]
    return min(xs), min(ys), max(xs), max(ys)


def _sheet(page: Any) -> Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    for ask in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if ask(page, *edges):
            left, low, right, high = (edge.value for edge in edges)
            return min(left, right), min(low, high), max(left, right), max(low, high)
    return None


def _meets(one: Box, two: Box) -> bool:
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def _covers(bar: Box, text: Box) -> bool:
    return (
        bar[0] <= text[0] + _SLACK
        and bar[1] <= text[1] + _SLACK
        and bar[2] >= text[2] - _SLACK
        and bar[3] >= text[3] - _SLACK
    )


def _is_bar(item: _Item) -> bool:
    """Whether an object is a plain filled oblong that nothing shines through."""
    if item.kind != pdfium.FPDF_PAGEOBJ_PATH or pdfium.FPDFPath_CountSegments(item.raw) not in _CORNERS:
        return False
    return _is_filled(item.raw) and _fill(item.raw)[3] == _OPAQUE and not pdfium.FPDFPageObj_HasTransparency(item.raw)


def _is_filled(path: Any) -> bool:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, mode, stroked)) and mode.value != pdfium.FPDF_FILLMODE_NONE


def _fill(item: Any, ask: Callable[..., int] = pdfium.FPDFPageObj_GetFillColor) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not ask(item, *parts):
        return 0, 0, 0, _OPAQUE
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _is_unseen(item: _Item, at: int, sheet: Box | None, around: _Around) -> bool:
    if sheet is not None and not _meets(item.box, sheet):
        return True
    if _is_small(item) or any(drawn > at and _covers(box, item.box) for drawn, box in around.bars):
        return True
    edge = pdfium.FPDFTextObj_GetTextRenderMode(item.raw) in _BY_ITS_EDGE
    colour = _fill(item.raw, pdfium.FPDFPageObj_GetStrokeColor if edge else pdfium.FPDFPageObj_GetFillColor)
    if colour[3] == 0:
        return True
    if not is_light(colour[:3]) or len(around.dark) == _MOST_LOOKED_AT:
        return False
    return not any(drawn < at and _meets(box, item.box) for drawn, box in around.dark)


def _is_never_drawn(item: _Item) -> bool:
    return pdfium.FPDFTextObj_GetTextRenderMode(item.raw) in _NEVER_DRAWN


def _is_small(item: _Item) -> bool:
    """Both by what the file says and by its box: some fonts count sizes in a way of their own."""
    points = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item.raw, points)
    a, b = _matrix(item.raw)[:2]
    said = abs(points.value) * (a * a + b * b) ** 0.5 * item.scale
    return said < _SMALLEST and item.box[3] - item.box[1] < _SMALLEST


def _is_dark(item: _Item) -> bool:
    """Whether an object may lay something darker than paper under a white word."""
    if item.kind == pdfium.FPDF_PAGEOBJ_PATH:
        return _is_filled(item.raw) and not is_light(_fill(item.raw)[:3])
    return item.kind in _PICTURES


def _words(page: Any, gone: list[_Item]) -> list[str]:
    """What the pieces say; pieces that follow each other are one."""
    reading = pdfium.FPDFText_LoadPage(page)
    if not reading:
        return []
    try:
        text = "".join(_said(item.raw, reading) for item in gone)
    finally:
        pdfium.FPDFText_ClosePage(reading)
    return [line for line in text.splitlines() if line.strip()]


def _said(item: Any, reading: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(item, reading, None, 0)
    buffer = ctypes.create_string_buffer(min(size, _LONGEST))
    pdfium.FPDFTextObj_GetText(item, reading, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), len(buffer))
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _remove(page: Any, item: _Item) -> None:
    removed = (
        pdfium.FPDFPage_RemoveObject(page, item.raw)
        if item.holder is None
        else pdfium.FPDFFormObj_RemoveObject(item.holder, item.raw)
    )
    if removed:
        pdfium.FPDFPageObj_Destroy(item.raw)
