"""What a post leaves to the others of its unit: steps that wait for a permission which somebody there holds today.

Where nobody does, nothing is left to anybody: the steps wait for whoever may take them. Nor is what went through the
hands of all of those others: where they served before, or where a unit's work went when it was split, a case may lie
in which they took the step that another hand is to confirm.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from shuangyong.base.actor import Seat
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.models import Tenure, Unit
from shuangyong.base.organisation.posts import Post
from shuangyong.base.statements import Line, Select, among
from shuangyong.base.together import Asking


class Others(NamedTuple):
    """To whom of its unit a seat leaves something."""

    held: frozenset[str] = frozenset()
    """The permissions for which steps wait."""
    people: tuple[int, ...] = ()
    """The accounts that hold one of them."""
    before: tuple[int, ...] = ()
    """Units in which some of them served otherwise, and those into which these were split."""


Left = tuple[Others, ...]
"""For each seat."""


def asking_left(seats: Sequence[Seat], leaves: Sequence[frozenset[str]], on: date) -> Asking[Left]:
    """For each seat those of the permissions that it would leave which somebody in its unit holds on this day.

    Two queries, and a third where those others served elsewhere; none where no seat would leave anything.
    """
    wanted = frozenset[str]().union(*leaves)
    units = dict.fromkeys(seat.unit_id for seat, named in zip(seats, leaves, strict=True) if named)
    by_post = {post.key: post for named in wanted for post in posts.load().holding(named)}
    if not units or not by_post:
        return tuple(Others() for _ in seats)
    serving, ever = _serving(tuple(units), tuple(by_post), on)
    rows, served = yield [(serving, None), (ever, None)]
    there = [(unit, by_post[post], who) for unit, post, until, who in rows if until is None or until > on]
    elsewhere = {unit for _, unit in served} - set(units)
    parts = yield from _split(elsewhere)
    return tuple(
        _others(named & _held(there, seat), there, served, parts, seat)
        for seat, named in zip(seats, leaves, strict=True)
    )


@lru_cache(maxsize=400)
def _serving(units: tuple[int, ...], wanted: tuple[str, ...], on: date) -> tuple[Select, Select]:
    """Who holds one of these posts in the units, and where each ever served; worked out once for who comes back."""
    there = (among("unit", units), ("post__in", wanted), ("since__lte", on), ("account__active", True))
    others = Select(Tenure, ("account_id",), there)
    ever = Select(Tenure, ("account_id", "unit_id"), (("account__in", others),), distinct=True)
    return Select(Tenure, ("unit_id", "post", "until", "account_id"), there), ever


Serving = Sequence[tuple[int, Post, int]]
"""Unit, post and account."""


def _split(units: set[int]) -> Asking[list[Line]]:
    """The units into which some were split, each with the one that it came out of."""
    if not units:
        return []
    [rows] = yield [(Select(Unit, ("pk", "origin_id"), (among("origin", sorted(units)),)), None)]
    return rows


def _others(held: frozenset[str], there: Serving, served: Sequence[Line], parts: Sequence[Line], seat: Seat) -> Others:
    able = (who for unit, post, who in there if unit == seat.unit_id and held & post.permissions)
    people = tuple(sorted(set(able)))
    before = {unit for who, unit in served if who in people}
    before |= {part for part, origin in parts if origin in before}
    return Others(held, people, tuple(sorted(before - {seat.unit_id})))


def _held(there: Serving, seat: Seat) -> frozenset[str]:
    """What others of its unit may who see all that it sees: nothing is left to whoever would not find it."""
    alike = (post for unit, post, _ in there if unit == seat.unit_id and post.degree >= seat.degree)
    return frozenset[str]().union(*(post.permissions for post in alike if post.reach == seat.reach))
