"""What is likely at the cut-off: what is under way, or what the same days brought last year, the more of the two."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.assess import queries
from shuangyong.assess.engine import gaps as engine
from shuangyong.assess.engine.scoring import Score, Subject, score_year
from shuangyong.assess.engine.tally import SLOTS, STILL, Tally
from shuangyong.assess.queries import year_before
from shuangyong.assess.standard.model import all_measures
from shuangyong.assess.standard.reading import read_standard
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from tests.assess.test_score_story import at, score_of, task

STANDARD = read_standard((Path(__file__).parent / "small.toml").read_text("utf-8"), "small.toml")
MEASURES = sorted(all_measures(STANDARD), key=repr)
CODES = sorted(STANDARD.indicators)
COUNTY = Subject("990102", "云溪区", "county")
TODAY, CUT_OFF, JUNE = date(2026, 3, 2), date(2026, 12, 31), date(2026, 6, 1)


def scored(rows: list[list[int]], *, ended: bool) -> tuple[Score, Tally]:
    """The score of 2026 by these slots; once the year has ended nothing may still be done."""
    tally = Tally(bases={"members": 3, "towns": 2, "villages": 5, "stations": 5, "army": 1})
    for measure, row in zip(MEASURES, rows, strict=True):
        kept = [0 if ended and slot == STILL else n for slot, n in enumerate(row)]
        tally.counts[measure] = {2026: kept}
        tally.keep(measure.kind, 2025)
    return score_year(STANDARD, COUNTY, tally, {}, 2026), tally


ROWS = st.lists(
    st.lists(st.integers(0, 6), min_size=SLOTS, max_size=SLOTS), min_size=len(MEASURES), max_size=len(MEASURES)
)
RISES = st.fixed_dictionaries({}, optional={code: st.integers(-30_000, 30_000) for code in CODES})


def foreseen(rows: list[list[int]], rises: dict[str, int] | None) -> engine.Forecast:
    today, tally = scored(rows, ended=False)
    found = engine.gaps_of(today, tally, TODAY)
    return engine.forecast(today, scored(rows, ended=True)[0], found, tally, CUT_OFF, rises)


@given(rows=ROWS, rises=RISES)
def test_what_is_likely_lies_between_the_least_and_the_most(rows, rises) -> None:
    found = foreseen(rows, rises)
    assert found.least <= found.likely <= found.most and found.compared


@given(rows=ROWS, rises=RISES, more=st.integers(1, 20_000), code=st.sampled_from(CODES))
def test_a_better_last_year_never_makes_this_one_worse(rows, rises, more, code) -> None:
    better = {**rises, code: rises.get(code, 0) + more}
    assert foreseen(rows, better).likely >= foreseen(rows, rises).likely


@given(rows=ROWS, rises=RISES)
def test_a_last_year_that_only_fell_changes_nothing(rows, rises) -> None:
    fell = {code: -abs(rise) for code, rise in rises.items()}
    assert foreseen(rows, fell).likely == foreseen(rows, None).likely
    assert not foreseen(rows, None).compared


@given(day=st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_the_year_before_is_the_same_day(day) -> None:
    before = year_before(day)
    assert before.year == day.year - 1 and 365 <= (day - before).days <= 366


@pytest.mark.parametrize("begun", [True, False])
def test_what_people_rate_every_december_is_likely_before_they_do(small, begun: bool) -> None:
    """B-2 was rated 1.5 in December; this June nobody has rated it yet. An office that had no case last June
    cannot tell a rise from its own beginning."""
    if begun:
        task(small, now=moment(2025, 5, 20))
    rated(small, 2025, 1.5, moment(2025, 12, 10))
    found = queries.forecast(score_of(JUNE))
    plain = foreseen_of_last_year(found)
    assert found.compared is begun
    assert plain == (15_000 if begun else 0)


def foreseen_of_last_year(found: engine.Forecast) -> int:
    """What the comparison adds: the forecast beside the one without it."""
    now = score_of(JUNE)
    later = queries.answered(queries.replace(now.asked, on=found.on)).score
    gaps = engine.gaps_of(now.score, now.tally, now.asked.on)
    return found.likely - engine.forecast(now.score, later, gaps, now.tally, found.on).likely


def moment(year: int, month: int, day: int) -> datetime:
    return at(month, day).replace(year=year)


def rated(district, year: int, points: float, now: datetime) -> None:
    values = {"name": "列入考核", "standard": "small", "indicator": "B-2", "year": year}
    case = open_case(district.actor("简文"), "rating", Form(values), now=now)
    form = Form({"own_points": points, "own_reason": "有办法"})
    take(district.actor("简文"), case.pk, "rate", form, rev=case.rev, now=now)
