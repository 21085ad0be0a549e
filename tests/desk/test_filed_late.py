"""What happened before is entered with its day: the score of that day changes, and says what was not known then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime

from shuangyong.assess import queries
from shuangyong.base.actor import SYSTEM, Place
from shuangyong.cases.models import Case, StepRow
from tests.desk.people import signed_in

pytestmark = pytest.mark.usefixtures("ledgers_asked")


def test_a_case_is_opened_on_the_day_that_it_began(district) -> None:
    """A meeting of last month, entered today by the form: from that day on it counts, as known today, not before."""
    today, then = localdate(), localdate() - timedelta(days=40)
    client, unit = signed_in(district, "陆双"), district.unit("双拥办")
    page = client.get("/cases/new/meeting/").content.decode()
    assert "补录以前的事" in page and f'max="{today}"' in page
    sent = {"subject": "军地联席会议", "sort": "军地联席会议", "part-lead": str(unit), "on": then.isoformat()}
    assert client.post("/cases/new/meeting/", sent).status_code == 302
    row = Case.objects.get(kind="meeting")
    step = StepRow.objects.get(case=row)
    assert (row.opened_on, step.on, localtime(step.at).date()) == (then, then, today)
    for action, values in (("notice", {"agenda": "议题"}), ("hold", {"held_on": then.isoformat()})):
        row.refresh_from_db()
        answer = client.post(f"/cases/{row.pk}/{action}/", {**values, "on": then.isoformat(), "rev": str(row.rev)})
        assert answer.status_code == 302, answer.content.decode()

    def held(known_on) -> tuple[int, int]:
        found = queries.score(SYSTEM, Place("990102"), on=then, today=today, known_on=known_on, standard="working")
        result = found.score.result("T-A2")
        assert result is not None
        return result.low, queries.indicator(found, "T-A2").counts[1].found.late

    assert held(today)[0] - held(then)[0] == 5_000 and held(today)[1] == 1
    page = client.get(f"/score/indicators/T-A2/?on={then}&standard=working").content.decode()
    assert "事后补录" in page and row.number in page
    assert (
        row.number
        not in client.get(f"/score/indicators/T-A2/?on={then}&known={then}&standard=working").content.decode()
    )


@pytest.mark.parametrize(("days", "says"), [(1, "不能晚于今天"), (-20_000, "起才能立项")])
def test_no_day_that_cannot_be(district, days: int, says: str) -> None:
    on = localdate() + timedelta(days=days)
    sent = {"subject": "会议", "sort": "军地联席会议", "part-lead": str(district.unit("双拥办")), "on": on.isoformat()}
    answer = signed_in(district, "陆双").post("/cases/new/meeting/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page and f'value="{on}"' in page and not Case.objects.exists()
