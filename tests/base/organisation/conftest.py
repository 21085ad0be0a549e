"""An invented district, 云溪区 of 澄江市, and the people who work in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Tenure, Unit
from shuangyong.base.organisation.regions_data import invented
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.base.trail import comparing
from shuangyong.base.trail.witness import hear
from tests.replayed import once

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
LONG_AGO = date(2020, 1, 1)
PASSWORD = "Qinghe-72#Lu"

UNITS = {
    # key: name, short, kind, region, key of the unit above
    "区委": ("中共云溪区委员会", "区委", "party", "990102", None),
    "区政府": ("云溪区人民政府", "区政府", "government", "990102", None),
    "教育局": ("云溪区教育局", "区教育局", "government", "990102", "区政府"),
    "财政局": ("云溪区财政局", "区财政局", "government", "990102", "区政府"),
    "民政局": ("云溪区民政局", "区民政局", "government", "990102", "区政府"),
    "市场监管局": ("云溪区市场监督管理局", "区市场监管局", "government", "990102", "区政府"),
    "退役军人局": ("云溪区退役军人事务局", "区退役军人局", "government", "990102", "区政府"),
    "区府办": ("云溪区人民政府办公室", "区政府办", "government", "990102", "区政府"),
    "区委办": ("中共云溪区委办公室", "区委办", "party", "990102", "区委"),
    "宣传部": ("中共云溪区委宣传部", "区委宣传部", "party", "990102", "区委"),
    "人武部": ("云溪区人民武装部", "区人武部", "army", "990102", None),
    "驻军": ("驻云溪区某部", "驻云溪某部", "army", "990102", None),
    "领导小组": ("云溪区双拥工作领导小组", "区双拥工作领导小组", "group", "990102", None),
    "双拥办": ("云溪区双拥工作领导小组办公室", "区双拥办", "group", "990102", "领导小组"),
    "东河镇": ("东河镇人民政府", "东河镇", "town", "990102101", "区政府"),
    "柳林镇": ("柳林镇人民政府", "柳林镇", "town", "990102102", "区政府"),
    "城北街道": ("城北街道办事处", "城北街道", "town", "990102009", "区政府"),
    "东河站": ("东河镇退役军人服务站", "东河镇服务站", "station", "990102101", "东河镇"),
    "东河村站": ("东河村退役军人服务站", "东河村服务站", "station", "990102101201", "东河站"),
    "市政府": ("澄江市人民政府", "市政府", "government", "9901", None),
    "市教育局": ("澄江市教育局", "市教育局", "government", "9901", "市政府"),
    "市水利局": ("澄江市水利局", "市水利局", "government", "9901", "市政府"),
    "清河教育局": ("清河县教育局", "县教育局", "government", "990121", None),
    "石门教育局": ("石门市教育局", "市教育局", "government", "990181", None),
    "清河东河镇": ("东河镇人民政府", "东河镇", "town", "990121101", None),
}
PEOPLE = {
    # key: login, post, unit
    "陆双": ("lu.shuang", "office_head", "双拥办"),
    "简文": ("jian.wen", "office_clerk", "双拥办"),
    "宁联": ("ning.lian", "liaison", "教育局"),
    "邵长": ("shao.zhang", "unit_head", "教育局"),
    "谢镇": ("xie.zhen", "town_clerk", "东河镇"),
    "向站": ("xiang.zhan", "station_clerk", "东河站"),
    "江军": ("jiang.jun", "troops_liaison", "驻军"),
    "督查": ("du.cha", "inspector", "区府办"),
    "组长": ("zu.zhang", "leader", "区政府"),
    "管系": ("guan.xi", "system_admin", "区府办"),
    "管安": ("guan.an", "security_admin", "区府办"),
    "管审": ("guan.shen", "audit_admin", "区府办"),
}


@dataclass
class Entry:
    """One call of the trail."""

    actor: Actor
    what: str
    about: object
    data: Mapping[str, object]


@dataclass
class District:
    """Units and people by the keys above."""

    units: dict[str, Unit]
    people: dict[str, Account]
    entries: list[Entry] = field(default_factory=list)

    def unit(self, key: str) -> Unit:
        return Unit.objects.get(pk=self.units[key].pk)

    def account(self, key: str) -> Account:
        return Account.objects.get(pk=self.people[key].pk)

    def actor(self, key: str, on: date = TODAY) -> Actor:
        return actor_of(self.account(key), on)

    def tenure(self, key: str) -> Tenure:
        return Tenure.objects.filter(account=self.people[key]).latest("pk")

    def whats(self) -> list[str]:
        return [entry.what for entry in self.entries]


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """A real hash takes a third of a second, and a district has many people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def entries(monkeypatch) -> list[Entry]:
    """What was entered in the trail, beside the trail itself."""
    found: list[Entry] = []
    entered = trail.record

    def record(actor, what, about, data=None, *, now):
        assert now.tzinfo is not None
        found.append(Entry(actor, what, about, dict(data or {})))
        return entered(actor, what, about, data, now=now)

    monkeypatch.setattr(trail, "record", record)
    return found


@pytest.fixture
def regions(db, entries) -> None:
    once("organisation.regions", lambda: actions.import_regions(SYSTEM, invented(), now=NOW))


@pytest.fixture
def units(regions) -> dict[str, Unit]:
    return once("organisation.units", _open_all)


def _open_all() -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for key, (name, short, kind, region, above) in UNITS.items():
        draft = actions.UnitDraft(name, short, kind, region, made.get(above))
        made[key] = actions.open_unit(SYSTEM, draft, on=LONG_AGO, now=NOW)
    return made


@pytest.fixture
def district(units, entries) -> District:
    people = once("organisation.people", lambda: _seat_all(units))
    entries.clear()
    return District(units, people, entries)


def _seat_all(units: Mapping[str, Unit]) -> dict[str, Account]:
    people = {}
    for name, (login, post, unit) in PEOPLE.items():
        account, _ = actions.create_account(SYSTEM, login, name, now=NOW)
        _come_in(account)
        actions.assign(SYSTEM, account, units[unit], post, Term(LONG_AGO), now=NOW)
        people[name] = account
    return people


def _come_in(account: Account) -> None:
    """As if the one-time password had been changed already."""
    account.set_password(PASSWORD)
    account.must_change_password = False
    with writing():
        account.save()
        trail.record(SYSTEM, "account.password", account, now=NOW)


@pytest.fixture
def newcomer(db, entries) -> Account:
    """Somebody with an account and no post."""
    return actions.create_account(SYSTEM, "bai.xin", "白新", now=NOW)[0]


@pytest.fixture(autouse=True)
def answered_for(request):
    """Whatever these stories write, the trail answers for: a verb that enters no row of its own would be told here."""
    if "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    comparing.begin(now=NOW)
    yield
    if "behind_the_back" not in request.fixturenames:
        assert hear().says == ()


@pytest.fixture
def behind_the_back() -> None:
    """A story that changes rows directly in the database."""
