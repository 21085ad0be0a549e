"""Notices on somebody's desk: what is unseen, and putting it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Prefetch

from shuangyong.base.actor import Actor
from shuangyong.base.statements import Condition, Select
from shuangyong.base.storing import writing
from shuangyong.base.together import Asking
from shuangyong.cases.models import Digest, Notice

MOST = 20
PAGE = 14
"""Days of a page of digests."""


@dataclass(frozen=True, slots=True)
class Unread:
    """One notice, as it is shown."""

    pk: int
    case_id: int | None
    """None where it is about no case."""
    says: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unseen:
    """Notices not yet seen, newest first; `more`: there are others behind them."""

    notices: tuple[Unread, ...]
    more: bool

    @property
    def last(self) -> int:
        """Up to here "all seen" is meant: what comes while the page is open stays unseen."""
        return self.notices[0].pk if self.notices else 0


def asking_unseen(actor: Actor) -> Asking[Unseen]:
    """One query, beside others."""
    [rows] = yield [(_unseen_of(actor.account_id), MOST + 1)]
    return Unseen(tuple(Unread(*row) for row in rows[:MOST]), len(rows) > MOST)


@lru_cache(maxsize=400)
def _unseen_of(account: int | None) -> Select:
    """Worked out once for who comes back."""
    mine: tuple[Condition, ...] = (("account", account), ("seen_at", None))
    return Select(Notice, ("pk", "case_id", "says", "at"), mine, ("-pk",))


@dataclass(frozen=True, slots=True)
class Days:
    """Digests of one person, newest first, and below which day the next ones lie."""

    digests: tuple[Digest, ...]
    next: date | None


def digests(actor: Actor, below: date | None = None, size: int = PAGE) -> Days:
    """What one was told, a day a line, with the notices of each; two queries."""
    mine = Digest.objects.filter(account=actor.account_id).order_by("-day")
    if below is not None:
        mine = mine.filter(day__lt=below)
    told = Prefetch("notices", Notice.objects.select_related("case").order_by("-sort", "pk"))
    rows = tuple(mine.prefetch_related(told)[: size + 1])
    return Days(rows[:size], rows[size - 1].day if len(rows) > size else None)


def see_all(actor: Actor, up_to: int, *, now: datetime) -> int:
    """Everything up to a notice has been seen by its owner; how many that were."""
    with writing():
        return Notice.objects.filter(account=actor.account_id, seen_at=None, pk__lte=up_to).update(seen_at=now)
