"""An installation of its own in a temporary folder, for what only real processes show: races, kills, restarts.

On SQLite a real file; on PostgreSQL a new database on the server that the tests run on. All begin as copies of one that
is migrated once a run: tests ask for the fixture `installed` (tests/conftest.py).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
SETUP = "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'shuangyong.config.settings'; django.setup()\n"
FILE = "shuangyong.sqlite3"


@dataclass(frozen=True)
class Installation:
    """Its environment; commands and programs run in processes of their own."""

    environment: dict[str, str]
    home: Path
    database: str = FILE
    """The name of its file in `home`, or of its database on the server."""

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `shuangyong …`."""
        code = f"import sys; from shuangyong.config.cli import main; sys.exit(main({list(arguments)!r}))"
        return self.finish(self.start(code))

    def python(self, code: str) -> str:
        """Run a program with Django set up and give what it printed."""
        done = self.finish(self.start(SETUP + code))
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, code: str, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @staticmethod
    def finish(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
        out, err = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)


Install = Callable[[Path], AbstractContextManager[Installation]]
"""A migrated installation in a folder, for the length of a `with` block."""


@contextmanager
def migrated(home: Path) -> Iterator[Installation]:
    """As `shuangyong manage migrate` leaves it. That has ended, so nobody has it open and it can be copied as it lies."""
    with _placed(home) as place:
        done = place.command("manage", "migrate", "--verbosity", "0")
        assert done.returncode == 0, done.stderr
        yield place


@contextmanager
def installed(template: Installation, home: Path) -> Iterator[Installation]:
    """The same tables and rows as in `template`, which stays as it is. Its key an installation makes itself."""
    with _placed(home, template.database) as place:
        if place.database == FILE:
            assert not list(template.home.glob(f"{FILE}-wal")), "something is not in the file yet"
            shutil.copy(template.home / FILE, home / FILE)
        yield place


@contextmanager
def _placed(home: Path, template: str = "template1") -> Iterator[Installation]:
    """An installation without a database's file; on PostgreSQL with a copy of one, which goes with the block."""
    url, name = os.environ.get("SHUANGYONG_DATABASE_URL", ""), f"own_{uuid.uuid4().hex[:12]}"
    environment = {**os.environ, "SHUANGYONG_HOME": str(home), "PYTHONPATH": str(ROOT)}
    if not url:
        yield Installation(environment, home)
        return
    parts = urlsplit(url)
    # urlunsplit drops the empty host of postgresql:///…
    environment["SHUANGYONG_DATABASE_URL"] = f"postgresql://{parts.netloc}/{name}?{parts.query}"
    admin(url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield Installation(environment, home, name)
    finally:
        admin(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def admin(url: str, sql: str) -> None:
    import psycopg

    parts = urlsplit(url)
    with psycopg.connect(f"postgresql://{parts.netloc}/postgres?{parts.query}", autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[arg-type]
