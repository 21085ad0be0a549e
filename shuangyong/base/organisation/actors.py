"""Who acts and what it may do: `actor_of` makes the actor, `may` answers yes or no with its reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Q, QuerySet

from shuangyong.base.actor import Actor, Place, Seat, Verdict
from shuangyong.base.errors import Forbidden
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.models import Account, Tenure, Unit
from shuangyong.base.organisation.paths import under
from shuangyong.base.organisation.posts import DEGREE_NAMES

ANONYMOUS = Actor(0, "未登录")
"""Nobody has logged in. Not None: an actor without an account number is the system itself."""
REACH_NAMES = {"own": "交给本人的", "unit": "本单位的", "below": "本单位及下属单位的", "place": "本地区的"}


class Held(Protocol):
    """What `may` decides about: something that lies in a place and is held by units and persons."""

    @property
    def place(self) -> Place: ...
    @property
    def unit_ids(self) -> Collection[int]:
        """The units that hold it."""

    @property
    def unit_paths(self) -> Collection[str]:
        """The paths of the same units, for reach `below`: so that deciding needs no query."""

    @property
    def account_ids(self) -> Collection[int]:
        """The persons it was given to."""

    @property
    def degree(self) -> int:
        """0 公开, 1 内部, 2 工作秘密."""


@dataclass(frozen=True, slots=True)
class Thing:
    """The plainest `Held`."""

    place: Place
    unit_ids: Collection[int] = ()
    unit_paths: Collection[str] = ()
    account_ids: Collection[int] = ()
    degree: int = 0


def thing_of(unit: Unit) -> Thing:
    """A unit as something to decide about."""
    return Thing(unit.place, (unit.pk,), (unit.path,), (), unit.degree)


def held_on(on: date) -> Q:
    """Tenures in force on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def tenures_of(account: Account, on: date) -> QuerySet[Tenure]:
    return Tenure.objects.filter(held_on(on), account=account).select_related("unit").order_by("since", "pk")


def actor_of(account: Account, on: date) -> Actor:
    """The account with the seats it holds on a day; one query. Without seats where the account is not in use."""
    seats = tuple(map(_seat, tenures_of(account, on))) if account.active else ()
    return Actor(account.pk, account.name, seats)


def _seat(tenure: Tenure) -> Seat:
    """A post that the file no longer knows keeps its seat and may do nothing."""
    unit, post = tenure.unit, posts.load().get(tenure.post)
    name = post.name if post else f"已取消的岗位 {tenure.post}"
    deputy = "（代理）" if tenure.deputising_for_id else ""
    return Seat(
        tenure_id=tenure.pk,
        unit_id=unit.pk,
        unit_name=unit.short,
        unit_path=unit.path,
        place=unit.place,
        post=tenure.post,
        post_name=f"{name}{deputy}",
        permissions=post.permissions if post else frozenset(),
        reach=post.reach if post else "own",
        degree=post.degree if post else 0,
        called=f"{post.called}{deputy}" if post and post.called else "",
    )


def may(actor: Actor, what: str, obj: Held | None = None) -> Verdict:
    """Whether `actor` may do `what` (to `obj`), why, and by which seat; LookupError for an undeclared permission."""
    known = posts.load().permissions
    if what not in known:
        raise LookupError(f"{what} is not declared in posts.toml")
    if actor.is_system:
        return Verdict(True, "由系统办理。")
    holding = [seat for seat in actor.seats if what in seat.permissions]
    if not holding:
        return Verdict(False, _not_held(actor, what))
    if obj is None:
        return Verdict(True, f"{_whose(holding[0])}，该岗位有“{known[what]}”权限。", holding[0])
    for seat in holding:
        if reaches(seat, obj, actor.account_id) and obj.degree <= seat.degree:
            where = REACH_NAMES[seat.reach]
            return Verdict(True, f"{_whose(seat)}，该岗位可以“{known[what]}”{where}内容。", seat)
    return Verdict(False, _not_reached(actor, holding, what, obj))


def need(actor: Actor, what: str, obj: Held | None = None) -> Seat | None:
    """The seat by which it may (None for the system); Forbidden with the reason where it may not."""
    verdict = may(actor, what, obj)
    if not verdict:
        raise Forbidden(verdict.reason, then="需要办理的，请联系有权限的人员。")
    return verdict.seat


def reaches(seat: Seat, obj: Held, account_id: int | None) -> bool:
    """Whether `obj` lies within the seat's reach. Each reach holds the narrower ones."""
    if account_id in obj.account_ids:
        return True
    if seat.reach != "own" and seat.unit_id in obj.unit_ids:
        return True
    if seat.reach in {"below", "place"} and any(under(path, seat.unit_path) for path in obj.unit_paths):
        return True
    return seat.reach == "place" and obj.place.within(seat.place)


def hands_to(seat: Seat, path: str, place: Place) -> bool:
    """Whether a unit may be given a part of this seat's work: its own, one under it, one of a lower level in its place.

    Whoever answers for the whole place may give it to any unit there.
    """
    return under(path, seat.unit_path) or (
        place.within(seat.place) and (seat.reach == "place" or place.code != seat.place.code)
    )


def _whose(seat: Seat) -> str:
    return f"您在{seat.unit_name}任{seat.post_name}"


def _by_whom(what: str) -> str:
    names = [post.name for post in posts.load().holding(what)]
    return f"可由：{'、'.join(names)}。" if names else "目前没有岗位有这项权限。"


def _not_held(actor: Actor, what: str) -> str:
    named = posts.load().permissions[what]
    if actor == ANONYMOUS:
        return f"您还没有登录，不能“{named}”。请先登录。"
    if not actor.seats:
        return f"您目前没有任职，不能“{named}”。请联系安全管理员办理任职。"
    these = "该岗位" if len(actor.seats) == 1 else "这些岗位都"
    held = "；".join(map(_whose, actor.seats))
    return f"{held}，{these}没有“{named}”权限。{_by_whom(what)}"


def _not_reached(actor: Actor, holding: list[Seat], what: str, obj: Held) -> str:
    named = posts.load().permissions[what]
    within = [seat for seat in holding if reaches(seat, obj, actor.account_id)]
    if within:
        best = max(within, key=lambda seat: seat.degree)
        return (
            f"这一项属于“{DEGREE_NAMES[obj.degree]}”，{_whose(best)}，"
            f"最高只能办理“{DEGREE_NAMES[best.degree]}”级内容。{_by_whom(what)}"
        )
    held = "；".join(f"{_whose(seat)}，只能“{named}”{REACH_NAMES[seat.reach]}内容" for seat in holding)
    return f"{held}，这一项不在其中。请由承办单位或其上级办理。"
