"""省双拥办 asks for a past day of all its counties: added up in the background, told how far, and then there at once."""

from __future__ import annotations

import re

import pytest

from shuangyong.assess.models import PastSum
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.worker import run_pending
from tests.desk.conftest import TODAY
from tests.desk.people import signed_in
from tests.desk.test_places import of_the_city

pytestmark = pytest.mark.usefixtures("ledgers_asked")
DAY = "/score/?place=99&standard=working&on=2026-03-10"


def test_a_past_day_of_a_province_is_a_job_and_then_there(district) -> None:
    client = of_the_city(district, "99")
    asked = client.get(DAY)
    page = asked.content.decode()
    assert (asked.status_code, "Refresh" in asked.headers) == (202, False)
    assert "截至 2026-03-10" in page and "现在加总" in page
    sent = {name: value for name, value in hidden(page) if name in {"next", "place", "on", "known"}}
    assert client.post("/score/counting/", sent).headers["Location"] == DAY
    assert Job.objects.filter(name="assess.past").get().state == "queued"
    waiting = client.get(DAY)
    assert waiting.headers["Refresh"] == "10" and "在排队" in waiting.content.decode()
    run_pending(TODAY)
    assert PastSum.objects.get().place == "99"
    told = client.get(DAY)
    assert told.status_code == 200 and "以前录入的算" in told.content.decode()


def test_whoever_does_not_look_after_the_province_orders_nothing(district) -> None:
    sent = {"next": "/score/", "place": "99", "on": "2026-03-10", "known": "2026-03-10"}
    assert signed_in(district, "陆双").post("/score/counting/", sent).status_code == 403
    assert not Job.objects.filter(name="assess.past").exists()


def hidden(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return [(name, value.replace("&amp;", "&")) for name, value in found]
