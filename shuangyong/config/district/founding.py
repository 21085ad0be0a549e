"""The first day: map, units, accounts, posts, the leading group, the shipped kinds. One transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.timezone import localtime

from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.accounts import register_account
from shuangyong.base.organisation.actions.handing import settle
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Group, Region, Unit
from shuangyong.base.organisation.regions_data import invented
from shuangyong.catalog.actions import publish_shipped
from shuangyong.config.district import cast as casting
from shuangyong.config.district.cast import Person, cast
from shuangyong.config.district.reading import table

ESTABLISHED = date(2020, 1, 1)
"""From when units and posts are: long before the year that is lived."""


def is_empty() -> bool:
    """Whether nobody has begun to use this database: no place, unit or account."""
    return not any(model.objects.exists() for model in (Account, Unit, Region))


def password() -> str:
    """Everybody's password in the demo; it satisfies the rules and is printed."""
    return str(table("people")["password"])


def found(now: datetime, days: int) -> None:
    """Everything that is there before so many days are lived. Inside `storing.writing()`."""
    organising.import_regions(SYSTEM, invented(), now=now)
    organising.import_regions(SYSTEM, casting.map_text(), now=now)
    units = _open_units(now)
    accounts = _open_accounts(now)
    _give_posts(units, accounts, now, days)
    _found_group(units, accounts, now)
    publish_shipped(SYSTEM, now=now)


def _open_units(now: datetime) -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for spec in cast().units:
        draft = organising.UnitDraft(
            spec.name, spec.short, spec.kind, spec.region, made.get(spec.above), duties=spec.duties
        )
        made[spec.slug] = organising.open_unit(SYSTEM, draft, on=ESTABLISHED, now=now)
    return made


def _open_accounts(now: datetime) -> dict[str, Account]:
    """One hash for all: everybody's password is the same and printed."""
    hashed = make_password(password())
    return {
        person.login: register_account(SYSTEM, person.login, person.name, hashed=hashed, now=now)
        for person in cast().people
    }


def _give_posts(units: dict[str, Unit], accounts: dict[str, Account], now: datetime, days: int) -> None:
    """The three administrators (三员) by the installation; everybody else by the security administrator, as in life."""
    people = list(cast().in_post(days))
    three = {row["slug"]: row["post"] for row in table("people")["administrators"]}
    for person in sorted(people, key=lambda person: person.login not in three):
        actor = SYSTEM if person.login in three else _security(accounts, now)
        term = Term(ESTABLISHED)
        organising.assign(actor, accounts[person.login], units[person.unit], person.post, term, now=now)


def everybody_came_in(now: datetime) -> None:
    """Two years on nobody logs in for the first time: the printed password is enough, no 核验码 is asked for."""
    for account in Account.objects.exclude(handed=""):
        settle(SYSTEM, account, now=now)


def _security(accounts: dict[str, Account], now: datetime) -> Actor:
    login = next(row["slug"] for row in table("people")["administrators"] if row["post"] == "security_admin")
    return actor_of(accounts[login], localtime(now).date())


def _found_group(units: dict[str, Unit], accounts: dict[str, Account], now: datetime) -> None:
    whole = table("units")
    group = organising.found_group(
        SYSTEM, units[casting.GROUP], units[casting.OFFICE], rules=whole["rules"].strip(), on=ESTABLISHED, now=now
    )
    for order, person in enumerate(_seated()):
        draft = organising.SeatDraft(
            person.role, person.name, person.title, units[person.unit], accounts[person.login], order
        )
        organising.seat_in_group(SYSTEM, group, draft, on=ESTABLISHED, now=now)
    _join_members(group, units, now)


def _seated() -> Iterator[Person]:
    """The leaders, the office, and the head of every member unit."""
    for person in cast().people:
        if person.role:
            yield person
        elif person.post == "unit_head" and cast().unit(person.unit).sort == "member":
            title = f"{cast().unit(person.unit).short}负责同志"
            yield Person(person.login, person.name, person.post, person.unit, "member", title)


def _join_members(group: Group, units: dict[str, Unit], now: datetime) -> None:
    members = [spec for sort in ("member", "troop") for spec in cast().of(sort)]
    for order, spec in enumerate(members):
        unit = units[spec.slug]
        organising.join_group(SYSTEM, group, unit, duties=spec.duties, on=ESTABLISHED, now=now, order=order)
