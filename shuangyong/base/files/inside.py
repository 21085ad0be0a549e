"""Pictures inside Word and Excel files: Word keeps a photo as the phone made it, place and all."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from shuangyong.base.files import stripping

MEDIA = re.compile(r"(word|xl)/media/[^/]+", re.IGNORECASE)


def without_places(data: bytes) -> bytes:
    """The file with its pictures stripped; the same bytes where none of them carries anything, or it is no such file.

    Bounded as it came in (hostile.check). A picture that is not built as it should be stays as it is: there is no
    other copy of it to put in its place.
    """
    if not data.startswith(b"PK"):
        return data
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            changed = dict(_changed(archive))
            return _rewritten(archive, changed) if changed else data
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return data


def _changed(archive: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    found = []
    for part in archive.infolist():
        if MEDIA.fullmatch(part.filename) and stripping.is_picture(was := archive.read(part)):
            try:
                now = b"".join(stripping.stripped(was))
            except stripping.Unknown:
                continue
            if now != was:
                found.append((part.filename, now))
    return found


def _rewritten(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """The same parts in the same order under the same names and days."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for part in archive.infolist():
            entry = zipfile.ZipInfo(part.filename, part.date_time)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, part.external_attr
            target.writestr(entry, changed.get(part.filename) or archive.read(part))
    return made.getvalue()
