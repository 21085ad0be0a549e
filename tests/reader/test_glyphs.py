"""Characters that fonts, pages and printers put in the place of an author's; sentences that a page's end broke."""

from __future__ import annotations

import pytest

from tests.reader.cast import HEAD, TAIL, notice, read

WORK = "县教育局要落实入学政策。"


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("\uf0b7 县教育局要落实入学政策。", "space"),
        ("\uf06c\t县教育局要落实入学政策。", "space"),
        ("县教育局\ue5d2要落实入学政策。\ue5e5", "space"),
        ("县教育局要落实入学政策\u0332。", "space"),
        ("县教育局要落实⼊学政策。", "mojibake"),
    ],
)
def test_what_a_font_put_in_goes(printed: str, kind: str) -> None:
    found = notice(printed)
    assert WORK in found.text
    assert kind in {repair.kind for repair in found.repairs}


def test_a_private_character_between_two_others_may_be_a_lost_one_and_stays() -> None:
    assert "周\ue863明" in notice("县教育局局长周\ue863明要落实入学政策。").text


def test_entities_of_a_page_are_what_they_stand_for() -> None:
    assert "落实“入学”政策" in notice("县教育局要落实&ldquo;入学&#8221;政策。").text


def test_a_tab_sets_a_paragraph_in() -> None:
    assert f"\n{WORK}\n" in notice(f"\t{WORK}").text


@pytest.mark.parametrize("number", ["- 2 -", "— 2 —", "第 2 页 共 6 页", "2"])
def test_a_sentence_goes_on_over_a_pages_end(number: str) -> None:
    found = notice(f"县教育局要落实军人子女入\n{number}\n学政策。\n县人社局要组织招聘会。")
    assert (
        found.text
        == f"{HEAD}\n各镇人民政府，县直各部门：\n县教育局要落实军人子女入学政策。\n县人社局要组织招聘会。\n{TAIL}"
    )


def test_a_heading_at_a_pages_end_stays_a_heading() -> None:
    found = notice("一、落实军人子女入学的各项政策\n- 2 -\n县教育局要在4月底前落实。")
    assert "一、落实军人子女入学的各项政策\n县教育局" in found.text


def test_what_was_lost_in_conversion_is_warned_of() -> None:
    found = read("关于报送的通知\n各镇：\n各镇要报送锟斤拷材料。\n")
    assert [one.text for one in found.warnings] == ["锟斤拷"]


def test_rows_of_names_stay_rows_and_are_a_list() -> None:
    names = "刘玉梅 郭建文 边海军\n王雪峰 白俊义 靳云飞"
    found = read(
        f"关于表扬先进的通报\n各镇：\n予以通报表扬。\n附件：先进个人名单\n县双拥办\n2024年3月5日\n附件\n{names}"
    )
    assert found.text.endswith(names)
    assert [one.verdict for one in found.sentences[-2:]] == ["furniture", "furniture"]
