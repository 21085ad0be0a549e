"""The head up to which a check found everything whole, noted in the data folder (留底).

It lies outside the database and is signed with the installation's key. Whoever holds the database alone can cut off
its end, move the head back or put an older copy in its place, and the chain is whole; the note is not moved with it.
Whoever holds the server as well can move both: against that an anchor on paper helps, and nothing else.
"""

from __future__ import annotations

import hmac
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from shuangyong.base.errors import Problem
from shuangyong.base.trail import anchors
from shuangyong.base.trail.anchors import Anchor

FILE = "trail.mark"


def place() -> Path:
    return Path(settings.HOME) / FILE


def keep(seq: int, full: str) -> None:
    """Note an entry by its number and whole hash. A folder that takes none is told elsewhere, no check ends by it."""
    anchor = str(anchors.make(seq, full))
    draft = place().with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(f"{anchor}\n{_signed(anchor)}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place())


def kept() -> Anchor | None:
    """What was noted; None where nothing is, or it cannot be opened. Problem for a note that somebody else wrote."""
    try:
        anchor, _, signature = place().read_bytes().decode("ascii", "replace").strip().partition("\n")
    except OSError:
        return None
    if not hmac.compare_digest(_signed(anchor).encode(), signature.strip().encode()):
        raise Problem(f"数据文件夹里留底的锚文（{FILE}）被改动过，或者换过密钥。", then="请与纸上留底的锚文核对。")
    return anchors.read(anchor)


def _signed(anchor: str) -> str:
    key = sha256(f"shuangyong.trail.mark:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, anchor.encode(), "sha256").hexdigest()
