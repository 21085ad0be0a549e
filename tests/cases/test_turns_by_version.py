"""A new version of a kind gives a step to another post: what runs stays with whoever may answer it."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.cases import moving, waiting
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog.actions import publish
from shuangyong.catalog.queries import current
from shuangyong.catalog.surrounding import surroundings
from tests.cases.conftest import NOW, TODAY, District, at, do
from tests.cases.test_lists import walked
from tests.cases.test_moving import TASK, as_version, changed, quietly
from tests.cases.test_turns import Handled, facts_of, left_by, waits, whole

TO_组长S = [
    ('may = "case.extend"\nas = ["opener_side"]', 'may = "case.extend_again"'),
]
"""Extensions are answered by a leader, and no longer by the office that gave the task."""


def published(*changes: tuple[str, str]) -> None:
    text = changed(TASK, [*as_version(TASK, 1, str(TODAY)), *changes])
    publish(SYSTEM, text, surroundings(TODAY), now=NOW)


def asked_longer(district: District, title: str) -> Case:
    """陆双 gives the 教育局 a task, and 宁联 asks for longer."""
    given = {"lead": ((district.unit("教育局"), None),)}
    form = Form({"task": title, "deadline": date(2026, 6, 30)}, given)
    case = open_case(district.actor("陆双"), "task", form, now=NOW)
    do(district, case, "宁联", "sign")
    return do(district, case, "宁联", "ask_longer", Form({"new_deadline": date(2026, 8, 31)}, note="换防"))


def on_desk(district: District, who: str) -> set[int]:
    parts = waiting.desk(district.actor(who), TODAY, 5, 50)
    assert {row.pk for part in parts for row in part.rows} == {
        row.pk for row in waiting.mine(district.actor(who), TODAY).rows
    }
    return {row.pk for part in parts for row in part.rows}


def test_a_question_stays_with_whoever_may_answer_it(district) -> None:
    """陆双 answers what was asked before; 组长 what is asked by the new version, or was moved to it."""
    before = current("task", TODAY)
    old = asked_longer(district, "建立台账")
    assert (old.pk in on_desk(district, "陆双"), old.pk in on_desk(district, "组长")) == (True, False)
    published(*TO_组长S)
    after = current("task", TODAY)
    assert (old.pk in on_desk(district, "陆双"), old.pk in on_desk(district, "组长")) == (True, False)
    new = asked_longer(district, "走访慰问")
    assert new.definition_id == after.pk != old.definition_id
    assert (new.pk in on_desk(district, "陆双"), new.pk in on_desk(district, "组长")) == (False, True)
    moving.move(SYSTEM, before, after, now=at(3, 2, 11), progress=quietly)
    assert {old.pk, new.pk} <= on_desk(district, "组长") and not {old.pk, new.pk} & on_desk(district, "陆双")
    moving.unmove(SYSTEM, before, after, now=at(3, 2, 12), progress=quietly)
    assert (old.pk in on_desk(district, "陆双"), old.pk in on_desk(district, "组长")) == (True, False)
    do(district, old, "陆双", "extend", Form({"new_deadline": date(2026, 8, 31)}), now=at(3, 2, 13))


@pytest.mark.parametrize("seed", [21, 22])
def test_a_desk_goes_by_the_version_by_which_each_case_goes(district, seed) -> None:
    """Half of the tasks go by a version in which extensions and closings are others' turn."""
    world = Handled(district, seed, 240)
    published(*TO_组长S, ('may = "case.close"', 'may = "case.extend_again"'))
    after = current("task", TODAY).pk
    tasks = list(Case.objects.filter(kind="task").values_list("pk", flat=True))
    moved = world.chance.sample(tasks, len(tasks) // 2)
    Case.objects.filter(pk__in=moved).update(definition=after)
    rows = sorted(Case.objects.prefetch_related("holdings"), key=lambda row: (row.due, row.pk))
    every = [facts_of(row) for row in rows]
    found = differing = 0
    for actor in (one for one in world.actors() if not one.is_system):
        left = {seat: left_by(seat, actor) for seat in actor.seats}
        expected = [facts[0].pk for facts in every if waits(actor, left, facts)]
        assert walked(lambda key, n: waiting.mine(actor, TODAY, key, n), 9) == expected, actor  # noqa: B023
        parts = whole(actor)
        for one in waiting.desk(actor, TODAY, 5, 100):
            assert {row.pk for row in one.rows} <= {*parts[one.part]}, actor
            assert one.count == (min(len(parts[one.part]), 100), len(parts[one.part]) > 100), actor
        found += len(expected)
        differing += len({*expected} & {*tasks})
    assert found > 80 and differing > 10
