"""What a process keeps of units is as new as the units: every write, of one or of many at once, makes it read anew."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuangyong.base.organisation import known
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account, Unit
from shuangyong.base.organisation.paths import segment
from shuangyong.base.organisation.queries import directory
from shuangyong.base.storing import writing
from tests.base.organisation.conftest import LONG_AGO, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("behind_the_back")]


def new_unit(number: int) -> Unit:
    made = Unit(
        name=f"新{number}局", short=f"新{number}", kind="government", valid_from=LONG_AGO, path=segment(90_000 + number)
    )
    made.set_region("330499")
    return made


def saved(unit: Unit) -> None:
    unit.short = "改一"
    unit.save(update_fields=["short"])


def updated_in_bulk(unit: Unit) -> None:
    unit.short = "改三"
    Unit.objects.bulk_update([unit], ["short"])


WRITES: dict[str, Callable[[Unit], object]] = {
    "save": saved,
    "update": lambda unit: Unit.objects.filter(pk=unit.pk).update(short="改二"),
    "bulk_update": updated_in_bulk,
    "children": lambda unit: unit.parent.children.filter(pk=unit.pk).update(short="改四"),
    "create": lambda _: new_unit(1).save(),
    "bulk_create": lambda _: Unit.objects.bulk_create([new_unit(2), new_unit(3)]),
    "delete": lambda _: [Unit.objects.create(**vars_of(new_unit(4))).delete()],
    "delete of many": lambda _: Unit.objects.filter(pk=Unit.objects.create(**vars_of(new_unit(5))).pk).delete(),
}


def vars_of(unit: Unit) -> dict[str, object]:
    return {name: value for name, value in vars(unit).items() if not name.startswith("_") and name != "id"}


@pytest.mark.parametrize("way", WRITES)
def test_every_write_of_units_makes_it_read_anew(district, way) -> None:
    unit = Unit.objects.exclude(parent=None).first()
    before = known.units()
    assert before.names([unit.pk])[unit.pk] == unit.short
    assert known.units() is before
    WRITES[way](unit)
    now = known.units()
    assert now is not before
    assert now.names([unit.pk])[unit.pk] == Unit.objects.get(pk=unit.pk).short


def test_a_list_to_choose_from_is_asked_once_and_shows_a_new_unit_at_once(district) -> None:
    actor = actor_of(Account.objects.filter(tenures__post="office_head").first(), TODAY)
    shown = directory(actor, TODAY, 400)
    with CaptureQueriesContext(connection) as made:
        assert directory(actor, TODAY, 400) == shown
    assert len(made.captured_queries) == 1
    renamed = shown[0][1]
    Unit.objects.filter(pk=renamed).update(short="刚改的名")
    assert "刚改的名" in [short for _, pk, short, *_ in directory(actor, TODAY, 400) if pk == renamed]


def test_nothing_is_kept_of_what_may_be_undone(district) -> None:
    unit = Unit.objects.first()
    with contextlib.suppress(InterruptedError), writing():
        Unit.objects.filter(pk=unit.pk).update(short="还没定")
        assert known.units().names([unit.pk])[unit.pk] == "还没定"
        assert known.units() is not known.units()
        raise InterruptedError
    Unit.objects.filter(pk=unit.pk).update(short="定了")  # the guard stands where it stood when that was undone
    assert known.units().names([unit.pk])[unit.pk] == "定了"


def test_a_page_asks_once_and_sees_one_state(district) -> None:
    unit = Unit.objects.first()
    with known.one_request(), CaptureQueriesContext(connection) as made:
        first = known.units()
        assert known.units() is first
    assert len(made.captured_queries) == 1
    Unit.objects.filter(pk=unit.pk).update(short="下一页才见")
    with known.one_request():
        assert known.units().names([unit.pk])[unit.pk] == "下一页才见"


def test_only_so_many_names_are_kept(district, monkeypatch) -> None:
    monkeypatch.setattr(known, "SHORTS", 2)
    every = dict(Unit.objects.values_list("pk", "short"))
    kept = known.units()
    for pk in every:
        assert kept.names([pk])[pk] == every[pk]
        assert len(kept.shorts) <= 4
