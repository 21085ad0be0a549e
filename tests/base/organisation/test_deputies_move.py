"""Who deputises (代理) for somebody still does after the unit went into another one, or became several."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.actions.splitting import Share
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.actions.units import UnitDraft
from shuangyong.base.organisation.models import Tenure
from tests.base.organisation.conftest import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def deputy(district, newcomer) -> Tenure:
    """白新 stands in for 宁联, the 教育局's liaison."""
    return actions.assign(
        district.actor("管安"),
        newcomer,
        district.unit("教育局"),
        "liaison",
        Term(TODAY - timedelta(days=3)),
        now=NOW,
        deputising_for=district.tenure("宁联"),
    )


def held_by(account) -> Tenure:
    return Tenure.objects.get(account=account, until=None)


def test_after_a_merger(district, newcomer, deputy) -> None:
    actions.merge_unit(district.actor("陆双"), district.unit("教育局"), district.unit("财政局"), on=TODAY, now=NOW)
    held = held_by(newcomer)
    assert held.unit == district.unit("财政局")
    assert held.deputising_for == district.tenure("宁联"), (
        "the one that the liaison holds there, not the one that ended"
    )
    assert district.actor("宁联").seats[0].title == "区财政局联络员"
    actions.end_tenure(district.actor("管安"), district.tenure("宁联"), on=TOMORROW, now=NOW + timedelta(days=1))
    held.refresh_from_db()
    assert held.until == TOMORROW, "who deputised ends with the one for whom he did"


def test_after_a_split_both_go_to_the_same_part(district, newcomer, deputy) -> None:
    first = UnitDraft("云溪区教育管理局", "区教管局", "government", "990102")
    second = UnitDraft("云溪区教育督导局", "区督导局", "government", "990102")
    shares = [
        Share(first, tenures=frozenset({deputy.pk})),
        Share(second, tenures=frozenset({district.tenure("宁联").pk})),
    ]
    _, part = actions.split_unit(district.actor("陆双"), district.unit("教育局"), shares, on=TODAY, now=NOW)
    held = held_by(newcomer)
    assert (held.unit, held.deputising_for) == (part, district.tenure("宁联"))


def test_who_holds_the_post_there_himself_keeps_it_as_his_own(district, newcomer, deputy) -> None:
    own = actions.assign(
        district.actor("管安"), newcomer, district.unit("财政局"), "liaison", Term(TODAY - timedelta(days=9)), now=NOW
    )
    actions.merge_unit(district.actor("陆双"), district.unit("教育局"), district.unit("财政局"), on=TODAY, now=NOW)
    assert held_by(newcomer) == own
    assert held_by(newcomer).deputising_for is None


def test_who_takes_over_a_post_has_its_deputy(district, newcomer, deputy) -> None:
    taker, _ = actions.create_account(SYSTEM, "jie.ren", "接任", now=NOW)
    new = actions.hand_over(district.actor("陆双"), district.tenure("宁联"), taker, on=TODAY, now=NOW)
    assert held_by(newcomer).deputising_for == new
    actions.end_tenure(district.actor("管安"), new, on=TOMORROW, now=NOW + timedelta(days=1))
    deputy.refresh_from_db()
    assert deputy.until == TOMORROW
