"""The desk's query agrees with `allowed`: what stands on it may be taken, and what waits and may be taken stands on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

import pytest
from django.db.models import Q

from shuangyong.base.actor import SYSTEM, Actor, Seat
from shuangyong.base.errors import Forbidden
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.actions.tenures import Term
from shuangyong.base.organisation.models import Tenure
from shuangyong.cases import heaps, waiting
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.barring import Bar, NotBarred
from shuangyong.cases.desk_parts import WEEK, Count, Waiting
from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.engine.state import State
from shuangyong.cases.forms import Form
from shuangyong.cases.keeping import holding
from shuangyong.cases.models import Case, Holding, StepRow
from shuangyong.cases.offers import Standing, allowed
from shuangyong.cases.standing import folded, lay_open, standing_of
from shuangyong.cases.turns import PARTS, SIDE
from shuangyong.catalog.model import OPEN_PHASES, OPENER, OPENER_SIDE, Kind, Transition
from shuangyong.catalog.queries import kind_of, kinds_in_force
from tests.base.organisation.conftest import LONG_AGO
from tests.cases.conftest import NOW, TODAY, District
from tests.cases.test_lists import World, walked
from tests.desk.people import hand_out


class Handled(World):
    """Kinds that ask for another hand and bar a part, with steps by everybody."""

    KEYS = (
        "mending",
        "model_site",
        "pair_activity",
        "placement",
        "plaque",
        "rating",
        "shop_complaint",
        "stop_project",
        "task",
        "troops_need",
        "volunteer",
    )

    def holdings(self, row: Case) -> Iterator[Holding]:
        parts = [OPENER, *self.kinds[row.kind].parts]
        for part in self.chance.sample(parts, self.chance.randint(0, min(3, len(parts)))):
            for unit in self.chance.sample(self.units, self.chance.choice((1, 1, 3))):
                account = self.chance.choice([None, None, *self.district.people.values()])
                yield holding(row, part, unit.pk, unit.path, account.pk if account else None)

    def __init__(self, district: District, seed: int, size: int) -> None:
        super().__init__(district, seed, size)
        people = list(district.people.values())
        for row in Case.objects.filter(number__startswith=f"{seed}-"):
            actions = self.chance.choices(sorted(self.kinds[row.kind].transitions), k=self.chance.randint(0, 9))
            for seq, action in enumerate(actions, 1):
                by = {"account": self.chance.choice(people[:4]), "unit": self.chance.choice([None, *self.units])}
                StepRow.objects.create(
                    case=row, seq=seq, action=action, to_stage=row.stage, at=NOW, on=TODAY, data={}, **by
                )


def state_of(row: Case) -> State:
    hands: dict[str, tuple[int, ...]] = {}
    sides: dict[str, tuple[int, ...]] = {}
    for action, account, unit in row.steps.values_list("action", "account_id", "unit_id"):
        hands[action] = (*hands.get(action, ()), account)
        sides[action] = (*sides.get(action, ()), *([unit] if unit else []))
    holders: dict[str, tuple[tuple[int, int | None], ...]] = {}
    for one in row.holdings.all():
        holders[one.part] = (*holders.get(one.part, ()), (one.unit_id, one.account_id))
    return State(row.stage, TODAY, hands=hands, sides=sides, holders=holders)


Facts = tuple[Case, Kind, State, Standing]


def facts_of(row: Case) -> Facts:
    return row, kind_of(row.definition_id), state_of(row), standing_of(row)


def waits(actor: Actor, left: Mapping[Seat, set[str]], facts: Facts) -> bool:
    """Word for word what a desk promises: a main step that this person is meant to take and may take."""
    row, kind, state, standing = facts
    if row.phase not in OPEN_PHASES:
        return False
    return any(
        (shared if transition.waits_for in left[seat] else meant)(transition, kind, row, seat, actor)
        and allowed(kind, transition, state, standing, replace(actor, seats=(seat,)))
        for seat in actor.seats
        for transition in kind.leaving(row.stage)
        if transition.weight < SIDE and not transition.reopens and row.degree <= seat.degree
        if not (beside(transition) and any(not beside(other) for other in main(kind, row.stage)))
    )


def beside(transition: Transition) -> bool:
    """A post orders something else by it, and this case stays where it is."""
    return bool(transition.opens) and not transition.to and not transition.parts


def main(kind: Kind, stage: str) -> list[Transition]:
    return [one for one in kind.leaving(stage) if one.weight < SIDE and not one.reopens]


def meant(transition: Transition, kind: Kind, row: Case, seat: Seat, actor: Actor) -> bool:
    """As a holder to whom it was given, as the opener, or by a post that looks after the place."""
    held = [one for one in row.holdings.all() if one.unit_id == seat.unit_id]
    parts = set(transition.parts)
    if any(one.part in parts - {OPENER} and one.account_id in {None, actor.account_id} for one in held):
        return True
    if parts & {OPENER, OPENER_SIDE} and any(one.part == OPENER for one in held):
        return True
    by_post = not parts or (OPENER_SIDE in parts and OPENER not in parts)
    at_work = kind.stages[row.stage].phase == "doing" and any(
        set(other.parts) - {OPENER, OPENER_SIDE} and other.weight < SIDE and not other.reopens
        for other in kind.leaving(row.stage)
    )
    return (
        by_post
        and seat.reach == "place"
        and row.place.within(seat.place)
        and not at_work
        and theirs(transition, row, seat)
    )


def left_by(seat: Seat, actor: Actor) -> set[str]:
    """What others of the unit are there for and this one is not; 简文 and 陆双 alone share one."""
    named = {step.waits_for for kind in kinds_in_force(TODAY).values() for step in kind.transitions.values()}
    held = posts.load().by_key
    serving = Tenure.objects.filter(unit=seat.unit_id).exclude(account=actor.account_id).values_list("post", flat=True)
    others = [held[post] for post in serving if held[post].reach == seat.reach and held[post].degree >= seat.degree]
    return {one for one in named - seat.permissions if any(one in post.permissions for post in others)}


def shared(transition: Transition, kind: Kind, row: Case, seat: Seat, actor: Actor) -> bool:
    """Left to others, but the own unit has a part whose holders they may not judge again."""
    parts = {part for action in transition.other_hand_than for part in kind.transitions[action].parts}
    held = any(one.unit_id == seat.unit_id and one.part in parts for one in row.holdings.all())
    return held and meant(replace(transition, parts=()), kind, row, seat, actor)


def theirs(transition: Transition, row: Case, seat: Seat) -> bool:
    """Of a province only what lies in the place itself, and what is sent up."""
    wide = seat.place.level in {"nation", "province"}
    return not wide or row.place.code == seat.place.code or transition.may in posts.load().over


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_desk_holds_what_waits_and_may_be_taken_and_nothing_else(district, seed) -> None:
    world = Handled(district, seed, 240)
    rows = sorted(Case.objects.prefetch_related("holdings"), key=lambda row: (row.due, row.pk))
    every = [facts_of(row) for row in rows]
    found = 0
    for actor in world.actors():
        if actor.is_system:
            continue
        left = {seat: left_by(seat, actor) for seat in actor.seats}
        expected = [facts[0].pk for facts in every if waits(actor, left, facts)]
        assert walked(lambda key, n: waiting.mine(actor, TODAY, key, n), 9) == expected, actor  # noqa: B023
        found += len(expected)
    assert found > 80  # the smallest of these worlds has 97: leaders wait for nothing that the office answers


def true_of(told: Count, number: int) -> bool:
    """A count does not lie: it is exact, or says that there may be more."""
    return told.number <= number if told.more else told.number == number


@pytest.mark.parametrize("most", [2, 7, 100])
def test_the_parts_of_a_desk_are_the_beginnings_of_their_lists(district, most) -> None:
    """However many of them wait, are barred or crowd out another part; asked twice, as the second time it is known."""
    world = Handled(district, 14, 200)
    found = 0
    for actor in world.actors():
        for _ in range(2):
            told = {one.part: one for one in waiting.desk(actor, TODAY, 5, most)}
            for part in PARTS:
                whole = [row.pk for row in waiting.mine(actor, TODAY, None, 400, part).rows]
                one = told.get(part)
                assert (one is not None) == bool(whole), (actor, part)
                if one:
                    assert laid_out(one, whole, min(5, most), actor), (actor, part)
                    assert one.count == (min(len(whole), most), len(whole) > most)
                    days = [row.due or NEVER for row in waiting.mine(actor, TODAY, None, 400, part).rows]
                    assert true_of(one.reds, sum(day < TODAY for day in days))
                    assert true_of(one.week, sum(TODAY <= day <= TODAY + WEEK for day in days))
                found += len(whole)
    assert found > 150


@pytest.mark.parametrize("most", [1, 3, 9])
@pytest.mark.parametrize("strewn", [False, True], ids=["as it is", "by older versions"])
def test_a_crowded_desk_is_the_same_part_by_part(district, monkeypatch, most, strewn) -> None:
    """Where much waits each part is read by itself, with what waits there for others; what went to its stage by an older
    version of its kind may lie in the range of another part."""
    world = Handled(district, 15, 260)
    wholes = {actor: whole(actor) for actor in world.actors() if not actor.is_system}
    if strewn:
        strew(Case, world)
        strew(Holding, world)
        anywhere = lru_cache(lambda _: defaultdict(lambda: set(PARTS)))
        monkeypatch.setattr(waiting, "_parts_at", anywhere)
    waiting._laid_by.cache_clear()
    for name, number in (("ENOUGH", 0), ("SOME", 1)):
        monkeypatch.setattr(heaps, name, number)
    for known in (heaps._crowded, heaps._mixed):
        known.clear()
    for actor, expected in wholes.items():
        assert whole(actor) == expected
        for _ in range(2):
            told = {one.part: one for one in waiting.desk(actor, TODAY, most, most)}
            assert told.keys() == {part for part, pks in expected.items() if pks}, actor
            assert all(laid_out(one, expected[part], most, actor) for part, one in told.items()), actor
            assert all(
                one.count == (min(len(expected[part]), most), len(expected[part]) > most) for part, one in told.items()
            )
    assert heaps._crowded and heaps._mixed
    waiting._laid_by.cache_clear()


def laid_out(one: Waiting, whole: list[int], shown: int, actor: Actor) -> bool:
    """As many lines of a part as are shown: the first of the list, or the first of the own unit's and then of the rest."""
    rows = [row.pk for row in one.rows]
    if not one.own:
        return rows == whole[:shown]
    soon = Q(case__due__lte=TODAY + timedelta(days=30))
    mine = Holding.objects.filter(soon, unit__in=[seat.unit_id for seat in actor.seats]).exclude(awaits=None)
    held = set(mine.values_list("case", flat=True))
    own, rest = rows[: one.own], rows[one.own :]
    begins = whole[: whole.index(rest[-1]) + 1]
    return (
        len(rows) == min(shown, len(whole))
        and set(own) <= held
        and own == [pk for pk in whole if pk in own]
        and rest == [pk for pk in begins if pk in rest]
        and all(pk in rows or pk in held for pk in begins)
    )


def whole(actor: Actor) -> dict[str, list[int]]:
    return {part: [row.pk for row in waiting.mine(actor, TODAY, None, 400, part).rows] for part in PARTS}


def strew(model: type[Case] | type[Holding], world: World) -> None:
    for row in model.objects.exclude(awaits=None).order_by("pk"):
        model.objects.filter(pk=row.pk).update(awaits=world.chance.choice(PARTS))


def test_several_bars_of_a_declared_kind_must_all_stand_in_the_way(district) -> None:
    """No shipped kind has it: two ways on, each barred by something else."""
    task = hand_out(district)
    lead, reported = Bar(frozenset({"lead"}), frozenset()), Bar(frozenset(), frozenset({"report"}))
    pairs = tuple(("task", stage) for stage in sorted(kinds_in_force(TODAY)["task"].stages))
    actor, unit = district.actor("宁联"), district.unit("教育局")
    bars = tuple((pair, (lead, reported)) for pair in pairs)
    condition = NotBarred(bars, holding=True, values=(unit, actor.account_id)).built(unit, actor.account_id)

    def stands() -> bool:
        return Holding.objects.filter(condition, case=task, unit=unit).exists()

    assert task.holdings.filter(unit=unit, part="lead").exists()
    assert stands()  # it leads, but did not report
    for action, form in (("sign", {}), ("report", {"progress": "已摸底"})):
        task.refresh_from_db()
        take(actor, task.pk, action, Form(form), rev=task.rev, now=NOW)
    assert not stands()
    Holding.objects.filter(case=task, unit=unit, part="lead").update(part="support")
    assert stands()


def test_a_joint_activity_waits_for_the_other_side_and_not_for_whoever_reported_it(district) -> None:
    district.people["同科"], _ = organising.create_account(SYSTEM, "same.unit", "同科", now=NOW)
    seat = Term(LONG_AGO)
    organising.assign(SYSTEM, district.people["同科"], district.units["教育局"], "liaison", seat, now=NOW)
    give = {"lead": ((district.unit("教育局"), None),), "partner": ((district.unit("驻军"), None),)}
    form = Form({"activity": "同上一堂国防课", "sort": "国防教育", "planned_on": TODAY}, give)
    row = open_case(district.actor("谢镇"), "pair_activity", form, now=NOW)
    told = Form({"held_on": TODAY, "record": "三个班参加"})
    row = take(district.actor("宁联"), row.pk, "report", told, rev=row.rev, now=NOW)

    def desk(who: str) -> set[int]:
        return {one.pk for one in waiting.mine(district.actor(who), TODAY).rows}

    assert row.pk not in desk("宁联")
    assert row.pk not in desk("同科")  # another hand of the same unit
    assert row.pk in desk("江军")

    case = lay_open(row, TODAY)
    assert case.state == folded(row)
    assert case.state.sides == {"report": (district.unit("教育局"),)}
    with pytest.raises(Forbidden, match="“报告已开展”是区教育局办的，“确认归档”要由另一个单位来做"):
        take(district.actor("同科"), row.pk, "confirm", Form(), rev=row.rev, now=NOW)
    row = take(district.actor("江军"), row.pk, "confirm", Form(), rev=row.rev, now=NOW)
    assert row.phase == "closed"
