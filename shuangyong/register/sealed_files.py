"""A file of protected values that waits to be taken: written and read a piece at a time, never in the clear on disk.

    name of the key, a newline, then for each piece: its sealed length (4 bytes), the sealed piece; an empty one ends it

A piece is sealed with what the file is about and its place in it, so that none can be moved, left out or added.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag

from shuangyong.base.errors import Problem
from shuangyong.register.keys import Key, ring
from shuangyong.register.sealing import NONCE, open_bytes, seal_bytes

LENGTH = 4
CHANGED = "这份文件在磁盘上被改动过，不能打开。"


def write_sealed(path: Path, pieces: Iterable[bytes], about: str) -> None:
    """Whole or not at all."""
    key = ring().current
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(f"{key.name}\n".encode())
        at = 0
        for at, piece in enumerate((piece for piece in pieces if piece), 1):
            file.write(_sealed(piece, about, at, key))
        file.write(_sealed(b"", about, at + 1, key))
    part.replace(path)


def read_sealed(path: Path, about: str) -> Iterator[bytes]:
    """Its pieces. Raises Problem where it was changed, or its key is gone."""
    with path.open("rb") as file:
        key = ring().get(file.readline(40).strip().decode("ascii", "replace"))
        at = 0
        while length := file.read(LENGTH):
            at += 1
            piece = _opened(file.read(int.from_bytes(length, "big")), about, at, key)
            if not piece:
                return
            yield piece
    raise Problem(CHANGED, then="请重新申请导出，并报告安全管理员。")


def _sealed(piece: bytes, about: str, at: int, key: Key) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    hidden = nonce + seal_bytes(piece, nonce, _bound(about, at), key)
    return len(hidden).to_bytes(LENGTH, "big") + hidden


def _opened(hidden: bytes, about: str, at: int, key: Key) -> bytes:
    try:
        return open_bytes(hidden[NONCE:], hidden[:NONCE], _bound(about, at), key)
    except (InvalidTag, ValueError):
        raise Problem(CHANGED, then="请重新申请导出，并报告安全管理员。") from None


def _bound(about: str, at: int) -> bytes:
    return f"shuangyong.register.file\0{about}\0{at}".encode()
