"""What the trail answers for beyond itself: a room that binds its rows to entries tells here how they are compared.

Every room declares its own in a module `witness.py`, which is loaded at start. `shuangyong trail verify` and the
nightly check ask all of them: the chain alone shows that entries were changed, not that what they speak of was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol


class Progress(Protocol):
    """How a witness says how far it is, and learns by an exception that it is to stop."""

    def __call__(self, done: int, total: int, rows: int = 0, /) -> None:
        """So many pieces of so many; `rows`: compared since the last word."""


def unwatched(_done: int, _total: int, _rows: int = 0, /) -> None:
    """Nobody waits for it."""


Witness = Callable[[Progress, int], Iterator[str]]
"""Gives a sentence for each thing that is no longer what its entry says, for the entries from that number on."""
MOST = 20
"""Sentences told: one is enough to stop and keep the evidence."""

_declared: dict[str, tuple[str, Witness]] = {}


@dataclass(frozen=True, slots=True)
class Heard:
    """What the witnesses said; `good` where all they speak of is as it was written."""

    says: tuple[str, ...]
    rows: tuple[tuple[str, int], ...] = ()
    """What was compared, as people call it, and how many rows of it."""

    @property
    def good(self) -> bool:
        return not self.says


def witness(name: str, called: str) -> Callable[[Witness], Witness]:
    """Declare who compares the rows of `name`, which people call `called`, with their entries; one each."""

    def declare(given: Witness) -> Witness:
        if _declared.setdefault(name, (called, given))[1] is not given:
            raise ValueError(f"the witness {name} is declared twice")
        return given

    return declare


Watcher = Callable[[str, float, int], None]
"""Hears what is being compared, how much of all is done (0 to 1), and how many rows of it were compared."""


def hear(watcher: Watcher = lambda _called, _done, _rows: None, since: int = 1) -> Heard:
    """Ask every witness about the entries from number `since` on, until MOST sentences were told."""
    said: list[str] = []
    rows: list[tuple[str, int]] = []
    for number, (called, one) in enumerate(_declared.values()):
        asking = _Asking(watcher, called, number, len(_declared))
        said += islice(one(asking, since), MOST - len(said))
        rows.append((called, asking.rows))
        if len(said) == MOST:
            break
    return Heard(tuple(said), tuple(rows))


@dataclass(slots=True)
class _Asking:
    """One witness while it is asked."""

    watcher: Watcher
    called: str
    number: int
    of: int
    rows: int = 0

    def __call__(self, done: int, total: int, rows: int = 0, /) -> None:
        self.rows += rows
        self.watcher(self.called, (self.number + min(1.0, done / total if total else 1.0)) / self.of, self.rows)


def ranges(keys: Iterable[int]) -> list[list[int]]:
    """Numbers of rows as first and last of each stretch: mostly one."""
    found: list[list[int]] = []
    for key in sorted(keys):
        if found and found[-1][1] == key - 1:
            found[-1][1] = key
        else:
            found.append([key, key])
    return found
