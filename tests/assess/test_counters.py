"""Whatever happened, in whatever order, filed in time or late: the counters are what the steps add up to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from shuangyong.assess import keeping
from shuangyong.assess.counting import records_now, records_then, tally_now, tally_then
from shuangyong.assess.engine.tally import SLOTS
from shuangyong.assess.grounds import Ground
from shuangyong.assess.models import Cell, Mark
from shuangyong.assess.queries import standard_named
from shuangyong.assess.recounting import tally_from_steps
from shuangyong.base.actor import Place
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.storing import writing
from shuangyong.catalog.actions import publish
from shuangyong.catalog.surrounding import surroundings
from tests.assess.conftest import CITY, COUNTY, NOW, SMALL, TODAY
from tests.assess.lives import Lives
from tests.cases.conftest import ZONE


def plain(tally):
    """Counts without the rows that came to nothing."""
    counts = {
        (measure, year): tuple(row)
        for measure, years in tally.counts.items()
        for year, row in years.items()
        if row != [0] * SLOTS
    }
    values = {(measure, year): met for measure, years in tally.values.items() for year, met in years.items() if met}
    return counts, values, tally.since


def named(behind):
    """Every record by measure and year."""
    return [
        {key: (found.total, sorted(found.cases)) for key, found in side.items() if found.total}
        for side in (behind.yes, behind.still)
    ]


def same(on: date, today: date, *grounds: Ground) -> None:
    """From the cells, from the turns and from the steps, the same tally and the same records."""
    standard = standard_named("small", today)
    for ground in grounds:
        tally, behind = tally_from_steps(standard, ground, on, today)
        assert plain(tally_now(standard, ground, on)) == plain(tally)
        assert named(records_now(standard, ground, on)) == named(behind)
        same_then(on, today, ground)


def same_then(on: date, known: date, *grounds: Ground) -> None:
    """As of any day, as known on any day, the turns are what the steps add up to."""
    standard = standard_named("small", on)
    for ground in grounds:
        tally, behind = tally_from_steps(standard, ground, on, known)
        assert plain(tally_then(standard, ground, on, known)) == plain(tally), (ground, on, known)
        assert named(records_then(standard, ground, on, known)) == named(behind), (ground, on, known)


def grounds(district) -> tuple[Ground, ...]:
    units = ("教育局", "民政局", "东河镇", "财政局")
    return Ground(COUNTY), Ground(CITY), *(Ground(COUNTY, district.unit(unit)) for unit in units)


@pytest.mark.parametrize("seed", range(6))
def test_the_counters_are_what_the_steps_add_up_to(small, paper, seed) -> None:
    lives = Lives(small, paper, seed)
    for _ in range(4):
        lives.live(12)
        same(lives.today, lives.today, *grounds(small))
    same(lives.today + timedelta(days=1), lives.today, *grounds(small))
    same(date(2027, 12, 31), lives.today, *grounds(small))


@pytest.mark.parametrize("seed", range(2))
def test_they_stay_so_when_units_merge(small, paper, seed) -> None:
    lives = Lives(small, paper, seed + 100)
    lives.live(25)
    lives.merge("民政局", "财政局")
    run_pending(lives.now)
    lives.live(10)
    same(lives.today, lives.today, *grounds(small))


def test_days_pass_and_the_night_lets_cases_turn(small, paper) -> None:
    lives = Lives(small, paper, 7)
    lives.live(30)
    later = lives.now + timedelta(days=200)
    same(later.date(), later.date(), *grounds(small))
    assert keeping.turning(later.date()).exists()
    jobs.enqueue("assess.turn", now=later)
    run_pending(later)
    assert not keeping.turning(later.date()).exists()
    same(later.date(), later.date(), *grounds(small))


@pytest.mark.parametrize(
    "start", [datetime(2028, 2, 20, 23, 50, tzinfo=ZONE), datetime(2027, 12, 28, 0, 5, tzinfo=ZONE)]
)
def test_leap_days_years_and_midnight(small, paper, start) -> None:
    lives = Lives(small, paper, 11, start)
    lives.live(30)
    for days in (0, 1, 8, 9, 10, 365, 366):
        same(lives.today + timedelta(days=days), lives.today, Ground(COUNTY))


def test_a_standard_published_later_is_answered_by_a_job(district, paper) -> None:
    lives = Lives(district, paper, 3)
    lives.live(25)
    publish_small(lives.now)
    assert not Mark.objects.exists()
    run_pending(lives.now)
    assert Mark.objects.exists()
    same(lives.today, lives.today, *grounds(district))


def publish_small(now: datetime) -> None:
    from shuangyong.base.actor import SYSTEM

    publish(SYSTEM, SMALL, surroundings(TODAY), now=now)


def test_putting_additions_together_and_counting_from_nothing_change_nothing(small, paper) -> None:
    lives = Lives(small, paper, 5)
    lives.live(40)
    rows = Cell.objects.count()
    with writing():
        for scope in set(Cell.objects.values_list("scope", flat=True)):
            keeping.compact(scope)
    assert Cell.objects.count() < rows
    same(lives.today, lives.today, *grounds(small))
    with writing():
        keeping.from_nothing()
    same(lives.today, lives.today, *grounds(small))


def test_a_town_is_counted_from_the_steps(small, paper) -> None:
    lives = Lives(small, paper, 8)
    lives.live(20)
    ground = Ground(Place("990102101"))
    assert not ground.has_cells
    tally = tally_then(standard_named("small", lives.today), ground, lives.today, lives.today)
    assert sum(row[0] for years in tally.counts.values() for row in years.values()) >= 0
    assert NOW.date() == TODAY
