"""Recounting a score from the steps takes the processor for many seconds: one at a time in a process, others are told.

Without this one person with five windows open would hold every place at work, and the desk would stand still for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from shuangyong.base.errors import Problem

PATIENCE = 3.0
"""Seconds to wait for another recount to end: most are shorter, and a page that waits longer holds a place at work."""
_turn = Lock()


class Busy(Problem):
    """Somebody else's recount is under way."""

    status = 503


@contextmanager
def recounting() -> Iterator[None]:
    """The turn of this recount; Busy where another one goes on."""
    if not _turn.acquire(timeout=PATIENCE):
        raise Busy("正在为别人重算过去某一天的得分。", "一次只重算一份；今天的得分随时可看。", "请过一分钟再打开。")
    try:
        yield
    finally:
        _turn.release()
