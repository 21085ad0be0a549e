"""A database for measuring, of its own, in a temporary folder that is gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.postgres import PrivatePostgres, programs


@contextlib.contextmanager
def database(vendor: str, keep: Path | None = None) -> Iterator[str]:
    """The address of an empty SQLite file or of a private PostgreSQL; before Django's settings are read."""
    folder = keep or Path(tempfile.mkdtemp(prefix="sy-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["SHUANGYONG_HOME"] = str(folder)
    try:
        if vendor == "sqlite":
            yield f"sqlite:////{str(folder / 'bench.sqlite3').lstrip('/')}"
        else:
            with postgres(keep) as url:
                yield url
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgres(keep: Path | None = None) -> Iterator[str]:
    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL 一半没有量：本机没有 PostgreSQL 的程序。")
    with Server(found, keep) as url:
        yield url.replace("/shuangyong?", "/postgres?")  # the one that is there from the beginning


class Server(PrivatePostgres):
    """As an office's server: its memory, and nothing done before the disk is. In `keep`, where that is named, and then
    not taken away."""

    settings = ("fsync=on", "shared_buffers=4GB", "max_wal_size=8GB", "wal_level=minimal", "max_wal_senders=0")

    def __init__(self, folder: Path, keep: Path | None) -> None:
        super().__init__(folder, keep / "postgres" if keep else None)
