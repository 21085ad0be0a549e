"""The process that opens PDFs (`pdf_apart`): it answers questions from its input, one after the other, within bounds.

`python -m shuangyong.reader.formats.pdf_child`; it ends with its input.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from shuangyong.reader.formats import pdf, pdf_opening
from shuangyong.reader.formats.pdf_apart import to_plain
from shuangyong.reader.model import ReadError

MOST_MEMORY = 3 * 1024**3
"""Bytes of addresses; the longest paper that is taken needs a fifth."""


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, whose pipe then closes
    asked, answers = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # whatever prints must not print among the answers
    with suppress(EOFError, BrokenPipeError):
        while True:
            question: dict[str, Any] = json.loads(asked.recv_bytes())
            _bound(question["seconds"])
            answers.send_bytes(json.dumps(_answer(question, asked.recv_bytes())).encode())


def _answer(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        return {"result": _result(question["what"], question["name"], data)}
    except ReadError as problem:
        return {"error": [problem.what, problem.allowed, problem.then]}
    except MemoryError:  # nothing can be relied on any more
        sys.exit(1)
    except Exception as exc:  # noqa: BLE001 - told to whoever asked
        return {"failed": type(exc).__name__}


def _result(what: str, name: str, data: bytes) -> Any:
    if what == "read":
        return to_plain(pdf.read(data, name))
    if what == "texts":
        return pdf.texts(data, name)
    return pdf_opening.opens(Path(os.fsdecode(data))).value


def _bound(seconds: int) -> None:
    """From now on so much processor time; what goes over it is ended by the system, and leaves no core behind."""
    try:
        import resource
    except ImportError:  # a system that keeps no such bounds: the parent's clock is the only one
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    for kind, most in (
        (resource.RLIMIT_CPU, spent + seconds),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):  # a bound set from outside is kept where ours cannot be
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
