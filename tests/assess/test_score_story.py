"""云溪区 from March to the end of the year: what it scores, why, what is late, what is fatal, what to do first."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shuangyong.assess import queries
from shuangyong.assess.engine.points import said
from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.conftest import COUNTY, NOW, TODAY, score_of
from tests.cases.conftest import at, do


def given(district, unit: str = "教育局"):
    return {"lead": ((district.unit(unit), None),)}


def task(district, unit: str = "教育局", now: datetime = NOW, on: date | None = None) -> Case:
    form = Form({"task": "建立台账", "deadline": date(2026, 6, 30)}, given(district, unit), on=on)
    return open_case(district.actor("陆双"), "task", form, now=now)


def done(district, case: Case, paper, now: datetime, on: date | None = None) -> Case:
    """Signed, reported, judged and closed, all on one day."""
    do(district, case, "宁联", "sign", Form(on=on), now=now)
    result = {"result": (paper("宁联", now=now),)}
    do(district, case, "宁联", "ask_close", Form({"progress": "已办成"}, proofs=result, on=on), now=now)
    return do(district, case, "陆双", "close", Form(on=on), now=now)


def points(found, code: str) -> str | None:
    result = found.score.result(code)
    return None if result.points is None else said(result.points)


def test_before_anything_is_kept_nothing_is_known(small) -> None:
    found = score_of()
    assert (said(found.score.points), said(found.score.unknown)) == ("0", "21")
    assert said(found.score.unknown_bonus) == "1"
    assert found.score.span == (0, found.score.unknown + found.score.unknown_bonus)
    assert points(found, "A-1") is None
    assert points(found, "A-7") == "0"  # the standard says so itself
    assert "还没有“督办事项”台账" in found.why(found.score.result("A-1"))


def test_work_done_counts_by_itself(small, paper) -> None:
    case = done(small, task(small), paper, at(4, 10))
    task(small, "民政局")
    found = score_of(at(4, 10).date())
    assert points(found, "A-1") == "1.5"
    assert "应有的 2 件中符合的有 1 件：得 1.5 分（满分 3）。" in found.why(found.score.result("A-1"))
    opened = queries.indicator(found, "A-1")
    assert opened.records.cases == [(case.pk, case.number)]
    assert [proof.title for proof in opened.files] == ["办理结果回执"]
    assert opened.open.total == 1


def test_what_is_not_done_by_the_term_is_lost(small) -> None:
    task(small)
    found = score_of(date(2026, 7, 1), today=TODAY)
    assert (points(found, "A-1"), points(found, "A-4")) == ("0", "0.7")
    assert score_of(date(2026, 6, 30), today=TODAY).score.result("A-4").points == 10_000
    lack = next(lack for lack in queries.gaps(found) if lack.gap.indicator.code == "A-1")
    assert lack.gap.to_be_had == 0
    assert [doing.what for doing in lack.gap.doings] == ["nothing"]


def test_what_was_filed_late_stays_visible(small, paper) -> None:
    """Done on 10 April, entered on 20 May: on 30 April nobody knew of it, and now it is marked."""
    case = task(small)
    done(small, case, paper, at(5, 20), on=date(2026, 4, 10))
    today = date(2026, 5, 21)
    assert points(score_of(date(2026, 4, 30), today, known_on=date(2026, 4, 30)), "A-1") == "0"
    assert points(score_of(date(2026, 4, 30), today), "A-1") == "3"
    assert points(score_of(today), "A-1") == "3"
    assert "其中 1 件为事后补录" in score_of(today).why(score_of(today).score.result("A-1"))


def test_a_day_ends_at_the_places_own_midnight(small) -> None:
    task(small, now=at(3, 2, 23))
    task(small, now=at(3, 3, 0))
    assert score_of(date(2026, 3, 2), date(2026, 3, 4), known_on=date(2026, 3, 2)).tally.since == {"task": 2026}
    counts = [
        score_of(day, date(2026, 3, 4)).score.result("A-7").points for day in (date(2026, 3, 2), date(2026, 3, 3))
    ]
    assert counts == [5000, 5000]
    base = [
        queries.indicator(score_of(day, date(2026, 3, 4)), "A-1").counts[0].found.base
        for day in (date(2026, 3, 2), date(2026, 3, 3))
    ]
    assert base == [1, 2]


def alarm(district, **more) -> Case:
    values = {"matter": "整改反复", "bar": "B1", "sort": "不得申报", "found_on": TODAY, "facts": "督查通报", **more}
    return open_case(district.actor("督查"), "alarm", Form(values, given(district)), now=NOW)


def test_a_fatal_thing_bars_and_hides_nothing(small, paper) -> None:
    done(small, task(small), paper, at(4, 10))
    before = score_of(at(4, 10).date())
    assert before.eligible
    case = alarm(small)
    suspected = score_of(at(4, 10).date())
    assert (suspected.eligible, suspected.alarms[0].established) == (False, False)
    assert suspected.score.points == before.score.points
    do(small, case, "组长", "establish", Form({"opinion": "两次反弹"}), now=at(4, 11))
    established = score_of(at(4, 11).date())
    assert (established.alarms[0].state_name, established.alarms[0].judge) == ("成立", "组长")
    assert score_of(at(4, 10).date(), at(4, 11).date()).alarms[0].state == "suspected"
    paper_ = {"mended": (paper("督查", now=at(5, 1)),)}
    do(small, case, "督查", "lift", Form({"mended": "已消除"}, proofs=paper_), now=at(5, 1))
    assert score_of(at(5, 1).date()).eligible


def test_what_is_not_established_bars_no_longer(small) -> None:
    case = alarm(small)
    do(small, case, "督查", "dismiss", Form({"opinion": "查无此事"}), now=at(3, 5))
    found = score_of(at(3, 5).date())
    assert (found.eligible, found.alarms[0].state_name) == (True, "不成立")


def rating(district, indicator: str, year: int) -> Case:
    values = {"name": indicator, "standard": "small", "indicator": indicator, "year": year}
    return open_case(district.actor("简文"), "rating", Form(values), now=NOW)


def test_people_rate_side_by_side(small) -> None:
    case = rating(small, "B-2", 2026)
    assert points(score_of(), "B-2") is None
    do(small, case, "简文", "rate", Form({"own_points": 1.75, "own_reason": "有办法"}), now=NOW)
    own = score_of().score.result("B-2")
    assert (own.points, own.rated.own, own.rated.upper) == (17_500, 17_500, None)
    do(small, case, "督查", "assess", Form({"upper_points": 1, "upper_reason": "没有权重"}), now=NOW)
    both = score_of()
    assert (points(both, "B-2"), both.score.result("B-2").rated.own) == ("1", 17_500)
    assert "自评 1.75 分，考评 1 分：得 1 分" in both.why(both.score.result("B-2"))


def test_a_rating_over_the_cycle_and_the_years_put_together(small, paper) -> None:
    case = rating(small, "B-1", 0)
    do(small, case, "简文", "rate", Form({"own_points": 2, "own_reason": "有任职文件"}), now=NOW)
    done(small, task(small), paper, at(4, 10))
    cycle = score_of(at(4, 10).date(), cycle=True)
    assert points(cycle, "B-1") == "2"
    assert cycle.score.result("A-1").points is None  # of 2024 and 2025 nothing is known
    assert "2024 年 未知" in cycle.why(cycle.score.result("A-1"))


def test_a_county_indicator_does_not_apply_to_the_city(small) -> None:
    from tests.assess.conftest import CITY

    codes = {result.indicator.code for result in score_of(place=CITY).score.results}
    assert "B-2" not in codes
    assert "A-1" in codes


def test_gaps_are_ranked_and_told_with_whose_hand(small) -> None:
    task(small)
    found = score_of()
    lacks = queries.gaps(found)
    had = [lack.gap.to_be_had for lack in lacks]
    assert had == sorted(had, reverse=True)
    first = next(lack for lack in lacks if lack.gap.indicator.code == "A-1")
    assert (said(first.gap.to_be_had), first.hands, first.due) == (
        "3",
        ("区教育局",),
        date(2026, 3, 5),
    )  # to be signed for by then
    assert [(doing.what, doing.number) for doing in first.gap.doings] == [("finish", 1)]


def test_the_forecast_holds_what_comes(small, paper) -> None:
    case, other = task(small), task(small, "民政局")
    foreseen = queries.forecast(score_of())
    assert foreseen.on == date(2026, 12, 31)
    assert foreseen.least <= foreseen.likely <= foreseen.most
    done(small, case, paper, at(4, 10))
    came = score_of(date(2026, 12, 31))
    assert foreseen.least <= came.score.points <= foreseen.most
    assert other.number


def test_who_may_see_a_score(small) -> None:
    place = {"on": TODAY, "today": TODAY, "standard": "small"}
    assert queries.score(small.actor("组长"), COUNTY, **place)
    with pytest.raises(Forbidden):
        queries.score(small.actor("宁联"), COUNTY, **place)
    with pytest.raises(Forbidden):
        queries.score(small.actor("管系"), COUNTY, **place)
    with pytest.raises(NotFound):
        queries.score(small.actor("组长"), COUNTY, **{**place, "standard": "没有"})


def test_a_counties_page_asks_the_same_number_of_questions(small, django_assert_max_num_queries) -> None:
    def look() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            found = score_of()
            [found.why(result) for result in found.score.results]
            [found.records(result) for result in found.score.results]
            queries.gaps(found)
        return len(asked)

    task(small)
    rating(small, "B-2", 2026)
    few = look()
    for _ in range(8):
        task(small)
        alarm(small)
    assert look() <= few + 1  # the first alarm brings the question for its steps
