"""Many persons at once: a table taken over, a demonstration district, a list from the recruiting office.

Everything that can be worked out before is: drafts settled, secrets sealed, blind indexes made. Inside the transaction
there is one question for the numbers that are registered already, and a few bulk inserts.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Model
from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.actions.holding import hold
from shuangyong.base.organisation.models import Region
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import bound, entries, sealing
from shuangyong.register.access import EDIT, need_at
from shuangyong.register.actions.doubles import Known, known, pass_on
from shuangyong.register.drafts import PersonDraft, settled
from shuangyong.register.keys import Key, ring
from shuangyong.register.models import (
    Category,
    Honour,
    Household,
    Membership,
    Person,
    Secret,
    ServiceEpisode,
    Trait,
    Troops,
)
from shuangyong.register.naming import name_key

NUMBERS = "register.numbers"
"""Whoever adds persons holds this one, so that no identity number is registered twice in the same moment."""
UNNUMBERED = "@"
"""Begins the name of a household that has no number of its own."""
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of each draft, by its place in the batch."""

    persons: Mapping[int, int] = field(default_factory=dict)
    """Row of the person that was added."""
    existing: Mapping[int, int] = field(default_factory=dict)
    """Row of the person within the actor's reach that has this identity number already; nothing was changed there."""
    wrong: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """What is wrong, by field."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft worked out: its person and secrets, not stored yet."""

    draft: PersonDraft
    person: Person
    secrets: tuple[Secret, ...]
    number: tuple[str, ...]
    """The blind indexes of its identity number, one for each key in use."""


def add_many(
    actor: Actor,
    drafts: Sequence[PersonDraft],
    *,
    now: datetime,
    source: str = "",
    partly: bool = False,
    on: date | None = None,
) -> Added:
    """Register persons. With `partly` the good ones are taken and the others told; else one fault refuses all.

    `on` is the day of registering (today). Raises Invalid (fields named 3.id_number), Forbidden.
    """
    on = on or localtime(now).date()
    kept, wrong = _settle(drafts, on)
    wrong |= _regions_wrong(actor, kept)
    kept = {place: draft for place, draft in kept.items() if place not in wrong}
    wrong |= _twice(kept)
    kept = {place: draft for place, draft in kept.items() if place not in wrong}
    if wrong and not partly:
        raise Invalid({f"{place}.{key}": says for place, by in wrong.items() for key, says in by.items()})
    ready = {place: _ready(draft, source, on) for place, draft in kept.items()}
    with writing():
        hold(NUMBERS)
        have = known(actor, (blind for one in ready.values() for blind in one.number))
        existing = {
            place: have.seen[blind] for place, one in ready.items() for blind in one.number if blind in have.seen
        }
        new = {place: one for place, one in ready.items() if place not in existing}
        if new:
            rows = _store(list(new.values()), on)
            _enter(actor, list(new.values()), source, bound.of_new(rows), now)
            pass_on(actor, _doubled(new.values(), have), now)
    return Added({place: one.person.pk for place, one in new.items()}, existing, wrong)


# ── before the transaction ─────────────────────────────────────────────────────────────────────────────────────────


def _settle(drafts: Sequence[PersonDraft], on: date) -> tuple[dict[int, PersonDraft], dict[int, Mapping[str, str]]]:
    kept: dict[int, PersonDraft] = {}
    wrong: dict[int, Mapping[str, str]] = {}
    for place, draft in enumerate(drafts):
        kept[place], problems = settled(draft, on)
        if problems:
            wrong[place] = problems
    return {place: draft for place, draft in kept.items() if place not in wrong}, wrong


def _regions_wrong(actor: Actor, drafts: Mapping[int, PersonDraft]) -> dict[int, Mapping[str, str]]:
    """Each place once: it exists, and the actor may register persons there. Raises Forbidden for a foreign one."""
    asked = {draft.region for draft in drafts.values()}
    known = set(Region.objects.filter(code__in=asked).values_list("code", flat=True))
    for code in sorted(known & asked):
        need_at(actor, EDIT, Place(code))
    return {
        place: {"region": f"没有代码为“{draft.region}”的行政区划，请填到乡镇或村（社区）。"}
        for place, draft in drafts.items()
        if draft.region not in known or len(draft.region) < 6
    }


def _twice(drafts: Mapping[int, PersonDraft]) -> dict[int, Mapping[str, str]]:
    """The same identity number twice in one batch."""
    seen: dict[str, int] = {}
    wrong: dict[int, Mapping[str, str]] = {}
    for place, draft in drafts.items():
        if draft.id_number and seen.setdefault(draft.id_number, place) != place:
            wrong[place] = {"id_number": f"与这一批的第 {seen[draft.id_number] + 1} 人身份证号相同。"}
    return wrong


def _ready(draft: PersonDraft, source: str, on: date) -> Ready:
    person = Person(
        uuid=uuid4(),
        name=draft.name,
        name_key=name_key(draft.name),
        sex=draft.sex,
        born=draft.born,
        died=draft.died,
        hukou=draft.hukou,
        hukou_region=draft.hukou_region,
        station_id=draft.station,
        planted=draft.planted,
        added_on=on,
        source=source[:100],
    )
    person.set_region(draft.region)
    keys = ring()
    secrets = tuple(
        sealed(person.uuid, sort, value, keys.current, label=label, since=on) for sort, label, value in _values(draft)
    )
    number = tuple(sealing.blinds(draft.id_number, "id_number", keys)) if draft.id_number else ()
    return Ready(draft, person, secrets, number)


def _values(draft: PersonDraft) -> Iterator[tuple[str, str, str]]:
    for sort, value in (("id_number", draft.id_number), ("phone", draft.phone), ("address", draft.address)):
        if value:
            yield sort, "", value
    for label, number in draft.certificates:
        if number:
            yield "certificate", label, number


def sealed(person: UUID, sort: str, value: str, key: Key, *, label: str = "", since: date | None = None) -> Secret:
    """A secret of a person, not stored yet and not pointing at its row."""
    kept = sealing.compared(value, sort)
    secret = Secret(uuid=uuid4(), sort=sort, label=label, key=key.name, since=since)
    secret.sealed = sealing.seal(kept, secret.uuid, person, sort, key)
    if sort in sealing.BLIND_SORTS:
        secret.blind, secret.blind_key = sealing.blind(kept, sort, key), key.name
    return secret


# ── inside it ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _doubled(new: Iterable[Ready], have: Known) -> dict[int, frozenset[int]]:
    """Of those just stored, who has a number that somebody beyond the actor's reach has."""
    return {one.person.pk: have.beyond[blind] for one in new for blind in one.number if blind in have.beyond}


def _store(ready: list[Ready], on: date) -> list[Model]:
    """Gives every row that was put in."""
    Person.objects.bulk_create([one.person for one in ready], batch_size=BATCH)
    _give_numbers([one.person for one in ready])
    secrets = []
    for one in ready:
        for secret in one.secrets:
            secret.person = one.person
            secrets.append(secret)
    Secret.objects.bulk_create(secrets, batch_size=BATCH)
    return [*(one.person for one in ready), *secrets, *_store_lives(ready), *_store_households(ready, on)]


def _give_numbers(persons: list[Person]) -> None:
    """Both databases give row numbers back after a bulk insert; one that does not is told at once."""
    if any(person.pk is None for person in persons):
        raise RuntimeError("the database gave no row numbers back")


def _store_lives(ready: list[Ready]) -> list[Model]:
    troops = _troops({s.troops_name: one.person for one in ready for s in one.draft.services if s.troops_name})
    episodes = ServiceEpisode.objects.bulk_create(
        [
            ServiceEpisode(
                person=one.person,
                kind=s.kind,
                enlisted=s.enlisted,
                discharged=s.discharged,
                manner=s.manner,
                troops_id=troops.get((one.person.county, s.troops_name)),
                troops_name=s.troops_name,
                from_region=s.from_region,
            )
            for one in ready
            for s in one.draft.services
        ],
        batch_size=BATCH,
    )
    categories = Category.objects.bulk_create(
        [
            Category(person=one.person, key=c.key, detail=dict(c.detail), since=c.since, until=c.until)
            for one in ready
            for c in one.draft.categories
        ],
        batch_size=BATCH,
    )
    honours = Honour.objects.bulk_create(
        [Honour(person=one.person, key=h.key, on=h.on) for one in ready for h in one.draft.honours], batch_size=BATCH
    )
    traits = Trait.objects.bulk_create(
        [Trait(person=one.person, key=key, value=value) for one in ready for key, value in one.draft.traits],
        batch_size=BATCH,
    )
    return [*episodes, *categories, *honours, *traits]


def _troops(named: Mapping[str, Person]) -> dict[tuple[str, str], int]:
    """Troops that are registered here under these public names; others stay as the name alone."""
    if not named:
        return {}
    rows = Troops.objects.filter(name__in=list(named)).values_list("county", "name", "pk")
    return {(county, name): pk for county, name, pk in rows}


def _store_households(ready: list[Ready], on: date) -> list[Model]:
    """Those who share a key of the batch live together; the place is that of the first."""
    homes: dict[str, Household] = {}
    for one in ready:
        if one.draft.household and not one.draft.home and one.draft.household not in homes:
            number = "" if one.draft.household.startswith(UNNUMBERED) else one.draft.household[:40]
            home = Household(uuid=uuid4(), number=number, station_id=one.draft.station)
            home.set_region(one.person.region)
            homes[one.draft.household] = home
    Household.objects.bulk_create(homes.values(), batch_size=BATCH)
    members = Membership.objects.bulk_create(
        [
            Membership(
                household_id=one.draft.home or homes[one.draft.household].pk,
                person=one.person,
                role=one.draft.role or "其他",
                since=on,
            )
            for one in ready
            if one.draft.home or one.draft.household
        ],
        batch_size=BATCH,
    )
    return [*homes.values(), *members]


def _enter(actor: Actor, ready: list[Ready], source: str, binds: Mapping[str, object], now: datetime) -> None:
    """One person: an entry about it. Many: one entry, with a digest by which the batch can be proved later."""
    if len(ready) == 1:
        person = ready[0].person
        trail.record(actor, entries.ADDED, person, {"name": person.name, **binds}, now=now)
        return
    persons = [one.person for one in ready]
    about = ("register.batch", f"{persons[0].pk}-{persons[-1].pk}")
    data = {"count": len(ready), "source": source or "未写明", "digest": digest_of(ready), **binds}
    trail.record(actor, entries.ADDED_MANY, about, data, now=now)


def digest_of(ready: Iterable[Ready]) -> str:
    """A keyed digest of the rows: without the key nobody can try out who was among them."""
    made = hmac.new(ring().current.blind, digestmod=hashlib.sha256)
    for one in ready:
        made.update(f"{one.person.uuid}\0{one.person.name}\0{one.draft.id_number}\0{one.person.region}\n".encode())
    return made.hexdigest()[:32]
