"""A unit becomes several (分设): a person says what goes where. The old unit keeps its row, its end and its past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import handlers
from shuangyong.base.organisation.actions.groups import hand_offices, hand_seats
from shuangyong.base.organisation.actions.holding import hold_unit, must_be_open, not_later_than_today
from shuangyong.base.organisation.actions.moving import no_wider
from shuangyong.base.organisation.actions.refusing import alike
from shuangyong.base.organisation.actions.units import (
    UnitDraft,
    check_draft,
    check_new_parent,
    create,
    end,
    graft,
    leave_groups,
    move_tenures,
    take_place,
    unended,
)
from shuangyong.base.organisation.actors import Thing, need, thing_of
from shuangyong.base.organisation.handlers import Division
from shuangyong.base.organisation.models import Group, GroupMember, GroupSeat, Tenure, Unit
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail

MOST = 6
"""Units that one unit can become at once."""


@dataclass(frozen=True, slots=True)
class Share:
    """One of the units that a unit becomes, with what of the old one goes there. The parent is the old one's."""

    draft: UnitDraft
    work: frozenset[str] = frozenset()
    """Kinds of its cases."""
    tenures: frozenset[int] = frozenset()
    """Posts that are held in it."""
    children: frozenset[int] = frozenset()
    """Units under it."""
    member: bool = False
    """Takes its place in leading groups."""
    offices: frozenset[int] = frozenset()
    """Leading groups whose office was in it."""
    seats: frozenset[int] = frozenset()
    """Posts in leading groups that are held for it; one that nobody names goes with its holder's post."""


def split_unit(
    actor: Actor, unit: Unit, shares: Sequence[Share], *, closed: bool = False, on: date, now: datetime
) -> tuple[Unit, ...]:
    """`unit` ends on `on` and becomes one unit for each share; what no share names goes to the first.

    What it did stays with it, on every day before; `closed`: ended cases are handed on as well, from today on.
    Raises Forbidden, Invalid, Problem.
    """
    not_later_than_today(on, now, "分设")
    with writing():
        unit = hold_unit(unit)
        need(actor, "unit.edit", thing_of(unit))
        must_be_open(unit, on)
        _check(actor, unit, shares, on)
        parts = tuple(create(_draft(unit, share), unit.parent, on) for share in shares)
        Unit.objects.filter(pk__in=[part.pk for part in parts]).update(origin=unit)
        _children(actor, unit, shares, parts, now)
        end(unit, on, None)
        _groups(unit, shares, parts, on)
        hand_offices(actor, unit, lambda g: _part_of(g.pk, [share.offices for share in shares], parts), now=now)
        hand_seats(actor, unit, _seats(unit, shares, parts, on), on=on, now=now)
        _posts(actor, unit, shares, parts, on, now)
        work = {kind: part for share, part in zip(shares, parts, strict=True) for kind in share.work}
        handlers.unit_split(actor, unit, Division(parts[0], work, closed), now)
        told = {"into": "、".join(part.name for part in parts), "on": on.isoformat(), "closed": closed}
        trail.record(actor, "unit.split", unit, told | {"parts": [part.pk for part in parts]}, now=now)
        for part in parts:
            trail.record(actor, "unit.open", part, {"name": part.name, "origin": unit.pk}, now=now)
    return parts


def _draft(unit: Unit, share: Share) -> UnitDraft:
    return replace(share.draft, parent=unit.parent, degree=max(unit.degree, share.draft.degree))


def _check(actor: Actor, unit: Unit, shares: Sequence[Share], on: date) -> None:
    if not 2 <= len(shares) <= MOST:
        raise Problem(
            f"分设以后应有 2 至 {MOST} 个单位，现在写了 {len(shares)} 个。", then="只有一个的，请用改名或并入。"
        )
    if Group.objects.filter(unit=unit).exists():
        raise Problem(f"{unit.name}是领导小组，不能分设。", then="请另外成立领导小组，再调整成员单位。")
    for sort in ("work", "tenures", "children", "offices", "seats"):
        named = [item for share in shares for item in getattr(share, sort)]
        if len(named) != len(set(named)):
            raise Problem("同一样东西只能分给一个单位。", then="请检查事项、岗位、下级单位和领导小组的各项分给了谁。")
    names = [share.draft.name for share in shares]
    if len(set(names)) != len(names):
        raise Invalid({"name": "分设以后的单位不能同名。"})
    for share in shares:
        draft = _draft(unit, share)
        above = (unit.parent.path,) if unit.parent else ()
        need(actor, "unit.edit", Thing(Place(draft.region), (), above, (), draft.degree))
        _no_wider(unit, draft.region, on)
        _no_other_side(unit, draft.kind)
        check_draft(draft, unit.parent, on)


def _no_other_side(unit: Unit, kind: str) -> None:
    """People, cases and lower units go along: nobody takes a troop's into a civil unit, or the other way, by this."""
    if (kind == Unit.Kind.ARMY) != (unit.kind == Unit.Kind.ARMY):
        raise Invalid({"kind": "军队单位分设以后仍是军队单位，地方单位分设以后仍是地方单位。"})


def _no_wider(unit: Unit, region: str, on: date) -> None:
    """Posts go along, and see what their unit's place holds: a village's must not come to see the county by this, and
    a county's not another county; towns of one county are as near to each other as where they are merged."""
    if len(region) < len(unit.region):
        raise Invalid({"region": f"分设以后的单位，区划不能比原单位（{unit.region}）大。"})
    if not (no_wider(unit.region, region, on) or alike(unit.region, region)):
        says = f"分设以后的单位应在原单位的区划（{unit.region}）以内，或者是同一个县里相邻同级的。"
        raise Invalid({"region": f"{says}岗位随单位走，到了别处（{region}）会看到别处的人员和事项。"})


def _children(actor: Actor, unit: Unit, shares: Sequence[Share], parts: Sequence[Unit], now: datetime) -> None:
    for child in Unit.objects.filter(parent=unit).order_by("pk"):
        above = _part_of(child.pk, [share.children for share in shares], parts)
        check_new_parent(child, above)
        graft(actor, child, above, now)


def _posts(actor: Actor, unit: Unit, shares: Sequence[Share], parts: Sequence[Unit], on: date, now: datetime) -> None:
    def goes(tenure: Tenure) -> Unit:
        return _part_of(tenure.pk, [share.tenures for share in shares], parts)

    move_tenures(actor, list(unended(unit, on)), goes, on, now)


def _seats(unit: Unit, shares: Sequence[Share], parts: Sequence[Unit], on: date) -> Callable[[GroupSeat], Unit]:
    """Where each post in a leading group goes: as named, else with its holder's post here, else to the first."""
    held = dict(unended(unit, on).values_list("account_id", "pk"))

    def goes(seat: GroupSeat) -> Unit:
        named = next((part for share, part in zip(shares, parts, strict=True) if seat.pk in share.seats), None)
        return named or _part_of(held.get(seat.account_id or 0, 0), [share.tenures for share in shares], parts)

    return goes


def _groups(unit: Unit, shares: Sequence[Share], parts: Sequence[Unit], on: date) -> None:
    """Its places in leading groups go to every part that takes them; to the first where none does."""
    takers = [part for share, part in zip(shares, parts, strict=True) if share.member] or [parts[0]]
    members = list(GroupMember.objects.filter(unit=unit, until__isnull=True))
    leave_groups(unit, on, None)
    for member in members:
        for part in takers:
            take_place(member, part, on)


def _part_of(key: int, named: Sequence[frozenset[int]], parts: Sequence[Unit]) -> Unit:
    """The first where nobody names it."""
    return next((part for keys, part in zip(named, parts, strict=True) if key in keys), parts[0])
