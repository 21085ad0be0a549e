"""Photos that somebody put into Word: the paper goes out as it is, its photos say no place."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx

from shuangyong.base.files import inside
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
