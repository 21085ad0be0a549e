"""Several people press the same button in the same moment, on a real PostgreSQL.

One is served, the others are told in Chinese; nobody gets a page of 500, nothing is done twice and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from shuangyong.base.organisation.models import Account, GroupMember, Tenure, Unit
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.rostering import Plan, open_roster
from shuangyong.catalog import rosters
from shuangyong.intake.actions import take_in
from shuangyong.intake.models import Document, Draft
from shuangyong.intake.receiving import Sent
from shuangyong.register import actions as registering
from shuangyong.register.models import Merge, Person
from shuangyong.register.rolls import Roll
from shuangyong.reports import releases
from shuangyong.reports.models import Release
from tests.cases.conftest import NOW, District
from tests.cases.test_rostering import TEAM, ask, shift
from tests.desk.cast import NOTICE
from tests.desk.people import hand_out
from tests.register.conftest import EAST, QIAN, ZHAO, id_number

# The tests' SQLite lies in memory, where threads share one connection's locks: nothing would be proved there.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="只在 PostgreSQL 上有意义"),
]
Send = Callable[[], int]


@pytest.fixture
def place(transactional_db, request, settings, tmp_path) -> District:
    settings.HOME = tmp_path
    return request.getfixturevalue("district")


def sending(district: District, who: str, address: str, **form: object) -> Send:
    """A browser with its log-in and its form ready."""
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(pk=district.account(who)))
    return lambda: client.post(address, form).status_code


def at_once(*sends: Send) -> list[int]:
    """The status that each got; none is a failure of the program."""
    barrier = Barrier(len(sends))

    def run(send: Send) -> int:
        barrier.wait()
        try:
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sends)) as pool:
        found = sorted(pool.map(run, sends))
    assert found[-1] < 500, found
    return found


def test_a_document_is_confirmed_once(place) -> None:
    take_in(place.actor("简文"), [Sent("通知.txt", NOTICE.encode())], now=NOW)
    document = Document.objects.get()
    address = f"/documents/{document.pk}/confirm/"
    drafts = list(Draft.objects.filter(document=document).values_list("pk", flat=True))
    form = {"rev": document.rev, "draft": drafts[0]}
    at_once(*(sending(place, who, address, **form) for who in ("陆双", "简文", "陆双", "简文")))
    numbers = list(Case.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    made = [pk for pk in Draft.objects.values_list("case_sources__case", flat=True) if pk]
    assert len(made) == len(set(made)) == Case.objects.count() > 0, "no task stands twice"


def test_a_case_is_dropped_once(place) -> None:
    case = hand_out(place)
    sends = [
        sending(place, who, f"/cases/{case.pk}/drop/", note="重复下达", rev=case.rev) for who in ("陆双", "简文") * 3
    ]
    found = at_once(*sends)
    assert found.count(302) == 1
    assert StepRow.objects.filter(case=case, action="drop").count() == 1


def test_many_cases_are_pressed_by_two(place) -> None:
    cases = [hand_out(place, f"第{n}件事") for n in range(6)]
    sends = [
        sending(place, who, "/cases/press/", case=[case.pk for case in order], note=f"{who}催办")
        for who, order in (("陆双", cases), ("简文", cases[::-1]))
    ]
    at_once(*sends)
    for case in cases:
        case.refresh_from_db()
        assert case.rev == case.steps.count(), "every step that was taken is there"


def test_numbers_have_no_double(place) -> None:
    form = {"deadline": "2026-12-30", "part-lead": place.unit("教育局")}
    sends = [
        sending(place, who, "/cases/new/task/", task=f"{who}第{n}件", **form)
        for n in range(6)
        for who in ("陆双", "简文")
    ]
    assert at_once(*sends) == [302] * 12
    numbers = list(Case.objects.values_list("number", flat=True))
    assert len(set(numbers)) == 12


def test_two_shifts_exchanged_from_both_sides_at_once(place) -> None:
    """Each side's step takes its own shift first and then the other's: PostgreSQL ends one of the two."""
    plan = Plan(rosters.load()["holiday"], place.unit("双拥办"), date(2027, 1, 1), date(2027, 1, 3), TEAM, 7)
    row = open_roster(place.actor("简文"), replace(plan, last=date(2027, 1, 1)), now=NOW)
    first, second = shift(row, 0), shift(row, 1)
    before = {(one.values["leader"], one.values["members"]) for one in (first, second)}
    for mine, other in ((first, second), (second, first)):
        ask(place, mine, other)
    rev = {pk: Case.objects.get(pk=pk).rev for pk in (first.pk, second.pk)}
    at_once(*(sending(place, "陆双", f"/cases/{pk}/agree/", rev=at) for pk, at in rev.items()))
    after = {(one.values["leader"], one.values["members"]) for one in Case.objects.filter(pk__in=rev)}
    assert after == before, "both teams still serve, once each"


def test_one_number_is_registered_once(place) -> None:
    form = {"name": "孙大海", "region": EAST, "id_number": id_number(date(1980, 2, 2), 5)}
    found = at_once(*(sending(place, who, "/register/new/", **form) for who in ("陆双", "简文", "谢镇", "陆双")))
    assert found == [302, 422, 422, 422]
    assert Person.objects.count() == 1


def test_two_records_are_merged_once_and_never_into_each_other(place) -> None:
    one = registering.add(place.actor("陆双"), ZHAO, now=NOW)
    other = registering.add(
        place.actor("陆双"), replace(ZHAO, id_number="", born=ZHAO.born or date(1970, 5, 1)), now=NOW
    )
    jobs = []
    for who, gone, into in (("陆双", one, other), ("简文", other, one)):
        actor = place.actor(who)
        jobs.append(lambda actor=actor, gone=gone, into=into: merged(actor, gone.pk, into.pk))
    at_once(*jobs)
    assert Merge.objects.count() == 1
    assert Person.objects.filter(head=None).count() == 1


def merged(actor, gone: int, into: int) -> int:
    from shuangyong.base.errors import Problem

    try:
        registering.merge(actor, gone, into, "电话核实为同一人", now=NOW)
    except Problem as problem:
        return problem.status
    return 200


def test_a_release_is_decided_once(place) -> None:
    registering.add(place.actor("陆双"), QIAN, now=NOW)
    from django.utils import timezone

    asked = releases.ask(place.actor("简文"), Roll("persons"), ["phone"], "csv", "八一慰问逐人核对", now=timezone.now())
    address = f"/register/releases/{asked.pk}/decide/"
    sends = [
        sending(place, who, address, do=do, note="看过") for who in ("陆双", "组长") for do in ("agree", "decline")
    ]
    found = at_once(*sends)
    assert found.count(302) == 1
    assert Release.objects.get().decided_by_id is not None


def test_a_unit_is_split_once_and_joins_the_group_once(place) -> None:
    unit = place.unit("财政局")
    parts = {f"name{n}": f"云溪区财政{n}局" for n in (1, 2)} | {f"short{n}": f"财政{n}局" for n in (1, 2)}
    parts |= {f"kind{n}": "government" for n in (1, 2)} | {f"region{n}": "990102" for n in (1, 2)}
    found = at_once(*(sending(place, who, f"/units/{unit}/split/", **parts) for who in ("陆双", "简文", "管系")))
    assert found.count(302) == 1
    assert Unit.objects.filter(origin=unit).count() == 2
    sending(place, "陆双", "/group/", unit=place.unit("领导小组"), office=place.unit("双拥办"), rules="")()
    joined = at_once(
        *[sending(place, "陆双", "/group/", do="join", unit=place.unit("教育局"), duties="") for _ in range(4)]
    )
    assert joined.count(302) == 1
    assert GroupMember.objects.count() == 1


def test_posts_handed_over_crosswise(place) -> None:
    mine, other = (Tenure.objects.get(account=place.account(who)) for who in ("宁联", "邵长"))
    logins = {who: Account.objects.get(pk=place.account(who)).login for who in ("宁联", "邵长", "简文")}
    at_once(
        sending(place, "管安", f"/posts/{mine.pk}/", to=logins["邵长"]),
        sending(place, "陆双", f"/posts/{other.pk}/", to=logins["宁联"]),
        sending(place, "管安", f"/posts/{mine.pk}/", to=logins["简文"]),
    )
    assert Tenure.objects.filter(unit=mine.unit, until=None).count() == 2, "each post is held by one"
