"""Make the damaged input files of development corpus A from their clean texts.

Run it after editing a `dev/aNN-*.clean.txt`: every input is a pure function of its clean text,
so a second run gives the same bytes. Each function below is one document's way of being damaged.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from opencc import OpenCC
from pypinyin import Style, pinyin
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

DEV = Path(__file__).parent / "dev"
PAGES = Path(__file__).parent / "pages_a"
"""Web pages with {title} and {body} to fill: navigation, tails and links around an article."""
INDENT = "　　"
BLANK = ""
ZIP_DATE = (2026, 11, 21, 0, 0, 0)


# --- damage -------------------------------------------------------------------------------------


def clean(name: str) -> list[str]:
    """The paragraphs of a clean text."""
    return (DEV / f"{name}.clean.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def wrap(paragraph: str, width: int, indent: str = "") -> list[str]:
    """Hard-wrap one paragraph; the last line may not be full, or nobody could see its end."""
    whole = indent + paragraph
    lines = [whole[i : i + width] for i in range(0, len(whole), width)]
    if not indent and len(lines) > 1 and len(lines[-1]) == width:
        raise ValueError(f"ambiguous paragraph end: {paragraph[:20]}")
    return lines


def traditional(text: str) -> str:
    """Traditional characters; refused where a reader could not find the way back."""
    turned: str = OpenCC("s2t").convert(text)
    if OpenCC("t2s").convert(turned) != text:
        raise ValueError("the way back from traditional is not clear")
    return turned


def with_pinyin(text: str, every: int = 1) -> str:
    """Traditional text with a reading after every `every`-th character that changed."""
    split: Any = list  # pypinyin allows a list here, its types do not say so
    readings = [r[0] for r in pinyin(text, style=Style.TONE, errors=split)]
    turned, out, changed = traditional(text), [], 0
    for before, after, reading in zip(text, turned, readings, strict=True):
        out.append(after)
        changed += before != after
        if before != after and changed % every == 0:
            out.append(f"({reading})")
    return "".join(out)


def fullwidth(text: str) -> str:
    """ASCII digits and letters as full-width ones."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def spaced(text: str) -> str:
    """A space between any two characters, as converters of justified titles leave it."""
    return " ".join(text)


def as_gbk(text: str) -> str:
    """UTF-8 read as GBK; only texts that survive the way there and back."""
    return text.encode().decode("gb18030")


def as_latin1(text: str) -> str:
    """UTF-8 read as ISO 8859-1: every byte becomes one character."""
    return text.encode().decode("latin-1")


# --- writers ------------------------------------------------------------------------------------


def txt(name: str, lines: Sequence[str], encoding: str = "utf-8", newline: str = "\n") -> None:
    """Write a text file."""
    (DEV / f"{name}.txt").write_bytes((newline.join(lines) + newline).encode(encoding))


def html(name: str, page: str, encoding: str = "utf-8") -> None:
    """Write a web page."""
    (DEV / f"{name}.html").write_bytes(page.encode(encoding))


def paragraphs(lines: Sequence[str], indent: str = "") -> str:
    """HTML paragraphs."""
    return "\n".join(f"<p>{indent}{line}</p>" for line in lines)


def page(shell: str, title: str, body: str) -> str:
    """A web page of `pages_a` with its article put in."""
    text = (PAGES / f"{shell}.html").read_text(encoding="utf-8")
    return text.replace("{title}", title).replace("{body}", body)


def save_docx(name: str, document: Any) -> None:
    """Write a Word file with fixed times in its zip, so that runs agree."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(DEV / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, ZIP_DATE), old.read(entry.filename))


def pdf(name: str, lines: Sequence[str], titles: int, header: str, width: int = 28, rows: int = 22) -> None:
    """Write a PDF as an office prints one: wrapped lines, running header, page numbers.

    The first `titles` lines are centred; the others are indented by position, not by characters.
    """
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    physical: list[tuple[str, int]] = []
    for number, line in enumerate(lines):
        head = number < titles
        first = width if head else width - 2
        opening, *others = set_lines(line, first, width)
        physical += [(opening, -1 if head else 2), *((other, -1 if head else 0) for other in others)]
    canvas = Canvas(str(DEV / f"{name}.pdf"), pagesize=(595, 842), invariant=1)
    for page, start in enumerate(range(0, len(physical), rows), 1):
        draw_page(canvas, physical[start : start + rows], header, page)
    canvas.save()


def set_lines(text: str, first: int, width: int) -> list[str]:
    """Set a paragraph; closing punctuation hangs at the end of its line, as Word sets it."""
    lines: list[str] = []
    at = 0
    while at < len(text):
        end = at + (width if lines else first)
        while end < len(text) and text[end] in "，。；：、！）”》":
            end += 1
        lines.append(text[at:end])
        at = end
    return lines


def draw_page(canvas: Any, lines: Sequence[tuple[str, int]], header: str, page: int) -> None:
    """One page: (text, indent in characters) a line, -1 for a centred one."""
    canvas.setFont("STSong-Light", 9)
    canvas.drawString(80, 800, header)
    canvas.drawCentredString(297, 40, f"— {page} —")
    canvas.setFont("STSong-Light", 15.5)
    for row, (text, indent) in enumerate(lines):
        if indent < 0:
            canvas.drawCentredString(297, 765 - row * 31, text)
        else:
            canvas.drawString(80 + indent * 15.5, 765 - row * 31, text)
    canvas.showPage()


# --- speeches -----------------------------------------------------------------------------------


def a01(name: str) -> None:
    """Clean."""
    txt(name, clean(name))


def a02(name: str) -> None:
    """Wrapped with indentation; the title doubled and again between paragraphs."""
    first, *rest = clean(name)
    lines = [first, first, BLANK]
    for number, paragraph in enumerate(rest):
        lines += [first, BLANK] if number in (4, 8) else []
        lines += wrap(paragraph, 34, "" if number == 0 else INDENT)
    txt(name, lines, newline="\r\n")


ABSTRACT = """<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>"""


def add_numbering(document: Any) -> None:
    """A two-level list 一、 （一） in the numbering part; abstractNum must stand before num."""
    part = document.part.numbering_part.element
    part.insert(0, parse_xml(ABSTRACT.format(ns=nsdecls("w"))))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def number_paragraph(paragraph: Any, level: int) -> None:
    """Give a paragraph a Word-generated number."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))


def a03(name: str) -> None:
    """Word writes 一、 and （一）; the file's paragraphs do not hold them."""
    document = docx.Document()
    add_numbering(document)
    for number, line in enumerate(clean(name)):
        if number == 0:
            document.add_paragraph(line, style="Title")
        elif line[0] in "一二三" and line[1] == "、":
            number_paragraph(document.add_paragraph(line[2:]), 0)
        elif line[0] == "（":
            number_paragraph(document.add_paragraph(line[3:]), 1)
        else:
            document.add_paragraph(line)
    save_docx(name, document)


def a04(name: str) -> None:
    """Traditional, two of three changed characters with a reading; GB18030."""
    txt(name, [with_pinyin(line, 1 if number % 3 else 2) for number, line in enumerate(clean(name))], "gb18030")


def a05(name: str) -> None:
    """Printed to PDF."""
    pdf(name, clean(name), 3, "市委办公室　迎检动员大会材料")


def a06(name: str) -> None:
    """A government portal: it declares gb2312 and, like many, sends GBK (the · is not in GB 2312)."""
    title, *rest = clean(name)
    html(name, page("a06", title, paragraphs(rest)), "gbk")


# --- news ---------------------------------------------------------------------------------------


def a07(name: str) -> None:
    """A news page with everything around it and image names between paragraphs."""
    title, *rest = clean(name)
    rest[3:3] = ["IMG_20230418_101522.jpg"]
    rest[2:2] = ["微信图片_20230418180233.png"]
    html(name, page("a07", title, paragraphs(rest)))


def a08(name: str) -> None:
    """Traditional with readings, no container that tells article from furniture."""
    title, *rest = [with_pinyin(line) for line in clean(name)]
    html(name, page("a08", title, "<br>\n<br>\n".join(rest)))


def a09(name: str) -> None:
    """A spun copy: reading time, title between paragraphs, image names, source tail."""
    lines = clean(name)
    title = lines.pop(1)
    out = ["本篇文章476字，读完约2分钟", BLANK]
    for number, line in enumerate(lines):
        out += [line, BLANK]
        out += [title, BLANK] if number in (0, 2, 4, 6) else []
        out += ["1629441236608517.jpeg", BLANK] if number == 3 else []
    out += ["来源：江湾热线", BLANK, f"标题：{title}", BLANK, "地址：http://news.example.invalid/11207.html"]
    txt(name, out)


def a10(name: str) -> None:
    """A school's news; the links around it are full of directives that are not its own."""
    title, *rest = clean(name)
    html(name, page("a10", title, paragraphs(rest, "&nbsp;&nbsp;&nbsp;&nbsp;")))


def a11(name: str) -> None:
    """The whole file was read as ISO 8859-1 once and saved as UTF-8."""
    title, *rest = clean(name)
    lines = [title, "来源：高原州人民政府网　发布时间：2022-03-16 10:08", *rest, "【责任编辑：索南】"]
    txt(name, [as_latin1(line) for line in lines])


MASKS = {"拥军优属": "拥*优属", "拥政爱民工作计划": "拥政*民工作计划", "区双拥办要": "区双*办要"}


def a12(name: str) -> None:
    """Some terms masked by a filter; image names between paragraphs."""
    title, *rest = clean(name)
    for term, masked in MASKS.items():
        rest = [line.replace(term, masked) for line in rest]
    rest[4:4] = ["1639987254103366.png"]
    rest[1:1] = ["1639987201775541.png"]
    html(name, page("a12", title, paragraphs(rest, INDENT)))


def a13(name: str) -> None:
    """UTF-16 with full-width digits and letters, a spaced title, blank lines, indentation."""
    title, *rest = clean(name)
    out = [f"      {spaced(title)}", BLANK, "来源：平川市退役军人事务局　２０２５－０７－１４", BLANK]
    for number, line in enumerate(rest):
        out += [INDENT + fullwidth(line)] + [BLANK] * (number % 3)
    txt(name, out, "utf-16", "\r\n")


# --- minutes and others -------------------------------------------------------------------------


def page_field(paragraph: Any) -> None:
    """A PAGE field, as Word's own footers hold one."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run.append(mark)


def a14(name: str) -> None:
    """A running header, a footer with a page field; the heading set by hand, not by a style."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "云台县双拥工作领导小组文件"
    footer = section.footer.paragraphs[0]
    footer.add_run("第 ")
    page_field(footer)
    footer.add_run(" 页　内部资料　注意保存")
    for number, line in enumerate(clean(name)):
        paragraph = document.add_paragraph()
        half = len(line) // 2
        paragraph.add_run(line[:half])
        paragraph.add_run(line[half:]).bold = number == 1
        if number == 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    save_docx(name, document)


def a15(name: str) -> None:
    """Printed to PDF."""
    pdf(name, clean(name), 4, "临江市军地联席会议纪要〔2025〕第14次", width=30, rows=20)


def a16(name: str) -> None:
    """Wrapped at 32 with neither indentation nor blank lines; two terms masked."""
    text = "\n".join(clean(name)).replace("拥军优属", "拥军*属").replace("双拥工作规划", "双*工作规划")
    txt(name, [part for line in text.split("\n") for part in wrap(line, 32)])


def a17(name: str) -> None:
    """The decisions stand in a Word table."""
    document = docx.Document()
    table = None
    for line in clean(name):
        if "\t" not in line:
            document.add_paragraph(line)
            continue
        cells = line.split("\t")
        if table is None:
            table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    save_docx(name, document)


def survives_gbk(text: str) -> bool:
    """Whether UTF-8 read as GBK can be turned back without loss."""
    try:
        return as_gbk(text).encode("gb18030").decode() == text
    except UnicodeDecodeError:
        return False


def broken_part(paragraph: str) -> str:
    """The paragraph with its longest run of whole clauses that survives read as GBK."""
    ends = [0] + [i + 1 for i, c in enumerate(paragraph) if c in "，；：、"] + [len(paragraph)]
    runs = [paragraph[a:b] for a in ends for b in ends if b > a and survives_gbk(paragraph[a:b])]
    run = max(runs, key=len, default="")
    return paragraph.replace(run, as_gbk(run), 1) if run else paragraph


def a18(name: str) -> None:
    """Parts read as GBK, the title among them; the sound title again between paragraphs."""
    lines = clean(name)
    broken = [broken_part(line) if number in (0, 2, 4) else line for number, line in enumerate(lines)]
    txt(name, [*broken[:4], lines[0], *broken[4:]])


def a19(name: str) -> None:
    """Clean."""
    document = docx.Document()
    title, *rest = clean(name)
    document.add_heading(title, 0)
    for line in rest:
        document.add_paragraph(line)
    save_docx(name, document)


def a20(name: str) -> None:
    """Traditional characters printed to PDF."""
    pdf(name, [traditional(line) for line in clean(name)], 1, "湖山雙擁", width=26)


# --- the list -----------------------------------------------------------------------------------

MAKERS: dict[str, Callable[[str], None]] = {
    "a01-speech-clean-nested": a01,
    "a02-speech-wrapped-indent": a02,
    "a03-speech-docx-numbering": a03,
    "a04-speech-gb18030-pinyin": a04,
    "a05-speech-pdf-long": a05,
    "a06-speech-html-gb2312": a06,
    "a07-news-html-full-page": a07,
    "a08-news-html-traditional": a08,
    "a09-news-paraphrase-repeated": a09,
    "a10-news-html-no-task": a10,
    "a11-news-latin1-mojibake": a11,
    "a12-news-html-masked": a12,
    "a13-news-utf16-width": a13,
    "a14-minutes-docx-header": a14,
    "a15-minutes-pdf-next-year": a15,
    "a16-minutes-wrap-secret": a16,
    "a17-minutes-docx-table": a17,
    "a18-minutes-gbk-mojibake-part": a18,
    "a19-other-docx-letter": a19,
    "a20-other-pdf-proposal": a20,
}


def main() -> None:
    """Make every input, or those whose names are given."""
    for name in sys.argv[1:] or MAKERS:
        MAKERS[name](name)


if __name__ == "__main__":
    main()
