"""What a post leaves to the others of its unit: steps that wait for a permission which somebody there holds today.

Where nobody does, nothing is left to anybody: the steps wait for whoever may take them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shuangyong.base.actor import Seat
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.models import Tenure
from shuangyong.base.organisation.posts import Post
from shuangyong.base.statements import Select, among
from shuangyong.base.together import Asking

Left = tuple[frozenset[str], ...]
"""For each seat the permissions of others of its unit for which steps wait."""


def asking_left(seats: Sequence[Seat], leaves: Sequence[frozenset[str]], on: date) -> Asking[Left]:
    """For each seat those of the permissions that it would leave which somebody in its unit holds on this day.

    One query; none where no seat would leave anything.
    """
    wanted = frozenset[str]().union(*leaves)
    units = dict.fromkeys(seat.unit_id for seat, named in zip(seats, leaves, strict=True) if named)
    by_post = {post.key: post for named in wanted for post in posts.load().holding(named)}
    if not units or not by_post:
        return tuple(frozenset() for _ in seats)
    serving = (among("unit", units), ("post__in", tuple(by_post)), ("since__lte", on), ("account__active", True))
    [rows] = yield [(Select(Tenure, ("unit_id", "post", "until"), serving), None)]
    there = [(unit, by_post[post]) for unit, post, until in rows if until is None or until > on]
    return tuple(named & _held(there, seat) for seat, named in zip(seats, leaves, strict=True))


def _held(there: Sequence[tuple[int, Post]], seat: Seat) -> frozenset[str]:
    """What others of its unit may who see all that it sees: nothing is left to whoever would not find it."""
    alike = (post for unit, post in there if unit == seat.unit_id and post.degree >= seat.degree)
    return frozenset[str]().union(*(post.permissions for post in alike if post.reach == seat.reach))
