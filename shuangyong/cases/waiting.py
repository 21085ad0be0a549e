"""What waits for somebody: the desk, by the turns that the declared transitions give to posts, holders and openers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import Q

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.again import Again
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.known import Kept, asking_units
from shuangyong.base.statements import Select
from shuangyong.base.together import Asking, alone, side_by_side
from shuangyong.cases import grounds, ranges
from shuangyong.cases.barring import Bar, Doubts, NotBarred, all_had_a_hand, asking_barred, doubts
from shuangyong.cases.desk_parts import Shown, Waiting, each_own_first, told
from shuangyong.cases.grounds import Ground
from shuangyong.cases.heaps import Heap, Raw, make_room
from shuangyong.cases.queries import PAGE, Key, Page, printed, rows_of
from shuangyong.cases.ranges import Found
from shuangyong.cases.routine import Left, Others, asking_left
from shuangyong.cases.turns import PARTS, Pairs, Turn, Versions, part_of_desk, turn_of_versions
from shuangyong.catalog.model import OPENER, Kind
from shuangyong.catalog.queries import Published, asking_published, kind_of, published, read_last

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
    versions: Versions
    """Kept beside, so that no other kinds can take their places in memory."""


def turn_of(seat: Seat, on: date, left: frozenset[str] = NOTHING) -> Turn:
    """For one seat: the pairs of kind and stage with a main transition that it may take and does not leave."""
    return _worked(seat.permissions, published().running(on), left).turn


_known: dict[tuple[frozenset[str], tuple[tuple[int, int], ...], frozenset[str]], Worked] = {}
"""By permissions, by the very objects of the kinds' versions and by what is left to others."""
TURNS_KEPT = 200


def _worked(permissions: frozenset[str], versions: Versions, left: frozenset[str]) -> Worked:
    """Worked out once for the posts' permissions and the kinds' versions: every desk asks, and kinds are many."""
    key = (permissions, tuple([(row, id(kind)) for row, kind in versions]), left)
    known = _known.get(key)
    if known is None:
        if len(_known) >= TURNS_KEPT:
            _known.clear()
        known = _known[key] = _worked_out(permissions, versions, left)
    return known


def _worked_out(permissions: frozenset[str], versions: Versions, left: frozenset[str]) -> Worked:
    turn, parts = turn_of_versions(permissions, versions, left), dict(_parts(kind for _, kind in versions))
    of_unit = dict.fromkeys(turn.of_unit, ()) | dict(turn.bars_of_unit)
    posted = dict.fromkeys(turn.posted, ()) | dict(turn.bars_posted)
    shared = dict.fromkeys(turn.shared, ()) | dict(turn.bars_shared)
    into, into_shared = ({way: parts[way[:2]] for way in ways} for ways in ((*of_unit, *posted), shared))
    by_unit, by_post, by_part = (_parted(pairs, parts) for pairs in (turn.of_unit, turn.posted, turn.shared))
    return Worked(turn, by_unit, by_post, by_part, of_unit, posted, shared, into, into_shared, versions)


def _parts(kinds: Iterable[Kind]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Of several versions the last one says on which part a stage is shown."""
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


def _heaps(actor: Actor, on: date) -> tuple[Heap, ...]:
    """By the unit of each seat, and by its post in its place."""
    return alone(_asking_laid(actor, on)).heaps


def _asking_laid(actor: Actor, on: date) -> Asking[Laid]:
    """By the kinds that are published now; a query where a seat leaves steps to others of its unit."""
    known_kinds = published()
    left = yield from asking_left(actor.seats, _leaves(actor, known_kinds, on), on)
    make_room(_left)
    _left[actor] = left
    return _laid_by(actor, known_kinds, on, left)


@dataclass(frozen=True, slots=True)
class Laid:
    """The heaps of somebody's desk, and what was worked out of what lay in them last."""

    heaps: tuple[Heap, ...]
    likely: Again[tuple[list[int], Select]] = field(default_factory=Again)
    doubts: Again[list[Doubts]] = field(default_factory=Again)
    seen: Again[Seen] = field(default_factory=Again)
    told: Again[tuple[Waiting, ...]] = field(default_factory=Again)


Seen = tuple[dict[str, list[Found]], dict[str, Shown], list[int]]
"""Of each part what waits and what of it is shown; the cases that are shown."""


_left: dict[Actor, Left] = {}
"""What each left to others when it was asked last."""


@lru_cache(maxsize=400)
def _leaves(actor: Actor, known_kinds: Published, on: date) -> tuple[frozenset[str], ...]:
    """For each seat what it would leave to others, if there are any."""
    versions = known_kinds.running(on)
    return tuple(_worked(seat.permissions, versions, NOTHING).turn.leaves for seat in actor.seats)


@lru_cache(maxsize=100)
def _laid_by(actor: Actor, known_kinds: Published, on: date, left: Left) -> Laid:
    """Worked out once for who comes back; of other kinds there is another object. What is kept of a full heap is a
    tenth of a megabyte; a person has one to eight."""
    return Laid(tuple(_worked_heaps(actor, known_kinds, on, left)))


def _worked_heaps(actor: Actor, known_kinds: Published, on: date, left: Left) -> Iterator[Heap]:
    running, versions = known_kinds.running(on), known_kinds.rows
    # What was given to one person of the unit waits for that person; what was given to nobody waits for all.
    mine_too = Q(part=OPENER) | Q(account=None) | Q(account=actor.account_id)
    for seat, others in zip(actor.seats, left, strict=True):
        known = _worked(seat.permissions, running, others.held)
        who = seat.unit_id, actor.account_id
        own = grounds.up_to(grounds.of_unit(seat.unit_id) & mine_too, seat.degree)
        bars = NotBarred(known.turn.bars_of_unit, holding=True, values=who)
        lots = lots_of(known.of_unit, versions)
        yield Heap((seat.tenure_id, "unit"), own, known.of_unit, lots, known.into, bars, known.ways_of_unit)
        if known.turn.shared and seat.reach == "place":
            yield from _shared_heaps(seat, others, known, who, versions)
        for permissions, ground, kind in _posted(seat, running):
            known = _worked(permissions, running, others.held)
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


def _posted(seat: Seat, running: Versions) -> Iterator[tuple[frozenset[str], Ground, str]]:
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
    for kind in sorted({pair[0] for pair in _worked(above, running, NOTHING).turn.posted}) if above else ():
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
    laid, raw, names = yield from _asking_raw(actor, on, most + 1)
    likely, lines_of = laid.likely.of(_likely, laid.heaps, raw, min(shown, most), most, on)
    may_be = laid.doubts.of(_doubts, laid.heaps, raw)
    reads = [*map(asking_barred, may_be), *([_lines(lines_of)] if likely else [])]
    answers = yield from side_by_side(reads)
    lines: dict[int, Found] = answers.pop() if likely else {}
    free = _free(laid.heaps, raw, answers, most + 1)
    found, first, cases = laid.seen.of(_seen, laid.heaps, free, min(shown, most), most, on)
    late = [pk for pk in cases if pk not in lines]
    lines |= (yield from _lines(ranges.whole_lines(late))) if late else {}
    shown_rows = [row[:2] for some in first.values() for row in some.rows]
    shown_lines = yield from ranges.asking_as_held(lines, shown_rows)
    return laid.told.of(_told, found, first, shown_lines, names, on, most)


def _asking_raw(actor: Actor, on: date, most: int) -> Asking[tuple[Laid, list[Raw], Kept]]:
    """What waits on each heap, and the names of units."""
    known, likely_left = read_last(), _left.get(actor)
    if known and likely_left is not None:
        laid = _laid_by(actor, known, on, likely_left)
        left = asking_left(actor.seats, _leaves(actor, known, on), on)
        *raw, names, published_now, left_now = yield from side_by_side(
            [*_raws(laid.heaps, most), asking_units(), asking_published(), left]
        )
        if published_now is known and left_now == likely_left:
            return laid, raw, names
    laid = yield from _asking_laid(actor, on)
    *raw, names = yield from side_by_side([*_raws(laid.heaps, most), asking_units()])
    return laid, raw, names


def _raws(heaps: Iterable[Heap], most: int) -> list[Asking[Raw]]:
    return [heap.raw(most) for heap in heaps]


def _likely(heaps: Sequence[Heap], raw: list[Raw], shown: int, most: int, on: date) -> tuple[list[int], Select]:
    """The cases that are shown if nothing is barred, and how their lines are asked for."""
    begins = [{part: rows[: shown * 4] for part, rows in found.items()} for found, _ in raw]  # a case may come again
    *_, cases = _seen(heaps, begins, shown, most, on)
    return cases, ranges.whole_lines(cases)


def _seen(heaps: Sequence[Heap], lists: Sequence[Mapping[str, list[Found]]], shown: int, most: int, on: date) -> Seen:
    found = {part: ranges.together([some.get(part, []) for some in lists], most + 1) for part in PARTS}
    own = (some for heap, some in zip(heaps, lists, strict=True) if heap.is_own)
    first = each_own_first(found, own, shown, on)
    return found, first, [row[1] for some in first.values() for row in some.rows]


def _lines(wanted: Select) -> Asking[dict[int, Found]]:
    [rows] = yield [(wanted, None)]
    return {row[1]: row for row in rows}


def _told(
    found: dict[str, list[Found]],
    first: dict[str, Shown],
    lines: list[Found],
    names: Kept,
    on: date,
    most: int,
) -> tuple[Waiting, ...]:
    """By the names that units have now: where one changes, they are kept anew."""
    rows = {row.pk: row for row in rows_of(lines, on, names)}
    return tuple(told(part, some, first[part], rows, on, most) for part, some in found.items() if some)


def _doubts(heaps: Sequence[Heap], read: list[Raw]) -> list[Doubts]:
    """Of each seat's unit and person what may be barred; in the order of `_whose`."""
    ways = [[heaps[at].barred_ways(read[at][0]) for at in its] for its in _whose(heaps).values()]
    return [doubts(theirs, *who) for who, theirs in zip(_whose(heaps), ways, strict=True)]


def _whose(heaps: Sequence[Heap]) -> dict[tuple[int, int | None], list[int]]:
    """Which heaps are looked at with whose eyes: of one seat all."""
    found: dict[tuple[int, int | None], list[int]] = {}
    for at, heap in enumerate(heaps):
        found.setdefault(heap.bars.values, []).append(at)
    return found


def _free(
    heaps: Sequence[Heap], read: Sequence[Raw], barred: Sequence[list[set[Found]]], most: int
) -> list[dict[str, list[Found]]]:
    """The first `most` of each part of each heap that are not barred; a part that is too short is asked for exactly."""
    kept = dict(zip(_whose(heaps), map(iter, barred), strict=True))
    every = [heap.free(raw, next(kept[heap.bars.values]), most) for heap, raw in zip(heaps, read, strict=True)]
    return [
        found | {part: heap.exactly(part, None, most) for part in short} if short else found
        for heap, (found, short) in zip(heaps, every, strict=True)
    ]
