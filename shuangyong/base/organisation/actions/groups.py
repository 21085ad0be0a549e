"""The leading group (领导小组): founded, its posts filled, its member units, its rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shuangyong.base import keeping_out
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation.actions.holding import TREE, hold, must_be_open
from shuangyong.base.organisation.actors import need, thing_of
from shuangyong.base.organisation.models import Account, Group, GroupMember, GroupSeat, Unit
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail

LONGEST_NAME, LONGEST_TITLE, LONGEST_TEXT = 40, 100, 20_000


@dataclass(frozen=True, slots=True)
class SeatDraft:
    """Who is to hold a post of the group: a person of a unit, with an account or without."""

    role: str
    name: str
    title: str
    unit: Unit
    account: Account | None = None
    order: int = 0


def found_group(actor: Actor, unit: Unit, office: Unit, *, rules: str, on: date, now: datetime) -> Group:
    """Make `unit` a leading group whose office is in `office`."""
    _check_text("rules", rules)
    with writing():
        hold(TREE)
        need(actor, "group.edit", thing_of(unit))
        need(actor, "group.edit", thing_of(office))
        must_be_open(unit, on)
        must_be_open(office, on)
        if Group.objects.filter(unit=unit).exists():
            raise Problem(f"{unit.name}已经登记为领导小组。", then="请直接维护它的成员。")
        group = Group.objects.create(unit=unit, office=office, rules=rules)
        trail.record(actor, "group.found", group, {"unit": unit.pk, "office": office.pk}, now=now)
    return group


def set_rules(actor: Actor, group: Group, rules: str, *, now: datetime) -> None:
    """The rules of procedure (工作规则)."""
    _check_text("rules", rules)
    with writing():
        need(actor, "group.edit", thing_of(group.unit))
        Group.objects.filter(pk=group.pk).update(rules=rules)
        trail.record(actor, "group.rules", group, {"rules": rules}, now=now)


def seat_in_group(actor: Actor, group: Group, draft: SeatDraft, *, on: date, now: datetime) -> GroupSeat:
    """Somebody takes a post in the group from `on`."""
    _check_seat(draft)
    keeping_out.refuse(name=draft.name, title=draft.title)
    with writing():
        hold(TREE)
        need(actor, "group.edit", thing_of(group.unit))
        must_be_open(draft.unit, on)
        seat = GroupSeat.objects.create(
            group=group,
            role=draft.role,
            name=draft.name.strip(),
            title=draft.title,
            unit=draft.unit,
            account=draft.account,
            order=draft.order,
            since=on,
        )
        trail.record(actor, "group.seat", seat, {"role": draft.role, "unit": draft.unit.pk}, now=now)
    return seat


def _check_seat(draft: SeatDraft) -> None:
    wrong = {}
    if draft.role not in GroupSeat.Role.values:
        wrong["role"] = f"职务只能是：{'、'.join(GroupSeat.Role.labels)}。"
    if not 1 <= len(draft.name.strip()) <= LONGEST_NAME:
        wrong["name"] = f"请填姓名，最多 {LONGEST_NAME} 个字。"
    if len(draft.title) > LONGEST_TITLE:
        wrong["title"] = f"本职最多 {LONGEST_TITLE} 个字。"
    if wrong:
        raise Invalid(wrong)


def _check_text(field: str, text: str) -> None:
    """Rules and duties: what may not be kept, and what nobody reads for its length."""
    if len(text) > LONGEST_TEXT:
        raise Invalid({field: f"最多 {LONGEST_TEXT} 个字，现在是 {len(text)} 个。"})
    keeping_out.refuse(**{field: text})


def end_group_seat(actor: Actor, seat: GroupSeat, *, on: date, now: datetime) -> None:
    with writing():
        need(actor, "group.edit", thing_of(seat.group.unit))
        _end(seat, on, f"{seat.name}的{seat.get_role_display()}职务")
        trail.record(actor, "group.unseat", seat, {"on": on.isoformat()}, now=now)


def join_group(
    actor: Actor, group: Group, unit: Unit, *, duties: str, on: date, now: datetime, order: int = 0
) -> GroupMember:
    """`unit` becomes a member unit with these duties."""
    _check_text("duties", duties)
    with writing():
        hold(TREE)
        need(actor, "group.edit", thing_of(group.unit))
        must_be_open(unit, on)
        if GroupMember.objects.filter(group=group, unit=unit, until__isnull=True).exists():
            raise Problem(f"{unit.name}已经是成员单位。", then="请直接修改它的职责。")
        member = GroupMember.objects.create(group=group, unit=unit, duties=duties, order=order, since=on)
        trail.record(actor, "group.join", member, {"unit": unit.pk, "duties": duties}, now=now)
    return member


def leave_group(actor: Actor, member: GroupMember, *, on: date, now: datetime) -> None:
    with writing():
        need(actor, "group.edit", thing_of(member.group.unit))
        _end(member, on, f"{member.unit.name}的成员单位身份")
        trail.record(actor, "group.leave", member, {"on": on.isoformat()}, now=now)


# ── units that become others ───────────────────────────────────────────────────────────────────────────────────────


def hand_offices(actor: Actor, unit: Unit, into: Callable[[Group], Unit], *, now: datetime) -> None:
    """The offices of leading groups that lie in a unit which ends lie in what it became. Inside `writing()`."""
    for group in Group.objects.filter(office=unit).order_by("pk"):
        office = into(group)
        Group.objects.filter(pk=group.pk).update(office=office)
        trail.record(actor, "group.office", group, {"from": unit.pk, "to": office.pk, "name": office.name}, now=now)


def hand_seats(actor: Actor, unit: Unit, into: Callable[[GroupSeat], Unit], *, on: date, now: datetime) -> None:
    """Who holds a post in a leading group for a unit that ends holds it for what it became. Inside `writing()`.

    The old row keeps the days before, the new one begins when it ends.
    """
    for seat in list(GroupSeat.objects.filter(unit=unit, until__isnull=True).order_by("pk")):
        taker, begins = into(seat), max(on, seat.since + timedelta(days=1))
        GroupSeat.objects.filter(pk=seat.pk).update(until=begins)
        new = GroupSeat.objects.create(
            group=seat.group,
            role=seat.role,
            name=seat.name,
            title=seat.title,
            unit=taker,
            account=seat.account,
            order=seat.order,
            since=begins,
        )
        trail.record(actor, "group.seat", new, {"role": new.role, "unit": taker.pk}, now=now)


def _end(held: GroupSeat | GroupMember, on: date, what: str) -> None:
    """Only where it has not ended yet: of two who end it the second is told."""
    if on <= held.since:
        raise Problem(f"{what}自 {held.since} 起，结束日期 {on} 应晚于这一天。", then="请改日期。")
    if not type(held).objects.filter(pk=held.pk, until__isnull=True).update(until=on):
        raise Problem(f"{what}已经结束。", then="请刷新后再看。")
    held.until = on
