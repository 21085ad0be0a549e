"""The invented people and the two years of every ledger: the same each time, and nothing in them that cannot have been."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from shuangyong.base.organisation import declared
from shuangyong.base.storing import writing
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.catalog.reading import read_kind
from shuangyong.config.district import founding, lives, recording
from shuangyong.config.district.acts import ZONE
from shuangyong.config.district.cast import cast
from shuangyong.config.district.population import NOWHERE, population
from shuangyong.rules import identity

END = date(2026, 9, 1)
VILLAGES = tuple(village.code for village in lives.villages(cast()))
FEW = 3
IN_THE_PLAN = {"instruction"}
"""Kinds whose cases are not in lives.toml: they come of the year's plan (test_district_plan.py)."""


def _kinds() -> dict[str, Path]:
    return {path.stem: path for path in (declared.SHIPPED / "kinds").glob("*.toml")}


@pytest.fixture(scope="module")
def people():
    return population(END, VILLAGES)


def test_the_people_are_as_many_as_a_county_has_and_the_same_each_time(people) -> None:
    assert len(people) >= 12_000
    assert population(END, VILLAGES) == people
    assert len({one.identity for one in people}) == len(people)


def test_identity_numbers_are_right_and_belong_to_nobody(people) -> None:
    assert all(one.identity.startswith(NOWHERE) and not identity.id_wrong(one.identity, END) for one in people)
    assert all(int(one.identity[16]) % 2 == (one.sex == "男") for one in people)


def test_lives_hold_together(people) -> None:
    for one in people:
        assert one.born < END
        for service in one.services:
            assert service.begun.year - one.born.year >= 17
            assert service.ended is None or service.begun < service.ended <= END
        assert (one.role == "serving") == bool(one.services and one.services[-1].ended is None)
        if one.relative:
            assert people[one.relative - 1].role == "serving" and people[one.relative - 1].household == one.household


def test_every_kind_is_lived_and_sixty_thousand_cases_come_of_it(people) -> None:
    kinds = {key: read_kind(path.read_text("utf-8"), path.name) for key, path in _kinds().items()}
    counts = Counter()
    for entry, key in lives.entries().items():
        found = lives.lives(entry, kinds, cast(), people, END)
        assert found, entry
        assert all(life.steps[0].on < END for life in found)
        counts[key] += len(found)
        counts.update(opened for life in found for opened in _opened(kinds, kinds[key], life))
    assert counts.total() >= 60_000
    assert set(kinds) - set(counts) == IN_THE_PLAN


def _opened(kinds, kind, life):
    """The kinds of the children that a life opens by its steps or acts in."""
    for step in life.steps:
        below = kind
        for label in filter(None, step.at.split("/")):
            below = kinds[below.children[label.split("#")[0]].kind]
        if step.child is not None:
            yield below.children[below.transitions[step.do].opens].kind


def test_what_people_rate_is_rated_by_people_in_the_standard() -> None:
    standard = tomllib.loads((declared.SHIPPED / "standards" / "working.toml").read_text("utf-8"))
    rated = {code: one for code, one in standard["indicators"].items() if one["form"] == "rated"}
    for entry in ("rating", "rating_now"):
        for row in lives.table("lives")["lives"][entry]["rows"]:
            assert row["name"] == rated[row["indicator"]]["name"]
            assert max(row["own_points"], row.get("upper_points", 0)) <= rated[row["indicator"]]["points"]


def test_most_of_it_comes_to_a_good_end(people) -> None:
    """Who came home has a plaque, a card and a job, as the ordinary way of a case has it; nobody is merely refused."""
    kinds = {key: read_kind(path.read_text("utf-8"), path.name) for key, path in _kinds().items()}
    for entry in ("plaque", "preferential_card", "hardship_aid", "schooling"):
        ends = Counter(life.steps[-1].do for life in lives.lives(entry, kinds, cast(), people, END))
        best, count = ends.most_common(1)[0]
        assert kinds[entry].transitions[best].to == "closed"
        assert count > 0.8 * ends.total()


@pytest.mark.slow
def test_nothing_that_was_lived_is_refused(db, people) -> None:
    with writing():
        founding.found(datetime(2024, 8, 1, 9, tzinfo=ZONE), 0)
    kinds = kinds_in_force(END)
    chosen = {entry: lives.lives(entry, kinds, cast(), people, END)[:FEW] for entry in lives.entries()}
    wanted = {life.person for found in chosen.values() for life in found}
    known = [one for one in people if one.key in wanted or one.relative in wanted]
    scribe = recording.Scribe(END, tuple(known))
    recording.register(scribe)
    for entry, key in lives.entries().items():
        recording.write_down(scribe, kinds, key, entry, chosen[entry])
    assert scribe.refused == []
    assert Case.objects.count() >= FEW * len(chosen) - FEW
    assert [finding for case in Case.objects.order_by("pk")[::9] for finding in findings_of(case, END)] == []
