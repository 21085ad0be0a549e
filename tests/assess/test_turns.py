"""Any day, as known on any day: what the turns add up to is what the steps say when they are folded again."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuangyong.assess import asking, keeping, queries
from shuangyong.assess.grounds import Ground
from shuangyong.assess.models import Ask, Turn, TurnUnit, TurnValue
from shuangyong.base.actor import Place
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.storing import writing
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from tests.assess.conftest import CITY, COUNTY, NOW, TODAY, score_of
from tests.assess.lives import Lives
from tests.assess.test_counters import grounds, same, same_then
from tests.assess.test_score_story import do, task
from tests.cases.conftest import ZONE

LEAP = datetime(2028, 2, 20, 23, 50, tzinfo=ZONE)
MIDNIGHT = datetime(2027, 12, 28, 0, 5, tzinfo=ZONE)
"""In Beijing another day, and another year, than by the clock of the database."""
TOWN = Ground(Place("990102101"))


def looked_at(lives: Lives, chance: random.Random) -> tuple[date, date]:
    """A day and a day of knowing: before, among and after all that happened."""
    span = (lives.today - TODAY).days + 1 if lives.today > TODAY else 60
    first = lives.today - timedelta(days=span)
    return tuple(first + timedelta(days=chance.randint(-3, span + 120)) for _ in range(2))  # type: ignore[return-value]


@pytest.mark.parametrize("start", [NOW, LEAP, MIDNIGHT])
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms())
def test_any_day_as_known_on_any_day(small, paper, start, chance) -> None:
    """Opened, reported and closed in time and late, around leap days, midnights and the turn of the year; units merge and split."""
    with transaction.atomic():
        lives = Lives(small, paper, 0, start)
        lives.chance = chance
        lives.live(10)
        if chance.random() < 0.5:
            lives.merge("民政局", "财政局")
        lives.live(5)
        parts = lives.split("教育局", closed=chance.random() < 0.5) if chance.random() < 0.7 else ()
        run_pending(lives.now)
        lives.live(5)
        there = (*grounds(small), *(Ground(COUNTY, part.pk) for part in parts))
        for _ in range(4):
            same_then(*looked_at(lives, chance), *there, TOWN)
        same(lives.today, lives.today, *there)
        transaction.set_rollback(True)


@pytest.fixture
def lived(small, paper) -> Lives:
    lives = Lives(small, paper, 21)
    lives.live(25)
    lives.merge("民政局", "财政局")
    lives.live(15)
    return lives


def everything(lives: Lives) -> None:
    for back in (0, 9, 40, 90):
        day = lives.today - timedelta(days=back)
        same_then(day, day, *grounds(lives.district))
        same_then(day, lives.today, *grounds(lives.district))
        same_then(lives.today + timedelta(days=30), day, *grounds(lives.district))


def test_made_again_from_the_first_step_they_are_the_same(lived) -> None:
    before = stored()
    with writing():
        asked = asking.everything_asked(Ask.objects.values_list("kind", flat=True))
        rows = list(Case.objects.filter(kind__in=list(asked)))
        keeping.answer_again(rows, asked, lived.today)
    assert stored() == before
    everything(lived)


def stored() -> set[tuple[object, ...]]:
    """All turns, added up: a case may have gone there and back on one day."""
    sums: Counter[tuple[object, ...]] = Counter()
    for model, columns in (
        (Turn, ("case", "scope", "shape", "year", "on", "known")),
        (TurnUnit, ("case", "unit", "on", "known")),
        (TurnValue, ("case", "scope", "trait", "by", "year", "value", "on", "known")),
    ):
        for *key, n in model.objects.values_list(*columns, "n"):
            sums[model.__name__, *key] += n
    return {(*key, n) for key, n in sums.items() if n}


def test_what_lies_elsewhere_now_counted_there_before(lived) -> None:
    """A unit gets another code: the past of its cases goes with them, as their columns do."""
    unit = lived.district.units["教育局"]
    moved = Case.objects.filter(holdings__unit=unit, holdings__part="lead", kind="task").distinct()
    assert moved.exists()
    moved.update(county="990121")
    with writing():
        keeping.place_again(Case.objects.filter(county="990121"))
    day = lived.today - timedelta(days=30)
    same_then(day, day, Ground(COUNTY), Ground(Place("990121")), Ground(CITY))


def test_a_past_day_is_a_fixed_number_of_queries(small, paper) -> None:
    lives, asked = Lives(small, paper, 70), []
    for _ in range(2):
        lives.live(30)
        with CaptureQueriesContext(connection) as made:
            found = score_of(lives.today - timedelta(days=20), lives.today)
            [found.why(result) for result in found.score.results]
            queries.gaps(found)
        asked.append(len(made))
    assert asked[0] == asked[1] <= 40, asked


def test_a_clock_that_was_set_back_hides_nothing(small) -> None:
    """A step is known no earlier than the one before it, whatever the clock of the machine said."""
    case = task(small, on=TODAY - timedelta(days=5))
    do(small, case, "宁联", "sign", Form(), now=NOW - timedelta(days=3))
    for day in (TODAY - timedelta(days=3), TODAY):
        same_then(TODAY, day, *grounds(small))


def test_a_step_asks_for_no_more_after_many(small) -> None:
    """What it asks of the turns, marks and steps is the same after thirty of them, the actor and the case (three) included."""
    case, made = task(small), []
    do(small, case, "宁联", "sign")
    for _ in range(2):
        for day in range(1, 16):
            report = Form({"progress": f"第{day}次反馈。"})
            with CaptureQueriesContext(connection) as asked:
                do(small, case, "宁联", "report", report, now=NOW + timedelta(days=day if not made else day + 15))
        made.append(len(asked))
    assert made[0] == made[1] <= 21, made
    same(NOW.date() + timedelta(days=30), NOW.date() + timedelta(days=30), *grounds(small))
