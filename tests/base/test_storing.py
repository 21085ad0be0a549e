"""One way to write: joined inside, undone as a whole, first come first served."""

from __future__ import annotations

import threading
import time

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from shuangyong.base import storing


class Failed(Exception):  # noqa: N818 - what happens to an act in these tests
    """Something goes wrong in the middle."""


def write_and_fail(name: str) -> None:
    with storing.writing():
        Group.objects.create(name=name)
        raise Failed


@pytest.mark.django_db
def test_what_fails_inside_undoes_the_whole() -> None:
    def act() -> None:
        with storing.writing():
            Group.objects.create(name="外层")
            write_and_fail("内层")

    with pytest.raises(Failed):
        act()
    assert not Group.objects.exists()
    assert not storing.is_writing()


@pytest.mark.django_db
def test_a_failure_swallowed_outside_cannot_save_half() -> None:
    def act() -> None:
        with storing.writing():
            with pytest.raises(Failed):
                write_and_fail("内层")
            Group.objects.create(name="之后")

    with pytest.raises(transaction.TransactionManagementError):
        act()
    assert not Group.objects.exists()


@pytest.mark.django_db
def test_closing_acts_run_once_inside_and_in_order() -> None:
    seen: list[str] = []
    with storing.writing():
        storing.before_commit(lambda: seen.append("甲"))
        with storing.writing():
            storing.before_commit(lambda: seen.append("乙"))
        assert seen == []
    assert seen == ["甲", "乙"]
    with pytest.raises(transaction.TransactionManagementError):
        storing.before_commit(lambda: None)


@pytest.mark.django_db
def test_a_closing_act_of_an_undone_savepoint_is_left_out() -> None:
    seen: list[str] = []

    def part() -> None:
        with transaction.atomic():
            storing.before_commit(lambda: seen.append("撤销了的"))
            raise Failed

    with storing.writing():
        with pytest.raises(Failed):
            part()
        storing.before_commit(lambda: seen.append("留下的"))
    assert seen == ["留下的"]


def test_threads_are_served_in_the_order_of_asking() -> None:
    line, order, threads = storing.Line(), [], []

    def take(number: int) -> None:
        with line.turn():
            order.append(number)

    with line.turn():
        for number in range(12):
            thread = threading.Thread(target=take, args=(number,))
            thread.start()
            threads.append(thread)
            while len(line._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(12))


def test_who_leaves_the_line_does_not_hold_it_up() -> None:
    line = storing.Line()
    ticket = threading.Lock()
    ticket.acquire()
    with line.turn():
        line._waiting.append(ticket)
        line._leave(ticket)
        assert not line._waiting
    with line.turn():
        assert line._taken
    assert not line._taken
