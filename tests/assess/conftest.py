"""The district of the cases' tests, with a small standard that uses every form of scoring."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shuangyong.base.actor import SYSTEM, Place
from shuangyong.catalog.actions import publish
from shuangyong.catalog.surrounding import surroundings
from tests.cases.conftest import NOW, TODAY, district, forgotten_definitions, ledgers_asked, paper, quick_hashes  # noqa: F401

COUNTY = Place("990102")
CITY = Place("9901")
SMALL = (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")
__all__ = ["CITY", "COUNTY", "NOW", "SMALL", "TODAY", "score_of"]


@pytest.fixture
def small(district):  # noqa: F811
    publish(SYSTEM, SMALL, surroundings(TODAY), now=NOW)
    return district


def score_of(on: date = TODAY, today: date | None = None, **more):
    from shuangyong.assess import queries

    asked = {"standard": "small", **more}
    return queries.score(SYSTEM, asked.pop("place", COUNTY), on=on, today=today or on, **asked)
