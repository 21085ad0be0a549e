"""A draw that anybody can repeat: the same word and the same list give the same units, in whatever order they stand.

Each name gets the SHA-256 of word and name; the smallest are drawn. Who adds a name moves no other one.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def ticket(word: str, name: str) -> str:
    """What a name drew: 64 hexadecimal digits."""
    return sha256(f"{word.strip()}\n{name.strip()}".encode()).hexdigest()


def draw(word: str, names: Iterable[str], number: int) -> tuple[str, ...]:
    """`number` of the names, or all where there are fewer, in the order in which they were drawn."""
    tickets = sorted((ticket(word, name), name) for name in set(names))
    return tuple(name for _, name in tickets[: max(0, number)])
