"""Chinese lines in a terminal: full, no mark where it may not stand, nothing lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from shuangyong.config.lines import breaks

WORDS = st.text(st.sampled_from("市委宣传部要在，。、“”（）《》 12026年ab.-x"), max_size=120)


def _cut(words: str, width: int, hang: int = 0) -> list[str]:
    ends = [0, *breaks(words, width, hang), len(words)]
    return [words[a:b].rstrip() for a, b in pairwise(ends)]


def test_a_number_is_not_left_alone_before_a_long_sentence():
    assert _cut("1. 自觉站在维护核心、维护党中央集中统一领导的高度", 20)[0] == "1. 自觉站在维护核"


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
    assert _cut("出席会议，讲话。", 8) == ["出席会", "议，讲", "话。"]
    assert _cut("印发了《方案》", 8) == ["印发了", "《方案》"]


def test_numbers_and_latin_words_stay_whole_where_they_fit():
    assert _cut("于2026年4月前", 6) == ["于2026", "年4月", "前"]


@given(WORDS, st.integers(8, 40), st.integers(0, 4))
def test_every_line_fits_and_nothing_is_lost(words: str, width: int, hang: int):
    ends = [0, *breaks(words, width, hang), len(words)]
    lines = [words[a:b] for a, b in pairwise(ends)]
    assert "".join(lines) == words
    assert all(cell_len(line.rstrip()) <= width - (hang if at else 0) for at, line in enumerate(lines))
