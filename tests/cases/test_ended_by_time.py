"""A period that leads on by its end: nobody brings the end about before its day, and nobody is waited for meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.errors import Problem
from shuangyong.cases import reminding, waiting
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.desk.casework import case_page
from shuangyong.desk.pages.asking import Asked
from tests.cases.conftest import NOW, TODAY, at


@pytest.fixture
def noticed(district) -> Case:
    """A commendation that is being made public for five working days: from Monday 2 March to Monday the 9th."""
    lead = {"lead": ((district.unit("东河镇"), None),)}
    asked = {"subject": "东河站：双拥工作先进单位", "sort": "县级", "deadline": date(2026, 5, 29)}
    row = open_case(district.actor("简文"), "commendation", Form(asked, lead), now=NOW)
    told = Form({"reasons": "长期包户服务"})
    row = take(district.actor("谢镇"), row.pk, "nominate", told, rev=row.rev, now=NOW)
    return take(district.actor("简文"), row.pk, "publish", Form({"asked_of": ("公安",)}), rev=row.rev, now=NOW)


def test_nobody_ends_a_notice_before_its_day(district, noticed) -> None:
    with pytest.raises(Problem, match="“公示期”到 2026-03-09 才满；过了这一天自动办") as told:
        take(district.actor("陆双"), noticed.pk, "notice_end", Form(), rev=noticed.rev, now=NOW)
    assert told.value.status == 422
    reminding.ring(now=at(3, 9, 23), progress=lambda done, whole: None)
    assert Case.objects.get(pk=noticed.pk).stage == "noticed"
    reminding.ring(now=at(3, 10, 7), progress=lambda done, whole: None)
    assert Case.objects.get(pk=noticed.pk).stage == "reporting"


def test_where_the_worker_stands_still_a_person_goes_on_after_the_day(district, noticed) -> None:
    row = take(district.actor("陆双"), noticed.pk, "notice_end", Form(), rev=noticed.rev, now=at(3, 10))
    assert row.stage == "reporting"


def test_it_stands_on_no_desk_that_could_only_wait(district, noticed) -> None:
    """The town may report on anything in its place, but the end of the notice is not the town's to bring."""
    assert noticed.pk not in {row.pk for row in waiting.mine(district.actor("谢镇"), TODAY).rows}
    page = case_page(Asked(district.actor("谢镇"), NOW), noticed)
    assert page.acts[0].missing == ("“公示期”到 2026-03-09 才满；过了这一天自动办，不用谁来点。",)
