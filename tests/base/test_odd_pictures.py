"""What a camera, or somebody who means harm, wrote into a picture beside the picture."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from shuangyong.base.files import kinds, pictures

JPEG = kinds.KINDS["jpeg"]


def photo(taken: str = "2026:03:01 08:00:00", orientation: int = 1, size: tuple[int, int] = (40, 30)) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (29.0, 30.0, 0.0), 3: "E", 4: (106.0, 15.0, 0.0)})
    stream = BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, 8, 8))
    picture.save(stream, "JPEG", exif=exif, quality=95)
    return stream.getvalue()


def read(data: bytes, folder: Path) -> pictures.Facts:
    (folder / "a.jpg").write_bytes(data)
    return pictures.read(folder / "a.jpg", JPEG, "a.jpg", folder / "shown.jpg")


@pytest.mark.parametrize("taken", ["0001:01:01 00:00:00", "9999:12:31 23:59:59", "0000:00:00 00:00:00", "昨天"])
def test_a_clock_that_was_never_set_says_nothing(tmp_path: Path, taken: str) -> None:
    """The year 1 at eight in the east is no moment in UTC: the upload was a 500."""
    facts = read(photo(taken), tmp_path)
    assert (facts.taken_at, facts.placed) == (None, True)


def test_a_clock_that_was_set_is_believed(tmp_path: Path) -> None:
    moment = read(photo(), tmp_path).taken_at
    assert moment is not None
    assert f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" == "2026-03-01 00:00"


@pytest.mark.parametrize(
    ("orientation", "red"),
    [(1, (2, 2)), (2, (37, 2)), (3, (37, 27)), (4, (2, 27)), (5, (2, 2)), (6, (27, 2)), (7, (27, 37)), (8, (2, 37))],
)
def test_a_picture_is_set_upright_and_its_copy_says_no_place(
    tmp_path: Path, orientation: int, red: tuple[int, int]
) -> None:
    facts = read(photo(orientation=orientation), tmp_path)
    with Image.open(tmp_path / "shown.jpg") as shown:
        assert shown.size == (facts.width, facts.height) == ((40, 30) if orientation < 5 else (30, 40))
        colour = shown.convert("RGB").getpixel(red)
        assert isinstance(colour, tuple)
        assert colour[0] > 200 > 90 > colour[1]
        assert not shown.getexif()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(20, 300), st.integers(0, 255)), min_size=1, max_size=12))
def test_whatever_is_damaged_a_picture_is_read_or_refused_in_words(
    tmp_path: Path, damage: list[tuple[int, int]]
) -> None:
    data = bytearray(photo(orientation=6))
    for place, value in damage:
        data[place] = value
    try:
        read(bytes(data), tmp_path)
    except kinds.Refused as refused:
        assert "打不开" in refused.what or "太大" in refused.what
