"""A revised standard on the desk: 陆双 sees what changed, what was rated before, and says that it still stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from shuangyong.assess.versions import standard_version
from shuangyong.base.actor import SYSTEM
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog.actions import publish
from shuangyong.catalog.models import Definition
from shuangyong.catalog.surrounding import surroundings
from tests.desk.conftest import TODAY
from tests.desk.people import signed_in

pytestmark = pytest.mark.usefixtures("ledgers_asked")


@pytest.fixture
def revised(district):
    """T-P1 was rated under version 1; version 2, in force today, says T-P3 otherwise."""
    text = Definition.objects.get(sort="standard", key="working").content
    code, standard = "T-P1", standard_version("working", 1)
    values = {
        "name": standard.indicators[code].name,
        "standard": "working",
        "indicator": code,
        "year": localdate().year,
    }
    before = TODAY - timedelta(days=2)
    case = open_case(district.actor("陆双"), "rating", Form(values), now=before)
    own = Form({"own_points": 1, "own_reason": "有任职文件"})
    take(district.actor("陆双"), case.pk, "rate", own, rev=case.rev, now=before)
    name = standard.indicators["T-P3"].name
    text = text.replace("\nversion = 1\n", "\nversion = 2\n", 1).replace(name, f"{name}并写明权重", 1)
    since = f"valid_from = {standard.valid_from}"
    assert since in text
    publish(SYSTEM, text.replace(since, f"valid_from = {localdate()}", 1), surroundings(localdate()), now=TODAY)
    return Case.objects.get(pk=case.pk)


def test_the_page_compares_and_the_rating_is_confirmed(district, revised) -> None:
    client = signed_in(district, "陆双")
    assert "有 1 项评分是按旧版给的，等人确认" in client.get("/score/").content.decode()
    page = client.get("/score/versions/").content.decode()
    assert "第 1 版与第 2 版" in page and "含义有变 1 项" in page and "新增 0 项" in page
    assert revised.number in page and "并写明权重" in page

    empty = client.post("/score/versions/", {"note": "职务没有变"})
    assert empty.status_code == 422 and "职务没有变" in empty.content.decode()
    done = client.post("/score/versions/", {"case": str(revised.pk), "note": "职务没有变"})
    assert done.status_code == 302
    page = client.get(done["Location"]).content.decode()
    assert "已确认 1 项评分" in page and "等人确认的评分" not in page
    assert revised.steps.latest("seq").action == "confirm"
    assert "等人确认" not in client.get("/score/").content.decode()


def test_a_version_that_was_never_published_is_not_found(district) -> None:
    assert signed_in(district, "陆双").get("/score/versions/?from=7").status_code == 404
