"""Paths: everything under a unit is a range, whatever the tree looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.base.organisation import paths

NUMBERS = st.lists(st.integers(1, paths.LARGEST), min_size=1, max_size=paths.DEEPEST)


def path_of(numbers: list[int]) -> str:
    path = ""
    for number in numbers:
        path = paths.join(path, number)
    return path


@given(NUMBERS)
def test_a_path_gives_back_its_numbers_and_its_parent(numbers):
    path = path_of(numbers)
    assert paths.numbers(path) == tuple(numbers)
    assert paths.depth(path) == len(numbers)
    assert paths.parent(path) == path_of(numbers[:-1])
    assert path.isdigit(), "only digits: every collation sorts them alike"


@given(NUMBERS, NUMBERS)
def test_the_range_holds_just_what_lies_under_it(one, other):
    path, top = path_of(one), path_of(other)
    assert paths.under(path, top) == (one[: len(other)] == other)
    assert paths.under(path + top, path)
    assert not paths.under(paths.end(path), path)


@pytest.mark.parametrize("number", [0, -1, paths.LARGEST + 1])
def test_a_number_without_a_segment_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        paths.segment(number)


def test_everything_lies_under_the_empty_path():
    assert paths.under(path_of([7]), "")
