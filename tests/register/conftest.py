"""The district with a few invented persons. Their identity numbers begin with 99, which no real place has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from shuangyong.base.trail.models import Entry
from shuangyong.register import actions, keys
from shuangyong.register.actions import CategoryDraft, HonourDraft, PersonDraft, ServiceDraft
from shuangyong.register.models import Person
from shuangyong.rules.identity import id_check
from tests.cases.conftest import NOW, TODAY, District, at, district, quick_hashes  # noqa: F401 - fixtures

EAST = "990102101201"
"""东河村 of 东河镇."""
WILLOW = "990102102201"
"""柳林村 of 柳林镇."""
ELSEWHERE = "990121101"
"""A town of 清河县."""


def id_number(born: date, serial: int = 1, region: str = "990102") -> str:
    """An invented identity number; an odd serial is a man's."""
    head = f"{region}{born:%Y%m%d}{serial:03d}"
    return head + id_check(head)


ZHAO = PersonDraft(
    "赵小川",
    EAST,
    id_number(date(1970, 5, 1), 11),
    phone="13900001234",
    address="东河村三组12号",
    hukou="农村",
    services=(ServiceDraft("义务兵", date(1988, 12, 1), date(1991, 12, 1), "自主就业", "驻云溪某部"),),
    categories=(CategoryDraft("残疾军人", {"nature": "因公", "level": "八级"}, date(1992, 1, 1)),),
    honours=(HonourDraft("三等功", date(1990, 8, 1)),),
)
QIAN = PersonDraft("钱大江", WILLOW, id_number(date(1985, 7, 9), 13), phone="13900005678")


@pytest.fixture(autouse=True)
def own_keys(tmp_path, settings):
    """Keys of this test alone."""
    settings.HOME = tmp_path
    return keys


@pytest.fixture
def zhao(district: District) -> Person:  # noqa: F811 - the fixture above
    return actions.add(district.actor("陆双"), ZHAO, now=NOW)


@pytest.fixture
def qian(district: District) -> Person:  # noqa: F811
    return actions.add(district.actor("陆双"), QIAN, now=NOW)


@pytest.fixture
def whats() -> Callable[[], list[str]]:
    """What was entered about the register, in order."""
    return lambda: list(
        Entry.objects.filter(what__startswith="register.").order_by("seq").values_list("what", flat=True)
    )
