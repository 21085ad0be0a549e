"""The first days of an office: what has to be there before work can be handed out, and whose it is to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.organisation import beginnings
from shuangyong.base.organisation.queries import group_at
from shuangyong.base.organisation.serving import group_members
from shuangyong.cases.queries import visible_to
from shuangyong.desk.pages.asking import Asked

REGIONS, POSTS, GROUP = "region.import", "post.assign", "group.edit"


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing to be done at the beginning, and where."""

    done: bool
    what: str
    url: str
    says: str = ""


def doings(me: Asked) -> tuple[Doing, ...]:
    """What this post does before the first work is handed out; nothing once all of it is done."""
    found = tuple(
        one for permission, ask in ASKS.items() if (seat := _seat(me.actor, permission)) for one in ask(me, seat)
    )
    return () if all(one.done for one in found) else found


def _seat(actor: Actor, permission: str) -> Seat | None:
    return next((seat for seat in actor.seats if permission in seat.permissions and seat.place.code), None)


def _of_system(me: Asked, seat: Seat) -> Iterator[Doing]:
    regions = beginnings.has_regions(seat.place.code)
    yield Doing(regions, "导入乡镇、村的行政区划", reverse("desk:regions"), "有代码和名称两列就行")
    yield Doing(
        beginnings.has_units(seat),
        "登记单位",
        reverse("desk:unit_list"),
        "领导小组、成员单位、乡镇、服务站、驻军，可以从名单一次登记",
    )
    people = beginnings.has_people(me.actor, me.on)
    yield Doing(people, "给每个人开账号", reverse("desk:account_list"), "开好以后，同一份名单交给安全管理员")


def _of_security(me: Asked, _seat: Seat) -> Iterator[Doing]:
    without, given = beginnings.without_post(me.actor, me.on), beginnings.has_posts()
    says = f"有 {without} 个账号还没有岗位" if without else "等系统管理员开好账号" if not given else ""
    yield Doing(given and not without, "给每个账号岗位", reverse("desk:post_list"), says)


def _of_office(me: Asked, seat: Seat) -> Iterator[Doing]:
    if visible_to(me.actor).exists():
        return
    group = group_at(seat.place, me.on)
    members = group_members(group, me.on) if group else []
    yield Doing(group is not None, "登记领导小组和办公室", reverse("desk:group"), "“各成员单位”按这里的名单展开")
    yield Doing(bool(members), "勾选成员单位", reverse("desk:group"), "可以一次勾选多个")
    yield Doing(
        False, "收第一份文件，确认任务", reverse("desk:documents"), "通知、纪要、讲话读成任务，核对后交到各单位"
    )
    yield Doing(False, "导入旧台账", reverse("desk:tables"), "现成的 Excel 不用重抄")


ASKS = {REGIONS: _of_system, POSTS: _of_security, GROUP: _of_office}
"""By the permission that the work belongs to."""
