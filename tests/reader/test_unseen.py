"""A paper that holds an order which nobody who looks at it can see: the order is not taken, and its words are told.

Whoever confirms has the paper before him. The unseen order makes 县财政局 pay; the one that can be seen is 县民政局's.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shuangyong.reader.formats import pdf_forms
from shuangyong.reader.model import Document, ReadError
from shuangyong.reader.reading import read_bytes

TITLE = "关于做好退役军人服务的通知"
SEEN = "一、县民政局牵头，2026年6月30日前完成烈士墓修缮。"
UNSEEN = "二、县财政局牵头，2026年3月1日前拨付一百万元给某公司。"
FONT = "STSong-Light"


def told(document: Document) -> bool:
    """Whether the unseen order was left out and its words are told; the seen one stands in any case."""
    assert [task.lead for task in document.tasks][:1] == [("县民政局",)]
    counted = {repair.kind: repair.count for repair in document.repairs}
    return "财政" not in document.text and UNSEEN in document.removed and counted["unseen"] == 1


def taken(document: Document) -> bool:
    return [task.lead for task in document.tasks] == [("县民政局",), ("县财政局",)] and not document.removed


# ── Word ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "odd": "http://example.org/odd",
    }.items()
)


def paragraph(text: str, letters: str = "", whole: str = "") -> str:
    return f"<w:p><w:pPr>{whole}</w:pPr><w:r><w:rPr>{letters}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def word(body: str, styles: str = "", paper: str = "") -> Document:
    start = paragraph(TITLE) + paragraph("各乡镇：") + paragraph(SEEN)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {_SPACES}>{paper}<w:body>{start}{body}</w:body></w:document>"
        )
        archive.writestr("word/styles.xml", f"<w:styles {_SPACES}>{styles}</w:styles>")
    return read_bytes(stream.getvalue(), "通知.docx")


def row(cell: str, of_row: str = "", of_cell: str = "", of_table: str = "") -> str:
    cells = f"<w:tc><w:tcPr>{of_cell}</w:tcPr>{cell}</w:tc>"
    return f"<w:tbl><w:tblPr>{of_table}</w:tblPr><w:tr><w:trPr>{of_row}</w:trPr>{cells}</w:tr></w:tbl>"


def style(kind: str, key: str, inside: str) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>{inside}</w:style>'


def old_box(inside: str, how: str = "", colour: str = "") -> str:
    shape = f"<v:shape style='{how}' {colour}><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>"
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def new_box(inside: str, said: str = "", fill: str = "", at: str = "") -> str:
    shape = (
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
    )
    graphic = f"<a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic>"
    return f'<w:p><w:r><w:drawing><wp:anchor>{at}<wp:docPr id="1" name="1" {said}/>{graphic}</wp:anchor></w:drawing></w:r></w:p>'


WHITE = '<w:color w:val="FFFFFF"/>'
BLUE = '<w:shd w:val="clear" w:fill="1F3864"/>'
FAR = "<wp:positionH><wp:posOffset>-30000000</wp:posOffset></wp:positionH>"


@pytest.mark.parametrize(
    "body",
    [
        paragraph(UNSEEN, WHITE),
        paragraph(UNSEEN, '<w:color w:val="FDFEFF"/>'),
        paragraph(UNSEEN, '<w:color w:val="auto" w:themeColor="background1"/>'),
        paragraph(UNSEEN, '<w:sz w:val="2"/>'),
        paragraph(UNSEEN, '<w:w w:val="1"/>'),
        paragraph(UNSEEN, "<w:strike/>"),
        paragraph(UNSEEN, "<w:dstrike/>"),
        paragraph(UNSEEN, '<w:highlight w:val="black"/>'),
        paragraph(UNSEEN, "", '<w:spacing w:line="20" w:lineRule="exact"/>'),
        paragraph(UNSEEN, "", '<w:framePr w:x="-30000" w:y="1"/>'),
        paragraph(UNSEEN, "", '<w:ind w:left="-30000"/>'),
        row(paragraph(UNSEEN), of_row='<w:trHeight w:val="1" w:hRule="exact"/>'),
        row(paragraph(UNSEEN, WHITE)),
        old_box(paragraph(UNSEEN), "visibility:hidden"),
        old_box(paragraph(UNSEEN), "position:absolute;margin-left:-9000pt"),
        old_box(paragraph(UNSEEN, WHITE)),
        new_box(paragraph(UNSEEN), 'hidden="1"'),
        new_box(paragraph(UNSEEN), at=FAR),
        new_box(paragraph(UNSEEN, WHITE)),
    ],
)
def test_what_word_does_not_show_is_told_and_not_taken(body: str) -> None:
    assert told(word(body))


def test_a_style_hides_as_well() -> None:
    ghost = style("paragraph", "ghost", f"<w:rPr>{WHITE}</w:rPr>")
    assert told(word(paragraph(UNSEEN, "", '<w:pStyle w:val="ghost"/>'), ghost))
    assert told(
        word(paragraph(UNSEEN, '<w:rStyle w:val="g2"/>'), style("character", "g2", "<w:rPr><w:strike/></w:rPr>"))
    )
    assert taken(word(paragraph(UNSEEN, '<w:color w:val="FF0000"/>', '<w:pStyle w:val="ghost"/>'), ghost))


def test_hidden_for_the_whole_file_is_hidden() -> None:
    usual = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    shown = '<w:vanish w:val="0"/>'
    body = "".join(paragraph(line, shown) for line in (TITLE, SEEN)) + paragraph(UNSEEN)
    document = word(body, usual)
    assert "财政" not in document.text
    assert [task.lead for task in document.tasks] == [("县民政局",)]


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (paragraph(UNSEEN, WHITE, BLUE), ""),
        (paragraph(UNSEEN, WHITE + BLUE), ""),
        (paragraph(UNSEEN, WHITE + '<w:highlight w:val="darkBlue"/>'), ""),
        (row(paragraph(UNSEEN, WHITE), of_cell=BLUE), ""),
        (
            row(paragraph(UNSEEN, WHITE), of_table='<w:tblStyle w:val="dark"/>'),
            style("table", "dark", f'<w:tblStylePr w:type="firstRow"><w:tcPr>{BLUE}</w:tcPr></w:tblStylePr>'),
        ),
        (old_box(paragraph(UNSEEN, WHITE), colour="fillcolor='#c00000'"), ""),
        (new_box(paragraph(UNSEEN, WHITE), fill='<a:solidFill><a:srgbClr val="C00000"/></a:solidFill>'), ""),
        (paragraph(UNSEEN, '<w:color w:val="FFFFFF" w:themeColor="text1"/>'), ""),
        (paragraph(UNSEEN, '<w:strike w:val="0"/><w:sz w:val="32"/>'), ""),
    ],
)
def test_white_words_on_a_colour_are_seen(body: str, styles: str) -> None:
    assert taken(word(body, styles))


def test_white_words_on_coloured_paper_are_seen() -> None:
    assert taken(word(paragraph(UNSEEN, WHITE), paper='<w:background w:color="7B1113"/>'))


def test_a_box_in_a_white_run_looks_as_its_own_letters_do() -> None:
    box = old_box(paragraph(UNSEEN)).replace("<w:p><w:r>", f"<w:p><w:r><w:rPr>{WHITE}</w:rPr><w:t>无</w:t>", 1)
    document = word(box)
    assert "县财政局" in document.text
    assert document.removed == ("无",)


def test_of_two_drawings_the_one_that_word_takes_is_read() -> None:
    """Word takes a choice only if it knows all that the choice asks for."""
    both = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='{}'><w:t>{}</w:t></mc:Choice><mc:Fallback><w:t>{}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    assert "财政" not in word(both.format("odd", UNSEEN, "二、县教育局做好优待。")).text
    assert "教育" not in word(both.format("wps", UNSEEN, "二、县教育局做好优待。")).text


@pytest.mark.parametrize("put_in", ['<w:altChunk r:id="a1"/>', '<w:p><w:subDoc r:id="a1"/></w:p>'])
def test_a_paper_that_word_puts_together_on_opening_is_not_read_in_part(put_in: str) -> None:
    """Whoever opens it sees more than is read here, be it an order or a marking; saved once it is whole."""
    with pytest.raises(ReadError, match=r"从另一份文件并进来的.*另存为"):
        word(put_in.replace("r:id", "w:id"))


# ── web pages ──────────────────────────────────────────────────────────────────────────────────────────────────────


def page(body: str, head: str = "") -> Document:
    start = f"<h1>{TITLE}</h1><p>各乡镇：</p><p>{SEEN}</p>"
    return read_bytes(f"<html><head>{head}</head><body>{start}{body}</body></html>".encode(), "通知.html")


@pytest.mark.parametrize(
    "how",
    [
        "color:#fff",
        "color: white",
        "COLOR:rgb(255, 255, 255)",
        "color:rgba(0,0,0,0)",
        "color:#00000000",
        "color:transparent; background:#000",
        "font-size:1px",
        "opacity:0",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "height:0;overflow:hidden",
        "position:absolute;clip:rect(0 0 0 0)",
        "clip-path:inset(100%)",
        "transform:scale(0)",
        "mso-hide:all",
        "content-visibility:hidden",
        "text-decoration:line-through",
    ],
)
def test_what_a_page_does_not_show_is_told_and_not_taken(how: str) -> None:
    assert told(page(f'<p style="{how}">{UNSEEN}</p>'))
    assert told(page(f'<div style="{how}"><p><b>{UNSEEN}</b></p></div>'))


@pytest.mark.parametrize(
    "body",
    [
        f"<p><del>{UNSEEN}</del></p>",
        f"<p><s>{UNSEEN}</s></p>",
        f'<font color="#FFFFFF"><p>{UNSEEN}</p></font>',
    ],
)
def test_struck_or_white_by_its_tag(body: str) -> None:
    assert told(page(body))


@pytest.mark.parametrize(
    "body",
    [
        f'<p style="display:/**/none">{UNSEEN}</p>',
        f'<p style="display:n\\6f ne">{UNSEEN}</p>',
        f'<p style="visibility:collapse">{UNSEEN}</p>',
        f"<dialog><p>{UNSEEN}</p></dialog>",
        f"<div popover><p>{UNSEEN}</p></div>",
    ],
)
def test_what_every_page_keeps_out_of_sight_is_left_out_without_a_word(body: str) -> None:
    document = page(body)
    assert "财政" not in document.text
    assert not document.removed


def test_a_page_hides_by_its_own_rules() -> None:
    assert told(page(f'<p class="x y">{UNSEEN}</p>', "<style>.x { color: #FFF } /* .x{color:red} */</style>"))
    assert "财政" not in page(f'<p class="x">{UNSEEN}</p>', "<style>p{margin:0}.x{display:none}</style>").text
    later = "<style>.x{display:none}.x.on{display:block}</style>"
    assert taken(page(f'<p class="x on">{UNSEEN}</p>', later))
    assert taken(page(f'<p class="x">{UNSEEN}</p>', "<style>@media print{.x{display:none}}</style>"))
    assert taken(page(f'<div class="x"><p>{UNSEEN}</p></div>', "<style>.x{color:#fff;background:#900}</style>"))


def test_a_page_that_would_hide_itself_is_shown_by_its_script() -> None:
    assert "财政" in page(f'<div class="x">{f"<p>{UNSEEN}</p>" * 3}</div>', "<style>.x{display:none}</style>").text


@pytest.mark.parametrize(
    "how",
    [
        "color:#fff;background-color:#c00",
        "color:#333",
        "color:inherit",
        "font-size:16px",
        "line-height:1;overflow:hidden",
        "position:relative;left:50%;margin-left:-600px",
        "opacity:1",
        "height:0",
        "text-decoration:none",
    ],
)
def test_what_a_page_shows_is_taken(how: str) -> None:
    assert taken(page(f'<div style="{how}"><p>{UNSEEN}</p></div>'))


def test_letters_without_a_size_between_blocks_hide_nothing_in_them() -> None:
    assert taken(page(f'<div style="font-size:0"><p style="font-size:16px">{UNSEEN}</p></div>'))
    assert taken(page(f'<table style="background:#036"><tr><td style="color:#fff">{UNSEEN}</td></tr></table>'))


# ── PDF ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def printed(draw: Callable[[Canvas], None]) -> Document:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=(595, 842))
    sheet.setFont(FONT, 16)
    for y, line in ((780, TITLE), (740, "各乡镇："), (700, SEEN)):
        sheet.drawString(80, y, line)
    draw(sheet)
    sheet.save()
    return read_bytes(stream.getvalue(), "通知.pdf")


def drawn(sheet: Canvas, mode: int) -> None:
    text = sheet.beginText(80, 660)
    text.setFont(FONT, 16)
    text.setTextRenderMode(mode)
    text.textLine(UNSEEN)
    sheet.drawText(text)


def white(sheet: Canvas) -> None:
    sheet.setFillColorRGB(1, 1, 1)
    sheet.drawString(80, 660, UNSEEN)


def never_drawn(sheet: Canvas) -> None:
    drawn(sheet, 3)


def white_edges(sheet: Canvas) -> None:
    sheet.setStrokeColorRGB(1, 1, 1)
    drawn(sheet, 1)


def tiny(sheet: Canvas) -> None:
    sheet.setFont(FONT, 1)
    sheet.drawString(80, 660, UNSEEN)


def beside_the_sheet(sheet: Canvas) -> None:
    sheet.drawString(900, 660, UNSEEN)


def blacked_out(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.rect(70, 650, 500, 30, fill=1, stroke=0)


def shines_through(sheet: Canvas) -> None:
    sheet.setFillAlpha(0)
    sheet.drawString(80, 660, UNSEEN)


def white_in_a_form(sheet: Canvas) -> None:
    sheet.beginForm("form")
    sheet.setFont(FONT, 16)
    white(sheet)
    sheet.endForm()
    sheet.doForm("form")


def through_a_window(sheet: Canvas, left: float, low: float, wide: float, high: float) -> None:
    sheet.saveState()
    window = sheet.beginPath()
    window.rect(left, low, wide, high)
    sheet.clipPath(window, stroke=0, fill=0)
    sheet.setFont(FONT, 16)
    sheet.drawString(80, 660, UNSEEN)
    sheet.restoreState()


def beside_its_window(sheet: Canvas) -> None:
    through_a_window(sheet, 0, 0, 10, 10)


def only_its_number_in_the_window(sheet: Canvas) -> None:
    through_a_window(sheet, 0, 600, 110, 100)


def outside_the_crop_box(sheet: Canvas) -> None:
    sheet.setCropBox((0, 690, 595, 842))
    sheet.drawString(80, 660, UNSEEN)


def picture(mode: str, colour: tuple[int, ...]) -> ImageReader:
    return ImageReader(Image.new(mode, (300, 40), colour))


def under_a_picture(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.drawImage(picture("RGB", (255, 255, 255)), 60, 640, 530, 50)


def under_two_bars(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.setFillColorRGB(1, 1, 1)
    sheet.rect(70, 650, 200, 30, fill=1, stroke=0)
    sheet.rect(270, 650, 300, 30, fill=1, stroke=0)


def outline(sheet: Canvas, points: list[tuple[float, float]], **how: int) -> None:
    shape = sheet.beginPath()
    shape.moveTo(*points[0])
    for point in points[1:]:
        shape.lineTo(*point)
    shape.close()
    sheet.drawPath(shape, fill=1, stroke=0, **how)


def under_a_six_sided_shape(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    outline(sheet, [(40, 665), (70, 640), (570, 640), (594, 665), (570, 690), (70, 690)])


def under_a_rounded_shape(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.roundRect(60, 645, 520, 40, 8, fill=1, stroke=0)


def under_a_thick_stroke(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.setLineWidth(40)
    sheet.line(60, 665, 590, 665)


def under_a_leaning_bar(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.translate(60, 600)
    sheet.rotate(5)
    sheet.rect(0, 0, 530, 80, fill=1, stroke=0)


def under_many_discs(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    for x in range(60, 600, 12):
        sheet.circle(x, 666, 20, fill=1, stroke=0)


COLOURS = Color(0.2, 0.2, 0.6), Color(0.5, 0.5, 0.9)


def windowed(sheet: Canvas, left: float, wide: float) -> None:
    window = sheet.beginPath()
    window.rect(left, 650, wide, 30)
    sheet.clipPath(window, stroke=0)


def shade(sheet: Canvas, left: float, wide: float) -> None:
    sheet.saveState()
    windowed(sheet, left, wide)
    sheet.linearGradient(left, 650, left + wide, 650, COLOURS)
    sheet.restoreState()


def under_a_shading(sheet: Canvas) -> None:
    said(sheet)
    shade(sheet, 70, 500)


def under_two_shadings(sheet: Canvas) -> None:
    said(sheet)
    shade(sheet, 70, 150)
    shade(sheet, 220, 350)


def under_a_round_shading(sheet: Canvas) -> None:
    said(sheet)
    windowed(sheet, 70, 500)
    sheet.radialGradient(300, 660, 400, COLOURS)


def over_a_shading(sheet: Canvas) -> None:
    shade(sheet, 70, 500)
    sheet.setFillColorRGB(0, 0, 0)
    said(sheet)


def beside_a_shading(sheet: Canvas) -> None:
    said(sheet)
    shade(sheet, 200, 50)


def under_a_shading_that_ends(sheet: Canvas) -> None:
    """It runs from one place to another and paints nothing beyond, though its window is wider."""
    said(sheet)
    windowed(sheet, 70, 500)
    sheet.linearGradient(70, 650, 120, 650, COLOURS, extend=False)


@pytest.mark.parametrize(
    "draw",
    [
        under_a_six_sided_shape,
        under_a_rounded_shape,
        under_a_thick_stroke,
        under_a_leaning_bar,
        under_many_discs,
        white,
        never_drawn,
        white_edges,
        tiny,
        beside_the_sheet,
        blacked_out,
        shines_through,
        white_in_a_form,
        beside_its_window,
        only_its_number_in_the_window,
        outside_the_crop_box,
        under_a_picture,
        under_two_bars,
        under_a_shading,
        under_two_shadings,
        under_a_round_shading,
    ],
)
def test_what_a_pdf_does_not_show_is_told_and_not_taken(draw: Callable[[Canvas], None]) -> None:
    assert told(printed(draw))


def white_on_a_bar(sheet: Canvas) -> None:
    sheet.setFillColorRGB(0, 0, 0.5)
    sheet.rect(70, 650, 500, 30, fill=1, stroke=0)
    white(sheet)


def under_a_marker(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.setFillColorRGB(1, 1, 0)
    sheet.setFillAlpha(0.4)
    sheet.rect(70, 650, 500, 30, fill=1, stroke=0)


def in_a_frame(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.rect(70, 650, 500, 30, fill=0, stroke=1)


def in_its_window(sheet: Canvas) -> None:
    through_a_window(sheet, 60, 650, 520, 30)


def within_a_ring(sheet: Canvas) -> None:
    """A frame drawn as one filled shape with a hole."""
    sheet.drawString(80, 660, UNSEEN)
    shape = sheet.beginPath()
    shape.rect(60, 640, 530, 50)
    shape.rect(70, 650, 510, 30)
    sheet.drawPath(shape, fill=1, stroke=0, fillMode=0)


def over_a_leaning_strip(sheet: Canvas) -> None:
    """Its box holds the words, it does not."""
    sheet.drawString(80, 660, UNSEEN)
    outline(sheet, [(40, 700), (594, 600), (594, 590), (40, 690)])


def underlined_and_framed_thick(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)
    sheet.setLineWidth(5)
    sheet.line(60, 652, 590, 652)
    sheet.rect(60, 640, 530, 50, fill=0, stroke=1)


def over_a_picture(sheet: Canvas) -> None:
    sheet.drawImage(picture("RGB", (255, 255, 255)), 60, 640, 530, 50)
    sheet.drawString(80, 660, UNSEEN)


def under_a_seal(sheet: Canvas) -> None:
    """Its paper is clear, as that of a seal on a date."""
    sheet.drawString(80, 660, UNSEEN)
    sheet.drawImage(picture("RGBA", (200, 0, 0, 90)), 60, 640, 530, 50, mask="auto")


@pytest.mark.parametrize(
    "draw",
    [
        white_on_a_bar,
        over_a_shading,
        beside_a_shading,
        under_a_shading_that_ends,
        under_a_marker,
        in_a_frame,
        in_its_window,
        within_a_ring,
        over_a_leaning_strip,
        underlined_and_framed_thick,
        over_a_picture,
        under_a_seal,
    ],
)
def test_what_a_pdf_shows_is_taken(draw: Callable[[Canvas], None]) -> None:
    assert taken(printed(draw))


def layered(on: bool, draw: Callable[[Canvas], None]) -> Document:
    """What `draw` draws stands in a layer, which is on or off when the file is opened."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=(595, 842), pageCompression=0)
    sheet.setFont(FONT, 16)
    for y, line in ((780, TITLE), (740, "各乡镇："), (700, SEEN)):
        sheet.drawString(80, y, line)
    sheet._code.append("/OC /Layer BDC")
    draw(sheet)
    sheet._code.append("EMC")
    sheet.save()
    plain = pypdfium2.PdfDocument(stream.getvalue())
    out = io.BytesIO()
    plain.save(out)
    return read_bytes(with_layer(out.getvalue(), on), "通知.pdf")


def with_layer(data: bytes, on: bool) -> bytes:
    """Name the layer in the page's resources and in the catalogue; the table at the end is left for the reader to mend."""
    state = b"/ON [900 0 R] /OFF []" if on else b"/ON [] /OFF [900 0 R]"
    layers = b"/OCProperties << /OCGs [900 0 R] /D << " + state + b" >> >> "
    data = re.sub(rb"/Type\s*/Catalog", b"/Type/Catalog " + layers, data, count=1)
    data, many = re.subn(rb"(/Resources\s*<<)", rb"\1 /Properties << /Layer 900 0 R >> ", data)
    assert many
    return data.replace(b"\nxref", b"\n900 0 obj\n<< /Type /OCG /Name (L) >>\nendobj\nxref", 1)


def said(sheet: Canvas) -> None:
    sheet.drawString(80, 660, UNSEEN)


def test_a_layer_that_is_off_is_told_and_not_taken() -> None:
    assert told(layered(False, said))
    assert taken(layered(True, said))


def test_a_bar_in_a_layer_that_is_off_hides_nothing() -> None:
    def bar_before_and_after(sheet: Canvas) -> None:
        sheet._code.append("EMC")
        said(sheet)
        sheet._code.append("/OC /Layer BDC")
        sheet.rect(70, 650, 500, 30, fill=1, stroke=0)

    assert taken(layered(False, bar_before_and_after))
    assert told(layered(True, bar_before_and_after))


def in_a_form(sheet: Canvas, name: str = "piece", draw: Callable[[Canvas], None] = said) -> None:
    sheet.beginForm(name)
    sheet.setFont(FONT, 16)
    draw(sheet)
    sheet.endForm()
    sheet.doForm(name)


def test_a_form_that_is_drawn_within_a_layer_that_is_off_is_told() -> None:
    assert told(layered(False, in_a_form))
    assert taken(layered(True, in_a_form))


def with_form_in_layer(on: bool, draw: Callable[[Canvas], None], *, packed: bool = False) -> Document:
    """The form itself says to which layer it belongs, as drawing programs write it; `packed`: its stream is."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=(595, 842), pageCompression=int(packed))
    sheet.setFont(FONT, 16)
    for y, line in ((780, TITLE), (740, "各乡镇："), (700, SEEN)):
        sheet.drawString(80, y, line)
    draw(sheet)
    sheet.save()
    plain = pypdfium2.PdfDocument(stream.getvalue())
    out = io.BytesIO()
    plain.save(out)
    data = with_layer(out.getvalue(), on)
    data, many = re.subn(rb"/Subtype\s*/Form\b", b"/Subtype/Form /OC 900 0 R", data)
    assert many
    return read_bytes(data, "通知.pdf")


@pytest.mark.parametrize("packed", [False, True])
def test_a_form_that_belongs_to_a_layer_that_is_off_is_told(packed: bool) -> None:
    assert told(with_form_in_layer(False, in_a_form, packed=packed))
    assert taken(with_form_in_layer(True, in_a_form, packed=packed))


def test_a_form_within_such_a_form_is_told() -> None:
    def one_in_another(sheet: Canvas) -> None:
        sheet.beginForm("inner")
        sheet.setFont(FONT, 16)
        said(sheet)
        sheet.endForm()
        in_a_form(sheet, draw=lambda sheet: sheet.doForm("inner"))

    assert told(with_form_in_layer(False, one_in_another))
    assert taken(with_form_in_layer(True, one_in_another))


def test_a_bar_of_a_form_in_a_layer_that_is_off_hides_nothing() -> None:
    def bar(sheet: Canvas) -> None:
        said(sheet)
        in_a_form(sheet, draw=lambda sheet: sheet.rect(70, 650, 500, 30, fill=1, stroke=0))

    assert taken(with_form_in_layer(False, bar))
    assert told(with_form_in_layer(True, bar))


def test_ten_thousand_forms_in_layers_cost_no_minute() -> None:
    head = b"1 0 obj\n<</Subtype/Form/OC 900 0 R>>stream\n"
    begun = time.process_time()
    assert pdf_forms.probe(head * 200_000 + b"endstream") is not None
    assert pdf_forms.probe(head * 200_000) is None
    assert time.process_time() - begun < 15


def test_a_page_of_covers_costs_no_minute() -> None:
    def many(sheet: Canvas) -> None:
        for n in range(3_000):
            sheet.drawString(80 + n % 7, 660, "二")
        for _ in range(300):
            shape = sheet.beginPath()
            shape.moveTo(60, 640)
            for step in range(990):
                shape.lineTo(60 + step / 2, 640 if step % 2 else 690)
            sheet.drawPath(shape, fill=1, stroke=0)

    begun = time.process_time()
    assert "县民政局" in printed(many).text
    assert time.process_time() - begun < 15


def test_what_recognition_laid_over_a_scan_is_taken_and_told() -> None:
    """Nobody can see whether it says what the picture says: he is asked to look."""

    def scanned(sheet: Canvas) -> None:
        sheet.drawImage(ImageReader(Image.new("RGB", (300, 400), "white")), 0, 0, 595, 842)
        drawn(sheet, 3)

    document = printed(scanned)
    assert taken(document)
    assert {repair.kind: repair.count for repair in document.repairs}["layered"] == 4


def test_what_recognition_laid_under_a_scan_is_taken_and_told() -> None:
    """Some lay the words on the paper and the picture over them; all of a page lies so, or something is hidden."""

    def scanned(sheet: Canvas) -> None:
        sheet.drawString(80, 660, UNSEEN)
        sheet.drawImage(ImageReader(Image.new("RGB", (300, 400), "white")), 0, 0, 595, 842)

    document = printed(scanned)
    assert taken(document)
    assert {repair.kind: repair.count for repair in document.repairs}["layered"] == 4


# ── markings ───────────────────────────────────────────────────────────────────────────────────────────────────────

MARK = "机密★10年"


def test_a_marking_that_nobody_sees_marks_the_paper() -> None:
    def white_mark(sheet: Canvas) -> None:
        sheet.setFillColorRGB(1, 1, 1)
        sheet.drawString(80, 820, MARK)

    assert word(paragraph(MARK, WHITE)).secrecy == MARK
    assert printed(white_mark).secrecy == MARK
    for how in ("color:#fff", "display:none", "visibility:hidden"):
        assert page(f'<p style="{how}">{MARK}</p>').secrecy == MARK


# ── signs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sign", "\u061c\u115f\u180e\u2063\u2066\u2800\u3164\ufe0f\uffa0\ufff9\U000e0041\U000e0101")
def test_signs_without_a_shape_change_no_unit_and_no_day(sign: str) -> None:
    said = SEEN.replace("民政", f"民{sign}政").replace("6月30", f"6{sign}月3{sign}0")
    document = read_bytes(f"{TITLE}\n各乡镇：\n{said}\n".encode(), "通知.txt")
    (task,) = document.tasks
    assert (task.lead, task.deadline and task.deadline.date) == (("县民政局",), "2026-06-30")


def test_turned_writing_is_told() -> None:
    """On paper it reads 12月; it is kept, and read, as 21月."""
    turned = SEEN.replace("6月", "\u202e21\u202c月")
    document = read_bytes(f"{TITLE}\n各乡镇：\n{turned}\n".encode(), "通知.txt")
    assert {repair.kind: repair.count for repair in document.repairs}["turned"] == 1
