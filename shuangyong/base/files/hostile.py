"""What a file of an allowed kind may still hide: programs, passwords, bombs, a second file. Refused with a reason."""

from __future__ import annotations

import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from lzma import LZMAError
from pathlib import Path

from shuangyong.base.files.kinds import Kind, refused
from shuangyong.reader.formats.pdf_apart import TOO_MUCH, Opening, opens
from shuangyong.reader.formats.pdf_bombs import holds_bomb

MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 30 * 1024 * 1024
_CHUNK = 256 * 1024
_SAVE = "请用原来的软件另存一份干净的再上传。"
_REPRINT = "请用阅读器打开看一看，能看到的用“打印为 PDF”另存一份再上传；打不开的向来源重新要一份。"
_ACTIVE_PART = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex|dialogsheets/|\.(?:exe|dll|js|vbs|bat|cmd|ps1|hta|scr|lnk|jar)$",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    rb"(?s)<Relationship\b(?=[^>]*/(attachedTemplate|oleObject|frame|subDocument|control|package)[\"'])"
    rb"(?=[^>]*External)[^>]*>",
    re.IGNORECASE,
)
"""What Word fetches and runs by itself. Pictures and links to elsewhere are common in pasted pages, and pass."""
_PUT_IN = re.compile(rb"<[A-Za-z0-9]{1,20}:?(?:altChunk|subDoc)[\s/>]")
"""What is put in from another file, of any kind, when the paper is opened: a search for a marking reads past it."""
_DDE = re.compile(rb"(?:>|=[\"'])\s*DDE(?:AUTO)?\s|<ddeLink\b", re.IGNORECASE)
"""A field, or a link of a table, that asks another program for something."""
_PACKED_PROGRAM = "\x01Ole10Native".encode("utf-16-le")
_MACROS = tuple(word.encode("utf-16-le") for word in ("_VBA_PROJECT", "Macros\0", "_xlm"))
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)(?![A-Za-z])")
"""Long names only: four bytes like /JS turn up by chance in packed data, and /JS never goes without /JavaScript."""
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_DISGUISED = re.compile(rb"/[A-Za-z#0-9]*#[A-Za-z#0-9]*")
_PDF_OBJECTS = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
_MOST_OBJECTS = 16 * 1024 * 1024
_SECOND_FILE = re.compile(rb"<(?:script|html|svg|\?php)[\s>]|%PDF-1", re.IGNORECASE)


def check(path: Path, kind: Kind, name: str) -> None:
    """Refused where the content is dangerous; pictures are decoded elsewhere."""
    if kind.key in {"docx", "xlsx", "ofd"}:
        check_zip(path, name)
    elif kind.key in {"doc", "xls"}:
        check_ole(path, name)
    elif kind.key == "pdf":
        check_pdf(path, name)
    elif kind.picture:
        check_picture(path, name)
    elif kind.key == "txt":
        check_text(path, name)


@contextmanager
def mapped(path: Path) -> Iterator[mmap.mmap]:
    """A file's bytes without reading it into memory."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        yield data
    finally:
        with suppress(BufferError):  # a match in a raised error's frames still points into it; it goes with them
            data.close()


def check_zip(path: Path, name: str) -> None:
    """An office file: nothing before or behind the archive, no active part, no password, no bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_frame(archive, name)
            _check_directory(archive, name)
            _unpack_all(archive, name)
    except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError, RuntimeError):
        raise refused(name, "已经损坏，打不开。", _SAVE) from None


def _check_frame(archive: zipfile.ZipFile, name: str) -> None:
    """The archive begins where the file begins; that it ends with it was looked at before."""
    if min((part.header_offset for part in archive.infolist()), default=-1) != 0:
        raise refused(name, "里面藏着另一个文件。", _SAVE)


def _check_directory(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise bomb(name)
    if any(part.flag_bits & 1 for part in parts):
        raise refused(name, "加了密码，无法检查。", "请取消密码，另存后再上传。")
    if len(set(names)) != len(names) or any(part.startswith("/") or ".." in part.split("/") for part in names):
        raise refused(name, "的内部结构不正常，可能被动过手脚。", _SAVE)
    if any(_ACTIVE_PART.search(part) for part in names):
        raise refused(name, "带有宏或程序。", "请另存为不带宏的 docx 或 xlsx 再上传。")


def _unpack_all(archive: zipfile.ZipFile, name: str) -> None:
    """Unpack every part as a stream and throw it away: what the directory promises is not believed."""
    left = MAX_UNPACKED
    for part in archive.infolist():
        size, kept = 0, b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > left or (size > _RATIO_FROM and size > MAX_RATIO * max(1, part.compress_size)):
                    raise bomb(name)
                kept = _look(part.filename.lower(), kept[-64:] + chunk, name)
        left -= size


def _look(part: str, data: bytes, name: str) -> bytes:
    """What may only be found inside a part; gives the data back, so that the next look overlaps."""
    if part == "[content_types].xml" and b"macroenabled" in data.lower():
        raise refused(name, "带有宏。", "请另存为不带宏的 docx 或 xlsx 再上传。")
    if part.endswith(".rels") and _REMOTE.search(data):
        raise refused(name, "要从别处加载模板或内容。", "请断开链接，另存为普通文档再上传。")
    if part.endswith(".xml") and _PUT_IN.search(data):
        raise refused(name, "里面有一段是打开时才从另一份文件并进来的，无法检查。", "请打开后另存为 .docx 再上传。")
    if part.endswith(".xml") and b"dde" in data.lower() and _DDE.search(data):  # first a look that costs little
        raise refused(name, "里面有会启动别的程序的域。", "请把域转成文字，另存后再上传。")
    if "embeddings/" in part and (_PACKED_PROGRAM in data or any(word in data for word in _MACROS)):
        raise refused(name, "里面嵌着程序。", "请删去嵌入的对象再上传。")
    return data


def bomb(name: str) -> Exception:
    most = MAX_UNPACKED // 1024 // 1024
    return refused(name, f"解开后太大（最多 {most} MB），可能是恶意文件。", "请向来源核实，或拆成几份再上传。")


def check_ole(path: Path, name: str) -> None:
    """An old office file: by the names in its directory, and Word's own mark of a password."""
    with mapped(path) as data:
        if any(data.find(word) >= 0 for word in _MACROS):
            raise refused(name, "带有宏。", "请另存为 docx 或 xlsx 再上传。")
        if data.find(_PACKED_PROGRAM) >= 0:
            raise refused(name, "里面嵌着程序。", "请删去嵌入的对象再上传。")
        if data[512:514] == b"\xec\xa5" and data[523:524] and data[523] & 1:
            raise refused(name, "加了打开密码，无法检查。", "请取消密码，另存后再上传。")


def check_pdf(path: Path, name: str) -> None:
    """kinds.Refused for a PDF that is broken, runs something, holds another file or cannot be looked into."""
    with mapped(path) as data:
        if data[:5] != b"%PDF-" or data.rfind(b"%%EOF", max(0, len(data) - 1024)) < 0:
            raise refused(name, "已经损坏，或者前后夹着别的内容。", _SAVE)
        if holds_bomb(data):  # type: ignore[arg-type] # reads a map as it reads bytes
            raise bomb(name)
        if zipfile.is_zipfile(path):
            raise refused(name, "里面藏着另一个文件。", _SAVE)
        if _active(data, name):
            raise refused(name, "带有会自动运行的脚本、附件或程序。", "请用“打印为 PDF”另存一份再上传。")
        if re.search(rb"/Encrypt\s", data):
            raise _locked(name)
    opening = opens(path)
    if opening is Opening.LOCKED:
        raise _locked(name)
    if opening is Opening.ENDLESS:
        raise refused(name, f"{TOO_MUCH}。", _REPRINT)
    if opening is Opening.DAMAGED:
        raise refused(name, "已经损坏，打不开。", _REPRINT)


def _locked(name: str) -> Exception:
    return refused(name, "加了密码或权限限制，无法检查。", "请取消密码，另存后再上传。")


def _active(data: mmap.mmap, name: str) -> bool:
    """Names may be written with #xx and lie in packed object streams; a disguised object stream is no accident."""
    if _PDF_ACTIVE.search(data):
        return True
    disguised = (unescaped(found[0]) for found in _PDF_DISGUISED.finditer(data))
    if any(_PDF_ACTIVE.search(word) or word.startswith(b"/ObjStm") for word in disguised):
        return True
    return any(_PDF_ACTIVE.search(unescaped(objects)) for objects in _packed_objects(data, name))


def unescaped(data: bytes) -> bytes:
    return _PDF_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)


def _packed_objects(data: mmap.mmap, name: str) -> Iterator[bytes]:
    for found in _PDF_OBJECTS.finditer(data):
        unpack = zlib.decompressobj()
        try:
            yield unpack.decompress(data[found.end() : found.end() + _MOST_OBJECTS], _MOST_OBJECTS)
        except zlib.error:
            raise refused(name, "的内部压缩方式不常见，无法检查。", "请用“打印为 PDF”另存一份再上传。") from None


def check_picture(path: Path, name: str) -> None:
    """A second file in the same bytes: an archive at the end, markup or a PDF at the start or end."""
    with mapped(path) as data:
        if zipfile.is_zipfile(path) or _SECOND_FILE.search(data[:4096] + b"\n" + data[-65536:]):
            raise refused(name, "里面藏着另一个文件。", "请用看图软件另存为 jpg 再上传。")


def check_text(path: Path, name: str) -> None:
    with mapped(path) as data:
        if data.find(b"\0") >= 0 and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            raise refused(name, "不是纯文本。", _SAVE)
