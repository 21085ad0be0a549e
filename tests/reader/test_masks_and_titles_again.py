"""Stars that one term fits, by all that stands beside them; titles said again, cut or in quotes; characters that became question marks."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes, read_text
from tests.reader.cast import raw, read

TITLE = "汀州县双拥工作领导小组关于开展秋季走访活动的通知"
LINES = [
    TITLE,
    "各乡镇人民政府，县直各有关部门：",
    "一、抓好走访慰问。县民政局要在9月20日前走访烈属30户，送去党和政府的关怀。",
    "二、抓好宣传引导。县委宣传部要在9月底前开设专栏，讲好拥军故事。",
    "三、抓好督促检查。县双拥办要在10月10日前开展督查，通报结果。",
    "汀州县双拥工作领导小组",
    "2026年9月1日",
]


def with_line(line: str) -> str:
    return "\n".join([*LINES[:5], line, *LINES[5:]])


@pytest.mark.parametrize(
    ("masked", "filled"),
    [
        ("四、全国*拥模范城创建。县双拥办负责。", "四、全国双拥模范城创建。县双拥办负责。"),
        ("四、由县*拥办汇总。", "四、由县双拥办汇总。"),
        ("四、关爱*役军人服务站工作人员。", "四、关爱退役军人服务站工作人员。"),
        ("四、争创全国**模范城。", "四、争创全国双拥模范城。"),
        ("四、落实《退*军人保障法》。", "四、落实《退役军人保障法》。"),
    ],
)
def test_what_more_characters_tell_is_filled_in(masked, filled):
    assert read(with_line(masked)).text == with_line(filled)


@pytest.mark.parametrize(
    "line",
    [
        "四、关爱*属家庭。",
        "四、走访驻区**部队。",
        "四、发展一批**企业。",
        "四、支持全国*先进个人。",
        "四、做好*队保障。",
    ],
)
def test_what_could_be_two_things_or_tells_too_little_stays_with_a_warning(line):
    found = read(with_line(line))
    assert found.text == with_line(line)
    assert [warning.text.strip("＊*") for warning in found.warnings] == [""]


def test_two_stars_of_which_one_is_sure():
    assert read(with_line("四、做好*军优*工作。")).text == with_line("四、做好拥军优*工作。")


def test_a_term_that_a_lines_end_breaks():
    width = 24
    paragraphs = [LINES[0], LINES[1], *("　　" + line for line in LINES[2:5])]
    whole = "　　四、认真总结工作中的经验做法，宣传好退*军人服务站的先进典型。"
    lines = [line[at : at + width] for line in [*paragraphs, whole] for at in range(0, len(line), width)]
    found = read_text(raw("\n".join(lines), wrapped=True))
    assert "宣传好退役军人服务站的先进典型" in found.text


@pytest.mark.parametrize(
    "again",
    [f"《{TITLE}》", f"“{TITLE}”", f"{TITLE}(2)", f"{TITLE[:16]}……", f"{TITLE[:16]}...", TITLE],
)
def test_a_title_said_again_goes(again):
    lines = [*LINES[:3], again, LINES[3], again, *LINES[4:]]
    found = read("\n".join(lines))
    assert found.text == "\n".join(LINES)
    assert [(repair.kind, repair.count) for repair in found.repairs] == [("repeated_line", 2)]


def test_a_title_said_again_on_broken_lines_goes_whole():
    width = 18
    lines = [LINES[0], LINES[1], *("　　" + line for line in (*LINES[2:4], TITLE, LINES[4], TITLE, LINES[3]))]
    broken = [line[at : at + width] for line in lines for at in range(0, len(line), width)]
    assert read_text(raw("\n".join(broken), wrapped=True)).text == "\n".join([*LINES[:5], LINES[3]])


def test_a_title_at_the_heads_of_paragraphs_goes():
    lines = [*LINES[:2], *(f"{TITLE}{line}" for line in LINES[2:4]), *LINES[4:]]
    assert read("\n".join(lines)).text == "\n".join(LINES)


@pytest.mark.parametrize("name", ["拥军优属", "退役军人"])
def test_a_titles_end_that_begins_amid_a_term_goes_though_said_once(name):
    title = f"汀州县{name}工作情况的通报"
    lines = [title, *LINES[1:]]
    cut = title[title.index(name) + 2 :]
    assert read("\n".join([*lines[:3], cut, *lines[3:]])).text == "\n".join(lines)
    whole = title[3:]  # what an author may have set over a part of his paper
    assert whole in read("\n".join([*lines[:3], whole, *lines[3:]])).text.split("\n")


@pytest.mark.parametrize("line", [f"{TITLE}的说明", f"附件：{TITLE}", "汀州县双拥工作领导小组", f"《{TITLE}》已印发。"])
def test_what_only_begins_as_the_title_stays(line):
    assert line in read("\n".join([*LINES, line])).text


@pytest.mark.parametrize("line", ["四、各单位要关心?持驻军部队。", "四、落?，确保完成。"])
def test_a_character_that_became_a_question_mark_is_told(line):
    found = read(with_line(line))
    assert line in found.text
    assert any("丢失" in warning.reason and "?" in warning.text for warning in found.warnings)


@pytest.mark.parametrize(
    "line", ["怎么办?要靠大家。", "这是为什么?因为有规定。", "“部队需要什么?我们就办什么”，是县里的承诺。"]
)
def test_a_question_is_a_question(line):
    assert not read(with_line(line)).warnings


TITLE_ALONE = "云溪县双拥工作领导小组关于做好走访慰问工作的通知"


@pytest.mark.parametrize("above", ["", "云政发〔2026〕3号\n", "云溪县文件\n云政发〔2026〕3号\n"])
def test_a_title_with_nothing_below_it_is_read(above: str) -> None:
    found = read_bytes(f"{above}{TITLE_ALONE}".encode(), "a.txt")
    assert found.title == TITLE_ALONE
    assert found.text.endswith(TITLE_ALONE)
    assert not found.tasks
