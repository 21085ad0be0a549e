"""Work that takes the processor for seconds: so many at a time in a process, and whoever waits too long is told.

Without this one person with five windows open holds every place at work, and the desk stands still for all. Whoever
waits holds such a place too (config.serving.AT_WORK), so one may wait; the next are told at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from shuangyong.base.errors import Problem


class Busy(Problem):
    """Others have their turn. Not 503, which is a line in the log each time: whoever likes could fill the disk."""

    status = 429


class Turns:
    """At most `most` at a time, and one that waits: `patience` seconds, then Busy with the sentences given here."""

    def __init__(self, most: int, patience: float, *told: str) -> None:
        self.patience = patience
        self._free = BoundedSemaphore(most)
        self._first_in_line = Lock()
        self._told = told

    @contextmanager
    def turn(self) -> Iterator[None]:
        if not self._free.acquire(blocking=False) and not self._waited():
            raise Busy(*self._told)
        try:
            yield
        finally:
            self._free.release()

    def _waited(self) -> bool:
        """Whether a place became free for whoever was first in the line."""
        if not self._first_in_line.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=self.patience)
        finally:
            self._first_in_line.release()
