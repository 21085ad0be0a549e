"""The key that signs cookies: made at the first start, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE_NAME = "secret.key"


def secret_key(home: Path) -> str:
    """The key in `home`, made where there is none; one for this process alone where `home` cannot be written."""
    path = home / FILE_NAME
    try:
        return path.read_text(encoding="ascii").strip() or make(path)
    except FileNotFoundError:
        return make(path)
    except OSError:
        # checks.py reports the folder; here nothing may stop the commands that only look.
        return secrets.token_urlsafe(64)


def make(path: Path) -> str:
    """Write a new key; where another process was first, its key wins."""
    key = secrets.token_urlsafe(64)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)
        publish(draft, path)
    except OSError:
        return key
    return path.read_text(encoding="ascii").strip()


def publish(draft: Path, path: Path) -> None:
    """A hard link fails where the name is taken, so no process ever sees half a key or two keys."""
    try:
        if path.exists() and not path.stat().st_size:
            path.unlink()
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
