"""The visit to the troops before 八一 opens by itself in every town, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.jobs.models import Alarm
from shuangyong.cases import recurring
from shuangyong.cases.models import Case, Recurred
from shuangyong.catalog.actions import publish_kind
from shuangyong.catalog.model import Recurrence
from shuangyong.catalog.surrounding import surroundings
from shuangyong.rules.lengths import Length
from tests.cases.conftest import NOW, TODAY, at

VISIT = (Path(__file__).parents[1] / "catalog" / "good.toml").read_text(encoding="utf-8")
TOWNS = 4  # 东河, 柳林, 城北 and, in the next county, the other 东河


def open_due(now) -> int:
    return recurring.open_due(now=now, progress=lambda done, total: None)


@pytest.fixture
def visit(district) -> None:
    text = VISIT.replace('members = "members"', 'members = "towns"')
    publish_kind(SYSTEM, text, surroundings(TODAY), now=NOW)


def test_every_town_gets_its_visit_thirty_days_before(district, visit) -> None:
    assert open_due(at(7, 1)) == 0
    assert open_due(at(7, 2)) == TOWNS
    assert open_due(at(7, 2, 11)) == 0
    assert open_due(at(7, 20)) == 0
    case = Case.objects.get(kind="visit", holdings__unit=district.unit("东河镇"))
    assert (case.title, case.due, case.town) == ("2026年八一走访", date(2026, 8, 1), "990102101")
    assert case.steps.get().actor_name == "系统"
    assert Recurred.objects.filter(case=case, day=date(2026, 8, 1)).exists()


def test_a_worker_that_was_away_opens_late(district, visit) -> None:
    assert open_due(at(7, 29)) == TOWNS
    assert open_due(at(8, 20)) == 0
    assert open_due(at(7, 2, year=2027)) == TOWNS


def test_a_day_that_passed_altogether_is_a_red_item(district, visit) -> None:
    assert open_due(at(8, 5)) == 0
    assert Alarm.objects.filter(ended=None, says__contains="自动立项").count() == TOWNS


def test_what_cannot_be_opened_is_a_red_item_and_the_rest_goes_on(district, visit, monkeypatch) -> None:
    real = recurring._opened
    monkeypatch.setattr(recurring, "_opened", lambda due, unit, *a: _refuse(real, district, due, unit, *a))
    assert open_due(at(7, 2)) == TOWNS - 1
    assert "没有能够为东河镇人民政府自动立项" in Alarm.objects.get(ended=None).says
    monkeypatch.setattr(recurring, "_opened", real)
    assert open_due(at(7, 3)) == 1
    assert not Alarm.objects.filter(ended=None).exists()


def _refuse(real, district, due, unit, *rest):
    from shuangyong.base.errors import Problem

    if unit.pk == district.unit("东河镇"):
        raise Problem("这里不行。")
    return real(due, unit, *rest)


@pytest.mark.parametrize(
    ("on", "every", "lead", "today", "days"),
    [
        ("08-01", "year", Length(30), date(2026, 7, 2), [date(2026, 8, 1)]),
        ("08-01", "year", None, date(2026, 7, 31), []),
        ("festival:春节", "year", Length(20), date(2026, 1, 28), [date(2026, 2, 17)]),
        ("25", "month", Length(3), date(2026, 4, 22), [date(2026, 4, 25)]),
        ("1", "week", None, date(2026, 3, 2), [date(2026, 2, 23), date(2026, 3, 2)]),
        ("event:退役", "year", None, date(2026, 3, 2), []),
    ],
)
def test_days_that_are_due(on, every, lead, today, days) -> None:
    rule = Recurrence(on, every, lead)
    assert list(recurring.due_days(rule, today - recurring.LATE, today)) == days
