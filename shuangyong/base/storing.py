"""One way to write: `with writing():`. Whoever writes waits in one line, and what is written is whole or not at all.

SQLite lets one writer in at a time and lets the others sleep and try again, which starves some of them for seconds
(PERFORMANCE F). So writers queue before they begin: threads of a process first come, first served; processes by two
file locks beside the database. PostgreSQL has its own queue for each row.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.utils import InterfaceError, OperationalError

from shuangyong.base.errors import Problem, Stale

if sys.platform != "win32":
    import fcntl


ANOTHER_FIRST = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL's words for: of two that waited for each other, or changed the same, this one was undone."""


class Unreachable(Problem):
    """The database does not answer, or has no place left."""

    status = 503


def of_storage(fault: Exception) -> Problem | None:
    """What a person is told of a database that refused; None for what is a fault of the program."""
    if not isinstance(fault, (OperationalError, InterfaceError)):
        return None
    if getattr(fault.__cause__, "sqlstate", None) in ANOTHER_FIRST:
        return Stale("别人正好同时在办同一件事，这一次没有保存。", then="请退回上一页再提交一次，填的内容还在。")
    return Unreachable(
        "数据库现在没有回应，或者同时用的人太多。", "没有保存任何内容。", "请过一分钟再试；一直这样请告诉系统管理员。"
    )


class Line:
    """A lock that is handed on in the order of asking."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        self._wait()
        try:
            yield
        finally:
            self._hand_on()

    def _wait(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            mine.acquire()
        except BaseException:
            self._leave(mine)
            raise

    def _leave(self, mine: threading.Lock) -> None:
        """Interrupted while waiting (Ctrl+C): step out, or hand on what was given in the same moment."""
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return
        self._hand_on()

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class _Closing:
    """Something to do at the end of the transaction; Django forgets its mark when the savepoint around is undone."""

    def __init__(self, act: Callable[[], None], last: bool) -> None:
        self.act, self.last = act, last

    def __call__(self) -> None:
        """After the commit there is nothing left to do."""


class _State(threading.local):
    inside = False
    closing: list[_Closing]
    kept: dict[str, Any]


_state = _State()
_line = Line()


def _start_anew() -> None:
    """In a forked child: a turn that a thread of the parent held would never end."""
    global _line, _state
    _line, _state = Line(), _State()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_start_anew)


def is_writing() -> bool:
    """Whether this thread stands inside `writing()`."""
    return _state.inside


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """A write transaction. Inside another one it joins it: what fails inside undoes the whole."""
    if _state.inside:
        with transaction.atomic(savepoint=False):
            yield
        return
    with _turn(), transaction.atomic():
        _state.inside, _state.closing, _state.kept = True, [], {}
        try:
            yield
            _close()
        finally:
            _state.inside = False


def kept() -> dict[str, Any]:
    """Notes for as long as this transaction lasts: what a room must know when it ends."""
    if not _state.inside:
        raise transaction.TransactionManagementError("kept() outside of storing.writing()")
    return _state.kept


def before_commit(act: Callable[[], None], *, last: bool = False) -> None:
    """Do `act` as the last thing inside this transaction, so that the locks it takes are held shortly.

    `last`: after all that others asked for.
    """
    if not _state.inside:
        raise transaction.TransactionManagementError("before_commit() outside of storing.writing()")
    closing = _Closing(act, last)
    _state.closing.append(closing)
    transaction.on_commit(closing)


def _close() -> None:
    """Whatever was asked inside a savepoint that was undone is left out, as Django leaves out its own."""
    standing = {id(act) for _, act, *_ in connection.run_on_commit}
    for closing in sorted(_state.closing, key=lambda one: one.last):
        if id(closing) in standing:
            closing.act()


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """Whoever already holds a transaction holds SQLite's lock too; queueing then would wait for itself."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _line.turn(), _among_processes(str(connection.settings_dict["NAME"])):
        yield


@contextlib.contextmanager
def _among_processes(database: str) -> Iterator[None]:
    """Two locks: whoever waits for the turn holds the door, so that no newcomer can overtake.

    One lock alone would go again and again to the process that has just let go of it.
    """
    if sys.platform == "win32" or database.startswith("file:") or database == ":memory:":
        yield
        return
    with _locked(Path(f"{database}-door")), contextlib.ExitStack() as held:
        held.enter_context(_locked(Path(f"{database}-turn")))
        keep = held.pop_all()
    with keep:
        yield


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Opened anew each time: a descriptor kept over a fork would share its lock with the child."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
