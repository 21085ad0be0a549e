"""One person, one file: masked facts, the line of life, with whom, who looked. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.register import access, declared, masking
from shuangyong.register.actions.lives import back
from shuangyong.register.keys import ring
from shuangyong.register.models import (
    Category,
    Correction,
    Grant,
    Honour,
    Look,
    Membership,
    Merge,
    Person,
    Relation,
    Secret,
    ServiceEpisode,
    Trait,
)
from shuangyong.register.queries import Row, places_named, rows, status_of, whole
from shuangyong.register.sealing import unseal

MOST = 500
"""Events of a sort that are shown."""
LOOKS = 50
PLAIN = {"name": "姓名", "sex": "性别", "born": "出生日期", "hukou": "户籍类别", "died": "去世日期"}


@dataclass(frozen=True, slots=True)
class Held:
    """A protected value as everybody sees it."""

    sort: str
    label: str
    masked: str


@dataclass(frozen=True, slots=True)
class Event:
    """One point or period of the line of life. `row` is the number for acts on it, 0 where there is none."""

    on: date | None
    until: date | None
    sort: str
    says: str
    detail: str = ""
    row: int = 0
    goes_on: bool = False
    given: Mapping[str, str] = field(default_factory=dict)
    """What was registered, for the form that puts it right."""


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody near: relation or household, masked."""

    pk: int
    name: str
    role: str
    since: date | None
    until: date | None
    row: int


@dataclass(frozen=True, slots=True)
class Home:
    """The household that the person belongs to now."""

    pk: int
    members: tuple[Kin, ...]


@dataclass(frozen=True, slots=True)
class File:
    """Everything of a person that a page shows, masked."""

    person: Person
    name: str
    born: str
    status: str
    where: str
    hukou: str
    station: str
    secrets: tuple[Held, ...]
    categories: tuple[Event, ...]
    traits: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]
    home: Home | None
    kin: tuple[Kin, ...]
    looks: tuple[Look, ...]
    mergers: tuple[Merge, ...]
    grant: Grant | None
    rows: tuple[int, ...]
    """The record itself and those merged into it: what cases may name."""


def file_of(actor: Actor, pk: int, *, now: datetime) -> File:
    """The file of a person. Raises NotFound. Looking is entered by actions.look, not here."""
    person = access.get(actor, pk, now=now)
    keys, on = whole(person), localtime(now).date()
    episodes = list(ServiceEpisode.objects.filter(person__in=keys).order_by("enlisted", "pk")[:MOST])
    categories = list(Category.objects.filter(person__in=keys).order_by("pk")[:MOST])
    corrections = list(Correction.objects.filter(person__in=keys).order_by("pk")[:MOST])
    homes = list(Membership.objects.filter(person__in=keys).order_by("pk")[:MOST])
    mergers = list(Merge.objects.filter(into=person, undone_at=None).select_related("person").order_by("pk"))
    where = places_named(_codes(person, corrections))
    standing = [_category(one, on) for one in categories]
    events = [
        *_life(person),
        *(_service(one) for one in episodes),
        *standing,
        *(_honour(one) for one in Honour.objects.filter(person__in=keys).order_by("pk")[:MOST]),
        *(_correction(one, where) for one in corrections),
        *(Event(one.since, one.until, "户", f"在户（{one.role}）", row=one.pk) for one in homes),
        *(Event(localtime(one.at).date(), None, "合并", f"并入编号 {one.person_id} 的记录") for one in mergers),
    ]
    return File(
        person,
        masking.name(person.name),
        masking.born(person.born),
        status_of(episodes, person.died, on),
        where.get(person.region, ""),
        where.get(person.hukou_region, ""),
        person.station.short if person.station else "",
        tuple(masked_secrets(keys)),
        tuple(one for one in standing if one.goes_on),
        tuple(_traits(keys)),
        tuple(sorted(events, key=lambda event: (event.on or date.min, event.until or date.max))),
        _home(homes),
        tuple(_kin(keys)),
        tuple(Look.objects.filter(person__in=keys).order_by("-pk")[:LOOKS]),
        tuple(mergers),
        access.grant_of(actor, person, now),
        tuple(keys),
    )


def _codes(person: Person, corrections: Iterable[Correction]) -> Iterator[str]:
    yield from (person.region, person.hukou_region)
    for one in corrections:
        if one.field in {"region", "hukou_region"}:
            yield from (one.before, one.after)


def masked_secrets(keys: Iterable[int]) -> Iterator[Held]:
    """The protected values in force, masked; the only place where they are opened without an entry, never to leave."""
    known = ring()
    found = Secret.objects.filter(person__in=list(keys), until=None).select_related("person").order_by("sort", "pk")
    for secret in found[:MOST]:
        value = unseal(bytes(secret.sealed), secret.uuid, secret.person.uuid, secret.sort, known.get(secret.key))
        label = secret.label or str(Secret.Sort(secret.sort).label)
        yield Held(secret.sort, label, masking.OF_SORT[secret.sort](value))


# ── the line of life ───────────────────────────────────────────────────────────────────────────────────────────────


def _life(person: Person) -> Iterator[Event]:
    yield Event(person.added_on, None, "建档", "建档", person.source)
    if person.died:
        yield Event(person.died, None, "去世", "去世")


def _service(one: ServiceEpisode) -> Event:
    detail = "，".join(filter(None, (one.troops_name, one.manner)))
    says = f"服役（{one.kind}）"
    given = {name: getattr(one, name) for name in ("kind", "manner", "troops_name", "from_region")}
    return Event(one.enlisted, one.discharged, "服役", says, detail, one.pk, one.discharged is None, given)


def _category(one: Category, on: date) -> Event:
    kind = declared.load().categories.get(one.key)
    asked = {detail.key: detail.name for detail in kind.asks} if kind else {}
    detail = "，".join(f"{asked.get(key, key)}{value}" for key, value in one.detail.items() if value)
    goes_on = (one.since is None or one.since <= on) and (one.until is None or one.until > on)
    return Event(one.since, one.until, "类别", kind.name if kind else one.key, detail, one.pk, goes_on)


def _honour(one: Honour) -> Event:
    kind = declared.load().honours.get(one.key)
    return Event(one.on, None, "荣誉", kind.name if kind else one.key)


def _correction(one: Correction, where: dict[str, str]) -> Event:
    """What changed; a name and a day of birth stay masked here as well."""
    if one.field in {"region", "hukou_region"}:
        before, after = where.get(one.before, "未填"), where.get(one.after, "未填")
        says = f"{'居住地' if one.field == 'region' else '户籍地'}由{before}改为{after}"
        return Event(one.since, None, "迁移", says, one.reason)
    before, after = _shown(one.field, one.before), _shown(one.field, one.after)
    says = f"{PLAIN.get(one.field, one.field)}由{before or '未填'}改为{after or '未填'}"
    return Event(one.since, None, "更正", says, one.reason)


def _shown(field: str, text: str) -> str:
    """A plain fact as everybody sees it."""
    if field == "name":
        return masking.name(text)
    return f"{text[:4]}年" if field == "born" and text else text


def _traits(keys: list[int]) -> Iterator[tuple[str, str]]:
    kinds = declared.load().traits
    for one in Trait.objects.filter(person__in=keys, until=None).order_by("pk")[:MOST]:
        kind = kinds.get(one.key)
        value = ("是" if one.value else "否") if isinstance(one.value, bool) else str(one.value)
        yield (kind.name if kind else one.key, value)


# ── near ones ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _home(memberships: list[Membership]) -> Home | None:
    now = next((one for one in reversed(memberships) if one.until is None), None)
    return Home(now.household_id, tuple(members_of(now.household_id))) if now else None


def members_of(household: int, *, former: bool = False) -> Iterator[Kin]:
    """Who belongs to a household, and on request who did."""
    found = Membership.objects.filter(household=household).select_related("person").order_by("pk")
    for one in (found if former else found.filter(until=None))[:MOST]:
        head = one.person.head_id or one.person_id
        yield Kin(head, masking.name(one.person.name), one.role, one.since, one.until, one.pk)


def _kin(keys: list[int]) -> Iterator[Kin]:
    for one in Relation.objects.filter(person__in=keys).select_related("other").order_by("pk")[:MOST]:
        them = one.other
        yield Kin(them.head_id or them.pk, masking.name(them.name), one.kind, one.since, one.until, one.pk)
    for one in Relation.objects.filter(other__in=keys).select_related("person").order_by("pk")[:MOST]:
        them = one.person
        role = back(one.kind)
        yield Kin(them.head_id or them.pk, masking.name(them.name), role, one.since, one.until, one.pk)


__all__ = ["Event", "File", "Held", "Kin", "Row", "file_of", "masked_secrets", "members_of", "rows"]
