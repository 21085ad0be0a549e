"""Handing a file out: the original only to be saved, never to be opened by the browser; pictures by their copy."""

from __future__ import annotations

from django.http import FileResponse

from shuangyong.base.errors import NotFound
from shuangyong.base.files.kinds import KINDS, ending
from shuangyong.base.files.models import Blob

GONE = "这个文件在磁盘上找不到了。"


def attachment(blob: Blob, name: str) -> FileResponse:
    """The original, to be saved under a name; whoever calls has asked whether the person may."""
    kind = KINDS[blob.kind]
    if ending(name) not in kind.endings:
        name = f"{name}.{kind.endings[0]}"
    return _response(blob, name, "application/octet-stream", shown=False)


def shown(blob: Blob) -> FileResponse:
    """A picture's copy for showing; NotFound for what is none."""
    if not blob.is_picture:
        raise NotFound("这个文件不是图片，不能显示。", "请下载后查看。")
    return _response(blob, f"{blob.sha256[:12]}.jpg", "image/jpeg", shown=True)


def _response(blob: Blob, name: str, mime: str, *, shown: bool) -> FileResponse:
    try:
        file = (blob.shown_path if shown else blob.path).open("rb")
    except FileNotFoundError:
        raise NotFound(GONE, "请与系统管理员联系，从备份中找回。") from None
    response = FileResponse(file, as_attachment=not shown, filename=name, content_type=mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, max-age=3600" if shown else "private, no-store"
    return response
