"""The manual's own example is read, proved and published, as an office would do it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.actions import publish
from shuangyong.catalog.reading import read_kind
from shuangyong.catalog.surrounding import surroundings
from shuangyong.rules.expressions import Type, names, read
from tests.cases.conftest import NOW, TODAY, district, quick_hashes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "manual" / "声明事项种类.md"
FIXTURES = (district, quick_hashes)


@pytest.fixture
def example() -> str:
    found = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(found) == 1
    return found[0]


def test_every_part_of_a_kind_is_explained(example: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for part in (
        "fields",
        "parts",
        "stages",
        "opening",
        "transitions",
        "gates",
        "clocks",
        "proofs",
        "children",
        "recurrences",
        "retention",
    ):
        assert f"`{part}`" in page, part


def test_the_example_lives(district, example: str) -> None:
    published, new = publish(SYSTEM, example, surroundings(TODAY), now=NOW)
    assert new and published.version == 1
    values = {"activity": "为驻军子女补习功课", "on_day": TODAY.replace(day=20)}
    case = open_case(
        district.actor("陆双"), "joint_activity", Form(values, {"lead": ((district.unit("教育局"), None),)}), now=NOW
    )
    case = take(district.actor("宁联"), case.pk, "report", Form({"record": "补习12课时", "people": 18}), rev=1, now=NOW)
    case = take(district.actor("简文"), case.pk, "accept", Form(), rev=2, now=NOW)
    assert (case.number, case.phase) == ("共建〔2026〕1号", "closed")


def test_whose_term_it_is_in_the_example(district, example: str) -> None:
    """As the page says: due on 20 March, filed on that day, given back on 1 April: the twelve days do not count."""
    publish(SYSTEM, example, surroundings(TODAY), now=NOW)
    lead = {"lead": ((district.unit("教育局"), None),)}
    values = {"activity": "为驻军子女补习功课", "on_day": date(2026, 3, 20)}
    case = open_case(district.actor("陆双"), "joint_activity", Form(values, lead), now=NOW)
    filed, back = NOW.replace(month=3, day=20), NOW.replace(month=4, day=1)
    case = take(district.actor("宁联"), case.pk, "report", Form({"record": "补习", "people": 18}), rev=1, now=filed)
    assert (case.due, case.due_clock) == (date(2026, 3, 27), "checking")
    waiting = lay_open(case, date(2026, 3, 28)).readings
    assert (waiting["holding"].state, waiting["holding"].overdue, waiting["checking"].overdue) == ("filed", 0, 1)
    case = take(district.actor("简文"), case.pk, "ask_again", Form(note="写明下一步"), rev=2, now=back)
    assert (case.due, case.due_clock) == (date(2026, 4, 1), "holding")
    assert lay_open(case, date(2026, 4, 2)).readings["holding"].overdue == 1


def test_the_same_content_again_changes_nothing(district, example: str) -> None:
    first, _ = publish(SYSTEM, example, surroundings(TODAY), now=NOW)
    again, new = publish(SYSTEM, example, surroundings(TODAY), now=NOW)
    assert (again.pk, new) == (first.pk, False)
    assert read_kind(first.content) == read_kind(example)


def test_every_condition_of_the_page_is_one(example: str) -> None:
    """Each is checked as the office would meet it: as a gate of the example, with facts of the right type."""
    section = PAGE.read_text(encoding="utf-8").partition("## 条件怎样写")[2]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    found = [one for row in rows for one in re.findall(r"`([^`]+)`", row) if not re.search(r"\b[AB]\b", one)]
    assert len(found) >= 10
    facts = {
        **dict.fromkeys(("proofs.result", "counters.extended", "steps.report", "cost"), Type.NUMBER),
        **dict.fromkeys(("deadline", "done_on", "today"), Type.DATE),
        "clocks.term.overdue": Type.NUMBER,
        "sort": Type.TEXT,
        "ways": Type.LIST,
        "towns": Type.LIST,
    }
    for condition in found:
        assert names(read(condition, facts)) <= set(facts), condition
