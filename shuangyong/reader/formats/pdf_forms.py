"""Forms (pieces of a page drawn by name) that stand in a layer that is off: nothing of them is on paper.

pdfium tells of no form whether it belongs to a layer. So a copy of the file is opened in which each form that names one
draws a black square and nothing else; whichever square is not drawn stands in a layer that is off.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped,unused-ignore]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

Path = tuple[int, ...]
"""Where a form stands: its number on the page, then within the form that holds it."""

MOST_FORMS = 2_000
"""Of a file that are looked at."""
MOST_STREAMS = 200_000
"""Of a file that are gone through to find them."""
MOST_OBJECTS = 50_000
"""Of a page that are gone through to find them."""
_MAX_DEPTH = 5
_DOTS = 400
"""The longer side of a page as it is drawn to see."""
_DARK = 0xC0
_LONGEST_HEAD = 4_096
_FAR = 9_999
_SQUARE = b"0 g -%d -%d %d %d re f " % (_FAR, _FAR, 2 * _FAR, 2 * _FAR)
_STREAM = re.compile(rb"\bstream\r?\n")
_IN_A_LAYER = re.compile(rb"/OC(?![A-Za-z])")
_FORM = re.compile(rb"/Subtype\s*/Form\b")


class Forms:
    """Asked page by page; closes its copy of the file with `close`."""

    def __init__(self, data: bytes) -> None:
        copy = probe(data)
        self._left = MOST_FORMS
        self._document: Any = None
        if copy is not None:
            try:
                self._document = pypdfium2.PdfDocument(copy)
            except pypdfium2.PdfiumError:  # what cannot be looked at is taken for seen
                self._document = None

    def close(self) -> None:
        if self._document is not None:
            self._document.close()

    def hidden(self, index: int) -> frozenset[Path]:
        """The forms of a page that are not drawn."""
        if self._document is None or self._left <= 0:
            return frozenset()
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:
            return frozenset()
        try:
            return frozenset(self._hidden(page.raw))
        finally:
            page.close()

    def _hidden(self, page: Any) -> Iterator[Path]:
        squares = list(_squares(page))
        for _, square in squares:
            pdfium.FPDFPageObj_SetIsActive(square, False)
        for path, square in squares[: self._left]:
            pdfium.FPDFPageObj_SetIsActive(square, True)
            if not _is_drawn(page):
                yield path
            pdfium.FPDFPageObj_SetIsActive(square, False)
        self._left -= len(squares)


def probe(data: bytes) -> bytes | None:
    """The file with a black square for each form that names a layer, at its own length; None where there is none."""
    copy: bytearray | None = None
    for head, begun, end in _layered_forms(data):
        copy = copy if copy is not None else bytearray(data)
        copy[head:begun] = data[head:begun].replace(b"/Filter", b"/Filtex")
        copy[begun:end] = _SQUARE.ljust(end - begun)
    return bytes(copy) if copy is not None else None


def _layered_forms(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each such form's head begins, what it draws begins, and that ends. Each byte is passed a few times at most."""
    end, left = 0, 2 * len(data)
    for found in itertools.islice(_STREAM.finditer(data), MOST_STREAMS):
        begun = found.end()
        head = data.rfind(b"obj", max(0, begun - _LONGEST_HEAD), begun)
        said = data[head:begun] if head >= 0 else b""
        if not (_IN_A_LAYER.search(said) and _FORM.search(said)):
            continue
        end = end if end >= begun else data.find(b"endstream", begun)
        left -= end - begun
        if end < 0 or left < 0:
            return
        if end - begun >= len(_SQUARE):
            yield head, begun, end


def _squares(page: Any) -> Iterator[tuple[Path, Any]]:
    """Every form's square. All other objects of the page are put out of the picture."""
    left = [MOST_OBJECTS]
    yield from _inside(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, (), left)


def _inside(holder: Any, count: Any, pick: Any, path: Path, left: list[int]) -> Iterator[tuple[Path, Any]]:
    for index in range(count(holder)):
        left[0] -= 1
        if left[0] < 0:
            return
        item = pick(holder, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM and len(path) < _MAX_DEPTH:
            counting, picking = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
            yield from _inside(item, counting, picking, (*path, index), left)
        elif path and _is_square(item):
            yield path, item
        else:
            pdfium.FPDFPageObj_SetIsActive(item, False)


def _is_square(item: Any) -> bool:
    edges = [ctypes.c_float() for _ in range(4)]
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    pdfium.FPDFPageObj_GetBounds(item, *edges)
    return [round(edge.value) for edge in edges] == [-_FAR, -_FAR, _FAR, _FAR]


def _is_drawn(page: Any) -> bool:
    """Whether anything dark is on the page; it is drawn small."""
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = _DOTS / max(wide, high, 1.0)
    across, down = 4 * max(1, round(wide * scale / 4)), max(1, round(high * scale))  # rows without a rest behind them
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return True
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, 0)
        return min(ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), across * down)) < _DARK
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
