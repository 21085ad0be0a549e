"""Somebody declares a standard with the manual alone: its example is checked, published, and scores a district."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from shuangyong.assess.engine.points import said
from shuangyong.assess.standard.model import FORMS
from shuangyong.base.actor import SYSTEM
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.catalog.actions import publish
from shuangyong.catalog.checking import check_files
from shuangyong.catalog.surrounding import KINDS, read_files, surroundings
from tests.assess.conftest import NOW, TODAY, score_of

MANUAL = Path(__file__).parents[2] / "docs" / "manual" / "声明考评标准.md"


@pytest.fixture
def example() -> str:
    found = re.search(r"```toml\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_example_has_no_faults(example) -> None:
    sound, said_ = check_files({"我县标准.toml": example}, read_files(sorted(KINDS.glob("*.toml"))))
    assert (list(sound), said_) == (["我县标准.toml"], [])


def test_the_example_scores(district, example) -> None:
    publish(SYSTEM, example, surroundings(TODAY), now=NOW)
    lead = {"lead": ((district.unit("教育局"), None),)}
    open_case(district.actor("陆双"), "task", Form({"task": "建立台账", "deadline": date(2026, 6, 30)}, lead), now=NOW)
    found = score_of(standard="our_county")
    points = {result.indicator.code: result.points for result in found.score.results}
    assert points == {"A-1": 0, "A-2": None, "B-1": None, "X-1": None}
    assert (said(found.score.points), said(found.score.of), said(found.score.unknown)) == ("0", "10", "7")


def test_the_manual_names_every_form() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert [form for form in FORMS if f"| `{form}` |" not in text] == []
