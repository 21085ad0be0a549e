"""What of a PDF's text nobody sees: white on white, a hair's height, beside the sheet or its window, under a shape or a
picture or a shading, in a layer that is off, or never drawn.

Such pieces are taken off an open page before its text is read, and told. Text that is never drawn stays where a picture
covers its place, or where a page draws no text at all: so text recognition lays what it read over a scan; how much
there is of it is counted, for nobody can see whether it says what the picture says. White text stays where anything
darker was drawn before it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

from shuangyong.reader.formats import pdf_layers
from shuangyong.reader.formats.pdf_covers import Box, Covers, Matrix, covers_of, meets
from shuangyong.reader.formats.pdf_forms import Path
from shuangyong.reader.formats.pdf_shadings import under_shadings
from shuangyong.reader.formats.whites import is_light

MAX_OBJECTS = 200_000
_OPAQUE = 0xFF
_SMALLEST = 1.5
_MAX_DEPTH = 5
_SLACK = 1.0
_LONGEST = 4_000
_MOST_LOOKED_AT = 300
_LARGEST_LOOKED_INTO = 3_000
"""Points of a picture's side: a larger one is not drawn to see what shines through it."""
_SAMPLES = 24
_MOST_PICTURES = 40
"""Of a page that are looked at as lying over its text: a scan comes whole or in strips."""
_MOST_WINDOWS, _MOST_CORNERS = 12, 60
_PICTURES = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING})
_NEVER_DRAWN = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
_BY_ITS_EDGE = frozenset({pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP})
_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Unseen:
    """What was taken off a page, and how many pieces lie over pictures without being drawn."""

    words: list[str] = field(default_factory=list)
    layered: int = 0


@dataclass(slots=True)
class _Item:
    """An object of a page in the order of drawing; `forms` are those it stands in, the innermost last."""

    raw: Any
    kind: int
    box: Box
    forms: tuple[Any, ...]
    path: Path
    """The numbers of these forms."""
    moved: Matrix
    """From the form's coordinates into the page's."""
    cut_off: bool = False
    """Text of which less than half lies in the window through which it is shown (clipping)."""


def take_off(page: Any, document: Any, hidden: Collection[Path] = ()) -> Unseen:
    """Take text that nobody sees off an open page (raw handles); `hidden`: the forms of it that are not drawn."""
    items = list(_items(page))
    found = Unseen()
    if not any(item.kind == pdfium.FPDF_PAGEOBJ_TEXT for item in items):
        return found
    off = pdf_layers.off(document, ((*item.forms, item.raw) for item in items))
    off |= {at for at, item in enumerate(items) if hidden and _stands_in(item.path, hidden)}
    layers = [item for at, item in enumerate(items) if at in off and item.kind == pdfium.FPDF_PAGEOBJ_TEXT]
    items = [item for at, item in enumerate(items) if at not in off]
    sheet = _sheet(page)
    around = _Around.of(items)
    over = _Pictures(document, page, items)
    shaded = under_shadings(page, items)
    gone = layers
    for at, item in enumerate(items):
        if item.kind != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if _is_never_drawn(item):
            layered = not around.drawn or any(meets(item.box, picture) for picture in around.pictures)
            found.layered += layered
            unseen = not layered
        elif over.lies_under_one(at):
            found.layered += not over.leaves_any
            unseen = over.leaves_any
        else:
            unseen = at in shaded or _is_unseen(item, at, sheet, around)
        if unseen:
            gone.append(item)
    if gone:
        found.words = _words(page, gone)
        for item in gone:
            _remove(page, item)
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    """What else a page holds, in the order of drawing: pictures, shapes that hide, whatever is darker than paper."""

    pictures: list[Box]
    covers: Covers
    dark: list[tuple[int, Box]]
    drawn: bool
    """Whether any text is drawn at all."""

    @classmethod
    def of(cls, items: list[_Item]) -> _Around:
        """The first of each: a page made of more is a drawing, and nothing on it is worth a second for each word."""
        placed = list(enumerate(items))
        return cls(
            [item.box for item in items if item.kind in _PICTURES][:_MOST_LOOKED_AT],
            covers_of(_paths(items), _MOST_LOOKED_AT),
            [(at, item.box) for at, item in placed if _is_dark(item)][:_MOST_LOOKED_AT],
            any(item.kind == pdfium.FPDF_PAGEOBJ_TEXT and not _is_never_drawn(item) for item in items),
        )


def _items(page: Any) -> Iterator[_Item]:
    left = [MAX_OBJECTS]
    counting, picking = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    yield from _inside(page, (), (), counting, picking, _UNMOVED, left, None)


def _inside(
    holder: Any,
    forms: tuple[Any, ...],
    path: Path,
    count: Callable[..., int],
    pick: Callable[..., Any],
    moved: Matrix,
    left: list[int],
    window: Box | None,
) -> Iterator[_Item]:
    for index in range(count(holder)):
        left[0] -= 1
        if left[0] < 0:
            return
        item = pick(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(path) < _MAX_DEPTH:
            inner = _times(_matrix(item), moved)
            counting, picking = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
            shown = _window(item, moved, window)
            yield from _inside(item, (*forms, item), (*path, index), counting, picking, inner, left, shown)
        else:
            box, shown = _box(item, moved), _window(item, moved, window)
            cut_off = kind == pdfium.FPDF_PAGEOBJ_TEXT and not _shows_half(shown, box)
            if kind != pdfium.FPDF_PAGEOBJ_TEXT and shown is not None:
                box = _common(shown, box)
            yield _Item(item, kind, box, forms, path, moved, cut_off)


def _stands_in(path: Path, hidden: Collection[Path]) -> bool:
    return any(path[: depth + 1] in hidden for depth in range(len(path)))


def _window(item: Any, moved: Matrix, window: Box | None) -> Box | None:
    """Where an object is shown at all: within `window` (None: everywhere), and within its own clipping paths."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    many = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    for path in range(min(many, _MOST_WINDOWS)):
        corners = list(_corners(clip, path))
        if corners:
            own = _moved(corners, moved)
            window = own if window is None else _common(window, own)
    return window


def _corners(clip: Any, path: int) -> Iterator[tuple[float, float]]:
    """The points of a clipping path; none of one with too many to be a plain shape."""
    many = pdfium.FPDFClipPath_CountPathSegments(clip, path)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(many if many <= _MOST_CORNERS else 0):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
        yield x.value, y.value


def _common(one: Box, two: Box) -> Box:
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


def _shows_half(window: Box | None, text: Box) -> bool:
    """A line of which only the beginning is shown is no line that was read; fonts that reach over an edge are."""
    if window is None:
        return True
    left, low, right, high = _common(window, text)
    wide, tall = max(text[2] - text[0], _SLACK), max(text[3] - text[1], _SLACK)
    return right - left > wide / 2 and high - low > tall / 4


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
    return _moved([(x, y) for x in (left, right) for y in (low, high)], moved)


def _moved(points: list[tuple[float, float]], moved: Matrix) -> Box:
    """The box around some points after a move."""
    a, b, c, d, e, f = moved
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _sheet(page: Any) -> Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    for ask in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if ask(page, *edges):
            left, low, right, high = (edge.value for edge in edges)
            return min(left, right), min(low, high), max(left, right), max(low, high)
    return None


def _covers(bar: Box, text: Box) -> bool:
    return (
        bar[0] <= text[0] + _SLACK
        and bar[1] <= text[1] + _SLACK
        and bar[2] >= text[2] - _SLACK
        and bar[3] >= text[3] - _SLACK
    )


class _Pictures:
    """Pictures that nothing shines through, and the texts drawn before them in their place.

    A seal lies over a date and hides nothing: what a picture lets through is looked at, once, where text is under it.
    """

    def __init__(self, document: Any, page: Any, items: list[_Item]) -> None:
        self._document, self._page = document, page
        self._placed = [(at, one) for at, one in enumerate(items) if one.kind == pdfium.FPDF_PAGEOBJ_IMAGE]
        self._placed = self._placed[:_MOST_PICTURES]
        self._solid: dict[int, bool] = {}
        texts = [(at, item) for at, item in enumerate(items) if item.kind == pdfium.FPDF_PAGEOBJ_TEXT]
        self._under = {at for at, item in texts if self._placed and self._is_under(at, item.box)}
        self.leaves_any = any(at not in self._under and not _is_never_drawn(item) for at, item in texts)
        """Whether the page shows any text: recognised words lie under the scan that they were read from, all of them."""

    def lies_under_one(self, at: int) -> bool:
        return at in self._under

    def _is_under(self, at: int, text: Box) -> bool:
        return any(
            drawn > at and _covers(picture.box, text) and self._is_solid(drawn, picture)
            for drawn, picture in self._placed
        )

    def _is_solid(self, at: int, picture: _Item) -> bool:
        if at not in self._solid:
            self._solid[at] = not pdfium.FPDFPageObj_HasTransparency(picture.raw) and self._lets_nothing_through(
                picture
            )
        return self._solid[at]

    def _lets_nothing_through(self, picture: _Item) -> bool:
        left, low, right, high = picture.box
        if max(right - left, high - low) > _LARGEST_LOOKED_INTO:
            return False
        drawn = pdfium.FPDFImageObj_GetRenderedBitmap(self._document, self._page, picture.raw)
        if not drawn:
            return False
        try:
            return _is_opaque(drawn)
        finally:
            pdfium.FPDFBitmap_Destroy(drawn)


def _is_opaque(drawn: Any) -> bool:
    """Whether a drawn picture is solid at every point of a grid within its edges."""
    if pdfium.FPDFBitmap_GetFormat(drawn) != pdfium.FPDFBitmap_BGRA:
        return True
    wide, tall = pdfium.FPDFBitmap_GetWidth(drawn), pdfium.FPDFBitmap_GetHeight(drawn)
    stride = pdfium.FPDFBitmap_GetStride(drawn)
    dots = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(drawn), ctypes.POINTER(ctypes.c_ubyte))
    columns, rows = (sorted({1 + n * (size - 2) // _SAMPLES for n in range(_SAMPLES)}) for size in (wide, tall))
    inside = [(x, y) for x in columns for y in rows if x < wide and y < tall]
    return bool(inside) and all(dots[y * stride + 4 * x + 3] == _OPAQUE for x, y in inside)


def _paths(items: list[_Item]) -> Iterator[tuple[int, Any, Box, Matrix]]:
    for at, item in enumerate(items):
        if item.kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield at, item.raw, item.box, _times(_matrix(item.raw), item.moved)


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
    if sheet is not None and not meets(item.box, sheet):
        return True
    if item.cut_off or _is_small(item):
        return True
    if around.covers.hide(at, item.box):
        return True
    edge = pdfium.FPDFTextObj_GetTextRenderMode(item.raw) in _BY_ITS_EDGE
    colour = _fill(item.raw, pdfium.FPDFPageObj_GetStrokeColor if edge else pdfium.FPDFPageObj_GetFillColor)
    if colour[3] == 0:
        return True
    if not is_light(colour[:3]) or len(around.dark) == _MOST_LOOKED_AT:
        return False
    return not any(drawn < at and meets(box, item.box) for drawn, box in around.dark)


def _is_never_drawn(item: _Item) -> bool:
    return pdfium.FPDFTextObj_GetTextRenderMode(item.raw) in _NEVER_DRAWN


def _is_small(item: _Item) -> bool:
    """Both by what the file says and by its box: some fonts count sizes in a way of their own."""
    points = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item.raw, points)
    a, b = _matrix(item.raw)[:2]
    said = abs(points.value) * (a * a + b * b) ** 0.5 * (item.moved[0] ** 2 + item.moved[1] ** 2) ** 0.5
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
        if not item.forms
        else pdfium.FPDFFormObj_RemoveObject(item.forms[-1], item.raw)
    )
    if removed:
        pdfium.FPDFPageObj_Destroy(item.raw)
