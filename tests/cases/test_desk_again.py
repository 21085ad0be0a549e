"""A desk that comes again is told of what changed meanwhile, whatever of it was worked out and kept before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from shuangyong.base.again import Again
from shuangyong.base.organisation import known
from shuangyong.base.organisation.models import TREE, Guard, Unit
from shuangyong.cases import waiting
from shuangyong.cases.models import Case, Holding, StepRow
from tests.cases.conftest import NOW, TODAY
from tests.cases.test_turns import Handled

pytestmark = pytest.mark.django_db


def changes(world: Handled, shown: list[int]) -> Iterator[Callable[[], object]]:
    """What others may do between two looks: a term, a title, a stage, whose it is, who had a hand in it, a name."""
    cases = list(Case.objects.filter(pk__in=shown).order_by("pk"))
    for row in world.chance.sample(cases, 12):
        one, held = Case.objects.filter(pk=row.pk), Holding.objects.filter(case=row)
        yield lambda one=one, held=held: (
            moved(one, due=TODAY + timedelta(days=3)),
            moved(held, due=TODAY + timedelta(days=3)),
        )
        yield lambda one=one: moved(one, title="改过的题目")
        yield lambda one=one, held=held: (moved(one, awaits=None), moved(held, awaits=None))
        yield lambda held=held: held.delete()
    for row in world.chance.sample(cases, 12):
        for person in world.district.people.values():
            by = {"account": person, "unit": None, "action": world.chance.choice(["report", "sign", "close"])}
            yield lambda row=row, by=by: StepRow.objects.create(
                case=row, seq=900 + by["account"].pk, to_stage=row.stage, at=NOW, on=TODAY, data={}, **by
            )
    unit = world.units[0]
    yield lambda: (Unit.objects.filter(pk=unit.pk).update(short="改名后的单位"), touched())


def moved(rows, **to: object) -> None:
    rows.update(**to)


def touched() -> None:
    """As whatever is written of a unit does."""
    guard = Guard.objects.filter(name=TREE)
    guard.update(revision=guard.get().revision + 1)
    known.forget()


def test_what_is_kept_of_a_desk_never_hides_a_change(district) -> None:
    """After each change the desk is what somebody sees who never looked before."""
    world = Handled(district, 16, 160)
    actors = [actor for actor in world.actors() if not actor.is_system][:9]
    before = {actor: waiting.desk(actor, TODAY, 5, 12) for actor in actors}
    shown = [row.pk for desk in before.values() for part in desk for row in part.rows]
    differ = 0
    for change in changes(world, shown):
        change()
        kept = {actor: waiting.desk(actor, TODAY, 5, 12) for actor in actors}
        waiting._laid_by.cache_clear()
        fresh = {actor: waiting.desk(actor, TODAY, 5, 12) for actor in actors}
        assert kept == fresh
        differ += kept != before
        before = fresh
    assert differ >= 20


def test_the_last_answer_is_given_again_only_for_the_same() -> None:
    asked: list[tuple[int, str]] = []

    def work(number: int, word: str) -> str:
        asked.append((number, word))
        return word * number

    kept: Again[str] = Again()
    assert [kept.of(work, *given) for given in ((2, "拥"), (2, "拥"), (3, "拥"), (2, "拥"))] == [
        "拥拥",
        "拥拥",
        "拥拥拥",
        "拥拥",
    ]
    assert asked == [(2, "拥"), (3, "拥"), (2, "拥")]
