"""Photos that somebody put into Word: the paper goes out as it is, its photos say no place."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import docx
import pytest

from shuangyong.base.files import hostile, inside, kinds, stripping
from tests.base.test_stripping import PHOTOS, PLACE, pixels


def paper(photo: bytes | None = PHOTOS["JPEG"]) -> bytes:
    document = docx.Document()
    document.add_paragraph("走访记录")
    if photo:
        document.add_picture(BytesIO(photo))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_photos_in_a_paper_say_no_place_and_the_paper_is_the_same() -> None:
    data = paper()
    out = inside.without_places(data)
    was, now = parts(data), parts(out)
    (media,) = (name for name in was if "media" in name)
    assert [word for word in PLACE if word in was[media]] and not [word for word in PLACE if word in now[media]]
    assert pixels(now[media]) == pixels(was[media])
    assert list(was) == list(now)
    assert {name for name in was if was[name] != now[name]} == {media}
    assert docx.Document(BytesIO(out)).paragraphs[0].text == "走访记录"
    assert inside.without_places(data) == out, "a dossier made again is the same to the byte"


def test_without_photos_not_a_byte_changes() -> None:
    data = paper(None)
    assert inside.without_places(data) is data
    assert inside.without_places(b"%PDF-1.4") == b"%PDF-1.4"
    assert inside.without_places(b"PK not really") == b"PK not really"


def test_a_photo_that_is_damaged_stays() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/media/image1.jpg", PHOTOS["JPEG"][:900])
    assert inside.without_places(made.getvalue()) == made.getvalue()


def packed(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_photo_says_no_place_wherever_a_program_put_it() -> None:
    data = packed({"word/document.xml": b"<w/>", "media/image1.jpeg": PHOTOS["JPEG"], "a/photo": PHOTOS["PNG"]})
    now = parts(inside.without_places(data))
    assert not [word for word in PLACE for part in now.values() if word in part]
    assert pixels(now["a/photo"]) == pixels(PHOTOS["PNG"]) and now["word/document.xml"] == b"<w/>"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def huge() -> bytes:
    """A PNG of a kilobyte that says it is as large as a town: it came in inside a paper and was never decoded."""
    head = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    told = chunk(b"IHDR", head) + chunk(b"tEXt", b"Comment\0GPS 26.255")
    return b"\x89PNG\r\n\x1a\n" + told + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_a_picture_that_says_it_is_huge_stops_no_paper_and_no_dossier() -> None:
    now = parts(inside.without_places(packed({"word/document.xml": b"<w/>", "word/media/image1.png": huge()})))
    assert now["word/document.xml"] == b"<w/>" and b"26.255" not in now["word/media/image1.png"]


def test_a_short_head_of_a_webp_is_no_picture() -> None:
    with pytest.raises(stripping.Unknown):
        b"".join(stripping.stripped(b"RIFF\x0c\0\0\0WEBPVP8X\0\0\0\0"))


def test_a_paper_packed_in_an_odd_way_and_damaged_is_refused_in_words(tmp_path) -> None:
    data = bytearray(packed({"word/document.xml": b"<w/>" * 500}, zipfile.ZIP_LZMA))
    for at in range(60, 80):
        data[at] ^= 0xFF
    path = tmp_path / "纪要.docx"
    path.write_bytes(data)
    with pytest.raises(kinds.Refused, match="已经损坏"):
        hostile.check_zip(path, "纪要.docx")
