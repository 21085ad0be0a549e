"""A picture from a stranger: decoded with care, its facts read, its copy for showing made."""

from __future__ import annotations

import contextlib
import re
import struct
import warnings
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image

from shuangyong.base.files import looks, stripping
from shuangyong.base.files.kinds import Kind, Refused, refused
from shuangyong.rules.days import FIRST, LAST

MOST_PIXELS = 50_000_000
SHOWN = 1600
"""The longer side of the copy for showing, in pixels."""
QUALITY = 82
_ODD = (ValueError, TypeError, KeyError, ArithmeticError, SyntaxError, OSError, struct.error)
"""What facts raise that are not as they should be; the picture is as good without them."""
_LOCAL = ZoneInfo("Asia/Shanghai")
_TURNS = {
    "2": Image.Transpose.FLIP_LEFT_RIGHT,
    "3": Image.Transpose.ROTATE_180,
    "4": Image.Transpose.FLIP_TOP_BOTTOM,
    "5": Image.Transpose.TRANSPOSE,
    "6": Image.Transpose.ROTATE_270,
    "7": Image.Transpose.TRANSVERSE,
    "8": Image.Transpose.ROTATE_90,
}
"""What sets a picture upright, by its orientation. ImageOps.exif_transpose writes all other facts anew, too, and fails
where a camera wrote one of them its own way."""
_SIDEWAYS = {_TURNS[number] for number in "5678"}
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture tells: its size as it is looked at, when it was taken, its looks."""

    width: int
    height: int
    taken_at: datetime | None
    placed: bool
    """Whether it says where it was taken."""
    looks: tuple[looks.Look, ...]


def read(path: Path, kind: Kind, name: str, shown: Path) -> Facts:
    """Decode a picture, write its copy to `shown` and give its facts. Refused where it is too big or broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow's own bound: ours is looked at before anything is decoded
            with Image.open(path, formats=[_FORMATS[kind.key]]) as picture:
                _bound(picture, name)
                return _read(picture, shown)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - a damaged picture makes Pillow raise whatever comes: TypeError, struct.error, …
        raise refused(name, "已经损坏，打不开。", "请重新拍照，或用看图软件另存为 jpg 再上传。") from None


def _bound(picture: Image.Image, name: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        size = f"{picture.width}×{picture.height}"
        raise refused(name, f"太大（{size} 像素，最多 5000 万像素）。", "请缩小后再上传。")


def _read(picture: Image.Image, shown: Path) -> Facts:
    width, height = picture.size
    exif = picture.getexif()
    placed = stripping.carries_place(picture)
    turn = _TURNS.get(str(exif.get(ExifTags.Base.Orientation)))
    if turn in _SIDEWAYS:
        width, height = height, width
    picture.draft("RGB", (SHOWN, SHOWN))  # a JPEG is decoded no larger than needed
    upright = flat(picture if turn is None else picture.transpose(turn))
    upright.thumbnail((SHOWN, SHOWN), Image.Resampling.LANCZOS)
    upright.info.clear()
    upright.save(shown, "JPEG", quality=QUALITY, optimize=True)
    return Facts(width, height, _taken_at(exif), placed, looks.of(upright))


def flat(picture: Image.Image) -> Image.Image:
    """In plain colours; what shines through shines on white."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        over = picture.convert("RGBA")
        ground = Image.new("RGB", over.size, "white")
        ground.paste(over, mask=over.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _taken_at(exif: Image.Exif) -> datetime | None:
    """The camera's clock; without an offset it is taken for local time."""
    with contextlib.suppress(*_ODD):
        told = exif.get_ifd(ExifTags.IFD.Exif)
        text = str(told[ExifTags.Base.DateTimeOriginal]).strip("\0 ")
        moment = datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - its zone is added below
        if FIRST.year <= moment.year <= LAST.year:  # the year 1 of a clock that was never set is no moment in UTC
            return moment.replace(tzinfo=_zone(str(told.get(ExifTags.Base.OffsetTimeOriginal, ""))))
    return None


def _zone(offset: str) -> timezone | ZoneInfo:
    found = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset.strip("\0 "))
    if not found:
        return _LOCAL
    length = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-length if found[1] == "-" else length)
