"""What goes on by itself: a part that begins when another is done, a value that goes up, a period that leads on."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.reminding import ring
from shuangyong.cases.standing import folded, lay_open
from shuangyong.catalog.actions import publish_files
from tests.cases.conftest import district, quick_hashes

FIXTURES = (district, quick_hashes)
ZONE = ZoneInfo("Asia/Shanghai")
PART = """
key = "part"
name = "报到"
valid_from = 2025-01-01
checked = "待核"
source = "试"
title = "what"
number = "报〔{year}〕{serial}号"
[fields.what]
type = "text"
label = "事由"
[fields.came_on]
type = "date"
label = "报到日期"
[parts.lead]
name = "承办"
[stages.open]
name = "待报到"
phase = "waiting"
[stages.closed]
name = "已报到"
phase = "closed"
[stages.dropped]
name = "已撤销"
phase = "void"
[opening]
may = "case.open"
stage = "open"
asks = ["what"]
gives = ["lead"]
[transitions.come]
name = "报到"
from = ["open"]
to = "closed"
may = "case.report"
as = ["lead"]
asks = ["came_on"]
[transitions.drop]
name = "撤销"
from = ["open"]
to = "dropped"
may = "case.report"
as = ["lead"]
[retention]
keep = "10年"
"""
WHOLE = """
key = "whole"
name = "全程"
valid_from = 2025-01-01
checked = "待核"
source = "试"
title = "what"
number = "全〔{year}〕{serial}号"
[fields.what]
type = "text"
label = "事由"
[fields.came_on]
type = "date"
label = "报到日期"
[parts.lead]
name = "承办"
[stages.open]
name = "办理中"
phase = "doing"
[stages.waiting]
name = "等期满"
phase = "judging"
[stages.closed]
name = "已办结"
phase = "closed"
[opening]
may = "case.open"
stage = "open"
asks = ["what"]
gives = ["lead"]
[transitions.wait]
name = "等待"
from = ["open"]
to = "waiting"
may = "case.report"
as = ["lead"]
starts = ["quiet"]
[transitions.lapse]
name = "期满办结"
from = ["waiting"]
to = "closed"
may = "case.report"
stops = ["quiet"]
[clocks.quiet]
name = "等待期"
length = "10日"
owner = "lead"
duty = false
at_end = "lapse"
source = "试"
[children.first]
kind = "part"
name = "报到"
starts_when = "stage == 'open'"
passes = { what = "what" }
gives = { lead = "station" }
returns = { came_on = "came_on" }
[children.second]
kind = "part"
name = "再报到"
starts_when = "children.first.closed >= 1"
passes = { what = "what" }
gives = { lead = "part:lead" }
[retention]
keep = "10年"
"""


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=ZONE)


@pytest.fixture
def whole(district) -> Case:
    publish_files(SYSTEM, {"part.toml": PART, "whole.toml": WHOLE}, now=at(3, 2))
    form = Form({"what": "退役"}, {"lead": ((district.unit("东河镇"), None),)})
    return open_case(district.actor("谢镇"), "whole", form, now=at(3, 2))


def child(row: Case, name: str) -> Case | None:
    return Case.objects.filter(parent=row, parent_name=name).first()


def do(district, row: Case, who: str, action: str, form: Form | None = None, day: int = 3) -> Case:
    row.refresh_from_db()
    return take(district.actor(who), row.pk, action, form or Form(), rev=row.rev, now=at(3, day))


def test_a_part_begins_with_its_parent_and_goes_to_the_station_of_the_place(district, whole) -> None:
    first = child(whole, "first")
    assert first is not None and first.title == "退役"
    assert lay_open(first, date(2026, 3, 2)).state.units("lead") == (district.unit("东河站"),)
    assert child(whole, "second") is None
    assert folded(Case.objects.get(pk=whole.pk)).stored() == Case.objects.get(pk=whole.pk).state


def test_the_next_begins_when_the_first_is_done_and_the_parent_knows_what_came_back(district, whole) -> None:
    first = child(whole, "first")
    do(district, first, "向站", "come", Form({"came_on": date(2026, 3, 3)}))
    second = child(whole, "second")
    assert second is not None
    assert lay_open(second, date(2026, 3, 3)).state.units("lead") == (district.unit("东河镇"),)
    row = Case.objects.get(pk=whole.pk)
    assert row.values["came_on"] == "2026-03-03"
    assert [s.action for s in StepRow.objects.filter(case=row).order_by("seq")] == [
        "@open",
        "@child_opened",
        "@child_ended",
        "@child_opened",
    ]
    assert folded(row).stored() == row.state


def test_what_was_dropped_lets_nothing_begin(district, whole) -> None:
    do(district, child(whole, "first"), "向站", "drop")
    assert child(whole, "second") is None
    row = Case.objects.get(pk=whole.pk)
    record = lay_open(row, date(2026, 3, 3)).record
    assert [record[f"children.first.{what}"] for what in ("all", "open", "closed")] == [1, 0, 0]


@pytest.mark.parametrize(("day", "stage"), [(13, "waiting"), (14, "closed"), (20, "closed")])
def test_a_period_leads_on_the_day_after_its_last(district, whole, day: int, stage: str) -> None:
    row = do(district, whole, "谢镇", "wait")
    assert row.due_clock == ""
    ring(now=at(3, day), progress=lambda _, __: None)
    ring(now=at(3, day), progress=lambda _, __: None)
    row.refresh_from_db()
    assert row.stage == stage
    assert row.steps.filter(action="lapse").count() == (stage == "closed")
