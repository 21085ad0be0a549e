"""One person: added, put right, moved, marked as dead. What was before stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.timezone import localtime

from shuangyong.base import keeping_out
from shuangyong.base.actor import LEVELS, Actor, Place
from shuangyong.base.errors import Invalid, Problem, Stale
from shuangyong.base.organisation.actions.holding import hold
from shuangyong.base.organisation.models import Region
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import access, entries
from shuangyong.register.access import EDIT, need_at
from shuangyong.register.actions.bulk import NUMBERS, add_many, sealed
from shuangyong.register.actions.doubles import known, pass_on
from shuangyong.register.actions.opening import spend_lookup
from shuangyong.register.bound import Bound
from shuangyong.register.drafts import PersonDraft, settled
from shuangyong.register.finding import find_for
from shuangyong.register.keys import ring
from shuangyong.register.models import Correction, Person, Secret
from shuangyong.register.naming import name_key, plain_name
from shuangyong.register.sealing import blinds, compared
from shuangyong.rules.identity import id_wrong, phone_wrong, read_id

LABELS = {
    "name": "姓名",
    "sex": "性别",
    "born": "出生日期",
    "died": "去世日期",
    "hukou": "户籍类别",
    "hukou_region": "户籍地区划",
    "region": "居住地",
}
TAKEN = "这个身份证号已经登记，请按身份证号查找后更正，不用重复建档。"
PLAIN = ("name", "sex", "born", "hukou", "hukou_region")


def add(actor: Actor, draft: PersonDraft, *, now: datetime, source: str = "登记") -> Person:
    """Register one person. Raises Invalid by field, Forbidden.

    A number that is registered within the actor's reach is said so; that counts as a search, whatever the answer is.
    """
    if draft.id_number.strip():
        spend_lookup(actor, now)
    try:
        done = add_many(actor, [draft], now=now, source=source)
    except Invalid as problem:
        wrong = {key.removeprefix("0."): says for key, says in problem.fields.items()}
        raise Invalid(wrong if draft.region else {**wrong, "region": "请选居住地。"}) from None
    if done.existing:
        raise Invalid({"id_number": TAKEN})
    person = Person.objects.get(pk=done.persons[0])
    find_for(person, now=now)
    return person


def hold_person(actor: Actor, pk: int, *, now: datetime, rev: int | None = None, what: str = EDIT) -> Person:
    """The person as it stands, nobody else changing it until this transaction ends. Raises NotFound, Stale."""
    access.get(actor, pk, now=now)
    found = Person.objects.filter(pk=pk)
    if rev is not None and not found.filter(rev=rev).exists():
        raise Stale("您打开页面以后，这份档案已经有了变化。", then="您填的内容还在，请看过新的情况再提交。")
    found.update(rev=F("rev") + 1)
    person = found.get()
    if person.head_id is not None:
        raise Problem("这份档案已经并入另一份。", then="请在合并后的档案上办理。")
    need_at(actor, what, person.place)
    return person


def correct(
    actor: Actor,
    pk: int,
    values: Mapping[str, Any],
    *,
    now: datetime,
    rev: int | None = None,
    since: date | None = None,
    reason: str = "",
) -> Person:
    """Put plain facts right (name, sex, born, hukou, hukou_region). The former ones stay as corrections."""
    unknown = set(values) - set(PLAIN)
    if unknown:
        raise Invalid(dict.fromkeys(unknown, "这一项不能这样更正。"))
    keeping_out.refuse(reason=reason)
    on = localtime(now).date()
    with writing():
        person = hold_person(actor, pk, now=now, rev=rev)
        standing = {name: getattr(person, name) for name in PLAIN}
        draft = replace(PersonDraft(person.name, person.region, died=person.died), **(standing | dict(values)))
        draft, wrong = settled(draft, on)
        if wrong:
            raise Invalid(wrong)
        changes, binds = _changes(person, draft, values), Bound(person)
        _check_against_number(person, draft)
        _keep(actor, person, changes, since or on, reason, now)
        if changes:
            data = {"fields": "、".join(LABELS[key] for key in changes), "reason": reason}
            trail.record(actor, entries.CORRECTED, person, data | binds.data(), now=now)
    return person


def _changes(person: Person, draft: PersonDraft, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    asked = {key: (getattr(person, key), getattr(draft, key)) for key in PLAIN if key in values}
    return {key: pair for key, pair in asked.items() if pair[0] != pair[1]}


def _check_against_number(person: Person, draft: PersonDraft) -> None:
    """Sex and day of birth must stay what the identity number says."""
    number = value_of(person, "id_number")
    said = read_id(number) if number else None
    if said and draft.born != said.born:
        raise Invalid({"born": f"与身份证号里的出生日期（{said.born}）不一致。身份证号有误的，请先更正身份证号。"})
    if said and draft.sex != said.sex:
        raise Invalid({"sex": f"与身份证号里的性别（{said.sex}）不一致。身份证号有误的，请先更正身份证号。"})


def _keep(
    actor: Actor,
    person: Person,
    changes: Mapping[str, tuple[Any, Any]],
    since: date,
    reason: str,
    now: datetime,
) -> None:
    """Store new values, keep the former ones."""
    if not changes:
        return
    for key, (_, after) in changes.items():
        setattr(person, key, after)
    if "name" in changes:
        person.name_key = name_key(person.name)
    person.save(update_fields=[*changes, *(["name_key"] if "name" in changes else [])])
    Correction.objects.bulk_create(
        Correction(
            person=person,
            field=key,
            before=_text(before),
            after=_text(after),
            since=since,
            reason=reason[:200],
            at=now,
            account_id=actor.account_id,
        )
        for key, (before, after) in changes.items()
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)


# ── protected values ───────────────────────────────────────────────────────────────────────────────────────────────


def value_of(person: Person, sort: str) -> str:
    """The value in force, for checking; what a person sees goes through opening.open_fields."""
    from shuangyong.register.sealing import unseal

    secret = Secret.objects.filter(person=person, sort=sort, until=None).order_by("-pk").first()
    if secret is None:
        return ""
    return unseal(bytes(secret.sealed), secret.uuid, person.uuid, sort, ring().get(secret.key))


def set_secret(
    actor: Actor,
    pk: int,
    sort: str,
    value: str,
    *,
    now: datetime,
    label: str = "",
    since: date | None = None,
) -> None:
    """A new identity number, certificate, telephone or address; the former one ends on that day. "" only ends it."""
    on = since or localtime(now).date()
    value = compared(value, sort)
    _check_secret(sort, value, localtime(now).date())
    if value and sort == "id_number":
        spend_lookup(actor, now)
    with writing():
        hold(NUMBERS)
        person = hold_person(actor, pk, now=now)
        found = Secret.objects.filter(person=person, sort=sort, label=label, until=None)
        binds, made = Bound(person, *found), []
        others = _number_fits(actor, person, value) if value and sort == "id_number" else frozenset[int]()
        found.update(until=on)
        if value:
            secret = sealed(person.uuid, sort, value, ring().current, label=label, since=on)
            secret.person = person
            secret.save()
            made.append(secret)
        data = {"fields": label or str(Secret.Sort(sort).label)}
        trail.record(actor, entries.SECRET_SET, person, data | binds.data(*made), now=now)
        pass_on(actor, {person.pk: others} if others else {}, now)


def _check_secret(sort: str, value: str, on: date) -> None:
    if sort not in Secret.Sort.values:
        raise Invalid({"sort": "没有这一项。"})
    problem = ""
    if value and sort == "id_number":
        problem = id_wrong(value, on)
    if value and sort == "phone":
        problem = phone_wrong(value)
    if problem or len(value) > 200:
        raise Invalid({sort: problem or "最多 200 个字。"})


def _number_fits(actor: Actor, person: Person, value: str) -> frozenset[int]:
    """Not another's, and saying the same day of birth: else somebody mixed two people up.

    Gives those beyond the actor's reach who have the number.
    """
    have = known(actor, blinds(value, "id_number"))
    if set(have.seen.values()) - {person.pk}:
        raise Invalid({"id_number": TAKEN})
    said = read_id(value)
    if said and person.born and said.born != person.born:
        raise Invalid(
            {"id_number": f"号码里的出生日期（{said.born}）与档案（{person.born}）不一致，请先核对是不是同一个人。"}
        )
    if said:
        Person.objects.filter(pk=person.pk).update(born=said.born, sex=said.sex)
    return frozenset[int]().union(*have.beyond.values()) - {person.pk}


# ── moving and dying ───────────────────────────────────────────────────────────────────────────────────────────────


def move(
    actor: Actor, pk: int, region: str, *, now: datetime, on: date | None = None, station: int | None = None
) -> Person:
    """The person lives elsewhere from a day on. Whoever may edit where it lived may send it anywhere."""
    day = on or localtime(now).date()
    if not Region.objects.filter(code=region).exists() or len(region) < 6:
        raise Invalid({"region": f"没有代码为“{region}”的行政区划，请填到乡镇或村（社区）。"})
    with writing():
        person = hold_person(actor, pk, now=now)
        before, binds = person.region, Bound(person)
        person.set_region(region)
        person.station_id = station
        person.save(update_fields=["region", *LEVELS, "station"])
        _keep(actor, person, {"region": (before, region)}, day, "", now)
        data = {"from": before, "to": Place(region).code, "on": day.isoformat()}
        trail.record(actor, entries.MOVED, person, data | binds.data(), now=now)
    return person


def mark_dead(actor: Actor, pk: int, on: date, *, now: datetime) -> Person:
    """The person died on a day. Nothing is deleted: relatives may be entitled because of it."""
    today = localtime(now).date()
    with writing():
        person = hold_person(actor, pk, now=now)
        if on > today or (person.born and on < person.born):
            raise Invalid({"died": "去世日期不应晚于今天，也不应早于出生日期。"})
        binds = Bound(person)
        _keep(actor, person, {"died": (person.died, on)}, on, "", now)
        trail.record(actor, entries.DIED, person, {"on": on.isoformat(), **binds.data()}, now=now)
    return person


def unmark_dead(actor: Actor, pk: int, reason: str, *, now: datetime) -> Person:
    """It was a mistake; the reason is kept."""
    if not reason.strip():
        raise Invalid({"reason": "请写明理由。"})
    keeping_out.refuse(reason=reason)
    with writing():
        person = hold_person(actor, pk, now=now)
        binds = Bound(person)
        _keep(actor, person, {"died": (person.died, None)}, localtime(now).date(), reason, now)
        trail.record(actor, entries.REVIVED, person, {"reason": reason[:200], **binds.data()}, now=now)
    return person


__all__ = ["add", "correct", "hold_person", "mark_dead", "move", "plain_name", "set_secret", "unmark_dead", "value_of"]
