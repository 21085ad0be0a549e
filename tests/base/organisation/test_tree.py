"""The stored tree against the plainest model of one: a dict from unit to parent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Problem
from shuangyong.base.organisation import actions, paths
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.regions import valid_on
from tests.base.organisation.conftest import LONG_AGO, NOW, TODAY

STEPS = st.lists(
    st.tuples(st.sampled_from(["open", "open", "move", "merge", "close"]), st.integers(0, 30), st.integers(0, 30)),
    min_size=4,
    max_size=16,
)


class Shadow:
    """What the tree should be."""

    def __init__(self) -> None:
        self.parent: dict[int, int | None] = {}
        self.gone: set[int] = set()

    def above(self, unit: int | None) -> list[int]:
        chain = []
        while unit is not None:
            chain.append(unit)
            unit = self.parent[unit]
        return chain[::-1]

    def below(self, unit: int) -> set[int]:
        return {other for other in self.parent if unit in self.above(other)}


def pick(shadow: Shadow, number: int) -> Unit | None:
    open_ones = sorted(set(shadow.parent) - shadow.gone)
    return Unit.objects.get(pk=open_ones[number % len(open_ones)]) if open_ones else None


def take(shadow: Shadow, verb: str, first: Unit | None, second: Unit | None) -> None:
    """One step on both; where the tree refuses, the model must agree that it could not be."""
    if verb == "open" or first is None or second is None:
        above = first if verb == "open" else None
        unit = actions.open_unit(SYSTEM, actions.UnitDraft("某单位", "", "other", "", above), on=LONG_AGO, now=NOW)
        shadow.parent[unit.pk] = above.pk if above else None
        return
    inside = second.pk in shadow.below(first.pk)
    try:
        if verb == "move":
            actions.move_unit(SYSTEM, first, second, now=NOW)
            shadow.parent[first.pk] = second.pk
        elif verb == "merge":
            actions.merge_unit(SYSTEM, first, second, on=TODAY, now=NOW)
            shadow.parent.update({pk: second.pk for pk, parent in shadow.parent.items() if parent == first.pk})
            shadow.gone.add(first.pk)
        else:
            actions.close_unit(SYSTEM, first, on=TODAY, now=NOW)
            shadow.gone.add(first.pk)
            inside = False
    except Problem:
        closing_a_parent = verb == "close" and bool(shadow.below(first.pk) - {first.pk} - shadow.gone)
        too_deep = len(shadow.above(second.pk)) + len(shadow.below(first.pk)) > paths.DEEPEST
        there_already = verb == "move" and shadow.parent[first.pk] == second.pk
        assert inside or closing_a_parent or too_deep or there_already
        return
    assert not inside


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_paths_say_the_same_as_parents_after_any_steps(entries, steps):
    wipe()
    shadow = Shadow()
    for verb, one, other in steps:
        take(shadow, verb, pick(shadow, one), pick(shadow, other))
    for unit in Unit.objects.all():
        assert unit.parent_id == shadow.parent[unit.pk]
        assert list(paths.numbers(unit.path)) == shadow.above(unit.pk)
        found = Unit.objects.filter(path__gte=unit.path, path__lt=paths.end(unit.path))
        assert {below.pk for below in found} == shadow.below(unit.pk)
        standing = set(found.filter(valid_on(TODAY + timedelta(days=1))).values_list("pk", flat=True))
        assert standing == shadow.below(unit.pk) - shadow.gone


@pytest.mark.usefixtures("behind_the_back")
def wipe() -> None:
    """Between two examples: parents and successors first, since both protect."""
    Unit.objects.update(parent=None, successor=None)
    Unit.objects.all().delete()


@pytest.mark.django_db
def test_a_range_is_answered_from_the_index(entries):
    """`startswith` would be LIKE, which scans. (PostgreSQL scans a table of one row in any case.)"""
    root = actions.open_unit(SYSTEM, actions.UnitDraft("某市", "", "other", ""), on=LONG_AGO, now=NOW)
    found = Unit.objects.filter(path__gte=root.path, path__lt=paths.end(root.path))
    assert list(found) == [root]
    assert "LIKE" not in str(found.query).upper()
    if connection.vendor == "sqlite":
        assert "(path>? AND path<?)" in found.explain()
