"""The page of an official paper after GB/T 9704-2012, made with python-docx.

Lengths are millimetres or points as the standard gives them. Fonts are named, never shipped: the office has them, and
`_FONT_TABLE` tells a program without them which ones come nearest.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import BinaryIO

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FANGSONG, HEI, KAI, XIAOBIAOSONG, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
ER_HAO, SAN_HAO, SI_HAO, XIAO_SI, WU_HAO, XIAO_WU = 22.0, 16.0, 14.0, 12.0, 10.5, 9.0
"""Chinese type sizes in points: 2号, 3号, 4号, 小四, 五号, 小五."""
LINE = 28.95
"""Points from line to line: 22 lines on a page."""
GREY = "595959"

_FONT_TABLE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/><w:family w:val="modern"/></w:font>
<w:font w:name="楷体_GB2312"><w:altName w:val="楷体"/><w:charset w:val="86"/><w:family w:val="modern"/></w:font>
<w:font w:name="方正小标宋简体"><w:altName w:val="华文中宋"/><w:charset w:val="86"/><w:family w:val="roman"/></w:font>
<w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="swiss"/></w:font>
<w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="roman"/></w:font>
</w:fonts>""".encode()
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def new_paper(*, landscape: bool = False) -> Paper:
    """An empty paper: A4, the standard's margins, 3号仿宋 at 28.95 points a line, page numbers at the foot."""
    paper = docx.Document()
    _default_type(paper)
    section = paper.sections[0]
    _margins(section, landscape=landscape)
    _line_grid(section)
    _page_numbers(paper, section)
    return paper


def add_line(
    paper: Paper, text: str, *, font: str = FANGSONG, size: float = SAN_HAO, centre: bool = False, line: float = LINE
) -> Paragraph:
    """A paragraph of one look below what stands; `line` is its height of line in points."""
    paragraph = paper.add_paragraph()
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    exact_lines(paragraph, line)
    if line < LINE:  # the page's grid would pull closer lines apart again
        spacing = paragraph._p.get_or_add_pPr().find(qn("w:spacing"))  # noqa: SLF001
        spacing.addprevious(element("snapToGrid", val="0"))  # before it: Word minds the order
    set_type(paragraph.add_run(text), font, size)
    return paragraph


def exact_lines(paragraph: Paragraph, points: float) -> None:
    """Set lines exactly `points` apart, with nothing before and after."""
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    layout.space_before = layout.space_after = Pt(0)


def set_type(run: Run, font: str, size: float) -> None:
    """Name the font for Latin and for Chinese characters; Word falls back on its own without the second."""
    run.font.name, run.font.size = font, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx offers no eastAsia
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # else “ ” — take the Latin font's narrow shapes


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A WordprocessingML element, its attributes in the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def whole_row(row: _Row, *, heading: bool) -> None:
    """A row of a table that is never torn by the end of a page; a heading stands again on each page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for it
    properties.append(element("cantSplit"))
    if heading:
        properties.append(element("tblHeader"))


def save(paper: Paper, stream: BinaryIO, *, title: str, made_on: date | None = None) -> None:
    """Write `paper` to `stream`; the same paper gives the same bytes at any time of day."""
    _properties(paper, title, made_on)
    raw = io.BytesIO()
    paper.save(raw)
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            fixed.writestr(entry, parts.read(name))


def _default_type(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), FANGSONG)
    properties.append(element("sz", val=str(int(SAN_HAO * 2))))
    properties.append(element("lang", val="en-US", eastAsia="zh-CN"))
    for relation in list(paper.part.rels.values()):
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            relation.target_part._blob = _FONT_TABLE  # noqa: SLF001 - a part python-docx only carries along
    package = paper.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # a picture of somebody else's page
            del package.rels[key]


def _margins(section: Section, *, landscape: bool) -> None:
    """Head 37, left 28, text 156 x 225 mm. Turned, the head of the sheet becomes its right edge, as the standard's
    sideways tables stand: the text keeps its place on the paper."""
    wide, high = Mm(297), Mm(210)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = wide, high
        edges = (28, 37, 26, 35)
    else:
        section.page_width, section.page_height = high, wide
        edges = (37, 26, 35, 28)
    top, right, bottom, left = (Mm(edge) for edge in edges)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = top, right, bottom, left
    section.header_distance = Mm(15)
    section.footer_distance = Length(bottom - Mm(7) - Pt(SI_HAO))  # the number stands 7 mm below the text


def _line_grid(section: Section) -> None:
    properties = section._sectPr  # noqa: SLF001 - python-docx knows no docGrid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    # "lines" and not "linesAndChars": LibreOffice spreads the characters over the line with the latter.
    properties.append(element("docGrid", type="lines", linePitch=str(round(LINE * 20))))


def _page_numbers(paper: Paper, section: Section) -> None:
    """— 1 — in 4号 at the outer edge, one character in: right on odd pages, left on even ones."""
    paper.settings.odd_and_even_pages_header_footer = True
    _number_footer(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number_footer(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _number_footer(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    exact_lines(paragraph, SI_HAO + 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(SI_HAO)
    _foot_run(paragraph, "— ")
    _foot_run(paragraph).append(element("fldChar", fldCharType="begin"))
    code = element("instrText")
    code.text = " PAGE "
    _foot_run(paragraph).append(code)
    _foot_run(paragraph).append(element("fldChar", fldCharType="separate"))
    _foot_run(paragraph, "1")
    _foot_run(paragraph).append(element("fldChar", fldCharType="end"))
    _foot_run(paragraph, " —")


def _foot_run(paragraph: Paragraph, text: str = "") -> BaseOxmlElement:
    run = paragraph.add_run(text)
    set_type(run, SONG, SI_HAO)
    return run._element  # noqa: SLF001 - fields are made of bare elements


def _properties(paper: Paper, title: str, made_on: date | None) -> None:
    """Title and day; the template's author, remark and day of 2013 go."""
    core = paper.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title[:255], "", "", ""
    core.language, core.revision = "zh-CN", 1
    root = core._element  # noqa: SLF001 - python-docx cannot leave a date out
    for tag in ("dcterms:created", "dcterms:modified"):
        for old in root.findall(qn(tag)):
            root.remove(old)
    if made_on:
        day = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001 - a day, not a moment
        core.created = core.modified = day
