"""管系 splits 教育局 on its page: what she wrote stays when it is refused, and both units name the old one."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.organisation.models import Tenure, Unit
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Holding
from tests.cases.conftest import NOW
from tests.desk.people import signed_in


@pytest.fixture
def task(district) -> Case:
    form = Form({"task": "建台账", "deadline": date(2026, 12, 30)}, {"lead": ((district.unit("教育局"), None),)})
    return open_case(district.actor("陆双"), "task", form, now=NOW)


def typed(district, **more: str) -> dict[str, str]:
    head = Tenure.objects.get(account=district.people["邵长"], until=None)
    return {
        "parts": "2",
        "on": "2026-11-20",
        "name1": "云溪区学校教育局",
        "kind1": "government",
        "region1": "990102",
        "name2": "云溪区体育局",
        "kind2": "government",
        "region2": "990102",
        "work-task": "2",
        f"tenure-{head.pk}": "2",
        "closed": "stay",
        **more,
    }


def test_a_unit_becomes_two_on_its_page(district, task) -> None:
    client, unit = signed_in(district, "管系"), district.unit("教育局")
    page = client.get(f"/units/{unit}/split/").content.decode()
    assert '督办事项<small class="dim">在办 1 件，已办结 0 件</small>' in page and "邵长" in page
    answer = client.post(f"/units/{unit}/split/", typed(district))
    assert answer.status_code == 302, answer.content.decode()
    sports = Unit.objects.get(name="云溪区体育局")
    assert Holding.objects.get(case=task, part="lead").unit == sports
    assert Tenure.objects.get(account=district.people["邵长"], until=None).unit == sports
    for part in Unit.objects.filter(origin=unit):
        assert "由何单位分设" in client.get(f"/units/{part.pk}/").content.decode()


def test_what_is_typed_survives_a_refusal(district, task) -> None:
    client, unit = signed_in(district, "管系"), district.unit("教育局")
    answer = client.post(f"/units/{unit}/split/", typed(district, on="2026-11-21", closed="follow"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "还没到" in page
    assert 'value="云溪区体育局"' in page and 'value="follow" checked' in page
    assert Unit.objects.get(pk=unit).valid_to is None


def test_more_parts_are_asked_for_up_to_a_bound(district) -> None:
    client, unit = signed_in(district, "管系"), district.unit("教育局")
    assert "第 3 个单位" in client.get(f"/units/{unit}/split/?parts=3").content.decode()
    page = client.get(f"/units/{unit}/split/?parts=99").content.decode()
    assert "第 6 个单位" in page and "第 7 个单位" not in page
