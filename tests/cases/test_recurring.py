"""The visit to the troops before 八一 opens by itself in every town, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.jobs.models import Alarm
from shuangyong.base.organisation import actions as organising
from shuangyong.cases import recurring
from shuangyong.cases.models import Case, Recurred
from shuangyong.catalog.actions import publish
from shuangyong.catalog.checking import check_files
from shuangyong.catalog.model import Recurrence
from shuangyong.catalog.models import Definition
from shuangyong.catalog.surrounding import read_files, shipped_files, surroundings
from shuangyong.register.models import Person, ServiceEpisode
from shuangyong.rules.lengths import Length
from tests.cases.conftest import NOW, TODAY, at

VISIT = (Path(__file__).parents[1] / "catalog" / "good.toml").read_text(encoding="utf-8")
TOWNS = 4  # 东河, 柳林, 城北 and, in the next county, the other 东河


def open_due(now) -> int:
    return recurring.open_due(now=now, progress=lambda done, total: None)


@pytest.fixture
def visit(district) -> None:
    text = VISIT.replace('members = "members"', 'members = "towns"')
    publish(SYSTEM, text, surroundings(TODAY), now=NOW)


def test_every_town_gets_its_visit_thirty_days_before(district, visit) -> None:
    assert open_due(at(7, 1)) == 0
    assert open_due(at(7, 2)) == TOWNS
    assert open_due(at(7, 2, 11)) == 0
    assert open_due(at(7, 20)) == 0
    case = Case.objects.get(kind="home_call", holdings__unit=district.unit("东河镇"))
    assert (case.title, case.due, case.town) == ("2026年八一走访", date(2026, 8, 1), "990102101")
    assert case.steps.get().actor_name == "系统"
    assert Recurred.objects.filter(case=case, day=date(2026, 8, 1)).exists()


def test_a_worker_that_was_away_opens_late(district, visit) -> None:
    assert open_due(at(7, 29)) == TOWNS
    assert open_due(at(8, 20)) == 0
    assert open_due(at(7, 2, year=2027)) == TOWNS


EVENT = """
[fields.person]
type = "person"
label = "对象"

[[recurrences]]
on = "event:退役"
gives = "lead"
members = "station"
fills = { subject = "{year}年退役返乡联系", day = "{day}", person = "{person}" }

[retention]"""
BY_EVENT = VISIT.replace("[retention]", EVENT, 1).replace('asks = ["subject"', 'asks = ["person?", "subject"', 1)


def comes_home(name: str, discharged: date, region: str = "990102101201") -> Person:
    """Somebody of 东河镇 who leaves the service."""
    where = {"region": region, "province": "99", "city": "9901", "county": "990102", "town": region[:9]}
    person = Person.objects.create(name=name, added_on=discharged, **where)
    ServiceEpisode.objects.create(
        person=person, kind="义务兵", enlisted=date(discharged.year - 2, 9, 1), discharged=discharged
    )
    return person


@pytest.fixture
def without_shipped_events(district) -> None:
    """Only the kind of the test opens by an event."""
    Definition.objects.filter(content__contains='on = "event:').delete()


@pytest.fixture
def by_event(without_shipped_events) -> None:
    text = BY_EVENT.replace('members = "members"', 'members = "towns"')
    publish(SYSTEM, text, surroundings(TODAY), now=NOW)


def test_each_person_who_comes_home_is_called_on_once_by_the_nearest_station(district, by_event) -> None:
    first = comes_home("蒋德", date(2026, 9, 1))
    second = comes_home("韦勇", date(2026, 9, 1))
    assert open_due(at(8, 31)) == 0
    assert open_due(at(9, 1)) == 2
    assert open_due(at(9, 2)) == 0
    cases = Case.objects.filter(kind="home_call").order_by("pk")
    assert [case.values["person"] for case in cases] == [first.pk, second.pk]
    assert {(case.title, case.due, case.village) for case in cases} == {
        ("2026年退役返乡联系", date(2026, 9, 1), "990102101201")
    }
    assert set(cases.values_list("holdings__unit", flat=True)) == {district.unit("东河村站")}


def test_an_event_registered_late_still_opens_and_a_merged_record_opens_once(without_shipped_events) -> None:
    late = BY_EVENT.replace('day = "{day}", person', 'day = "{today}", person').replace('"members"', '"towns"')
    publish(SYSTEM, late, surroundings(TODAY), now=NOW)
    person = comes_home("蒋德", date(2026, 7, 1))
    double = comes_home("蒋德", date(2026, 7, 1))
    Person.objects.filter(pk=double.pk).update(head=person)
    assert open_due(at(9, 10)) == 1
    assert Case.objects.get(kind="home_call").due == date(2026, 9, 10)
    assert open_due(at(9, 11)) == 0
    comes_home("早年", date(2020, 7, 1))
    assert open_due(at(9, 12)) == 0


def test_where_nobody_looks_after_a_place_there_is_a_red_item(district, by_event) -> None:
    comes_home("韦勇", date(2026, 9, 1), "990102102")
    assert open_due(at(9, 1)) == 0
    assert "没有承办的服务站" in Alarm.objects.get(ended=None).says


def test_a_rule_of_an_event_is_proved() -> None:
    for before, after, says in (
        ("event:退役", "event:退伍", "没有叫“退伍”的人生事件"),
        ('members = "station"', 'members = "towns"', "没有叫“towns”的就近的承办单位"),
        ('person = "{person}"', 'person = "{day}"', "只能填“{person}”"),
    ):
        _, said = check_files({"回访.toml": BY_EVENT.replace(before, after)}, read_files(shipped_files()))
        assert any(says in one for one in said), said


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


def test_the_office_calls_for_both_lists_in_november_and_prepares_the_day_of_defence_education(
    district, without_shipped_events
) -> None:
    office = district.units["领导小组"], district.units["双拥办"]
    organising.found_group(SYSTEM, *office, rules="", on=TODAY, now=NOW)
    open_due(at(7, 20))
    assert not Case.objects.filter(kind="defence_education").exists()
    open_due(at(7, 21))  # 19 September less sixty days
    day = Case.objects.get(kind="defence_education")
    assert (day.title, day.due) == ("2026年全民国防教育日活动", date(2026, 9, 19))  # the third Saturday
    assert day.holdings.filter(part="lead").values_list("unit", flat=True).get() == district.unit("双拥办")
    open_due(at(10, 31))
    assert not Case.objects.filter(kind="needs_call").exists()
    open_due(at(11, 1))
    call = Case.objects.get(kind="needs_call")
    assert (call.title, call.due) == ("2026年军地双清单集中征集", date(2026, 11, 30))
    open_due(at(11, 2))
    assert Case.objects.filter(kind="needs_call").count() == 1
