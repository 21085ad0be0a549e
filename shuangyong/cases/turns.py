"""Whose turn it is: which posts, holders and openers a stage waits for, by the transitions that its kind declares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from shuangyong.cases.barring import Bar, Bars, Pair, least
from shuangyong.catalog.model import OPEN_PHASES, OPENER, OPENER_SIDE, Kind, Transition
from shuangyong.catalog.queries import kind_of

SIDE = 80
"""Transitions of this weight and above are said on the side (press, rise, comment, drop): nobody waits for them."""
Pairs = tuple[tuple[str, ...], ...]
"""Kinds and stages, in order; for holders also the part that is meant."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Stages at which somebody waits for this actor, by how he is meant: as holder, as opener, by his post."""

    held: Pairs = ()
    opened: Pairs = ()
    posted: Pairs = ()
    bars_of_unit: Bars = ()
    bars_posted: Bars = ()

    @property
    def of_unit(self) -> Pairs:
        """As holder and as opener in one: the opener's part is never among those of holders."""
        return tuple(sorted({*self.held, *((*pair, OPENER) for pair in self.opened)}))


def turn_of_posts(permissions: frozenset[str] | None, kinds: tuple[Kind, ...]) -> Turn:
    """The pairs of kind and stage with a main transition that one may take by these permissions, or by any (None).

    What the end of a period brings by itself waits for nobody.
    """
    held, opened, posted = Ways(), Ways(), Ways()
    for kind in kinds:
        for transition in kind.transitions.values():
            able = permissions is None or transition.may in permissions
            if transition.weight >= SIDE or transition.reopens or not able or kind.ended_by(transition.key):
                continue
            bar, parts = Bar.of(transition), set(transition.parts) - {OPENER, OPENER_SIDE}
            for stage in transition.origins:
                pair = (kind.key, stage)
                if steps_in(transition) and _leads_on(kind, stage):
                    continue
                for into in _meant(transition, opened, posted):
                    into[pair].append(bar)
                for part in parts:
                    held[*pair, part].append(bar)
        for busy in _at_work(kind):
            posted.pop(busy, None)
    of_unit = {**held, **{(*pair, OPENER): bars for pair, bars in opened.items()}}
    pairs = (tuple(sorted(ways)) for ways in (held, opened, posted))
    return Turn(next(pairs), next(pairs), next(pairs), least(of_unit), least(posted))


def steps_in(transition: Transition) -> bool:
    """Whether a post only opens another case by it (orders a mending) and leaves this one where it is."""
    return bool(transition.opens) and not transition.to and not transition.parts


def _leads_on(kind: Kind, stage: str) -> bool:
    """Whether anybody goes on from there otherwise: then nobody waits for whoever may step in."""
    ways = (one for one in kind.transitions.values() if stage in one.origins)
    return any(one.weight < SIDE and not one.reopens and not steps_in(one) for one in ways)


class Ways(defaultdict[Pair, list[Bar]]):
    """Where somebody waits, with what bars each way on from there."""

    def __init__(self) -> None:
        super().__init__(list)


def _at_work(kind: Kind) -> set[Pair]:
    """Where a holder is at work: nobody waits there for a post that may step in, such as to suspend a shop."""
    return {
        (kind.key, stage)
        for transition in kind.transitions.values()
        if transition.weight < SIDE and not transition.reopens and set(transition.parts) - {OPENER, OPENER_SIDE}
        for stage in transition.origins
        if kind.stages[stage].phase == "doing"
    }


def _meant(transition: Transition, opened: Ways, posted: Ways) -> tuple[Ways, ...]:
    if OPENER in transition.parts:
        return (opened,)
    if OPENER_SIDE in transition.parts:
        return (opened, posted)
    return () if transition.parts else (posted,)


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who is waited for at a stage, whatever the posts: some post, and units by these parts."""

    post: bool
    parts: tuple[str, ...]


@lru_cache(maxsize=4096)
def awaited(definition_id: int, stage: str) -> Awaited:
    """By the version of its kind that a case goes by."""
    return awaited_at(kind_of(definition_id), stage)


def awaited_at(kind: Kind, stage: str) -> Awaited:
    """Nobody where the case has ended."""
    if kind.stages[stage].phase not in OPEN_PHASES:
        return Awaited(post=False, parts=())
    turn = turn_of_posts(None, (kind,))
    parts = {part for _, at, part in turn.of_unit if at == stage}
    return Awaited(any(at == stage for _, at in turn.posted), tuple(sorted(parts)))
