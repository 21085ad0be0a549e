"""GB 11643 and GB 32100: the worked values of FACTS 9.1, and what a slip of the pen does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules.designations import designation_in
from shuangyong.rules.identity import (
    CREDIT_CHARS,
    credit_check,
    credit_wrong,
    has_identity_number,
    id_check,
    id_wrong,
    phone_wrong,
    plain,
    read_id,
)

ON = date(2026, 3, 2)
DAYS = st.dates(date(1910, 1, 1), ON)
NUMBERS = st.builds(
    lambda region, born, serial: (head := f"{region:06d}{born:%Y%m%d}{serial:03d}") + id_check(head),
    st.integers(110000, 999999),
    DAYS,
    st.integers(0, 999),
)
CODES = st.text(CREDIT_CHARS, min_size=17, max_size=17).map(lambda head: head + credit_check(head))


def test_the_worked_identity_number() -> None:
    assert id_check("11010519491231002") == "X"
    assert id_wrong("11010519491231002X", ON) == ""
    assert id_wrong("１１０１０５１９４９１２３１００２ｘ", ON) == ""
    said = read_id("11010519491231002X")
    assert said and (said.region, said.born, said.sex) == ("110105", date(1949, 12, 31), "女")


def test_the_worked_credit_code() -> None:
    assert credit_check("91350100M000100Y4") == "3"
    assert credit_wrong("91350100M000100Y43") == ""
    assert credit_wrong("91350100m000100y43") == ""
    assert "校验码" in credit_wrong("91350100M000100Y42")


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("110105491231002", "旧号码"),
        ("11010519491231", "18 位"),
        ("11010519491331002X", "不是出生日期"),
        ("110105204912310022", "不是出生日期"),
        ("110105194912310021", "校验码"),
        ("1101051949123100AX", "数字"),
    ],
)
def test_what_is_wrong_is_said(number: str, says: str) -> None:
    assert says in id_wrong(number, ON)


@given(NUMBERS)
def test_every_made_number_holds(number: str) -> None:
    assert id_wrong(number, ON) == ""
    assert read_id(f" {number[:6]} {number[6:]} ") == read_id(number)


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, by: int) -> None:
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert id_wrong(wrong, ON)


@given(NUMBERS, st.integers(0, 15))
def test_two_digits_in_the_wrong_order_are_found(number: str, place: int) -> None:
    one, other = number[place], number[place + 1]
    if one != other:
        assert id_wrong(number[:place] + other + one + number[place + 2 :], ON)


@given(CODES)
def test_every_made_code_holds(code: str) -> None:
    assert credit_wrong(code) == ""
    assert plain(code.lower()) == code


@given(CODES, st.integers(0, 17), st.integers(1, 30))
def test_one_wrong_character_is_always_found(code: str, place: int, by: int) -> None:
    other = CREDIT_CHARS[(CREDIT_CHARS.index(code[place]) + by) % 31]
    assert credit_wrong(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_that_no_code_has(letter: str) -> None:
    assert letter in credit_wrong(f"9135010{letter}M000100Y43")


def test_telephones() -> None:
    assert phone_wrong("138 0000 0001") == "" == phone_wrong("0851-33221100")
    assert phone_wrong("12800000001") and phone_wrong("138")


@pytest.mark.parametrize(
    "text",
    [
        "31234部队",
        "第三十七师",
        "某集团军合成旅",
        "12团",
        "二营",
        "防空旅",
        "三二三四五部队",
        "秘密★3年",
        "９６７８９",
    ],
)
def test_designations_are_refused(text: str) -> None:
    assert designation_in(text, name=True)


@pytest.mark.parametrize(
    "text", ["驻云溪某部", "驻区某部", "人武部", "双拥模范城三连冠", "一军属", "两营业点", "东河镇33号"]
)
def test_public_names_pass(text: str) -> None:
    assert not designation_in(text, name=True)


def test_a_sum_is_no_designation_outside_of_names() -> None:
    assert not designation_in("一次性补助 30273 元") and designation_in("30273", name=True)


@given(NUMBERS, st.sampled_from(["", " ", "-", "\u200b", "　", "－"]), st.integers(1, 17))
def test_a_number_in_a_text_is_found_however_it_is_spaced(number: str, gap: str, place: int) -> None:
    said = f"已与本人联系，身份证{number[:place]}{gap}{number[place:]}，同意登记"
    assert has_identity_number(said)
    assert has_identity_number(said.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")))


@given(NUMBERS)
def test_what_is_masked_or_only_looks_like_a_number_is_none(number: str) -> None:
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    for text in (
        f"{number[:4]}************{number[-2:]}",
        number[-4:],
        f"编号{wrong}",
        f"{number}9",
        f"流水{number[:17]}",
    ):
        assert not has_identity_number(text), text
