"""How one entry is linked to the next: canonical JSON of all that it says, hashed with the hash before it. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

ALGORITHM = "sha256-v1"
"""Named in each entry, so that another one (SM3) can follow in the same chain. SHA-256 is on every machine."""
GENESIS = "0" * 64
"""What the first entry is linked to."""
_HASHES = {"sha256-v1": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Link:
    """All of an entry that its hash covers, in the order of the columns."""

    seq: int
    at: datetime
    actor_id: int | None
    actor_name: str
    seat: str
    place: str
    what: str
    about_kind: str
    about_id: str
    data: Mapping[str, Any]
    algorithm: str
    previous: str

    def digest(self, seq: int | None = None) -> str:
        """Its hash in hexadecimal, or what it would be under another number; "" for an unknown algorithm."""
        if self.algorithm not in _HASHES:
            return ""
        return _HASHES[self.algorithm](self._text(self.seq if seq is None else seq).encode()).hexdigest()

    def _text(self, seq: int) -> str:
        content = [
            seq,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor_id,
            self.actor_name,
            self.seat,
            self.place,
            self.what,
            self.about_kind,
            self.about_id,
            self.data,
            self.algorithm,
            self.previous,
        ]
        return json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def clean(value: object) -> Any:
    """A value as both databases give it back, letter for letter. TypeError for what they would not."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = [clean(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    raise TypeError(f"{type(value).__name__} cannot be entered in the trail; give a text (a float has no one spelling)")


def writable(text: str) -> str:
    """PostgreSQL takes neither NUL nor half a surrogate pair."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
