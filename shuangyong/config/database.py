"""Django's DATABASES entry out of one address: SQLite inside, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from shuangyong.config.options import OptionError

PREPARE_AFTER = 3
"""How often a connection is asked a statement that is kept before PostgreSQL prepares it (base.prepared)."""
ONE_PLAN = "-c plan_cache_mode=force_generic_plan"
"""One plan of a prepared statement for whatever values come: each is made so that its shape names the index."""
STATEMENTS = 500
"""As many a connection to SQLite keeps prepared."""
BUSY_SECONDS = 20
"""How long a writer waits for another one on SQLite."""


def database(url: str, home: Path) -> dict[str, Any]:
    """Settings for `url`, or for the SQLite file in `home` where it is empty; OptionError for another kind."""
    if not url:
        return sqlite(home / "shuangyong.sqlite3")
    try:
        parts = urlsplit(url)
        if parts.scheme == "sqlite" and parts.path.strip("/"):
            return sqlite(Path(unquote(parts.path.removeprefix("/"))))
        if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
            return postgresql(url)
    except ValueError:
        pass  # a port or host that is none: told below like every other address that cannot be used
    raise OptionError(
        "设置 SHUANGYONG_DATABASE_URL 的值不能用（为免泄露密码，此处不显示）。应写成："
        "postgresql://用户:密码@主机:端口/库名，或 sqlite:///文件路径（绝对路径写四条斜线）。请改正后重新启动。"
    )


def sqlite(path: Path) -> dict[str, Any]:
    """WAL, IMMEDIATE and a busy timeout together: without IMMEDIATE a third of racing writers fail at once.

    synchronous=FULL: what was acknowledged stays, also when the power goes. WAL with NORMAL survives a killed process
    but may lose the last commits of a machine that lost its power, the entries of the trail among them.
    It costs one fsync a commit (PERFORMANCE F: 1.0 to 1.7 times as long on a good disk, more on a slow one).
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A new connection reads the whole schema and prepares every statement anew: 2 to 3 ms of every page.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "cached_statements": STATEMENTS,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """A socket folder may stand as the host in the query: postgresql:///name?host=/run/postgresql.

    `prepare_threshold=0` there prepares nothing, for a pool of connections in between that hands each transaction
    to another one.
    """
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        # A new connection has nothing prepared; after ten minutes what a server keeps for it is let go.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | _preparing(options),
    }


def _preparing(options: dict[str, str]) -> dict[str, Any]:
    after = options.get("prepare_threshold", str(PREPARE_AFTER))
    if after == "0":
        return {"prepare_threshold": None}
    return {"prepare_threshold": int(after), "options": f"{options.get('options', '')} {ONE_PLAN}".strip()}
