"""Every kind's stories (docs/cases.md, "Scenarios"): through the engine, and once through the real rooms.

A story that fails names the day, the person and the step. The file of each kind must look at each of its clocks on
the last day and on the day after, and take every transition.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings

from shuangyong.rules.clocks import Reading
from tests.kinds import pure, real
from tests.kinds.stories import FOLDER, Look, Story, every, kind_at, kinds, stories_of

KINDS = sorted(kinds())
STORIES = every()


@pytest.fixture(scope="module")
def district(django_db_setup, django_db_blocker) -> Iterator[real.District]:
    """One district for all stories of this module; each test's own transaction is a savepoint in this one."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), quick:
        yield real.found()
        transaction.set_rollback(True)


def compare(look: Look, found: Reading) -> None:
    for name, wanted in look.wanted.items():
        assert getattr(found, name) == wanted, f"{look.on} {look.clock}.{name}：{found}"
    for words in look.says:
        assert words in found.says, f"{look.on} {look.clock}：{found.says}"


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_the_engine_tells_the_story(story: Story) -> None:
    lived = pure.live(story)
    for look in story.looks:
        compare(look, pure.reading(lived, look))


@pytest.mark.django_db
@pytest.mark.parametrize("story", STORIES, ids=str)
def test_the_real_rooms_tell_the_same_story(story: Story, district) -> None:
    told = real.live(story, district)
    for look in story.looks:
        compare(look, real.reading(told, look))


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_has_its_stories(key: str) -> None:
    assert (FOLDER / f"{key}.toml").is_file(), f"缺少 tests/kinds/scenarios/{key}.toml"
    assert stories_of(key)


@pytest.mark.parametrize("key", KINDS)
def test_every_clock_is_looked_at_on_its_last_day_and_the_day_after(key: str) -> None:
    seen: dict[str, set[int]] = {clock: set() for clock in kinds()[key].clocks}
    for story in stories_of(key):
        lived = pure.live(story)
        for look in story.looks:
            found = pure.reading(lived, look)
            # Where the end of a period leads on by itself, the day after finds it just stopped.
            standing = found.state in {"running", "expired"} or found.ended_on == look.on
            if not look.at and found.due and standing:
                seen[look.clock].add((look.on - found.due).days)
    missing = {clock: "最后一天和过后一天" for clock, days in seen.items() if not {0, 1} <= days}
    assert not missing, f"{key}：这些期限没有看到{missing}"


@pytest.mark.parametrize("key", KINDS)
def test_every_transition_is_taken(key: str) -> None:
    told = [(story.kind, step) for story in STORIES for step in story.steps if not step.refused]
    taken = {step.do for root, step in told if kind_at(root, step.at).key == key}
    never = [step.name for step in kinds()[key].transitions.values() if step.key not in taken]
    assert not never, f"{key}：没有一个故事走过{'、'.join(never)}"


def test_no_scenario_without_a_kind() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} <= set(KINDS)


def test_stories_run_in_the_order_of_their_days() -> None:
    for story in STORIES:
        days: list[date] = [step.on for step in story.steps]
        assert days == sorted(days), str(story)
