"""Reads asked side by side find what they find one by one, in one round for what none of them waits for."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q

from shuangyong.base import prepared, statements, together
from shuangyong.base.answers import answers
from shuangyong.base.organisation.models import Account, Unit
from shuangyong.base.statements import Select
from shuangyong.base.together import Asking, alone, side_by_side

pytestmark = pytest.mark.django_db


def of_kind(kind: str) -> Asking[list[str]]:
    [rows] = yield [(Select(Unit, ("short",), (("kind", kind),), ("pk",)), None)]
    return [short for (short,) in rows]


def below(kind: str) -> Asking[list[int]]:
    """Asks, then asks about what it found."""
    [tops] = yield [(Select(Unit, ("pk",), (("kind", kind),), ("pk",)), 2)]
    if not tops:
        return []
    [rows] = yield [(Select(Unit, ("pk",), (statements.among("parent", [pk for (pk,) in tops]),), ("pk",)), None)]
    return [pk for (pk,) in rows]


def nothing() -> Asking[str]:
    yield from ()
    return "没有问"


def test_side_by_side_is_one_by_one(district) -> None:
    kinds = ("government", "town", "army", "no such kind")
    found = alone(side_by_side([*map(of_kind, kinds), *map(below, kinds), nothing()]))
    assert found == [*(alone(of_kind(kind)) for kind in kinds), *(alone(below(kind)) for kind in kinds), "没有问"]
    assert found[0] == list(Unit.objects.filter(kind="government").order_by("pk").values_list("short", flat=True))


def test_as_few_rounds_as_the_longest_takes(district, monkeypatch) -> None:
    rounds = []
    monkeypatch.setattr(together, "answers", lambda asks: rounds.append(len(asks)) or answers(asks))
    within = side_by_side([of_kind("town"), below("government")])
    alone(side_by_side([within, of_kind("army"), below("no such kind")]))
    assert rounds == [4, 1]


def test_what_has_no_shape_and_what_finds_nothing_stand_in_their_places(district) -> None:
    asks = [
        (Select(Unit, ("pk",), (("kind", "town"),), ("pk",)), 3),
        (Select(Unit, ("pk",), (Q(name=F("short")),), ("pk",)), None),
        (Select(Unit, ("pk",), (("pk__in", []),)), 1),
        (Select(Account, ("logged_in_at", "login"), (), ("pk",)), 2),
        (Select(Unit, ("valid_from", "pk"), (("pk__lte", 2**70),), ("pk",)), 2),
    ]
    for _ in range(5):  # the server prepares them meanwhile
        assert answers(asks) == [rows.rows(size) for rows, size in asks]


def test_columns_of_other_sorts_come_back_as_they_are(district, monkeypatch) -> None:
    """Texts, numbers, days, moments and counts, in whatever order; PostgreSQL is asked once or twice for all of them."""
    towns = Select(Unit, ("pk",), (("kind", "town"),))
    counted = statements.UpTo(towns, 2), statements.UpTo(towns, 1000)
    asks = [
        (Select(Unit, ("short", "valid_from", "pk", "path"), (("kind", "town"),), ("pk",)), 3),
        (Select(Account, ("login", "logged_in_at", "pk", "name"), (), ("-pk",)), 2),
        (Select(Account, counted, (("pk__gte", 0),)), 1),
        (Select(Unit, ("valid_to", "degree"), (("kind", "government"),), ("path",)), 4),
        (Select(Unit, ("pk", "valid_to", "name"), (("kind", "no such kind"),)), None),
        (Select(Unit, ("pk", "path", "name", "short", "kind"), (), ("path",)), 100),
    ]
    sent = []
    ask_all = prepared.ask_all
    monkeypatch.setattr(prepared, "ask_all", lambda some: sent.append(len(some)) or ask_all(some))
    for _ in range(5):  # the server prepares them meanwhile
        assert answers(asks) == [rows.rows(size) for rows, size in asks]
    assert answers(asks)[2] == [(2, len(towns.rows()))]
    assert sent[0] <= 2 if connection.vendor == "postgresql" else sent[0] == len(asks)


def test_few_wide_rows_come_in_one_cell_each_and_are_the_same(district, monkeypatch) -> None:
    """Quotes, signs that JSON writes in its own way, line breaks, nothing at all, and the largest number there is."""
    odd = '双拥"办"\\\n一\t二\u2028三，😀'
    columns = ("pk", "name", "parent_id", "path", "duties", "degree", "short")
    wide = Select(Unit, columns, (("kind__in", ("town", "government")),), ("-pk",))
    narrow = Select(Unit, ("pk", "short"), (), ("pk",))
    sent: list[tuple[str, object]] = []
    ask_all = prepared.ask_all
    monkeypatch.setattr(prepared, "ask_all", lambda some: sent.extend(some) or ask_all(some))
    with transaction.atomic():
        Unit.objects.filter(kind="town").update(name=odd, duties="", degree=2**15 - 1)
        for _ in range(5):
            found = answers([(narrow, 60), (wide, 40), (narrow, 60)])
        alone_found = [narrow.rows(60), wide.rows(40), narrow.rows(60)]
        transaction.set_rollback(True)  # the trail knows nothing of it
    assert found == alone_found
    assert any(row[1] == odd for row in found[1])
    assert any(row[2] is None for row in found[1])
    if connection.vendor == "postgresql":
        assert "json_build_array" in sent[0][0]


def test_a_statement_that_fails_fails_all_and_the_connection_goes_on(district) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is asked one by one")
    good = Select(Unit, ("pk",), (("kind", "town"),), ("pk",))
    bad = Select(Unit, ("pk",), (("kind", "town\0"),), ("pk",))
    with pytest.raises((DatabaseError, ValueError)), transaction.atomic():
        answers([(good, 1), (bad, 1), (good, 2)])
    assert answers([(good, 1), (good, 2)]) == [good.rows(1), good.rows(2)]
