"""What waits for somebody: the desk, by the turns that the declared transitions give to posts, holders and openers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.organisation import posts
from shuangyong.cases import ranges
from shuangyong.cases.barring import NotBarred
from shuangyong.cases.queries import PAGE, Key, Page, Row, printed, rows_of
from shuangyong.cases.ranges import Asked, Found, Ground
from shuangyong.cases.turns import Pairs, Turn, turn_of_posts
from shuangyong.catalog.model import OPEN_PHASES, OPENER, Kind
from shuangyong.catalog.queries import kinds_in_force

WEEK = timedelta(days=7)


# ── whose turn it is ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Worked:
    """A turn worked out: what waits by the unit and by the post, all together ("") and for each part of the desk."""

    turn: Turn
    of_unit: Mapping[str, Pairs]
    posted: Mapping[str, Pairs]
    parts: Mapping[tuple[str, ...], str]
    """The part of the desk of each kind and stage."""
    kinds: tuple[Kind, ...]
    """Kept beside, so that no other kinds can take their places in memory."""


def turn_of(seat: Seat, on: date) -> Turn:
    """For one seat: the pairs of kind and stage with a main transition that it may take."""
    return _worked(seat.permissions, tuple(kinds_in_force(on).values())).turn


_known: dict[tuple[frozenset[str], tuple[int, ...]], Worked] = {}
"""By permissions and by the very objects of the kinds."""
TURNS_KEPT = 200


def _worked(permissions: frozenset[str], kinds: tuple[Kind, ...]) -> Worked:
    """Worked out once for the posts' permissions and the kinds in force: every desk asks, and kinds are many."""
    key = (permissions, tuple(map(id, kinds)))
    known = _known.get(key)
    if known is None:
        if len(_known) >= TURNS_KEPT:
            _known.clear()
        known = _known[key] = _worked_out(permissions, kinds)
    return known


def _worked_out(permissions: frozenset[str], kinds: tuple[Kind, ...]) -> Worked:
    turn, parts = turn_of_posts(permissions, kinds), dict(_parts(kinds))
    return Worked(turn, _parted(turn.of_unit, parts), _parted(turn.posted, parts), parts, kinds)


def _parts(kinds: tuple[Kind, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for kind in kinds:
        for stage, one in kind.stages.items():
            yield (kind.key, stage), part_of_desk(kind, one.phase)


def _parted(pairs: Pairs, parts: Mapping[tuple[str, ...], str]) -> dict[str, Pairs]:
    apart = {part: tuple(pair for pair in pairs if parts[pair[:2]] == part) for part in PARTS}
    return {"": pairs, **apart}


WORDS_OF_LEADERS = "case.comment"
"""Kinds that begin with this permission are a leader's words (批示)."""
WORDS, DO, JUDGE = "words", "do", "judge"
PARTS = (WORDS, DO, JUDGE)
"""Parts of a desk: leaders' words, what is to be done, what is to be judged."""


def part_of_desk(kind: Kind, phase: str) -> str:
    """Under which heading of a desk a case stands."""
    if kind.opening.may == WORDS_OF_LEADERS:
        return WORDS
    return JUDGE if phase == "judging" else DO


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def mine(actor: Actor, on: date, after: Key | None = None, size: int = PAGE, part: str = "") -> Page:
    """What waits for this actor, in the order of terms; of one part of the desk where it is named."""
    key = (after.due, after.pk) if after else None
    lists = [ranges.first([one.ground], one.asked(part), key, size + 1) for one in _heaps(actor, on) if one.has(part)]
    return printed([row[:2] for row in ranges.together(lists, size + 1)], on, size)


@dataclass(frozen=True, slots=True)
class Heap:
    """What waits on one ground, by the parts of the desk."""

    key: tuple[int, str]
    ground: Ground
    stages: Mapping[str, Pairs]
    parts: Mapping[tuple[str, ...], str]

    def has(self, part: str) -> bool:
        return bool(self.stages[part])

    def asked(self, part: str) -> Asked:
        return Asked(
            OPEN_PHASES, ranges.spans((), on=date.max), stages=self.stages[part], beside=("kind", "stage"), awaited=True
        )

    def read(self, most: int) -> dict[str, list[Found]]:
        """The first `most` of each part: all in one query, and where that is not enough one query more a part."""
        if self.key not in _crowded:
            found = ranges.first([self.ground], self.asked(""), None, most) if self.has("") else []
            if len(found) < most:
                return {part: [row for row in found if self.parts[row[2:]] == part] for part in PARTS}
        parts = [part for part in PARTS if self.has(part)]
        apart = {part: ranges.first([self.ground], self.asked(part), None, most) for part in parts}
        (_crowded.add if sum(map(len, apart.values())) >= most else _crowded.discard)(self.key)
        return apart


_crowded: set[tuple[int, str]] = set()
"""Seats on whose ground more waited than one query may bring, when it was asked last: their parts are asked at once."""


def _heaps(actor: Actor, on: date) -> Iterator[Heap]:
    """By the unit of each seat, and by its post in its place."""
    kinds = tuple(kinds_in_force(on).values())
    # What was given to one person of the unit waits for that person; what was given to nobody waits for all.
    mine_too = Q(part=OPENER) | Q(account=None) | Q(account=actor.account_id)
    for seat in actor.seats:
        known = _worked(seat.permissions, kinds)
        who = seat.unit_id, actor.account_id
        own = ranges.of_unit(seat.unit_id) & mine_too & NotBarred(known.turn.bars_of_unit, holding=True, values=who)
        yield Heap((seat.tenure_id, "unit"), ranges.up_to(own, seat.degree), known.of_unit, known.parts)
        for permissions, ground in _posted(seat):
            known = _worked(permissions, kinds)
            there = ground & NotBarred(known.turn.bars_posted, holding=False, values=who)
            key = (seat.tenure_id, f"place{len(permissions)}")
            yield Heap(key, ranges.up_to(there, seat.degree), known.posted, known.parts)


def _posted(seat: Seat) -> Iterator[tuple[frozenset[str], Ground]]:
    """What waits for a post, and where. Of a province: what is its own, and what those below send up."""
    if seat.reach != "place":
        return
    if seat.place.level not in ranges.LOWER:
        yield seat.permissions, ranges.place(seat)
        return
    yield seat.permissions, ranges.alone(seat)
    if above := seat.permissions & posts.load().over:
        yield above, ranges.place(seat)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One part of a desk: the first lines, and how many there are, are overdue, are to be done within a week."""

    part: str
    rows: tuple[Row, ...]
    count: int
    more: bool
    """There are more than were counted."""
    reds: int
    week: int


def desk(actor: Actor, on: date, shown: int, most: int) -> tuple[Waiting, ...]:
    """The parts of a desk that hold something, each counted up to `most`, with the lines of the first `shown`."""
    heaps = [heap.read(most + 1) for heap in _heaps(actor, on)]
    found = {part: ranges.together([heap.get(part, []) for heap in heaps], most + 1) for part in PARTS}
    first = [row[:2] for rows in found.values() for row in rows[: min(shown, most)]]
    lines = {row.pk: row for row in rows_of(ranges.whole(first), on)}
    return tuple(_waiting(part, rows, lines, on, most) for part, rows in found.items() if rows)


def _waiting(part: str, found: list[Found], lines: Mapping[int, Row], on: date, most: int) -> Waiting:
    shown = tuple(lines[row[1]] for row in found if row[1] in lines)
    counted = found[:most]
    reds = sum(row[0] < on for row in counted)
    week = sum(on <= row[0] <= on + WEEK for row in counted)
    return Waiting(part, shown, len(counted), len(found) > most, reds, week)
