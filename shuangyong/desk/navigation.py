"""The frame of every page: who is here, and the way to what their posts may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input  # noqa: TID251 - the field that every engine draws
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from shuangyong.base.actor import Actor
from shuangyong.base.organisation import login
from shuangyong.base.organisation.middleware import known_actor
from shuangyong.desk.vault import key_of

SEE = "case.see"


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the main navigation; shown to whoever holds one of `to` (to all where it is empty)."""

    key: str
    label: str
    route: str
    to: frozenset[str] = frozenset()
    seldom: bool = False
    """Stands under “更多” where the row would grow too long."""

    @property
    def url(self) -> str:
        return reverse(self.route)


def _way(key: str, label: str, route: str, *to: str, seldom: bool = False) -> Way:
    return Way(key, label, route, frozenset(to), seldom)


IN_A_ROW = 7
"""As many entries as a row holds; those with more have the seldom ones under “更多”."""
STRANGERS = (_way("read", "读一份文件", "desk:read", seldom=True),)
OPENING = (
    "case.open",
    "case.serve",
    "case.arrange",
    "case.organise",
    "case.ask",
    "case.army",
    "case.order_mending",
    "case.comment",
)
WAYS = (
    _way("mine", "工作台", "desk:start"),
    _way("cases", "事项", "desk:cases", SEE),
    _way("ledgers", "台账", "desk:ledgers", SEE),
    _way("score", "考评", "desk:score", "score.see"),
    _way("register", "登记", "desk:register", "register.see"),
    _way("register_review", "人员查看复核", "desk:register_review", "register.review", seldom=True),
    _way("releases", "导出审批", "desk:releases", "register.release", "register.agree", seldom=True),
    _way("documents", "收文", "desk:documents", "doc.upload", "doc.confirm", "doc.agree"),
    _way("kinds", "新开事项", "desk:kinds", *OPENING),
    _way("accounts", "账号", "desk:accounts", "account.manage", "account.lock", "post.assign", seldom=True),
    _way("posts", "岗位", "desk:posts", "post.hand_over", "post.assign", seldom=True),
    _way("units", "单位", "desk:units", "unit.edit", seldom=True),
    _way("group", "领导小组", "desk:group", SEE, "group.edit", seldom=True),
    _way("regions", "行政区划", "desk:regions", "region.import", seldom=True),
    _way("jobs", "后台任务", "desk:jobs", "job.manage", seldom=True),
    _way("trail", "留痕", "desk:trail", "trail.read", seldom=True),
    _way("catalog", "事项定义", "desk:catalog", SEE, "catalog.publish", seldom=True),
    *STRANGERS,
)
"""In the order in which they stand. A room adds its page here."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What `base.html` draws around a page."""

    name: str = ""
    seats: str = ""
    ways: tuple[Way, ...] = STRANGERS
    account: int = 0
    """Keeps what one person typed apart from another's on the same device."""
    ends: datetime | None = None
    """When this log-in ends whatever is done; told in the last half hour."""

    @property
    def row(self) -> tuple[Way, ...]:
        """What stands in the row itself."""
        return self.ways if len(self.ways) <= IN_A_ROW else tuple(way for way in self.ways if not way.seldom)

    @property
    def more(self) -> tuple[Way, ...]:
        """What stands under “更多”."""
        return tuple(way for way in self.ways if way not in self.row)

    @property
    def key(self) -> str:
        """Locks what this person types on this device until he logs in again."""
        return key_of(self.account)

    @property
    def signed_in(self) -> bool:
        return bool(self.name)


def frame_of(actor: Actor | None) -> Frame:
    """The frame for an actor; a stranger's where nobody has logged in."""
    if actor is None or not actor.account_id:
        return Frame()
    held = frozenset[str]().union(*(seat.permissions for seat in actor.seats))
    seats = "、".join(seat.title for seat in actor.seats)
    return Frame(actor.name, seats, tuple(way for way in WAYS if not way.to or way.to & held), actor.account_id)


def frame(request: HttpRequest) -> dict[str, Any]:
    """For the template engine: `frame` in every template. Pages drawn before anybody was asked for have no actor.

    All forms of a page carry one token: Django would draw thirty-two letters by lot for each.
    """
    token = SimpleLazyObject(lambda: csrf_input(request))
    made = frame_of(known_actor(request))
    if made.signed_in:
        made = replace(made, ends=login.ends_at(request, timezone.now()))
    return {"frame": made, "csrf_input": token}
