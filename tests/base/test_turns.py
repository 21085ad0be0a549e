"""Turns of heavy work: whoever waits holds a place that pages need, so hardly anybody waits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event, current_thread

import pytest

from shuangyong.base.turns import Busy, Turns
from shuangyong.config.serving import AT_WORK


def test_one_waits_and_the_next_are_told_at_once() -> None:
    turns = Turns(1, 60, "有人在读。")
    begun, end = Event(), Event()

    def read() -> str:
        with turns.turn():
            begun.set()
            assert end.wait(20)
        return current_thread().name

    with ThreadPoolExecutor(5) as threads:
        first = threads.submit(read)
        assert begun.wait(20)
        others = [threads.submit(read) for _ in range(4)]
        finished = as_completed(others, 20)
        told = [str(next(finished).exception()) for _ in range(3)]
        assert told == ["有人在读。"] * 3
        end.set()
        assert first.result(20)
        assert sum(other.exception(20) is None for other in others) == 1


def test_nobody_gets_a_turn_by_waiting_longer_than_its_patience() -> None:
    turns = Turns(1, 0.01, "有人在读。")
    with turns.turn(), pytest.raises(Busy), turns.turn():
        pass
    with turns.turn():
        pass


def test_pages_have_places_left_while_strangers_read_and_leaders_count() -> None:
    assert AT_WORK >= (2 + 1) + (1 + 1) + 1
