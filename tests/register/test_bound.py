"""Somebody has the database in hand and changes persons behind the program's back: the trail betrays it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import ProtectedError

from shuangyong.base.actor import SYSTEM
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.verifying import verify
from shuangyong.base.trail.witness import hear
from shuangyong.register import actions, binding, bound, rotating
from shuangyong.register.actions import CategoryDraft, MerchantDraft, PersonDraft, ServiceDraft, SiteDraft, TroopsDraft
from shuangyong.register.models import Category, Household, Membership, Merchant, Person, Secret, ServiceEpisode, Trait
from tests.register.conftest import EAST, NOW, QIAN, WILLOW, ZHAO, id_number

LATER = NOW + timedelta(days=1)


@pytest.fixture
def lives(district, zhao, qian):
    """Everything that a person may be written: nothing of it breaks the bond."""
    me = district.actor("陆双")
    crowd = [PersonDraft(f"众{'甲乙丙丁'[n]}", EAST, id_number(date(1960, 1, 1 + n)), household="h1") for n in range(4)]
    done = actions.add_many(me, crowd, now=NOW, source="花名册")
    first, second = done.persons[0], done.persons[1]
    actions.correct(me, zhao.pk, {"name": "赵晓川", "hukou": "城镇"}, now=NOW)
    actions.set_secret(me, zhao.pk, "phone", "13700000001", now=LATER)
    actions.set_secret(me, first, "id_number", id_number(date(1960, 1, 1), 5), now=LATER)
    actions.move(me, qian.pk, EAST, now=NOW)
    actions.mark_dead(me, qian.pk, date(2026, 2, 1), now=NOW)
    actions.unmark_dead(me, qian.pk, "同名误登", now=NOW)
    episode = actions.add_service(me, first, ServiceDraft("义务兵", date(1980, 1, 1)), now=NOW)
    actions.discharge(me, episode.pk, date(1983, 1, 1), now=NOW)
    actions.correct_service(me, episode.pk, ServiceDraft("军士", date(1980, 1, 1), date(1984, 1, 1)), "原件", now=NOW)
    category = actions.add_category(me, first, CategoryDraft("veteran", since=date(2000, 1, 1)), now=NOW)
    actions.end_category(me, category.pk, date(2020, 1, 1), "迁出", now=NOW)
    actions.add_honour(me, first, "三等功", date(1982, 1, 1), now=NOW)
    trait = next(key for key, kind in actions_traits().items() if kind.type == "yes_no")
    actions.set_trait(me, first, trait, True, now=NOW)
    actions.set_trait(me, first, trait, False, now=NOW)
    relation = actions.relate(me, first, second, "配偶", now=NOW)
    actions.unrelate(me, relation.pk, date(2026, 3, 2), now=NOW)
    home = actions.make_household(me, EAST, [(zhao.pk, "户主")], now=NOW)
    member = actions.join(me, home.pk, second, "配偶", now=NOW)
    actions.leave(me, member.pk, date(2026, 3, 9), now=NOW + timedelta(days=7))
    actions.merge(me, second, first, "同一人", now=NOW)
    actions.unmerge(me, actions_merge(second), "弄错了", now=NOW)
    troops = actions.add_troops(me, TroopsDraft("驻云溪某部", "990102"), now=NOW)
    actions.change_troops(me, troops.pk, TroopsDraft("驻云溪区某部", "990102"), now=NOW)
    actions.add_merchant(me, MerchantDraft("双拥面馆", "91350100M000100Y43", EAST), now=NOW)
    actions.add_site(me, SiteDraft("东河驿站", "双拥阵地", EAST), now=NOW)
    actions.plant(district.actor("管安"), WILLOW, now=NOW)
    binding.begin(now=NOW)
    return district


def actions_traits():
    from shuangyong.register import declared

    return declared.load().traits


def actions_merge(pk: int) -> int:
    from shuangyong.register.models import Merge

    return Merge.objects.get(person=pk).pk


def test_whatever_is_done_by_the_program_is_answered_for(lives) -> None:
    assert verify().good
    assert hear().says == ()
    assert all(bound.sum_of(model.objects.all()) or not model.objects.exists() for model, _ in bound.TABLES.values())
    rotating.rotate(SYSTEM, now=LATER, progress=lambda done, total: None)
    actions.correct(lives.actor("陆双"), Person.objects.get(name="钱大江").pk, {"hukou": "农村"}, now=LATER)
    assert hear().says == (), "after a rotation too"
    assert not binding.begin(now=LATER), "once"


def _put_in_place_of_another() -> None:
    one, other, *_ = Secret.objects.order_by("pk")
    Secret.objects.filter(pk=one.pk).update(sealed=other.sealed)


CHANGES = {
    "name": lambda: Person.objects.filter(name="赵晓川").update(name="赵大川"),
    "born": lambda: Person.objects.filter(name="众丙").update(born=date(1950, 1, 1)),
    "planted": lambda: Person.objects.filter(planted=True).update(planted=False),
    "a number of somebody else": _put_in_place_of_another,
    "until": lambda: Secret.objects.filter(until__isnull=False).update(until=None),
    "category": lambda: Category.objects.update(until=None),
    "level": lambda: Category.objects.filter(key="disabled_soldier").update(detail={"nature": "因战", "level": "一级"}),
    "service": lambda: ServiceEpisode.objects.filter(kind="军士").update(enlisted=date(1954, 1, 1)),
    "trait": lambda: Trait.objects.update(value=True),
    "merchant": lambda: Merchant.objects.update(closed=date(2026, 1, 1)),
    "taken away": lambda: Membership.objects.filter(until=None).delete(),
    "put in": lambda: Category.objects.create(person=Person.objects.get(name="众甲"), key="war_veteran"),
}


@pytest.mark.parametrize("how", CHANGES)
def test_what_was_done_beside_it_is_betrayed(lives, how) -> None:
    CHANGES[how]()
    assert verify().good, "the chain itself is whole: the change lies beside it"
    assert any("与留痕记下的不一致，有人直接改过数据库" in says for says in hear().says), hear().says


def test_it_says_which_as_near_as_the_entries_tell(district) -> None:
    binding.begin(now=NOW)
    me = district.actor("陆双")
    one = actions.add(me, ZHAO, now=NOW)
    many = actions.add_many(me, [QIAN, PersonDraft("孙二", EAST), PersonDraft("李三", EAST)], now=NOW).persons
    Person.objects.filter(pk=one.pk).update(name="赵大川")
    (says,) = hear().says
    assert f"人员（编号 {one.pk}）" in says
    Person.objects.filter(pk=one.pk).update(name="赵小川")
    Person.objects.filter(pk=many[1]).update(died=date(2026, 1, 1))
    (says,) = hear().says
    assert f"人员（编号 {many[0]}—{many[2]}）" in says
    Person.objects.filter(pk=many[1]).update(died=None)
    assert hear().says == (), "put back, it fits again"
    actions.correct(me, many[2], {"hukou": "农村"}, now=NOW)
    Person.objects.filter(pk=many[2]).update(hukou="城镇")
    (says,) = hear().says
    assert f"人员（编号 {many[2]}）" in says
    Household.objects.create(region=EAST)
    assert any("户（编号" in says and "没有登记的留痕" in says for says in hear().says)


def test_rows_of_before_are_bound_from_the_first_night_on(district) -> None:
    Person.objects.create(name="旧档", name_key="", added_on=date(2020, 1, 1), region=EAST)
    actions.add(district.actor("陆双"), ZHAO, now=NOW)
    assert hear().says == (), "nothing is said of what has no beginning"
    assert binding.begin(now=NOW)
    assert hear().says == ()
    Person.objects.filter(name="旧档").update(name="新档")
    assert len(hear().says) == 1
    assert "登记的" in Entry.objects.get(what="register.bound").says


def test_no_digest_stands_for_what_is_in_the_clear(district) -> None:
    """Who has the trail alone cannot try numbers through: sealed bytes are different each time."""
    me = district.actor("陆双")
    made = [actions.add(me, PersonDraft("吴一", EAST, phone="13900000009"), now=NOW) for _ in range(2)]
    sums = {
        item[3]
        for entry in Entry.objects.filter(what="register.add")
        for item in entry.data["bound"]
        if item[0] == "secret"
    }
    assert len(made) == len(sums) == 2


def test_a_person_cannot_be_deleted_anyway(zhao) -> None:
    with pytest.raises(ProtectedError):
        zhao.delete()


def test_a_new_register_is_bound_before_its_first_row_and_without_a_worker(district) -> None:
    assert binding.begin_empty(now=NOW)
    assert not binding.begin_empty(now=LATER), "once"
    person = actions.add(district.actor("陆双"), ZHAO, now=NOW)
    assert hear().says == ()
    Person.objects.filter(pk=person.pk).update(name="赵大川")
    (says,) = hear().says
    assert "登记的人员" in says


def test_a_register_with_rows_is_left_to_the_worker(district, zhao) -> None:
    assert not binding.begin_empty(now=NOW)
    assert not binding.begun()
