"""Whose turn it is: which posts, holders and openers a stage waits for, by the transitions that its kind declares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby

from shuangyong.base.organisation import posts
from shuangyong.cases.barring import Bar, Bars, Pair, least
from shuangyong.catalog import model
from shuangyong.catalog.model import OPEN_PHASES, OPENER, OPENER_SIDE, OPENING, Kind, Transition
from shuangyong.catalog.queries import kind_of

SIDE = model.SIDE
Pairs = tuple[tuple[str, ...], ...]
"""Kinds and stages, in order; for holders also the part that is meant."""
Versions = tuple[tuple[int, Kind], ...]
"""Published versions of kinds with their rows, those of a kind beside each other."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Stages at which somebody waits for this actor, by how he is meant: as holder, as opener, by his post."""

    held: Pairs = ()
    opened: Pairs = ()
    posted: Pairs = ()
    bars_of_unit: Bars = ()
    bars_posted: Bars = ()
    shared: Pairs = ()
    """Kind, stage and part: what is left to others of the unit, but not where the unit itself holds this part, for
    then it may have gone through their own hands."""
    bars_shared: Bars = ()
    leaves: frozenset[str] = frozenset()
    """The permissions for which steps wait that these posts may take and leave to whoever holds them."""

    @property
    def of_unit(self) -> Pairs:
        """As holder and as opener in one: the opener's part is never among those of holders."""
        return tuple(sorted({*self.held, *((*pair, OPENER) for pair in self.opened)}))


def turn_of_posts(
    permissions: frozenset[str] | None, kinds: tuple[Kind, ...], left: frozenset[str] = frozenset()
) -> Turn:
    """The pairs of kind and stage with a main transition that one may take by these permissions, or by any (None).

    What the end of a period brings by itself waits for nobody; what waits for a permission in `left` waits for others
    of the unit, who hold it.
    """
    return turn_of_versions(permissions, tuple((0, kind) for kind in kinds), left)


def turn_of_versions(
    permissions: frozenset[str] | None, versions: Versions, left: frozenset[str] = frozenset()
) -> Turn:
    """The same by several versions of a kind, which stand beside each other: a case goes by its own, whatever came
    after it. Where they lead on differently, each way is barred to the cases of the others."""
    every, leaves = _AllWays(), set[str]()
    for _, group in groupby(versions, lambda one: one[1].key):
        every.take([(row, kind, _ways_of(kind, permissions, left, leaves)) for row, kind in group])
    return every.turn(frozenset(leaves))


def _ways_of(kind: Kind, permissions: frozenset[str] | None, left: frozenset[str], leaves: set[str]) -> _AllWays:
    ways = _AllWays()
    for transition in kind.transitions.values():
        able = permissions is None or transition.may in permissions
        if transition.weight >= SIDE or transition.reopens or not able or kind.ended_by(transition.key):
            continue
        if permissions is not None and transition.waits_for not in {"", *permissions}:
            leaves.add(transition.waits_for)
        ways.add(kind, transition, shared=transition.waits_for in left)
    ways.drop(_at_work(kind))
    return ways


class Ways(defaultdict[Pair, list[Bar]]):
    """Where somebody waits, with what bars each way on from there."""

    def __init__(self) -> None:
        super().__init__(list)


class _AllWays:
    """How somebody is waited for: as holder, as opener, by his post, by his post where his unit has a part itself."""

    def __init__(self) -> None:
        self.held, self.opened, self.posted, self.shared = self.each = Ways(), Ways(), Ways(), Ways()

    def add(self, kind: Kind, transition: Transition, *, shared: bool) -> None:
        """A way on, at each stage from which it leads."""
        bar = Bar.of(transition)
        for stage in transition.origins:
            if not (steps_in(transition) and _leads_on(kind, stage)):
                for into, pair in self._meant(kind, transition, (kind.key, stage), shared=shared):
                    into[pair].append(bar)

    def _meant(self, kind: Kind, transition: Transition, pair: Pair, *, shared: bool) -> Iterator[tuple[Ways, Pair]]:
        parts = set(transition.parts)
        if shared:
            yield from ((self.shared, (*pair, part)) for part in kind.parts_of(transition.other_hand_than))
            return
        yield from ((self.held, (*pair, part)) for part in parts - {OPENER, OPENER_SIDE})
        if parts & {OPENER, OPENER_SIDE}:
            yield self.opened, pair
        if not parts or (OPENER_SIDE in parts and OPENER not in parts):
            yield self.posted, pair

    def drop(self, busy: set[Pair]) -> None:
        """Where a holder is at work nobody waits for a post."""
        for ways in (self.posted, self.shared):
            for pair in [pair for pair in ways if pair[:2] in busy]:
                ways.pop(pair)

    def take(self, versions: Sequence[tuple[int, Kind, _AllWays]]) -> None:
        """The ways of a kind's versions."""
        for mine, theirs in zip(self.each, zip(*[ways.each for *_, ways in versions], strict=True), strict=True):
            for pair in dict.fromkeys(chain(*theirs)):
                known = [
                    (row, found.get(pair, []))
                    for (row, kind, _), found in zip(versions, theirs, strict=True)
                    if pair[1] in kind.stages
                ]
                mine[pair] += _by_version(known)

    def turn(self, leaves: frozenset[str]) -> Turn:
        """All of it in order, each with the bars that count."""
        of_unit = {**self.held, **{(*pair, OPENER): bars for pair, bars in self.opened.items()}}
        held, opened, posted, shared = (tuple(sorted(w)) for w in (self.held, self.opened, self.posted, self.shared))
        bars = least(of_unit), least(self.posted)
        return Turn(held, opened, posted, *bars, shared, least(self.shared), leaves)


def _by_version(ways: Sequence[tuple[int, Sequence[Bar]]]) -> list[Bar]:
    """The bars at one stage, of each version that knows it; what all of them have is asked of no case's version."""
    having: dict[Bar, set[int]] = {}
    for row, bars in ways:
        for bar in bars:
            having.setdefault(bar, set()).add(row)
    return [bar if len(rows) == len(ways) else replace(bar, versions=frozenset(rows)) for bar, rows in having.items()]


def steps_in(transition: Transition) -> bool:
    """Whether a post only opens another case by it (orders a mending) and leaves this one where it is."""
    return bool(transition.opens) and not transition.to and not transition.parts


def _leads_on(kind: Kind, stage: str) -> bool:
    """Whether anybody goes on from there otherwise: then nobody waits for whoever may step in."""
    ways = (one for one in kind.transitions.values() if stage in one.origins)
    return any(one.weight < SIDE and not one.reopens and not steps_in(one) for one in ways)


def _at_work(kind: Kind) -> set[Pair]:
    """Where a holder is at work: nobody waits there for a post that may step in, such as to suspend a shop."""
    return {
        (kind.key, stage)
        for transition in kind.transitions.values()
        if transition.weight < SIDE and not transition.reopens and set(transition.parts) - {OPENER, OPENER_SIDE}
        for stage in transition.origins
        if kind.stages[stage].phase == "doing"
    }


def posts_at(kind: Kind, stage: str) -> tuple[str, ...]:
    """The posts by which a case may be judged at a stage by those who opened it; none where it is not to be judged."""
    if kind.stages[stage].phase != "judging":
        return ()
    steps = (one for one in kind.leaving(stage) if one.weight < SIDE and not one.reopens and not kind.ended_by(one.key))
    able = (step for step in steps if set(step.parts) <= {OPENER, OPENER_SIDE})
    main = (step for step in able if OPENING not in step.other_hand_than)
    return tuple(dict.fromkeys(post.key for step in main for post in posts.load().holding(step.may)))


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


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who is waited for at a stage, whatever the posts: some post, and units by these parts; and on which part of
    their desks it stands by this version of its kind."""

    post: bool
    parts: tuple[str, ...]
    on: str = DO

    @property
    def by_post(self) -> str | None:
        """As a case keeps it: the part of the desk, None where no post is waited for."""
        return self.on if self.post else None

    def by_part(self, part: str) -> str | None:
        """As the holding of a unit by this part keeps it."""
        return self.on if part in self.parts else None


@lru_cache(maxsize=4096)
def awaited(definition_id: int, stage: str) -> Awaited:
    """By the version of its kind that a case goes by."""
    return awaited_at(kind_of(definition_id), stage)


def awaited_at(kind: Kind, stage: str) -> Awaited:
    """Nobody where the case has ended."""
    phase = kind.stages[stage].phase
    if phase not in OPEN_PHASES:
        return Awaited(post=False, parts=())
    turn = turn_of_posts(None, (kind,))
    parts = {part for _, at, part in turn.of_unit if at == stage}
    return Awaited(any(at == stage for _, at in turn.posted), tuple(sorted(parts)), part_of_desk(kind, phase))
