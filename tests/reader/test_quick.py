"""Asking a pattern by the characters that it may begin with says the same as the pattern itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.reader.furniture import any_of, is_boilerplate
from shuangyong.reader.quick import asking, first_characters, openings
from shuangyong.reader.terms import load

DECLARED = [
    *load()["furniture"]["boilerplate"],
    *load()["furniture"]["page_number"],
    *load()["deadlines"]["occasions"],
    *(one for name, found in load()["verbs"].items() if name not in ("action", "adverbs", "soft") for one in found),
]


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("“?八一”?(?:建军节)?", "“八"),
        ("(?:春季|秋季)?(?:开学|学期)", "学开春秋"),
        (r"(?<!\d)20\d\d年", "2"),
        ("^(?:并|也)(?!且)|还", "也并还"),
        ("[作做]出(?:新的)?贡献", "作做"),
        ("1页|[-—]页", r"1\-—"),
        (".{2}表", None),
        ("[^，]+的", None),
        ("(?:也许)?", None),
    ],
)
def test_what_a_pattern_begins_with(pattern: str, begins: str | None) -> None:
    assert openings(pattern) == begins


@given(st.data())
def test_asking_finds_what_the_pattern_finds_and_where(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(DECLARED))
    words = data.draw(
        st.lists(st.one_of(st.from_regex(pattern), st.text("的了，。20年前 春节〔", max_size=4)), max_size=4)
    )
    text = "".join(words)
    found, asked = re.search(pattern, text), asking(pattern).search(text)
    assert (found and found.start()) == (asked and asked.start())


def test_first_characters_are_plain_or_refused() -> None:
    assert first_characters(r"由|请由|\(") == frozenset("由请(")
    with pytest.raises(ValueError, match="begins with"):
        first_characters(r"\d+年")


WHOLE = re.compile(any_of(load()["furniture"]["boilerplate"]))


@given(
    st.one_of(*(st.from_regex(one, fullmatch=True) for one in load()["furniture"]["boilerplate"])), st.text(max_size=3)
)
def test_furniture_is_told_as_all_its_patterns_tell_it(line: str, more: str) -> None:
    assert is_boilerplate(line)
    assert is_boilerplate(line + more) == (WHOLE.fullmatch(line + more) is not None)
