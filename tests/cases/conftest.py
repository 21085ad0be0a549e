"""The invented district of the organisation's tests, with the shipped kinds published and the real trail."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from shuangyong.assess import shoulders
from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Unit
from shuangyong.base.organisation.regions_data import invented
from shuangyong.cases import waiting
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.turns import awaited
from shuangyong.catalog.queries import forget
from tests.base.organisation.conftest import LONG_AGO, PEOPLE, UNITS
from tests.published import ask_the_ledgers, publish
from tests.replayed import once

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()


def at(month: int, day: int, hour: int = 10, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


class District:
    """Who and what there is, by the keys of the organisation's cast."""

    def __init__(self, units: dict[str, Unit], people: dict[str, Account]) -> None:
        self.units, self.people = units, people

    def actor(self, key: str, on: date = TODAY) -> Actor:
        return actor_of(self.people[key], on)

    def unit(self, key: str) -> int:
        return self.units[key].pk

    def account(self, key: str) -> int:
        return self.people[key].pk


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def forgotten_definitions():
    """A test's definitions are rolled back, and the next test's get the same row numbers; its units get others."""
    _forget()
    shoulders._bearers.cache_clear()
    yield
    _forget()


def _forget() -> None:
    forget()
    awaited.cache_clear()
    waiting._parts_at.cache_clear()


@pytest.fixture
def district(db) -> District:
    return once("district", founded)


def founded() -> District:
    organising.import_regions(SYSTEM, invented(), now=NOW)
    units: dict[str, Unit] = {}
    for key, (name, short, kind, region, above) in UNITS.items():
        draft = organising.UnitDraft(name, short, kind, region, units.get(above))
        units[key] = organising.open_unit(SYSTEM, draft, on=LONG_AGO, now=NOW)
    people = {}
    for name, (login, post, unit) in PEOPLE.items():
        account, _ = organising.create_account(SYSTEM, login, name, now=NOW)
        Account.objects.filter(pk=account.pk).update(must_change_password=False)
        organising.assign(SYSTEM, account, units[unit], post, Term(LONG_AGO), now=NOW)
        people[name] = account
    publish(NOW)
    return District(units, people)


@pytest.fixture
def paper(district: District):
    """A proof filed by somebody: a small text file that stands for a reply."""
    from shuangyong.cases.proofs import file_proof

    def filed(who: str, title: str = "办理结果回执", now: datetime = NOW) -> int:
        proof = file_proof(
            district.actor(who),
            BytesIO(f"{title} {who}".encode()),
            f"{title}.txt",
            title=title,
            proves="事情办成了",
            on=now.date(),
            now=now,
        )
        return proof.pk

    return filed


@pytest.fixture
def task(district: District) -> Case:
    """陆双 of the office gives the 教育局 a task with the 民政局's support on 2 March: to be signed by the 5th, due on
    30 June."""
    form = Form(
        {"task": "建立驻军子女入学台账", "deadline": date(2026, 6, 30)},
        {"lead": ((district.unit("教育局"), None),), "support": ((district.unit("民政局"), None),)},
    )
    return open_case(district.actor("陆双"), "task", form, now=NOW)


def do(district: District, case: Case, who: str, action: str, form: Form | None = None, *, now: datetime = NOW) -> Case:
    """Somebody takes the next step of a case, who has seen all before it."""
    return take(district.actor(who), case.pk, action, form or Form(), rev=Case.objects.get(pk=case.pk).rev, now=now)


@pytest.fixture
def ledgers_asked(district) -> None:
    """Scores can be told: what the published standards measure is asked of every case."""
    ask_the_ledgers()
