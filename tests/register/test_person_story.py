"""赵小川's file: added once, put right, moved; what was before stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shuangyong.base.errors import Forbidden, Invalid, NotFound, Stale
from shuangyong.base.trail.models import Entry
from shuangyong.register import actions, queries
from shuangyong.register.actions import CategoryDraft, PersonDraft, ServiceDraft
from shuangyong.register.models import Correction, Person, Secret, ServiceEpisode
from tests.register.conftest import EAST, ELSEWHERE, NOW, QIAN, TODAY, WILLOW, ZHAO, id_number


def test_what_the_number_says_is_not_asked(zhao: Person) -> None:
    assert (zhao.sex, zhao.born) == ("男", date(1970, 5, 1))
    assert (zhao.county, zhao.town, zhao.village) == ("990102", "990102101", EAST)


def test_nothing_protected_lies_in_the_clear(zhao: Person) -> None:
    for secret in Secret.objects.all():
        stored = bytes(secret.sealed)
        for clear in (ZHAO.id_number, ZHAO.phone, ZHAO.address):
            assert clear.encode() not in stored and clear not in secret.blind
    assert Secret.objects.exclude(blind="").count() == 2


def test_the_same_number_is_registered_once(district, zhao: Person) -> None:
    with pytest.raises(Invalid) as told:
        actions.add(district.actor("谢镇"), replace(ZHAO, name="赵晓川"), now=NOW)
    assert "已经登记" in told.value.fields["id_number"]
    with pytest.raises(Forbidden):
        actions.add(district.actor("谢镇"), replace(ZHAO, region=WILLOW), now=NOW)


def test_a_number_registered_elsewhere_tells_nothing(district, qian: Person) -> None:
    """The clerk of another town gets the answer that he would get if nobody had it."""
    assert actions.add(district.actor("谢镇"), replace(QIAN, region=EAST), now=NOW).pk != qian.pk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id_number": "990102197005010000"}, "id_number"),
        ({"sex": "女"}, "sex"),
        ({"born": date(1970, 5, 2)}, "born"),
        ({"phone": "123"}, "phone"),
        ({"name": "赵2"}, "name"),
        ({"services": (ServiceDraft("义务兵", date(1988, 12, 1), None, "", "31234部队"),)}, "services"),
        ({"services": (ServiceDraft("大兵"),)}, "services"),
        ({"categories": (CategoryDraft("大善人"),)}, "categories"),
        ({"categories": (CategoryDraft("残疾军人", {"level": "十一级"}),)}, "categories"),
        ({"region": "990102999"}, "region"),
    ],
)
def test_what_cannot_be_registered(district, change: dict, field: str) -> None:
    with pytest.raises(Invalid) as told:
        actions.add(district.actor("陆双"), replace(ZHAO, **change), now=NOW)
    assert field in told.value.fields
    assert not Person.objects.exists()


def test_who_may_register_where(district) -> None:
    for who in ("宁联", "督查", "江军", "管安"):
        with pytest.raises(Forbidden):
            actions.add(district.actor(who), ZHAO, now=NOW)
    assert actions.add(district.actor("向站"), ZHAO, now=NOW).pk
    with pytest.raises(Forbidden):
        actions.add(district.actor("向站"), QIAN, now=NOW)


def test_corrections_keep_what_was(district, zhao: Person, whats) -> None:
    actions.correct(district.actor("谢镇"), zhao.pk, {"name": "赵晓川"}, now=NOW, rev=1, reason="户口簿为准")
    zhao.refresh_from_db()
    kept = Correction.objects.get()
    assert (zhao.name, kept.before, kept.after) == ("赵晓川", "赵小川", "赵晓川")
    with pytest.raises(Invalid) as told:
        actions.correct(district.actor("谢镇"), zhao.pk, {"born": date(1971, 1, 1)}, now=NOW)
    assert "身份证号" in told.value.fields["born"]
    with pytest.raises(Stale):
        actions.correct(district.actor("谢镇"), zhao.pk, {"hukou": "城镇"}, now=NOW, rev=1)
    entered = Entry.objects.get(what="register.correct")
    assert "赵" not in str(entered.data) and whats()[-1] == "register.correct"


def test_a_new_phone_ends_the_old_one(district, zhao: Person) -> None:
    actions.set_secret(district.actor("谢镇"), zhao.pk, "phone", "13700000001", now=NOW + timedelta(days=9))
    found = Secret.objects.filter(sort="phone").order_by("pk")
    assert [(s.since, s.until) for s in found] == [
        (TODAY, TODAY + timedelta(days=9)),
        (TODAY + timedelta(days=9), None),
    ]
    assert not queries.look_up(district.actor("谢镇"), "13900001234", now=NOW).rows
    assert len(queries.look_up(district.actor("谢镇"), "13700000001", now=NOW).rows) == 1


def test_a_number_that_is_another_persons_is_refused(district, zhao: Person, qian: Person) -> None:
    with pytest.raises(Invalid):
        actions.set_secret(district.actor("陆双"), zhao.pk, "id_number", QIAN.id_number, now=NOW)
    with pytest.raises(Invalid):
        actions.set_secret(district.actor("陆双"), zhao.pk, "id_number", id_number(date(1970, 5, 2)), now=NOW)


def test_in_service_discharged_and_called_up_again(district, zhao: Person) -> None:
    def status(on: date) -> str:
        return queries.status_of(ServiceEpisode.objects.filter(person=zhao), None, on)

    again = actions.add_service(district.actor("谢镇"), zhao.pk, ServiceDraft("军士", date(1995, 3, 1)), now=NOW)
    assert status(date(1987, 1, 1)) == ""
    assert status(date(1990, 1, 1)) == "现役"
    assert status(date(1991, 12, 1)) == "退役"
    assert status(date(1995, 3, 1)) == "现役" == status(TODAY)
    actions.discharge(district.actor("谢镇"), again.pk, date(2001, 12, 1), now=NOW, manner="安排工作")
    assert status(TODAY) == "退役"
    with pytest.raises(Invalid, match="改正"):
        actions.add_service(district.actor("谢镇"), zhao.pk, ServiceDraft("军士", date(2000, 1, 1)), now=NOW)


def test_a_category_asks_what_it_declares_and_ends(district, qian: Person) -> None:
    me = district.actor("陆双")
    with pytest.raises(Invalid) as told:
        actions.add_category(me, qian.pk, CategoryDraft("残疾军人"), now=NOW)
    assert "残疾性质、残疾等级" in told.value.fields["categories"]
    made = actions.add_category(me, qian.pk, CategoryDraft("退役军人", {}, date(2010, 1, 1)), now=NOW)
    actions.end_category(me, made.pk, TODAY, "核查不符", now=NOW)
    assert queries.rows([qian], TODAY)[0].categories == ()
    assert queries.rows([qian], date(2020, 1, 1))[0].categories == ("退役军人",)


def test_moving_changes_who_sees(district, zhao: Person) -> None:
    actions.move(district.actor("谢镇"), zhao.pk, WILLOW, now=NOW)
    with pytest.raises(NotFound):
        queries.access.get(district.actor("谢镇"), zhao.pk, now=NOW)
    assert queries.access.get(district.actor("陆双"), zhao.pk, now=NOW).town == "990102102"
    assert Correction.objects.get().before == EAST


def test_death_is_kept_and_taken_back(district, zhao: Person) -> None:
    me = district.actor("谢镇")
    actions.mark_dead(me, zhao.pk, date(2026, 2, 1), now=NOW)
    assert queries.rows([Person.objects.get(pk=zhao.pk)], TODAY)[0].status == "已去世"
    with pytest.raises(Invalid):
        actions.unmark_dead(me, zhao.pk, " ", now=NOW)
    actions.unmark_dead(me, zhao.pk, "同名误登", now=NOW)
    assert Person.objects.get(pk=zhao.pk).died is None


def test_relations_and_households_by_period(district, zhao: Person, qian: Person) -> None:
    me = district.actor("陆双")
    relation = actions.relate(me, zhao.pk, qian.pk, "配偶", now=NOW, since=date(2000, 1, 1))
    actions.unrelate(me, relation.pk, date(2020, 1, 1), now=NOW)
    home = actions.make_household(me, EAST, [(zhao.pk, "户主"), (qian.pk, "配偶")], now=NOW)
    other = actions.make_household(me, WILLOW, [], now=NOW)
    later = NOW + timedelta(days=30)
    actions.join(me, other.pk, qian.pk, "户主", now=later)
    ends = dict(home.members.values_list("person", "until"))
    assert ends == {zhao.pk: None, qian.pk: later.date()}
    assert queries.labels("household", {home.pk}) == {home.pk: "赵*川户"}


def test_a_person_of_another_county_is_not_there(district, zhao: Person) -> None:
    from shuangyong.base.actor import SYSTEM

    far = actions.add(SYSTEM, PersonDraft("安远", ELSEWHERE), now=NOW)
    for act in (
        lambda me: actions.correct(me, far.pk, {"name": "安近"}, now=NOW),
        lambda me: actions.move(me, far.pk, EAST, now=NOW),
        lambda me: actions.mark_dead(me, far.pk, TODAY, now=NOW),
        lambda me: actions.look(me, far.pk, now=NOW),
        lambda me: actions.open_fields(me, far.pk, ["name"], "看看是谁", now=NOW),
    ):
        with pytest.raises(NotFound):
            act(district.actor("陆双"))
