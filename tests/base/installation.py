"""An installation of its own in a temporary folder, for what only real processes show: races, kills, restarts.

On SQLite a real file; on PostgreSQL a new database on the server that the tests run on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
SETUP = "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'shuangyong.config.settings'; django.setup()\n"


@dataclass(frozen=True)
class Installation:
    """Its environment; commands and programs run in processes of their own."""

    environment: dict[str, str]
    home: Path

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


@contextmanager
def installed(home: Path) -> Iterator[Installation]:
    """A migrated installation; its PostgreSQL database goes with the block."""
    url, name = os.environ.get("SHUANGYONG_DATABASE_URL", ""), f"own_{uuid.uuid4().hex[:12]}"
    environment = {**os.environ, "SHUANGYONG_HOME": str(home), "PYTHONPATH": str(ROOT)}
    if url:
        parts = urlsplit(url)
        admin(url, f'CREATE DATABASE "{name}"')
        environment["SHUANGYONG_DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        # urlunsplit drops the empty host of postgresql:///…
        environment["SHUANGYONG_DATABASE_URL"] = f"postgresql://{parts.netloc}/{name}?{parts.query}"
    place = Installation(environment, home)
    try:
        migrated = place.command("manage", "migrate", "--verbosity", "0")
        assert migrated.returncode == 0, migrated.stderr
        yield place
    finally:
        if url:
            admin(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def admin(url: str, sql: str) -> None:
    import psycopg

    parts = urlsplit(url)
    with psycopg.connect(f"postgresql://{parts.netloc}/postgres?{parts.query}", autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[arg-type]
