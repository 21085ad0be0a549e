"""Readings of whole words and by numbers, text converted twice, entities and marks of pages, forms of Hong Kong."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document
from tests.reader.cast import read

TITLE = "杉湖县双拥工作领导小组办公室关于做好冬季走访的通知"
TEXT = f"""{TITLE}
各乡镇人民政府，县直各有关部门：
一、走访慰问。县卫生健康局要在12月20日前走访烈属，不少于30户，关心他们的生活，把困难解决在当地。
二、征求意见。县人武部后勤科负责征求驻军意见，制作“连心卡”发给官兵。
杉湖县双拥工作领导小组办公室
（2026年12月1日）"""


def kinds(document: Document) -> list[str]:
    return [repair.kind for repair in document.repairs]


def damaged(**pieces: str) -> str:
    out = TEXT
    for was, became in pieces.items():
        assert was in out
        out = out.replace(was, became)
    return out


@pytest.mark.parametrize(
    "pieces",
    [
        {"驻军": "驻军(zhùjūn)", "烈属": "烈属(lièshǔ)"},
        {"走访": "走访(zǒu fǎng)", "困难": "困难（kùn·nán）"},
        {"关心": "关(g uān)心", "意见": "意(y ì )见"},
        {"解决": "解[jiě]决", "当地": "当地【dāngdì】"},
        {"驻军": "驻(zhù)军", "他们的": "他们的(demēn)"},
        {"官兵": "官兵(guānbīng)"},
    ],
)
def test_readings_go_where_they_are_those_of_the_characters_before(pieces):
    document = read(damaged(**pieces))
    if "他们的" in pieces:  # no reading of the characters before it: it stays
        assert "的(demēn)" in document.text
        return
    assert document.text == TEXT
    assert kinds(document) == ["pinyin_note"]


def test_readings_with_numbers_for_tones_go():
    marked = TEXT
    for char, reading in zip(
        "办走访慰问健康局烈属", "ban4 zou3 fang3 wei4 wen4 jian4 kang1 ju2 lie4 shu3".split(), strict=True
    ):
        marked = marked.replace(char, f"{char}({reading})", 1)
    assert read(marked).text == TEXT


def test_a_bracket_of_letters_that_is_no_reading_stays():
    assert "军人之家(VIP2)和双拥(SY1)" in read(f"{TEXT}\n军人之家(VIP2)和双拥(SY1)要挂牌。").text


@pytest.mark.parametrize("times", [2, 3])
def test_a_text_that_was_converted_wrongly_several_times(times):
    wrong = TEXT
    for _ in range(times):
        wrong = wrong.encode("utf-8").decode("latin-1")
    document = read(wrong)
    assert document.text == TEXT
    assert kinds(document) == ["mojibake"]


def test_marks_beside_figures_come_back_with_the_rest():
    lines = ["　　" + line for line in TEXT.split("\n")]
    wrong = "\n".join(line.encode("gb18030").decode("latin-1") for line in lines)
    assert read(wrong).text == TEXT


def test_what_a_conversion_lost_is_never_made_up():
    """纪 whose last byte went is no other word (it became 纄): it stays as it came, and a warning stands at it."""
    said = "要抓好世纪广场建设。"
    document = read(f"{TEXT}\n{said.encode().decode('gbk', 'replace')}")
    last = document.text.split("\n")[-1]
    assert "绾\ufffd" in last
    assert "纄" not in last
    assert any("丢失" in warning.reason for warning in document.warnings)


@pytest.mark.parametrize(
    "before", ["&nbsp;&nbsp;", "&nbsp&nbsp", "&amp;nbsp;&amp;nbsp;", "&amp;amp;nbsp;", "&#12288;", "&emsp;"]
)
def test_entities_of_spaces(before):
    assert read("\n".join(before + line for line in TEXT.split("\n"))).text == TEXT


def test_marks_of_a_page_that_came_as_text():
    wrong = TEXT.replace("“", "&amp;ldquo;").replace("”", "&amp;rdquo;").replace("\n", "</p>\n<p class='x'>")
    assert read(f"<p>{wrong}<br/>").text == TEXT
    assert "气温<5度、>30度" in read(f"{TEXT}\n遇气温<5度、>30度的天气，要停止训练。").text


@pytest.mark.parametrize(("form", "line"), [("衞", "三、由县衞生健康局牵头。"), ("擧", "三、擧办招聘会。")])
def test_forms_of_hong_kong(form, line):
    assert form not in read(f"{TEXT}\n{line}").text


def test_what_could_be_a_name_is_turned_where_the_text_is_traditional():
    wrong = damaged(不少于="不少於", 征求="徵求", 后勤="後勤", 关心="關心", 办公室="辦公室", 卫生="衛生", 驻军="駐軍")
    assert read(wrong).text == TEXT
    alone = f"{TEXT}\n主讲人：於海、魏徵后人。"
    assert read(alone).text == alone
