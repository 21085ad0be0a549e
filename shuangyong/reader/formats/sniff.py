"""What a file is: by its content first, by its name second.

A name is what somebody typed; the first bytes are what the file is. Everything that
cannot be read is named here in words the sender knows (旧版 Word, WPS, 图片, OFD …).
"""

from __future__ import annotations

import re

from shuangyong.reader.formats.archive import Archive
from shuangyong.reader.formats.messages import error
from shuangyong.reader.formats.txt import decode_head
from shuangyong.reader.model import MAX_BYTES, Format, ReadError

_HEAD = 8192

_OTHER: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "图片（PNG）"),
    (b"\xff\xd8\xff", "图片（JPG）"),
    (b"GIF8", "图片（GIF）"),
    (b"II*\x00", "图片（TIFF）"),
    (b"MM\x00*", "图片（TIFF）"),
    (b"Rar!\x1a\x07", "压缩包（RAR）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）"),
    (b"\x1f\x8b", "压缩包（gz）"),
    (b"{\\rtf", " RTF 文档"),
    (b"%!PS", " PostScript 文件"),
    (b"AT&TFORM", " DjVu 文件"),
    (b"\x7fELF", "程序文件"),
    (b"ID3", "音频文件"),
)
_MAGIC = tuple(magic for magic, _ in _OTHER)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS: tuple[tuple[str, str], ...] = (
    ("WordDocument", "旧版 Word 文档（.doc）"),
    ("Workbook", "Excel 表格（.xls）"),
    ("PowerPoint Document", "演示文稿（.ppt）"),
)
_IMAGE_ADVICE = "图片和扫描件要先做文字识别，核对后存为 .docx 或 .txt 再上传"
_SAVE_ADVICE = "请用 Word 或 WPS 打开，另存为 .docx 后再上传"

_HTML_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|style|script|div|p|table|span|h[1-6]|article|section|ul|ol"
    r"|center|font|br)\b",
    re.IGNORECASE,
)
_HTML_INSIDE = re.compile(r"<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}[\s>/]")
_PROLOG = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,2000}-->)", re.DOTALL)


def check_size(size: int, name: str) -> None:
    """Refuse a file by its size in bytes, before anything of it is read."""
    if size == 0:
        raise error(name, "是空文件，里面没有内容", "请检查后重新上传")
    if size > MAX_BYTES:
        megabytes = f"{size / 1024 / 1024:.1f}"
        what = f"有 {megabytes} MB，太大了（最大 {MAX_BYTES // 1024 // 1024} MB）"
        raise error(name, what, "请去掉图片或拆成几份再上传")


def sniff(data: bytes, name: str) -> Format:
    """Tell the format of a file; raise ReadError where it is none that can be read."""
    check_size(len(data), name)
    if not data.strip(b" \t\r\n\x00\x0b\x0c"):
        raise error(name, "里没有内容，只有空白", "请检查后重新上传")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _sniff_zip(data, name)
    if data.startswith(_OLE):
        raise _ole_error(data, name)
    if _is_pdf(data):
        return "pdf"
    _refuse_other(data, name)
    return _sniff_text(data, name)


def _sniff_zip(data: bytes, name: str) -> Format:
    """A Word document, or another thing in a zip file, which is named."""
    archive = Archive(data, name)
    if archive.find("word/document.xml") or archive.main_part():
        return "docx"
    raise _zip_error(archive, name)


def _zip_error(archive: Archive, name: str) -> ReadError:
    """Name what a zip file that is no Word document holds."""
    if archive.find("OFD.xml"):
        return error(name, "是 OFD 版式文件，现在还读不了", "请在 OFD 阅读器里导出为带文字层的 PDF 再上传")
    if archive.find("xl/workbook.xml") or archive.find("xl/workbook.bin"):
        return error(name, "是 Excel 表格（.xlsx），不是公文", "请把表格贴进 Word，存为 .docx 后再上传")
    if archive.find("ppt/presentation.xml"):
        return error(name, "是演示文稿（.pptx），不是公文", "请把文字贴进 Word，存为 .docx 后再上传")
    if archive.find("content.xml") and archive.find("mimetype"):
        return error(name, "是 OpenDocument 文件（.odt 等）", _SAVE_ADVICE)
    return error(name, "是压缩包", "请先解压，再把里面的公文逐个上传")


def _ole_error(data: bytes, name: str) -> ReadError:
    """Name what an OLE container (the old Office files) holds."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return error(name, "加了打开密码，读不了", "请打开后取消密码，另存一份再上传")
    lower = name.lower()
    if lower.endswith((".wps", ".wpt")):
        return error(name, "是 WPS 文字的旧格式（.wps）", _SAVE_ADVICE)
    for stream, kind in _OLE_KINDS:
        if stream.encode("utf-16-le") in data:
            return error(name, f"是{kind}", _SAVE_ADVICE)
    return error(name, "是旧版 Office 或 WPS 文件", _SAVE_ADVICE)


def _is_pdf(data: bytes) -> bool:
    """%PDF at the start, or after some junk where the body is a PDF's too."""
    head = data[:1024]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
        return True
    return b"%PDF-1" in head and b"startxref" in data[-4096:]


def _refuse_other(data: bytes, name: str) -> None:
    """Refuse the formats known by their first bytes."""
    for magic, kind in _OTHER if data.startswith(_MAGIC) else ():
        if data.startswith(magic):
            advice = _IMAGE_ADVICE if kind.startswith("图片") else _SAVE_ADVICE
            raise error(name, f"是{kind}，不能当公文来读", advice)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[:2] == b"BM" and data[6:10] == bytes(4)):
        raise error(name, "是图片，不能当公文来读", _IMAGE_ADVICE)
    if data[:13].upper() == b"MIME-VERSION:":
        raise error(name, "是单个文件的网页（.mht）", "请在浏览器里另存为“仅网页 .html”，再上传")
    if b'progid="Word.Document"' in data[:_HEAD]:
        raise error(name, "是 Word 的 XML 格式", _SAVE_ADVICE)


def _sniff_text(data: bytes, name: str) -> Format:
    """A page or plain text."""
    head = decode_head(data[:_HEAD])
    return "html" if _looks_like_html(head, name) else "txt"


def _looks_like_html(head: str, name: str) -> bool:
    """Tags at the start, a page's frame inside, or the name and any tag at all."""
    start = 0
    for _ in range(20):
        found = _PROLOG.match(head, start)
        if not found:
            break
        start = found.end()
    if _HTML_START.match(head[start:].lstrip("\ufeff \t\r\n\x00")):
        return True
    if _HTML_INSIDE.search(head):
        return True
    return name.lower().endswith((".html", ".htm", ".xhtml", ".shtml")) and bool(_TAG.search(head))
