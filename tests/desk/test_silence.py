"""An order was closed in May, sampled again in September and found bad: nobody was silent in between."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.desk.casework import Voice, case_page
from shuangyong.desk.pages.asking import Asked
from tests.cases.conftest import at, task  # noqa: F401 - the fixture of a task handed out
from tests.cases.test_mending_story import do, order  # noqa: F401 - the fixture of an order to the 教育局


@pytest.fixture
def closed(district, order, paper) -> Case:  # noqa: F811 - the fixture of that name
    """宁联 reported on 1 April; 督查 checked, sampled again on 4 May, and that was the end."""
    do(district, order, "宁联", "sign")
    report = Form({"mended": "已更换"}, proofs={"result": (paper("宁联"),)})
    do(district, order, "宁联", "report", report, now=at(4, 1))
    do(district, order, "督查", "pass", Form({"checked_how": "现场查看"}), now=at(4, 2))
    return do(district, order, "督查", "resample", Form({"resampled_on": date(2026, 5, 4)}), now=at(5, 4))


def voice(district, case: Case, month: int, day: int) -> Voice:
    found = case_page(Asked(district.actor("督查"), at(month, day)), Case.objects.get(pk=case.pk)).voices
    (of_lead,) = (one for one in found if one.unit == "教育局" or "教育" in one.unit)
    return of_lead


def test_silence_is_counted_from_the_day_it_was_taken_up_again(district, closed) -> None:
    assert (closed.phase, voice(district, closed, 8, 1).says) == ("closed", "最近动作 2026-04-01")
    again = Form({"deadline": date(2026, 10, 1)}, note="又破损")
    case = do(district, closed, "督查", "tail", again, now=at(9, 1))
    assert (case.phase, case.closed_on, case.state["counters"]["tails"]) == ("doing", None, 1)
    same_day, later = voice(district, case, 9, 1), voice(district, case, 9, 20)
    assert (same_day.says, same_day.silent) == ("最近动作 2026-04-01", False)
    assert (later.says, later.silent) == ("最近动作 2026-04-01，重新打开后19天没有动作", True)


def test_closed_and_found_bad_twice_is_counted_twice(district, closed, paper) -> None:
    do(district, closed, "督查", "tail", Form({"deadline": date(2026, 10, 1)}, note="又破损"), now=at(9, 1))
    report = Form({"mended": "再次更换"}, proofs={"result": (paper("宁联"),)})
    do(district, closed, "宁联", "report", report, now=at(9, 10))
    assert voice(district, closed, 9, 12).says == "最近动作 2026-09-10，已2天"
    do(district, closed, "督查", "pass", Form({"checked_how": "现场查看"}), now=at(9, 11))
    do(district, closed, "督查", "resample", Form({"resampled_on": date(2026, 9, 30)}), now=at(9, 30))
    case = do(district, closed, "督查", "tail", Form({"deadline": date(2026, 12, 1)}, note="又破损"), now=at(10, 9))
    assert case.state["counters"]["tails"] == 2


def test_silence_is_counted_from_the_day_on_which_it_came_back(district, order, paper) -> None:  # noqa: F811
    """The bureau reported on 1 April, the inspectors looked at it on 1 June: in April and May it waited for them."""
    do(district, order, "宁联", "sign")
    report = Form({"mended": "已更换"}, proofs={"result": (paper("宁联"),)})
    do(district, order, "宁联", "report", report, now=at(4, 1))
    waits = voice(district, order, 5, 30)
    assert (waits.says, waits.silent) == ("最近动作 2026-04-01，已59天", False)
    do(district, order, "督查", "fail", Form({"checked_how": "现场查看"}, note="还有两处"), now=at(6, 1))
    soon, later = voice(district, order, 6, 3), voice(district, order, 6, 20)
    assert (soon.says, soon.silent) == ("最近动作 2026-04-01，轮到后2天没有动作", False)
    assert (later.says, later.silent) == ("最近动作 2026-04-01，轮到后19天没有动作", True)


def test_who_told_of_progress_once_is_silent_again_after_that(district, task) -> None:  # noqa: F811
    """The bureau signed, told of progress and stayed where it was: nobody else is waited for."""
    do(district, task, "宁联", "sign")
    do(district, task, "宁联", "report", Form({"progress": "已排出计划"}), now=at(4, 1))
    soon, later = voice(district, task, 4, 3), voice(district, task, 6, 20)
    assert (soon.says, soon.silent) == ("最近动作 2026-04-01，已2天", False)
    assert (later.says, later.silent) == ("最近动作 2026-04-01，已80天", True)
