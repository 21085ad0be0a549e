"""Contestants in turn, round by round: the one loop by which pages and steps are measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

NANO = 1e-9


@dataclass(frozen=True, slots=True)
class Rounds:
    """Milliseconds of the first contestant and of the second, and for each round how many times the second it took."""

    milliseconds: float
    other_milliseconds: float
    """Both in wall time, the median of the rounds."""
    processor: list[float]
    """Processor time of this process and, of PostgreSQL, of the server's process that serves it."""
    wall: list[float]


def measured(ours: Callable[[], object], other: Callable[[], object], rounds: int, each: int) -> Rounds:
    """Rounds of `each` calls of both; of a round its medians are compared."""
    found = [[_medians(times) for times in _interleaved((ours, other), each)] for _ in range(rounds)]
    wall, processor = (tuple(zip(*((one[at], two[at]) for one, two in found), strict=True)) for at in (0, 1))
    first, second = (statistics.median(spent) * 1000 for spent in wall)
    return Rounds(first, second, _times(*processor), _times(*wall))


def _interleaved(ways: tuple[Callable[[], object], ...], each: int) -> list[list[tuple[float, float]]]:
    """A B A B …: whatever else the machine does falls on both alike. Wall and processor seconds of each."""
    times: list[list[tuple[float, float]]] = [[] for _ in ways]
    for _ in range(each):
        for spent, work in zip(times, ways, strict=True):
            wall, processor = time.perf_counter(), _processor()
            work()
            spent.append((time.perf_counter() - wall, _processor() - processor))
    return times


def _medians(times: list[tuple[float, float]]) -> list[float]:
    return [statistics.median(column) for column in zip(*times, strict=True)]


def _times(ours: tuple[float, ...], other: tuple[float, ...]) -> list[float]:
    return [one / two for one, two in zip(ours, other, strict=True)]


def _processor() -> float:
    """Seconds of processor so far: this process, and the server's that works for it."""
    return time.process_time() + sum(_served())


def _served() -> Iterator[float]:
    """Linux tells it in nanoseconds, of a server on this machine."""
    info = getattr(connection.connection, "info", None)
    with suppress(OSError):
        if info is not None:
            yield int(Path(f"/proc/{info.backend_pid}/schedstat").read_text().split()[0]) * NANO
