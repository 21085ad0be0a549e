"""Households, troops under public names, merchants, sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid, NotFound
from shuangyong.base.organisation.models import Region
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import declared, entries
from shuangyong.register.access import EDIT, need_at, row_of
from shuangyong.register.actions.persons import hold_person
from shuangyong.register.bound import Bound
from shuangyong.register.models import Household, Membership, Merchant, Site, Troops
from shuangyong.rules.designations import designation_wrong
from shuangyong.rules.identity import credit_wrong, plain


def _check_region(actor: Actor, region: str) -> None:
    if len(region) < 4 or not Region.objects.filter(code=region).exists():
        raise Invalid({"region": f"没有代码为“{region}”的行政区划。"})
    need_at(actor, EDIT, Place(region))


# ── households ─────────────────────────────────────────────────────────────────────────────────────────────────────


def make_household(
    actor: Actor, region: str, members: Iterable[tuple[int, str]], *, now: datetime, number: str = ""
) -> Household:
    """A household with its first members (person and relation to its head); each leaves the one before."""
    on = localtime(now).date()
    with writing():
        _check_region(actor, region)
        home = Household(number=number.strip()[:40])
        home.set_region(region)
        home.save()
        trail.record(actor, entries.HOUSEHOLD, home, Bound().data(home), now=now)
        for person, role in members:
            join(actor, home.pk, person, role, now=now, on=on)
    return home


def join(
    actor: Actor, household: int, person_id: int, role: str, *, now: datetime, on: date | None = None
) -> Membership:
    """A person belongs to a household from a day on; membership of another one ends then."""
    day = on or localtime(now).date()
    if role not in declared.rules().lists["household_roles"]:
        raise Invalid({"role": f"与户主关系可填：{'、'.join(declared.rules().lists['household_roles'])}。"})
    with writing():
        home = row_of(Household, actor, household)
        need_at(actor, EDIT, home.place)
        person = hold_person(actor, person_id, now=now)
        standing = Membership.objects.filter(person=person, until=None)
        if standing.filter(household=home).exists():
            raise Invalid({"person": "已经是这一户的成员。"})
        binds = Bound(*standing)
        standing.filter(since__gte=day).delete()
        standing.update(until=day)
        made = Membership.objects.create(household=home, person=person, role=role, since=day)
        data = {"role": role, "household": home.pk, **binds.data(made)}
        trail.record(actor, entries.JOINED, person, data, now=now)
    return made


def leave(actor: Actor, membership_id: int, on: date, *, now: datetime) -> Membership:
    """A person belongs to the household no longer."""
    with writing():
        member = Membership.objects.select_related("person").filter(pk=membership_id).first()
        if member is None:
            raise NotFound
        person = hold_person(actor, member.person_id, now=now)
        if member.since and on <= member.since:
            raise Invalid({"until": f"离开日期应晚于加入日期 {member.since}。"})
        binds = Bound(member)
        member.until = on
        member.save(update_fields=["until"])
        data = {"on": on.isoformat(), "household": member.household_id, **binds.data()}
        trail.record(actor, entries.LEFT, person, data, now=now)
    return member


# ── troops, merchants, sites ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TroopsDraft:
    """Troops under their public name; `unit` is their row in the directory of units, where they have one."""

    name: str
    region: str
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class MerchantDraft:
    """A merchant: what its licence and its shop sign say."""

    name: str
    code: str
    region: str
    trade: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A place of the work."""

    name: str
    sort: str
    region: str
    address: str = ""
    unit: int | None = None


Draft = TroopsDraft | MerchantDraft | SiteDraft
Kept = TypeVar("Kept", Troops, Merchant, Site)


def add_troops(actor: Actor, draft: TroopsDraft, *, now: datetime) -> Troops:
    """Raises Invalid for a designation: it is not kept, not even in the message."""
    return _add(actor, Troops(), draft, entries.TROOPS, now)


def add_merchant(actor: Actor, draft: MerchantDraft, *, now: datetime) -> Merchant:
    return _add(actor, Merchant(), draft, entries.MERCHANT, now)


def check_merchant(actor: Actor, draft: MerchantDraft) -> None:
    """What speaks against one that is not there yet, before anything is written. Raises Forbidden, Invalid."""
    _check_region(actor, draft.region)
    if wrong := _wrong(draft, _values(draft)):
        raise Invalid(wrong)


def add_site(actor: Actor, draft: SiteDraft, *, now: datetime) -> Site:
    return _add(actor, Site(), draft, entries.SITE, now)


def change_troops(actor: Actor, pk: int, draft: TroopsDraft, *, now: datetime, closed: date | None = None) -> Troops:
    return _change(actor, Troops, pk, draft, closed, entries.TROOPS_CHANGED, now)


def change_merchant(
    actor: Actor, pk: int, draft: MerchantDraft, *, now: datetime, closed: date | None = None
) -> Merchant:
    return _change(actor, Merchant, pk, draft, closed, entries.MERCHANT_CHANGED, now)


def change_site(actor: Actor, pk: int, draft: SiteDraft, *, now: datetime, closed: date | None = None) -> Site:
    return _change(actor, Site, pk, draft, closed, entries.SITE_CHANGED, now)


def _add(actor: Actor, row: Kept, draft: Draft, what: str, now: datetime) -> Kept:
    with writing():
        _check_region(actor, draft.region)
        _put(row, draft)
        trail.record(actor, what, row, {"name": row.name, **Bound().data(row)}, now=now)
    return row


def _change(
    actor: Actor, model: type[Kept], pk: int, draft: Draft, closed: date | None, what: str, now: datetime
) -> Kept:
    with writing():
        row = row_of(model, actor, pk)
        need_at(actor, EDIT, row.place)
        _check_region(actor, draft.region)
        binds = Bound(row)
        row.closed = closed
        _put(row, draft)
        trail.record(actor, what, row, {"name": row.name, **binds.data()}, now=now)
    return row


def _put(row: Any, draft: Draft) -> None:
    """Check, set and store. Raises Invalid with a message for each field."""
    values = _values(draft)
    wrong = _wrong(draft, values) or _twice(row, draft, values)
    if wrong:
        raise Invalid(wrong)
    for name, value in values.items():
        setattr(row, name, value)
    row.set_region(draft.region)
    row.save()


def _values(draft: Draft) -> dict[str, Any]:
    names = [one.name for one in fields(draft) if one.name not in {"region", "unit"}]
    values: dict[str, Any] = {name: getattr(draft, name).strip() for name in names}
    if isinstance(draft, MerchantDraft):
        values["code"] = plain(draft.code)
    else:
        values["unit_id"] = draft.unit
    return values


def _wrong(draft: Draft, values: dict[str, Any]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    limits = {"name": 60 if isinstance(draft, TroopsDraft) else 100, "trade": 40, "address": 200, "hours": 60}
    for name, most in limits.items():
        if len(values.get(name, "")) > most:
            wrong[name] = f"最多 {most} 个字。"
    if not values["name"]:
        wrong["name"] = "请填写名称。"
    elif problem := designation_wrong(values["name"], name=isinstance(draft, TroopsDraft)):
        wrong["name"] = problem
    if problem := designation_wrong(values.get("address", "")):
        wrong["address"] = problem
    if isinstance(draft, MerchantDraft) and (problem := credit_wrong(draft.code)):
        wrong["code"] = problem
    if isinstance(draft, SiteDraft) and draft.sort not in declared.rules().lists["site_sorts"]:
        wrong["sort"] = f"类别可填：{'、'.join(declared.rules().lists['site_sorts'])}。"
    return wrong


def _twice(row: Any, draft: Draft, values: dict[str, Any]) -> dict[str, str]:
    found = type(row).objects.exclude(pk=row.pk)
    if isinstance(draft, MerchantDraft):
        found = found.filter(code=values["code"], name=values["name"], address=values["address"])
    elif isinstance(draft, SiteDraft):
        found = found.filter(region=draft.region, sort=draft.sort, name=values["name"])
    else:
        found = found.filter(county=Place(draft.region).up("county"), name=values["name"])
    return {"name": "已经登记过，不用重复登记。"} if found.exists() else {}
