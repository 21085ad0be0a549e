"""Handing a file out: only to be saved, never to be opened by the browser; pictures are looked at by their copy.

What is saved of a picture says no place; the original does, and is opened for a purpose (cases.proofs).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO, BinaryIO

from django.http import FileResponse

from shuangyong.base.errors import NotFound
from shuangyong.base.files import inside, stripping
from shuangyong.base.files.kinds import KINDS, ending
from shuangyong.base.files.models import Blob

GONE = "这个文件在磁盘上找不到了。"


def original(blob: Blob, name: str) -> FileResponse:
    """The original, to be saved under a name; whoever calls has asked whether the person may."""
    return _response(_opened(blob.path), _named(blob, name))


def attachment(blob: Blob, name: str) -> FileResponse:
    """The same; of a picture without what its camera wrote into it, foremost the place; also inside Word and Excel."""
    if not blob.may_carry_place:
        return original(blob, name)
    with _opened(blob.path) as kept:
        data = outgoing(kept.read(), blob.shown_path)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it; memory is for whoever fetches quickly
    file.write(data)
    file.seek(0)
    return _response(file, _named(blob, name))


def outgoing(data: bytes, shown: Path) -> bytes:
    """A kept content as it goes out: a picture without what its camera wrote, also within a paper; else as it is.

    A picture that Pillow reads and the rules of its format do not allow goes out as its copy for showing.
    """
    if not stripping.is_picture(data):
        return inside.without_places(data)
    try:
        return b"".join(stripping.stripped(data))
    except stripping.Unknown:
        return shown.read_bytes()


def shown(blob: Blob) -> FileResponse:
    """A picture's copy for showing; NotFound for what is none."""
    if not blob.is_picture:
        raise NotFound("这个文件不是图片，不能显示。", "请下载后查看。")
    return _response(_opened(blob.shown_path), f"{blob.sha256[:12]}.jpg", shown=True)


def _named(blob: Blob, name: str) -> str:
    endings = KINDS[blob.kind].endings
    return name if ending(name) in endings else f"{name}.{endings[0]}"


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NotFound(GONE, "请与系统管理员联系，从备份中找回。") from None


def _response(file: IO[bytes], name: str, *, shown: bool = False) -> FileResponse:
    mime = "image/jpeg" if shown else "application/octet-stream"
    response = FileResponse(file, as_attachment=not shown, filename=name, content_type=mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, max-age=3600" if shown else "private, no-store"
    return response
