"""Whose turn it is on a case's page, in words: for whoever may not go on, and for whoever may but need not."""

from __future__ import annotations

from collections.abc import Sequence

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.posts import Post
from shuangyong.base.organisation.posts import load as load_posts
from shuangyong.base.organisation.serving import posts_served, somebody_serves
from shuangyong.base.together import alone
from shuangyong.cases.offers import Offer, turns_aside
from shuangyong.cases.routine import asking_left
from shuangyong.cases.standing import Open
from shuangyong.cases.turns import SIDE
from shuangyong.cases.values import Names
from shuangyong.catalog.model import OPENER, OPENER_SIDE, Transition

MOST_POSTS = 2
"""Posts that are named where no unit in particular is waited for."""


def onward_first(case: Open, acts: Sequence[Offer]) -> tuple[Offer, ...]:
    """What leads on is the main button, not what sends back or refuses, however the kind lists them."""
    kind, stage = case.kind, case.state.stage
    if not acts or not turns_aside(kind, stage, acts[0].transition):
        return tuple(acts)
    steps = ((offer, offer.transition) for offer in acts)
    on = (one for one, step in steps if not turns_aside(kind, stage, step) and not kind.ended_by(step.key))
    first = next(on, acts[0])
    return (first, *(offer for offer in acts if offer is not first))


def awaited(case: Open, open_to: Sequence[Offer], names: Names, actor: Actor) -> str:
    """The main step that leads on and whoever may take it: the units that hold its part, else the posts; the posts too
    where that unit is this person's own. Nothing where this person leads on; whoever may only refuse or send back what
    another post grants reads whose turn it is."""
    main = [one for one in open_to if one.transition.weight < SIDE and not one.transition.reopens]
    first = next((one for one in onward_first(case, main) if not case.kind.ended_by(one.transition.key)), None)
    if first is None and main:
        return "".join(main[0].missing)
    if first is None or first.verdict or any(_leads_on(case, one) for one in main if one.verdict):
        return ""
    stays = not first.transition.to and case.kind.stages[case.state.stage].phase == "doing"
    last = _before_judging(case, main) if stays else None
    step = last or first.transition
    parts = [OPENER if part == OPENER_SIDE else part for part in step.parts]
    did = {unit for action in step.other_unit_than for unit in case.state.sides.get(action, ())}
    units = [names.units.get(unit, "") for part in parts for unit in case.state.units(part) if unit not in did]
    if OPENER in parts and set(case.state.units(OPENER)) <= {seat.unit_id for seat in actor.seats}:
        units = _posts(case, step, actor)
    said = (
        [name for name in units if name] or [case.kind.part_name(part) for part in parts] or _posts(case, step, actor)
    )
    return f"现在轮到{'、'.join(dict.fromkeys(said))}{'办理，办好后' if last else ''}{_named(step, main)}。"


def _before_judging(case: Open, main: Sequence[Offer]) -> Transition | None:
    """Where the work may be told of again and again, the step by which whoever does it says that it is done: another
    hand judges it then, and not only whether to send it back here (as what is passed up)."""
    kind, at = case.kind, case.state.stage

    def ends_in(stage: str) -> bool:
        return any(one.to and one.to != at and not turns_aside(kind, stage, one) for one in kind.leaving(stage))

    steps = (one.transition for one in main if not turns_aside(kind, at, one.transition))
    judged = (step for step in steps if step.to and kind.stages[step.to].phase == "judging")
    return next((step for step in judged if ends_in(step.to)), None)


def _leads_on(case: Open, offer: Offer) -> bool:
    return not turns_aside(case.kind, case.state.stage, offer.transition)


def _named(step: Transition, main: Sequence[Offer]) -> str:
    """A step that may turn out otherwise (核查：改好了、没有改好；同意延期、不同意) is not told by one."""
    names, (deed, _, outcome) = [one.transition.name for one in main], step.name.partition("：")
    if outcome and sum(name.startswith(f"{deed}：") for name in names) > 1:
        return f"“{deed}”"
    return f"“{step.name}”或“不{step.name}”" if f"不{step.name}" in names else f"“{step.name}”"


def _posts(case: Open, step: Transition, actor: Actor) -> list[str]:
    """Those for whom it waits, where somebody holds such a post over the case's place today; else whoever may: those of
    the unit that opened the case, where it has such a post itself and another hand in it, if another is needed."""
    meant = _meant(step)
    if not (meant and somebody_serves([post.key for post in meant], case.row.place, case.on)):
        able = load_posts().holding(step.may)
        did = {account for action in step.hands for account in case.state.hands.get(action, ())}
        own = {post for _, post in posts_served(case.state.units(OPENER), [post.key for post in able], case.on, did)}
        meant = [post for post in able if post.key in own] or able
        if own and actor.account_id in did and any(step.may in seat.permissions for seat in actor.seats):
            return [f"{post.name}（另一人）" for post in meant][:MOST_POSTS]
    return [post.name for post in meant][:MOST_POSTS]


def usually(case: Open, acts: Sequence[Offer], actor: Actor) -> str:
    """Who of the own unit is waited for with what stands first, where somebody else is; a query only then."""
    step = acts[0].transition if acts else None
    if step is None or not step.waits_for:
        return ""
    leaves = [frozenset({step.waits_for} - seat.permissions) for seat in actor.seats]
    left = alone(asking_left(actor.seats, leaves, case.on)) if all(leaves) else ()
    if not any(others.held for others in left):
        return ""
    posts = [post.name for post in _meant(step)]
    return f"“{step.name}”平时由{'、'.join(posts)}经办，您也可以办。"


def _meant(step: Transition) -> list[Post]:
    """The posts for which a step waits: those that may take it too."""
    return [post for post in load_posts().holding(step.waits_for) if step.may in post.permissions]
