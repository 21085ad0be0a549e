"""Reads that do not wait for each other, asked side by side.

A read is written as a generator: it yields what it asks, is sent the rows and returns what it found. `side_by_side`
makes one read of several; `alone` asks for it. What is asked in one go goes to PostgreSQL in as few statements as pays
(base.answers), since each changes processes twice; SQLite, which is in this process, is asked one by one.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import islice
from typing import Any, TypeVar

from shuangyong.base.answers import answers
from shuangyong.base.statements import Ask, Line

T = TypeVar("T")
Asking = Generator[Sequence[Ask], list[list[Line]], T]


def alone(asking: Asking[T]) -> T:
    """What a read finds."""
    try:
        wanted = next(asking)
        while True:
            wanted = asking.send(answers(wanted))
    except StopIteration as end:
        found: T = end.value
        return found


def side_by_side(every: Sequence[Asking[Any]]) -> Asking[list[Any]]:
    """What each of them finds. In each round whatever they ask next is asked in one go."""
    if len(every) == 1:
        return [(yield from every[0])]
    found: list[Any] = [None] * len(every)
    waiting: list[tuple[int, Sequence[Ask]]] = []
    for at, asking in enumerate(every):
        _go_on(asking, at, None, waiting, found)
    while waiting:
        rows = iter((yield [ask for _, wanted in waiting for ask in wanted]))
        before, waiting = waiting, []
        for at, wanted in before:
            _go_on(every[at], at, list(islice(rows, len(wanted))), waiting, found)
    return found


def _go_on(
    asking: Asking[Any],
    at: int,
    rows: list[list[Line]] | None,
    waiting: list[tuple[int, Sequence[Ask]]],
    found: list[Any],
) -> None:
    try:
        waiting.append((at, next(asking) if rows is None else asking.send(rows)))
    except StopIteration as end:
        found[at] = end.value
