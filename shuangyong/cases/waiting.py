"""What waits for somebody: the desk, by the turns that the declared transitions give to posts, holders and openers."""

from __future__ import annotations

import operator
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import chain

from django.db.models import Q

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.known import asking_units
from shuangyong.base.statements import Select
from shuangyong.base.together import Asking, alone, side_by_side
from shuangyong.cases import grounds, ranges
from shuangyong.cases.barring import Bar, NotBarred, all_had_a_hand, asking_barred
from shuangyong.cases.desk_parts import Shown, Waiting, each_own_first, told
from shuangyong.cases.grounds import Ground
from shuangyong.cases.queries import PAGE, Key, Page, printed, rows_of
from shuangyong.cases.ranges import Asked, Found
from shuangyong.cases.routine import Left, Others, asking_left
from shuangyong.cases.spans import Span
from shuangyong.cases.turns import PARTS, Pairs, Turn, part_of_desk, turn_of_posts
from shuangyong.catalog.model import OPEN_PHASES, OPENER, Kind
from shuangyong.catalog.queries import Published, asking_published, kind_of, kinds_in_force, published, read_last

NOTHING: frozenset[str] = frozenset()


# ── whose turn it is ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Worked:
    """A turn worked out: what waits by the unit and by the post, all together ("") and for each part of the desk."""

    turn: Turn
    of_unit: Mapping[str, Pairs]
    posted: Mapping[str, Pairs]
    shared: Mapping[str, Pairs]
    ways_of_unit: Mapping[tuple[str, ...], tuple[Bar, ...]]
    ways_posted: Mapping[tuple[str, ...], tuple[Bar, ...]]
    ways_shared: Mapping[tuple[str, ...], tuple[Bar, ...]]
    """Everything that waits by the unit, by the post, and by a part of the unit's own, with its bars."""
    into: Mapping[tuple[str, ...], str]
    """The first two with the part of the desk in which it stands."""
    into_shared: Mapping[tuple[str, ...], str]
    kinds: tuple[Kind, ...]
    """Kept beside, so that no other kinds can take their places in memory."""


def turn_of(seat: Seat, on: date, left: frozenset[str] = NOTHING) -> Turn:
    """For one seat: the pairs of kind and stage with a main transition that it may take and does not leave."""
    return _worked(seat.permissions, tuple(kinds_in_force(on).values()), left).turn


_known: dict[tuple[frozenset[str], tuple[int, ...], frozenset[str]], Worked] = {}
"""By permissions, by the very objects of the kinds and by what is left to others."""
TURNS_KEPT = 200


def _worked(permissions: frozenset[str], kinds: tuple[Kind, ...], left: frozenset[str]) -> Worked:
    """Worked out once for the posts' permissions and the kinds in force: every desk asks, and kinds are many."""
    key = (permissions, tuple(map(id, kinds)), left)
    known = _known.get(key)
    if known is None:
        if len(_known) >= TURNS_KEPT:
            _known.clear()
        known = _known[key] = _worked_out(permissions, kinds, left)
    return known


def _worked_out(permissions: frozenset[str], kinds: tuple[Kind, ...], left: frozenset[str]) -> Worked:
    turn, parts = turn_of_posts(permissions, kinds, left), dict(_parts(kinds))
    of_unit = dict.fromkeys(turn.of_unit, ()) | dict(turn.bars_of_unit)
    posted = dict.fromkeys(turn.posted, ()) | dict(turn.bars_posted)
    shared = dict.fromkeys(turn.shared, ()) | dict(turn.bars_shared)
    into, into_shared = ({way: parts[way[:2]] for way in ways} for ways in ((*of_unit, *posted), shared))
    by_unit, by_post, by_part = (_parted(pairs, parts) for pairs in (turn.of_unit, turn.posted, turn.shared))
    return Worked(turn, by_unit, by_post, by_part, of_unit, posted, shared, into, into_shared, kinds)


def _parts(kinds: tuple[Kind, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for kind in kinds:
        for stage, one in kind.stages.items():
            yield (kind.key, stage), part_of_desk(kind, one.phase)


def _parted(pairs: Pairs, parts: Mapping[tuple[str, ...], str]) -> dict[str, Pairs]:
    apart = {part: tuple(pair for pair in pairs if parts[pair[:2]] == part) for part in PARTS}
    return {"": pairs, **apart}


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def mine(actor: Actor, on: date, after: Key | None = None, size: int = PAGE, part: str = "") -> Page:
    """What waits for this actor, in the order of terms; of one part of the desk where it is named."""
    key = (after.due, after.pk) if after else None
    lists = [heap.exactly(part, key, size + 1) for heap in _heaps(actor, on) if heap.has(part)]
    return printed([row[:2] for row in ranges.together(lists, size + 1)], on, size)


Raw = tuple[dict[str, list[Found]], set[str]]
"""Rows of each part, and the parts of which more may be there."""
Begun = dict[str, tuple[list[Found], bool]]
"""Of each part the first rows, and whether more may be there."""


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
                rows.sort()
                return {part: self._of(part, rows) for part in parts}, set()
            _keep(_crowded, self.key)
        found = yield from self._beginnings(parts, most)
        return {part: rows for part, (rows, _) in found.items()}, {part for part, (_, more) in found.items() if more}

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

    def free(
        self, found: Mapping[str, list[Found]], cut: set[str], barred: set[Found], most: int
    ) -> dict[str, list[Found]]:
        """The first `most` of each part that are not barred; what would be too short by that is asked for exactly."""
        kept = {}
        for part, rows in found.items():
            free = [row for row in rows if row not in barred] if barred else rows
            kept[part] = ranges.together([free], most)
            if part in cut and len(kept[part]) < most:
                kept[part] = self.exactly(part, None, most)
        return kept


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
    _make_room(known)
    known.add(key)


def _make_room(known: set[Hashable] | dict[Actor, Left]) -> None:
    if len(known) >= HEAPS_KEPT:
        known.clear()


def _heaps(actor: Actor, on: date) -> tuple[Heap, ...]:
    """By the unit of each seat, and by its post in its place."""
    return alone(_asking_heaps_now(actor, on))


def _asking_heaps_now(actor: Actor, on: date) -> Asking[tuple[Heap, ...]]:
    return (yield from _asking_heaps(actor, published(), on))


def _asking_heaps(actor: Actor, known_kinds: Published, on: date) -> Asking[tuple[Heap, ...]]:
    """The same by some kinds; a query where a seat leaves steps to others of its unit."""
    left = yield from asking_left(actor.seats, _leaves(actor, known_kinds, on), on)
    _make_room(_left)
    _left[actor] = left
    return _heaps_by(actor, known_kinds, on, left)


_left: dict[Actor, Left] = {}
"""What each left to others when it was asked last."""


@lru_cache(maxsize=400)
def _leaves(actor: Actor, known_kinds: Published, on: date) -> tuple[frozenset[str], ...]:
    """For each seat what it would leave to others, if there are any."""
    kinds = tuple(known_kinds.in_force(on).values())
    return tuple(_worked(seat.permissions, kinds, NOTHING).turn.leaves for seat in actor.seats)


@lru_cache(maxsize=400)
def _heaps_by(actor: Actor, known_kinds: Published, on: date, left: Left) -> tuple[Heap, ...]:
    """Worked out once for who comes back; of other kinds there is another object."""
    return tuple(_worked_heaps(actor, known_kinds, on, left))


def _worked_heaps(actor: Actor, known_kinds: Published, on: date, left: Left) -> Iterator[Heap]:
    kinds, versions = tuple(known_kinds.in_force(on).values()), known_kinds.rows
    # What was given to one person of the unit waits for that person; what was given to nobody waits for all.
    mine_too = Q(part=OPENER) | Q(account=None) | Q(account=actor.account_id)
    for seat, others in zip(actor.seats, left, strict=True):
        known = _worked(seat.permissions, kinds, others.held)
        who = seat.unit_id, actor.account_id
        own = grounds.up_to(grounds.of_unit(seat.unit_id) & mine_too, seat.degree)
        bars = NotBarred(known.turn.bars_of_unit, holding=True, values=who)
        lots = lots_of(known.of_unit, versions)
        yield Heap((seat.tenure_id, "unit"), own, known.of_unit, lots, known.into, bars, known.ways_of_unit)
        if known.turn.shared and seat.reach == "place":
            yield from _shared_heaps(seat, others, known, who, versions)
        for permissions, ground, kind in _posted(seat, kinds):
            known = _worked(permissions, kinds, others.held)
            there = grounds.up_to(ground, seat.degree)
            bars = NotBarred(known.turn.bars_posted, holding=False, values=who)
            posted, key = _only(known.posted, kind), (seat.tenure_id, f"place{kind}")
            lots = lots_of(posted, versions)
            yield Heap(key, there, posted, lots, known.into, bars, known.ways_posted, kind)


def _shared_heaps(
    seat: Seat, others: Others, known: Worked, who: tuple[int, int | None], versions: tuple[int, ...]
) -> Iterator[Heap]:
    """What is left to others of the unit, where the unit has a part that may bar them; and where all of them had a hand
    in it when they served elsewhere."""
    bars = NotBarred(known.turn.bars_shared, holding=True, values=who)
    parts, lots = frozenset(part for *_, part in known.turn.shared), lots_of(known.shared, versions)
    for unit in (seat.unit_id, *others.before):
        there = grounds.up_to(grounds.of_parts(seat, unit, parts), seat.degree)
        if unit != seat.unit_id:
            there = there & all_had_a_hand(known.turn.bars_shared, others.people)
        key = (seat.tenure_id, f"shared{unit}")
        yield Heap(key, there, known.shared, lots, known.into_shared, bars, known.ways_shared)


def _only(posted: Mapping[str, Pairs], kind: str) -> Mapping[str, Pairs]:
    if not kind:
        return posted
    return {part: tuple(pair for pair in pairs if pair[0] == kind) for part, pairs in posted.items()}


def _posted(seat: Seat, kinds: tuple[Kind, ...]) -> Iterator[tuple[frozenset[str], Ground, str]]:
    """What waits for a post, and where. Of a province: what is its own, and of each kind what those below send up.

    Kind by kind, since what is sent up is so little of all that waits there that it is not to be looked for in it.
    """
    if seat.reach != "place":
        return
    if seat.place.level not in grounds.UPPER:
        yield seat.permissions, grounds.place(seat), ""
        return
    yield seat.permissions, grounds.alone(seat), ""
    above = seat.permissions & posts.load().over
    for kind in sorted({pair[0] for pair in _worked(above, kinds, NOTHING).turn.posted}) if above else ():
        yield above, grounds.sent_up(seat), kind


def lots_of(stages: Mapping[str, Pairs], versions: tuple[int, ...]) -> dict[str, tuple[str, ...]]:
    """In which ranges the pairs of each part lie, by whatever version of their kinds a case may go by: its own said on
    which part it stands when it came to its stage, the one in force says on which it is shown."""
    at = _parts_at(versions)
    return {
        part: tuple(lot for lot in PARTS if any(lot in at[pair[:2]] for pair in pairs))
        for part, pairs in stages.items()
    }


@lru_cache(maxsize=4)
def _parts_at(versions: tuple[int, ...]) -> Mapping[tuple[str, ...], set[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for kind in map(kind_of, versions):
        for pair, part in _parts((kind,)):
            found.setdefault(pair, set()).add(part)
    return found


def desk(actor: Actor, on: date, shown: int, most: int) -> tuple[Waiting, ...]:
    """The parts of a desk that hold something, each counted up to `most`, with the lines of the first `shown`."""
    return alone(asking_desk(actor, on, shown, most))


def asking_desk(actor: Actor, on: date, shown: int, most: int) -> Asking[tuple[Waiting, ...]]:
    """The same, beside other reads.

    Two rounds: what waits, by the kinds that were read last and what was left to others then, which is confirmed
    meanwhile; then what is barred, with the lines that are shown if nothing is.
    """
    known, likely_left, raw, confirmed = read_last(), _left.get(actor), [], []
    if known and likely_left is not None:
        heaps = _heaps_by(actor, known, on, likely_left)
        left = asking_left(actor.seats, _leaves(actor, known, on), on)
        *raw, _, published, now_left = yield from side_by_side(
            [*_raws(heaps, most), asking_units(), asking_published(), left]
        )
        confirmed = [published is known, now_left == likely_left]
    if not confirmed or not all(confirmed):
        heaps = yield from _asking_heaps_now(actor, on)
        *raw, _ = yield from side_by_side([*_raws(heaps, most), asking_units()])
    begins = [_begins(rows, shown) for rows, _ in raw]
    likely = _pairs(_first(heaps, begins, _each_part(begins, most), min(shown, most), on))
    free, lines = yield from side_by_side([_free(heaps, raw, most + 1), _lines(likely)])
    found = _each_part(free, most)
    first = _first(heaps, free, found, min(shown, most), on)
    pairs = _pairs(first)
    lines |= yield from _lines([pair for pair in pairs if pair[1] not in lines])
    rows = {row.pk: row for row in rows_of([lines[pk] for _, pk in pairs], on)}
    return tuple(told(part, some, first[part], rows, on, most) for part, some in found.items() if some)


def _raws(heaps: Iterable[Heap], most: int) -> list[Asking[Raw]]:
    return [heap.raw(most + 1) for heap in heaps]


def _begins(found: Mapping[str, list[Found]], shown: int) -> dict[str, list[Found]]:
    """Where its lists begin: a case may stand in one several times."""
    return {part: rows[: shown * 4] for part, rows in found.items()}


def _each_part(heaps: Sequence[Mapping[str, list[Found]]], most: int) -> dict[str, list[Found]]:
    return {part: ranges.together([heap.get(part, []) for heap in heaps], most + 1) for part in PARTS}


def _first(
    heaps: Sequence[Heap],
    lists: Sequence[Mapping[str, list[Found]]],
    found: Mapping[str, list[Found]],
    shown: int,
    on: date,
) -> dict[str, Shown]:
    """Of each part the lines that are shown."""
    own = (some for heap, some in zip(heaps, lists, strict=True) if heap.is_own)
    return each_own_first(found, own, shown, on)


def _pairs(first: Mapping[str, Shown]) -> list[Found]:
    return [row[:2] for some in first.values() for row in some.rows]


def _lines(pairs: list[Found]) -> Asking[dict[int, Found]]:
    whole = yield from ranges.asking_whole(pairs)
    return {row[1]: row for row in whole}


def _free(heaps: Sequence[Heap], read: Sequence[Raw], most: int) -> Asking[list[dict[str, list[Found]]]]:
    """The first `most` of each part of each heap; what bars is asked for once a seat."""
    ways: dict[tuple[int, int | None], list[list[tuple[Found, tuple[Bar, ...]]]]] = {}
    for heap, (found, _) in zip(heaps, read, strict=True):
        ways.setdefault(heap.bars.values, []).append(heap.barred_ways(found))
    barred = yield from side_by_side([asking_barred(theirs, *who) for who, theirs in ways.items()])
    kept = dict(zip(ways, map(iter, barred), strict=True))
    return [heap.free(*raw, next(kept[heap.bars.values]), most) for heap, raw in zip(heaps, read, strict=True)]
