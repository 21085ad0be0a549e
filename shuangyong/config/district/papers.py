"""Small pictures and papers that stand for proofs: the same number gives the same file, byte for byte in what it shows.

No person and no place is in them: hills, houses and figures drawn from the digits of a digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from PIL import Image, ImageDraw

from shuangyong.config.district.acts import Paper

WIDE, HIGH = 640, 480
SMALL = (400, 300)


def made(paper: Paper, case: str, unit: str, on: date) -> tuple[BytesIO, str]:
    """The file and its name."""
    if paper.picture:
        return _picture(paper), f"现场照片{paper.number}{'（小图）' if paper.small else ''}.jpg"
    return _report(paper, case, unit, on), f"办理情况报告{paper.number}.docx"


def _digits(number: int) -> Iterator[int]:
    """Numbers from 0 to 255 without end, the same for the same picture."""
    block = sha256(f"district {number}".encode()).digest()
    while True:
        yield from block
        block = sha256(block).digest()


def _picture(paper: Paper) -> BytesIO:
    digits = _digits(paper.number)
    picture = Image.new("RGB", (WIDE, HIGH), _colour(digits))
    draw = ImageDraw.Draw(picture)
    _hills(draw, digits)
    for _ in range(3 + next(digits) % 5):
        _house(draw, digits)
    for _ in range(2 + next(digits) % 7):
        _figure(draw, digits)
    if paper.small:
        picture = picture.resize(SMALL, Image.Resampling.LANCZOS)
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=70 if paper.small else 84)
    return BytesIO(kept.getvalue())


def _colour(digits: Iterator[int]) -> tuple[int, int, int]:
    return (next(digits), next(digits), next(digits))


def _hills(draw: ImageDraw.ImageDraw, digits: Iterator[int]) -> None:
    for row in range(3):
        base = 160 + row * 90
        points = [(x * 80, base + next(digits) % 140 - 70) for x in range(9)]
        draw.polygon([(0, HIGH), *points, (WIDE, HIGH)], fill=_colour(digits))


def _house(draw: ImageDraw.ImageDraw, digits: Iterator[int]) -> None:
    left, top = next(digits) * 2, 80 + next(digits)
    wide, high = 60 + next(digits) % 120, 50 + next(digits) % 130
    draw.rectangle((left, top, left + wide, top + high), fill=_colour(digits))
    roof = ((left - 10, top), (left + wide // 2, top - 45), (left + wide + 10, top))
    draw.polygon(roof, fill=_colour(digits))


def _figure(draw: ImageDraw.ImageDraw, digits: Iterator[int]) -> None:
    left, top = 20 + next(digits) * 2, 230 + next(digits) % 170
    coat = _colour(digits)
    draw.ellipse((left, top, left + 22, top + 22), fill=(230, 200, 170))
    draw.rectangle((left - 6, top + 22, left + 28, top + 78), fill=coat)


PARTS = (
    "关于“{task}”的办理情况，报告如下。",
    "一、办理经过。{unit}明确专人负责，按期推进，与配合单位当面商定分工。",
    "二、办理结果。交办的事项已经落实，提报单位核实无异议。",
    "三、后续安排。纳入日常工作，防止反弹；需要继续协调的另行报告。",
    "{unit}　{day}（演示材料第{number}号）",
)


@cache
def _blank() -> bytes:
    """The paper with its places to fill: putting a new one together each time costs ten times as much."""
    document = Document()
    document.add_heading("办理情况报告", level=1)
    for part in PARTS:
        document.add_paragraph(part)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _report(paper: Paper, case: str, unit: str, on: date) -> BytesIO:
    day = f"{on.year}年{on.month}月{on.day}日"
    filled = {"{task}": case, "{unit}": unit, "{day}": day, "{number}": str(paper.number)}
    kept = BytesIO()
    with ZipFile(BytesIO(_blank())) as blank, ZipFile(kept, "w", ZIP_DEFLATED) as full:
        for entry in blank.infolist():
            content = blank.read(entry)
            if entry.filename == "word/document.xml":
                content = _filled(content.decode(), filled).encode()
            full.writestr(ZipInfo(entry.filename), content, ZIP_DEFLATED)
    return BytesIO(kept.getvalue())


def _filled(text: str, filled: dict[str, str]) -> str:
    for place, value in filled.items():
        text = text.replace(place, escape(value))
    return text
