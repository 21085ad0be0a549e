"""Make the input files of development corpus B from the clean texts.

Run by hand: `python tests/corpus/make_dev_b.py [b01 ...]`. The clean text and the
expectation are the truth and are written by hand; this script only adds what the way to
us adds (page furniture, wrapping, wrong decoding, Word's own numbering) and writes the
container. The same clean text always gives the same bytes.
"""

from __future__ import annotations

import html
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "dev"

# ---------------------------------------------------------------- text


def clean(name: str) -> list[str]:
    """The paragraphs of a clean text; table rows keep their tabs."""
    return next(HERE.glob(f"{name}*.clean.txt")).read_text("utf-8").rstrip("\n").split("\n")


def out(name: str, suffix: str) -> Path:
    """Where the input of document `name` goes."""
    stem = next(HERE.glob(f"{name}*.clean.txt")).name.removesuffix(".clean.txt")
    return HERE / f"{stem}.{suffix}"


WIDTH = {ord("0") + i: ord("０") + i for i in range(10)}


def wrap(line: str, width: int, indent: str = "　　") -> list[str]:
    """Hard-wrap a paragraph at `width` characters, first line indented."""
    line = indent + line
    made: list[str] = []
    while line:
        cut = width
        while cut < len(line) and line[cut] in "，。、；：！？”’）》":
            cut += 1
        made, line = [*made, line[:cut]], line[cut:]
    return made


def gbk_as_latin(line: str) -> str:
    """A GB2312 line opened as Latin-1."""
    return line.encode("gb2312").decode("latin-1")


def utf8_as_gbk(line: str) -> str:
    """A UTF-8 line opened as GB18030; only for lines that survive it."""
    wrong = line.encode("utf-8").decode("gb18030")
    assert wrong.encode("gb18030").decode("utf-8") == line
    return wrong


def traditional(line: str) -> str:
    """The line in traditional characters."""
    import opencc  # a tool of the corpus maker only

    text = str(opencc.OpenCC("s2t").convert(line))
    for made, usual in (("髮", "發"), ("覈", "核"), ("爲", "為")):
        text = text.replace(made, usual)
    return text


# ---------------------------------------------------------------- html


def blocks(lines: list[str]) -> Iterator[str | list[str]]:
    """Paragraphs and tables in order; a line between two rows is a row of one cell."""
    rows: list[str] = []
    for i, line in enumerate(lines):
        inside = rows and i + 1 < len(lines) and "\t" in lines[i + 1]
        if "\t" in line or inside:
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []
        yield line
    if rows:
        yield rows


def spans(rows: list[str], merge: AbstractSet[int]) -> dict[tuple[int, int], int]:
    """Height of each cell: in the columns `merge`, equal cells below one another become one; 0 is swallowed."""
    grid = [r.split("\t") for r in rows]
    high = {(i, j): 1 for i, row in enumerate(grid) for j in range(len(row))}
    for j in merge:
        top = 0
        for i in range(1, len(grid)):
            if len(grid[i]) > j and len(grid[top]) > j and grid[i][j] == grid[top][j]:
                high[top, j], high[i, j] = high[top, j] + 1, 0
            else:
                top = i
    return high


def table_html(rows: list[str], merge: AbstractSet[int]) -> str:
    """A table with rowspans; a row of one cell spans the columns."""
    high = spans(rows, merge)
    wide = max(r.count("\t") for r in rows) + 1
    parts = ['<table border="1" cellspacing="0">']
    for i, row in enumerate(rows):
        cells = row.split("\t")
        parts.append("<tr>")
        for j, cell in enumerate(cells):
            attr = f' rowspan="{high[i, j]}"' if high[i, j] > 1 else ""
            attr += f' colspan="{wide}"' if len(cells) == 1 else ""
            if high[i, j]:
                parts.append(f"<td{attr}><p>{html.escape(cell, quote=False)}</p></td>")
        parts.append("</tr>")
    return "".join([*parts, "</table>"])


def body_html(lines: list[str], merge: AbstractSet[int] = frozenset()) -> str:
    """Paragraphs and tables in order."""
    parts: list[str] = []
    for block in blocks(lines):
        if isinstance(block, list):
            parts.append(table_html(block, merge))
        else:
            parts.append(f"<p>&emsp;&emsp;{html.escape(block, quote=False)}</p>")
    return "\n".join(parts)


def page(title: str, before: str, body: str, after: str, charset: str = "utf-8") -> bytes:
    """A whole web page in the named charset."""
    text = (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{title}</title>'
        "<style>p{text-indent:2em}</style><script>var a='分享到';</script></head>\n<body>\n"
        f"{before}\n{body}\n{after}\n</body></html>\n"
    )
    return text.encode(charset)


def index_table(pairs: list[tuple[str, str]]) -> str:
    """The 索引号 table of a government site."""
    cells = "".join(f"<tr><td>{k}：</td><td>{v}</td></tr>" for k, v in pairs)
    return f'<table class="xxgk">{cells}</table>'


# ---------------------------------------------------------------- docx

Levels = tuple[tuple[re.Pattern[str], str, str], ...]
"""A multilevel list: what the typed number looks like, Word's number format, Word's level text."""

LEVELS: Levels = (
    (re.compile(r"[一二三四五六七八九十]+、"), "chineseCountingThousand", "%1、"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "japaneseCounting", "（%2）"),
    (re.compile(r"\d+\."), "decimal", "%3."),
    (re.compile(r"[①-⑳]"), "decimalEnclosedCircle", "%4"),
)
ARTICLES: Levels = (
    (re.compile(r"第[一二三四五六七八九十]+章\s*"), "chineseCountingThousand", "第%1章"),
    (re.compile(r"第[一二三四五六七八九十]+条\s*"), "chineseCountingThousand", "第%2条"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "chineseCounting", "（%3）"),
)


def numbering(doc: Any, levels: Levels, through: bool = False) -> int:
    """Add a multilevel list to the document; returns its numId. `through`: articles count on."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    lv = ""
    for i, (_, fmt, text) in enumerate(levels):
        on = '<w:lvlRestart w:val="0"/>' if through and i == 1 else ""
        suff = "space" if through and i < 2 else "nothing"
        lv += (
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{on}<w:suff w:val="{suff}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
    root = doc.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{lv}</w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return 90


def add_line(doc: Any, line: str, levels: Levels, auto: AbstractSet[int], num: int) -> Any:
    """Add a paragraph; where its number belongs to an automatic level, Word makes the number."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for i, (pattern, _, _) in enumerate(levels):
        m = pattern.match(line)
        if m and i in auto:
            p = doc.add_paragraph(line[m.end() :])
            ppr = p._p.get_or_add_pPr()
            ppr.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{i}"/><w:numId w:val="{num}"/></w:numPr>'))
            return p
    return doc.add_paragraph(line)


def add_table(doc: Any, rows: list[str], merge: AbstractSet[int]) -> None:
    """Add a table; equal cells in the columns `merge` become one, a row of one cell spans all columns."""
    wide = max(r.count("\t") for r in rows) + 1
    high = spans(rows, merge)
    table = doc.add_table(len(rows), wide)
    table.style = "Table Grid"
    for i, row in enumerate(rows):
        cells = row.split("\t")
        if len(cells) == 1:
            table.cell(i, 0).merge(table.cell(i, wide - 1)).text = row
            continue
        for j, cell in enumerate(cells):
            if high[i, j] > 1:
                table.cell(i, j).merge(table.cell(i + high[i, j] - 1, j)).text = cell
            elif high[i, j]:
                table.cell(i, j).text = cell


def page_field(par: Any) -> None:
    """Write — PAGE — as a field, as GB/T 9704 wants it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    par.add_run("— ")
    par._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    par.add_run(" —")


def docx(
    lines: list[str],
    auto: AbstractSet[int] = frozenset(),
    levels: Levels = LEVELS,
    through: bool = False,
    header: str | None = None,
    footer: bool = True,
    merge: AbstractSet[int] = frozenset(),
    after: Callable[[Any], None] | None = None,
) -> bytes:
    """A Word file: automatic numbers on levels `auto`, optional header line and page number."""
    import docx as word

    doc = word.Document()
    num = numbering(doc, levels, through)
    for block in blocks(lines):
        if isinstance(block, list):
            add_table(doc, block, merge)
        else:
            add_line(doc, block, levels, auto, num)
    if header:
        doc.sections[0].header.paragraphs[0].text = header
    if footer:
        page_field(doc.sections[0].footer.paragraphs[0])
    if after:
        after(doc)
    raw = io.BytesIO()
    doc.save(raw)
    return still(raw.getvalue())


def still(data: bytes) -> bytes:
    """The same zip with fixed dates, so that the bytes do not change from run to run."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as z:
        for info in old.infolist():
            z.writestr(zipfile.ZipInfo(info.filename, (2024, 1, 1, 0, 0, 0)), old.read(info.filename), 8)
    return new.getvalue()


def find(doc: Any, piece: str) -> Any:
    """The paragraph that holds `piece`."""
    return next(p for p in doc.paragraphs if piece in p.text)


def track(doc: Any, kept: str, struck: str) -> None:
    """Show `kept` as an insertion that replaced `struck` (a tracked change)."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    par = find(doc, kept)
    left, right = par.text.split(kept, 1)
    for run in list(par.runs):
        run._r.getparent().remove(run._r)
    par.add_run(left)
    who = 'w:id="7" w:author="校核" w:date="2024-01-01T00:00:00Z"'
    par._p.append(parse_xml(f"<w:del {nsdecls('w')} {who}><w:r><w:delText>{struck}</w:delText></w:r></w:del>"))
    par._p.append(parse_xml(f"<w:ins {nsdecls('w')} {who}><w:r><w:t>{kept}</w:t></w:r></w:ins>"))
    par.add_run(right)


def box(doc: Any, pieces: list[str]) -> None:
    """Move the paragraphs `pieces` into one text box, with the fallback copy that Word writes."""
    from docx.oxml import parse_xml

    pars = [find(doc, p) for p in pieces]
    inner = "".join(f"<w:p><w:r><w:t>{html.escape(p.text, quote=False)}</w:t></w:r></w:p>" for p in pars)
    ns = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    run = (
        f'<w:r {ns}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="5000000" cy="900000"/>'
        '<wp:docPr id="5" name="文本框 5"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>'
        f"{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        '</mc:Choice><mc:Fallback><w:pict><v:shape style="width:400pt;height:70pt"><v:textbox><w:txbxContent>'
        f"{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    first = pars[0]
    for old in list(first.runs):
        old._r.getparent().remove(old._r)
    first._p.append(parse_xml(run))
    for par in pars[1:]:
        par._p.getparent().remove(par._p)


# ---------------------------------------------------------------- pdf


def pdf(lines: list[str], header: str, width: int = 28, centre: AbstractSet[str] = frozenset(), per: int = 22) -> bytes:
    """A4 pages of `per` lines of `width` characters, running header and — n —."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    raw = io.BytesIO()
    canvas = Canvas(raw, pagesize=A4, invariant=1)
    physical: list[tuple[str, bool]] = []
    for line in lines:
        mid = line in centre
        physical += [(x, mid) for x in (wrap(line, 20, "") if mid else wrap(line, width))]
    for start in range(0, len(physical), per):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(80, 800, header)
        canvas.setFont("STSong-Light", 15)
        for i, (line, mid) in enumerate(physical[start : start + per]):
            y = 750 - i * 30
            if mid:
                canvas.drawCentredString(297, y, line)
            else:
                canvas.drawString(80 + 15 * (len(line) - len(line.lstrip("　"))), y, line.lstrip("　"))
        canvas.setFont("STSong-Light", 10)
        canvas.drawCentredString(297, 50, f"— {start // per + 1} —")
        canvas.showPage()
    canvas.save()
    return raw.getvalue()


# ---------------------------------------------------------------- documents


def b01() -> tuple[str, bytes]:
    lines = clean("b01")
    before = (
        '<div class="top"><a href="/">首页</a> &gt; <a>政务公开</a> &gt; <a>通知公告</a></div>'
        + index_table(
            [
                ("索引号", "11330412/2025-00871"),
                ("主题分类", "民政、退役军人"),
                ("发文机构", "枫桥县双拥工作领导小组办公室"),
                ("成文日期", "2025-07-08"),
                ("文号", "枫双拥办发〔2025〕12号"),
                ("公开方式", "主动公开"),
            ]
        )
        + f"<h1>{lines[0]}</h1>"
        '<div class="info">发布时间：2025-07-08 15:20　来源：县双拥办　浏览次数：<span>316</span>次　'
        "字体大小：<a>大</a> <a>中</a> <a>小</a></div>"
        '<div class="share">分享到：<a>微信</a> <a>微博</a></div>'
    )
    after = (
        '<div class="tools"><a>【打印本页】</a> <a>【关闭窗口】</a></div><p>扫一扫在手机打开当前页</p>'
        "<p>上一篇：枫桥县2025年上半年征兵工作简报</p><p>下一篇：没有了</p>"
        '<div class="foot">主办：枫桥县人民政府办公室　网站标识码：3304120001　浙公网安备33041202000001号</div>'
    )
    return "html", page(lines[0] + " - 枫桥县人民政府", before, body_html(lines[1:]), after)


def b02() -> tuple[str, bytes]:
    return "docx", docx(clean("b02"), auto={0, 1}, merge={1, 3})


def b03() -> tuple[str, bytes]:
    return "txt", ("\n".join(clean("b03")) + "\n").encode("utf-8")


def b04() -> tuple[str, bytes]:
    lines = clean("b04")
    return "pdf", pdf(lines, "云阳州人民政府公报", centre=set(lines[:3]))


def b05() -> tuple[str, bytes]:
    lines = clean("b05")
    return "docx", docx(lines[1:], auto={0}, header=lines[0])


def b06() -> tuple[str, bytes]:
    lines = clean("b06")
    made: list[str] = []
    for i, line in enumerate(lines):
        if i in (2, 3, 4, 8, 13):
            line = line.translate(WIDTH)
        line = line.replace("拥军优属的", "拥*优属的")
        if line in ("一、征集对象", "二、征集时间", "三、征集程序", "四、有关要求"):
            line = " ".join(line)
        made += [line, ""] if i == 0 else wrap(line, 34, "" if i == 1 else "　　")
    return "txt", ("\r\n".join(made) + "\r\n").encode("utf-8-sig")


def b07() -> tuple[str, bytes]:
    lines = clean("b07")
    before = (
        '<nav><a href="/">首页</a> &gt; <a>政府信息公开</a> &gt; <a>政策文件</a> &gt; <a>区政府办文件</a></nav>'
        + index_table(
            [
                ("索 引 号", "BL-2025-0106"),
                ("发文字号", "白政办发〔2025〕6号"),
                ("发布机构", "白鹿区人民政府办公室"),
                ("成文日期", "2025年02月20日"),
                ("有效性", "有效"),
            ]
        )
        + f"<h2 class='title'>{lines[0]}</h2><p>【字体：<a>大</a> <a>中</a> <a>小</a>】　打印　收藏　分享：</p>"
    )
    after = (
        "<p>扫一扫在手机打开当前页</p><div><h4>相关文件</h4><ul><li><a>《2025年度拥军优属实事项目任务分工》政策解读</a></li>"
        "<li><a>图解：今年白鹿区要办这6件拥军实事</a></li></ul></div>"
        "<footer>版权所有：白鹿区人民政府　备案号：某ICP备05001234号　网站地图　联系我们</footer>"
    )
    return "html", page(lines[0], before, body_html(lines[1:], {2, 4}), after)


def b08() -> tuple[str, bytes]:
    return "docx", docx(clean("b08"), auto={0, 1, 2, 3})


def b09() -> tuple[str, bytes]:
    lines = clean("b09")
    made = [lines[0].center(40, "　").rstrip("　"), ""]
    for i, line in enumerate(lines[1:], 1):
        made += wrap(traditional(line) if 7 <= i <= 17 else line, 36)
        if i in (5, 16):
            made += [lines[0]]
    return "txt", ("\n".join(made) + "\n").encode("gb18030")


def b10() -> tuple[str, bytes]:
    def change(doc: Any) -> None:
        track(doc, "于8月26日前", "尽快")
        track(doc, "15篇", "10篇")

    return "docx", docx(clean("b10"), auto={1}, after=change)


def b11() -> tuple[str, bytes]:
    lines = clean("b11")
    body = body_html([x.replace("拥军优属", "拥*优属") for x in lines[1:]])
    body = body.replace("<p>&emsp;&emsp;二、", "<p>1697078400123456.jpg</p>\n<p>&emsp;&emsp;二、", 1)
    before = (
        "<div>您现在的位置：<a>首页</a> / <a>专题专栏</a> / <a>双拥创建</a></div>"
        f"<h1>{lines[0]}</h1><div>发布日期：2023-10-12　　信息来源：县双拥办　　阅读：1024　　"
        "【大 中 小】　【打印】　【关闭】</div>"
    )
    after = "<p>【我要纠错】</p><p>分享到微信朋友圈</p><p>Copyright © 2023 罗浮县人民政府 版权所有</p>"
    return "html", page("罗浮县人民政府门户网站", before, body, after)


def b12() -> tuple[str, bytes]:
    lines = clean("b12")
    return "pdf", pdf(lines, "青禾市人民政府规范性文件", width=30, centre={lines[0]})


def b13() -> tuple[str, bytes]:
    return "docx", docx(clean("b13"), auto={0})


def b14() -> tuple[str, bytes]:
    made: list[str] = []
    for i, line in enumerate(clean("b14")):
        physical = wrap(line, 32, "　　" if 2 <= i <= 5 else "")
        made += [gbk_as_latin(x) for x in physical] if i == 3 else physical
        if i == 0:
            made += [""]
    return "txt", "\n".join(made).encode("utf-8")


def b15() -> tuple[str, bytes]:
    lines = clean("b15")
    body = body_html([traditional(x) if i in (3, 4, 7, 11, 12) else x for i, x in enumerate(lines[1:])])
    before = (
        '<div class="crumb">当前位置：<a>首页</a> - <a>督查专栏</a> - <a>督查通报</a></div>'
        + index_table([("索引号", "SZ0302-2025-00041"), ("发文机构", "县人民政府督查室")])
        + index_table([("主题分类", "其他"), ("成文日期", "2025-04-23")])
        + f"<h1>{lines[0]}</h1><p>时间：2025-04-23 11:05　作者：督查室　点击：88</p>"
    )
    after = "<p>上一条：关于一季度重点工作督查情况的通报</p><p>下一条：无</p><p>打印 | 关闭</p>"
    return "html", page(lines[0], before, body, after, "gb18030").replace(b'charset="gb18030"', b'charset="gb2312"')


def b16() -> tuple[str, bytes]:
    return "docx", docx(clean("b16"), auto={0, 1})


def b17() -> tuple[str, bytes]:
    made: list[str] = []
    for i, line in enumerate(clean("b17")):
        if i in (4, 12, 13, 14):
            line = line.translate(WIDTH)
        if i == 10:
            made.append(utf8_as_gbk(line))
            continue
        made += wrap(line, 30, "" if i == 0 else "　　")
    return "txt", "\n".join(made).encode("utf-8")


def b18() -> tuple[str, bytes]:
    lines = clean("b18")
    return "pdf", pdf(lines, "金鳌市退役军人事务局", centre={lines[0]})


def b19() -> tuple[str, bytes]:
    return "docx", docx(clean("b19"), auto={0, 1, 2}, levels=ARTICLES, through=True)


def b20() -> tuple[str, bytes]:
    made: list[str] = []
    for i, line in enumerate(clean("b20")):
        line = traditional(line)
        made += [" ".join(line)] if i == 0 else wrap(line, 26)
    return "txt", ("\r\n".join(made)).encode("utf-16")


def b21() -> tuple[str, bytes]:
    def change(doc: Any) -> None:
        box(doc, ["希望你们一如既往", "让我们携手同心"])

    return "docx", docx(clean("b21"), footer=False, after=change)


def b22() -> tuple[str, bytes]:
    return "docx", docx(clean("b22"), auto=set())


def main(names: list[str]) -> None:
    """Write the inputs of the named documents, or of all."""
    for key, make in sorted(globals().items()):
        if re.fullmatch(r"b\d\d", key) and (not names or key in names):
            suffix, data = make()
            out(key, suffix).write_bytes(data)
            print(key, suffix, len(data))


if __name__ == "__main__":
    main(sys.argv[1:])
