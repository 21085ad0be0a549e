"""A draw is repeated by anybody, does not depend on the order of the list, and favours nobody."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules.drawing import draw

NAMES = st.lists(st.text(st.characters(categories=("Lo",)), min_size=1, max_size=6), unique=True, max_size=30)


@given(NAMES, st.text(max_size=10), st.integers(0, 40), st.randoms())
def test_the_order_of_the_list_says_nothing(names, word, number, chance) -> None:
    shuffled = list(names)
    chance.shuffle(shuffled)
    assert draw(word, names, number) == draw(word, shuffled, number)


@given(NAMES, st.text(max_size=10), st.integers(0, 40))
def test_as_many_as_asked_and_each_once(names, word, number) -> None:
    found = draw(word, names, number)
    assert len(found) == min(number, len(names)) == len(set(found)) and set(found) <= set(names)
    assert draw(word, names, number + 1)[: len(found)] == found


@given(NAMES, st.text(max_size=10), st.integers(1, 30), st.text(st.characters(categories=("Lu",)), min_size=1))
def test_a_name_more_pushes_out_one_at_most(names, word, number, new) -> None:
    assert len(set(draw(word, names, number)) - set(draw(word, [*names, new], number))) <= 1


def test_over_many_words_everybody_is_drawn_about_as_often() -> None:
    names = [f"单位{number}" for number in range(10)]
    often = Counter(name for number in range(2000) for name in draw(f"口令{number}", names, 3))
    assert set(often) == set(names) and all(500 < count < 700 for count in often.values())


def test_a_known_draw() -> None:
    """Kept for ever: a draw of the past must come out again."""
    assert draw("2026春", ["住建局", "交通局", "教育局", "民政局"], 2) == ("住建局", "民政局")
    assert draw(" 2026春 ", ["民政局 ", "教育局", "交通局", "住建局"], 1) == ("住建局",)
