"""Between midnight and eight in Beijing it is still yesterday in UTC, in which moments come: a day is the office's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Notice
from shuangyong.cases.proofs import file_proof

NIGHT = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
THE_THIRD = date(2026, 3, 3)


def test_a_report_at_night_may_bring_its_photo(district) -> None:
    photo = BytesIO("夜里值班时拍的".encode())
    told = {"title": "夜间排查", "proves": "查过了", "on": THE_THIRD}
    assert file_proof(district.actor("谢镇"), photo, "夜间排查.txt", now=NIGHT, **told).on == THE_THIRD


def test_whoever_serves_from_this_day_on_is_told_at_its_first_hour(district) -> None:
    fresh, _ = organising.create_account(SYSTEM, "xin.lian", "新联", now=NIGHT)
    organising.assign(SYSTEM, fresh, district.units["教育局"], "liaison", Term(THE_THIRD), now=NIGHT)
    form = Form({"task": "连夜核对名单"}, {"lead": ((district.unit("教育局"), None),)})
    row = open_case(district.actor("陆双"), "task", form, now=NIGHT)
    assert Notice.objects.filter(case=row, account=fresh).exists()
