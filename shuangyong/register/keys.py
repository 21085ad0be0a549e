"""The keys of protected values: one file in SHUANGYONG_HOME, readable by its owner only, never in the database.

    {"current": "k1", "keys": {"k1": {"cipher": "AES-GCM", "hash": "SHA256", "seal": "…", "blind": "…"}}}

New values are sealed under `current`; old ones open under the key that their row names, until `rotate-keys` has brought
all of them forward. A backup of the database without this file opens nothing: both are kept, apart from each other.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from shuangyong.base.errors import Problem

FILE = "register.keys"
HASHES = {"AES-GCM": "SHA256", "SM4-GCM": "SM3"}
"""Which hash makes the blind index beside a cipher."""
SIZES = {"AES-GCM": 32, "SM4-GCM": 16}


@dataclass(frozen=True, slots=True)
class Key:
    """One generation: what seals, and what makes the blind index."""

    name: str
    cipher: str
    hash: str
    seal: bytes
    blind: bytes


@dataclass(frozen=True, slots=True)
class Ring:
    """All generations; `current` seals."""

    current: Key
    by_name: Mapping[str, Key]

    def get(self, name: str) -> Key:
        """Problem where a row names a key that is gone: the values under it are lost without it."""
        found = self.by_name.get(name)
        if found is None:
            raise Problem(
                f"密钥文件里没有编号为“{name}”的密钥，用它加密的内容打不开。",
                then=f"请管理员从备份里找回数据文件夹中的 {FILE}。",
            )
        return found


def ring() -> Ring:
    """The keys of this installation, made where there are none yet. Read again when the file changes."""
    path = _path()
    if not path.exists():
        _write_new(path, _fresh({}, _cipher()))
    return _read(str(path), path.stat().st_mtime_ns)


def add_generation() -> Ring:
    """A new key becomes the current one; the others stay for what is still sealed under them."""
    ring()  # made, where there is none yet
    kept = json.loads(_path().read_text("ascii"))
    _replace(_path(), _fresh(kept["keys"], _cipher()))
    return ring()


def drop_generations(unused: set[str]) -> None:
    """Forget keys that nothing is sealed under any more."""
    held = json.loads(_path().read_text("ascii"))
    held["keys"] = {name: key for name, key in held["keys"].items() if name == held["current"] or name not in unused}
    _replace(_path(), held)


def _path() -> Path:
    return Path(settings.HOME) / FILE


def _cipher() -> str:
    return str(settings.REGISTER_CIPHER)


def _fresh(keys: Mapping[str, object], cipher: str) -> dict[str, object]:
    name = f"k{1 + max((int(old[1:]) for old in keys), default=0)}"
    made = {"cipher": cipher, "hash": HASHES[cipher], "seal": _random(SIZES[cipher]), "blind": _random(32)}
    return {"current": name, "keys": {**keys, name: made}}


def _random(size: int) -> str:
    return base64.b64encode(secrets.token_bytes(size)).decode()


@lru_cache(maxsize=4)
def _read(path: str, changed: int) -> Ring:
    """`changed` makes a new reading of a new file."""
    held = json.loads(Path(path).read_text("ascii"))
    by_name = {
        name: Key(name, key["cipher"], key["hash"], base64.b64decode(key["seal"]), base64.b64decode(key["blind"]))
        for name, key in held["keys"].items()
    }
    return Ring(by_name[held["current"]], by_name)


def _write_new(path: Path, held: Mapping[str, object]) -> None:
    """A hard link fails where the name is taken: of two processes that start at once the first one's keys stand."""
    draft = _draft(path, held)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _replace(path: Path, held: Mapping[str, object]) -> None:
    _draft(path, held).replace(path)


def _draft(path: Path, held: Mapping[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(held, file)
        file.flush()
        os.fsync(file.fileno())
    return draft
