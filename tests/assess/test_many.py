"""Many places at once score to the last decimal as each of them scores alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.assess import many, queries
from shuangyong.assess.engine.columns import Counts, scores_of
from shuangyong.assess.engine.gathering import Gatherer, Row, Value, gather
from shuangyong.assess.engine.scoring import Rated, Subject, score_year
from shuangyong.assess.engine.tally import NO_YEAR, Tally
from shuangyong.assess.standard.model import Item, Measure, Rule, all_measures
from shuangyong.assess.standard.reading import read_standard
from shuangyong.cases.forms import Form
from tests.assess.conftest import CITY, COUNTY, SMALL, score_of
from tests.assess.lives import Lives
from tests.assess.test_score_story import do, rating

YEAR = 2026
STANDARD = read_standard(SMALL, "small")
PLACES = ("990101", "990102", "990103")

# ── any counts, any rules ──────────────────────────────────────────────────────────────────────────────────────────

kinds = st.sampled_from(["task", "mending"])
choices = st.sampled_from(["unknown", "zero", "full"])
periods = st.sampled_from(["year", "cycle", "as_of"])
small_points = st.integers(0, 30_000)
measures = st.one_of(
    st.builds(Measure, kinds, st.sampled_from(["", "met"]), of=st.sampled_from(["", "due"]), period=periods,
              none=choices, empty=choices),
    st.builds(Measure, kinds, st.just("met"), of_number=st.integers(1, 5), period=periods, empty=choices),
    st.builds(Measure, kinds, st.just("met"), of_units=st.just("towns"), period=periods, none=choices),
    st.builds(Measure, kinds, st.just("met"), of=st.just("due"), of_kind=kinds, period=periods, none=choices),
    st.builds(Measure, kinds, st.just("met"), distinct=st.just("who"), of=st.sampled_from(["", "due"]), period=periods,
              none=choices),
)  # fmt: skip


def rules_of(form: str):
    return st.builds(
        Rule,
        st.just(form),
        small_points,
        measures.map(lambda measure: (measure,)),
        need=st.integers(1, 4),
        full_at=st.sampled_from([10_000, 7_500]),
        each=small_points,
        take=small_points,
        floor=st.sampled_from([0, -5_000]),
        steps=st.lists(st.tuples(st.integers(0, 5), small_points), max_size=3).map(tuple),
        least=st.integers(1, 3),
    )


plain = st.one_of(*map(rules_of, ("reached", "ratio", "sample", "deduct", "bonus", "zero", "ladder")))
levels = st.sampled_from([(), ("county",), ("city",)])
together = st.one_of(
    st.builds(
        lambda points, rules, where: Rule(
            "parts", points, items=tuple(Item("一", r, w) for r, w in zip(rules, where, strict=False))
        ),
        small_points,
        st.lists(plain, min_size=1, max_size=3),
        st.lists(levels, min_size=3, max_size=3),
    ),
    st.builds(
        lambda points, rules: Rule("ratio", points, items=tuple(Item("一", rule) for rule in rules)),
        small_points,
        st.lists(rules_of("ratio"), min_size=1, max_size=3),
    ),
)
rules = st.one_of(
    plain, together, st.builds(Rule, st.just("rated"), small_points), st.builds(Rule, st.just("reached"), small_points)
)
answers = st.sampled_from([True, None, False])
patterns = st.fixed_dictionaries({"met": answers, "due": answers, "late > 10": st.booleans()})
cells = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 3),
        st.sampled_from([NO_YEAR, 2023, 2024, 2025, 2026, 2027]),
        st.integers(1, 9),
    ),
    max_size=25,
)
values = st.lists(
    st.tuples(
        st.integers(0, 2),
        kinds,
        st.sampled_from(["met", "due", ""]),
        st.sampled_from([2024, 2025, 2026]),
        st.sampled_from("甲乙丙"),
    ),
    max_size=12,
)


@dataclass(frozen=True)
class World:
    """A standard over invented rules, and what three counties have."""

    rules: list
    voids: list
    yearly: list
    bonus: list
    shapes: list
    cells: list
    values: list
    towns: list
    ratings: list

    def standard(self):
        model = next(iter(STANDARD.indicators.values()))
        listed = zip(self.rules, self.voids, self.yearly, self.bonus, strict=False)
        indicators = {
            f"I{n}": replace(model, code=f"I{n}", rule=rule, void=void, yearly=yearly, bonus=bonus, levels=())
            for n, (rule, void, yearly, bonus) in enumerate(listed)
        }
        return replace(STANDARD, indicators=indicators, bars={}, late=10)

    def rated(self, place: int):
        own, upper = self.ratings[place]
        return {(f"I{n}", year): Rated(own, upper) for n in range(0, 4, 2) for year in (0, YEAR)}

    def tally(self, standard, place: int) -> Tally:
        rows = [
            Row(shape, *self.shapes[shape][:2], lambda shape=shape: self.shapes[shape][2], year, n)
            for at, shape, year, n in self.cells
            if at == place
        ]
        met = [
            Value(kind, when, "who", "opened_on", year, value)
            for at, kind, when, year, value in self.values
            if at == place
        ]
        tally = gather(Gatherer(standard), rows, met, Tally())
        tally.bases = {"towns": self.towns[place]}
        return tally

    def counts(self, standard) -> Counts:
        gatherer, fills, opened, met = Gatherer(standard), {}, {}, {}
        for number, (kind, by, pattern) in enumerate(self.shapes):
            for measure, slots in gatherer.filled(number, kind, by, lambda pattern=pattern: pattern):
                fills.setdefault(measure, []).append((number, slots))
            opened.setdefault(kind, []).append(number)
        columns = {}
        for at, shape, year, n in self.cells:
            columns.setdefault((shape, year), [0, 0, 0])[at] += n
        for at, kind, when, year, value in self.values:
            for measure in gatherer.traits.get((kind, when, "who", "opened_on"), ()):
                met.setdefault(measure, []).append((at, year, value))
        dense = {key: pl.Series(column, dtype=pl.Int64) for key, column in columns.items()}
        return Counts(PLACES, dense, fills, opened, met, {"towns": pl.Series(self.towns, dtype=pl.Int64)})


def four(strategy):
    return st.lists(strategy, min_size=4, max_size=4)


maybe_points = st.one_of(st.none(), small_points)
worlds = st.builds(
    World,
    four(rules),
    four(st.one_of(st.none(), st.just(Measure("mending", "met")))),
    four(st.booleans()),
    four(st.booleans()),
    st.lists(st.tuples(kinds, st.just("opened_on"), patterns), min_size=4, max_size=4),
    cells,
    values,
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
    st.lists(st.tuples(maybe_points, maybe_points), min_size=3, max_size=3),
)


@given(worlds)
def test_columns_are_the_engine_place_by_place(world) -> None:
    standard = world.standard()
    rated = {place: world.rated(at) for at, place in enumerate(PLACES)}
    found = scores_of(standard, world.counts(standard), "county", YEAR, rated)
    points, unknown = found.points(), found.unknown()
    for at, place in enumerate(PLACES):
        alone = score_year(standard, Subject(place, place, "county"), world.tally(standard, at), rated[place], YEAR)
        assert found.score(at) == alone
        assert (points[at], unknown[at]) == (alone.points, alone.unknown)


def test_the_invented_rules_reach_every_sort_of_measure() -> None:
    """The small standard has different values, numbers of units, and ratings: what one pass once left out."""
    measured = all_measures(STANDARD)
    assert any(measure.distinct for measure in measured)
    assert any(measure.of_units for measure in measured)
    assert any(indicator.rule.form == "rated" for indicator in STANDARD.indicators.values())


# ── a district's own ledgers ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(3))
def test_a_county_scores_alike_alone_and_among_many(small, paper, seed) -> None:
    """Also on days to come, when terms will have passed that no job has looked at."""
    lives = Lives(small, paper, seed + 40)
    lives.live(40)
    said = Form({"own_points": 1.75, "own_reason": "有办法"})
    do(small, rating(small, "B-2", 2026), "简文", "rate", said, now=lives.now)
    for from_marks, day in product((False, True), (lives.today, lives.today + timedelta(days=90))):
        alone = score_of(day, lives.today)
        found = many.scores(STANDARD, "county", day, from_marks=from_marks)
        at = found.places.index(COUNTY.code)
        assert found.score(at, alone.score.subject.name).results == alone.score.results
        assert found.points()[at] == alone.score.points


def test_a_city_takes_in_its_counties(small, paper) -> None:
    lives = Lives(small, paper, 50)
    lives.live(30)
    found = many.scores(STANDARD, "city", lives.today, under=CITY.code)
    assert found.places == (CITY.code,)
    alone = score_of(lives.today, place=CITY)
    assert found.score(0).results == alone.score.results


def test_a_place_without_a_single_case_is_unknown_and_not_nothing(small) -> None:
    found = many.scores(STANDARD, "county", date(2026, 5, 1), places=["990199"])
    assert found.places == ("990199",)
    assert found.unknown() == [score.score.unknown for score in [score_of(date(2026, 5, 1))]]


def test_queries_do_not_grow_with_places_or_cases(small, paper) -> None:
    lives, asked = Lives(small, paper, 60), []
    for _ in range(2):
        lives.live(20)
        for way in (False, True):
            with CaptureQueriesContext(connection) as made:
                many.scores(STANDARD, "county", lives.today, from_marks=way)
            asked.append(len(made))
    assert max(asked) == min(asked) <= 14, asked


def test_one_county_page_is_a_fixed_number_of_queries(small, paper) -> None:
    """Score, reasons, records and gaps of one county: the same number after twenty steps and after sixty."""
    lives, asked = Lives(small, paper, 70), []
    for _ in range(2):
        lives.live(30)
        with CaptureQueriesContext(connection) as made:
            found = score_of(lives.today)
            [found.why(result) for result in found.score.results]
            queries.gaps(found)
        asked.append(len(made))
    assert all(one == other for one, other in pairwise(asked)), asked
    assert asked[0] <= 40, asked
