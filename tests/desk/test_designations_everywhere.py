"""Every form of the desk that takes free words: a designation of troops or a marking gets past none of them."""

from __future__ import annotations

import pytest

from shuangyong.base.organisation.models import Unit
from shuangyong.base.trail.models import Entry
from tests.desk.people import signed_in
from tests.register.conftest import own_keys, zhao  # noqa: F401 - fixtures

SAID = "94123部队来函要求核实"


def refused(client, address: str, **form: object) -> None:
    answer = client.post(address, form)
    page = answer.content.decode()
    assert answer.status_code == 422, (address, answer.status_code)
    assert "番号" in page
    assert not any("94123" in entry.says or "94123" in str(entry.data) for entry in Entry.objects.all())


def test_purposes_and_reasons_about_persons(district, zhao) -> None:  # noqa: F811
    client = signed_in(district, "谢镇")
    refused(client, f"/register/persons/{zhao.pk}/open/", fields="phone", purpose=SAID)
    refused(client, f"/register/persons/{zhao.pk}/glass/", reason=SAID, hours="1")


def test_units(district) -> None:
    client = signed_in(district, "陆双")
    here = Unit.objects.get(pk=district.unit("教育局"))
    form = {"name": "驻区94123部队", "short": "部队", "kind": here.kind, "region": here.region, "on": "2026-01-01"}
    answer = client.post("/units/new/", form)
    assert answer.status_code == 422
    assert "番号" in answer.content.decode()


def test_locks(district) -> None:
    pk = district.account("宁联")
    refused(signed_in(district, "管安"), f"/accounts/{pk}/", do="lock", until="2027-01-01", reason=SAID)


@pytest.mark.parametrize("who", ["陆双"])
def test_tasks_and_notes(district, who: str) -> None:
    unit = district.unit("教育局")
    refused(signed_in(district, who), "/cases/new/task/", task=SAID, **{"deadline": "2027-06-30", "part-lead": unit})
