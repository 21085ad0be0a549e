"""A unit under another one (改隶) or in another place (改区划): nobody comes to see beyond his own place by it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from shuangyong.base.actor import LEVELS, Actor, Place
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import handlers, serving
from shuangyong.base.organisation.actions.holding import hold_unit
from shuangyong.base.organisation.actions.names import put_names
from shuangyong.base.organisation.actions.refusing import check_reason, must_last, named
from shuangyong.base.organisation.actions.units import below, check_army, check_new_parent, graft, unended, wrong_region
from shuangyong.base.organisation.actors import Thing, need, thing_of
from shuangyong.base.organisation.models import Group, Region, Unit, UnitName
from shuangyong.base.organisation.regions import codes_above, valid_on
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail

# ── under another unit ─────────────────────────────────────────────────────────────────────────────────────────────


def move_unit(actor: Actor, unit: Unit, parent: Unit | None, *, now: datetime, reason: str = "") -> Unit:
    """The unit and all below it under another one (None: it becomes a root). Raises Forbidden, Invalid, Problem."""
    with writing():
        unit, parent = hold_unit(unit), hold_unit(parent) if parent else None
        check_move(actor, unit, parent, on=localdate(now), reason=reason)
        told = {"from": unit.parent_id, "to": parent.pk if parent else None, "reason": reason}
        graft(actor, unit, parent, now)
        trail.record(actor, "unit.move", unit, told, now=now)
    return unit


def check_move(actor: Actor, unit: Unit, parent: Unit | None, *, on: date, reason: str = "") -> None:
    """Everything that speaks against it, before anything is done."""
    check_reason(reason)
    need(actor, "unit.edit", thing_of(unit))
    must_last(unit, "改隶")
    if (parent.pk if parent else None) == unit.parent_id:
        raise Invalid(
            {"parent": f"{unit.name}现在就在{parent.name}下面。" if parent else f"{unit.name}现在就没有上级。"}
        )
    if parent:
        need(actor, "unit.edit", thing_of(parent))
        check_new_parent(unit, parent)
        army = below(unit.path).filter(kind=Unit.Kind.ARMY).order_by("path").first()
        check_army((army or unit).name, army is not None, parent)
    _check_group(unit)
    _check_new_eyes(unit, parent, on)


def _check_group(unit: Unit) -> None:
    if Group.objects.filter(unit=unit).exists():
        raise Problem(
            f"{unit.name}是领导小组，没有上级单位可改。", "领导小组按区划设立。", "请在领导小组页面调整成员和办公室。"
        )


def _check_new_eyes(unit: Unit, parent: Unit | None, on: date) -> None:
    """Who sees below comes to see the subtree: right within the own place, and never beyond it."""
    gains = serving.eyes_gained(unit, parent, on)
    for region in below(unit.path).order_by("region").values_list("region", flat=True).distinct():
        far = [one for one in gains if not Place(region).within(one.unit.place)]
        if far:
            raise Problem(
                f"改隶以后，这些岗位会看到本地以外（区划 {region or '全国'}）的事项：{named(far)}。",
                "能看下属单位的岗位，下面只能有本地的单位。",
                "请换一个上级单位；区划代码登记错了的，请先改区划。",
            )


# ── in another place ───────────────────────────────────────────────────────────────────────────────────────────────


def place_unit(actor: Actor, unit: Unit, region: str, *, on: date, now: datetime, reason: str = "") -> Unit:
    """Another region for the unit: codes change, and a county that becomes a city has a new one.

    Raises Forbidden, Invalid, Problem.
    """
    with writing():
        unit = hold_unit(unit)
        check_place(actor, unit, region, on=on, reason=reason)
        old = unit.region
        unit.set_region(region)
        unit.save(update_fields=["region", *LEVELS])
        for name in list(unit.names.all()):
            put_names(unit, [name.text], UnitName.Kind(name.kind))
        handlers.unit_placed(actor, unit, old, now)
        trail.record(actor, "unit.place", unit, {"from": old, "to": region, "reason": reason}, now=now)
    return unit


def check_place(actor: Actor, unit: Unit, region: str, *, on: date, reason: str = "") -> None:
    """Everything that speaks against it, before anything is done."""
    check_reason(reason)
    need(actor, "unit.edit", thing_of(unit))
    need(actor, "unit.edit", Thing(Place(region), (), (), (), unit.degree))
    must_last(unit, "改区划")
    wrong = wrong_region(region, on) or (f"{unit.name}的区划现在就是 {region}。" if region == unit.region else "")
    if wrong:
        raise Invalid({"region": wrong})
    held = list(unended(unit, on))
    if held and not no_wider(unit.region, region, on):
        raise Problem(
            f"{unit.name}（区划 {unit.region or '全国'}）改到 {region or '全国'}，"
            f"这些岗位会看到别处或更大的范围：{named(held)}。",
            "有人任职的单位，只能改到原区划以内；原代码已停用的，可以改到同一上级地方的同级新代码。",
            "请安全管理员先免去这些岗位，改好以后再任命。",
        )
    far = [one for one in serving.eyes(unit, on) if not Place(region).within(one.unit.place)]
    if far:
        raise Problem(
            f"{unit.name}改到 {region or '全国'}，上级单位的这些岗位会看到本地以外的事项：{named(far)}。",
            "能看下属单位的岗位，下面只能有本地的单位。",
            "请先改上级单位的区划，或者先改隶。",
        )


def no_wider(old: str, new: str, on: date) -> bool:
    """Within the old place; or its new code, where the old one is no longer in force."""
    if Place(new).within(Place(old)):
        return True
    replaced = not Region.objects.filter(valid_on(on), code=old).exists()
    return replaced and len(old) == len(new) and codes_above(old)[:-1] == codes_above(new)[:-1]
