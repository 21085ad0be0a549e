"""No page asks the database more often for more rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuangyong.base.jobs.models import Job
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.cases.conftest import NOW
from tests.desk.people import hand_out, signed_in


def asked(client, address: str) -> int:
    client.get(address)  # what is kept in memory is there
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def more(district, count: int) -> None:
    for number in range(count):
        hand_out(district, f"第{number}件", ("教育局", "民政局", "东河镇")[number % 3])
        Job.objects.create(name="x", run_at=NOW, created_at=NOW)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("陆双", "/"),
        ("宁联", "/"),
        ("组长", "/"),
        ("陆双", "/cases/"),
        ("宁联", "/cases/?light=red&phase=waiting&days=30"),
        ("督查", "/cases/?phase=closed"),
        ("简文", "/cases/?document=1&light=red&light=yellow"),
        ("宁联", "/digests/"),
        ("管系", "/jobs/"),
        ("管审", "/trail/"),
        ("陆双", "/catalog/"),
        ("陆双", "/cases/new/task/"),
    ],
)
def test_lists(district, who: str, address: str) -> None:
    more(district, 2)
    client = signed_in(district, who)
    few = asked(client, address)
    more(district, 20)
    assert asked(client, address) == few


def test_the_page_of_a_case(district, paper) -> None:
    case = hand_out(district)

    def do(action: str, form: Form) -> None:
        take(district.actor("宁联"), case.pk, action, form, rev=Case.objects.get(pk=case.pk).rev, now=NOW)

    def work(number: int) -> None:
        do("report", Form({"progress": "已有进展"}, proofs={"result": (paper("宁联", f"材料{number}"),)}))
        child = Form({"deadline": NOW.date()}, {"lead": ((district.unit("东河镇"), None),)})
        do("split", Form(child=child))

    do("sign", Form())
    work(0)
    client = signed_in(district, "陆双")
    few = asked(client, f"/cases/{case.pk}/")
    for number in range(1, 6):
        work(number)
    assert asked(client, f"/cases/{case.pk}/") == few


@pytest.mark.parametrize(("who", "address"), [("管系", "/units/"), ("管安", "/accounts/"), ("管安", "/posts/")])
def test_lists_of_units_and_people(district, who: str, address: str) -> None:
    from shuangyong.base.actor import SYSTEM
    from shuangyong.base.organisation import actions
    from shuangyong.base.organisation.actions.tenures import Term
    from tests.base.organisation.conftest import LONG_AGO

    client = signed_in(district, who)
    few = asked(client, address)
    for number in range(8):
        draft = actions.UnitDraft(f"云溪区第{number}中学", f"第{number}中学", "other", "990102", None)
        unit = actions.open_unit(SYSTEM, draft, on=LONG_AGO, now=NOW)
        account, _ = actions.create_account(SYSTEM, f"teacher{number}", "老师甲", now=NOW)
        actions.assign(SYSTEM, account, unit, "liaison", Term(LONG_AGO), now=NOW)
    assert asked(client, address) == few
