"""澄江市 looks at its counties side by side: each as if opened alone, in a constant number of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuangyong.assess import grounds, naming_rules, places, queries, titles
from shuangyong.base.actor import SYSTEM, Place
from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.base.organisation.declared import DeclarationError
from shuangyong.base.organisation.models import Region
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.conftest import CITY, COUNTY, NOW, TODAY
from tests.assess.test_score_story import alarm, at, done, rating, task
from tests.base.organisation.conftest import LONG_AGO

DAY = date(2026, 7, 10)


def opened(district, kind: str, values: dict, place: str, unit: str) -> Case:
    form = Form(values, {"lead": ((district.unit(unit), None),)})
    return open_case(SYSTEM, kind, form, now=NOW, place=Place(place))


def elsewhere(district, n: int = 1) -> None:
    """Tasks of the county beside."""
    for number in range(n):
        opened(district, "task", {"task": f"清河第{number}件", "deadline": date(2026, 6, 30)}, "990121", "清河教育局")


def lived(district, paper) -> None:
    """One task done, one left over the term, one bar, one rating; and work beside."""
    done(district, task(district), paper, at(4, 10))
    task(district, "民政局")
    alarm(district)
    case = rating(district, "B-2", 2026)
    rated = Form({"own_points": 1.5, "own_reason": "有办法"})
    take(district.actor("简文"), case.pk, "rate", rated, rev=Case.objects.get(pk=case.pk).rev, now=NOW)
    elsewhere(district)


@pytest.mark.parametrize("day", [TODAY, at(4, 10).date(), DAY])
def test_every_county_is_scored_as_when_it_is_opened_alone(small, paper, day) -> None:
    """Also on a day on which terms have passed since the marks were made."""
    lived(small, paper)
    side = {one.score.subject.code: one for one in places.side_by_side(SYSTEM, CITY, today=day, standard="small").lines}
    assert list(side) == ["990102", "990121", "990181"]
    for code, one in side.items():
        alone = queries.score(SYSTEM, Place(code), on=day, today=day, standard="small")
        assert [(r.low, r.high) for r in one.score.results] == [(r.low, r.high) for r in alone.score.results], code
        assert [(a.code, a.state) for a in one.alarms] == [(a.code, a.state) for a in alone.alarms]
    assert not side["990102"].eligible and side["990121"].eligible


@pytest.mark.parametrize(("today", "open_"), [(TODAY, 2), (DAY, 3)], ids=["today", "a past day"])
def test_of_many_counties_records_are_named_from_the_first(small, paper, monkeypatch, today, open_) -> None:
    """Nobody waits for a nation's cases to be ranked: all are counted, those of the first counties are named."""
    lived(small, paper)

    def waiting() -> tuple[int, set[str]]:
        found = queries.score(SYSTEM, CITY, on=TODAY, today=today, standard="small")
        records = found.open_records(found.score.result("A-1"))
        named = Case.objects.filter(pk__in=[pk for pk, _ in records.cases])
        return records.total, set(named.values_list("county", flat=True))

    assert waiting() == (open_, {"990102", "990121"})
    monkeypatch.setattr(grounds, "NAMED_FROM", 1)
    assert waiting() == (open_, {"990102"})


def test_a_province_holds_the_counties_of_all_its_cities(small) -> None:
    side = places.side_by_side(SYSTEM, Place("99"), today=TODAY, standard="small").lines
    assert [one.score.subject.code for one in side] == ["990102", "990121", "990181", "990221"]
    assert places.taking_part(Place("99"), TODAY) == 6


def test_more_cases_and_more_counties_ask_no_more(small, paper) -> None:
    lived(small, paper)

    def asked(place: Place) -> int:
        places.side_by_side(SYSTEM, place, today=TODAY, standard="small")
        with CaptureQueriesContext(connection) as found:
            places.side_by_side(SYSTEM, place, today=TODAY, standard="small")
        return len(found)

    few = asked(CITY)
    elsewhere(small, 5)
    assert asked(CITY) == few == asked(Place("99"))


def nation() -> int:
    """As many counties as there are, in thirty provinces of ten prefectures; how many there are with the district's."""
    rows = []
    for province in range(11, 41):
        rows.append(Region(code=f"{province}", name=f"省{province}", valid_from=LONG_AGO))
        rows += [Region(code=f"{province}{city:02}", name=f"市{city}", valid_from=LONG_AGO) for city in range(1, 11)]
        left = 95 if province < 40 else 2_844 - 29 * 95
        for number in range(left):
            code = f"{province}{number % 10 + 1:02}{number // 10 + 21:02}"
            rows.append(Region(code=code, name=f"县{code}", valid_from=LONG_AGO))
    Region.objects.bulk_create(rows, batch_size=500)
    return 2_844 + 4


def test_the_nation_is_read_page_by_page_in_a_constant_number_of_queries(small, paper) -> None:
    lived(small, paper)
    total, met, after, counts = nation(), [], "", set()
    while True:
        with CaptureQueriesContext(connection) as found:
            page = places.side_by_side(SYSTEM, Place(""), today=TODAY, standard="small", after=after)
        counts.add(len(found))
        met += [one.score.subject.code for one in page.lines]
        after = page.following
        if not after:
            break
        assert len(page.lines) == places.MOST
    assert len(met) == total == len(set(met)) and met == sorted(met)
    assert max(counts) - min(counts) <= 2  # where nobody rated and nothing was raised there are no steps to fetch
    last = {one.score.subject.code: one for one in page.lines}
    alone = queries.score(SYSTEM, COUNTY, on=TODAY, today=TODAY, standard="small")
    assert last["990102"].score.points == alone.score.points


def test_coverage_of_the_nation_by_province(small, paper) -> None:
    named(small, paper)
    nation()
    with CaptureQueriesContext(connection) as found:
        known = titles.titles_of(SYSTEM, Place(""), TODAY)
    (covered,) = known.coverage()
    assert (covered.held, covered.of, len(covered.parts), len(found)) == (1, 2_848, 31, 4)
    assert [(one.code, one.held, one.of) for one in covered.parts if one.held] == [("99", 1, 4)]
    assert places.taking_part(Place(""), TODAY) > 2_848


def test_what_is_counted_over_the_nation_is_told_there_only() -> None:
    tenth, ten = rule("at_most", 10, "all"), {f"99{n:02}": f"市{n}" for n in range(10)}
    assert [one.kept for one in naming_rules.judge([tenth], ten, 100, nation=True)] == [True]
    assert [one.kept for one in naming_rules.judge([tenth], ten, 99, nation=True)] == [False]
    assert naming_rules.judge([tenth], ten, 99)[0].kept is None


def test_whoever_looks_after_a_county_does_not_compare_counties(small) -> None:
    with pytest.raises(Forbidden):
        places.side_by_side(small.actor("陆双"), CITY, today=TODAY)
    with pytest.raises(NotFound):
        places.side_by_side(SYSTEM, COUNTY, today=TODAY)


# ── titles ──

NAMES = {
    "title_name": "全国双拥模范城",
    "sort": titles.NATIONAL,
    "holder": "云溪区",
    "round": "第九届（2020—2023）",
}


def named(district, paper, **more) -> Case:
    case = opened(district, "title", {**NAMES, **more}, "990102", "双拥办")
    values = {"named_on": date(2025, 4, 23), "until": date(2028, 12, 31)}
    form = Form(values, proofs={"naming": (paper("陆双", f"命名文件{case.pk}"),)})
    return take(SYSTEM, case.pk, "enter", form, rev=case.rev, now=NOW)


def test_titles_by_holder_and_round_and_how_far_they_cover(small, paper) -> None:
    named(small, paper, round="第八届（2016—2019）")
    named(small, paper)
    opened(small, "title", {**NAMES, "holder": "清河县"}, "990121", "清河教育局")
    known = titles.titles_of(SYSTEM, CITY, TODAY)
    chart = known.charts()[0]
    assert chart.rounds == ("第八届（2016—2019）", "第九届（2020—2023）")
    assert [(row.holder, [cell.state if cell else None for cell in row.cells]) for row in chart.rows] == [
        ("云溪区", ["held", "held"]),
        ("清河县", [None, "preparing"]),
    ]
    assert [(one.held, one.of) for one in known.coverage()] == [(1, 3)]
    assert known.recommended() == ("第九届（2020—2023）", {"990102": "云溪区"})


def test_only_what_one_may_see(small, paper) -> None:
    named(small, paper)
    opened(small, "title", {**NAMES, "holder": "清河县"}, "990121", "清河教育局")
    found = titles.titles_of(small.actor("陆双"), CITY, TODAY)
    assert [title.holder for title in found.titles] == ["云溪区"]


# ── the rules of naming ──


def rule(sort: str, percent: int = 0, scope: str = "province") -> naming_rules.Rule:
    return naming_rules.Rule("r", sort, "规则", percent, scope, "出处", "待核")


def test_a_district_and_its_city_are_not_both_named() -> None:
    both = naming_rules.judge([rule("not_both")], {"990102": "云溪区", "9901": "澄江市"}, 9)[0]
    assert both.kept is False and both.says == "云溪区与澄江市同在名单里"
    county = naming_rules.judge([rule("not_both")], {"990121": "清河县", "9901": "澄江市"}, 9)[0]
    assert county.kept is True


def test_shares_to_the_last_place() -> None:
    at_most, share = rule("at_most", 10), rule("county_share", 30)
    ten = {f"99{n:02}": f"市{n}" for n in range(7)} | {f"9901{n:02}": f"县{n}" for n in (21, 22, 23)}
    assert [one.kept for one in naming_rules.judge([at_most, share], ten, 100)] == [True, True]
    assert [one.kept for one in naming_rules.judge([at_most, share], ten, 99)] == [False, True]
    eleven = {**ten, "9999": "市"}
    assert naming_rules.judge([share], eleven, 110)[0].kept is False
    assert naming_rules.judge([rule("at_most", 10, "all")], ten, 100)[0].kept is None


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw builds its machine, on a busy machine for long
@given(
    st.dictionaries(st.from_regex(r"99\d\d(\d\d)?", fullmatch=True), st.just("某地"), max_size=30), st.integers(0, 90)
)
def test_no_list_breaks_the_rules_by_order_or_by_being_empty(named, places_) -> None:
    rules = naming_rules.load()
    turned = dict(reversed(named.items()))
    assert naming_rules.judge(rules, named, places_) == naming_rules.judge(rules, turned, places_)
    assert all(one.kept is not False for one in naming_rules.judge(rules, {}, places_))


def test_a_wrong_rule_says_where() -> None:
    with pytest.raises(DeclarationError) as told:
        naming_rules.parse({"rules": {"x": {"sort": "at_most", "percent": 0, "text": "t", "scope": "all"}}})
    assert len(told.value.faults) == 3


def test_how_many_of_the_bureaus_and_towns_hold_a_title(small, paper) -> None:
    sort = {"title_name": "双拥模范单位", "sort": "双拥模范单位", "round": "第九届（2020—2023）"}
    for more in ({"holder_unit": small.unit("教育局")}, {"holder": "东河镇"}, {"holder": "没有登记的单位"}):
        named(small, paper, **{**sort, "holder": "", **more})
    known = titles.titles_of(small.actor("陆双"), Place("990102"), TODAY)
    [found] = titles.units_covered(known, Place("990102"), TODAY)
    parts = {part.name: part for part in found.parts}
    assert found.held == 2 and set(parts) == {"政府部门", "乡镇（街道）"}
    assert parts["政府部门"].held == 1 < parts["政府部门"].of
    assert titles.units_covered(known, CITY, TODAY) == []


def test_a_title_is_its_units_or_its_places_however_the_name_was_written(small, paper) -> None:
    unit = {"title_name": "双拥模范单位", "sort": "双拥模范单位", "holder_unit": small.unit("教育局")}
    opened(small, "title", {**unit, "round": "第八届（2016—2019）"}, "990102", "双拥办")
    opened(small, "title", {**unit, "round": "第九届（2020—2023）"}, "990102", "双拥办")
    opened(small, "title", {**NAMES, "holder": "云溪区", "round": "第八届（2016—2019）"}, "990102", "双拥办")
    opened(small, "title", {**NAMES, "holder": "澄江市云溪区", "round": "第九届（2020—2023）"}, "990102", "双拥办")
    charts = {chart.sort: chart for chart in titles.titles_of(small.actor("陆双"), Place("990102"), TODAY).charts()}
    of_unit, of_place = charts["双拥模范单位"], charts[titles.NATIONAL]
    assert [(row.holder, len([cell for cell in row.cells if cell])) for row in of_unit.rows] == [("云溪区教育局", 2)]
    assert [(row.holder, len([cell for cell in row.cells if cell])) for row in of_place.rows] == [("澄江市云溪区", 2)]
