"""Shapes and thick strokes that hide what was drawn before them, whatever their outline.

A text is hidden where, on three heights of it, the shapes over it leave nothing between its ends. What a page may cost
is bounded by the edges that are looked at: past that nothing is taken for hidden.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

Box = tuple[float, float, float, float]
"""Left, low, right, high."""
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Stretch = tuple[float, float]

SLACK = 1.0
MOST_SEGMENTS = 1_000
"""Of a shape; what has more is a drawing."""
MOST_EDGES = 200_000
"""Looked at on one page."""
MOST_POINTS = 30_000
"""Of all shapes of a page that are taken in."""
_STEPS = 8
"""Straight pieces that stand for a curve."""
_THICK = 4.0
"""Points: a thinner stroke underlines, frames or crosses out."""
_HEIGHTS = (0.15, 0.5, 0.85)
_OPAQUE = 0xFF


@dataclass(frozen=True, slots=True)
class Cover:
    """A shape that nothing shines through: drawn as number `at`, seen within `box` alone."""

    at: int
    box: Box
    rings: tuple[tuple[Point, ...], ...]
    """Closed outlines in the page's coordinates."""
    even_odd: bool

    @property
    def edges(self) -> int:
        return sum(map(len, self.rings))

    def stretches(self, y: float) -> Iterator[Stretch]:
        """From where to where it lies over a height."""
        left, low, right, high = self.box
        if not low <= y <= high:
            return
        depth, begun = 0, 0.0
        for x, way in sorted(self._crossings(y)):
            before = depth
            depth = depth ^ 1 if self.even_odd else depth + way
            if not before:
                begun = x
            elif not depth and x > left and begun < right:
                yield max(begun, left), min(x, right)

    def _crossings(self, y: float) -> Iterator[tuple[float, int]]:
        for ring in self.rings:
            for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
                if (y1 <= y) != (y2 <= y):
                    yield x1 + (y - y1) * (x2 - x1) / (y2 - y1), 1 if y2 > y1 else -1


@dataclass(slots=True)
class Covers:
    """All of a page, in the order of drawing."""

    placed: list[Cover]
    _left: int = field(default=MOST_EDGES)

    def hide(self, at: int, box: Box) -> bool:
        """Whether what was drawn as number `at` in a box lies under later ones."""
        if self._left < 0:
            return False
        over = [one for one in self.placed if one.at > at and meets(one.box, box)]
        self._left -= len(_HEIGHTS) * sum(one.edges for one in over)
        if not over or self._left < 0:
            return False
        left, low, right, high = box
        return all(
            _reaches(left, right, itertools.chain(*(one.stretches(low + part * (high - low)) for one in over)))
            for part in _HEIGHTS
        )


def _reaches(left: float, right: float, stretches: Iterable[Stretch]) -> bool:
    reached = left + SLACK
    for begin, end in sorted(stretches):
        if begin <= reached:
            reached = max(reached, end + SLACK)
    return reached >= right


def meets(one: Box, two: Box) -> bool:
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def covers_of(paths: Iterable[tuple[int, Any, Box, Matrix]], most: int) -> Covers:
    """The first covers among paths, each with its number, where it is seen, and its own place into the page's."""
    found: list[Cover] = []
    points = 0
    for at, path, box, moved in paths:
        points += pdfium.FPDFPath_CountSegments(path)
        if points > MOST_POINTS or len(found) == most:
            break
        cover = cover_of(path, at, box, moved)
        found += [cover] if cover else []
    return Covers(found)


def cover_of(path: Any, at: int, box: Box, moved: Matrix) -> Cover | None:
    """A path as a cover, if it hides anything: filled, or stroked thick; `moved`: its own place into the page's."""
    if pdfium.FPDFPath_CountSegments(path) > MOST_SEGMENTS or pdfium.FPDFPageObj_HasTransparency(path):
        return None
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroked):
        return None
    filled = mode.value != pdfium.FPDF_FILLMODE_NONE and _is_opaque(path, pdfium.FPDFPageObj_GetFillColor)
    if filled:
        rings = tuple(tuple(ring) for ring in _rings(path, moved) if len(ring) > 1)
        return Cover(at, box, rings, mode.value == pdfium.FPDF_FILLMODE_ALTERNATE) if rings else None
    wide = _width(path, moved) if stroked.value and _is_opaque(path, pdfium.FPDFPageObj_GetStrokeColor) else 0.0
    if wide < _THICK:
        return None
    bars = tuple(bar for ring in _rings(path, moved) for bar in _bars(ring, wide / 2))
    return Cover(at, box, bars, even_odd=False) if bars else None


def _is_opaque(path: Any, ask: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    return not ask(path, *parts) or parts[3].value == _OPAQUE


def _width(path: Any, moved: Matrix) -> float:
    """Of a stroke, in points of the page; none of one in dashes."""
    wide = ctypes.c_float()
    if pdfium.FPDFPageObj_GetDashCount(path) > 0 or not pdfium.FPDFPageObj_GetStrokeWidth(path, wide):
        return 0.0
    return wide.value * math.sqrt(abs(moved[0] * moved[3] - moved[1] * moved[2]))


def _bars(ring: Sequence[Point], half: float) -> Iterator[tuple[Point, ...]]:
    """The oblong that each piece of a stroked line is."""
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        length = math.hypot(x2 - x1, y2 - y1)
        if length:
            across, up = -(y2 - y1) / length * half, (x2 - x1) / length * half
            yield (x1 + across, y1 + up), (x2 + across, y2 + up), (x2 - across, y2 - up), (x1 - across, y1 - up)


def _rings(path: Any, moved: Matrix) -> Iterator[list[Point]]:
    """The outlines of a path, curves as straight pieces."""
    a, b, c, d, e, f = moved
    ring: list[Point] = []
    bend: list[Point] = []
    for kind, x, y in _segments(path):
        point = a * x + c * y + e, b * x + d * y + f
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if ring:
                yield ring
            ring = [point]
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            bend.append(point)
            if len(bend) == 3:
                ring += _curve(ring[-1] if ring else bend[0], *bend)
                bend = []
        else:
            ring.append(point)
    if ring:
        yield ring


def _segments(path: Any) -> Iterator[tuple[int, float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        yield pdfium.FPDFPathSegment_GetType(segment), x.value, y.value


def _curve(begin: Point, one: Point, two: Point, end: Point) -> Iterator[Point]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        corners = (begin, one, two, end)
        yield (
            sum(part * point[0] for part, point in zip(parts, corners, strict=True)),
            sum(part * point[1] for part, point in zip(parts, corners, strict=True)),
        )
