"""督查 writes on the spot: entered once however often it is sent, whatever others do to the inspection meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuangyong.assess.inspecting import visits
from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.conftest import NOW, TODAY
from tests.assess.test_inspecting import drawn, planned
from tests.assess.test_score_story import at, do

WORD = UUID("11111111-1111-4111-8111-111111111111")


def finding(district, **other) -> visits.Finding:
    one = visits.Finding(WORD, "标语牌破损", district.unit("东河镇"), "街口", "T-B3", TODAY, "修复", date(2026, 4, 1))
    return replace(one, **other)


def entered(district, case: Case, **other) -> Case:
    return visits.enter(district.actor("督查"), case.pk, finding(district, **other), now=NOW)


def test_what_is_sent_twice_is_entered_once(district) -> None:
    case = planned(district)
    first = entered(district, case)
    assert entered(district, case, problem="别的话").pk == first.pk
    assert Case.objects.filter(kind="mending").count() == 1
    assert first.values["authority"] == f"{case.title}（{case.number}）"
    another = visits.enter(district.actor("陆双"), case.pk, finding(district), now=NOW)
    assert another.pk != first.pk  # another person's device may have made up the same word


def test_others_may_go_on_with_the_inspection_meanwhile(district) -> None:
    case = planned(district)
    visits.visit(district.actor("督查"), case.pk, TODAY)
    drawn(district, case)
    entered(district, case)
    assert visits.visit(district.actor("督查"), case.pk, TODAY).found[0].problem == "标语牌破损"


def test_what_cannot_be_entered_is_said_and_leaves_nothing(district) -> None:
    case = planned(district)
    for bad in ({"indicator": "T-Z9"}, {"found_on": date(2027, 1, 1)}, {"unit": 0}, {"problem": ""}):
        with pytest.raises(Invalid):
            entered(district, case, **bad)
    with pytest.raises(NotFound):
        visits.enter(district.actor("宁联"), case.pk, finding(district), now=NOW)
    do(district, case, "督查", "conclude", Form({"held_on": TODAY, "result": "没有问题"}))
    do(district, case, "督查", "tell")
    do(district, case, "督查", "close")
    assert "不能记问题" in visits.visit(district.actor("督查"), case.pk, TODAY).closed
    with pytest.raises(Problem):
        entered(district, case)
    assert not Case.objects.filter(kind="mending").exists()


def test_review_is_asked_within_thirty_days_and_not_after(district) -> None:
    order = entered(district, planned(district))
    objected = Form({"objection": "不归我镇管理"})
    with pytest.raises(Problem):
        take(district.actor("谢镇"), order.pk, "object", objected, rev=order.rev, now=at(4, 2))
    assert take(district.actor("谢镇"), order.pk, "object", objected, rev=order.rev, now=at(4, 1)).stage == "objected"


def test_more_findings_ask_no_more(district) -> None:
    case = planned(district)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            visits.visit(district.actor("督查"), case.pk, TODAY)
        return len(found)

    entered(district, case)
    few = asked()
    for number in range(4):
        entered(district, case, token=UUID(int=number))
    assert asked() == few
