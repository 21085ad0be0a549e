"""赵小川's number, telephone, name and address are known; whatever file leaves the platform is searched for them."""

from __future__ import annotations

import logging
from datetime import date, timedelta

import pytest

from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.trail.models import Entry
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.register import actions as registering
from shuangyong.reports import rolls, taking
from shuangyong.reports.papers import offered
from tests.assess.conftest import COUNTY, small  # noqa: F401 - fixture
from tests.desk.conftest import TODAY as ASKED
from tests.desk.leaving import content_of, forms_of, text_of
from tests.desk.people import signed_in
from tests.register.conftest import EAST, NOW, ZHAO

CLEAR = {"赵小川", ZHAO.id_number, ZHAO.phone, ZHAO.address, "1970-05-01", "19700501", "1970年5月1日"}
KINDS = {
    "visit": {"sort": "春节"},
    "merit_news": {"award": "三等功"},
    "hardship_aid": {"sort": "医疗", "found_how": "走访发现"},
    "placement": {"manner": "安排工作", "received_on": NOW.date()},
    "stop_household": {"holding": "旧营房西侧门面", "name": "赵小川", "phone": ZHAO.phone},
}
FORMS = ("xlsx", "csv")


def searched(what: str, data: bytes) -> str:
    text = text_of(data)
    for value in CLEAR:
        for form in forms_of(value):
            assert form not in text, f"{what}: {form}"
    return text


@pytest.fixture
def known(district, settings, tmp_path):
    """The person, in four cases and a household."""
    settings.HOME = tmp_path
    person = registering.add(district.actor("陆双"), ZHAO, now=NOW)
    registering.make_household(district.actor("陆双"), EAST, [(person.pk, "户主")], now=NOW)
    lead = {"lead": ((district.unit("东河站"), None),)}
    me = district.actor("陆双")
    cases = [
        open_case(me, kind, Form(values if "name" in values else {**values, "person": person.pk}, lead), now=NOW)
        for kind, values in KINDS.items()
    ]
    return person, cases


@pytest.mark.parametrize("form", FORMS)
def test_ledgers_and_the_mixed_list(district, known, form) -> None:
    client = signed_in(district, "陆双")
    for kind in KINDS:
        data = content_of(client.post(f"/ledgers/{kind}/export/", {"form": form}))
        assert "赵*川" in searched(kind, data), "the case is in it"
    assert "走访慰问" in searched("all", content_of(client.post("/cases/export/", {"form": form})))


@pytest.mark.parametrize("form", FORMS)
def test_lists_of_the_register_at_once_and_by_the_worker(district, known, form, monkeypatch) -> None:
    client = signed_in(district, "陆双")
    for sort in ("persons", "households", "merchants", "sites"):
        data = content_of(client.post(f"/register/{sort}/export/", {"form": form, "place": EAST}))
        text = searched(sort, data)
        assert "陆双于" in text
        assert ("赵*" in text) == (sort in {"persons", "households"})
    monkeypatch.setattr(rolls, "AT_ONCE", 0)
    client.post("/register/persons/export/", {"form": form})
    run_pending(ASKED + timedelta(minutes=1))
    job = Job.objects.get(name=taking.ROLL)
    data = content_of(client.get(f"/ledgers/exports/{job.pk}/file/"))
    assert data == taking.place(job.pk).read_bytes()
    assert "赵" in searched("persons by the worker", data)


def test_papers_of_its_cases(district, known) -> None:
    client, taken = signed_in(district, "陆双"), 0
    for case in known[1]:
        for paper in offered(lay_open(case, NOW.date())):
            answer = client.get(f"/cases/{case.pk}/papers/{paper.key}/")
            searched(f"{case.kind} {paper.key}", content_of(answer))
            taken += 1
    assert taken >= 2, "a greeting and a delivery"


def test_the_dossier(small, known, settings) -> None:  # noqa: F811
    from shuangyong.dossier import actions

    wanted = actions.Wanted(COUNTY, date(2026, 4, 20), "small")
    row = actions.order(small.actor("陆双"), wanted, now=NOW + timedelta(days=50))
    run_pending(NOW + timedelta(days=50))
    row.refresh_from_db()
    searched("dossier", row.path.read_bytes())


def test_the_trail_the_queue_and_the_logs(district, known, caplog) -> None:
    person, cases = known
    with caplog.at_level(logging.DEBUG):
        client = signed_in(district, "陆双")
        client.post("/register/", {"q": ZHAO.id_number})
        client.post("/register/", {"q": "赵小川"})
        client.get(f"/register/persons/{person.pk}/")
        opened = {"fields": ["name", "phone", "id_number", "address", "born"], "purpose": "上门走访"}
        assert ZHAO.phone in client.post(f"/register/persons/{person.pk}/open/", opened).content.decode()
        for address in ("/register/persons/export/", "/cases/export/", f"/ledgers/{cases[0].kind}/export/"):
            content_of(client.post(address, {"form": "csv"}))
    searched("logs", caplog.text.encode())
    searched("trail", repr(list(Entry.objects.values())).encode())
    searched("queue", repr(list(Job.objects.values())).encode())


def test_every_kind_with_a_person_is_called_by_the_masked_one(district, known) -> None:
    """A ledger of any kind has the title beside its fields: both are drawn from the register, masked."""
    named = [kind for kind in kinds_in_force(NOW.date()).values() if kind.title == "person"]
    assert {kind.key for kind in named} >= KINDS.keys() - {"stop_household"}
    assert {case.title for case in known[1] if case.kind in {kind.key for kind in named}} == {"赵*川（1970年生）"}
