"""Many at once: whole or told what is wrong, no number twice, one entry for the batch."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from shuangyong.base.errors import Forbidden, Invalid
from shuangyong.base.trail.models import Entry
from shuangyong.register import actions
from shuangyong.register.actions import CategoryDraft, PersonDraft, ServiceDraft
from shuangyong.register.models import Category, Household, Membership, Person, Secret, ServiceEpisode
from tests.register.conftest import EAST, NOW, QIAN, WILLOW, ZHAO, id_number


def many(count: int, start: date = date(1950, 1, 1)) -> list[PersonDraft]:
    return [
        PersonDraft(
            f"孙{'甲乙丙丁戊己庚辛'[place % 8]}",
            (EAST, WILLOW)[place % 2],
            id_number(start + timedelta(days=place), 1),
            phone=f"139{place:08d}",
            address=f"{place}号",
            services=(
                ServiceDraft("义务兵", start + timedelta(days=place + 7000), start + timedelta(days=place + 7800)),
            ),
            categories=(CategoryDraft("退役军人", {}, start + timedelta(days=place + 7800)),),
            household=f"户{place // 3}",
            role="户主" if place % 3 == 0 else "子女",
        )
        for place in range(count)
    ]


def test_a_batch_leaves_one_entry_with_a_digest(district) -> None:
    done = actions.add_many(district.actor("陆双"), many(30), now=NOW, source="退役军人旧表.xlsx")
    assert sorted(done.persons) == list(range(30)) and not done.wrong and not done.existing
    entry = Entry.objects.get(what__startswith="register.")
    assert (entry.what, entry.data["count"], entry.data["source"]) == ("register.add_many", 30, "退役军人旧表.xlsx")
    assert len(entry.data["digest"]) == 32
    assert (Person.objects.count(), Secret.objects.count()) == (30, 90)
    assert (ServiceEpisode.objects.count(), Category.objects.count()) == (30, 30)
    assert (Household.objects.count(), Membership.objects.count()) == (10, 30)


def test_the_same_batch_twice_changes_nothing(district) -> None:
    me = district.actor("陆双")
    first = actions.add_many(me, many(30), now=NOW)
    again = actions.add_many(me, many(30), now=NOW)
    assert again.persons == {} and again.existing == first.persons
    assert Person.objects.count() == 30 and Entry.objects.filter(what="register.add_many").count() == 1


def test_one_fault_refuses_all_or_only_itself(district) -> None:
    rows = [*many(3), replace(ZHAO, phone="12"), ZHAO, ZHAO]
    with pytest.raises(Invalid) as told:
        actions.add_many(district.actor("陆双"), rows, now=NOW)
    assert set(told.value.fields) == {"3.phone", "5.id_number"}
    assert not Person.objects.exists()
    done = actions.add_many(district.actor("陆双"), rows, now=NOW, partly=True)
    assert sorted(done.persons) == [0, 1, 2, 4]
    assert {place: set(by) for place, by in done.wrong.items()} == {3: {"phone"}, 5: {"id_number"}}


def test_a_foreign_place_in_the_batch_is_refused(district) -> None:
    with pytest.raises(Forbidden):
        actions.add_many(district.actor("谢镇"), [ZHAO, QIAN], now=NOW, partly=True)
    assert not Person.objects.exists()


def test_one_question_is_for_many_rows(district, django_assert_max_num_queries) -> None:
    """SQLite takes 999 values a statement; 1,000 persons are 9,000 rows."""
    with django_assert_max_num_queries(150):
        actions.add_many(district.actor("陆双"), many(1000), now=NOW)


@pytest.mark.slow
def test_twelve_thousand_in_seconds(district) -> None:
    """By the processor's time, so that a busy machine does not fail it: 12,000 persons with all that belongs to them."""
    rows = many(12_000, date(1940, 1, 1))
    before = time.process_time()
    done = actions.add_many(district.actor("陆双"), rows, now=NOW)
    taken = time.process_time() - before
    assert len(done.persons) == 12_000
    assert taken < 120, f"{taken:.1f} s"
    print(f"12,000 persons: {taken:.1f} s of processor time")
