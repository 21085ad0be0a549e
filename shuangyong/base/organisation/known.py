"""What a process keeps of units: their short names and the lists to choose from, which every page shows.

It is kept as long as the guard of units stands where it stood (models.TREE): whatever is written of any unit moves it
in the same transaction. The guard is read first, then the units: what is kept may be newer than its mark, never older.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from shuangyong.base.organisation.models import TREE, Guard, Unit
from shuangyong.base.statements import Line, Select, among
from shuangyong.base.storing import is_writing
from shuangyong.base.together import Asking, alone

SHORTS = 50_000
"""Names that are kept; lists to choose from, `LISTS`."""
LISTS = 200


@dataclass(slots=True)
class Kept:
    """What was read since the guard stood here."""

    shorts: dict[int, str] = field(default_factory=dict)
    lists: dict[Hashable, list[Line]] = field(default_factory=dict)

    def names(self, units: Collection[int]) -> Mapping[int, str]:
        """The short names of these units and of others; a query where one of them is not known."""
        shorts = self.shorts
        new = [unit for unit in units if unit not in shorts]
        if new and len(shorts) > SHORTS:
            shorts, new = {}, list(units)
            self.shorts = shorts
        if new:
            shorts.update(Select(Unit, ("pk", "short"), (among("pk", new),)).rows())
        return shorts

    def list_of(self, key: Hashable, read: Callable[[], list[Line]]) -> list[Line]:
        """A list that was read before for the same key, or is read now. Not to be changed."""
        if key not in self.lists:
            if len(self.lists) >= LISTS:
                self.lists = {}
            self.lists[key] = read()
        return self.lists[key]


_kept: dict[tuple[Line, ...], Kept] = {}
_now: ContextVar[list[Kept] | None] = ContextVar("units kept for this request", default=None)


def units() -> Kept:
    """What is kept of units as they are now; one query, in a request only once."""
    return alone(asking_units())


def asking_units() -> Asking[Kept]:
    """The same, beside other reads."""
    if is_writing():  # what it writes may be undone, and the guard come to stand there for something else
        return Kept()
    told = _now.get()
    if told:
        return told[0]
    [standing] = yield [(STANDS, None)]
    found = _kept_since(tuple(standing))
    if told is not None:
        told.append(found)
    return found


STANDS = Select(Guard, ("revision",), (("name", TREE),))


def _kept_since(mark: tuple[Line, ...]) -> Kept:
    found = _kept.get(mark)
    if found is None:
        _kept.clear()
        found = _kept[mark] = Kept()
    return found


@contextlib.contextmanager
def one_request() -> Iterator[None]:
    """Within, the guard is read once: a page shows units as they were when it first asked."""
    token = _now.set([])
    try:
        yield
    finally:
        _now.reset(token)


def forget() -> None:
    """Nothing is kept any more: for what this request itself wrote, and for tests, whose rows are undone."""
    _kept.clear()
    told = _now.get()
    if told:
        told.clear()
