"""A long reading tells how far it is, and ends where whoever is told wants it to end."""

from __future__ import annotations

import pytest

from shuangyong.reader import clauses, read_bytes

LONG = "".join(f"{n}. 区民政局要在6月{n % 30 + 1}日前走访第{n}户烈属。\n" for n in range(1, 1_500)).encode()


class EnoughError(Exception):
    """Raised by whoever was told."""


def test_how_far_it_is_grows_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    document = read_bytes(LONG, "汇编.txt", lambda done, total: told.append((done, total)))
    places = [done for done, _ in told]
    assert places == sorted(places) and len(places) >= 3
    assert {total for _, total in told} == {len(document.text)}
    assert document == read_bytes(LONG, "汇编.txt")


def test_a_short_paper_needs_no_word_but_the_first() -> None:
    told: list[int] = []
    read_bytes("区民政局要在6月底前完成摸底。".encode(), "通知.txt", lambda done, total: told.append(done))
    assert set(told) == {0}


def test_what_is_raised_ends_the_reading_and_no_word_stays() -> None:
    def enough(done: int, total: int) -> None:
        if done > total / 2:
            raise EnoughError

    with pytest.raises(EnoughError):
        read_bytes(LONG, "汇编.txt", enough)
    kept = [one for one in vars(clauses).values() if hasattr(one, "cache_info") and one.cache_parameters()["maxsize"]]
    assert kept and not any(one.cache_info().currsize for one in kept)
    assert read_bytes(LONG, "汇编.txt").tasks
