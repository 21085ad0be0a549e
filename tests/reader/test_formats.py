"""The format readers on ordinary files: what Word, a browser or a viewer would show."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from shuangyong.reader.formats import extract
from shuangyong.reader.formats.numerals import WORD, chinese, join_label
from shuangyong.reader.model import RawLine

NOTICE = "关于做好双拥工作的通知\n\n各镇人民政府：\n　　一、强化组织领导。\r\n抓好落实。\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
FONT = "STSong-Light"


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body; further parts by name (`styles`, `numbering`, `core`)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            path = "docProps/core.xml" if name == "core" else f"word/{name}.xml"
            z.writestr(path, content if name == "core" else f"<w:{name} {W}>{content}</w:{name}>")
    return stream.getvalue()


def para(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, level: int = 0, num: int = 1) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(index: int, form: str, text: str, extra: str = "") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{inside}</w:lvl>'


def texts(data: bytes, name: str = "a.docx") -> list[str]:
    return [line.text for line in extract(data, name).lines]


# --- txt ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_text_finds_its_encoding(encoding: str) -> None:
    read = extract(NOTICE.encode(encoding), "通知.txt")
    assert read.format == "txt"
    assert read.wrapped
    assert [line.text for line in read.lines] == [
        "关于做好双拥工作的通知", "", "各镇人民政府：", "　　一、强化组织领导。", "抓好落实。",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_text_cut_in_the_middle_of_a_character_is_read(encoding: str) -> None:
    assert texts((NOTICE * 5).encode(encoding)[:-4][:101], "a.txt")[0] == "关于做好双拥工作的通知"


def test_short_gbk_text_is_not_taken_for_something_else() -> None:
    assert texts("双拥办".encode("gbk"), "a.txt") == ["双拥办"]


def test_content_counts_before_the_name() -> None:
    assert extract(b"<html><body><p>x</p></body></html>", "a.txt").format == "html"
    assert extract(word(para("甲")), "a.txt").format == "docx"
    assert extract(NOTICE.encode(), "a.docx").format == "txt"


# --- docx --------------------------------------------------------------------------------------


def test_word_made_by_a_library() -> None:
    document = docx.Document()
    document.add_paragraph("关于双拥工作的通知", style="Title")
    document.add_paragraph("强化领导", style="List Number")
    document.add_paragraph("抓好落实", style="List Number")
    table = document.add_table(2, 2)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{index}"
    document.sections[0].header.paragraphs[0].text = "某县双拥办"
    stream = io.BytesIO()
    document.save(stream)
    assert extract(stream.getvalue(), "a.docx").lines == (
        RawLine("某县双拥办", "header"),
        RawLine("关于双拥工作的通知", "title"),
        RawLine("1.强化领导"),
        RawLine("2.抓好落实"),
        RawLine("格0\t格1", "row"),
        RawLine("格2\t格3", "row"),
    )


def test_word_numbers_are_written_out() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimalEnclosedCircle", "%4")
        + "</w:abstractNum>"
        + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("丁", 2) + item("戊", 3) + item("己") + item("庚", 1)
    assert texts(word(body + item("辛", 0, 2) + item("壬", 0, 2), numbering=numbering)) == [
        "一、甲", "（一）乙", "（二）丙", "1.丁", "① 戊", "二、己", "（一）庚", "五、辛", "六、壬",
    ]  # fmt: skip


def test_word_numbers_come_through_styles_and_legal_levels() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="3">'
        + level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="H1"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/><w:isLgl/>')
        + level(2, "bullet", "●")
        + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )
    body = para("总则", '<w:pStyle w:val="H1"/>') + para("目的", '<w:pStyle w:val="H2"/>') + item("点", 2, 7)
    styles = style.format("H1") + style.format("H2")
    assert texts(word(body, styles=styles, numbering=numbering)) == ["第一章 总则", "1.1 目的", "点"]


def test_word_shows_insertions_and_hides_deletions_codes_and_hidden_text() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>前</w:t><w:br/><w:t>后</w:t></w:r></w:p>"
    )
    assert texts(word(body)) == ["加3前", "后"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert texts(word(para("前", "<w:rPr><w:del/></w:rPr>") + para("后"))) == ["前后"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{para('框')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>文</w:t></w:r></w:p>"
    )
    assert texts(word(body)) == ["框", "文"]


def test_word_table_merges() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text and para(text)}</w:tc>"

    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        f"<w:tbl><w:tr>{cell('走访', restart)}{cell('民政局')}{cell('六月')}</w:tr>"
        f"<w:tr>{cell('', goes_on)}{cell('人武部')}{cell('')}</w:tr>"
        f"<w:tr>{cell('合计', '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}{cell('两项')}</w:tr></w:tbl>"
    )
    assert texts(word(body)) == ["走访\t民政局\t六月", "\t人武部\t", "合计\t\t两项"]


def test_a_page_leaves_empty_what_a_merged_cell_covers() -> None:
    page = (
        "<table border=1><tr><th rowspan=2>任务<th colspan=2>分工<th rowspan=2>时限<tr><th>牵头<th>配合"
        "<tr><td rowspan=3>走访<td>甲局<td>乙局<td rowspan=2>六月<tr><td>丙局<td>丁局<tr><td>戊局<td>己局<td>七月"
        "<tr><td colspan=4>一、其他任务<tr><td>义诊<td>庚局<td colspan=2>长期</table>"
    )
    lines = extract(page.encode(), "a.html").lines
    assert [line.text for line in lines] == [
        "任务\t分工\t\t时限", "\t牵头\t配合\t", "走访\t甲局\t乙局\t六月", "\t丙局\t丁局\t", "\t戊局\t己局\t七月",
        "一、其他任务", "义诊\t庚局\t长期",
    ]  # fmt: skip
    assert [line.hangs for line in lines] == [(), ((0, 0), (3, 3)), (), ((0, 0), (3, 3)), ((0, 0),), (), ()]


def test_a_row_of_nothing_but_merged_cells_is_none_and_edges_that_miss_each_other_make_no_column() -> None:
    page = (
        "<table border=1><tr><td rowspan=3>走访<td rowspan=2 colspan=2>甲局<td>六月<tr><td><tr><td>乙局<td colspan=2>七月"
        "<tr><td>义诊<td colspan=2>丙局<td>八月</table>"
    )
    lines = extract(page.encode(), "a.html").lines
    assert [line.text for line in lines] == ["走访\t甲局\t六月", "\t乙局\t七月", "义诊\t丙局\t八月"]
    assert lines[1].hangs == ((0, 0),)


def test_a_marking_in_the_properties_is_a_header() -> None:
    core = '<c xmlns:d="x"><d:keywords>秘密★1年</d:keywords></c>'
    assert extract(word(para("文"), core=core), "a.docx").lines[0] == RawLine("秘密★1年", "header")
    assert texts(word(para("文"), core=core.replace("秘密★1年", "秘密工作"))) == ["文"]


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [
        ("chineseCounting", 11, "十一"), ("chineseCountingThousand", 105, "一百零五"), ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 12, "拾贰"), ("decimalEnclosedCircle", 21, "㉑"), ("lowerRoman", 4, "iv"),
        ("upperLetter", 28, "BB"), ("decimalFullWidth", 12, "１２"), ("japaneseCounting", 20, "二十"),
    ],
)  # fmt: skip
def test_number_formats(form: str, value: int, shown: str) -> None:
    assert WORD[form](value) == shown


def test_numbers_of_four_digits_and_labels() -> None:
    assert (chinese(1010), chinese(2000), chinese(30), chinese(0)) == ("一千零一十", "二千", "三十", "0")
    assert (join_label("1.", "2026年"), join_label("一、", "甲"), join_label("第一条", "甲")) == (
        "1. 2026年", "一、甲", "第一条 甲",
    )  # fmt: skip


# --- html --------------------------------------------------------------------------------------

PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>关于双拥工作的通知 - 某县</title></head><body>
<ul class="menu"><li><a href=1>首页</a><li><a href=2>要闻</a><li><a href=3>公开</a></ul>
<div class="position">当前位置：<a href=1>首页</a></div>
<table width="100%"><tr><td><div id="left">栏目</div></td><td><h1>关于双拥工作的通知</h1>
<p>各&nbsp;单位：</p><!-- <p>注 --><script>x</script><p style="display: none">藏</p>
<p>部<ruby>隊<rp>(</rp><rt>duì</rt><rp>)</rp></ruby><br>第二行 &lt;甲&gt;</p>
<ol><li>强化领导<li><p>抓好落实</p></ol>
<table border="1"><tr><th>序号<th>任务<th>单位<tr><td>1<td rowspan="2">走访<td>民政局<tr><td>2<td>人武部
<tr><td colspan="2">合计<td>两家</table></td></tr></table><footer>版权所有</footer></body></html>"""


def test_a_page_with_layout_tables() -> None:
    read = extract(PAGE.encode("gbk"), "a.html")
    assert (read.format, read.wrapped, read.page_title) == ("html", False, "关于双拥工作的通知 - 某县")
    assert [line.text for line in read.lines if line.role == "nav"][:4] == ["首页", "要闻", "公开", "当前位置：首页"]
    assert [line for line in read.lines if line.role == "title"] == [RawLine("关于双拥工作的通知", "title")]
    assert [line.text for line in read.lines if line.role == "row"] == [
        "序号\t任务\t单位", "1\t走访\t民政局", "2\t\t人武部", "合计\t\t两家",
    ]  # fmt: skip
    body = [line.text for line in read.lines if line.role == "body"]
    assert body[-5:] == ["各\xa0单位：", "部隊(duì)", "第二行 <甲>", "1.强化领导", "2.抓好落实"]
    assert read.lines[-1] == RawLine("版权所有", "nav")


@pytest.mark.parametrize(("declared", "encoding"), [("big5", "big5"), ("utf-8", "utf-8"), ("gb2312", "utf-8")])
def test_declared_charset_counts_unless_it_lies(declared: str, encoding: str) -> None:
    page = f'<meta charset="{declared}"><p>擁軍優屬工作會議</p>'
    assert texts(page.encode(encoding), "a.html") == ["擁軍優屬工作會議"]


def test_list_numbers() -> None:
    page = '<ol start="3"><li>甲<li value="9">乙</ol><ol type="i"><li>丙</ol><ol class="custom_cn2"><li>丁</ol>'
    plain = '<ol style="list-style:none"><li>戊</ol><ul><li>己</ul><ol><li>一、庚</ol>'
    assert texts((page + plain).encode(), "a.html") == ["3.甲", "9.乙", "i.丙", "(一)丁", "戊", "己", "一、庚"]


# --- pdf ---------------------------------------------------------------------------------------


def printed(pages: Sequence[Sequence[tuple[float, float, str]]], encrypt: str | None = None) -> bytes:
    """A PDF with texts at places (x, y), 16 points high."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    page = canvas.Canvas(stream, encrypt=encrypt)
    for content in pages:
        page.setFont(FONT, 16)
        for x, y, text in content:
            page.drawString(x, y, text)
        page.showPage()
    page.save()
    return stream.getvalue()


def test_pdf_lines_indents_and_running_lines() -> None:
    sentence = "为深入贯彻落实上级精神现就有关事项通知"
    pages = [
        [(80, 800, "某县双拥办"), (200, 740, "通知"), (112, 640, sentence), (80, 612, sentence), (270, 50, "— 1 —")],
        [(80, 800, "某县双拥办"), (80, 740, sentence + "。"), (112, 712, "二、落实"), (270, 50, "— 2 —")],
    ]
    read = extract(printed(pages), "a.pdf")
    assert read.wrapped
    assert [line.role for line in read.lines if line.role != "body"] == ["header", "footer"] * 2
    assert [line.text for line in read.lines if line.role == "body"] == [
        "　　通知", "", "　　" + sentence, sentence, sentence + "。", "　　二、落实",
    ]  # fmt: skip


def test_pdf_set_in_two_columns() -> None:
    full, last = "为深入贯彻落实上级精神现就", "如下。"
    left = [(72.0, 740.0 - 20 * line, full) for line in range(7)]
    right = [(312.0, 740.0 - 20 * line, full) for line in range(5)]
    page = [
        (180.0, 790.0, "云溪县双拥工作领导小组办公室通知"),
        *left[:6], (72.0, 620.0, last), (344.0, 740.0, "一、强化领导。" + full[:6]), *right[1:], (312.0, 640.0, last),
        (284.0, 40.0, "— 1 —"),
    ]  # fmt: skip
    found = [line.text for line in extract(printed([page]), "a.pdf").lines if line.text and line.role == "body"]
    assert found == [
        "　　云溪县双拥工作领导小组办公室通知",
        *[full] * 6,
        last,
        "　　一、强化领导。" + full[:6],
        *[full] * 4,
        last,
    ]


def test_pdf_cells_that_are_no_columns() -> None:
    rows = [(72.0, 740.0 - 20 * line, f"第{line}项工作") for line in range(7)]
    rows += [(312.0, 740.0 - 20 * line, f"责任单位{line}") for line in range(7)]
    found = [line for line in extract(printed([rows]), "a.pdf").lines if line.text]
    assert [line.role for line in found] == ["row"] * 7


def test_pdf_ruled_table_with_wrapped_and_merged_cells() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("cell", fontName=FONT, fontSize=10, wordWrap="CJK")
    rows = [["序号", "任务", "单位"], ["1", "开展走访慰问" * 8, "民政局"], ["2", "", "人武部"], ["合计两项", "", ""]]
    table = Table([[Paragraph(text, style) for text in row] for row in rows], colWidths=[40, 200, 100])
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (1, 1), (1, 2)), ("SPAN", (0, 3), (-1, 3))]
    table.setStyle(TableStyle(rules))
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build([Paragraph("任务分解表", style), table])
    visit = "开展走访慰问" * 8
    assert extract(stream.getvalue(), "a.pdf").lines == (
        RawLine("任务分解表"),
        RawLine("序号\t任务\t单位", "row"),
        RawLine(f"1\t{visit}\t民政局", "row"),
        RawLine("2\t\t人武部", "row", ((1, 1),)),
        RawLine("合计两项", "row"),
    )


def test_pdf_table_over_a_page_break() -> None:
    pages = [[["序号", "任务"], ["1", "开展走访"]], [["序号", "任务"], ["", "慰问活动"], ["2", "抓好落实"]]]
    stream = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    page = canvas.Canvas(stream)
    for cells in pages:
        table = Table(cells, colWidths=[60, 200], rowHeights=30)
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONT", (0, 0), (-1, -1), FONT)]))
        table.wrapOn(page, 500, 700)
        table.drawOn(page, 80, 600)
        page.showPage()
    page.save()
    assert extract(stream.getvalue(), "a.pdf").lines == (
        RawLine("序号\t任务", "row"),
        RawLine("1\t开展走访慰问活动", "row"),
        RawLine("序号\t任务", "header"),
        RawLine("2\t抓好落实", "row"),
    )


def test_pdf_cells_without_rules() -> None:
    pages = [[(80, 700, "任务"), (300, 700, "单位"), (80, 670, "走访"), (300, 670, "民政局")]]
    assert list(extract(printed(pages), "a.pdf").lines) == [
        RawLine("任务\t单位", "row"), RawLine("走访\t民政局", "row"),
    ]  # fmt: skip
