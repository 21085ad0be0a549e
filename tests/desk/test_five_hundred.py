"""A case with five hundred steps and a person with five hundred events: their pages ask no more than short ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, StepRow
from shuangyong.register import actions
from shuangyong.register.models import Category, Correction, Honour, Look, ServiceEpisode
from tests.desk.people import hand_out, signed_in
from tests.desk.test_queries import asked
from tests.register.conftest import NOW, ZHAO

MANY = 500


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


def press(district, case: Case) -> StepRow:
    take(district.actor("陆双"), case.pk, "press", Form(note="请抓紧"), rev=case.rev, now=NOW)
    return StepRow.objects.filter(case=case).latest("seq")


def test_the_page_of_a_case_with_five_hundred_steps(district) -> None:
    case = hand_out(district)
    pressed = press(district, case)
    client, address = signed_in(district, "陆双"), f"/cases/{case.pk}/"
    few = asked(client, address)
    seqs = range(pressed.seq + 1, MANY + 1)
    copies = [StepRow(**_values(pressed), seq=seq) for seq in seqs]
    StepRow.objects.bulk_create(copies)
    Case.objects.filter(pk=case.pk).update(rev=MANY)
    assert StepRow.objects.filter(case=case).count() == MANY
    assert asked(client, address) <= few
    page = client.get(address).content.decode()
    assert page.count("请抓紧") >= 200, "the newest are shown"


def _values(row: StepRow) -> dict[str, object]:
    names = [field.attname for field in StepRow._meta.concrete_fields if field.attname not in {"id", "seq"}]
    return {name: getattr(row, name) for name in names}


def test_the_page_of_a_person_with_five_hundred_events(district) -> None:
    person = actions.add(district.actor("陆双"), ZHAO, now=NOW)
    client, address = signed_in(district, "陆双"), f"/register/persons/{person.pk}/"
    client.get(address)
    few = asked(client, address)
    each, start = MANY // 5, date(1991, 12, 2)
    days = [start + timedelta(days=20 * n) for n in range(each)]
    ServiceEpisode.objects.bulk_create(
        ServiceEpisode(person=person, kind="义务兵", enlisted=day, discharged=day + timedelta(days=9)) for day in days
    )
    Category.objects.bulk_create(
        Category(person=person, key="veteran", since=day, until=day + timedelta(days=9)) for day in days
    )
    Honour.objects.bulk_create(Honour(person=person, key="merit_3", on=day) for day in days)
    Correction.objects.bulk_create(
        Correction(person=person, field="hukou", before="农村", after="城镇", since=day, at=NOW) for day in days
    )
    Look.objects.bulk_create(Look(person=person, account_name="某人", at=NOW, fields="联系电话") for _ in days)
    assert asked(client, address) <= few
    page = client.get(address).content.decode()
    assert page.count("义务兵") >= each and "某人" in page
