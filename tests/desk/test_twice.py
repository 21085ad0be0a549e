"""The same thing sent twice, and two who do it at once: one wins, the other is led to what the first did."""

from __future__ import annotations

from datetime import timedelta

from shuangyong.cases.models import Case, StepRow
from tests.desk.conftest import TODAY
from tests.desk.people import signed_in


def form(district, task: str = "建立驻军子女入学台账") -> dict[str, object]:
    return {"task": task, "deadline": "2027-06-30", "part-lead": district.unit("教育局")}


def test_a_second_tap_opens_nothing(district) -> None:
    client = signed_in(district, "陆双")
    places = [client.post("/cases/new/task/", form(district)).headers["Location"] for _ in range(3)]
    (case,) = Case.objects.all()
    assert places == [f"/cases/{case.pk}/?done=open"] * 3
    assert StepRow.objects.count() == 1


def test_what_differs_is_another_case_and_so_is_another_persons(district) -> None:
    for who, task in (("陆双", "建台账"), ("陆双", "建台账二"), ("简文", "建台账")):
        assert signed_in(district, who).post("/cases/new/task/", form(district, task)).status_code == 302
    assert Case.objects.count() == 3


def test_later_the_same_may_be_wanted_again(district, monkeypatch) -> None:
    client = signed_in(district, "陆双")
    client.post("/cases/new/task/", form(district))
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY + timedelta(minutes=3))
    client.post("/cases/new/task/", form(district))
    assert Case.objects.count() == 2
