"""Markings where no page shows them: in what was written into a picture, in notes and bookmarks of a PDF, in tips."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
import xlsxwriter
from PIL import ExifTags, Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas

from shuangyong.base.files import secret

MARK = "机密★10年"
HARMLESS = "八一走访"
REFUSES = {"validate": "list", "source": ["是", "否"]}


def picture(form: str = "JPEG", **options: object) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (20, 20)).save(stream, form, **options)
    return stream.getvalue()


def described(text: bytes) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = text
    return picture(exif=exif)


def commented(text: str) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + text.encode("utf-16-le")
    return picture(exif=exif)


def titled(text: str) -> bytes:
    exif = Image.Exif()
    exif[0x9C9B] = text.encode("utf-16-le") + b"\0\0"
    return picture(exif=exif)


def texted(text: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Title", text, zip=True)
    return picture("PNG", pnginfo=info)


def paper(write: Callable[[Canvas], object]) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(50, 50, "a")
    write(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def marked_page(canvas: Canvas, text: str) -> None:
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry(text, "a")


def of_xmp(said: str) -> bytes:
    """As programs of today write it: no Info, the title in a stream of its own."""
    whole = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>{said}</rdf:RDF></x:xmpmeta>".encode()
    stream = b"9 0 obj<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream\nendobj\n" % (len(whole), whole)
    return paper(lambda page: None).replace(b"xref\n", stream + b"xref\n", 1)


def sheet(write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        write(book, book.add_worksheet())
    return stream.getvalue()


PLACES: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "description": lambda text: ("a.jpg", described(text.encode())),
    "description of old": lambda text: ("a.jpg", described(text.encode("gb18030"))),
    "user comment": lambda text: ("a.jpg", commented(text)),
    "title of Windows": lambda text: ("a.jpg", titled(text)),
    "comment": lambda text: ("a.jpg", picture(comment=text.encode())),
    "xmp": lambda text: ("a.jpg", picture(xmp=f"<x:xmpmeta><dc:title>{text}</dc:title></x:xmpmeta>".encode())),
    "webp": lambda text: ("a.webp", picture("WEBP", xmp=f"<dc:title>{text}</dc:title>".encode())),
    "png": lambda text: ("a.png", texted(text)),
    "note": lambda text: ("a.pdf", paper(lambda page: page.textAnnotation(text, Rect=[0, 0, 50, 50]))),
    "bookmark": lambda text: ("a.pdf", paper(lambda page: marked_page(page, text))),
    "xmp of a pdf": lambda text: ("a.pdf", of_xmp(f"<dc:title><rdf:li>{text}</rdf:li></dc:title>")),
    "key words of a pdf": lambda text: ("a.pdf", of_xmp(f'<rdf:Description pdf:Keywords="{text}"/>')),
    "refusal of a cell": lambda text: (
        "a.xlsx",
        sheet(lambda book, one: one.data_validation("A1", REFUSES | {"error_message": text})),
    ),
    "tip": lambda text: ("a.xlsx", sheet(lambda book, one: one.write_url(0, 0, "internal:Sheet1!A1", tip=text))),
    "format": lambda text: (
        "a.xlsx",
        sheet(lambda book, one: one.write(0, 0, 5, book.add_format({"num_format": f'"{text}"'}))),
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_marking_is_found_and_what_is_none_passes(place: str) -> None:
    name, data = PLACES[place](HARMLESS)
    secret.check(data, name)
    name, data = PLACES[place](MARK)
    with pytest.raises(secret.SecretFile) as told:
        secret.check(data, name)
    assert told.value.grade == "机密"


def test_a_picture_that_cannot_be_opened_is_not_judged_here() -> None:
    secret.check(b"\xff\xd8\xff\xe1\x00", "a.jpg")
    secret.check(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.png")
