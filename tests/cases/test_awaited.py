"""What lists ask is kept beside the case and its holdings; the migration gives it to what was there before."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models import F, Q

from shuangyong.cases.actions import take
from shuangyong.cases.engine.clocks import NEVER
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Holding, held_in
from tests.cases.conftest import NOW
from tests.cases.test_lists import World
from tests.desk.people import hand_out

BLANK = {"root": "", "open": True, "warn_on": NEVER, "degree": 0, "place": ""}


def kept() -> tuple[list[Any], list[Any]]:
    holdings = Holding.objects.order_by("pk").values_list("pk", *BLANK)
    return list(holdings), list(Case.objects.order_by("pk").values_list("pk", "band"))


def test_the_migration_finds_what_steps_keep(district) -> None:
    World(district, 6, 80)
    expected = kept()
    assert {band for _, band in expected[1]} == {None, 1, 2}
    Case.objects.update(band=None)
    Holding.objects.update(**BLANK)
    assert kept() != expected
    import_module("shuangyong.cases.migrations.0010_lists_alone").fill(apps, None)
    assert kept() == expected


def test_the_migration_tells_who_holds_what_as_steps_do(district) -> None:
    for _ in range(3):
        hand_out(district)
    expected = list(Case.objects.order_by("pk").values_list("pk", "held"))
    for pk, held in expected:
        rows = Holding.objects.filter(case=pk).values_list("part", "unit")
        assert sorted(held_in(held)) == sorted(rows) and rows
    Case.objects.update(held=None)
    import_module("shuangyong.cases.migrations.0014_held").fill(apps, None)
    assert list(Case.objects.order_by("pk").values_list("pk", "held")) == expected


def test_it_follows_the_steps(district) -> None:
    row = hand_out(district)

    def waits() -> tuple[str | None, set[tuple[str, str]]]:
        case = Case.objects.get(pk=row.pk)
        held = case.holdings.filter(awaits__isnull=False).values_list("part", "awaits")
        return case.awaits, set(held)

    def do(who: str, action: str, form: Form) -> None:
        take(district.actor(who), row.pk, action, form, rev=Case.objects.get(pk=row.pk).rev, now=NOW)

    assert waits() == (None, {("lead", "do")})
    do("宁联", "sign", Form())
    assert waits() == (None, {("lead", "do")})
    do("陆双", "drop", Form(note="重复立项"))
    assert waits() == (None, set())


def test_it_says_on_which_part_of_the_desk_it_waits(district) -> None:
    """Leaders' words under their own heading; what is judged apart from what is done."""
    World(district, 3, 120)
    held = set(Holding.objects.exclude(awaits=None).values_list("kind", "phase", "awaits"))
    assert {part for kind, _, part in held if kind == "instruction"} == {"words"}
    assert {(phase, part) for kind, phase, part in held if kind != "instruction"} == DONE_OR_JUDGED
    posts = set(Case.objects.exclude(awaits=None).values_list("phase", "awaits"))
    assert posts and posts <= DONE_OR_JUDGED


DONE_OR_JUDGED = {("waiting", "do"), ("doing", "do"), ("judging", "judge")}


def test_the_migration_finds_the_parts_that_steps_keep(district) -> None:
    World(district, 3, 120)

    def parts() -> list[list[Any]]:
        return [list(model.objects.order_by("pk").values_list("pk", "awaits")) for model in (Case, Holding)]

    expected = parts()
    Case.objects.exclude(awaits=None).update(awaits=F("phase"))
    Holding.objects.exclude(awaits=None).update(awaits=F("phase"))
    assert parts() != expected
    fill = import_module("shuangyong.cases.migrations.0017_parts_of_desks").fill
    fill(apps, None, Q(awaits__isnull=False))
    assert parts() == expected
