"""Repairs: what was damaged on the way reads as it was written, and what was written is never touched."""

from __future__ import annotations

import random
from collections.abc import Callable

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from shuangyong.reader import Document, read_text
from shuangyong.reader.model import RawLine, RawText
from tests.reader.cast import raw, read

QUICK = settings(max_examples=40)
TITLE = "清河县双拥工作领导小组办公室关于做好双拥工作的通知"
CLAUSES = (
    "各镇要加强组织领导",
    "县双拥办会同县财政局制定实施方案",
    "认真做好优抚对象走访慰问工作",
    "全面落实拥军优属各项政策",
    "组织开展国防教育进校园活动",
    "退役军人服务站要建立台账",
    "及时研究解决官兵子女入学问题",
    "12月31日前报送工作总结",
    "全县共有5个乡镇、86个村",
    "军民团结一家亲",
    "积极协调驻军部队参加抢险救灾",
    "推动军政军民关系更加和谐",
)
SENTENCES = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4, unique=True).map(
    lambda clauses: "，".join(clauses) + "。"
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map("".join)
PAPERS = st.lists(PARAGRAPHS, min_size=3, max_size=7, unique=True).map(
    lambda paragraphs: "\n".join([TITLE, *paragraphs])
)
SEEDS = st.integers(0, 1 << 30)


def counts(document: Document) -> dict[str, int]:
    return {repair.kind: repair.count for repair in document.repairs}


def spread(text: str, seed: int, share: float, change: Callable[[str], str | None]) -> tuple[str, int]:
    """Every character changed where `change` gives something and the dice say so; at least one where any can be."""
    dice = random.Random(seed)
    places = [at for at, char in enumerate(text) if change(char) is not None]
    chosen = {at for at in places if dice.random() < share} | set(places[:1])
    return "".join(change(char) or char if at in chosen else char for at, char in enumerate(text)), len(chosen)


# --- clean text ---------------------------------------------------------------------------------


@QUICK
@given(PAPERS)
def test_clean_text_is_never_changed(text: str) -> None:
    found = read(text)
    assert found.text == text
    assert found.repairs == ()


@QUICK
@given(PAPERS)
def test_clean_text_is_never_changed_where_lines_may_be_wrapped(text: str) -> None:
    found = read_text(raw(text, wrapped=True))
    assert found.text == text


@pytest.mark.parametrize(
    "line",
    [
        "出席人员：王小川（清河县双拥办主任）。",
        "双拥模范城(县)创建工作要抓好。",
        "县委宣传部(县文明办)要抓好落实。",
        "乾县、皇后镇要抓好落实。",
        "乾县副县长王堃要抓好落实。",
        "《中国双拥》杂志著名作者来县采访。",
        "本次活动名额为5*8人。",
        "A4纸打印，邮箱为qh@qh.example。",
        "比例达到98.5%，同比提高3.2个百分点。",
        "“五个一”活动要抓好（详见附件）。",
        "会议室在3-201，电话0312-5550123。",
        "联系人：王小川 李大河",
        "第一名 第二名 第三名",
        "职称（gong）不注音调的括号不动。",
    ],
)
def test_what_only_looks_like_damage_stays(line: str) -> None:
    assert read(f"{TITLE}\n{line}\n各镇要抓好落实。").text.split("\n")[1] == line


# --- damage inside a line -----------------------------------------------------------------------


def with_reading(char: str) -> str | None:
    if not "\u4e00" <= char <= "\u9fff":
        return None
    return f"{char}({pinyin(char, style=Style.TONE)[0][0]})"


@QUICK
@given(PAPERS, SEEDS)
def test_readings(text: str, seed: int) -> None:
    damaged, count = spread(text, seed, 0.2, with_reading)
    found = read(damaged)
    assert found.text == text
    assert counts(found) == {"pinyin_note": count}


@QUICK
@given(PAPERS)
def test_traditional_characters(text: str) -> None:
    damaged = str(opencc.OpenCC("s2t").convert(text))
    found = read(damaged)
    assert found.text == text
    assert counts(found) == {"traditional": sum(one != two for one, two in zip(text, damaged, strict=True))}


@QUICK
@given(PAPERS, SEEDS)
def test_wide_digits(text: str, seed: int) -> None:
    damaged, count = spread(text, seed, 0.5, lambda char: chr(ord(char) + 0xFEE0) if char.isdigit() else None)
    found = read(damaged)
    assert found.text == text
    assert counts(found) == ({"width": count} if count else {})


@QUICK
@given(PAPERS)
def test_utf8_read_as_latin(text: str) -> None:
    found = read(text.encode("utf-8").decode("latin-1"))
    assert found.text == text
    assert counts(found) == {"mojibake": len(text.replace("\n", ""))}


@QUICK
@given(PAPERS)
def test_gbk_read_as_latin(text: str) -> None:
    found = read(text.encode("gb18030").decode("latin-1"))
    assert found.text == text
    assert list(counts(found)) == ["mojibake"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("據青府發〔20××〕××號文件，××區要制定方案。", "据青府发〔20××〕××号文件，××区要制定方案。"),
        ("開展“××”活動，由李××、×××負責。", "开展“××”活动，由李××、×××负责。"),
    ],
)
def test_what_an_author_left_open_is_no_mojibake(line: str, text: str) -> None:
    """Two crosses are the bytes of 鬃: a traditional text with ××號 was read as 鬃号."""
    found = read(line)
    assert found.text == text
    assert list(counts(found)) == ["traditional"]


def as_gbk(line: str) -> str | None:
    try:
        return line.encode("utf-8").decode("gbk")
    except UnicodeDecodeError:
        return None


@QUICK
@given(PAPERS)
def test_utf8_read_as_gbk(text: str) -> None:
    damaged = [as_gbk(line) or line for line in text.split("\n")]
    found = read("\n".join(damaged))
    assert found.text == text
    assert damaged == text.split("\n") or list(counts(found)) == ["mojibake"]


@QUICK
@given(PAPERS, SEEDS)
def test_invisible_characters(text: str, seed: int) -> None:
    damaged, count = spread(text, seed, 0.1, lambda char: char + "\u200b" if char != "\n" else None)
    found = read(damaged)
    assert found.text == text
    assert counts(found) == {"space": count}


@QUICK
@given(PAPERS, SEEDS)
def test_spaces_at_punctuation(text: str, seed: int) -> None:
    damaged, count = spread(text, seed, 0.3, lambda char: char + " " if char in "，、" else None)
    found = read(damaged)
    assert found.text == text
    assert counts(found) == ({"space": count} if count else {})


@pytest.mark.parametrize(
    "damaged, clean",
    [
        ("拥*优属", "拥军优属"),
        ("拥军*属", "拥军优属"),
        ("拥政*民", "拥政爱民"),
        ("退*军人事务局", "退役军人事务局"),
        ("拥＊优属", "拥军优属"),
    ],
)
def test_masks_that_one_term_fits(damaged: str, clean: str) -> None:
    found = read(f"{TITLE}\n各镇要落实{damaged}政策。")
    assert found.text == f"{TITLE}\n各镇要落实{clean}政策。"
    assert counts(found) == {"masked": 1}


@pytest.mark.parametrize("masked", ["王*川", "*", "**", "5*8"])
def test_masks_that_no_term_fits_stay_with_a_warning(masked: str) -> None:
    line = f"联系人是{masked}。"
    found = read(f"{TITLE}\n{line}\n各镇要抓好落实。")
    assert line in found.text
    assert "masked" not in counts(found)
    assert any("*" in warning.text for warning in found.warnings)


# --- whole lines --------------------------------------------------------------------------------

FURNITURE = (
    "当前位置：首页 > 双拥工作",
    "上一篇：清河县召开会议",
    "下一篇：没有了",
    "预计阅读时间：5分钟",
    "【打印本页】 【关闭窗口】",
    "分享到：微信 微博",
    "责任编辑：王小川",
    "版权所有：清河县人民政府",
    "— 3 —",
)


@QUICK
@given(PAPERS, st.lists(st.sampled_from(FURNITURE), min_size=1, unique=True), SEEDS)
def test_furniture_of_a_site(text: str, furniture: list[str], seed: int) -> None:
    dice = random.Random(seed)
    lines = text.split("\n")
    for line in furniture:
        lines.insert(dice.randint(1, len(lines)), line)
    found = read("\n".join(lines))
    assert found.text == text
    assert counts(found)["boilerplate"] == len(furniture)


@QUICK
@given(PAPERS, st.integers(1, 4), SEEDS)
def test_a_title_repeated_between_paragraphs(text: str, times: int, seed: int) -> None:
    dice = random.Random(seed)
    lines = text.split("\n")
    for _ in range(times):
        lines.insert(dice.randint(2, len(lines)), TITLE)
    found = read("\n".join(lines))
    assert found.text == text
    assert counts(found) == {"repeated_line": times}


@pytest.mark.parametrize("name", ["IMG_2024.jpg", "1709618.png", "[图片1.jpg]", "微信图片_20240305.jpeg"])
def test_names_of_pictures(name: str) -> None:
    found = read(f"{TITLE}\n各镇要抓好落实。\n{name}\n各村要抓好落实。")
    assert found.text == f"{TITLE}\n各镇要抓好落实。\n各村要抓好落实。"
    assert counts(found) == {"image_name": 1}


def test_running_heads_go_and_a_secrecy_marking_stays() -> None:
    lines = (
        RawLine("清河县人民政府公报", "header"),
        RawLine("机密★1年", "header"),
        RawLine(TITLE, "title"),
        RawLine("各镇要抓好落实。"),
        RawLine("12", "footer"),
    )
    found = read_text(RawText("docx", lines))
    assert found.text == f"机密★1年\n{TITLE}\n各镇要抓好落实。"
    assert counts(found) == {"boilerplate": 2}


# --- wrapped lines ------------------------------------------------------------------------------


def wrapped(paragraph: str, size: int, indent: str) -> list[str]:
    whole = indent + paragraph
    return [whole[at : at + size] for at in range(0, len(whole), size)]


@QUICK
@given(PAPERS, st.integers(24, 44))
def test_hard_wrapped_lines(text: str, size: int) -> None:
    title, *paragraphs = text.split("\n")
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph, size, "　　")]
    joins = len(lines) - len(paragraphs)
    found = read_text(raw("\n".join([title, *lines]), wrapped=True))
    if joins >= 8:  # fewer lines say too little about the page
        assert found.text == text
        assert counts(found)["wrap"] == joins


@QUICK
@given(PAPERS)
def test_whole_paragraphs_of_a_format_that_has_them_are_never_joined(text: str) -> None:
    lines = dict.fromkeys(text.split("\n"))
    found = read_text(RawText("docx", tuple(RawLine(line) for line in lines)))
    assert "wrap" not in counts(found)


@QUICK
@given(PAPERS)
def test_lines_that_stand_for_paragraphs_in_such_a_format_are(text: str) -> None:
    title, *paragraphs = text.split("\n")
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph, 30, "　　")]
    found = read_text(RawText("docx", tuple(RawLine(line) for line in [title, *lines])))
    if len(lines) - len(paragraphs) >= 8:
        assert found.text == text


# --- everything together ------------------------------------------------------------------------


@QUICK
@given(PAPERS, SEEDS)
def test_several_kinds_of_damage_at_once(text: str, seed: int) -> None:
    damaged, _ = spread(text, seed, 0.1, with_reading)
    damaged = str(opencc.OpenCC("s2t").convert(damaged)) + "\n责任编辑：王小川"
    assert read(damaged).text == text


@QUICK
@given(PAPERS)
def test_a_repaired_text_needs_no_repair(text: str) -> None:
    once = read(str(opencc.OpenCC("s2t").convert(text))).text
    assert read(once).text == once
    assert read(once).repairs == ()
