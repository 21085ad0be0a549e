"""A picture without what its camera wrote into it: the picture itself stays as it is, byte for byte.

A phone writes where it was into every photo, and into more than one place (EXIF, XMP, the maker's own notes, a second
picture behind the first). So what is known to be part of the picture is kept and everything else is left out; how the
picture is turned and when it was taken are written anew. Nobody learns the place of a barracks or a home by a copy.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator
from io import BytesIO
from zlib import crc32

from PIL import ExifTags, Image

EXIF = b"Exif\0\0"
_ODD = (ValueError, TypeError, KeyError, ArithmeticError, SyntaxError, OSError, struct.error)
_TOLD = (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal)
_JPEG = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs hIST sPLT acTL fcTL fdAT cICP".split(b" ")
)
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_TOLD = 0x08 | 0x04
"""Flags of VP8X: there is EXIF, there is XMP."""
_SOS, _EOI = 0xDA, 0xD9
_ALONE = {0x01, _EOI, *range(0xD0, 0xD8)}
"""Markers of a JPEG that have no length behind them."""
_CODED = {0x00, 0xFF, *_ALONE} - {_EOI}
"""What may follow 0xFF within a coded picture."""


class Unknown(ValueError):  # noqa: N818 - says what the picture is
    """A picture that is not built as it should be: nobody can say what in it is picture."""


def is_picture(data: bytes) -> bool:
    """Of one of the kinds that are taken (kinds.KINDS)."""
    return data.startswith((_JPEG, _PNG)) or _is_webp(data)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def stripped(data: bytes) -> Iterator[bytes]:
    """The picture in pieces. Raises Unknown, before or between them."""
    if data.startswith(_JPEG):
        return _jpeg(data, _told(data))
    if data.startswith(_PNG):
        return _png(data, _told(data))
    if _is_webp(data):
        return iter(_webp(data, _told(data)))
    raise Unknown


def carries_place(picture: Image.Image) -> bool:
    """Whether it says where it was taken, in any of the ways that phones have."""
    with contextlib.suppress(*_ODD):
        if picture.getexif().get_ifd(ExifTags.IFD.GPSInfo):
            return True
    xmp = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return "GPSL" in (xmp if isinstance(xmp, str) else bytes(xmp).decode("utf-8", "replace"))


def _told(data: bytes) -> bytes:
    """How it is turned and when it was taken, as EXIF of its own; b"" for neither.

    A picture inside a paper comes here as somebody made it, never decoded before: Pillow raises whatever comes, for
    one that says it is as large as a town a DecompressionBombError, which is no ValueError.
    """
    kept = Image.Exif()
    with contextlib.suppress(Exception), Image.open(BytesIO(data)) as picture:
        was = picture.getexif()
        if (turned := was.get(ExifTags.Base.Orientation)) in range(2, 9):
            kept[ExifTags.Base.Orientation] = turned
        times = was.get_ifd(ExifTags.IFD.Exif)
        for tag in _TOLD:
            if isinstance(said := times.get(tag), str) and len(said) <= 20:
                kept.get_ifd(ExifTags.IFD.Exif)[tag] = said
    said = kept.tobytes() if len(kept) or kept.get_ifd(ExifTags.IFD.Exif) else b""
    return said.removeprefix(EXIF)


# ── JPEG ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _jpeg(data: bytes, told: bytes) -> Iterator[bytes]:
    """Segment by segment to the end of the first picture; what lies behind it (a second one, a film) is left out."""
    yield _JPEG
    at, waiting = 2, _segment(0xE1, EXIF + told) if told else b""
    marker = 0
    while marker != _EOI:
        at, marker = _marker(data, at)
        end = at + 2 if marker in _ALONE else at + 2 + _length(data, at + 2)
        if marker == _SOS:
            end = _scanned(data, end)
        if _belongs(marker, data[at + 4 : end]):
            if marker != 0xE0:  # behind JFIF, which comes first where it is there
                yield waiting
                waiting = b""
            yield data[at:end]
        at = end


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Where the next marker stands and which it is; bytes 0xFF before it only fill."""
    if at >= len(data) or data[at] != 0xFF:
        raise Unknown
    while at + 1 < len(data) and data[at + 1] == 0xFF:
        at += 1
    if at + 1 >= len(data):
        raise Unknown
    return at, data[at + 1]


def _length(data: bytes, at: int) -> int:
    if at + 2 > len(data):
        raise Unknown
    (length,) = struct.unpack_from(">H", data, at)
    if length < 2 or at + length > len(data):
        raise Unknown
    return int(length)


def _scanned(data: bytes, at: int) -> int:
    """The end of the coded picture that begins there: at the next marker that is not part of it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Unknown
        if data[at + 1] not in _CODED:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _belongs(marker: int, body: bytes) -> bool:
    """Everything but notes (COM) and what programs add (APPn), save how the colours are meant."""
    if marker == 0xFE:
        return False
    if not 0xE0 <= marker <= 0xEF:
        return True
    begins = body[:12]
    return (
        (marker == 0xE0 and begins.startswith(b"JFIF\0"))
        or (marker == 0xE2 and begins.startswith(b"ICC_PROFILE\0"))
        or (marker == 0xEE and begins.startswith(b"Adobe"))
    )


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


# ── PNG, WebP ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _png(data: bytes, told: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while True:
        if at + 12 > len(data):
            raise Unknown
        (length,) = struct.unpack_from(">L", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise Unknown
        if kind in _PNG_KEPT:
            yield data[at:end]
        if kind == b"IHDR" and told:
            yield _chunk(b"eXIf", told)
        if kind == b"IEND":
            return
        at = end


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", crc32(kind + body))


def _webp(data: bytes, told: bytes) -> list[bytes]:
    """The chunks that are picture, their flags and the whole's length put right."""
    found: list[bytes] = []
    at, whole = 12, min(len(data), 8 + struct.unpack_from("<L", data, 4)[0])
    while at + 8 <= whole:
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<L", data, at + 4)
        end = at + 8 + length + length % 2
        if at + 8 + length > whole:
            raise Unknown
        if kind in _WEBP_KEPT:
            piece = bytearray(data[at:end])
            if kind == b"VP8X":
                if length < 10:
                    raise Unknown
                piece[8] = piece[8] & ~_WEBP_TOLD | (0x08 if told else 0)
            found.append(bytes(piece))
        at = end
    if not found:
        raise Unknown
    if told and found[0].startswith(b"VP8X"):
        found.append(b"EXIF" + struct.pack("<L", len(told)) + told + b"\0" * (len(told) % 2))
    body = b"WEBP" + b"".join(found)
    return [b"RIFF", struct.pack("<L", len(body)), body]
