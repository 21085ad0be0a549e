"""Which layers (optional content) of a PDF are off when it is opened: what stands in them is on no paper.

pdfium says of no layer whether it is on, but draws nothing of one that is off. So each mark that puts an object into a
layer is put on a small black square of a page made for it, and the page is drawn.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

MOST_MARKS = 5_000
"""Of a page that are asked: its layers are few, each time that one begins is a mark."""
_NAME = "OC"
_CELL = 4
_ROW = 50


def off(document: Any, objects: Iterable[Iterable[Any]]) -> set[int]:
    """The places, in the order given, of objects that stand in a layer that is off: each with the forms that hold it
    (raw handles)."""
    marks: dict[int, Any] = {}
    within: dict[int, list[int]] = {}
    for place, chain in enumerate(objects):
        for mark in itertools.chain.from_iterable(map(_layers, chain)):
            key = _address(mark)
            if key in marks or len(marks) < MOST_MARKS:
                marks[key] = mark
                within.setdefault(place, []).append(key)
    hidden = _hidden(document, marks) if marks else set()
    return {place for place, keys in within.items() if hidden.intersection(keys)}


def _layers(item: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        if mark and _is_layer(mark):
            yield mark


def _is_layer(mark: Any) -> bool:
    name, size = ctypes.create_string_buffer(16), ctypes.c_ulong()
    words = ctypes.cast(name, ctypes.POINTER(pdfium.FPDF_WCHAR))
    if not pdfium.FPDFPageObjMark_GetName(mark, words, len(name), size):
        return False
    return name.raw[: min(size.value, len(name))].decode("utf-16-le", "replace").rstrip("\0") == _NAME


def _address(mark: Any) -> int:
    """Objects between one beginning of a layer and its end share the mark itself."""
    return ctypes.cast(mark, ctypes.c_void_p).value or 0


def _hidden(document: Any, marks: dict[int, Any]) -> set[int]:
    """Those marks under which nothing is drawn."""
    rows = -(-len(marks) // _ROW)
    wide, high = _ROW * _CELL, rows * _CELL
    at = pdfium.FPDF_GetPageCount(document)
    page = pdfium.FPDFPage_New(document, at, wide, high)
    if not page:
        return set()
    try:
        for number, mark in enumerate(marks.values()):
            row, column = divmod(number, _ROW)
            square = pdfium.FPDFPageObj_CreateNewRect(column * _CELL, high - (row + 1) * _CELL, _CELL, _CELL)
            pdfium.FPDFPageObj_SetFillColor(square, 0, 0, 0, 0xFF)
            pdfium.FPDFPath_SetDrawMode(square, pdfium.FPDF_FILLMODE_WINDING, False)
            pdfium.FPDFPageObj_AddExistingMark(square, mark)
            pdfium.FPDFPage_InsertObject(page, square)
        return {key for key, seen in zip(marks, _drawn(page, wide, high, len(marks)), strict=True) if not seen}
    finally:
        pdfium.FPDF_ClosePage(page)
        pdfium.FPDFPage_Delete(document, at)


def _drawn(page: Any, wide: int, high: int, many: int) -> list[bool]:
    """Whether each square is black in its middle."""
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return [True] * many
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        dots = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        middles = (((n // _ROW) * _CELL + _CELL // 2, (n % _ROW) * _CELL + _CELL // 2) for n in range(many))
        return [dots[y * stride + x] < 0x80 for y, x in middles]
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
