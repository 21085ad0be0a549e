"""Who must be visited by when: by class and festival, by the last visit; opened once, at the nearest station."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation.declared import DeclarationError
from shuangyong.cases.actions import take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.visiting import load, parse, plan
from shuangyong.register import actions as registering
from shuangyong.register.actions import CategoryDraft, PersonDraft
from tests.cases.conftest import NOW, district, quick_hashes

FIXTURES = (district, quick_hashes)
VILLAGE = "990102101201"


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 6, tzinfo=ZoneInfo("Asia/Shanghai"))


def opened(when: datetime) -> int:
    return plan(now=when, progress=lambda _, __: None)


@pytest.fixture
def widow(district):
    category = CategoryDraft("martyr_family", {"kin": "配偶"}, date(2020, 1, 1))
    draft = PersonDraft("周淑兰", VILLAGE, sex="女", born=date(1950, 5, 1), categories=(category,))
    return registering.add(SYSTEM, draft, now=NOW)


def visit_of(sort: str) -> Case:
    return Case.objects.get(kind="visit", values__sort=sort)


def test_before_a_festival_a_visit_opens_at_the_nearest_station_once(district, widow) -> None:
    assert opened(at(2026, 3, 3)) == 1  # 烈士遗属 never visited: the yearly visit
    assert opened(at(2026, 7, 11)) == 0
    assert opened(at(2026, 7, 12)) == 1
    assert opened(at(2026, 7, 20)) == 0
    case = visit_of("八一")
    assert (case.due, case.village) == (date(2026, 8, 1), VILLAGE)
    assert case.holdings.filter(part="lead", unit=district.unit("东河村站")).exists()


def test_the_next_visit_counts_from_the_last(district, widow) -> None:
    opened(at(2026, 3, 3))
    case = visit_of("年度走访")
    done = Form({"way": "上门", "done_on": date(2026, 3, 10)})
    take(SYSTEM, case.pk, "visit", done, rev=case.rev, now=at(2026, 3, 10))
    yearly = Case.objects.filter(kind="visit", values__sort="年度走访")
    opened(at(2027, 2, 7))
    assert yearly.count() == 1
    opened(at(2027, 2, 8))
    assert (yearly.count(), yearly.latest("pk").due) == (2, date(2027, 3, 10))


def test_the_dead_are_not_visited(district, widow) -> None:
    registering.mark_dead(SYSTEM, widow.pk, date(2026, 3, 1), now=NOW)
    assert opened(at(2026, 7, 12)) == 0


def test_a_wrong_file_tells_every_fault() -> None:
    with pytest.raises(DeclarationError) as wrong:
        parse(
            {"visits": {"x": {"name": "甲", "sort": "春节", "categories": ["nobody"], "on": "13-01", "every": "90日"}}}
        )
    said = "\n".join(wrong.value.faults)
    assert all(words in said for words in ("nobody", "on（哪天前）", "visits.x.lead", "visits.x.source"))


def test_the_shipped_rules_ask_only_for_sorts_that_a_visit_has() -> None:
    from tests.kinds.stories import kinds

    choices = kinds()["visit"].fields["sort"].choices
    assert {rule.sort for rule in load()} <= set(choices)
