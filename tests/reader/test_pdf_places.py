"""PDF text whose font is not in the file: no character is lost, and no machine's fonts change the places.

The boxes around such characters are flat, as they are in the invisible text that text recognition
lays over a scan. pdfium leaves flat text out, or takes one line for a second print of another.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shuangyong.reader.formats import extract, pdf
from shuangyong.reader.model import RawLine

FONT = "STSong-Light"
SIZE = 16
NUMBERED = "一、走访第1页的 GB 2312"
CELLS = ("1", "民政局", "1", "民政局")
A4 = (595, 842)


def printed(draw: Callable[[Canvas], None], turned: int = 0) -> bytes:
    """A PDF of one page; no font stands in it."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=A4)
    page.setPageRotation(turned)
    page.setFont(FONT, SIZE)
    draw(page)
    page.save()
    return stream.getvalue()


def one_by_one(page: Canvas, x: float, y: float, text: str) -> None:
    """Every character a piece of text of its own, as justified paragraphs are printed."""
    for char in text:
        page.drawString(x, y, char)
        x += page.stringWidth(char, FONT, SIZE)


def sheet(page: Canvas) -> None:
    """A line, and below it a ruled table of two equal rows."""
    one_by_one(page, 80, 400, NUMBERED)
    page.grid([80, 180, 400], [100, 130, 160])
    for (x, y), text in zip(((90, 140), (190, 140), (90, 110), (190, 110)), CELLS, strict=True):
        page.drawString(x, y, text)


def in_a_form(page: Canvas) -> None:
    page.beginForm("sheet")
    page.setFont(FONT, SIZE)
    sheet(page)
    page.endForm()
    page.doForm("sheet")


def invisible(page: Canvas) -> None:
    text = page.beginText()
    text.setTextRenderMode(3)
    page.drawText(text)
    sheet(page)


def turned_left(page: Canvas) -> None:
    page.translate(A4[0], 0)
    page.rotate(90)
    sheet(page)


def turned_right(page: Canvas) -> None:
    page.translate(0, A4[0])  # the sheet lies on its side
    page.rotate(-90)
    sheet(page)


@pytest.mark.parametrize(
    ("draw", "turned"),
    [(sheet, 0), (in_a_form, 0), (invisible, 0), (turned_left, 90), (turned_right, 270)],
)
def test_characters_without_a_font_stay_at_their_places(draw: Callable[[Canvas], None], turned: int) -> None:
    lines = extract(printed(draw, turned), "a.pdf").lines
    assert [line for line in lines if line.text] == [
        RawLine("一、走访第1页的GB 2312"),
        RawLine("1\t民政局", "row"),
        RawLine("1\t民政局", "row"),
    ]


@pytest.mark.parametrize("pitch", [SIZE * 0.9, SIZE, SIZE * 1.2])
@pytest.mark.parametrize("font", [FONT, "Helvetica"])
def test_equal_lines_under_each_other_are_all_read(font: str, pitch: float) -> None:
    """Helvetica has shapes that reach into the line above; the Chinese font has none at all."""
    text = {FONT: "由县双拥办会同县人民武装部（联合）落实", "Helvetica": "(Agjpy)[Qgjpy](Agjpy)[Qgjpy]"}[font]

    def draw(page: Canvas) -> None:
        page.setFont(font, SIZE)
        for row in range(5):
            page.drawString(80, 700 - row * pitch, text)

    assert [line.text for line in extract(printed(draw), "a.pdf").lines] == [text] * 5


def test_a_line_printed_twice_to_look_bold_is_one_line() -> None:
    def draw(page: Canvas) -> None:
        for y in (700, 676):
            for off in (0, 0.4, 2.0):
                page.drawString(80 + off, y - off, "加粗的标题")

    assert [line.text for line in extract(printed(draw), "a.pdf").lines] == ["加粗的标题"] * 2


def test_leaning_letters_are_text_and_askew_ones_a_watermark() -> None:
    def draw(page: Canvas) -> None:
        text = page.beginText()
        text.setTextTransform(1, 0, 0.33, 1, 80, 700)
        text.textOut("斜体的字")
        page.drawText(text)
        page.rotate(30)
        page.drawString(300, 200, "仅供内部")

    assert [line.text for line in extract(printed(draw), "a.pdf").lines] == ["斜体的字"]


def test_the_fonts_of_the_machine_are_not_looked_at() -> None:
    data = printed(lambda page: page.drawString(80, 700, "双拥"))
    pdf.read(data, "a.pdf")  # in this process, whose pdfium is asked below
    edges = [ctypes.c_double() for _ in range(4)]
    document = pypdfium2.PdfDocument(data)
    text = document[0].get_textpage()
    assert pdfium.FPDFText_GetCharBox(text.raw, 0, *edges)
    assert edges[3].value - edges[2].value < 0.1, "a shape was found, which can only be the machine's"
    document.close()
