"""What pdfium must be told before it reads text: look at no font of this machine, take no line for another.

A PDF need not carry its fonts. pdfium then borrows the machine's, so one file would read
differently on two machines. And it drops text that has no size (glyphs it cannot find, or
invisible ones) and text that it takes for a second print of the text before.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

MAX_OBJECTS = 200_000
_THIN = 0.1
_BODY = 0.2
_SAME_PLACE = 0.3
_LOOKS_BACK = 5
_HAIR = 1e-5
_NO_FONTS = pdfium.FPDF_SYSFONTINFO(version=1)
_UNMOVED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@cache
def forget_machine_fonts() -> None:
    """Let pdfium find no font on this machine. Done once, before the first document, for the whole process.

    Nothing is lost: what the characters are, and how far each one moves on, stands in the file.
    """
    pdfium.FPDF_SetSystemFontInfo(_NO_FONTS)


def keep_all_text(page: Any) -> None:
    """See to it that pdfium leaves no text of an open page (raw handle) out."""
    left = MAX_OBJECTS
    count, pick = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    holders = [(page, count, pick)]
    while holders and left > 0:
        holder, count, pick = holders.pop()
        texts = _Texts()
        for index in range(min(count(holder), left)):
            left -= 1
            item = pick(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                texts.keep(item)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                holders.append((item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject))


class _Texts:
    """The pieces of text of one page or form, in the order in which pdfium compares them."""

    def __init__(self) -> None:
        self._before: deque[tuple[float, float, int]] = deque(maxlen=_LOOKS_BACK)
        self._hairs = 0
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._points, self._matrix = ctypes.c_float(), pdfium.FS_MATRIX()

    def keep(self, item: Any) -> None:
        """Give a piece without size a body; make one that stands under another differ from it."""
        pdfium.FPDFTextObj_GetFontSize(item, self._points)
        pdfium.FPDFPageObj_GetMatrix(item, self._matrix)
        points, matrix = self._points.value, self._matrix
        size = abs(points) * math.hypot(matrix.a, matrix.b)
        if pdfium.FPDFPageObj_GetBounds(item, *self._edges):
            left, low, right, high = (edge.value for edge in self._edges)
            if min(right - left, high - low) < _THIN * size:
                _embody(item, _BODY * size)
        hair = self._hair(matrix.e, matrix.f, size)
        if hair:
            pdfium.FPDFTextObj_SetFontSize(item, points * (1 + _HAIR * hair))
        self._before.append((matrix.e, matrix.f, hair))

    def _hair(self, x: float, y: float, size: float) -> int:
        """By how many hairs to enlarge a piece: pdfium never takes texts of two sizes for one.

        A piece printed twice at one place, to look bold, stays as large as its first print:
        there pdfium is right to drop it.
        """
        near = [(abs(y - up), hair) for across, up, hair in self._before if abs(x - across) <= size]
        for off, hair in reversed(near):
            if off <= _SAME_PLACE * size:
                return hair
        if near:
            self._hairs = self._hairs % (_LOOKS_BACK + 1) + 1
        return self._hairs if near else 0


def _embody(item: Any, thickness: float) -> None:
    """Draw the outline of a piece of text with a pen, whose width counts as its size."""
    pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_STROKE)
    pdfium.FPDFPageObj_SetStrokeWidth(item, thickness)
    pdfium.FPDFPageObj_Transform(item, *_UNMOVED)  # measures it anew
