"""PDF files as word processors print them: lines broken by width, spaces that are only room, heads of one page, titles on two lines."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shuangyong.reader import Document, read_bytes
from shuangyong.reader.formats.pdf_lines import lines_of
from shuangyong.reader.formats.pdf_page import Char

FONT = "STSong-Light"
LEFT, RIGHT, TOP = 80.0, 514.0, 760.0
SIZE, PITCH = 16.0, 29.0
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
NEVER_FIRST = "，。；：、）》”"


class Par(NamedTuple):
    """A paragraph to be printed: `indent` of its first line in letters, `after` points of space below it."""

    text: str
    size: float = SIZE
    indent: int = 2
    centred: bool = False
    after: float = 0.0
    room: float = 0.3
    """Letters that a space takes; none is written."""


def width(char: str, par: Par) -> float:
    if char == " ":
        return par.room * par.size
    if char == "\u3000":
        return par.size
    return pdfmetrics.stringWidth(char, FONT, par.size)


def broken(par: Par) -> list[str]:
    """The lines of a paragraph, broken where the next character has no room."""
    lines, line, used = [], "", par.indent * par.size
    for at, char in enumerate(par.text):
        marks = sum(width(mark, par) for mark in par.text[at + 1 : at + 2] if mark in NEVER_FIRST)
        if char not in NEVER_FIRST and used + width(char, par) + marks > RIGHT - LEFT + 0.01:
            lines.append(line)
            line, used = "", 0.0
        line += char
        used += width(char, par)
    return [*lines, line]


def printed(pars: Sequence[Par], head: str = "", foot: str = "") -> bytes:
    """A PDF with every character a piece of its own and no space written; a head and a foot in small letters."""
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=(595, 842))
    y = TOP
    for text, at in ((head, 800.0), (foot, 40.0)):
        page.setFont(FONT, 9)
        page.drawCentredString(297, at, text)
    for par in pars:
        for number, line in enumerate(broken(par)):
            page.setFont(FONT, par.size)
            room = RIGHT - LEFT - sum(width(char, par) for char in line)
            x = LEFT + (room / 2 if par.centred else par.indent * par.size if number == 0 else 0.0)
            for char in line:
                if char.strip():
                    page.drawString(x, y, char)
                x += width(char, par)
            y -= max(PITCH, par.size * 1.3)
        y -= par.after
    page.save()
    return stream.getvalue()


def read(pars: Sequence[Par], head: str = "", foot: str = "") -> Document:
    return read_bytes(printed(pars, head, foot), "通知.pdf")


def plain(pars: Sequence[Par]) -> Document:
    return read_bytes("\n".join(par.text for par in pars).encode(), "通知.txt")


TITLE = Par("云麓县双拥办关于做好二季度双拥重点工作的通知", 18, 0, centred=True)
WHOM = Par("各乡镇人民政府，县直各有关单位：", indent=0)
ITEMS = (
    "为巩固拥军优属、拥政爱民工作成果，推动双拥模范县创建工作落地见效，现将有关事项通知如下。",
    "一、县双拥办要在4月15日前提请召开县双拥工作领导小组全体会议，研究解决驻军部队提出的12件实事，逐项明确责任单位。",
    "二、县教育局负责在2026年6月30日前完成24名军人子女入学工作，县财政局配合，逐一建立台账，确保不漏一人。",
    "三、县卫生健康局牵头，5月31日前组织350名优抚对象体检，及时录入健康档案，发现问题立即跟进。",
    "四、县委宣传部要组织县融媒体中心于4月底前开设专栏，宣传退役军人先进典型，讲好双拥故事。",
)
SIGNED = (Par("云麓县双拥工作领导小组办公室", indent=12), Par("2026年3月28日", indent=17))


def notice(indent: int = 2, after: float = 0.0) -> list[Par]:
    return [TITLE, WHOM, *(Par(text, indent=indent, after=after) for text in ITEMS), *SIGNED]


def test_a_notice_reads_as_the_text_that_it_was_made_of():
    assert read(notice()).text == plain(notice()).text
    assert len(read(notice()).tasks) == 4


@pytest.mark.parametrize("indent", [0, 2])
def test_the_head_and_foot_of_an_only_page_are_none_of_the_text(indent):
    document = read(notice(indent), "双拥工作资料汇编", "内部参考资料")
    assert document.text == plain(notice()).text
    assert document.title == TITLE.text
    assert {repair.kind: repair.count for repair in document.repairs}["boilerplate"] == 2


def test_the_day_and_title_that_a_browser_prints_over_an_only_page_are_none_of_the_text():
    """Together they are longer than any head."""
    over = (
        "12/1/26, 12:59 AM"
        + " " * 12
        + "云麓县双拥工作领导小组办公室关于做好军地联席会议议定事项办理情况报送工作的通知（征求意见稿）"
    )
    assert read(notice(), over, "file:///a/b.html").text == plain(notice()).text


def test_a_line_at_the_edge_as_large_as_the_text_stays():
    above = [Par("云麓县双拥工作情况专报", indent=0, after=20), *notice()[1:]]
    pars = [above[0]._replace(size=SIZE), *above[1:]]
    assert read(pars).text.startswith("云麓县双拥工作情况专报\n各乡镇")


@pytest.mark.parametrize(
    "line",
    ["县委副书记、县长 祝庭远", "第一条 为规范双拥工作，制定本办法。", "（联系人：常青松 联系电话：5512345）"],
)
def test_room_that_a_space_takes_is_a_space(line):
    """Word processors write no space between two characters into a PDF: they only leave its room."""
    pars = [*notice()[:-2], Par(line), *SIGNED]
    assert line in read(pars).text.split("\n")


@pytest.mark.parametrize("blanks", [1, 2, 4])
def test_blanks_as_wide_as_a_character_are_as_many(blanks):
    line = "云麓县双拥办" + "\u3000" * blanks + "祝庭远"
    assert line in read([*notice()[:-2], Par(line, indent=0), *SIGNED]).text.split("\n")


def test_a_line_set_wide_to_both_edges_gains_no_spaces():
    """All its gaps are alike: they are the setting's, not the author's."""
    stretched = "".join(char + " " for char in "走访慰问驻县各部队官兵").strip()
    pars = [*notice()[:-2], Par(stretched, room=0.25), *SIGNED]
    assert "走访慰问驻县各部队官兵" in read(pars).text.split("\n")


def test_a_title_that_fills_its_line_is_joined():
    title = Par("云麓县退役军人事务局召开双拥工作暨服务站建设推进会", 22, 0, centred=True)
    assert len(broken(title)) == 2
    document = read([title, *notice()[2:]])
    assert document.title == title.text
    assert document.text.split("\n")[0] == title.text


def test_what_stands_below_a_title_in_letters_of_its_own_size_stays_apart():
    title = Par("云麓县退役军人事务局关于双拥工作情况的通报", 20, 0, centred=True)
    below = Par("祝庭远", 20, 0, centred=True)
    assert read([title, below, *notice()[2:]]).text.split("\n")[:2] == [title.text, below.text]


def test_a_head_too_long_for_its_line_is_one_line():
    head = Par("云麓县双拥工作领导小组办公室文件", 30, 0, centred=True)
    number = Par("云双拥办〔2026〕7号", indent=9)
    assert broken(head)[1] == "文件"
    document = read([head, number, *notice()])
    assert document.text.split("\n")[:2] == [head.text, number.text]
    assert document.title == TITLE.text


def full(text: str, indent: int) -> str:
    """A sentence that ends where its line does."""
    letters = int((RIGHT - LEFT) / SIZE) * 2 - indent
    return text[: letters - 1] + "。"


LONG = "县民政局负责走访慰问全县烈士遗属和因公牺牲军人遗属摸清实际困难建立需求台账做到不漏一户不少一人并及时报告走访情况和存在的问题"


def test_a_number_that_goes_on_with_the_paragraphs_own_opens_one():
    """Nothing is set in, and the last line of 6. is full by chance."""
    pars = [
        TITLE,
        WHOM,
        Par(ITEMS[0], indent=0),
        Par("6." + full(LONG, 1), indent=0),
        Par("7.县教育局在6月30日前完成军人子女入学工作。", indent=0),
        *(Par(text, indent=0) for text in ITEMS[3:]),
    ]
    assert "7.县教育局在6月30日前完成军人子女入学工作。" in read(pars).text.split("\n")


def test_a_number_that_goes_on_with_one_inside_the_paragraph_opens_none():
    inside = "当前还有三方面的不足：其一，基层服务站人员流动频繁，有的业务还不够十分熟练，有的窗口服务还不热情周到；其二，社会化拥军覆盖面不广；其三，宣传手段比较单一。"
    pars = [*notice()[:3], Par(inside), *notice()[3:]]
    lines = broken(Par(inside))
    assert any(line.startswith("其二") for line in lines), lines
    assert inside in read(pars).text.split("\n")


def test_space_below_paragraphs_parts_them_where_a_line_is_full():
    pars = [par._replace(after=9.0) for par in notice(0)]
    pars[3:3] = [Par(full(LONG, 0), indent=0, after=9.0), Par("另外，各乡镇要更新宣传栏。", indent=0, after=9.0)]
    assert "另外，各乡镇要更新宣传栏。" in read(pars).text.split("\n")


def test_to_whom_a_paper_goes_ends_its_line():
    whom = "各乡镇人民政府，县委各部门，县直各单位，驻县各部队办公室："
    letters = int((RIGHT - LEFT) / SIZE)
    whom = whom[: letters - 3] + "单位："
    pars = [TITLE, Par(whom, indent=0), *(Par(text, indent=0) for text in ITEMS), *SIGNED]
    assert read(pars).text.split("\n")[1:3] == [whom, ITEMS[0]]


def test_the_number_of_a_copy_is_no_pages():
    """份号 stands where a page's number might."""
    pars = [Par("000012", indent=0), *notice()]
    assert read(pars).text.split("\n")[0] == "000012"


def dashed(drawn: Sequence[tuple[float, str]]) -> str:
    """A line of characters at places that are told, as pdfium tells of them."""
    (line,) = lines_of([Char(char, LEFT + x, LEFT + x + SIZE, TOP, SIZE) for x, char in drawn])
    return line.text


@pytest.mark.parametrize(
    "drawn",
    [
        [(0, "双"), (16, "拥"), (32, "—"), (32, "—"), (64, "侧"), (80, "记")],
        [(0, "双"), (16, "拥"), (32, "—"), (32.4, "—"), (48, "—"), (48.4, "—"), (64, "侧"), (80, "记")],
        [(0, "双"), (16, "拥"), (32, "—"), (48, "—"), (64, "侧"), (80, "记")],
    ],
)
def test_both_halves_of_a_dash_stay_and_no_more(drawn):
    """One sign for both, printed twice to be bold, or as it should be."""
    assert dashed(drawn) == "双拥——侧记"


def test_half_a_dash_printed_twice_is_one():
    assert dashed([(0, "双"), (16, "拥"), (32, "—"), (32.4, "—"), (48, "侧"), (64, "记")]) == "双拥—侧记"


WIDE = [
    Par(
        "到2026年底，全县联盟单位达到600家以上，实现各乡镇（街道）优待商圈全覆盖，发放优待证12500张，覆盖率达到98%以上。",
        indent=0,
    ),
    Par(
        "县商务局要会同县工商联于2026年6月30日前动员120家商会加入联盟，每季度核验一次信用状况，逐户登记造册，确保县城不少于800家。",
        indent=0,
    ),
    Par(
        "县双拥办要在2026年12月31日前公布联盟名录（第1批），对350名优抚对象逐一走访，及时更新健康档案，发现问题立即报告。",
        indent=0,
    ),
]
CELLS = [
    cell
    for name in ("民政", "教育", "财政", "司法", "水利", "商务", "统计")
    for cell in (
        Par(f"县{name}局牵头开展优抚对象走访慰问工作逐户登记核实情况并建立工作台账每月调度", 10.5, 0),
        Par(f"每季度{name}", 10.5, 0),
    )
]


def test_a_text_is_set_by_its_margin_though_most_lines_are_those_of_cells():
    """The lines of the cells of a table without rules, more and smaller than those of the text, break before its margin."""
    document = read([TITLE, *WIDE, *CELLS])
    assert document.text.split("\n")[1:4] == [par.text for par in WIDE]


def test_lines_of_cells_are_not_joined_by_the_margin_of_the_text():
    assert read([TITLE, *WIDE, *CELLS]).text.split("\n")[4:] == [par.text for par in CELLS]
