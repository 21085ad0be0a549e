"""Which kinds of files are taken, and what a content is, whatever its name says. Pure."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import filetype

from shuangyong.base.errors import Problem

ALLOWED = "可以上传：照片（jpg、png、webp）、PDF、Word（docx、doc）、Excel（xlsx、xls）、OFD 和纯文本（txt）。"
_HEAD = 64 * 1024
MAX_PARTS = 5_000
MAX_DIRECTORY = 2 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the endings its name may have, its type on the wire, what people call it."""

    key: str
    endings: tuple[str, ...]
    mime: str
    says: str
    picture: bool = False


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("jpeg", ("jpg", "jpeg", "jpe", "jfif"), "image/jpeg", "照片（JPG）", picture=True),
        Kind("png", ("png",), "image/png", "图片（PNG）", picture=True),
        Kind("webp", ("webp",), "image/webp", "图片（WebP）", picture=True),
        Kind("pdf", ("pdf",), "application/pdf", "PDF 文件"),
        Kind("docx", ("docx",), _WORD, "Word 文档（docx）"),
        Kind("xlsx", ("xlsx",), _EXCEL, "Excel 表格（xlsx）"),
        Kind("doc", ("doc", "wps"), "application/msword", "旧版 Word 文档（doc）"),
        Kind("xls", ("xls", "et"), "application/vnd.ms-excel", "旧版 Excel 表格（xls）"),
        Kind("ofd", ("ofd",), "application/ofd", "OFD 版式文件"),
        Kind("txt", ("txt",), "text/plain", "纯文本"),
    )
}
_BY_FILETYPE = {"jpg": "jpeg", "png": "png", "webp": "webp", "pdf": "pdf"}
_NAMED = {
    "heic": "苹果手机的 HEIC 照片，请在手机的“设置—相机—格式”里选“兼容性最佳”，或另存为 jpg",
    "zip": "压缩包，请解压后逐个上传",
    "rar": "压缩包，请解压后逐个上传",
    "7z": "压缩包，请解压后逐个上传",
    "gz": "压缩包，请解压后逐个上传",
    "tar": "压缩包，请解压后逐个上传",
    "exe": "程序",
    "elf": "程序",
    "rtf": "RTF 文档，请另存为 docx",
    "mp4": "视频",
    "mov": "视频",
}
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|svg|script|iframe|\?php|\?xml|object|embed)[\s>/!\[]|^#!|^MZ", re.IGNORECASE
)


class Refused(Problem):
    """A file that is not taken; nothing of it is kept."""


def refused(name: str, what: str, then: str = "") -> Refused:
    return Refused(f"文件“{name[:80]}”{what}", ALLOWED, then)


def ending(name: str) -> str:
    """The last part of a name, lower case, without the dot; "" where there is none."""
    return Path(name.replace("\\", "/")).suffix.lower().removeprefix(".")


def recognise(path: Path, name: str) -> Kind:
    """What a file is by its content. Refused where it is none of KINDS, or not what its name says."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise refused(name, "是空的。", "请检查后重新上传。")
    kind = KINDS[_content(path, head, name)]
    said = ending(name)
    if said and said not in kind.endings:
        raise refused(
            name, f"的名称以“.{said[:10]}”结尾，内容却是{kind.says}。", "请改正名称，或用原来的软件另存后再上传。"
        )
    return kind


def _content(path: Path, head: bytes, name: str) -> str:
    if head.startswith(b"PK"):
        return _in_zip(path, name)
    if head.startswith(_OLE):
        return _in_ole(path, name)
    found = filetype.guess(head)
    if found is None:
        return _text(head, name)
    if found.extension in _BY_FILETYPE:
        return _BY_FILETYPE[found.extension]
    raise refused(name, f"是{_NAMED.get(found.extension, f'{found.extension} 文件')}，不能收。")


def _in_zip(path: Path, name: str) -> str:
    _bound_directory(path, name)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {part.lower() for part in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise refused(name, "已经损坏，打不开。", "请重新另存后上传。") from None
    for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ofd.xml", "ofd")):
        if part in parts:
            return kind
    raise refused(name, f"是{_NAMED['zip']}。")


def _bound_directory(path: Path, name: str) -> None:
    """zipfile reads the whole directory, however long; office files have no comment behind its end."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 22))
        end = file.read()
    if not end.startswith(b"PK\x05\x06") or len(end) != 22:
        raise refused(name, "已经损坏，或者后面夹着别的内容。", "请用原来的软件另存一份干净的再上传。")
    parts, size = struct.unpack_from("<HL", end, 10)
    if parts > MAX_PARTS or size > MAX_DIRECTORY:
        raise refused(name, f"里面的部件太多（最多 {MAX_PARTS} 个），可能是恶意文件。", "请向来源核实。")


def _in_ole(path: Path, name: str) -> str:
    """Names of streams stand in the directory of the container, in UTF-16."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise refused(name, "加了打开密码，无法检查。", "请取消密码，另存后再上传。")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book\0")):
        return "xls"
    raise refused(name, "是旧版 Office 的其他文件，不能收。", "请另存为 docx、xlsx 或 PDF。")


def _text(head: bytes, name: str) -> str:
    if _MARKUP.search(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise refused(name, "是网页、图形代码或程序，不能收。", "请存成 PDF 或纯文本再上传。")
    if _decodes(head):
        return "txt"
    raise refused(name, "认不出是什么文件，不能收。", "请用原来的软件另存为上述格式之一。")


def _decodes(head: bytes) -> bool:
    """Whether a beginning is text; a character may be cut at its end."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(head, "utf-16")
    return b"\0" not in head and (_as(head, "utf-8") or _as(head, "gb18030"))


def _as(head: bytes, encoding: str) -> bool:
    for cut in range(4):
        try:
            head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
