"""Shadings (colour that runs over a part of a page, painted at once) that lie over words drawn before them.

What a shading paints depends on functions of its file, so each is drawn alone, small, on a sheet without colour: words
are hidden where it leaves nothing of them on a grid of points. What a page may cost is bounded by drawings and points.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

from shuangyong.reader.formats.pdf_covers import Box, meets

MOST_SHADINGS = 40
"""Of a page that are drawn."""
MOST_POINTS = 100_000
"""Of a page that are looked at."""
_LONG_SIDE = 1_000
"""Of the drawing, in points of its own."""
_ACROSS, _HEIGHTS = 9, (0.15, 0.5, 0.85)
_OPAQUE = 0xFF


class Placed(Protocol):
    """An object of a page and the box in which it is seen."""

    @property
    def raw(self) -> Any: ...
    @property
    def kind(self) -> int: ...
    @property
    def box(self) -> Box: ...


def under_shadings(page: Any, items: Sequence[Placed]) -> set[int]:
    """The numbers, in the order of drawing, of texts that shadings drawn later leave nothing of."""
    shadings = [at for at, item in enumerate(items) if item.kind == pdfium.FPDF_PAGEOBJ_SHADING][:MOST_SHADINGS]
    texts = {
        at: item.box
        for at, item in enumerate(items[: shadings[-1]] if shadings else ())
        if item.kind == pdfium.FPDF_PAGEOBJ_TEXT
    }
    over = {at: [text for text in texts if text < at and meets(texts[text], items[at].box)] for at in shadings}
    if not any(over.values()):
        return set()
    for item in items:
        pdfium.FPDFPageObj_SetIsActive(item.raw, False)
    try:
        return _hidden(page, items, texts, over)
    finally:
        for item in items:
            pdfium.FPDFPageObj_SetIsActive(item.raw, True)


def _hidden(
    page: Any, items: Sequence[Placed], texts: Mapping[int, Box], over: Mapping[int, Iterable[int]]
) -> set[int]:
    """Points of a text that several shadings cover together are covered."""
    open_: dict[int, set[tuple[float, float]]] = {}
    left = MOST_POINTS
    for at, below in over.items():
        if not below or left <= 0:
            continue
        sheet = _Sheet(page, items[at].raw)
        try:
            for text in below:
                points = open_.setdefault(text, set(_grid(texts[text])))
                left -= len(points)
                if left > 0:
                    points -= {point for point in points if sheet.is_covered(*point)}
        finally:
            sheet.close()
    return {text for text, points in open_.items() if not points}


def _grid(box: Box) -> Iterator[tuple[float, float]]:
    left, low, right, high = box
    for part in _HEIGHTS:
        for step in range(_ACROSS):
            yield left + (right - left) * (step + 0.5) / _ACROSS, low + (high - low) * part


class _Sheet:
    """A page on which one object alone is drawn."""

    def __init__(self, page: Any, item: Any) -> None:
        wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = _LONG_SIDE / max(wide, high, 1.0)
        self._page, self._wide, self._high = page, max(1, round(wide * scale)), max(1, round(high * scale))
        self._x, self._y = ctypes.c_int(), ctypes.c_int()
        self._bitmap = pdfium.FPDFBitmap_CreateEx(self._wide, self._high, pdfium.FPDFBitmap_BGRA, None, 0)
        self._dots = b""
        if self._bitmap:
            pdfium.FPDFBitmap_FillRect(self._bitmap, 0, 0, self._wide, self._high, 0)
            pdfium.FPDFPageObj_SetIsActive(item, True)
            pdfium.FPDF_RenderPageBitmap(self._bitmap, page, 0, 0, self._wide, self._high, 0, 0)
            pdfium.FPDFPageObj_SetIsActive(item, False)
            self._stride = pdfium.FPDFBitmap_GetStride(self._bitmap)
            self._dots = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(self._bitmap), self._stride * self._high)

    def close(self) -> None:
        if self._bitmap:
            pdfium.FPDFBitmap_Destroy(self._bitmap)

    def is_covered(self, x: float, y: float) -> bool:
        """Whether nothing below shines through at a place of the page."""
        size = self._wide, self._high
        if not pdfium.FPDF_PageToDevice(self._page, 0, 0, *size, 0, x, y, self._x, self._y):
            return False
        column, row = self._x.value, self._y.value
        if not self._dots or not (0 <= column < self._wide and 0 <= row < self._high):
            return False
        alpha: int = self._dots[row * self._stride + 4 * column + 3]
        return alpha == _OPAQUE
