"""While the ledgers of a standard are counted: which ones, how far, and one press that puts them in the queue."""

from __future__ import annotations

from shuangyong.assess.models import Ask
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.worker import run_pending
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.cases.conftest import NOW, TODAY, at
from tests.desk.people import signed_in
from tests.published import ask_the_ledgers


def test_ledgers_are_counted_at_one_press_and_then_the_score_is_told(district) -> None:
    form = Form({"subject": "补助发放", "way": "来信", "received_on": TODAY, "demand": "询问补助"})
    open_case(district.actor("陆双"), "petition", form, now=NOW)
    ask_the_ledgers()
    run_pending(at(11, 19))
    Ask.objects.filter(kind="petition").update(ready=False)
    client = signed_in(district, "陆双")
    answer = client.get("/score/")
    page = answer.content.decode()
    assert (answer.status_code, "Refresh" in answer.headers) == (202, False)
    assert "信访事项" in page and "还没有开始" in page and "有 1 本还没有排上" in page

    assert client.post("/score/counting/", {"next": "/score/"}).headers["Location"] == "/score/"
    assert Job.objects.filter(key="assess.answer:petition").latest("pk").state == "queued"
    waiting = client.get("/score/")
    assert waiting.headers["Refresh"] == "10"  # it comes back by itself, without script
    assert "在排队" in waiting.content.decode() and "现在清点" not in waiting.content.decode()
    run_pending(at(11, 21))
    assert signed_in(district, "陆双").get("/score/").status_code == 200  # the day after: yesterday's session has ended
    assert Case.objects.count() == 1
