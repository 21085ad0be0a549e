"""Duty rosters: no gap, a leader each shift, even loads, rest after a shift; swaps keep all that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.rules.roster import Person, RosterError, Rules, Shift, broken, draw, loads, replaced, slots_of

FIRST = date(2026, 10, 1)
DAY_AND_NIGHT = Rules(("白班", "夜班"), members=2, rest=1)


def people(leaders: int, members: int) -> list[Person]:
    return [
        *(Person(f"领导{n}", leads=True) for n in range(leaders)),
        *(Person(f"干部{n}", leads=False) for n in range(members)),
    ]


@st.composite
def plans(draw_: st.DrawFn) -> tuple[Rules, int, list[Person], int]:
    """Rules and enough people for them, nobody away."""
    rest, need = draw_(st.integers(0, 2)), draw_(st.integers(1, 3))
    rules = Rules(("白班", "夜班")[: draw_(st.integers(1, 2))], need, rest)
    leaders = rest + 1 + draw_(st.integers(0, 3))
    members = need * (rest + 1) + draw_(st.integers(0, 5))
    return rules, draw_(st.integers(1, 20)), people(leaders, members), draw_(st.integers(0, 9))


def drawn(plan: tuple[Rules, int, list[Person], int]) -> tuple[Shift, ...]:
    rules, days, team, seed = plan
    return draw(rules, slots_of(rules, FIRST, FIRST + timedelta(days=days - 1)), team, seed)


@given(plans())
def test_no_gap_a_leader_each_shift_and_nobody_in_two_shifts_running(plan) -> None:
    rules, days, team, _ = plan
    shifts = drawn(plan)
    assert len(shifts) == days * len(rules.spans)
    assert broken(rules, shifts) == ()
    leads = {one.name for one in team if one.leads}
    assert all(shift.leader in leads and not leads & set(shift.members) for shift in shifts)


@given(plans())
def test_loads_differ_by_at_most_one_where_nobody_is_away(plan) -> None:
    _, _, team, _ = plan
    count = loads(drawn(plan))
    for leads in (True, False):
        found = [count.get(one.name, 0) for one in team if one.leads is leads]
        assert max(found) - min(found) <= 1


@given(plans())
def test_the_same_seed_gives_the_same_roster(plan) -> None:
    rules, days, team, seed = plan
    assert drawn(plan) == drawn((rules, days, list(reversed(team)), seed))


@given(plans(), st.data())
def test_days_away_are_kept_and_no_single_move_would_be_fairer(plan, data) -> None:
    rules, days, team, seed = plan
    away = st.frozensets(st.integers(0, days - 1).map(lambda n: FIRST + timedelta(days=n)), max_size=3)
    team = [Person(one.name, one.leads, data.draw(away)) for one in team]
    try:
        shifts = drawn((rules, days, team, seed))
    except RosterError as error:
        assert "排不出" in str(error)
        return
    assert broken(rules, shifts) == ()
    gone = {one.name: one.away for one in team}
    assert not any(shift.slot.day in gone[name] for shift in shifts for name in shift.names)
    count = loads(shifts)
    for giver in (one for one in team if not one.leads):
        for taker in (one for one in team if not one.leads):
            if count.get(giver.name, 0) - count.get(taker.name, 0) >= 2:
                assert not _movable(rules, shifts, giver, taker)


def _movable(rules: Rules, shifts: tuple[Shift, ...], giver: Person, taker: Person) -> bool:
    for shift in shifts:
        if giver.name not in shift.members or taker.name in shift.members or shift.slot.day in taker.away:
            continue
        members = [taker.name if name == giver.name else name for name in shift.members]
        try:
            replaced(rules, shifts, shift.slot, shift.leader, members)
        except RosterError:
            continue
        return True
    return False


@given(plans(), st.data())
def test_a_swap_keeps_the_rules_or_is_refused(plan, data) -> None:
    rules, _, team, _ = plan
    shifts = drawn(plan)
    shift = data.draw(st.sampled_from(shifts))
    stand_in = data.draw(st.sampled_from([one.name for one in team if not one.leads]))
    members = (stand_in, *shift.members[1:])
    try:
        after = replaced(rules, shifts, shift.slot, shift.leader, members)
    except RosterError:
        return
    assert broken(rules, after) == ()
    assert [one for one in after if one.slot != shift.slot] == [one for one in shifts if one.slot != shift.slot]


def test_a_gap_is_refused_and_named() -> None:
    slots = slots_of(DAY_AND_NIGHT, FIRST, FIRST + timedelta(days=2))
    away = frozenset({date(2026, 10, 2)})
    team = [*people(2, 3), Person("干部8", leads=False, away=away)]
    with pytest.raises(RosterError, match="10月2日夜班排不出值班人员"):
        draw(DAY_AND_NIGHT, slots, team, 1)


@pytest.mark.parametrize(
    ("leaders", "members", "says"), [(1, 4, "带班领导至少要 2 人"), (2, 3, "值班人员至少要 4 人"), (0, 4, "带班领导")]
)
def test_too_few_people_are_told_before_anything_is_drawn(leaders, members, says) -> None:
    with pytest.raises(RosterError, match=says):
        draw(DAY_AND_NIGHT, slots_of(DAY_AND_NIGHT, FIRST, FIRST), people(leaders, members), 1)


def test_a_leader_who_also_serves_and_a_missing_leader_are_told() -> None:
    slot = slots_of(DAY_AND_NIGHT, FIRST, FIRST)[0]
    assert "没有带班领导" in broken(DAY_AND_NIGHT, [Shift(slot, "", ("甲", "乙"))])[0]
    assert any("既带班又值班" in one for one in broken(DAY_AND_NIGHT, [Shift(slot, "甲", ("甲", "乙"))]))


def test_one_name_twice_and_days_the_wrong_way_round() -> None:
    slots = slots_of(DAY_AND_NIGHT, FIRST, FIRST)
    with pytest.raises(RosterError, match="写了两次"):
        draw(DAY_AND_NIGHT, slots, [*people(2, 4), Person("干部1", leads=False)], 1)
    with pytest.raises(RosterError, match="早于"):
        slots_of(DAY_AND_NIGHT, FIRST, FIRST - timedelta(days=1))
