"""同户一块: the household's plaque is pointed out before a second is opened; an exception says why."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.errors import Invalid
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.register.models import Household, Membership, Person
from tests.cases.conftest import NOW, at

LATER = at(5, 6)
VILLAGE = {"region": "990102101201", "province": "99", "city": "9901", "county": "990102", "town": "990102101"}


def somebody(name: str, home: Household | None = None, *, until: date | None = None, head: Person | None = None):
    person = Person.objects.create(name=name, born=date(1990, 5, 1), added_on=NOW.date(), head=head, **VILLAGE)
    if home:
        Membership.objects.create(household=home, person=person, role="成员", until=until)
    return person


def apply(district, person: Person, *, sort: str = "新挂", now=NOW, **more: str) -> Case:
    values = {"sort": sort, "person": person.pk, "basis": "退役军人家庭", **more}
    give = {"lead": ((district.unit("东河镇"), None),)}
    return open_case(district.actor("谢镇"), "plaque", Form(values, give), now=now)


def step(district, case: Case, action: str, form: Form, now=NOW, who: str = "谢镇") -> Case:
    case.refresh_from_db()
    return take(district.actor(who), case.pk, action, form, rev=case.rev, now=now)


def hung(district, person: Person, **more: str) -> Case:
    case = apply(district, person, **more)
    step(district, case, "verify", Form({"one_only": True}))
    return step(district, case, "hang", Form({"done_on": NOW.date(), "signed": True}))


def refusal(work) -> str:
    with pytest.raises(Invalid) as told:
        work()
    return told.value.fields["again_why"]


@pytest.fixture
def home(db) -> Household:
    return Household.objects.create(region=VILLAGE["region"])


def test_the_plaque_of_the_household_is_pointed_out_before_a_second_is_opened(district, home) -> None:
    father, son = somebody("王大山", home), somebody("王小山", home)
    first = hung(district, father)
    said = refusal(lambda: apply(district, son, now=LATER))
    assert first.number in said and "2026-03-02" in said and "请写明同户再挂的理由" in said
    assert "王大山" not in said  # masked as everywhere
    assert not Case.objects.exclude(pk=first.pk).filter(kind="plaque").exists()
    again = apply(district, son, now=LATER, again_why="已经分户，两处居住")
    assert again.values["again_why"] == "已经分户，两处居住"


def test_one_under_way_counts_and_one_that_was_refused_or_dropped_does_not(district, home) -> None:
    father, son = somebody("王大山", home), somebody("王小山", home)
    first = apply(district, father)
    assert first.number in refusal(lambda: apply(district, son))
    step(district, first, "drop", Form(note="填错了"))
    assert apply(district, son).pk


def test_after_it_was_taken_back_another_may_be_hung(district, home) -> None:
    father, son = somebody("王大山", home), somebody("王小山", home)
    hung(district, father)
    back = apply(district, father, sort="收回", reason="受到刑事处罚")
    step(district, back, "put_up", Form({"reason": "受到刑事处罚"}))
    step(district, back, "agree", Form(note="属实"), who="陆双")
    assert refusal(lambda: apply(district, son))  # agreed is not yet taken down
    step(district, back, "hang", Form({"done_on": NOW.date(), "signed": True}))
    assert apply(district, son).pk


def test_who_left_the_household_and_strangers_do_not_count_and_a_merged_record_does(district, home) -> None:
    gone, son = somebody("王大山", home, until=date(2025, 1, 1)), somebody("王小山", home)
    stranger = somebody("赵铁柱")
    hung(district, gone)
    hung(district, stranger)
    case = apply(district, son)
    step(district, case, "drop", Form(note="重填"))
    merged = somebody("王小山", head=son)
    first = hung(district, merged)
    assert first.number in refusal(lambda: apply(district, son))


def test_what_the_register_learns_later_is_found_when_the_case_is_verified(district, home) -> None:
    father, son = somebody("王大山", home), somebody("王小山")
    first = hung(district, father)
    second = apply(district, son)
    Membership.objects.create(household=home, person=son, role="子")
    said = refusal(lambda: step(district, second, "verify", Form({"one_only": True})))
    assert first.number in said
    step(district, second, "verify", Form({"one_only": False, "again_why": "已经分户"}))
    assert step(district, second, "hang", Form({"done_on": NOW.date(), "signed": True})).phase == "closed"


def test_another_sort_of_plaque_case_is_not_asked(district, home) -> None:
    father = somebody("王大山", home)
    hung(district, father)
    assert apply(district, father, sort="更换", reason="老化破损").pk
