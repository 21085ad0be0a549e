"""Names that a unit goes by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from shuangyong.base import keeping_out
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import naming, regions
from shuangyong.base.organisation.actions.holding import hold_unit
from shuangyong.base.organisation.actors import need, thing_of
from shuangyong.base.organisation.models import Unit, UnitName
from shuangyong.base.organisation.queries import inside
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail

BATCH = 500
SHORT, LONG = 2, 100


def add_name(actor: Actor, unit: Unit, text: str, *, now: datetime) -> None:
    """One more short name that documents use for the unit."""
    with writing():
        unit = hold_unit(unit)
        text = check_name(actor, unit, text)
        put_names(unit, [text], UnitName.Kind.SHORT)
        trail.record(actor, "unit.name", unit, {"name": text}, now=now)


def check_name(actor: Actor, unit: Unit, text: str) -> str:
    """The name as it would be kept. Raises Forbidden, Invalid, Problem."""
    need(actor, "unit.edit", thing_of(unit))
    text = checked(text)
    if unit.names.filter(text=text).exists():
        raise Invalid({"text": f"{unit.name}已经有“{text}”这个名称。"})
    return text


def checked(text: str) -> str:
    """The name without spaces; Problem where it cannot be one."""
    text = naming.plain(text)
    if not SHORT <= len(text) <= LONG:
        raise Problem(f"单位名称“{text}”不能用。", f"名称应为 {SHORT} 至 {LONG} 个字。", "请改正后再保存。")
    if says := keeping_out.wrong_name(text):
        raise Problem("这个单位名称不能用。", says, "请改正后再保存。")
    return text


def put_names(unit: Unit, texts: Iterable[str], kind: UnitName.Kind) -> None:
    """Store names with their keys; one that the unit has already gets the new kind."""
    places = regions.names_above(unit.region)
    for text in dict.fromkeys(texts):
        keys = {"whole": naming.whole(text), "core": naming.core(text, places), "region": unit.region}
        UnitName.objects.update_or_create(unit=unit, text=text, defaults={"kind": kind, **keys})


def rekey(actor: Actor, *, now: datetime) -> int:
    """Work out names' keys again (after names.toml or the regions changed); returns how many changed."""
    changed = stale(actor)
    with writing():
        UnitName.objects.bulk_update(changed, ["whole", "core", "region"], batch_size=BATCH)
        trail.record(actor, "unit.rekey", ("organisation.unitname", "*"), {"changed": len(changed)}, now=now)
    return len(changed)


def stale(actor: Actor) -> list[UnitName]:
    """Names within the actor's places whose keys are not what they would be today, with the new keys; not stored."""
    need(actor, "unit.edit")
    known: dict[str, list[str]] = {}
    changed = []
    for name in UnitName.objects.filter(_kept_by(actor)).select_related("unit").order_by("pk").iterator(BATCH):
        code = name.unit.region
        if code not in known:
            known[code] = regions.names_above(code)
        keys = (naming.whole(name.text), naming.core(name.text, known[code]), code)
        if keys != (name.whole, name.core, name.region):
            name.whole, name.core, name.region = keys
            changed.append(name)
    return changed


def _kept_by(actor: Actor) -> Q:
    if actor.is_system:
        return Q()
    within = Q(pk__in=[])
    for seat in actor.seats:
        if "unit.edit" in seat.permissions:
            within |= Q(unit__in=Unit.objects.filter(inside(seat.place)))
    return within
