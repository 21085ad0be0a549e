"""Looks for packed streams in a PDF that unpack to absurd sizes, before pdfium does.

pdfium has no limits of its own: a page of thirty kilobytes can cost gigabytes.
"""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600
_LARGE = 3 * 1024 * 1024
_RATIO = 60
_BUDGET = 200 * 1024 * 1024


def holds_bomb(data: bytes) -> bool:
    """Whether a stream other than an image unpacks to over 3 MB and 60 times its size."""
    budget = _BUDGET
    for found in _STREAM.finditer(data):
        start = found.end()
        before = data[max(0, start - _DICTIONARY) : start].rpartition(b"obj")[2]
        if b"/Image" in before or data[start : start + 1] not in (b"\x78", b"\x68", b"\x58", b"\x48"):
            continue
        size, used = _unpacked(data, start)
        if size >= _LARGE and size > used * _RATIO:
            return True
        budget -= size
        if budget < 0:
            return False
    return False


def _unpacked(data: bytes, start: int) -> tuple[int, int]:
    """Bytes that come out (up to a little over the limit), and bytes that went in."""
    unpack = zlib.decompressobj()
    piece = memoryview(data)[start : start + _LARGE // 2]
    try:
        out = len(unpack.decompress(piece, _LARGE))
    except zlib.error:
        return 0, 1
    return out, max(1, len(piece) - len(unpack.unconsumed_tail) - len(unpack.unused_data))
