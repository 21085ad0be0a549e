"""may(): yes or no, always with its reason; how far each reach goes; actors and their seats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.base.actor import SYSTEM, Actor, Place, Seat
from shuangyong.base.errors import Forbidden
from shuangyong.base.organisation import actions, posts
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actors import ANONYMOUS, Thing, actor_of, may, need, reaches, thing_of
from tests.base.organisation.conftest import NOW, TODAY

OWN, UNDER, BESIDE = "0000000100000002", "000000010000000200000003", "0000000100000004"
SEAT = Seat(
    tenure_id=1,
    unit_id=2,
    unit_name="县教育局",
    unit_path=OWN,
    place=Place("990102"),
    post="liaison",
    post_name="成员单位联络员",
    permissions=posts.load().by_key["liaison"].permissions,
    reach="unit",
    degree=1,
)
LIAISON = Actor(7, "宁联", (SEAT,))
MINE = Thing(Place("990102"), (9,), (BESIDE,), (7,))
UNITS = Thing(Place("990102"), (2,), (OWN,))
BELOWS = Thing(Place("990102"), (3,), (UNDER,))
PLACES = Thing(Place("990102101"), (4,), (BESIDE,))
ELSEWHERE = Thing(Place("990121"), (5,), ("00000005",))
LADDER = ("own", "unit", "below", "place")


def test_the_reason_names_seat_permission_and_who_may():
    verdict = may(LIAISON, "case.close")
    assert not verdict
    assert verdict.reason == "您在县教育局任成员单位联络员，该岗位没有“销号”权限。可由：双拥办主任、成员单位负责人。"
    assert verdict.seat is None


def test_a_yes_has_its_reason_and_its_seat():
    verdict = may(LIAISON, "case.sign", UNITS)
    assert verdict.reason == "您在县教育局任成员单位联络员，该岗位可以“签收”本单位的内容。"
    assert verdict.seat == SEAT
    assert may(LIAISON, "case.sign").reason == "您在县教育局任成员单位联络员，该岗位有“签收”权限。"


def test_out_of_reach_is_told_so():
    verdict = may(LIAISON, "case.sign", PLACES)
    assert verdict.reason == (
        "您在县教育局任成员单位联络员，只能“签收”本单位的内容，这一项不在其中。请由承办单位或其上级办理。"
    )


def test_a_higher_degree_is_told_so():
    verdict = may(LIAISON, "case.see", replace(UNITS, degree=2))
    assert verdict.reason.startswith(
        "这一项属于“工作秘密”，您在县教育局任成员单位联络员，最高只能办理“内部”级内容。可由：双拥办工作人员、"
    )


def test_two_seats_are_both_named():
    other = replace(SEAT, unit_name="县财政局")
    verdict = may(Actor(7, "宁联", (SEAT, other)), "case.close")
    assert verdict.reason.startswith(
        "您在县教育局任成员单位联络员；您在县财政局任成员单位联络员，这些岗位都没有“销号”权限。"
    )


def test_the_second_seat_can_allow_what_the_first_does_not():
    head = posts.load().by_key["office_head"]
    office = replace(SEAT, post="office_head", permissions=head.permissions, reach="place", degree=2, unit_id=8)
    verdict = may(Actor(7, "宁联", (SEAT, office)), "case.see", replace(PLACES, degree=2))
    assert verdict.seat == office


def test_without_a_post_or_without_log_in():
    assert may(Actor(7, "白新"), "case.see").reason == "您目前没有任职，不能“查看事项”。请联系安全管理员办理任职。"
    assert may(ANONYMOUS, "case.see").reason == "您还没有登录，不能“查看事项”。请先登录。"
    assert not ANONYMOUS.is_system


def test_the_system_may_everything():
    assert all(may(SYSTEM, what, ELSEWHERE) for what in posts.load().permissions)


def test_a_permission_that_nobody_declared_is_a_mistake_of_the_programmer():
    with pytest.raises(LookupError, match=r"case\.fly"):
        may(SYSTEM, "case.fly")


def test_need_raises_with_the_reason():
    with pytest.raises(Forbidden, match="没有“销号”权限") as caught:
        need(LIAISON, "case.close", UNITS)
    assert caught.value.status == 403
    assert need(LIAISON, "case.sign", UNITS) == SEAT
    assert need(SYSTEM, "case.close", UNITS) is None


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (MINE, (True, True, True, True)),
        (UNITS, (False, True, True, True)),
        (BELOWS, (False, False, True, True)),
        (PLACES, (False, False, False, True)),
        (ELSEWHERE, (False, False, False, False)),
    ],
    ids=["mine", "unit", "below", "place", "elsewhere"],
)
def test_each_reach_holds_the_narrower_ones(thing, expected):
    assert tuple(reaches(replace(SEAT, reach=reach), thing, 7) for reach in LADDER) == expected


CODES = st.sampled_from(["", "99", "9901", "990102", "990102101", "990102101201", "990121", "98"])


@given(CODES, CODES)
def test_a_place_reaches_what_lies_within_it(seat_code, code):
    seat = replace(SEAT, reach="place", place=Place(seat_code))
    assert reaches(seat, Thing(Place(code)), None) == code.startswith(seat_code)


@given(st.sets(st.sampled_from(LADDER)), st.sampled_from([MINE, UNITS, BELOWS, PLACES, ELSEWHERE]), st.integers(0, 2))
def test_one_more_seat_never_takes_anything_away(reach_set, thing, degree):
    thing = replace(thing, degree=degree)
    seats = tuple(replace(SEAT, reach=reach) for reach in sorted(reach_set))
    for at in range(len(seats)):
        fewer = may(Actor(7, "某", seats[:at]), "case.see", thing)
        assert not fewer or may(Actor(7, "某", seats), "case.see", thing)


def test_nobody_in_particular_is_not_nobody_given():
    """account_ids of a thing given to nobody must not match an actor without an account."""
    assert not reaches(replace(SEAT, reach="own"), Thing(Place("990102")), None)


def test_an_actor_takes_one_query(district, django_assert_num_queries):
    account = district.account("宁联")
    with django_assert_num_queries(1):
        actor = actor_of(account, TODAY)
    (seat,) = actor.seats
    assert (actor.account_id, actor.name) == (account.pk, "宁联")
    assert (seat.unit_name, seat.post, seat.post_name) == ("区教育局", "liaison", "成员单位联络员")
    assert seat.place == Place("990102") and seat.reach == "unit" and seat.degree == 1


def test_seats_are_those_of_the_day(district, newcomer):
    term = Term(date(2026, 3, 1), date(2026, 3, 10))
    actions.assign(SYSTEM, newcomer, district.unit("财政局"), "liaison", term, now=NOW)
    held = [bool(actor_of(newcomer, date(2026, month, day)).seats) for month, day in ((2, 28), (3, 1), (3, 9), (3, 10))]
    assert held == [False, True, True, False]


def test_an_account_out_of_use_has_no_seat(district):
    account = district.account("宁联")
    account.active = False
    assert actor_of(account, TODAY).seats == ()


@pytest.mark.usefixtures("behind_the_back")
def test_a_post_that_the_file_no_longer_knows_may_nothing(district):
    tenure = district.tenure("宁联")
    tenure.post = "old_post"
    tenure.save()
    (seat,) = district.actor("宁联").seats
    assert seat.permissions == frozenset()
    assert "已取消的岗位 old_post" in may(district.actor("宁联"), "case.see").reason


def test_the_head_of_a_unit_reaches_the_units_below(district):
    actions.assign(SYSTEM, district.account("邵长"), district.unit("东河镇"), "unit_head", Term(TODAY), now=NOW)
    actor = district.actor("邵长")
    assert may(actor, "case.press", thing_of(district.unit("东河村站")))
    assert not may(actor, "case.press", thing_of(district.unit("柳林镇")))
