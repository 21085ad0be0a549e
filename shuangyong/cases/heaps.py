"""A heap: what waits for somebody on one ground, read so that little of it is brought and the rest is counted."""

from __future__ import annotations

import operator
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from shuangyong.base.again import Again
from shuangyong.base.statements import Select
from shuangyong.base.together import Asking, side_by_side
from shuangyong.cases import ranges
from shuangyong.cases.barring import Bar, NotBarred
from shuangyong.cases.grounds import Ground
from shuangyong.cases.ranges import Asked, Found
from shuangyong.cases.spans import Span
from shuangyong.cases.turns import PARTS, Pairs
from shuangyong.catalog.model import OPEN_PHASES

Raw = tuple[dict[str, list[Found]], set[str]]
"""Rows of each part, and the parts of which more may be there."""
Begun = dict[str, tuple[list[Found], bool]]
"""Of each part the first rows, and whether more may be there."""
Free = tuple[dict[str, list[Found]], list[str]]
"""Rows of each part that are not barred, and the parts of which exactly those are still to be asked for."""


@dataclass(frozen=True, slots=True)
class Heap:
    """What waits on one ground, by the parts of the desk."""

    key: tuple[int, str]
    ground: Ground
    """Also with what is barred to the person."""
    stages: Mapping[str, Pairs]
    lots: Mapping[str, tuple[str, ...]]
    """In which ranges of the indexes the pairs of each part lie."""
    into: Mapping[tuple[str, ...], str]
    """In which part everything that waits stands."""
    bars: NotBarred
    ways: Mapping[tuple[str, ...], tuple[Bar, ...]]
    """The same bars by what they bar."""
    kind: str = ""
    """All of it is of this kind: few of what waits, found by an index of kinds."""
    first: dict[str, list[Select]] = field(default_factory=dict, compare=False)
    """How the first rows of a part are asked for, once worked out; begun with "*", with what waits there for others."""
    parted: Again[Raw] = field(default_factory=Again, compare=False)
    begun: Again[Begun] = field(default_factory=Again, compare=False)
    cut: Again[Raw] = field(default_factory=Again, compare=False)
    freed: Again[Free] = field(default_factory=Again, compare=False)

    @property
    def is_own(self) -> bool:
        """Whether it lies with the seat's own unit, and not with one in which others of it served before."""
        return self.key[1] in ("unit", f"shared{self.bars.values[0]}")

    def has(self, part: str) -> bool:
        return bool(self.stages[part])

    @property
    def columns(self) -> tuple[str, ...]:
        """What a row shows beside its pair: by what it waits."""
        return OF_HOLDING if self.ground.holding else OF_HOLDING[:2]

    @property
    def in_lots(self) -> bool:
        """Whether its index has a range for each part."""
        return not self.kind and not self.ground.few

    def asked(self, part: str) -> Asked:
        """For a part ("" for all): its kinds and stages, in the ranges in which they lie."""
        asked = replace(AWAITED, kind=self.kind, beside=self.columns)
        return replace(asked, awaited=self.lots[part], stages=self.stages[part])

    def exactly(self, part: str, after: ranges.Pair | None, size: int) -> list[Found]:
        """The first of a part that are not barred, each case once: all of it asked of the database."""
        asked = replace(self.asked(part), beside=self.columns[:2])
        return ranges.first([self.ground & self.bars], asked, after, size)

    def raw(self, most: int) -> Asking[Raw]:
        """Rows of each part, barred or not, and the parts of which more may be there.

        As long as there is little, all parts are read in one go; of more the beginning of each.
        """
        parts = [part for part in PARTS if self.has(part)]
        if self.key not in _crowded:
            size = ENOUGH * (most + SOME)
            rows = (yield from self._rows("" if self.kind else ANYBODY, size)) if parts else []
            if len(rows) < size:
                return self.parted.of(self._parted, rows)
            _keep(_crowded, self.key)
        return self.cut.of(_cut, (yield from self._beginnings(parts, most)))

    def _parted(self, rows: list[Found]) -> Raw:
        ordered = sorted(rows)
        return {part: self._of(part, ordered) for part in PARTS if self.has(part)}, set()

    def _beginnings(self, parts: Sequence[str], most: int) -> Asking[Begun]:
        """Of each part, and whether there is more: with what waits there for others where enough is left without it."""
        size = most + SOME
        quick = [part for part in parts if self.in_lots and (self.key, part) not in _mixed]
        slow = [part for part in parts if part not in quick]
        reads = [self._by_lots(quick, size), *([self._sieved(slow, size)] if slow else [])]
        found: Begun = {}
        for one in (yield from side_by_side(reads)):
            found |= one
        short = [part for part in quick if found[part][1] and len(found[part][0]) < most]
        for part in short:
            _keep(_mixed, (self.key, part))
        return found | (yield from self._sieved(short, size)) if short else found

    def _sieved(self, parts: Sequence[str], size: int) -> Asking[Begun]:
        lists = yield from side_by_side([self._rows(part, size) for part in parts])
        return {part: (rows, len(rows) == size) for part, rows in zip(parts, lists, strict=True)}

    def _by_lots(self, parts: Sequence[str], size: int) -> Asking[Begun]:
        lots = [*dict.fromkeys(chain(*[self.lots[part] for part in parts]))]
        # Each is one range.
        lists = yield [(select, size) for lot in lots for select in self._selects(f"{ANYBODY}{lot}")]
        return self.begun.of(self._all_begun, parts, lots, lists, size)

    def _all_begun(self, parts: Sequence[str], lots: list[str], lists: list[list[Found]], size: int) -> Begun:
        read = dict(zip(lots, lists, strict=True))
        return {part: self._begun(part, [read[lot] for lot in self.lots[part]], size) for part in parts}

    def _begun(self, part: str, lists: Sequence[list[Found]], size: int) -> tuple[list[Found], bool]:
        """Of several ranges nothing that comes behind the last that was read of one of them."""
        ends = [rows[-1] for rows in lists if len(rows) == size]
        if len(lists) == 1:
            return self._of(part, lists[0]), bool(ends)
        end = min(ends, default=None)
        return self._of(part, [row for row in sorted(chain(*lists)) if end is None or row <= end]), bool(ends)

    def _of(self, part: str, rows: list[Found]) -> list[Found]:
        theirs = map(self.into.get, map(_way, rows))
        return [row for row, its in zip(rows, theirs, strict=True) if its == part]

    def _rows(self, part: str, size: int) -> Asking[list[Found]]:
        """Pairs with the columns."""
        lists = [rows for rows in (yield [(select, size) for select in self._selects(part)]) if rows]
        return lists[0] if len(lists) == 1 else sorted(chain(*lists))[:size]

    def _selects(self, part: str) -> list[Select]:
        if part not in self.first:
            self.first[part] = ranges.from_the_first(self.ground, self._first_of(part))
        return self.first[part]

    def _first_of(self, part: str) -> Asked:
        if not part.startswith(ANYBODY):
            return self.asked(part)
        lot = part.removeprefix(ANYBODY)
        asked = replace(AWAITED, beside=self.columns)
        return replace(asked, awaited=(lot,)) if lot else replace(asked, in_order=not self.in_lots)

    def barred_ways(self, found: Mapping[str, list[Found]]) -> list[tuple[Found, tuple[Bar, ...]]]:
        """The rows that some bar may keep from the person, with their bars."""
        rows = [*chain(*found.values())]
        return [
            (row, bars) for row, bars in zip(rows, map(self.ways.__getitem__, map(_way, rows)), strict=True) if bars
        ]

    def free(self, raw: Raw, barred: set[Found], most: int) -> Free:
        """The first `most` of each part that are not barred, and the parts that would be too short by that."""
        return self.freed.of(_freed, raw, barred, most)


def _cut(found: Begun) -> Raw:
    return {part: rows for part, (rows, _) in found.items()}, {part for part, (_, more) in found.items() if more}


def _freed(raw: Raw, barred: set[Found], most: int) -> Free:
    found, cut = raw
    kept = {
        part: ranges.together([[row for row in rows if row not in barred] if barred else rows], most)
        for part, rows in found.items()
    }
    return kept, [part for part in cut if len(kept[part]) < most]


_way = operator.itemgetter(slice(2, None))
"""By what a row waits: its kind and stage, of a holding also its part."""
ANYBODY = "*"
OF_HOLDING = ("kind", "stage", "part")
AWAITED = Asked(OPEN_PHASES, (Span(),), whole=False, awaited=PARTS)
ENOUGH = 3
"""So many times what is read of a part is read at once of all parts together."""
SOME = 10
"""So many more of a part are read as may be barred."""
_crowded: set[Hashable] = set()
"""Heaps of which more waited than one query may bring, when they were asked first: their parts are asked apart."""
_mixed: set[Hashable] = set()
"""Those, with a part, that begin with so much for others that the database is to pass over it."""
HEAPS_KEPT = 10_000


def _keep(known: set[Hashable], key: Hashable) -> None:
    make_room(known)
    known.add(key)


def make_room(known: set[Any] | dict[Any, Any]) -> None:
    """What is known of that many desks begins anew."""
    if len(known) >= HEAPS_KEPT:
        known.clear()
