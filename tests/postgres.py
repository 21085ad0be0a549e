"""A private PostgreSQL out of the machine's own programs: temporary folder, Unix socket only, gone afterwards.

Standard library only: tools/check.py starts one for a whole test run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

MISSING = "PostgreSQL 一半未运行：本机没有 PostgreSQL 的程序（apt-get install postgresql）"
DEBIAN = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"
PORT = 5432
"""Only part of the socket's name: no TCP port is opened."""


class PostgresError(Exception):
    """A server that did not start, with the end of its log."""


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, or None: newest of Debian's, then PATH, then what pg_config says."""
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda path: version_of(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip()))
    usable = [path for path in folders if (path / "initdb").exists() and (path / "pg_ctl").exists()]
    return usable[0] if usable and may_start() else None


def version_of(name: str) -> float:
    try:
        return float(name)
    except ValueError:
        return 0.0


def may_start() -> bool:
    """PostgreSQL refuses to run as root: then the account that Debian's package made is needed."""
    return not is_root() or bool(switch_user())


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def switch_user() -> list[str]:
    """The words before a command that let it run as PostgreSQL's account; empty where there is no way."""
    import pwd

    try:
        account = pwd.getpwnam(ACCOUNT)
    except KeyError:
        return []
    if shutil.which("runuser"):
        return ["runuser", "-u", ACCOUNT, "--"]
    if shutil.which("setpriv"):
        return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--"]
    return []


class PrivatePostgres:
    """A server for the length of a `with` block, which gets its address (without a password, by socket).

    In a folder of its own that is gone afterwards, unless one is named: that stays, with what is in it.
    """

    settings: tuple[str, ...] = ()

    def __init__(self, folder: Path, keep: Path | None = None) -> None:
        self.programs = folder
        self.kept = keep is not None
        # Short and under /tmp: a socket's whole path may have 107 bytes.
        self.home = keep or Path(tempfile.mkdtemp(prefix="sy-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
        self.home.mkdir(parents=True, exist_ok=True)
        self.data = self.home / "data"
        self.log = self.home / "log"

    def __enter__(self) -> str:
        try:
            if is_root():
                shutil.chown(self.home, ACCOUNT, ACCOUNT)
            if not self.data.exists():
                self.run("initdb", "-D", str(self.data), "-A", "trust", "-U", ACCOUNT, "-E", "UTF8", "--locale=C", "-N")
            options = f"-c listen_addresses='' -c unix_socket_directories='{self.home}' -c port={PORT} -c fsync=off"
            options += "".join(f" -c {setting}" for setting in self.settings)
            self.run("pg_ctl", "-D", str(self.data), "-l", str(self.log), "-o", options, "-w", "-t", "60", "start")
        except BaseException:
            self.close()
            raise
        return f"postgresql:///shuangyong?host={quote(str(self.home), safe='')}&port={PORT}&user={ACCOUNT}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if (self.data / "postmaster.pid").exists():
            how = "fast" if self.kept else "immediate"
            self.run("pg_ctl", "-D", str(self.data), "-m", how, "-w", "stop", check=False)
        if not self.kept:
            shutil.rmtree(self.home, ignore_errors=True)

    def run(self, program: str, *arguments: str, check: bool = True) -> None:
        user = switch_user() if is_root() else []
        # pg_ctl's child keeps inherited pipes open, so nothing is captured by pipe.
        with tempfile.TemporaryFile() as said:
            command = [*user, str(self.programs / program), *arguments]
            answer = subprocess.run(command, stdout=said, stderr=said, cwd="/", check=False)
            if check and answer.returncode:
                said.seek(0)
                log = self.log.read_text(errors="replace") if self.log.exists() else ""
                raise PostgresError(f"{program}: {said.read().decode(errors='replace')}\n{log}"[-2000:])
