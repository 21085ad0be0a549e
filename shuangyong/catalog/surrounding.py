"""What definitions may refer to outside themselves, gathered from where it is declared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from shuangyong.base.organisation import collectives, posts
from shuangyong.catalog.model import Kind
from shuangyong.catalog.proving import Surroundings
from shuangyong.catalog.queries import kinds_in_force

KINDS = Path(__file__).resolve().parent.parent / "definitions" / "kinds"
"""The kinds that come with the product."""
KNOWN = frozenset({"unit.name", "unit.place", "account.name", "today"})
"""Facts that are held already; the register adds its own."""


def surroundings(on: date, beside: Iterable[Kind] = ()) -> Surroundings:
    """Posts, collectives and kinds: those in force on a day and those that are about to be published together."""
    declared = posts.load()
    return Surroundings(
        posts={key: post.permissions for key, post in declared.by_key.items()},
        kinds={**kinds_in_force(on), **{kind.key: kind for kind in beside}},
        collectives=frozenset(collectives.load()),
        known=KNOWN,
    )
