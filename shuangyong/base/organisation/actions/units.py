"""Units: opened, renamed, moved, closed. Nothing is deleted: a unit that is gone keeps its row and its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from shuangyong.base import keeping_out
from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import handlers, paths
from shuangyong.base.organisation.actions import telling
from shuangyong.base.organisation.actions.holding import (
    TREE,
    hold,
    hold_account,
    hold_unit,
    must_be_open,
    not_later_than_today,
)
from shuangyong.base.organisation.actions.names import checked, put_names
from shuangyong.base.organisation.actors import Thing, held_on, may, need, thing_of
from shuangyong.base.organisation.models import DEGREES, GroupMember, Region, Tenure, Unit, UnitName
from shuangyong.base.organisation.regions import valid_on
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail

LONGEST_DUTIES = 20_000


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """What a new unit is to be. `names`: further short names; `parent`: None for a root."""

    name: str
    short: str
    kind: str
    region: str
    parent: Unit | None = None
    duties: str = ""
    degree: int = 0
    names: tuple[str, ...] = ()


def open_unit(actor: Actor, draft: UnitDraft, *, on: date, now: datetime) -> Unit:
    """A new unit, valid from `on`."""
    need(actor, "unit.edit")
    with writing():
        parent = hold_unit(draft.parent) if draft.parent else None
        hold(TREE)
        above = (parent.path,) if parent else ()
        place = Thing(Place(draft.region), (), above, (), draft.degree)
        if may(actor, "unit.edit", place) or not wrong_region(draft.region, on):
            need(actor, "unit.edit", place)  # a slip in the code is no trespass: it is told as what it is
        check_draft(draft, parent, on)
        unit = create(draft, parent, on)
        told = {"name": unit.name, "kind": unit.kind, "region": unit.region, "parent": parent.pk if parent else None}
        trail.record(actor, "unit.open", unit, told, now=now)
    return unit


def check_draft(draft: UnitDraft, parent: Unit | None, on: date) -> None:
    """Raises Invalid with every field that is wrong, Problem where the unit above is closed or too deep."""
    wrong = {}
    if draft.kind not in Unit.Kind.values:
        wrong["kind"] = f"类别只能是：{'、'.join(Unit.Kind.labels)}。"
    if draft.degree not in {0, 1, 2}:
        wrong["degree"] = "级别只能是 0 公开、1 内部、2 工作秘密。"
    region = wrong_region(draft.region, on) or (_outside(draft.region, parent) if parent else "")
    if region:
        wrong["region"] = region
    if says := keeping_out.wrong(draft.duties):
        wrong["duties"] = says
    if wrong:
        raise Invalid(wrong)
    if parent:
        check_army(draft.name, draft.kind == Unit.Kind.ARMY, parent)
        must_be_open(parent, on)
        _check_depth(parent.path, 1)


def _outside(region: str, parent: Unit) -> str:
    """Who sees below sees what lies there: a place that is not his own must not come to lie below him."""
    if Place(region).within(parent.place):
        return ""
    return (
        f"上级单位{parent.name}的区划是 {parent.region}，下面的单位要在这个区划以内，{region or '全国'} 不在。"
        "请换一个上级单位；区划代码写错了的，请改代码。"
    )


def check_army(name: str, army: bool, parent: Unit) -> None:
    """Who sees below would see what a troop was given, or a troop what civil units were. `army`: is, or holds, one."""
    if army != (parent.kind == Unit.Kind.ARMY):
        raise Problem(
            f"{name if army else parent.name}是军队单位，军队单位和地方单位不能互为上下级。",
            "军队单位只能放在军队单位下面，或者没有上级。",
            "请换一个上级单位。",
        )


def _check_depth(path: str, more: int) -> None:
    if paths.depth(path) + more > paths.DEEPEST:
        raise Problem("单位层次太深。", f"最多 {paths.DEEPEST} 层。", "请换一个上级单位。")


def create(draft: UnitDraft, parent: Unit | None, on: date) -> Unit:
    """Store a checked unit with its place in the tree and its names; in the transaction of whoever calls."""
    name, short = checked(draft.name), checked(draft.short or draft.name)
    unit = Unit(name=name, short=short, kind=draft.kind, parent=parent, valid_from=on)
    unit.duties, unit.degree = draft.duties, draft.degree
    unit.set_region(draft.region)
    unit.path = f"-{uuid4().hex}"  # the row's number is not known before it is stored, and no two paths may be alike
    unit.save()
    unit.path = paths.join(parent.path if parent else "", unit.pk)
    unit.save(update_fields=["path"])
    _name(unit, name, short)
    put_names(unit, set(map(checked, draft.names)) - {name}, UnitName.Kind.SHORT)
    return unit


def _name(unit: Unit, name: str, short: str) -> None:
    put_names(unit, [name], UnitName.Kind.FULL)
    put_names(unit, {short} - {name}, UnitName.Kind.SHORT)


def rename_unit(actor: Actor, unit: Unit, name: str, short: str, *, now: datetime) -> Unit:
    """The names it had become former names, by which it is still found."""
    name, short = checked(name), checked(short)
    with writing():
        unit = hold_unit(unit)
        need(actor, "unit.edit", thing_of(unit))
        told = {"from": unit.name, "to": name, "short": short}
        put_names(unit, [unit.name, unit.short], UnitName.Kind.FORMER)
        _name(unit, name, short)
        unit.name, unit.short = name, short
        unit.save(update_fields=["name", "short"])
        trail.record(actor, "unit.rename", unit, told, now=now)
    return unit


def describe_unit(actor: Actor, unit: Unit, *, duties: str, degree: int, now: datetime) -> Unit:
    """What the unit is for, and its degree."""
    with writing():
        unit = hold_unit(unit)
        check_description(actor, unit, duties, degree)
        unit.duties, unit.degree = duties, degree
        unit.save(update_fields=["duties", "degree"])
        trail.record(actor, "unit.describe", unit, {"duties": duties, "degree": degree}, now=now)
    return unit


def check_description(actor: Actor, unit: Unit, duties: str, degree: int) -> None:
    """Nobody puts a unit above what he may see himself. Raises Forbidden, Invalid."""
    need(actor, "unit.edit", thing_of(unit))
    keeping_out.refuse(duties=duties)
    if len(duties) > LONGEST_DUTIES:
        raise Invalid({"duties": f"最多 {LONGEST_DUTIES} 个字，现在是 {len(duties)} 个。"})
    if degree not in dict(DEGREES):
        raise Invalid({"degree": "级别只能是公开、内部、工作秘密。"})
    need(actor, "unit.edit", Thing(unit.place, (unit.pk,), (unit.path,), (), degree))
    if (duties, degree) == (unit.duties, unit.degree):
        raise Invalid({"duties": "职责和级别都没有改。"})


def wrong_region(region: str, on: date) -> str:
    """What is wrong with a region for a unit on a day; none at all is right for what stands above all places."""
    if not region or Region.objects.filter(valid_on(on), code=region).exists():
        return ""
    return f"{on} 没有代码为 {region} 的行政区划。请先导入区划，或改用现行代码。"


def check_new_parent(unit: Unit, parent: Unit) -> None:
    if parent.valid_to is not None:
        raise Problem(f"{parent.name}已于 {parent.valid_to} 撤销，不能作上级单位。", then="请换一个单位。")
    if paths.under(parent.path, unit.path):
        raise Problem(f"{parent.name}在{unit.name}下面，不能作它的上级。", then="请换一个单位。")
    deepest = max(map(len, below(unit.path).values_list("path", flat=True)))
    _check_depth(parent.path, (deepest - len(unit.path)) // paths.WIDTH + 1)


def below(path: str) -> QuerySet[Unit]:
    """The unit and everything under it, by range."""
    return Unit.objects.filter(path__gte=path, path__lt=paths.end(path))


def graft(actor: Actor, unit: Unit, parent: Unit | None, now: datetime) -> None:
    """Give the subtree its new paths in one statement, then tell those who keep copies of paths."""
    old, new = unit.path, paths.join(parent.path if parent else "", unit.pk)
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    if new != old:
        below(old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
        handlers.unit_moved(actor, unit, old, new, now)
    unit.parent, unit.path = parent, new


def end(unit: Unit, on: date, successor: Unit | None) -> None:
    if on <= unit.valid_from:
        raise Problem(f"{unit.name}自 {unit.valid_from} 起才有，不能在 {on} 终止。", then="请改日期。")
    unit.valid_to, unit.successor = on, successor
    unit.save(update_fields=["valid_to", "successor"])


def leave_groups(unit: Unit, on: date, into: Unit | None) -> None:
    """A unit that ends is no member of a leading group any more; the one it goes into takes its place and duties."""
    for member in GroupMember.objects.filter(unit=unit, until__isnull=True):
        GroupMember.objects.filter(pk=member.pk).update(until=max(on, member.since + timedelta(days=1)))
        if into:
            take_place(member, into, on)


def take_place(member: GroupMember, into: Unit, on: date) -> None:
    """A unit takes the place and duties of a member that ended, unless it is a member already."""
    if not GroupMember.objects.filter(group=member.group_id, unit=into, until__isnull=True).exists():
        GroupMember.objects.create(
            group=member.group, unit=into, duties=member.duties, order=member.order, since=max(on, member.since)
        )


def unended(unit: Unit, on: date) -> QuerySet[Tenure]:
    still = Q(until__isnull=True) | Q(until__gt=on)
    return Tenure.objects.filter(still, unit=unit).select_related("account").order_by("account_id", "pk")


def move_tenures(
    actor: Actor, tenures: Iterable[Tenure], into: Callable[[Tenure], Unit], on: date, now: datetime
) -> None:
    """The same posts in other units from a day on, or from the day on which each begins.

    Who deputises (代理) goes where the one goes for whom he does, and deputises for that one there.
    """
    went: dict[int, Tenure] = {}
    for tenure in sorted(tenures, key=lambda one: one.deputising_for_id is not None):
        principal = went.get(tenure.deputising_for_id or 0)
        went[tenure.pk] = _move(actor, tenure, principal.unit if principal else into(tenure), principal, on, now)


def _move(actor: Actor, tenure: Tenure, into: Unit, principal: Tenure | None, on: date, now: datetime) -> Tenure:
    hold_account(tenure.account_id)
    since, until = max(on, tenure.since), tenure.until
    Tenure.objects.filter(pk=tenure.pk).update(until=since)
    new = Tenure.objects.filter(held_on(since), account=tenure.account, unit=into, post=tenure.post).first()
    new = new or Tenure.objects.create(
        account=tenure.account,
        unit=into,
        post=tenure.post,
        since=since,
        until=until,
        deputising_for=principal or tenure.deputising_for,
    )
    handlers.handed_over(actor, tenure, new, now)
    telling.tell_post(actor, tenure, telling.HANDED, f"，自 {since} 起随单位转到{into.short}", now=now)
    return new


def close_unit(actor: Actor, unit: Unit, *, on: date, now: datetime) -> Unit:
    """`unit` ends on `on` without a successor; refused while units stand under it or a handler objects."""
    not_later_than_today(on, now, "撤销")
    with writing():
        unit = hold_unit(unit)
        need(actor, "unit.edit", thing_of(unit))
        must_be_open(unit, on)
        children = Unit.objects.filter(valid_on(on), parent=unit).values_list("name", flat=True)
        if children:
            raise Problem(f"{unit.name}下面还有{'、'.join(children)}。", then="请先移动、并入或撤销这些单位。")
        handlers.unit_closed(actor, unit, now)
        end(unit, on, None)
        leave_groups(unit, on, None)
        for tenure in unended(unit, on):
            Tenure.objects.filter(pk=tenure.pk).update(until=max(on, tenure.since))
            handlers.tenure_ended(actor, tenure, now)
            telling.tell_post(actor, tenure, telling.ENDED, f"，单位到 {on} 撤销", now=now)
        trail.record(actor, "unit.close", unit, {"on": on.isoformat()}, now=now)
    return unit
