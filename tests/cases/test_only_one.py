"""同户一块: the household's plaque is pointed out before a second is opened; an exception says why."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Invalid
from shuangyong.base.jobs.models import Alarm
from shuangyong.cases import around, recurring
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.engine import steps
from shuangyong.cases.forms import Form
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case, Recurred
from shuangyong.cases.standing import folded, lay_open
from shuangyong.catalog.actions import publish
from shuangyong.catalog.models import Definition
from shuangyong.catalog.surrounding import KINDS, surroundings
from shuangyong.register.models import Household, Membership, Person, ServiceEpisode
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


def test_one_out_of_sight_is_told_without_its_name(district, home) -> None:
    father, son = somebody("王大山", home), somebody("王小山", home)
    first = hung(district, father)
    Case.objects.filter(pk=first.pk).update(degree=2)  # 谢镇 reads up to 1
    said = refusal(lambda: apply(district, son, now=LATER))
    assert said == "同户只挂一块，这一户已经有了；那一件不在您能查看的范围内。确需再办的，请写明同户再挂的理由。"
    Case.objects.filter(pk=first.pk).update(degree=0)
    assert first.number in refusal(lambda: apply(district, son, now=LATER))


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


# ── cases that begin by themselves ─────────────────────────────────────────────────────────────────────────────────


def enlists(district, person: Person) -> Case:
    """Called up and joined the troops: his family's plaque begins by itself."""
    values = {"batch": "2026年上半年", "person": person.pk, "enlisted_on": NOW.date()}
    give = {"lead": ((district.unit("东河站"), None),)}
    case = open_case(district.actor("陆双"), "call_up", Form(values, give), now=NOW)
    return step(district, case, "join", Form(), who="向站")


def test_where_the_household_has_a_plaque_none_begins_by_itself_and_the_parent_points_to_it(district, home) -> None:
    father, son = somebody("王大山", home), somebody("王小山", home)
    first = hung(district, father)
    parent = enlists(district, son)
    assert list(Case.objects.filter(kind="plaque")) == [first]
    told = parent.steps.get(action=steps.CHILD_STANDS)
    assert told.note.startswith("光荣牌：同户只挂一块") and first.number in told.note and "王大山" not in told.note
    case = lay_open(parent, NOW.date())
    assert case.record["children.plaque.closed"] == 1  # nothing waits for it
    assert case.state == folded(parent)
    assert findings_of(parent, NOW.date()) == []
    shown = {one.pk: one.relation for one in around.children_of(district.actor("陆双"), parent, NOW.date())}
    assert shown[first.pk] == "光荣牌（已有，不另办）"
    assert Case.objects.get(parent=parent).kind == "family_allowance"  # what else begins, begins


def test_the_parent_does_not_name_what_not_all_its_readers_may_see(district, home) -> None:
    father, son = somebody("王大山", home), somebody("王小山", home)
    first = hung(district, father)
    Case.objects.filter(pk=first.pk).update(degree=2)
    told = enlists(district, son).steps.get(action=steps.CHILD_STANDS)
    assert told.note == "光荣牌：同户只挂一块，这一户已经有了。"


def test_where_it_has_none_it_begins_as_ever(district, home) -> None:
    parent = enlists(district, somebody("王小山", home))
    assert set(Case.objects.filter(parent=parent).values_list("kind", flat=True)) == {"plaque", "family_allowance"}


AGAIN = """
[[recurrences]]
on = "event:入伍"
gives = "lead"
members = "station"
fills = { person = "{person}", sort = "新挂", basis = "现役军人家庭" }

[retention]"""


def test_a_rule_that_comes_again_takes_what_stands_for_done_and_raises_no_alarm(district, home) -> None:
    Definition.objects.filter(content__contains='on = "event:').delete()
    text = (KINDS / "plaque.toml").read_text(encoding="utf-8").replace("\n[retention]", AGAIN)
    newer = text.replace("version = 3\n", "version = 4\n").replace("2025-01-02", "2026-01-01")
    publish(SYSTEM, newer, surroundings(NOW.date()), now=NOW)
    father, son = somebody("王大山", home), somebody("王小山", home)
    first = hung(district, father)
    other = somebody("赵铁柱", Household.objects.create(region=VILLAGE["region"]))
    for person in (son, other):
        ServiceEpisode.objects.create(person=person, kind="义务兵", enlisted=NOW.date())
    assert recurring.open_due(now=LATER, progress=lambda done, total: None) == 1
    assert Recurred.objects.get(about=son.pk).case == first
    assert Recurred.objects.get(about=other.pk).case != first
    assert not Alarm.objects.exists()
    assert recurring.open_due(now=LATER, progress=lambda done, total: None) == 0
