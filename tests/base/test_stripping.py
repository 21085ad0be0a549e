"""A photo with its place: what goes out says none, and is the same picture to the last pixel."""

from __future__ import annotations

import random
import struct
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from shuangyong.base.files import sending, stripping
from tests.base import makers

PLACE = (b"GPS", b"26.255", b"105.935", "某牌手机".encode(), b"TRAILER")
FORMS = [
    ("JPEG", {}),
    ("JPEG", {"progressive": True}),
    ("JPEG", {"restart_marker_blocks": 3}),
    ("PNG", {}),
    ("WEBP", {}),
    ("WEBP", {"lossless": True}),
]


def photo(form: str = "JPEG", **options: object) -> bytes:
    """As a phone writes it: place in EXIF, in the maker's notes, in XMP, in a note, and a second picture behind."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "某牌手机"
    told = exif.get_ifd(ExifTags.IFD.Exif)
    told[ExifTags.Base.DateTimeOriginal] = "2026:02:14 10:20:30"
    told[ExifTags.Base.OffsetTimeOriginal] = "+08:00"
    told[ExifTags.Base.MakerNote] = b"GPS 26.255,105.935"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (26.0, 15.0, 18.0), 3: "E", 4: (105.0, 56.0, 6.0)})
    stream = BytesIO()
    makers.scene(4, (240, 160)).save(
        stream, form, exif=exif, xmp=b"<x:xmpmeta>exif:GPSLatitude=26,15.3N</x:xmpmeta>", comment=b"26.255", **options
    )
    return stream.getvalue() + b"TRAILER GPSLatitude 26.255"


def pixels(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as picture:
        return picture.convert("RGBA").tobytes()


@pytest.mark.parametrize(("form", "options"), FORMS)
def test_no_byte_of_the_place_goes_out_and_no_pixel_changes(form, options) -> None:
    data = photo(form, **options)
    out = b"".join(stripping.stripped(data))
    assert not [word for word in PLACE if word in out]
    assert pixels(out) == pixels(data)
    with Image.open(BytesIO(data)) as was, Image.open(BytesIO(out)) as now:
        assert stripping.carries_place(was) and not stripping.carries_place(now)
        assert now.getexif()[ExifTags.Base.Orientation] == 6, "still upright"
        times = now.getexif().get_ifd(ExifTags.IFD.Exif)
        assert times[ExifTags.Base.DateTimeOriginal] == "2026:02:14 10:20:30"
        assert set(times) == {ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal}
    assert b"".join(stripping.stripped(out)) == out, "done twice it is the same"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_colours_are_meant_as_before(form) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = b"".join(stripping.stripped(photo(form, icc_profile=profile)))
    with Image.open(BytesIO(out)) as picture:
        assert picture.info["icc_profile"] == profile


def test_a_place_in_xmp_alone_is_seen() -> None:
    stream = BytesIO()
    makers.scene(4, (40, 40)).save(stream, "JPEG", xmp=b"<x>exif:GPSLatitude=26</x>")
    with Image.open(stream) as picture:
        assert stripping.carries_place(picture)
    assert b"GPS" not in b"".join(stripping.stripped(stream.getvalue()))


def test_a_picture_without_anything_stays_as_it_is() -> None:
    data = makers.saved(makers.scene(4, (40, 40)))
    assert b"".join(stripping.stripped(data)) == data


def test_what_is_no_picture_goes_out_as_it_is(tmp_path) -> None:
    assert sending.outgoing(b"%PDF-1.4 GPS", tmp_path / "none") == b"%PDF-1.4 GPS"


def test_a_picture_against_the_rules_goes_out_as_its_copy(tmp_path) -> None:
    """Cut off in the middle: Pillow may still show it, and nobody can say what of the rest is picture."""
    (tmp_path / "shown.jpg").write_bytes(b"the copy")
    assert sending.outgoing(photo()[:3000], tmp_path / "shown.jpg") == b"the copy"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 10**6), st.integers(1, 6))
@example("JPEG", 1, 6)
def test_damaged_ones_come_to_an_end(form, seed, times) -> None:
    """Any bytes changed: pieces, or Unknown; nothing else, and never without end."""
    drawn, data = random.Random(seed), bytearray(PHOTOS[form])
    for _ in range(times):
        data[drawn.randrange(4, len(data))] = drawn.randrange(256)
    try:
        whole = b"".join(stripping.stripped(bytes(data)))
    except stripping.Unknown:
        return
    assert len(whole) <= len(data) + 200


PHOTOS = {form: photo(form) for form in ("JPEG", "PNG", "WEBP")}


def test_a_note_as_long_as_a_segment_can_be() -> None:
    data = PHOTOS["JPEG"]
    note = b"\xff\xfe" + struct.pack(">H", 65535) + b"G" * 65533
    assert b"".join(stripping.stripped(data[:2] + note + data[2:])) == b"".join(stripping.stripped(data))
