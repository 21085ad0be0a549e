"""PDFs are opened in a process of their own: whatever a file made to hurt does to pdfium, this process goes on.

pdfium has no bounds of its own. Two kilobytes of pieces of a page, each of which draws the next one twice, keep it busy
for ever, and it asks nobody while it is. So a child does the work, within bounds of processor time and memory that the
system keeps; one that is ended there is replaced at the next file. It is kept between files (starting it takes a quarter
of a second) and ends with its parent. One file at a time, for pdfium is not safe for threads. What the child says is
JSON: a child that a file has taken over can lie about that file, and do nothing else here.
"""

from __future__ import annotations

import atexit
import enum
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from shuangyong.reader.formats.messages import error
from shuangyong.reader.model import RawLine, RawText, ReadError

CHILD = "shuangyong.reader.formats.pdf_child"
PACKAGES = Path(__file__).resolve().parents[3]
"""Where this package lies: the child reads with the very same one, wherever it is started."""
LEAST_SECONDS, MOST_SECONDS, BYTES_A_SECOND = 15, 90, 20_000
"""Processor time for a file by its size; the longest paper that is taken, a million characters, needs 20 seconds here."""
TOO_MUCH = "打开它要的时间或内存太多，已经停下，可能是恶意文件"
MOST_WAITED = 900.0
"""Seconds by the clock, for a machine on which the child hardly gets its turn, or one that keeps no bounds."""


class Opening(enum.Enum):
    """What becomes of a PDF when it is opened; PAGES: at least one of its first pages can be shown; ENDLESS:
    it does not open within bounds."""

    PAGES = "pages"
    DAMAGED = "damaged"
    LOCKED = "locked"
    ENDLESS = "endless"


class _LostError(Exception):
    """The child ended before it answered, or had to be ended."""


class _FailedError(Exception):
    """The child could not do it and did not say why in a sentence for whoever sent the file."""


class _Child:
    """The process and the pipes to it; belongs to the process that started it."""

    def __init__(self) -> None:
        asks_in, asks_out = os.pipe()
        hears_in, hears_out = os.pipe()
        command = [sys.executable, "-P", "-m", CHILD]
        where = {**os.environ, "PYTHONPATH": str(PACKAGES)}
        try:
            # Every word of the command is ours; the file goes through the pipe.
            self._running = subprocess.Popen(command, env=where, stdin=asks_in, stdout=hears_out)  # noqa: S603
        finally:
            os.close(asks_in)
            os.close(hears_out)
        self._asks, self._hears = Connection(asks_out, readable=False), Connection(hears_in, writable=False)

    def answer(self, question: dict[str, Any], data: bytes) -> dict[str, Any]:
        """What `pdf_child` says; _LostError where it did not live to."""
        try:
            self._asks.send_bytes(json.dumps(question).encode())
            self._asks.send_bytes(data)
            if not self._hears.poll(MOST_WAITED):
                raise _LostError
            answer: dict[str, Any] = json.loads(self._hears.recv_bytes())
        except (EOFError, OSError, ValueError) as exc:
            raise _LostError from exc
        return answer

    def is_alive(self) -> bool:
        return self._running.poll() is None

    def end(self) -> None:
        """Busy or not."""
        with suppress(OSError):
            self._asks.close()
            self._hears.close()
        self._running.kill()
        self._running.wait()


class _Apart:
    """The child of this process, started when it is first needed."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._of_a_parent: list[_Child] = []

    def ask(self, what: str, name: str, data: bytes, size: int) -> Any:
        """What the child gives; ReadError where it said one, _FailedError where it could not, _LostError where it ended."""
        seconds = min(MOST_SECONDS, LEAST_SECONDS + size // BYTES_A_SECOND)
        with self._turn:
            try:
                answer = self._ready().answer({"what": what, "name": name, "seconds": seconds}, data)
            except BaseException:  # an answer that was not waited for must not be taken for the next one
                self.end()
                raise
        if "error" in answer:
            raise ReadError(*answer["error"])
        if "failed" in answer:
            raise _FailedError(answer["failed"])
        return answer["result"]

    def _ready(self) -> _Child:
        if self._child is None or not self._child.is_alive():
            self.end()
            self._child = _Child()
        return self._child

    def end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def forked(self) -> None:
        """In a process made by fork: the child of the one before is not ours to ask or to end, nor is its turn."""
        self._turn = threading.Lock()
        if self._child is not None:
            self._of_a_parent.append(self._child)
            self._child = None


_apart = _Apart()
atexit.register(_apart.end)
os.register_at_fork(after_in_child=_apart.forked)


def read(data: bytes, name: str) -> RawText:
    """`pdf.read`; raises ReadError, also for a file that cannot be read within bounds."""
    try:
        return from_plain(_apart.ask("read", name, data, len(data)))
    except _LostError as exc:
        raise _endless(name) from exc


def texts(data: bytes, name: str) -> list[list[str]]:
    """`pdf.texts`; raises ReadError, also for a file that cannot be looked through within bounds."""
    try:
        found: list[list[str]] = _apart.ask("texts", name, data, len(data))
    except (_LostError, _FailedError) as exc:
        raise _endless(name) from exc
    return found


def opens(path: Path) -> Opening:
    """`pdf_opening.opens`; ENDLESS for a file that does not open within bounds."""
    try:
        return Opening(_apart.ask("opens", path.name, os.fsencode(path.resolve()), path.stat().st_size))
    except _FailedError:
        return Opening.DAMAGED
    except _LostError:
        return Opening.ENDLESS


def _endless(name: str) -> ReadError:
    return error(name, f"是 PDF 文件，{TOO_MUCH}", "请向来源核实，或者用阅读器打开后“打印为 PDF”另存一份再上传")


def to_plain(text: RawText) -> dict[str, Any]:
    """A text as JSON holds it."""
    return {"lines": text.lines, "unseen": text.unseen, "repairs": dict(text.repairs)}


def from_plain(told: dict[str, Any]) -> RawText:
    """The text that `to_plain` told of."""
    lines = tuple(
        RawLine(text, role, tuple((here, there) for here, there in hangs), full)
        for text, role, hangs, full in told["lines"]
    )
    return RawText("pdf", lines, wrapped=True, unseen=tuple(told["unseen"]), repairs=told["repairs"])
