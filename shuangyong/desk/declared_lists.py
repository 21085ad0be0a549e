"""Fields whose text is one of a list that another package keeps (`among`): what is offered, and what is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from shuangyong.assess import choosing
from shuangyong.base.errors import Invalid

Groups = Mapping[str, tuple[tuple[str, str], ...]]
"""What may be chosen and what it is called, under the name of each group."""


class List(NamedTuple):
    """Offered on a day; what was sent as it is kept, which raises Invalid."""

    offered: Callable[[date], Groups]
    taken: Callable[[str, date], str]


LISTS = {"indicators": List(choosing.indicators, choosing.indicator)}
"""By the words that a definition may write (catalog.model.LISTS)."""


def offered(among: str, on: date, held: str) -> Groups:
    """With what stands in the field already, where the list no longer has it."""
    groups = LISTS[among].offered(on) if among else {}
    if not among or not held or any(held == value for rows in groups.values() for value, _ in rows):
        return groups
    return {"原来填的": ((held, ""),), **groups}


def called(among: str, value: str, on: date) -> str:
    """What was chosen with what it is called, as the choice showed it."""
    names = dict(row for rows in LISTS[among].offered(on).values() for row in rows)
    return f"{value} {names[value]}" if value in names else value


def taken(among: str, sent: str, key: str, on: date) -> str:
    """Raises Invalid for `key`."""
    try:
        return LISTS[among].taken(sent, on)
    except Invalid as problem:
        raise Invalid({key: next(iter(problem.fields.values()))}) from None
