"""A mending order: the unit may object for thirty days, another hand checks, and a tail counts."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.errors import Forbidden, Problem
from shuangyong.cases import queries, waiting
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.cases.conftest import NOW, at, do


@pytest.fixture
def order(district) -> Case:
    """督查 orders the 教育局 to mend something by the end of June."""
    values = {
        "problem": "双拥标语牌破损",
        "found_on": NOW.date(),
        "authority": "区政府督查室年度督查计划第3项",
        "wanted": "修复并登记",
        "deadline": date(2026, 6, 30),
    }
    form = Form(values, {"lead": ((district.unit("教育局"), None),)})
    return open_case(district.actor("督查"), "mending", form, now=NOW)


def test_the_light_follows_the_duty_and_not_the_right_to_object(order) -> None:
    assert (order.due, order.due_clock) == (date(2026, 6, 30), "term")
    assert queries.light_of(order.phase, order.due, order.warn_on, None, date(2026, 5, 1)).key == "green"


@pytest.mark.parametrize(("month", "day", "in_time"), [(4, 1, True), (4, 2, False)])
def test_the_right_to_object_lapses_after_thirty_days(district, order, month, day, in_time) -> None:
    object_ = Form({"objection": "该处不属我局管理。"})
    if in_time:
        case = do(district, order, "宁联", "object", object_, now=at(month, day))
        assert (case.stage, case.due_clock) == ("objected", "reviewing")
    else:
        with pytest.raises(Problem, match="不能这样办"):
            do(district, order, "宁联", "object", object_, now=at(month, day))


def test_the_review_suspends_the_term_and_happens_once(district, order) -> None:
    do(district, order, "宁联", "object", Form({"objection": "该处不属我局管理。"}), now=at(3, 10))
    case = do(district, order, "简文", "uphold", Form(note="属你局管理"), now=at(3, 20))
    assert case.due == date(2026, 7, 10)
    with pytest.raises(Problem):
        do(district, order, "宁联", "object", Form({"objection": "仍有异议。"}), now=at(3, 21))


def test_whoever_ordered_it_does_not_decide_what_is_said_against_it(district, order) -> None:
    case = do(district, order, "宁联", "object", Form({"objection": "该处不属我局管理。"}), now=at(3, 10))
    for action in ("uphold", "lift"):
        with pytest.raises(Forbidden, match=r"“下达整改”是您经手的，“复核：..”要由另一个人来做"):
            do(district, order, "督查", action, Form(note="属你局管理"), now=at(3, 20))
    on = at(3, 20).date()
    assert case.pk not in [row.pk for row in waiting.mine(district.actor("督查"), on).rows]
    for other in ("简文", "陆双"):
        assert case.pk in [row.pk for row in waiting.mine(district.actor(other), on).rows], other
    assert do(district, order, "简文", "lift", Form(note="不属该局"), now=at(3, 20)).stage == "dropped"


def test_another_hand_checks_and_a_tail_is_counted(district, order, paper) -> None:
    do(district, order, "宁联", "sign")
    report = Form({"mended": "已更换"}, proofs={"result": (paper("宁联"),)})
    do(district, order, "宁联", "report", report, now=at(4, 1))
    with pytest.raises(Forbidden):
        do(district, order, "宁联", "pass", Form({"checked_how": "现场查看"}), now=at(4, 2))
    do(district, order, "督查", "pass", Form({"checked_how": "现场查看"}), now=at(4, 2))
    again = Form({"deadline": date(2026, 8, 1)}, note="又破损")
    case = do(district, order, "督查", "tail", again, now=at(6, 1))
    assert (case.phase, case.due, case.state["counters"]["tails"]) == ("doing", date(2026, 8, 1), 1)
