"""What leaves the platform as a file, looked through to its last part for values that must not be in it."""

from __future__ import annotations

import html
import re
import zipfile
from io import BytesIO


def content_of(answer) -> bytes:
    """The body of a response, streamed or not."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def text_of(data: bytes) -> str:
    """All that a file says: each part of an archive, archives in it, with and without tags."""
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    said = []
    with zipfile.ZipFile(BytesIO(data)) as parts:
        for name in parts.namelist():
            text = html.unescape(text_of(parts.read(name)))
            said += [name, text, re.sub(r"<[^>]*>", "", text)]
    return "\n".join(said)


def forms_of(value: str) -> set[str]:
    """A value as it may be spelled."""
    wide = value.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    return {value, wide, " ".join(value)} if value.isascii() else {value}
