"""云溪区 keeps its forecasts: what came is put beside them, and the page says how good they were."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bench import forecasts
from shuangyong.assess import foreseeing, queries
from shuangyong.assess.engine.points import SCALE
from shuangyong.assess.foreseeing import Foreseen, Quality
from shuangyong.base.actor import SYSTEM
from tests.assess.conftest import COUNTY, TODAY
from tests.assess.test_score_story import at, done, task

CUT_OFF = date(2026, 12, 31)
AFTER = date(2027, 1, 1)


@pytest.fixture
def kept(small, monkeypatch):
    """The county has a leading group, and the small standard is the usual one."""
    monkeypatch.setattr(foreseeing, "places_kept", lambda: ["990102"])
    monkeypatch.setattr(queries, "USUAL", "small")
    monkeypatch.setattr(queries, "usual_standard", lambda subject, on, *, unit: queries.standard_named("small", on))
    return small


def test_a_forecast_is_kept_once_a_month(kept) -> None:
    task(kept)
    assert foreseeing.keep_monthly(TODAY) == 1
    assert foreseeing.keep_monthly(TODAY + timedelta(days=3)) == 0
    row = Foreseen.objects.get()
    assert (row.scope, row.made_on, row.cut_off, row.came) == ("990102", TODAY, CUT_OFF, None)
    assert row.least <= row.likely <= row.most
    assert foreseeing.keep_monthly(date(2026, 4, 1)) == 1


def test_what_came_is_put_beside_as_known_on_the_cut_off(kept, paper) -> None:
    case = task(kept)
    foreseeing.keep_monthly(TODAY)
    scored = queries.score(SYSTEM, COUNTY, on=TODAY, today=TODAY)
    assert foreseeing.quality(scored).rows == ()
    done(kept, case, paper, at(4, 10))
    assert foreseeing.do_one(AFTER) == "990102 2026-12-31 的实得"
    row = Foreseen.objects.get(reworked=False)
    came = queries.score(SYSTEM, COUNTY, on=CUT_OFF, today=AFTER, known_on=CUT_OFF)
    assert row.came == came.score.span[0] and row.least <= row.came <= row.most
    assert foreseeing.quality(scored).rows == (row,)


def test_an_office_that_began_later_sees_what_would_have_been_foreseen(kept, paper) -> None:
    done(kept, task(kept), paper, at(4, 10))
    told = [foreseeing.do_one(AFTER) for _ in range(7)]
    assert told[0] == "990102 2026-10-02 的预测" and told[-1] == ""
    rows = list(Foreseen.objects.order_by("made_on"))
    assert [row.made_on for row in rows] == [CUT_OFF - timedelta(days=n) for n in foreseeing.BEFORE]
    assert all(row.reworked and row.came is not None for row in rows)


def test_what_nobody_began_is_possible_and_not_likely(kept) -> None:
    """Without any case everything may still be had and nothing is on its way."""
    found = queries.forecast(queries.score(SYSTEM, COUNTY, on=TODAY, today=TODAY))
    assert found.least == found.likely < found.most


def test_how_far_off_and_which_way() -> None:
    def row(likely: int, came: int) -> Foreseen:
        return Foreseen(least=0, likely=likely * SCALE, most=50 * SCALE, came=came * SCALE)

    found = Quality((row(60, 50), row(40, 60)))
    assert (found.mean, found.leaning, found.held) == (15 * SCALE, -5 * SCALE, 1)
    assert Quality(()).mean == Quality(()).leaning == 0


def test_forecasts_are_looked_back_on_from_the_ledgers_alone(kept, paper) -> None:
    """The bench foretells a day from what was known before it: a task done in April counts for May, not for March."""
    done(kept, task(kept), paper, at(4, 10))
    until = date(2026, 5, 20)
    asked = queries.ask(SYSTEM, COUNTY, on=until, today=until, standard="small")
    came, found = forecasts.looked_back(asked)
    assert came == queries.score(SYSTEM, COUNTY, on=until, today=until, standard="small").score.span[0] / SCALE
    assert [one.made_on for one in found] == [date(2026, month, 28) for month in (1, 2, 3, 4)]
    assert all(one.off == pytest.approx(one.likely - came) for one in found)
    assert found[-1].off == 0 and found[0].off != 0 and not Foreseen.objects.exists()
