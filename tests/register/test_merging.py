"""Two records of one person: found, explained, merged by a person, unmerged to the letter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.register import actions, finding, lifeline, queries
from shuangyong.register.actions import HonourDraft, PersonDraft
from shuangyong.register.models import Honour, Merge, Pair, Person, Secret, ServiceEpisode
from tests.register.conftest import EAST, NOW, WILLOW, id_number


def quiet(done: int, total: int) -> None: ...


@pytest.fixture
def paper(district) -> Person:
    """The same 赵小川 out of an old list, without a number."""
    draft = PersonDraft("赵小川", EAST, born=date(1970, 5, 1), phone="13900001234", honours=(HonourDraft("二等功"),))
    return actions.add(district.actor("陆双"), draft, now=NOW)


def everything() -> list[list[tuple]]:
    """All rows that a merger could touch, as they are stored."""
    models = (Person, Secret, ServiceEpisode, Honour)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_found_on_registering_and_explained(district, zhao: Person, paper: Person) -> None:
    pair = queries.pairs(district.actor("陆双"), now=NOW)[0]
    assert {pair.one.pk, pair.other.pk} == {zhao.pk, paper.pk}
    assert set(pair.reasons) == {"姓名和联系电话相同", "姓名、出生日期和居住的乡镇相同"}
    assert pair.one.name == "赵*川"


def test_the_nightly_search_finds_the_same_and_asks_once(district, zhao: Person, paper: Person) -> None:
    Pair.objects.all().delete()
    assert finding.find_all(now=NOW, progress=quiet) == 1
    assert len(Pair.objects.get().reasons) == 2
    assert finding.find_all(now=NOW, progress=quiet) == 0
    actions.different(district.actor("陆双"), Pair.objects.get().pk, "父子同名，已核实", now=NOW)
    assert finding.find_all(now=NOW, progress=quiet) == 0 and queries.pairs(district.actor("陆双"), now=NOW) == ()


def test_two_numbers_are_two_people(district) -> None:
    for serial in (1, 3):
        actions.add(SYSTEM, PersonDraft("周明", EAST, id_number(date(1960, 2, 2), serial)), now=NOW)
    assert finding.find_all(now=NOW, progress=quiet) == 0 and not Pair.objects.exists()


def test_one_character_apart(district) -> None:
    for name in ("周明德", "周明得", "吴明德强"):
        actions.add(SYSTEM, PersonDraft(name, EAST, born=date(1960, 2, 2)), now=NOW)
    assert [pair.reasons for pair in Pair.objects.all()] == [[finding.SAYS[finding.ALIKE]]]


def test_merging_makes_one_file(district, zhao: Person, paper: Person, whats) -> None:
    me = district.actor("陆双")
    with pytest.raises(Invalid):
        actions.merge(me, paper.pk, zhao.pk, " ", now=NOW)
    actions.merge(me, paper.pk, zhao.pk, "电话核实为同一人", now=NOW)
    file = lifeline.file_of(me, paper.pk, now=NOW)
    assert file.person.pk == zhao.pk and file.rows == (zhao.pk, paper.pk)
    assert {event.says for event in file.events if event.sort == "荣誉"} == {"三等功", "二等功"}
    assert [row.pk for row in queries.look_up(me, "赵小川", now=NOW).rows] == [zhao.pk]
    assert [row.pk for row in queries.look_up(me, "13900001234", now=NOW).rows] == [zhao.pk]
    assert queries.pairs(me, now=NOW) == () and "register.merge" in whats()
    with pytest.raises(Problem):
        actions.merge(me, paper.pk, zhao.pk, "再来一次", now=NOW)


def test_unmerging_gives_back_what_was_to_the_letter(district, zhao: Person, paper: Person) -> None:
    me = district.actor("陆双")
    third = actions.add(me, PersonDraft("赵小川", EAST, born=date(1970, 5, 1)), now=NOW)
    before = everything()
    actions.merge(me, third.pk, paper.pk, "旧表重复", now=NOW)
    between = everything()
    actions.merge(me, paper.pk, zhao.pk, "电话核实", now=NOW)
    assert set(Person.objects.filter(head=zhao.pk).values_list("pk", flat=True)) == {paper.pk, third.pk}
    first, second = Merge.objects.order_by("pk")
    with pytest.raises(Problem, match="先撤销后来"):
        actions.unmerge(me, first.pk, "弄错了", now=NOW)
    actions.unmerge(me, second.pk, "弄错了", now=NOW)
    assert everything() == between
    actions.unmerge(me, first.pk, "也弄错了", now=NOW)
    assert everything() == before
    assert queries.pairs(me, now=NOW)


def test_both_must_be_within_reach(district, zhao: Person) -> None:
    willow = actions.add(SYSTEM, PersonDraft("赵小川", WILLOW, born=date(1970, 5, 1)), now=NOW)
    with pytest.raises(Problem):
        actions.merge(district.actor("谢镇"), willow.pk, zhao.pk, "同一人", now=NOW)
    with pytest.raises(Forbidden):
        actions.merge(district.actor("向站"), zhao.pk, zhao.pk, "同一人", now=NOW)
    assert queries.pairs(district.actor("谢镇"), now=NOW) == ()


@given(st.text("甲乙丙丁", min_size=2, max_size=4), st.text("甲乙丙丁", min_size=2, max_size=4))
def test_nearness_is_mutual_and_never_equality(one: str, other: str) -> None:
    assert finding.near(one, other) == finding.near(other, one)
    assert not finding.near(one, one)
