"""Every field of every form × values that no form means: too long, without end, signs that no database keeps.

Whatever comes of it is told; nothing ends in a page of 500. PostgreSQL is the stricter half: it measures every column
and takes no NUL, so this is a test of both databases.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.models import Account, Group, Unit
from shuangyong.register import actions as registering
from tests.cases.conftest import NOW, TODAY
from tests.desk.people import elsewhere, hand_out
from tests.register.conftest import ZHAO

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("ledgers_asked")]

LONG = "长" * 3000
HOSTILE = (LONG, "甲\0乙", "²", "9" * 5000, "-1", "1e999999", '"><script>alert(1)</script>', "=1+1\r\n\t", "0001-01-01")
ROLES = ("陆双", "谢镇", "管系", "管安")
TYPED = {"date": "2026-11-20", "number": "1", "month": "2026-11", "datetime-local": "2026-11-20T08:00", "time": "08:00"}


@dataclass
class Sheet:
    """One form as a browser sees it, filled with what is harmless."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Sheet] = []
        self.links: list[str] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {key: value or "" for key, value in attrs}
        if tag == "a":
            self.links.append(has.get("href", ""))
        elif tag == "form":
            self.found.append(Sheet(has.get("action", ""), has.get("method", "get").lower()))
        elif self.found and has.get("name"):
            self._field(tag, has)
        elif tag == "option" and self._select and has.get("value") and not self.found[-1].fields[self._select]:
            self.found[-1].fields[self._select] = has["value"]

    def _field(self, tag: str, has: dict[str, str]) -> None:
        name, kind, fields = has["name"], has.get("type", "text"), self.found[-1].fields
        if tag == "select":
            self._select = name
            fields[name] = ""
        elif tag == "textarea":
            fields[name] = "写了八个字以上的内容"
        elif tag == "button" or kind == "submit":
            fields.setdefault(name, has.get("value", ""))
        elif kind in {"hidden", "checkbox", "radio"}:
            fields.setdefault(name, has.get("value", "on"))
        elif kind != "file":
            fields[name] = has.get("value") or TYPED.get(kind, "写了八个字以上")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def forms_of(html: str) -> Forms:
    made = Forms()
    made.feed(html)
    return made


class UndoError(Exception):
    """Takes back what a request wrote, so that the next one finds what this one found."""


def sent(client: Client, address: str, method: str, data: dict[str, str]) -> int:
    status = 0
    with suppress(UndoError), transaction.atomic():
        status = getattr(client, method)(address, data).status_code
        raise UndoError
    return status


def strange(sheet: Sheet) -> Iterator[dict[str, str]]:
    """Each field alone with one of the values, another one each run; then all fields with two of them."""
    names = [name for name in sheet.fields if name != "csrfmiddlewaretoken"]
    for name in names:
        yield sheet.fields | {name: random.choice(HOSTILE)}
    for value in random.sample(HOSTILE, 2):
        yield dict.fromkeys(names, value)


def pages(client: Client, begin: list[str], most: int = 60) -> Iterator[tuple[str, Forms]]:
    """From the menu on, one page of each sort: numbers in an address do not make it another page."""
    waiting, known = [*begin, "/"], set[str]()
    while waiting and len(known) < most:
        address = waiting.pop(0).partition("#")[0]
        shape = "".join("0" if sign.isdigit() else sign for sign in address.partition("?")[0])
        if not address.startswith("/") or shape in known or shape.startswith(("/static", "/logout", "/read", "/style")):
            continue
        known.add(shape)
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found = forms_of(answer.content.decode())
            yield address, found
            waiting += found.links


@pytest.fixture
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.mark.parametrize("who", ROLES)
def test_no_field_of_any_form_ends_in_a_500(district, own_home, who: str) -> None:
    case = hand_out(district)
    elsewhere(district)
    person = registering.add(district.actor("陆双"), ZHAO, now=NOW)
    unit = district.unit("教育局")
    leading, office = (Unit.objects.get(pk=district.unit(key)) for key in ("领导小组", "双拥办"))
    if not Group.objects.filter(unit=leading).exists():
        organising.found_group(SYSTEM, leading, office, rules="", on=TODAY, now=NOW)
    begin = [f"/cases/{case.pk}/", f"/register/persons/{person.pk}/", f"/units/{unit}/", f"/units/{unit}/split/"]
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(pk=district.account(who)))
    fallen = []
    for address, found in pages(client, begin):
        for sheet in found.found:
            target = sheet.action or address
            if "logout" in target:
                continue
            for data in strange(sheet):
                if sent(client, target, sheet.method, data) >= 500:
                    strangest = {k: v[:20] for k, v in data.items() if v in HOSTILE}
                    fallen.append(f"{sheet.method} {target} {strangest}")
    assert not fallen, "\n".join(sorted(set(fallen)))


@pytest.mark.parametrize("sort", ["tenure", "child", "office", "seat", "work"])
@pytest.mark.parametrize("key", ["²", "9" * 30, "-1", "x", ""])
def test_what_a_split_is_told_to_give_away_may_be_nothing(district, sort: str, key: str) -> None:
    """The names of these fields say what is given: `tenure-²` ended in a 500."""
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(pk=district.account("陆双")))
    unit = district.unit("教育局")
    parts = {f"name{part}": f"云溪区教育{part}局" for part in (1, 2)}
    parts |= {f"short{part}": f"教育{part}局" for part in (1, 2)} | {f"kind{part}": "government" for part in (1, 2)}
    parts |= {f"region{part}": "990102" for part in (1, 2)}
    assert client.post(f"/units/{unit}/split/", parts | {f"{sort}-{key}": "1"}).status_code == 302


def test_a_stranger_with_a_strange_cookie_is_a_stranger(db) -> None:
    client = Client(
        raise_request_exception=False, headers={"cookie": 'shuangyong_session="abcdefghij\\000"; csrftoken="\\000"'}
    )
    assert client.get("/").status_code == 302
    assert client.get("/\0/").status_code == 404


SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_what_was_written_stays_a_text_on_every_page(district, own_home) -> None:
    """Rules, duties, names of seats and of parts of a unit, purposes, notes: read again by everybody who may."""
    clerk = Client()
    clerk.force_login(Account.objects.get(pk=district.account("陆双")))
    case = hand_out(district, f"走访{SCRIPT}")
    registering.add(district.actor("陆双"), ZHAO, now=NOW)
    unit, part = district.unit("教育局"), district.unit("财政局")
    leading, office = district.unit("领导小组"), district.unit("双拥办")
    sent = [
        ("/group/", {"unit": leading, "office": office, "rules": SCRIPT}),
        ("/group/", {"do": "seat", "role": "head", "name": SCRIPT[:40], "title": SCRIPT, "unit": unit}),
        ("/group/", {"do": "join", "unit": unit, "duties": SCRIPT}),
        (f"/cases/{case.pk}/press/", {"note": SCRIPT, "rev": case.rev}),
        ("/cases/press/", {"case": case.pk, "note": SCRIPT}),
        ("/register/releases/", {"sort": "persons", "fields": "phone", "form": "csv", "purpose": f"核对{SCRIPT}"}),
        (
            f"/units/{part}/split/",
            {
                f"{key}{n}": f"{value}{n}"
                for n in (1, 2)
                for key, value in (("name", f"云溪区{SCRIPT}"), ("short", SCRIPT[:30]))
            }
            | {f"kind{n}": "government" for n in (1, 2)}
            | {f"region{n}": "990102" for n in (1, 2)}
            | {f"duties{n}": SCRIPT for n in (1, 2)},
        ),
    ]
    taken = [clerk.post(address, data).status_code for address, data in sent]
    assert set(taken) <= {200, 302, 422} and taken.count(302) >= 4
    found = 0
    for who in ("陆双", "宁联", "组长", "管审"):
        client = Client()
        client.force_login(Account.objects.get(pk=district.account(who)))
        for address, _ in pages(client, [f"/cases/{case.pk}/", "/group/", "/units/", "/register/releases/"]):
            text = client.get(address).content.decode()
            found += "&lt;script&gt;alert(1)" in text
            assert "<script>alert(1)" not in text and "<img src=x" not in text, address
    assert found >= 6, "what was written is shown somewhere"
