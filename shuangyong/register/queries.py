"""Every read of the register that a person sees: masked, within what this actor may see, a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid, NotFound
from shuangyong.base.organisation.actors import may, need
from shuangyong.base.organisation.models import Region
from shuangyong.base.organisation.regions import valid_on
from shuangyong.base.statements import Select
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import access, declared, entries, masking
from shuangyong.register.access import GLASS, LIST, MERGE, SEE, visible_to
from shuangyong.register.actions.opening import spend_lookup
from shuangyong.register.finding import SAME_NUMBER
from shuangyong.register.models import (
    Category,
    Household,
    Membership,
    Merchant,
    Pair,
    Person,
    Secret,
    ServiceEpisode,
    Site,
    Troops,
)
from shuangyong.register.naming import AFTER, name_key, plain_name
from shuangyong.register.sealing import blinds
from shuangyong.rules.identity import id_wrong, phone_wrong, plain

PAGE = 50
MOST_PLACES = 1500
CHOICES = 30
"""Troops, merchants and sites shown in a form before a part of the name is typed."""
Sort = Literal["person", "household", "troops", "merchant", "site"]
_MODELS: Mapping[str, Any] = {"household": Household, "troops": Troops, "merchant": Merchant, "site": Site}
SORTS: tuple[Sort, ...] = ("person", "household", "troops", "merchant", "site")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of persons, masked."""

    pk: int
    name: str
    sex: str
    born: str
    where: str
    categories: tuple[str, ...]
    status: str
    """现役, 退役, 去世; "" where nothing of it is registered."""


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def status_of(episodes: Iterable[ServiceEpisode], died: date | None, on: date) -> str:
    """What a person is on a day, by the periods in service: called up again is 现役 again."""
    if died and died <= on:
        return "已去世"
    spans = [(e.enlisted or date.min, e.discharged or date.max) for e in episodes]
    spans = [(start, end) for start, end in spans if start <= on]
    if not spans:
        return ""
    return "现役" if any(on < end for _, end in spans) else "退役"


def places_named(codes: Iterable[str]) -> dict[str, str]:
    """Names of regions with the one above: 东河镇东河村. Two levels from the bottom; one query."""
    asked = {code for code in codes if code}
    wanted = asked | {_above(code) for code in asked}
    names = dict(Region.objects.filter(code__in=wanted).order_by("valid_from").values_list("code", "name"))
    return {code: _two(code, names) for code in asked}


def _above(code: str) -> str:
    return {12: code[:9], 9: code[:6], 6: code[:4], 4: code[:2]}.get(len(code), "")


def _two(code: str, names: Mapping[str, str]) -> str:
    own = names.get(code, code)
    above = names.get(_above(code), "") if len(code) > 6 else ""
    return f"{above}{own}" if len(code) == 12 else own


def rows(persons: Collection[Person], on: date) -> tuple[Row, ...]:
    """Persons as lines: three queries, however many they are."""
    keys = [person.pk for person in persons]
    where = places_named(person.region for person in persons)
    kinds = declared.load().categories
    categories: dict[int, list[str]] = {}
    held = Category.objects.filter(in_force(on), person__in=keys).order_by("pk").values_list("person", "key")
    for pk, key in held if keys else ():
        categories.setdefault(pk, []).append(kinds[key].name if key in kinds else key)
    episodes: dict[int, list[ServiceEpisode]] = {}
    for episode in ServiceEpisode.objects.filter(person__in=keys) if keys else ():
        episodes.setdefault(episode.person_id, []).append(episode)
    return tuple(
        Row(
            person.pk,
            masking.name(person.name),
            person.sex,
            masking.born(person.born),
            where.get(person.region, ""),
            tuple(dict.fromkeys(categories.get(person.pk, ()))),
            status_of(episodes.get(person.pk, ()), person.died, on),
        )
        for person in persons
    )


def category_names(keys: Iterable[str]) -> tuple[str, ...]:
    """Categories as a person reads them, each once."""
    kinds = declared.load().categories
    return tuple(dict.fromkeys(kinds[key].name if key in kinds else key for key in keys))


def in_force(on: date) -> Q:
    """Periods that hold on a day; a beginning that nobody knows has begun."""
    return (Q(since=None) | Q(since__lte=on)) & (Q(until=None) | Q(until__gt=on))


# ── labels, for other rooms ────────────────────────────────────────────────────────────────────────────────────────


def labels(sort: Sort, keys: Collection[int]) -> dict[int, str]:
    """How rows of the register are called wherever a case names them; persons masked. At most two queries."""
    if not keys:
        return {}
    if sort == "person":
        persons = Person.objects.filter(pk__in=keys).values_list("pk", "name", "born")
        return {pk: masking.label(name, born) for pk, name, born in persons}
    if sort == "household":
        return _household_labels(keys)
    found: QuerySet[Any] = _MODELS[sort].objects.filter(pk__in=keys)
    return dict(found.values_list("pk", "name"))


def _household_labels(keys: Collection[int]) -> dict[int, str]:
    """By its head's masked name."""
    found = dict(Household.objects.filter(pk__in=keys).values_list("pk", "number"))
    heads = Person.objects.filter(memberships__household__in=keys, memberships__role="户主", memberships__until=None)
    named = {home: masking.name(name) for home, name in heads.values_list("memberships__household", "name")}
    return {pk: f"{named[pk]}户" if pk in named else f"{number or pk}号户" for pk, number in found.items()}


def choosable(actor: Actor, sort: Sort, keys: Collection[int]) -> set[int]:
    """Those of some rows that this actor may name in a case: what he may see."""
    if not keys:
        return set()
    if sort == "person":
        found = Person.objects.filter(access.within(actor, SEE), pk__in=keys)
        return set(found.values_list("pk", flat=True))
    return set(access.rows_of(_MODELS[sort], actor).filter(pk__in=keys).values_list("pk", flat=True))


def real_persons() -> QuerySet[Person]:
    """Everybody who exists, once: for rules and figures, which no planted record may enter."""
    return Person.objects.filter(head=None, planted=False)


def place_of(sort: Sort, pk: int) -> Place | None:
    """Where a row of the register lies; None where there is none."""
    model: Any = Person if sort == "person" else _MODELS[sort]
    region = model.objects.filter(pk=pk).values_list("region", flat=True).first()
    return Place(region) if region else None


@dataclass(frozen=True, slots=True)
class Twins:
    """Two records that may be one person, with why."""

    pk: int
    one: Row
    other: Row
    reasons: tuple[str, ...]


def _waiting(actor: Actor) -> QuerySet[Pair]:
    return Pair.objects.filter(*_waits(actor))


def _waits(actor: Actor) -> tuple[Q, ...]:
    """For this actor to decide: both within reach, neither merged."""
    waits = Q(state=Pair.State.WAITING.value, one__head=None, other__head=None)
    return waits, access.within(actor, MERGE, "one__"), access.within(actor, MERGE, "other__")


def pair(actor: Actor, pk: int) -> Pair:
    """One of those that wait for this actor. Raises NotFound."""
    found = _waiting(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def pairs(actor: Actor, after: int = 0, *, now: datetime, size: int = PAGE) -> tuple[Twins, ...]:
    """Pairs that wait for this actor to decide, the surest first. Both must lie within the actor's reach."""
    need(actor, MERGE)
    found = _waiting(actor).select_related("one", "other").order_by("-weight", "pk")
    waiting = list(found[after : after + size])
    persons = {person.pk: person for pair in waiting for person in (pair.one, pair.other)}
    lines = {row.pk: row for row in rows(list(persons.values()), localtime(now).date())}
    return tuple(Twins(p.pk, lines[p.one_id], lines[p.other_id], tuple(p.reasons)) for p in waiting)


@lru_cache(maxsize=400)
def sure_pairs(actor: Actor) -> Select | None:
    """Pairs with one identity number that wait for this actor, to be counted; None for who may not merge."""
    if not any(MERGE in seat.permissions for seat in actor.seats):
        return None
    return Select(Pair, ("pk",), (*_waits(actor), ("weight", SAME_NUMBER)))


def whole(person: Person) -> list[int]:
    """The person and the records merged into it."""
    return [person.pk, *person.merged.order_by("pk").values_list("pk", flat=True)]


def household_of(person: int, on: date, *, alone: bool = False) -> list[int]:
    """Everybody of the person's household on a day, and the records merged into them; `alone`: the person only."""
    row = Person.objects.select_related("head").get(pk=person)
    mine = whole(row.head or row)
    if alone:
        return mine
    houses = Membership.objects.filter(in_force(on), person__in=mine).values("household")
    theirs = Membership.objects.filter(in_force(on), household__in=houses).values_list("person", flat=True)
    heads = {*mine, *theirs}
    return sorted({*heads, *Person.objects.filter(head__in=heads).values_list("pk", flat=True)})


# ── looking up ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave. `elsewhere`: rows outside the actor's reach, for breaking the glass; only for who may."""

    rows: tuple[Row, ...] = ()
    how: str = ""
    more: bool = False
    """There are more than may be listed: a longer name, or a number, is needed."""
    elsewhere: tuple[int, ...] = ()


def look_up(actor: Actor, text: str, *, now: datetime) -> Found:
    """Persons by identity number, telephone or certificate (exactly), or by the beginning of a name (a few).

    Each search is entered, without what was asked. Raises Invalid, Forbidden (post; too many today).
    """
    need(actor, SEE)
    sort, asked = _asked(text, localtime(now).date())
    spend_lookup(actor, now)
    found = by_name(actor, asked) if sort == "name" else by_value(actor, sort, asked)
    how = {"name": "姓名", **dict(Secret.Sort.choices)}[sort]
    rows_found = rows(found[0], localtime(now).date())
    if not actor.is_system:
        with writing():
            about = (entries.PERSON, str(found[0][0].pk) if len(found[0]) == 1 else "0")
            data = {"how": str(how), "found": len(rows_found), "elsewhere": len(found[2])}
            trail.record(actor, entries.LOOKED_UP, about, data, now=now)
    elsewhere = tuple(found[2]) if may(actor, GLASS) else ()
    return Found(rows_found, str(how), found[1], elsewhere)


def _asked(text: str, on: date) -> tuple[str, str]:
    """What sort of thing was typed."""
    number = plain(text)
    if len(number) == 18 and number[:17].isdigit():
        problem = id_wrong(number, on)
        if problem:
            raise Invalid({"q": problem})
        return "id_number", number
    if number.isascii() and number.lstrip("+").isdigit() and not phone_wrong(number):
        return "phone", number
    if any(char.isdigit() for char in number) and len(number) >= 5:
        return "certificate", number
    shortest = declared.rules().name_shortest
    name = plain_name(text)
    if len(name) < shortest or any(char.isdigit() for char in name):
        raise Invalid({"q": f"请输入 18 位身份证号、手机号、证件号，或姓名（至少 {shortest} 个字）。"})
    return "name", name


def by_name(actor: Actor, name: str) -> tuple[list[Person], bool, list[int]]:
    """The whole name first; the beginning of one costs a range of an index a scope."""
    most, key = declared.rules().name_most, name_key(name)
    found = BY_NAME.where(access.within(actor, SEE), ("name_key__gte", key), ("name_key__lt", key + AFTER))
    persons = _persons(found, most + 1)
    return persons[:most], len(persons) > most, []


_ASKED = {"id", "name", "name_key", "sex", "born", "died", "region", "head_id"}
_FIELDS = Person._meta.concrete_fields  # noqa: SLF001 - Django's documented way
NEEDED = tuple(field.attname for field in _FIELDS if field.attname in _ASKED)
"""Of a person all that a line, and deciding who sees it, asks for, in the model's own order as from_db reads it."""
BY_NAME = Select(Person, NEEDED, (("head", None),), ("name_key", "id"))
BY_VALUE = Select(Secret, tuple(f"person__{field}" for field in NEEDED), (("until", None),), ("person", "pk"))
"""Of what led to a person nothing is read: it is sealed."""


def _persons(found: Select, most: int) -> list[Person]:
    return [Person.from_db(DEFAULT_DB_ALIAS, NEEDED, row) for row in found.rows(most)]


def by_value(actor: Actor, sort: str, value: str) -> tuple[list[Person], bool, list[int]]:
    """Exactly, through the blind index; one query, one more where a record was merged into another.

    A phone may be shared by a family.

    Gives the persons within the actor's reach, whether there are more, and the numbers of those beyond it.
    """
    most = declared.rules().name_most
    found = _persons(BY_VALUE.where(("sort", sort), ("blind__in", blinds(value, sort))), most + 1)
    prefetch_related_objects([one for one in found if one.head_id], "head")
    heads = {head.pk: head for head in (one.head or one if one.head_id else one for one in found)}
    persons = sorted(heads.values(), key=lambda person: (person.name_key, person.pk))
    seen = [person for person in persons if access.may_at(actor, SEE, person.place)]
    return seen[:most], len(found) > most, sorted(heads.keys() - {person.pk for person in seen})


# ── lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows: a place within the actor's, a category in force."""

    place: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in the order of names; `after` begins the next page, "" at the end.

    It is the number of the last line: it stands in an address, where neither a name nor the key of one belongs.
    """

    rows: tuple[Row, ...]
    after: str


def listed(actor: Actor, filter_: Filter, *, on: date) -> QuerySet[Person]:
    """The persons of a list, for paging and for exports (which mask with `rows`). Forbidden without register.list."""
    need(actor, LIST)
    found = visible_to(actor, LIST)
    if filter_.place:
        place = Place(filter_.place)
        if len(place.code) not in {2, 4, 6, 9, 12} or not access.may_at(actor, LIST, place):
            raise Invalid({"place": "请选您管的区划。"})
        found = found.filter(**{place.level: place.code})
    if filter_.category:
        held = Category.objects.filter(in_force(on), key=filter_.category)
        found = found.filter(pk__in=held.values("person"))
    return found


def page(actor: Actor, filter_: Filter, after: str = "", *, now: datetime, size: int = PAGE) -> Page:
    """One page, masked; looking through a list is entered."""
    on = localtime(now).date()
    found = listed(actor, filter_, on=on)
    found = found.filter(_behind(actor, after))
    persons = list(found.order_by("name_key", "id")[: size + 1])
    browsed(actor, filter_.place, now)
    last = persons[size - 1] if len(persons) > size else None
    return Page(rows(persons[:size], on), str(last.pk) if last else "")


def _behind(actor: Actor, after: str) -> Q:
    """What follows a person in the order of names. One beyond the actor's reach, or none, begins anew: where a made-up
    name would come among those that are masked is never told."""
    if not (after.isascii() and after.isdigit() and len(after) < 16):
        return Q()
    last = Person.objects.filter(access.within(actor, LIST), pk=int(after)).values_list("name_key", "pk").first()
    return Q(name_key__gt=last[0]) | Q(name_key=last[0], pk__gt=last[1]) if last else Q()


def browsed(actor: Actor, place: str, now: datetime) -> None:
    """Looking through a list of persons or households is entered."""
    if not actor.is_system:
        with writing():
            trail.record(actor, entries.LISTED, (entries.PERSON, "0"), {"where": place or "全部"}, now=now)


# ── choosing, for forms of other rooms ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Options:
    """Rows to choose from: number and what it is called, masked. `more`: not all are shown."""

    rows: tuple[tuple[int, str], ...] = ()
    more: bool = False


def options(actor: Actor, sort: Sort, text: str, *, now: datetime) -> Options:
    """Rows that a typed text may mean. Persons and households only by a search, which counts as one.

    Raises Invalid, Forbidden (persons).
    """
    text = text.strip()
    if sort in {"person", "household"}:
        return _persons_to_choose(actor, sort, text, now) if text else Options()
    found: QuerySet[Any] = access.rows_of(_MODELS[sort], actor).filter(closed=None)
    if text:
        by_code = Q(code=plain(text)) if sort == "merchant" else Q(pk__in=[])
        found = found.filter(Q(name__contains=text) | by_code)
    rows_found = list(found.order_by("name", "pk").values_list("pk", "name")[: CHOICES + 1])
    return Options(tuple(rows_found[:CHOICES]), len(rows_found) > CHOICES)


def _persons_to_choose(actor: Actor, sort: Sort, text: str, now: datetime) -> Options:
    found = look_up(actor, text, now=now)
    if sort == "person":
        said = tuple((row.pk, "，".join(filter(None, (row.name, row.born, row.where)))) for row in found.rows)
        return Options(said, found.more)
    keys = [row.pk for row in found.rows]
    homes = list(
        Membership.objects.filter(person__in=keys, until=None).order_by("pk").values_list("household", flat=True)
    )
    return Options(tuple(labels("household", set(homes)).items()), found.more)


# ── places to choose ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its villages, for choosing: code and name."""

    code: str
    name: str
    villages: tuple[tuple[str, str], ...]
    whole: bool = True
    """Whether the town itself may be chosen: a village's station has its village alone."""

    @property
    def only(self) -> str:
        """The one place that there is to choose; "" where there are several."""
        return self.villages[0][0] if not self.whole and len(self.villages) == 1 else ""


def regions(actor: Actor, what: str, on: date) -> tuple[Town, ...]:
    """Towns and villages in the actor's places, as far as they are fewer than a list can hold. One query."""
    where, above = Q(pk__in=[]), set()
    for seat in actor.seats:
        if what in seat.permissions:
            where |= Q(code__startswith=seat.place.code) if seat.place.code else Q()
            above |= {seat.place.up("town")} if seat.place.level == "village" else set()
    where |= Q(code__in=above)
    found = Region.objects.filter(where, valid_on(on)).order_by("code").values_list("code", "name")
    rows_found = [(code, name) for code, name in found[:MOST_PLACES] if len(code) >= 9]
    names = {code: name for code, name in rows_found if len(code) == 9}
    villages: dict[str, list[tuple[str, str]]] = {code: [] for code in names}
    for code, name in rows_found:
        if len(code) == 12:
            villages.setdefault(code[:9], []).append((code, name))
    return tuple(Town(code, names.get(code, code), tuple(below), code not in above) for code, below in villages.items())
