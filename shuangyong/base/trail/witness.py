"""What the trail answers for beyond itself: a room that binds its rows to entries tells here how they are compared.

Every room declares its own in a module `witness.py`, which is loaded at start. `shuangyong trail verify` and the
nightly check ask all of them: the chain alone shows that entries were changed, not that what they speak of was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

Progress = Callable[[int, int], None]
Witness = Callable[[Progress, int], Iterator[str]]
"""Gives a sentence for each thing that is no longer what its entry says, for the entries from that number on."""
MOST = 20
"""Sentences told: one is enough to stop and keep the evidence."""

_declared: dict[str, Witness] = {}


@dataclass(frozen=True, slots=True)
class Heard:
    """What the witnesses said; `good` where all they speak of is as it was written."""

    says: tuple[str, ...]

    @property
    def good(self) -> bool:
        return not self.says


def witness(name: str) -> Callable[[Witness], Witness]:
    """Declare who compares the rows of `name` with their entries; one each."""

    def declare(given: Witness) -> Witness:
        if _declared.setdefault(name, given) is not given:
            raise ValueError(f"the witness {name} is declared twice")
        return given

    return declare


def _quietly(done: int, total: int) -> None:
    """Nobody watches."""


def hear(progress: Progress = _quietly, since: int = 1) -> Heard:
    """Ask every witness about the entries from number `since` on."""
    said = (says for one in _declared.values() for says in one(progress, since))
    return Heard(tuple(islice(said, MOST)))


def ranges(keys: Iterable[int]) -> list[list[int]]:
    """Numbers of rows as first and last of each stretch: mostly one."""
    found: list[list[int]] = []
    for key in sorted(keys):
        if found and found[-1][1] == key - 1:
            found[-1][1] = key
        else:
            found.append([key, key])
    return found
