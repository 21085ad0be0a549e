"""Files that wait for the worker: sealed, so that not even for a minute does a file that will be refused lie open.

What carries a marking of secrecy is known only when it was read, and the worker reads in another process. A stream of
SHAKE-256 over a fresh nonce and the installation's key hides name and content; HMAC-SHA256 signs them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from shuangyong.base.errors import Problem

NONCE, SIGNATURE = 16, 32
KEPT_FOR = timedelta(days=2)
_ID = re.compile(r"[0-9a-f]{32}")


def put(name: str, data: bytes) -> str:
    """Seal a file and keep it until it is taken out; gives its id."""
    nonce = secrets.token_bytes(NONCE)
    hidden = _mix(name.encode("utf-8", "replace") + b"\0" + data, nonce)
    ident = nonce.hex()
    path = _path(ident)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(nonce + _sign(nonce + hidden) + hidden)
        file.flush()
        os.fsync(file.fileno())
    return ident


def get(ident: str) -> tuple[str, bytes] | None:
    """Name and content of a waiting file; None where it was taken out before. Problem where it was changed."""
    try:
        raw = _path(ident).read_bytes()
    except FileNotFoundError:
        return None
    nonce, signature, hidden = raw[:NONCE], raw[NONCE : NONCE + SIGNATURE], raw[NONCE + SIGNATURE :]
    if not hmac.compare_digest(signature, _sign(nonce + hidden)):
        raise Problem("等待处理的文件在磁盘上被改动过。", then="请重新上传。")
    name, _, data = _mix(hidden, nonce).partition(b"\0")
    return name.decode("utf-8"), data


def drop(ident: str) -> None:
    _path(ident).unlink(missing_ok=True)


def sweep(*, now: datetime) -> int:
    """Remove what waited too long: its job was cancelled or failed. Gives how many."""
    oldest = (now - KEPT_FOR).timestamp()
    old = [path for path in _folder().glob("*") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    return Path(settings.HOME) / "waiting"


def _path(ident: str) -> Path:
    if not _ID.fullmatch(ident):
        raise ValueError(ident)
    return _folder() / ident


def _mix(data: bytes, nonce: bytes) -> bytes:
    """As one great number: a loop over twenty million bytes would take seconds."""
    stream = hashlib.shake_256(_key("hide") + nonce).digest(len(data))
    mixed = int.from_bytes(data, "little") ^ int.from_bytes(stream, "little")
    return mixed.to_bytes(len(data), "little")


def _sign(data: bytes) -> bytes:
    return hmac.digest(_key("sign"), data, "sha256")


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"shuangyong.intake.{purpose}:{settings.SECRET_KEY}".encode()).digest()
