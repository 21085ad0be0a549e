"""Notices on somebody's desk: what is unseen, and putting it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shuangyong.base.actor import Actor
from shuangyong.base.storing import writing
from shuangyong.cases.models import Notice

MOST = 20


@dataclass(frozen=True, slots=True)
class Unseen:
    """Notices not yet seen, newest first; `more`: there are others behind them."""

    notices: tuple[Notice, ...]
    more: bool

    @property
    def last(self) -> int:
        """Up to here "all seen" is meant: what comes while the page is open stays unseen."""
        return self.notices[0].pk if self.notices else 0


def unseen(actor: Actor) -> Unseen:
    """One query."""
    found = Notice.objects.filter(account=actor.account_id, seen_at=None).select_related("case").order_by("-pk")
    rows = tuple(found[: MOST + 1])
    return Unseen(rows[:MOST], len(rows) > MOST)


def see_all(actor: Actor, up_to: int, *, now: datetime) -> int:
    """Everything up to a notice has been seen by its owner; how many that were."""
    with writing():
        return Notice.objects.filter(account=actor.account_id, seen_at=None, pk__lte=up_to).update(seen_at=now)
