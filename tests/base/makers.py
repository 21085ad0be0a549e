"""Files for tests: honest ones and hostile ones, made on the spot."""

from __future__ import annotations

import io
import math
import random
import zipfile
import zlib

from PIL import Image, ImageDraw


def scene(seed: int, size: tuple[int, int] = (960, 720)) -> Image.Image:
    """A picture with a sky, hills, houses and people, different for each seed, as photographs are."""
    chance = random.Random(seed)
    width, height = size
    top, bottom = [tuple(chance.randrange(256) for _ in range(3)) for _ in range(2)]
    column = Image.new("RGB", (1, height))
    for y in range(height):
        share = y / height
        column.putpixel((0, y), tuple(int(a * (1 - share) + b * share) for a, b in zip(top, bottom, strict=True)))
    picture = column.resize(size)
    draw = ImageDraw.Draw(picture)
    for _ in range(chance.randrange(12, 30)):
        colour = tuple(chance.randrange(256) for _ in range(3))
        x, y = chance.randrange(width), chance.randrange(height)
        w, h = chance.randrange(width // 30, width // 3), chance.randrange(height // 25, height // 3)
        shape = chance.choice((draw.rectangle, draw.ellipse))
        shape((x - w // 2, y - h // 2, x + w // 2, y + h // 2), fill=colour)
    points = [(x, height * 0.7 + 60 * math.sin(x / (40 + seed % 50) + seed)) for x in range(0, width + 40, 40)]
    draw.polygon([*points, (width, height), (0, height)], fill=tuple(chance.randrange(256) for _ in range(3)))
    noise = Image.effect_noise(size, 24).convert("RGB")
    return Image.blend(picture, noise, 0.08)


def page(seed: int) -> Image.Image:
    """A scanned page of text: a heading, lines of strokes like characters; all pages look much the same."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (620, 877), (245, 244, 240))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((150, 75, 470, 100), fill=(30, 30, 30))
    y = 140
    while y < 800:
        start = chance.choice((70, 70, 70, 70, 105))
        for x in range(start, min(550, start + 16 * chance.randrange(8, 31)), 16):
            for _ in range(4):
                a, b = x + chance.randrange(14), y + chance.randrange(14)
                draw.line((a, b, a + chance.randrange(-7, 7), b + chance.randrange(-7, 7)), fill=(40, 40, 40), width=2)
        y += chance.choice((25, 25, 25, 45))
    return picture


def saved(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def docx(**parts: bytes) -> bytes:
    """The bones of a Word file; further parts by name with __ for / and _ for a dot before the ending."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **parts})


def pdf(inside: bytes = b"", *more: bytes, pages: int = 1, title: str = "", ends: bytes = b"") -> bytes:
    """A PDF that opens: empty pages; `inside` stands in its catalog, `more` are further objects, `ends` its trailer."""
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(pages))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R " + inside + b">>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % pages,
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages,
        *more,
    ]
    trailer = b"/Root 1 0 R" + ends
    if title:
        bodies.append(b"<</Title<%s>>>" % (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode())
        trailer += b"/Info %d 0 R" % len(bodies)
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + rows
    return out + table + b"trailer\n<<%s/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(bodies) + 1, len(out))


def pdf_packed(inside: bytes) -> bytes:
    """One with a packed stream of objects."""
    packed = zlib.compress(inside)
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(packed)
    return pdf(b"", head + b"\nstream\n" + packed + b"\nendstream")


def pdf_locked() -> bytes:
    """One with a password, whose dictionary follows its name without a space."""
    keys = b"/O<%s>/U<%s>" % (b"41" * 32, b"42" * 32)
    return pdf(ends=b"/ID[<01><01>]/Encrypt<</Filter/Standard/V 1/R 2/P -4" + keys + b">>")


def ole(*names: str) -> bytes:
    """The bones of an old office file: its mark and the names in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in names)
