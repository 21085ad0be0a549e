"""Pictures inside Word and Excel files: Word keeps a photo as the phone made it, place and all."""

from __future__ import annotations

import zipfile
from io import BytesIO

from shuangyong.base.files import stripping

HEAD = 12
"""Bytes by which a picture is known."""
OWN = "docprops/"
"""Where the program's own small view of the first page lies: no camera made it."""


def without_places(data: bytes) -> bytes:
    """The file with its pictures stripped; the same bytes where none of them carries anything, or it is no such file.

    Bounded as it came in (hostile.check); one part at a time is in memory. A picture is known by what it is: not every
    program keeps them in word/media. One that is not built as it should be stays as it is: there is no other copy of
    it to put in its place.
    """
    if not data.startswith(b"PK"):
        return data
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            told = [one for one in archive.infolist() if _is_picture(archive, one)]
            changed = {one.filename for one in told if _stripped(was := archive.read(one)) != was}
            return _rewritten(archive, changed) if changed else data
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return data


def _is_picture(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if part.filename.lower().startswith(OWN):
        return False
    with archive.open(part) as stream:
        return stripping.is_picture(stream.read(HEAD))


def _stripped(data: bytes) -> bytes:
    try:
        return b"".join(stripping.stripped(data))
    except stripping.Unknown:
        return data


def _rewritten(archive: zipfile.ZipFile, changed: set[str]) -> bytes:
    """The same parts in the same order under the same names and days."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for part in archive.infolist():
            entry = zipfile.ZipInfo(part.filename, part.date_time)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, part.external_attr
            was = archive.read(part)
            target.writestr(entry, _stripped(was) if part.filename in changed else was)
    return made.getvalue()
