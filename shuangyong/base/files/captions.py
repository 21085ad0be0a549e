"""What a camera, a scanner or a person wrote into a picture beside the picture: title, comment, key words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from PIL import ExifTags, Image

MOST = 64 * 1024
"""Bytes of one text that are looked at."""
_XP = range(0x9C9B, 0x9CA0)
"""Windows' own title, comment, author, key words and subject, in UTF-16."""
_BREAKS = re.compile(r"<[^>]*>|[\x00-\x1f\x7f\ufffd]+")


def lines_of(data: bytes) -> list[str]:
    """Every text line; none of what cannot be opened, which is refused elsewhere. The picture is not decoded."""
    found: list[str] = []
    with suppress(Exception), Image.open(BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as picture:
        found += [text for value in picture.info.values() for text in _texts(value)]
        exif = picture.getexif()
        for tag, value in (*exif.items(), *exif.get_ifd(ExifTags.IFD.Exif).items()):
            found += _texts(value, wide=tag in _XP or tag == ExifTags.Base.UserComment)
    return [line.strip() for text in found for line in _BREAKS.split(text) if line.strip()]


def _texts(value: object, *, wide: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        yield value[:MOST]
        if value and max(value) <= "\xff":  # bytes of another encoding, which Pillow took for Latin
            yield from _texts(value[:MOST].encode("latin-1"))
    elif isinstance(value, bytes):
        kept = value[:MOST]
        for encoding in ("utf-8", "gb18030", *(("utf-16-le", "utf-16-be") if wide else ())):
            yield kept.removeprefix(b"UNICODE\0").decode(encoding, "replace")
