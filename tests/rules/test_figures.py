"""Figures of old tables: whatever an office writes out in words reads as the figure; what is not exact is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules.figures import count_of, figure_of, yuan_of

NUMERALS, UNITS = "零一二三四五六七八九", ("", "十", "百", "千")
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def below_ten_thousand(number: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + NUMERALS[digit] + UNITS[place]
        gap = not digit
    return said


def spelled(number: int) -> str:
    """The number as a cheque has it."""
    said = ""
    for size, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // size % 10_000
        if part:
            gap = said and part < 1000
            said += ("零" if gap else "") + below_ten_thousand(part) + word
    return said or "零"


@given(st.integers(0, 10**12 - 1))
def test_a_number_in_words_reads_as_itself(number) -> None:
    assert figure_of(spelled(number)) == number
    assert figure_of(spelled(number).translate(FORMAL)) == number
    assert yuan_of(spelled(number).translate(FORMAL) + "元整") == number
    assert count_of(spelled(number) + "户") == number
    assert figure_of(f"{number:,}") == number


@given(st.text("零一二两十百千万亿元整角分人约.,0123456789", max_size=8))
def test_nothing_breaks_it(text) -> None:
    for read in (figure_of, yuan_of, count_of):
        found = read(text)
        assert found is None or found >= 0


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("五百", "500"),
        ("伍佰元整", "500"),
        ("0.1万元", "1000"),
        ("1.5万", "15000"),
        ("3千元", "3000"),
        ("￥1,200.50", "1200.50"),
        ("人民币贰仟圆整", "2000"),
        ("十元五角", "10.5"),
        ("８００元", "800"),
        ("十五", "15"),
        ("两千", "2000"),
        ("500 元", "500"),
    ],
)
def test_amounts_as_offices_write_them(text, yuan) -> None:
    assert yuan_of(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text", ["", "约500元", "米、油", "一百五", "百五", "五百六百", "元", "五百多", "1,20", "十十", "一二三"]
)
def test_what_is_not_exact_is_no_figure(text) -> None:
    assert yuan_of(text) is None
