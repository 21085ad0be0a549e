"""Reading the files of one command: one after the other, or by several processes where there is enough to read."""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import signal
import stat
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from shuangyong.config.saying import why
from shuangyong.reader.model import MAX_BYTES, Document, ReadError

PAYS_FROM = 3_000_000
"""Bytes in all files together from which starting further processes pays: each takes a second to get ready."""
BATCH_BYTES = 100_000
"""Files are handed to a process by so many bytes at a time; a larger file goes alone."""
_BATCH_FILES = 50
_AHEAD = 3
"""Batches in work or waiting to be shown, for each process: what is read must not pile up behind a slow terminal."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read; `error` is a Chinese sentence, `sha256` None where its bytes were not seen."""

    name: str
    sha256: str | None
    error: str

    def as_json(self) -> dict[str, Any]:
        """The contract's object for such a file: its source, the error and nothing else."""
        return {"source": {"name": self.name, "sha256": self.sha256, "format": None}, "error": self.error}


# ---------------------------------------------------------------- one file


def read_file(path: Path) -> Document | Failure:
    """Read one file; whatever goes wrong with it becomes a Failure, so that the other files still get read."""
    from shuangyong.reader import read_path

    name = path.name or str(path)
    try:
        refusal = _refusal(path)
        return Failure(name, None, refusal) if refusal else read_path(path)
    except ReadError as error:
        cause = error.__cause__  # the system's own words may be in another language
        return Failure(name, sha256_of(path), _system_words(cause) if isinstance(cause, OSError) else str(error))
    except (OSError, ValueError) as error:
        return Failure(name, sha256_of(path), _system_words(error))
    except Exception as error:  # noqa: BLE001 - one bad file must not cost the others; the kind of error is told
        kind = type(error).__name__
        return Failure(name, sha256_of(path), f"读这个文件时程序出错（{kind}）。请把这个文件交给系统管理员查看。")


def _refusal(path: Path) -> str | None:
    """Why not even to open it. A pipe or a device could keep us waiting for ever."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return "这是一个文件夹，不是文件。请写出文件夹里的文件，例如“文件夹/*.docx”。"
    if not stat.S_ISREG(mode):
        return "这不是普通文件，不能读。请先存成 txt、html、docx 或 pdf 文件。"
    return None


def _system_words(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "没有这个文件。请检查文件名和所在文件夹。"
    if isinstance(error, PermissionError):
        return "没有权限读这个文件。请换一个有权限的账号，或请文件所有人授权。"
    return f"这个文件打不开（{why(error)}）。请检查磁盘和文件名。"


def sha256_of(path: Path) -> str | None:
    with contextlib.suppress(OSError, ValueError):
        if path.stat().st_size <= MAX_BYTES:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return None


# ---------------------------------------------------------------- many files


def read_files(paths: Sequence[Path], words: Path) -> Generator[Document | Failure, None, None]:
    """Read files in the order given; `words` is the folder of the office's own vocabulary, already in use here."""
    from shuangyong.reader import remembering

    processes = _processes(paths)
    with remembering():  # one archive: what official prose repeats is judged once
        if processes > 1:
            yield from _read_by_several(paths, words, processes)
        else:
            yield from map(read_file, paths)


def _processes(paths: Sequence[Path]) -> int:
    """How many processes to read with; one where the files are few or small, or where a stream of ours is closed.

    With a closed stream a new process could take one of its pipes for its output.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr) or len(paths) < 2:
        return 1
    if sum(map(_size, paths)) < PAYS_FROM:
        return 1
    return min(processors(), len(paths))


def processors() -> int:
    """The processors that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _size(path: Path) -> int:
    with contextlib.suppress(OSError, ValueError):
        return path.stat().st_size
    return 0


def _read_by_several(paths: Sequence[Path], words: Path, processes: int) -> Iterator[Document | Failure]:
    """The same as reading one after the other. Processes are started anew: a fork would copy locks and threads."""
    batches = list(_batches(paths))
    shown = 0
    waiting: deque[Future[list[Document | Failure]]] = deque()
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _prepare, (words,))
    try:
        coming = iter(batches)
        waiting.extend(pool.submit(_read_batch, batch) for batch in islice(coming, processes * _AHEAD))
        while waiting:
            yield from waiting.popleft().result()
            shown += 1
            waiting.extend(pool.submit(_read_batch, batch) for batch in islice(coming, 1))
    except BrokenProcessPool:  # a process was killed, for want of memory perhaps: what is left is read here
        for batch in batches[shown:]:
            yield from map(read_file, batch)
    finally:
        if waiting:  # interrupted: nobody wants what they still do
            for process in multiprocessing.active_children():
                process.terminate()
        pool.shutdown(cancel_futures=True)


def _batches(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Neighbouring files, together about `BATCH_BYTES`: many small ones must not cost a message each."""
    batch: list[Path] = []
    held = 0
    for path in paths:
        size = _size(path)
        if batch and (held + size > BATCH_BYTES or len(batch) >= _BATCH_FILES):
            yield batch
            batch, held = [], 0
        batch.append(path)
        held += size
    if batch:
        yield batch


def _prepare(words: Path) -> None:
    """Make a new process ready: the same vocabulary, and an interruption is for the process that was started first."""
    from shuangyong.reader import remembering
    from shuangyong.reader.office import use_folder

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_folder(words)
    _archive.enter_context(remembering())


_archive = contextlib.ExitStack()
"""What a further process reads is one archive from its first file to its end: never closed."""


def _read_batch(paths: Sequence[Path]) -> list[Document | Failure]:
    return [read_file(path) for path in paths]
