"""Looking at a person: the masked page, protected values for a purpose, and breaking the glass. Each is kept.

A refusal is counted in a transaction of its own, so that what is refused is not forgotten with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localtime

from shuangyong.base import keeping_out
from shuangyong.base.actor import SYSTEM, Actor, Place, Seat
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import access, declared, entries
from shuangyong.register.access import GLASS, OPEN, REVIEW
from shuangyong.register.actions.alarming import alarm
from shuangyong.register.actions.bulk import add_many
from shuangyong.register.drafts import PersonDraft
from shuangyong.register.keys import ring
from shuangyong.register.models import Alarm, Grant, Look, Person, Secret, Tally
from shuangyong.register.sealing import unseal
from shuangyong.rules.identity import id_check

NAMES = {"name": "姓名", "born": "出生日期", **{str(sort): str(label) for sort, label in Secret.Sort.choices}}
"""What can be opened."""
SHORTEST_PURPOSE = 2
SPENT = {
    "opened": "今天打开的人员档案已经达到 {most} 份的限额。",
    "looked_up": "今天查找的次数已经达到 {most} 次的限额。",
    "exported": "加上这一次，今天导出的名单会超过 {most} 行的限额。",
    "glasses": "今天紧急打开的已经达到 {most} 人的限额。",
}
"""What is told where a day's budget is used up."""


# ── looking ────────────────────────────────────────────────────────────────────────────────────────────────────────


def look(actor: Actor, pk: int, *, now: datetime) -> Person:
    """The masked page of a person is looked at; it counts as a search, so that nobody pages through all numbers.

    Raises NotFound, Forbidden.
    """
    person = access.get(actor, pk, now=now)
    if actor.is_system:
        return person
    spend_lookup(actor, now)
    with writing():
        _keep(actor, person, "", "", None, now)
        trail.record(actor, entries.LOOKED, person, now=now)
    return person


def open_fields(
    actor: Actor,
    pk: int,
    fields: Collection[str],
    purpose: str,
    *,
    now: datetime,
    case: int | None = None,
) -> dict[str, str]:
    """The protected values asked for, whole, for a purpose; an entry each time.

    Raises NotFound, Forbidden (post, place, or the day's budget is used up), Invalid.
    """
    person = access.get(actor, pk, now=now)
    asked = [name for name in NAMES if name in set(fields)]
    if not asked or len(purpose.strip()) < SHORTEST_PURPOSE:
        nothing = {} if asked else {"fields": "请选要看的内容。"}
        raise Invalid({"purpose": "请写明用途，例如：上门走访联系。", **nothing})
    keeping_out.refuse(purpose=purpose)
    grant = _allowed(actor, person, now)
    _spend(actor, "opened", now)
    with writing():
        shown = "、".join(NAMES[name] for name in asked)
        _keep(actor, person, shown, purpose.strip(), grant, now, case)
        data = {"fields": shown, "purpose": purpose.strip()[:200], "case": case, "glass": grant.pk if grant else None}
        trail.record(actor, entries.OPENED, person, data, now=now)
        if person.planted:
            alarm(actor, "planted", person, f"{actor.name}打开了布设的人员记录（编号 {person.pk}）", now)
    return _values(person, asked)


def _allowed(actor: Actor, person: Person, now: datetime) -> Grant | None:
    """By post and place, else by broken glass."""
    if access.may_at(actor, OPEN, person.place):
        return None
    grant = access.grant_of(actor, person, now)
    if grant is None:
        _refuse(actor, person, "没有权限打开受保护的内容", now)
        access.need_at(actor, OPEN, person.place)
        raise NotFound
    return grant


def _values(person: Person, asked: list[str]) -> dict[str, str]:
    return values_of([person], asked)[person.pk]


def values_of(persons: Sequence[Person], asked: Sequence[str]) -> dict[int, dict[str, str]]:
    """Protected values, whole, with those of the records merged into each; two queries, however many they are.

    Whoever calls this has entered who sees them and why.
    """
    keys, heads = ring(), {person.pk: person.pk for person in persons}
    merged = Person.objects.filter(head__in=list(heads)).values_list("pk", "head")
    heads |= {pk: head for pk, head in merged if head is not None}
    found = {one.pk: {"name": one.name, "born": one.born.isoformat() if one.born else ""} for one in persons}
    secrets = Secret.objects.filter(person__in=list(heads), sort__in=asked, until=None)
    for one in secrets.select_related("person").order_by("pk"):
        value = unseal(bytes(one.sealed), one.uuid, one.person.uuid, one.sort, keys.get(one.key))
        said, of = f"{one.label}：{value}" if one.label else value, found[heads[one.person_id]]
        of[one.sort] = "；".join(dict.fromkeys([*of.get(one.sort, "").split("；"), said])).strip("；")
    return {pk: {name: of.get(name, "") for name in asked} for pk, of in found.items()}


def keep_released(
    actor: Actor, persons: Sequence[Person], fields: str, purpose: str, release: int, now: datetime
) -> None:
    """Values of many persons leave by one authorised export: in each person's file once, however often it is built."""
    seats = seats_text(actor)
    looks = [
        Look(
            person=person,
            account_id=actor.account_id,
            account_name=actor.name,
            seat=seats,
            at=now,
            fields=fields[:100],
            purpose=f"完整导出：{purpose}"[:200],
            release=release,
        )
        for person in persons
    ]
    with writing():
        Look.objects.bulk_create(looks, ignore_conflicts=True)


def _keep(
    actor: Actor, person: Person, fields: str, purpose: str, grant: Grant | None, now: datetime, case: int | None = None
) -> None:
    Look.objects.create(
        person=person,
        account_id=actor.account_id,
        account_name=actor.name,
        seat=seats_text(actor),
        at=now,
        fields=fields,
        purpose=purpose[:200],
        case=case,
        grant=grant,
    )


def seats_text(actor: Actor) -> str:
    """Where the actor sits, for a line."""
    return "、".join(seat.title for seat in actor.seats)[:200]


# ── budgets ────────────────────────────────────────────────────────────────────────────────────────────────────────


def spend_lookup(actor: Actor, now: datetime) -> None:
    """One more search today. Raises Forbidden where that is too many."""
    _spend(actor, "looked_up", now)


def spend_rows(actor: Actor, rows: int, now: datetime) -> None:
    """So many masked rows more are taken out today. Raises Forbidden where that is too many: then none is counted."""
    _spend(actor, "exported", now, rows)


def _most(actor: Actor, what: str) -> int:
    """What an account may do a day."""
    rules = declared.rules()
    if what == "opened":
        return rules.may_open(frozenset(seat.post for seat in actor.seats))
    return {"looked_up": rules.looked_up, "exported": rules.exported, "glasses": rules.glass_a_day}[what]


def _spend(actor: Actor, what: str, now: datetime, amount: int = 1) -> None:
    """Compare and set in one statement: no two requests spend the last one."""
    if actor.is_system:
        return
    most = _most(actor, what)
    with writing():
        row = _tally(actor, now)
        spent = row.filter(**{f"{what}__lte": most - amount}).update(**{what: F(what) + amount})
    if spent:
        return
    said = SPENT[what].format(most=most)
    _refuse(actor, None, said, now)
    with writing():
        key = f"{actor.name}{said}"
        today = Alarm.objects.filter(sort="budget", account=actor.account_id, says=key, settled_at=None)
        if not today.exists():
            alarm(actor, "budget", None, key, now)
    raise Forbidden(said, then="确需继续的，请向安全管理员说明情况；明天自动恢复。")


def _tally(actor: Actor, now: datetime) -> QuerySet[Tally]:
    day = localtime(now).date()
    if actor.account_id is not None:
        Tally.objects.bulk_create([Tally(account_id=actor.account_id, day=day)], ignore_conflicts=True)
    return Tally.objects.filter(account=actor.account_id, day=day)


def _refuse(actor: Actor, person: Person | None, what: str, now: datetime) -> None:
    """Counted and entered, whatever becomes of the request."""
    with writing():
        _tally(actor, now).update(refused=F("refused") + 1)
        about = person or (entries.PERSON, "0")
        trail.record(actor, entries.REFUSED, about, {"what": what}, now=now)


# ── breaking the glass ─────────────────────────────────────────────────────────────────────────────────────────────


def break_glass(actor: Actor, pk: int, reason: str, *, now: datetime, hours: int | None = None) -> Grant:
    """Reach one person beyond the own scope for some hours. The security administrator reviews it afterwards."""
    need(actor, GLASS)
    person = Person.objects.select_related("head").filter(pk=pk).first()
    person = (person.head or person) if person else None
    if person is None or not actor.account_id:
        raise NotFound
    longest = declared.rules().glass_hours
    wrong = {}
    if len(reason.strip()) < 6:
        wrong["reason"] = "请具体写明为什么必须现在看（6 个字以上），安全管理员会逐条复核。"
    if hours is not None and not 1 <= hours <= longest:
        wrong["hours"] = f"最长 {longest} 小时。"
    if wrong:
        raise Invalid(wrong)
    keeping_out.refuse(reason=reason)
    _spend(actor, "glasses", now)
    with writing():
        until = now + timedelta(hours=hours or longest)
        grant = Grant.objects.create(
            account_id=actor.account_id,
            account_name=actor.name,
            seat=seats_text(actor),
            place=person.region,
            person=person,
            reason=reason.strip()[:300],
            at=now,
            until=until,
        )
        data = {"until": f"{localtime(until):%m-%d %H:%M}", "reason": reason.strip()[:300]}
        trail.record(actor, entries.GLASS, person, data, now=now)
        if person.planted:
            alarm(actor, "planted", person, f"{actor.name}紧急打开了布设的人员记录（编号 {person.pk}）", now)
    return grant


def review(actor: Actor, grant_id: int, verdict: str, note: str, *, now: datetime) -> Grant:
    """Say whether a broken glass was founded; never one's own. Unfounded ends it at once."""
    need(actor, REVIEW)
    if verdict not in Grant.Verdict.values:
        raise Invalid({"verdict": "请选有据或无据。"})
    if verdict == Grant.Verdict.UNFOUNDED and not note.strip():
        raise Invalid({"note": "判为无据的，请写明意见。"})
    keeping_out.refuse(note=note)
    with writing():
        grant = grants_of(actor).filter(pk=grant_id).first()
        if grant is None:
            raise NotFound
        if grant.account_id == actor.account_id:
            raise Forbidden("不能复核自己的紧急打开。", then="请由另一位安全管理员复核。")
        changed = Grant.objects.filter(pk=grant.pk, verdict="").update(
            verdict=verdict, note=note.strip()[:300], reviewed_at=now, reviewed_by=actor.account_id
        )
        if not changed:
            raise Problem("这一条已经复核过。", then="请刷新页面。")
        trail.record(actor, entries.REVIEWED, grant, {"verdict": verdict, "note": note.strip()[:300]}, now=now)
    return Grant.objects.get(pk=grant_id)


def grants_of(actor: Actor) -> QuerySet[Grant]:
    """The broken glasses whose persons are registered in the places that this administrator minds."""
    return Grant.objects.filter(place_within(actor))


def place_within(actor: Actor) -> Q:
    """Rows with one `place` column within the places of the seats that review."""
    if actor.is_system:
        return Q()
    found = Q(pk__in=[])
    for seat in actor.seats:
        if REVIEW in seat.permissions:
            found |= Q(place__startswith=seat.place.code) if seat.place.code else Q()
            if not seat.place.code:
                return Q()
    return found


def settle(actor: Actor, alarm_id: int, note: str, *, now: datetime) -> None:
    """An alarm was looked into; what was found."""
    need(actor, REVIEW)
    if not note.strip():
        raise Invalid({"note": "请写明核查结果。"})
    keeping_out.refuse(note=note)
    with writing():
        found = Alarm.objects.filter(place_within(actor), pk=alarm_id, settled_at=None).first()
        if found is None:
            raise NotFound
        Alarm.objects.filter(pk=found.pk).update(settled_at=now, settled_by=actor.account_id, note=note.strip()[:300])
        trail.record(actor, entries.SETTLED, found, {"note": note.strip()[:300]}, now=now)


# ── planted records ────────────────────────────────────────────────────────────────────────────────────────────────

_SURNAMES, _GIVEN = "闻瞿蔺郗佟", ("望舒", "知远", "砚秋", "怀瑾", "清和", "景行")


def plant(actor: Actor, region: str, *, now: datetime) -> Person:
    """An invented person among the real ones, whom nobody has a reason to open. Known to the administrator alone."""
    need(actor, REVIEW)
    if len(region) < 9 or access_to_review(actor, region) is None:
        raise Invalid({"region": "请选您所管地区内的一个村（社区）；到不了村的，选乡镇（街道）。"})
    born = date(1945 + secrets.randbelow(45), 1 + secrets.randbelow(12), 1 + secrets.randbelow(28))
    head = f"{region[:6]}{born:%Y%m%d}{secrets.randbelow(900) + 100}"
    draft = PersonDraft(
        secrets.choice(_SURNAMES) + secrets.choice(_GIVEN),
        region,
        head + id_check(head),
        phone=f"1{secrets.choice('3578')}{secrets.randbelow(10**9):09d}",
        planted=True,
    )
    with writing():
        done = add_many(SYSTEM, [draft], now=now, source="登记")
        person = Person.objects.get(pk=done.persons[0])
        trail.record(actor, entries.PLANTED, ("register.planted", region), now=now)
    return person


def access_to_review(actor: Actor, region: str) -> Seat | None:
    """The seat by which the actor minds a place."""
    return access.seat_at(actor, REVIEW, Place(region))
