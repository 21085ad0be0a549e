"""东河镇 recruits: its five rates become points by the town's table, one person's lack for one step."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shuangyong.assess import asking, queries
from shuangyong.assess.engine.points import said
from shuangyong.base.actor import SYSTEM
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog.models import Definition
from tests.assess.conftest import COUNTY, NOW
from tests.cases.conftest import at

DAY = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def asked_of_the_ledger(district) -> None:
    """What the table measures is asked, as when it is published; the copied rows leave that out."""
    asking.published(Definition.objects.get(key="town_conscription"))


def season(district, signed_up: int, came: int, preferred: int, sort: str = "上半年") -> None:
    """One season of the town, as far as who is taken."""
    lead = {"lead": ((district.unit("东河镇"), None),)}
    case = open_case(district.actor("谢镇"), "conscription", Form({"season": sort, "sort": sort}, lead), now=NOW)
    steps: tuple[tuple[str, dict[str, object], datetime], ...] = (
        ("start", {}, NOW),
        ("close_sign_up", {"eligible": 20, "signed_up": signed_up}, NOW),
        ("examine", {"called": 12, "came": came, "fit": 8}, NOW),
        ("notice", {"notice_at": "镇政府公示栏"}, NOW),
        ("approve", {"enlisted": 6, "preferred": preferred}, at(3, 20)),
    )
    for action, values, moment in steps:
        row = Case.objects.get(pk=case.pk)
        take(district.actor("谢镇"), case.pk, action, Form(values), rev=row.rev, now=moment)


def points(district) -> dict[str, str]:
    unit = district.unit("东河镇")
    found = queries.score(SYSTEM, COUNTY, on=DAY, today=DAY, unit=unit, standard="town_conscription")
    return {one.indicator.code: said(one.points) if one.points is not None else "未知" for one in found.score.results}


@pytest.mark.parametrize(
    ("signed_up", "came", "preferred", "told"),
    [
        (20, 12, 2, ("0.5", "0.6", "0.3")),
        (18, 11, 1, ("0.3", "0.4", "0.2")),
        (15, 9, 0, ("0", "0", "0")),
        (21, 12, 5, ("0.5", "0.6", "0.3")),
    ],
)
def test_every_person_less_takes_what_the_table_says(district, signed_up, came, preferred, told) -> None:
    season(district, signed_up, came, preferred)
    found = points(district)
    assert (found["D2"], found["D3"], found["D4"]) == told and found["D1"] == "未知"


def test_two_seasons_are_averaged(district) -> None:
    season(district, 20, 12, 2)
    season(district, 16, 12, 2, "下半年")
    assert points(district)["D2"] == "0.3"


def test_without_a_season_nothing_is_known(district) -> None:
    assert set(points(district).values()) == {"未知"}
