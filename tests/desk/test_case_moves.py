"""陆双 published a second version of tasks: looks what would change for running ones, lets them follow, takes it back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.trail.models import Entry
from shuangyong.cases import moving
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.cases.test_moving import RENAMED, first, newer, opened, whole  # noqa: F401 - the fixture `first`
from tests.desk.people import signed_in
from tests.desk.test_queries import asked


@pytest.fixture
def second(district, first):  # noqa: F811 - the fixture of that name
    return newer(*RENAMED)


def test_looked_at_done_and_taken_back(district, first, second) -> None:  # noqa: F811
    case = opened(district)
    before, client, at = whole(case), signed_in(district, "陆双"), f"/catalog/{first.pk}/move/"
    assert at in client.get(f"/catalog/{first.pk}/").content.decode()
    page = client.get(at).content.decode()
    assert "办着的有 1 件" in page and f"第{second.version}版" in page
    page = client.get(f"{at}?to={second.pk}").content.decode()
    assert "职责：配合单位 → 协办单位" in page and case.number in page and "有什么不同" in page
    assert "承办“协办单位”：新加" in page and "承办“配合单位”：去掉了" in page
    assert "Opening(" not in page
    assert "确认改用" in page and "撤回这" not in page, "nothing was moved yet"
    assert whole(case) == before, "looking changes nothing"
    answer = client.post(at, {"to": second.pk, "do": "move"})
    job = Job.objects.get(name="cases.move")
    assert answer["Location"] == f"/catalog/moves/{job.pk}/"
    page = client.get(answer["Location"])
    assert "在排队" in page.content.decode() and page["Refresh"] == "5"
    asked = Entry.objects.get(what="case.move_asked").says
    assert asked == f"让办着的“督办事项”由第{first.version}版改用第{second.version}版定义"
    run_pending(timezone.now())
    assert "改用 1 件，不能改、留在原来一版的 0 件" in client.get(answer["Location"]).content.decode()
    assert Case.objects.get(pk=case.pk).definition_id == second.pk
    page = client.get(f"{at}?to={second.pk}").content.decode()
    assert "确认改用" not in page and "撤回这 1 件的改用" in page, "nothing is left to be moved"
    assert case.number in page.split("可以撤回的 1 件")[1]
    back = client.post(at, {"to": second.pk, "do": "undo"})
    run_pending(timezone.now())
    assert "恢复原样 1 件" in client.get(back["Location"]).content.decode()
    assert whole(case) == before, "identically"


def test_from_the_new_version_the_cases_of_the_old_one_are_brought(district, first, second) -> None:  # noqa: F811
    opened(district)
    client = signed_in(district, "陆双")
    page = client.get(f"/catalog/{second.pk}/move/").content.decode()
    assert f'<a href="/catalog/{first.pk}/move/?to={second.pk}">让它们改用第{second.version}版</a>' in page
    assert "让它们改用" not in client.get(f"/catalog/{first.pk}/move/").content.decode()


def test_stopped_before_it_began(district, first, second) -> None:  # noqa: F811
    case, client = opened(district), signed_in(district, "陆双")
    at = client.post(f"/catalog/{first.pk}/move/", {"to": second.pk, "do": "move"})["Location"]
    again = client.post(f"/catalog/{first.pk}/move/", {"to": second.pk, "do": "move"})["Location"]
    assert at == again, "pressed twice it is one"
    other = client.post(f"/catalog/{second.pk}/move/", {"to": first.pk, "do": "move"})
    assert other.status_code == 409 and "正在改用另一版" in other.content.decode()
    assert client.post(at).status_code == 302
    run_pending(timezone.now())
    assert "已经停下" in client.get(at).content.decode()
    assert Case.objects.get(pk=case.pk).definition_id == first.pk


def test_versions_of_two_kinds_and_those_that_are_none(district, first, second) -> None:  # noqa: F811
    client = signed_in(district, "陆双")
    assert client.post(f"/catalog/{first.pk}/move/", {"to": 10**9}).status_code == 404
    assert client.get("/catalog/moves/987654/").status_code == 404
    page = client.post(f"/catalog/{first.pk}/move/", {"to": first.pk}).content.decode()
    assert "已经是" in page


def test_pages_of_many(district, first, second, monkeypatch) -> None:  # noqa: F811
    for number in range(3):
        opened(district, f"第{number}件", date(2026, 6, 30))
    monkeypatch.setattr(moving.page, "__kwdefaults__", {"behind": 0, "size": 2})
    client = signed_in(district, "陆双")
    page = client.get(f"/catalog/{first.pk}/move/?to={second.pk}").content.decode()
    assert "这一页2 件会怎样" in page and "after=" in page
    last = Case.objects.order_by("pk")[1].pk
    page = client.get(f"/catalog/{first.pk}/move/?to={second.pk}&after={last}").content.decode()
    assert "这一页1 件会怎样" in page


def test_no_more_queries_for_more_cases(district, first, second) -> None:  # noqa: F811
    client, at = signed_in(district, "陆双"), f"/catalog/{first.pk}/move/?to={second.pk}"
    opened(district)
    few = asked(client, at)
    for number in range(12):
        opened(district, f"第{number}件")
    assert asked(client, at) == few


def test_a_unit_with_more_work_asks_no_more(district) -> None:
    client, unit = signed_in(district, "陆双"), district.unit("教育局")
    sent = {"do": "look", "parent": "0", "reason": "机构改革"}

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.post(f"/units/{unit}/change/move/", sent).status_code == 200
        return len(found)

    opened(district)
    count()
    few = count()
    for number in range(12):
        opened(district, f"第{number}件")
    assert count() == few


def test_only_what_this_move_brought_and_nobody_went_on_with_goes_back(district, first, second) -> None:  # noqa: F811
    """One task was opened under the new version, one moved and gone on with, one moved and left as it was."""
    gone_on, left = opened(district, "清点台账"), opened(district, "更换标牌")
    client, at = signed_in(district, "陆双"), f"/catalog/{first.pk}/move/"
    client.post(at, {"to": second.pk, "do": "move"})
    run_pending(timezone.now())
    form = Form({"task": "走访慰问"}, {"lead": ((district.unit("教育局"), None),)})
    own = open_case(district.actor("陆双"), "task", form, now=timezone.now())
    assert Case.objects.get(pk=own.pk).definition_id == second.pk
    row = Case.objects.get(pk=gone_on.pk)
    take(district.actor("宁联"), row.pk, "sign", Form(), rev=row.rev, now=timezone.now())
    listed = client.get(f"{at}?to={second.pk}").content.decode().split("可以撤回的 1 件")[1]
    assert left.number in listed and own.number not in listed and gone_on.number not in listed
    assert "另有 1 件改了以后又办过" in listed and "撤回这 1 件的改用" in listed
    back = client.post(at, {"to": second.pk, "do": "undo"})
    run_pending(timezone.now())
    assert "恢复原样 1 件，改用以后又办过、没有动的 1 件" in client.get(back["Location"]).content.decode()
    page = client.get(f"{at}?to={second.pk}").content.decode()
    assert "撤回这" not in page and "1 件，改了以后都又办过，没有可以撤回的" in page
    assert "撤回这" not in client.get(f"/catalog/{second.pk}/move/?to={first.pk}").content.decode(), "another direction"
