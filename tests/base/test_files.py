"""Files are stored once by content, refused in words, handed out safely, swept when nobody knows them."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from shuangyong.base import storing
from shuangyong.base.errors import NotFound
from shuangyong.base.files import actions, sending
from shuangyong.base.files.kinds import Refused
from shuangyong.base.files.models import Blob, root
from tests.base import makers

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def take(data: bytes, name: str) -> Blob:
    return actions.take(io.BytesIO(data), name, now=NOW)


def on_disk() -> list[str]:
    return sorted(path.name for path in root().rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "name, kind, data",
    [
        ("走访照片.JPG", "jpeg", makers.saved(makers.scene(1))),
        ("图.png", "png", makers.saved(makers.scene(1, (60, 40)), "PNG")),
        ("图.webp", "webp", makers.saved(makers.scene(1, (60, 40)), "WEBP")),
        ("通知.pdf", "pdf", makers.pdf()),
        ("通知.docx", "docx", makers.docx()),
        ("台账.xlsx", "xlsx", makers.archive({"xl/workbook.xml": b"<workbook/>"})),
        ("版式.ofd", "ofd", makers.archive({"OFD.xml": b"<OFD/>"})),
        ("旧通知.doc", "doc", makers.ole("WordDocument")),
        ("旧通知.wps", "doc", makers.ole("WordDocument")),
        ("旧台账.xls", "xls", makers.ole("Workbook")),
        ("记录.txt", "txt", "三月二日走访困难军属。".encode("gb18030")),
        ("记录.txt", "txt", "三月二日".encode("utf-16")),
        ("没有后缀", "pdf", makers.pdf()),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_allowed_is_taken_whole(name: str, kind: str, data: bytes) -> None:
    blob = take(data, name)
    assert (blob.kind, blob.size, blob.sha256) == (kind, len(data), hashlib.sha256(data).hexdigest())
    assert blob.path.read_bytes() == data
    assert blob.path.relative_to(root()).parts[0] == blob.sha256[:2]
    assert not list((root() / "coming").iterdir())


def test_the_same_content_is_stored_once() -> None:
    data = makers.saved(makers.scene(2))
    assert take(data, "甲.jpg").pk == take(data, "乙.jpeg").pk
    assert len(on_disk()) == 2  # the original and the copy for showing


PICTURE = makers.saved(makers.scene(3, (80, 60)))


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("空.txt", b"", "是空的"),
        ("照片.jpg", makers.pdf(), "内容却是PDF 文件"),
        ("通知.pdf", PICTURE, "内容却是照片（JPG）"),
        ("通知.docx", makers.archive({"xl/workbook.xml": b""}), "内容却是Excel"),
        ("程序.exe", b"MZ" + b"\x90\0" * 200, "程序"),
        ("通知.txt", b"MZ hello", "程序"),
        ("页面.txt", b"<html><script>alert(1)</script>", "网页"),
        ("图.svg", b'<svg xmlns="x"><script/></svg>', "网页、图形代码"),
        ("包.zip", makers.archive({"a.txt": b"a"}), "压缩包"),
        ("照片.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "兼容性最佳"),
        ("宏.docx", makers.docx(**{"word/vbaProject.bin": b"x"}), "宏"),
        (
            "宏.docx",
            makers.docx(**{"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main"}),
            "宏",
        ),
        ("程序.docx", makers.docx(**{"word/embeddings/a.bin": "\x01Ole10Native".encode("utf-16-le")}), "嵌着程序"),
        ("程序.docx", makers.docx(**{"word/media/run.exe": b"MZ"}), "程序"),
        (
            "模板.docx",
            makers.docx(
                **{
                    "word/_rels/settings.xml.rels": b'<Relationship Type="x/attachedTemplate" Target="http://x" TargetMode="External"/>'
                }
            ),
            "加载模板",
        ),
        (
            "对象.docx",
            makers.docx(
                **{
                    "word/_rels/document.xml.rels": b'<Relationship TargetMode="External" Type="x/oleObject" Target="\\\\a\\b"/>'
                }
            ),
            "要从别处加载",
        ),
        (
            "拼接.docx",
            makers.docx(**{"word/document.xml": b'<w:body><w:altChunk r:id="a1"/></w:body>'}),
            "另一份文件并进来",
        ),
        ("主控.docx", makers.docx(**{"word/document.xml": b'<w:p><w:subDoc r:id="a1"/></w:p>'}), "另一份文件并进来"),
        ("域.docx", makers.docx(**{"word/x.xml": b"<w:instrText> DDEAUTO c:\\cmd.exe</w:instrText>"}), "启动别的程序"),
        ("域.docx", makers.docx(**{"word/x.xml": b'<w:fldSimple w:instr=" dde excel x"/>'}), "启动别的程序"),
        (
            "链接.xlsx",
            makers.archive({"xl/workbook.xml": b"<x/>", "xl/externalLinks/e1.xml": b"<ddeLink ddeService='cmd'/>"}),
            "启动别的程序",
        ),
        ("越界.docx", makers.docx(**{"../../etc/passwd": b"x"}), "动过手脚"),
        ("炸弹.docx", makers.docx(**{"word/big.xml": b"\0" * (60 * 1024 * 1024)}), "解开后太大"),
        ("夹带.docx", b"PK\x03\x04" + makers.docx(), "藏着另一个文件"),
        ("夹带.docx", makers.docx() + b"tail", "夹着别的内容"),
        ("坏.docx", makers.docx()[:40] + makers.docx()[-22:], "损坏"),
        ("密码.docx", makers.ole("EncryptedPackage"), "密码"),
        ("宏.doc", makers.ole("WordDocument", "Macros\0", "_VBA_PROJECT"), "宏"),
        (
            "密码.doc",
            makers.ole("WordDocument")[:512] + b"\xec\xa5" + b"\0" * 9 + b"\x01" + "WordDocument".encode("utf-16-le"),
            "密码",
        ),
        ("脚本.pdf", makers.pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "自动运行"),
        ("脚本.pdf", makers.pdf(b"/AA<</S/J#61vaScript>>"), "自动运行"),
        ("脚本.pdf", makers.pdf_packed(b"1 0 <</S/Launch/F(cmd.exe)>>"), "自动运行"),
        ("附件.pdf", makers.pdf(b"/Names<</EmbeddedFiles 3 0 R>>"), "自动运行"),
        ("密码.pdf", makers.pdf(b"/Encrypt 5 0 R"), "密码"),
        ("半截.pdf", b"%PDF-1.4 /JS (x) /OpenAction <<>>", "已经损坏"),
        ("密码.pdf", makers.pdf_locked(), "加了密码或权限限制"),
        ("四十字节.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n".ljust(40), "已经损坏，打不开"),
        ("没有页.pdf", makers.pdf(pages=0), "已经损坏，打不开"),
        ("乱码.pdf", b"%PDF-1.7\n" + bytes(range(1, 256)) * 20 + b"\n%%EOF\n", "已经损坏，打不开"),
        ("夹带.pdf", makers.pdf() + b"x" * 2000, "夹着别的内容"),
        ("夹带.jpg", PICTURE + makers.archive({"a.exe": b"MZ"}), "藏着另一个文件"),
        ("夹带.jpg", PICTURE + b"<script>alert(1)</script>", "藏着另一个文件"),
        ("坏.jpg", PICTURE[: len(PICTURE) // 2], "损坏"),
        ("坏.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "损坏"),
        ("大.png", makers.saved(Image.new("1", (10_000, 5_001)), "PNG"), "最多 5000 万像素"),
        ("大.txt", b"a" * (20 * 1024 * 1024 + 1), "最多 20 MB"),
        ("乱.txt", bytes(range(256)) * 4, "认不出"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_hostile_or_not_what_it_says_is_refused_and_leaves_nothing(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        take(data, name)
    assert words in refusal.value.what
    assert name in refusal.value.what
    assert "可以上传" in refusal.value.allowed
    assert on_disk() == []
    assert not Blob.objects.exists()


def test_a_file_of_an_undone_transaction_is_swept_a_day_later_and_no_other() -> None:
    kept = take(b"kept", "a.txt")

    def act() -> None:
        with storing.writing():
            take(b"undone", "b.txt")
            raise LookupError

    with pytest.raises(LookupError):
        act()
    (root() / "coming" / "left-by-a-kill").write_bytes(b"x")
    assert actions.sweep(now=datetime.now(UTC)) == 0
    later = datetime.now(UTC) + timedelta(days=2)
    assert actions.sweep(now=later) == 2
    assert list(on_disk()) == [kept.sha256[2:]]


def test_what_is_taken_again_just_before_the_sweep_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    blob = take(b"kept", "a.txt")
    old = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    os.utime(blob.path, (old, old))
    pk, path = blob.pk, blob.path
    Blob.objects.filter(pk=pk).delete()
    assert actions._is_orphan(path, path, NOW.timestamp())
    take(b"kept", "a.txt")
    assert actions.sweep(now=NOW + timedelta(days=2)) == 0
    assert path.read_bytes() == b"kept"


def test_a_picture_is_shown_by_a_copy_without_its_cameras_words() -> None:
    exif = Image.Exif()
    exif[0x010F] = "某牌手机"
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2026:02:14 10:20:30"
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 15.0, 18.0), 3: "E", 4: (105.0, 56.0, 6.0)})
    data = makers.saved(makers.scene(4, (2400, 1200)), exif=exif)
    blob = take(data, "走访.jpg")
    assert (blob.width, blob.height) == (1200, 2400)
    assert blob.taken_at == datetime(2026, 2, 14, 2, 20, 30, tzinfo=UTC)
    assert blob.placed
    with Image.open(blob.shown_path) as shown:
        assert shown.format == "JPEG"
        assert shown.size == (800, 1600)
        assert not shown.getexif()
    assert "某牌手机".encode() not in blob.shown_path.read_bytes()
    assert blob.path.read_bytes() == data


def test_what_shines_through_shines_on_white() -> None:
    blob = take(makers.saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"), "图.png")
    with Image.open(blob.shown_path) as shown:
        assert shown.getpixel((25, 25)) == (255, 255, 255)


def test_originals_are_only_saved_never_opened_by_the_browser() -> None:
    blob = take(makers.pdf(), "通知.pdf")
    response = sending.attachment(blob, "关于走访的通知")
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Disposition"].endswith(".pdf")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == makers.pdf()  # type: ignore[arg-type]
    with pytest.raises(NotFound, match="不是图片"):
        sending.shown(blob)
    blob.path.unlink()
    with pytest.raises(NotFound, match="找不到了"):
        sending.attachment(blob, "通知.pdf")


def test_a_picture_is_shown_inline_as_jpeg() -> None:
    response = sending.shown(take(makers.saved(makers.scene(5), "PNG"), "图.png"))
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")  # type: ignore[arg-type]


def test_a_stream_is_taken_in_chunks() -> None:
    class Stream(io.BytesIO):
        largest = 0

        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None and size > 0
            Stream.largest = max(Stream.largest, size)
            return super().read(size)

    actions.take(Stream(b"a" * 3_000_000), "a.txt", now=NOW)
    assert Stream.largest == actions.CHUNK
