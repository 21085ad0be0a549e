"""Who looks after a place is told of every new account and of every new or changed post there, in words.

The system administrator opens accounts and the security administrator gives posts: the two together can make somebody
up who reads by his post, and each of their acts is in order by itself. So what they do stands on the desk of the
office's head, who knows his people, and of the auditor, who reads the trail; what is done at once is told at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from shuangyong.base import storing
from shuangyong.base.actor import LENGTHS, Actor, Place
from shuangyong.base.organisation import handlers, posts
from shuangyong.base.organisation.actors import held_on
from shuangyong.base.organisation.models import Account, Tenure
from shuangyong.base.organisation.queries import titled_of
from shuangyong.base.organisation.regions import codes_above
from shuangyong.base.organisation.serving import unended_of

TOLD = ("post.hand_over", "trail.verify")
"""Whose holder over a place is told: the head of the office and the auditor."""
COUNTY = LENGTHS[2]
LONGEST = 200
SHOWN = 6
"""Of those of one sort that one act did, so many are named; of all of them the trail tells."""
OPENED, GIVEN, ENDED, HANDED = "新开账号", "任职", "免职", "移交岗位"
NAMED, WOKEN, RESET = "更正姓名", "重新启用账号", "重置密码"

_Kept = dict[str, list[str]]


def tell(actor: Actor, place: Place, sort: str, whom: str, *, now: datetime, besides: Iterable[int] = ()) -> None:
    """Inside `writing()`: put it on the desks of those who look after `place`, one notice for all that it did there.

    `whom` says who and what; `besides`: accounts told as well, such as who has just lost the post of the head.
    """
    key = f"organisation.told.{actor.account_id}.{place.code}"
    kept: dict[str, tuple[_Kept, set[int]]] = storing.kept()
    if key not in kept:
        kept[key] = {}, looking_after(actor, place, now)  # as it was before: whoever is sent away by it is told too
        storing.before_commit(lambda: _deliver(actor, place, *kept[key], now))
    said, accounts = kept[key]
    said.setdefault(sort, []).append(whom)
    accounts.update(besides)


def _deliver(actor: Actor, place: Place, said: _Kept, accounts: set[int], now: datetime) -> None:
    by = f"{actor.seats[0].title}{actor.name}" if actor.seats else "运行维护人员在服务器上"
    what = "；".join(_said(sort, names) for sort, names in said.items())
    what = what if len(what) <= LONGEST else f"{what[:LONGEST]}……"
    whom = (accounts | looking_after(actor, place, now)) - {actor.account_id or 0}
    handlers.people_changed(sorted(whom), f"{by}办理了人员变动。{what}。来由不清楚的，请与审计管理员核实。", now)


def _said(sort: str, names: list[str]) -> str:
    """How many stands before the names: those may be cut, and nobody is to be hidden at the end of a long list."""
    where = "，都列在“岗位”里" if sort == GIVEN else ""
    many = f" {len(names)} 人次{where}" if len(names) > SHOWN else ""
    return f"{sort}{many}：{'、'.join(names[:SHOWN])}{'等' if many else ''}"


def looking_after(actor: Actor, place: Place, now: datetime) -> set[int]:
    """Heads and auditors of a place, up to its county: a town's own head, once made up, would hear it alone.

    Where no county has any, those of the place above that is nearest. Of what is done at the server only those hear
    who have come in: an installation is laid there, and nothing of it is news to who was not there yet. One query.
    """
    told = [post.key for sort in TOLD for post in posts.load().holding(sort) if post.reach == "place"]
    serving = Tenure.objects.filter(held_on(timezone.localdate(now)), post__in=told, account__active=True)
    found = serving.filter(unit__region__in=codes_above(place.code))
    if actor.is_system:
        found = found.exclude(account__logged_in_at=None)
    rows = list(found.values_list("unit__region", "account"))
    nearest = min(max((len(code) for code, _ in rows), default=0), COUNTY)
    return {account for code, account in rows if len(code) >= nearest}


# ── what is told of each act ───────────────────────────────────────────────────────────────────────────────────────


def tell_post(actor: Actor, tenure: Tenure, sort: str, rest: str = "", *, now: datetime) -> None:
    """Somebody's post was given, ended or handed over."""
    besides = () if sort == GIVEN else (tenure.account_id,)
    tell(actor, tenure.unit.place, sort, f"{_serving(tenure)}{rest}", now=now, besides=besides)


def tell_account(actor: Actor, account: Account, sort: str, whom: str = "", *, now: datetime) -> None:
    """Something became of an account: told where it serves, of one without a post where the actor does.

    One that is opened at the server gets its post in the same act, which is told.
    """
    served = list(unended_of(account, timezone.localdate(now)))
    if not served and actor.seats:
        tell(actor, actor.seats[0].place, sort, whom or named(account), now=now)
    for tenure in served:
        tell(actor, tenure.unit.place, sort, whom or _serving(tenure), now=now)


def named(account: Account) -> str:
    return f"{account.name}（{account.login}）"


def _serving(tenure: Tenure) -> str:
    return f"{named(tenure.account)}任{titled_of(tenure)}"
