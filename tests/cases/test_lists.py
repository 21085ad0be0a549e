"""Lists against plain Python: whatever the seat, the filter and the page, the same cases in the same order, once each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuangyong.base.actor import SYSTEM, Actor, Place
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.models import Unit
from shuangyong.cases import grounds, queries, waiting
from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.keeping import holding
from shuangyong.cases.models import Case, Holding, band_of
from shuangyong.cases.queries import Filter, Key, Page
from shuangyong.cases.turns import DO, awaited
from shuangyong.catalog.model import OPEN_PHASES, OPENER, Kind
from shuangyong.catalog.queries import current, kinds_in_force
from tests.cases.conftest import TODAY, District

PLACES = ("", "99", "9901", "990102", "990102101", "990102101201", "990102102", "990121")
PEOPLE = ("陆双", "宁联", "邵长", "谢镇", "向站", "江军", "组长", "管系")


class World:
    """Cases strewn at random over the invented district: few days, so that many share one; every third without a term."""

    KEYS = ("instruction", "mending", "task")

    def __init__(self, district: District, seed: int, size: int) -> None:
        self.district, self.seed, self.chance = district, seed, Random(seed)
        # A few of the kinds, so that a filter by one finds something however many are shipped.
        self.kinds: dict[str, Kind] = {key: kinds_in_force(TODAY)[key] for key in self.KEYS}
        self.units = list(Unit.objects.order_by("pk"))
        definitions = {key: current(key, TODAY).pk for key in self.kinds}
        rows = Case.objects.bulk_create(self.case(number, definitions) for number in range(size))
        Holding.objects.bulk_create(held for row in rows for held in self.holdings(row))

    def case(self, number: int, definitions: dict[str, int]) -> Case:
        pick = self.chance
        kind = pick.choice(sorted(self.kinds))
        stage = pick.choice(sorted(self.kinds[kind].stages))
        place = Place(pick.choice(PLACES))
        phase = self.kinds[kind].stages[stage].phase
        ended = phase not in OPEN_PHASES
        due = NEVER if ended or pick.random() < 0.3 else TODAY + timedelta(pick.choice((*range(-4, 10), 20, 40)))
        warn_on = NEVER if due == NEVER else due - timedelta(pick.choice((0, 1, 7, 8, 25, 60)))
        return Case(
            definition_id=definitions[kind],
            kind=kind,
            number=f"{self.seed}-{number}号",
            title=f"第{number}件",
            stage=stage,
            phase=phase,
            awaits=awaited(definitions[kind], stage).by_post,
            degree=pick.choice((0, 0, 0, 1, 2)),
            opened_on=TODAY - timedelta(30),
            closed_on=TODAY if ended else None,
            due=due,
            warn_on=warn_on,
            band=band_of(due, warn_on),
            state={},
            **{level: place.up(level) for level in ("province", "city", "county", "town", "village")},
        )

    def holdings(self, row: Case) -> Iterator[Holding]:
        for part in self.chance.sample([OPENER, "lead", "support"], self.chance.randint(0, 3)):
            for unit in self.chance.sample(self.units, self.chance.choice((1, 1, 3))):
                account = self.chance.choice([None, None, *self.district.people.values()])
                who = account.pk if account else None
                yield holding(row, part, unit.pk, unit.path, who)

    def actors(self) -> Iterator[Actor]:
        """Everybody of the cast, the same people reaching elsewhere, one with two seats, the system."""
        people = [self.district.actor(name) for name in PEOPLE]
        yield from people
        yield SYSTEM
        clerk, liaison = people[0], people[1]
        for code in ("", "99", "9901", "990102101201"):
            yield replace(
                clerk, seats=(replace(clerk.seats[0], place=Place(code), degree=self.chance.choice((0, 1, 2))),)
            )
        yield replace(liaison, seats=(replace(liaison.seats[0], reach="own"),))
        yield replace(liaison, seats=(*liaison.seats, *people[3].seats, replace(clerk.seats[0], degree=0)))

    def filters(self) -> Iterator[Filter]:
        """All lights together and each alone with several phases; what else there is, drawn by lot."""
        lights = [pair for count in range(5) for pair in combinations(queries.LIGHTS, count)]
        kinds = sorted(self.kinds)
        for chosen in lights:
            pick = self.chance
            stages = [(kind, stage) for kind in kinds for stage in self.kinds[kind].stages]
            yield Filter(
                phases=pick.choice(((), ("doing", "judging"), ("waiting",), ("closed", "void", "doing"), ("closed",))),
                lights=chosen,
                kind=pick.choice(("", "", *kinds)),
                unit=pick.choice((None, None, pick.choice(self.units).pk)),
                stages=pick.choice(((), (), tuple(pick.sample(stages, 6)))),
                ids=pick.choice((None, None, None, Case.objects.filter(pk__gt=20))),
            )
        yield from (
            Filter(),
            Filter(("judging",)),
            Filter(("doing", "judging"), ("red", "yellow")),
            Filter((), ("yellow",)),
        )


def plain(actor: Actor, wanted: Filter) -> list[int]:
    """The list without any cleverness: everything visible, sifted and sorted here."""
    rows = queries.visible_to(actor) if wanted.ids is None else queries.visible_to(actor) & wanted.ids
    kept = [row for row in rows if fits(row, wanted)]
    return [row.pk for row in sorted(kept, key=lambda row: (row.due, row.pk))]


def fits(row: Case, wanted: Filter) -> bool:
    # An ended case is blue to a person; in a list its missing term counts, as it always has.
    light = queries.light_of("doing", row.due, row.warn_on, None, TODAY).key
    return (
        row.phase in (wanted.phases or OPEN_PHASES)
        and (not wanted.lights or light in wanted.lights)
        and (not wanted.kind or row.kind == wanted.kind)
        and (not wanted.stages or (row.kind, row.stage) in wanted.stages)
        and (wanted.unit is None or row.holdings.filter(unit=wanted.unit).exists())
    )


def walked(read, size: int) -> list[int]:
    """Every page to the end, by the key that each gives for the next."""
    found: list[int] = []
    key: Key | None = None
    while True:
        page: Page = read(key, size)
        assert len(page.rows) <= size
        found += [row.pk for row in page.rows]
        if page.next is None:
            return found
        assert len(page.rows) == size
        key = Key.parse(str(page.next))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_list_walked_to_its_end_is_what_may_be_seen_and_was_asked_for(district, seed) -> None:
    world = World(district, seed, 90)
    some = 0
    for actor in world.actors():
        for wanted in world.filters():
            expected = plain(actor, wanted)
            size = world.chance.choice((1, 7, 50) if len(expected) < 20 else (7, 50))
            assert walked(lambda key, n: queries.page(actor, wanted, TODAY, key, n), size) == expected, (actor, wanted)  # noqa: B023
            assert queries.count(actor, wanted, TODAY) == len(expected)
            assert queries.count(actor, wanted, TODAY, cap=3) == min(len(expected), 4)
            if wanted == Filter(wanted.phases, wanted.lights) and set(wanted.phases) <= set(OPEN_PHASES):
                assert queries.counts(actor, [wanted, Filter()], TODAY)[0] == len(expected)
                assert queries.counts(actor, [wanted, Filter()], TODAY, cap=3)[0] == min(len(expected), 4)
            some += bool(expected)
    assert some > 60


def waits_for(actor: Actor, row: Case) -> bool:
    return any(_waits_for(actor, seat, row) for seat in actor.seats)


def _waits_for(actor: Actor, seat, row: Case) -> bool:
    # A clerk stands beside the head: 简文 in 双拥办; of these kinds one step waits for him, and no hand bars it.
    left = frozenset({"case.prepare"}) if seat.post == "office_head" else frozenset()
    turn, stage = waiting.turn_of(seat, TODAY, left), (row.kind, row.stage)
    held = [h for h in row.holdings.all() if h.unit_id == seat.unit_id]
    his = [h.part for h in held if h.part != OPENER and h.account_id in {None, actor.account_id}]
    opened = any(h.part == OPENER for h in held)
    posted = seat.reach == "place" and row.place.within(seat.place)
    sent_up = seat.place.level in grounds.UPPER and row.place != seat.place
    above = replace(seat, permissions=seat.permissions & posts.load().over)
    by_post = waiting.turn_of(above, TODAY, left) if sent_up else turn
    open_ = row.phase in OPEN_PHASES and row.degree <= seat.degree
    mine = {one.part for one in held}

    def free(pair, pairs, bars) -> bool:
        """No case here has a step, so only a part of the own unit can bar."""
        ways = dict(bars).get(pair)
        return pair in pairs and (ways is None or any(not mine & way.parts or OPENER in mine for way in ways))

    return open_ and (
        any(free((*stage, part), turn.of_unit, turn.bars_of_unit) for part in (*his, *([OPENER] if opened else ())))
        or (posted and free(stage, by_post.posted, by_post.bars_posted))
    )


def test_the_desk_holds_what_waits_for_somebody_and_nothing_else(district) -> None:
    world = World(district, 3, 160)
    rows = sorted(Case.objects.prefetch_related("holdings"), key=lambda row: (row.due, row.pk))
    found = 0
    for actor in world.actors():
        expected = [row.pk for row in rows if waits_for(actor, row)]
        assert walked(lambda key, n: waiting.mine(actor, TODAY, key, n), 7) == expected, actor  # noqa: B023
        found += len(expected)
    assert found > 50


def test_a_page_costs_the_same_queries_however_much_there_is(district) -> None:
    World(district, 5, 300)
    wanted = Filter(phases=("doing", "judging"), lights=("red", "yellow"))
    actors = [district.actor(name) for name in ("陆双", "宁联", "邵长", "谢镇")]
    reads = [lambda a=actor: queries.page(a, wanted, TODAY, size=1) for actor in actors]
    reads += [lambda a=actor: queries.page(a, Filter(), TODAY, size=1) for actor in actors]
    reads.append(lambda: waiting.mine(actors[0], TODAY, size=1, part=DO))
    before = [asked(read) for read in reads]
    World(district, 4, 400)
    assert [asked(read) for read in reads] == before
    assert max(before) <= 8


def asked(read) -> int:
    with CaptureQueriesContext(connection) as made:
        read()
    return len(made)


def test_a_key_is_read_back_from_an_address() -> None:
    assert Key.parse(str(Key(date(2026, 8, 1), 17))) == Key(date(2026, 8, 1), 17)
    assert Key.parse(str(Key(NEVER, 3))) == Key(NEVER, 3)
    assert [Key.parse(text) for text in ("", "2026", "20260801-", "x-1")] == [None] * 4


def test_nobody_waits_for_a_post_that_may_step_in_nor_for_the_other_part(district) -> None:
    office = next(seat for seat in district.actor("简文").seats)
    posted = waiting.turn_of(office, TODAY).posted
    assert ("shop", "applied") in posted and ("shop", "open") not in posted  # a shop may be suspended on any day
    troops = next(seat for seat in district.actor("江军").seats)
    rating = {
        part
        for kind, stage, part in waiting.turn_of(troops, TODAY).held
        if (kind, stage) == ("troops_need", "answered")
    }
    assert rating == {"asker"}  # whoever answered a need waits for the asker's word


def test_one_case_is_seen_by_whoever_sees_it_in_lists(district) -> None:
    world = World(district, 7, 60)
    every = list(Case.objects.order_by("pk"))
    for actor in world.actors():
        seen = set(queries.visible_to(actor).values_list("pk", flat=True))
        for row in every:
            if row.pk in seen:
                assert queries.get(actor, row.pk) == row
            else:
                with pytest.raises(NotFound):
                    queries.get(actor, row.pk)
