"""The same damage gives the same result, whatever the file: lines pasted for paragraphs, characters set apart, broken readings."""

from __future__ import annotations

import io
from html import escape

import docx
import pytest

from shuangyong.reader import Document, read_bytes
from shuangyong.reader.repair import tidy_spaces

NOTICE = """清河县双拥工作领导小组办公室关于做好二〇二六年八一期间拥军慰问的通知
清双拥办〔2026〕9号
各乡镇人民政府，县直各有关单位：
为做好2026年“八一”期间走访慰问工作，进一步营造拥军优属的浓厚社会氛围，经县双拥工作领导小组研究同意，现将有关事项通知如下。
一、走访驻军部队。由县退役军人事务局牵头，县财政局、县商务局配合，7月25日前完成慰问品采购，7月31日前走访驻县各部队，并将走访情况报县双拥办。
二、慰问优抚对象。各乡镇人民政府要在7月28日前逐户走访烈士遗属和因公牺牲军人遗属，摸清实际困难，建立需求台账，做到不漏一户、不少一人。
三、做好宣传报道。县委宣传部要组织县融媒体中心在7月20日前开设专栏，集中刊播一批双拥模范人物的先进事迹，让尊崇军人成为全社会的自觉行动。
四、落实优待政策。县文化和旅游局负责督促各收费景区对现役军人和退役军人免收门票，8月1日前在售票窗口张贴优待公告，接受社会各界的监督。
清河县双拥工作领导小组办公室
2026年7月5日"""
WIDTH = 30


def as_txt(lines: list[str]) -> tuple[bytes, str]:
    return "\n".join(lines).encode(), "通知.txt"


def as_html(lines: list[str]) -> tuple[bytes, str]:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode(), "通知.html"


def as_docx(lines: list[str]) -> tuple[bytes, str]:
    document, stream = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue(), "通知.docx"


FORMATS = [as_txt, as_html, as_docx]


def said(document: Document) -> object:
    """What a document says, without where and in what file."""
    tasks = [(task.task, task.measures, task.lead, task.support, task.deadline) for task in document.tasks]
    return document.text, document.title, document.kind, document.origin, document.published, tasks


def broken(text: str, indent: str = "　　") -> list[str]:
    """Each paragraph as lines of one length, as somebody pastes them from an e-mail or a print."""
    whole = [indent + line if len(line) > WIDTH else line for line in text.split("\n")]
    return [line[at : at + WIDTH] for line in whole for at in range(0, len(line), WIDTH)]


@pytest.mark.parametrize("written", FORMATS)
@pytest.mark.parametrize("indent", ["　　", ""])
def test_lines_pasted_for_paragraphs_are_joined(written, indent):
    whole, pasted = read_bytes(*as_txt(NOTICE.split("\n"))), read_bytes(*written(broken(NOTICE, indent)))
    assert len(whole.tasks) == 4
    assert said(pasted) == said(whole)
    assert any(repair.kind == "wrap" for repair in pasted.repairs)


@pytest.mark.parametrize("written", [as_html, as_docx])
def test_paragraphs_that_are_whole_stay_apart(written):
    """Items without a full stop, nearly alike in length, are no broken lines: longer ones stand among them."""
    items = [
        f"{number}.县{name}局负责做好本系统双拥宣传和走访慰问工作" for number, name in enumerate("民财教卫水林农商", 1)
    ]
    lines = [*NOTICE.split("\n")[:4], *items, *NOTICE.split("\n")[-2:]]
    document = read_bytes(*written(lines))
    assert [line for line in document.text.split("\n") if line in items] == items


@pytest.mark.parametrize("written", FORMATS)
def test_figures_of_a_line_set_wide_come_together(written):
    lines = NOTICE.replace("二〇二六", "2026").split("\n")
    document = read_bytes(*written([" ".join(lines[0]), *lines[1:4], " ".join(lines[4]), *lines[5:]]))
    assert said(document) == said(read_bytes(*as_txt(lines)))


@pytest.mark.parametrize(
    ("line", "tidied"),
    [
        ("关 于 2 0 2 6 年 “ 八 一 ” 工 作 的 通 知", "关于2026年“八一”工作的通知"),
        ("王 刚 9 8 7 6", "王刚9 8 7 6"),
        ("县 民 政 局 牵 头 ， 1 2 月 3 1 日 前 完 成", "县民政局牵头，12月31日前完成"),
    ],
)
def test_what_is_set_wide(line, tidied):
    assert tidy_spaces(line) == tidied


def test_a_reading_that_a_lines_end_broke_goes():
    lines = broken(NOTICE.replace("慰问优抚", "慰問(wèn)优撫(fǔ)").replace("建立需求台账", "建立需求台(tái)账"))
    document = read_bytes(*as_txt(lines))
    assert said(document) == said(read_bytes(*as_txt(NOTICE.split("\n"))))


@pytest.mark.parametrize("cut", range(1, 6))
def test_wherever_the_line_ends_inside_a_reading(cut):
    """逐户走访烈(liè)士…: the line's end comes behind each of its characters once."""
    long = NOTICE.split("\n")[5]
    at = long.index("逐户走访烈") + len("逐户走访烈")
    shift = WIDTH - (at + cut) % WIDTH
    head = "二、" + "慰问" * (shift // 2) + "好" * (shift % 2)
    paragraph = head + long[2:at] + "(liè)" + long[at:]
    lines = [
        *broken("\n".join(NOTICE.split("\n")[:5]), ""),
        *broken(paragraph, ""),
        *broken("\n".join(NOTICE.split("\n")[6:]), ""),
    ]
    assert any(line.endswith("烈(liè)"[: cut + 1]) for line in lines)
    assert "烈士遗属" in read_bytes(*as_txt(lines)).text


@pytest.mark.parametrize("title", ["在全县双拥工作暨退役军人服务保障体系建设推进会上的讲话"])
def test_who_speaks_is_no_rest_of_a_title_that_fills_its_line(title):
    body = "\n".join(NOTICE.split("\n")[3:8])
    lines = ["　" + title, "县委副书记、县长 罗德平", "（2026年9月18日）", "同志们：", *broken(body)]
    document = read_bytes(*as_txt(lines))
    assert (document.title, document.published) == (title, "2026-09-18")


@pytest.mark.parametrize("written", FORMATS)
def test_a_stray_space_in_a_heading_cuts_nothing_off(written):
    lines = NOTICE.replace("走访驻军部队。", "走访驻军 部队。").replace("做好宣传报道。", "做好宣传 报道。").split("\n")
    assert said(read_bytes(*written(lines))) == said(read_bytes(*as_txt(NOTICE.split("\n"))))


def test_a_space_between_a_heading_and_its_paragraph_parts_them():
    document = read_bytes(*as_txt(NOTICE.replace("一、走访驻军部队。", "一、走访驻军部队 ").split("\n")))
    assert document.outline[0].heading == "走访驻军部队"


def as_html_set_in(lines: list[str]) -> tuple[bytes, str]:
    """Every line of the page with a margin of spaces that do not break, its paragraphs never closed."""
    body = "\n".join(f"<P>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in lines)
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode(), "通知.html"


@pytest.mark.parametrize("written", [as_html, as_docx, as_html_set_in])
@pytest.mark.parametrize("indent", ["    ", "　　", "  "])
def test_lines_whose_first_spaces_a_page_does_not_show_are_joined(written, indent):
    assert said(read_bytes(*written(broken(NOTICE, indent)))) == said(read_bytes(*as_txt(NOTICE.split("\n"))))


@pytest.mark.parametrize("written", [as_html_set_in, as_docx])
def test_whole_paragraphs_that_are_all_set_in_stay_apart(written):
    lines = [f"　　{line}" for line in NOTICE.split("\n")]
    document = read_bytes(*written(lines))
    assert document.text == NOTICE
    assert not any(repair.kind == "wrap" for repair in document.repairs)


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("清河县召开议军会议暨双拥工作推进会议全会", "11月8日上午，清河县召开议军会议，研究双拥工作。"),
        ("清河县退役军人服务站能力建设提升行动方案", "根据省双拥工作领导小组部署，结合本县实际，制定本方案。"),
        ("清河县退役军人事务局二〇二六年度工作总结", "2026年，县退役军人事务局扎实推进双拥各项工作。"),
    ],
)
def test_a_title_as_long_as_the_lines_stays_a_line(title, first):
    body = NOTICE.split("\n")[4:8]
    lines = [text[at : at + 20] for text in [title, first, *body] for at in range(0, len(text), 20)]
    assert len(title) == 20
    document = read_bytes(*as_txt(lines))
    assert document.text.split("\n") == [title, first, *body]


def test_a_title_on_two_lines_is_joined_though_a_year_opens_the_second():
    title = "清河县双拥工作领导小组办公室关于做好二〇二六年八一走访慰问工作的通知"
    body = NOTICE.split("\n")[4:8]
    lines = [text[at : at + 20] for text in [title, *body] for at in range(0, len(text), 20)]
    assert read_bytes(*as_txt(lines)).text.split("\n") == [title, *body]


@pytest.mark.parametrize("lead", ["\u00a0\u00a0\u00a0\u00a0", "  \u00a0", "\u3000\u3000"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_line_set_in_is_read_in_its_own_encoding_again(lead, encoding):
    lines = [lead + line.encode(encoding).decode("latin-1") for line in NOTICE.split("\n")]
    assert read_bytes(*as_txt(lines)).text == NOTICE


def test_spaces_that_do_not_break_are_no_character_of_gbk():
    """Beside the letter of a broken reading they would be 牋."""
    lines = NOTICE.split("\n")
    lines[4:4] = ["各乡镇要落实好战(zh", "\u00a0\u00a0àn)备工作要求。"]
    assert "牋" not in read_bytes(*as_txt(lines)).text
