"""On PostgreSQL a statement that is kept is prepared once by its connection, whatever values and however many follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from shuangyong.base import by_name, statements
from shuangyong.base.organisation.models import Unit
from shuangyong.base.statements import Part, Select, among
from tests.base.organisation.conftest import TODAY

pytestmark = pytest.mark.django_db
ODD = r"100%, 50%% of '甲' \%s"


class Odd(Part):
    """A column with a text that belongs to the shape."""

    key = "odd"

    def built(self, *values) -> Concat:
        return Concat("short", Value(ODD))


@pytest.fixture
def anew():
    statements._kept.clear()
    yield
    statements._kept.clear()


def prepared_names() -> list[str]:
    with connection.cursor() as cursor:  # noqa: TID251 - the database's own list
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE NOT from_sql")
        return [text for (text,) in cursor.fetchall()]


def test_texts_of_the_shape_come_back_as_they_are(district, anew) -> None:
    """Signs that mean something to either driver or database."""
    for kind in ("town", "army", "town", "village", "town"):
        found = Select(Unit, ("short", Odd()), (("kind", kind),), ("pk",)).rows()
        assert found == [(short, short + ODD) for (short, _) in found]
        assert len(found) == Unit.objects.filter(kind=kind).count()


def test_numbers_of_any_size_and_lists_of_any_length(district) -> None:
    keys = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    for some in (keys, keys[:1], keys[1:4], [*keys[:2], 2**40], [2**63 - 1], [-1]):
        found = Select(Unit, ("pk",), (among("pk", some),), ("pk",)).rows()
        assert [pk for (pk,) in found] == [pk for pk in keys if pk in some]
    for degree in (0, 1, 2**20, 2**40, 2**62, -(2**40)):
        found = Select(Unit, ("pk",), (("degree__lte", degree),), ("pk",)).rows()
        assert len(found) == Unit.objects.filter(degree__lte=degree).count()
    for far in (2**63, -(2**70)):
        assert Select(Unit, ("pk",), (("pk", far),), ("pk",)).rows() == []


def test_one_prepared_statement_serves_all_values(district, anew) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its statements itself")
    before = len(prepared_names())
    keys = list(Unit.objects.values_list("pk", flat=True))
    for at in range(1, 9):
        day = TODAY - timedelta(at)
        Select(Unit, ("name",), (among("pk", keys[:at]), ("valid_from__lte", day), ("kind", "town")), ("path",)).rows()
        Select(Unit, ("name",), (("pk", 10 ** (at * 2)),)).rows()
    assert len(prepared_names()) == before + 2


def test_it_is_counted_and_shown_as_any_other(district) -> None:
    with CaptureQueriesContext(connection) as made:
        for _ in range(5):
            Select(Unit, ("name",), (("kind", "town"),), ("path",)).rows(2)
    assert [one["sql"].count("town") for one in made.captured_queries] == [1] * 5


def of_kind(kind: str) -> list[tuple]:
    return Select(Unit, ("short",), (("kind", kind),), ("pk",)).rows()


def test_no_more_are_kept_than_a_connection_may(district, anew, monkeypatch) -> None:
    """The one that was asked longest ago goes, and is prepared anew when it is asked again."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its statements itself")
    monkeypatch.setattr(by_name, "PREPARED", 2)
    shapes = [Select(Unit, columns, (("kind", "town"),), ("pk",)) for columns in (("pk",), ("short",), ("path",))]
    for _ in range(2):
        for shape in shapes:
            assert [len(shape.rows()) for _ in range(5)] == [4] * 5
    assert len(prepared_names()) == 2


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_and_at_the_beginning_of_one(transactional_db) -> None:
    """The driver opens its transactions itself: what is asked first in one does not slip out before it."""
    for _ in range(6):
        assert of_kind("town") == []
    with transaction.atomic():
        assert of_kind("town") == []
        Unit.objects.create(name="试镇人民政府", short="试镇", kind="town", path="1", valid_from=TODAY)
        assert of_kind("town") == [("试镇",)]
        transaction.set_rollback(True)
    assert of_kind("town") == []


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_after_a_statement_failed_and_after_a_table_changed(transactional_db, anew) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite prepares anew by itself")
    for _ in range(6):
        of_kind("town")
    with pytest.raises((DatabaseError, ValueError)):
        of_kind("town\0")
    assert of_kind("town") == []
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE organisation_unit ALTER COLUMN short TYPE varchar(41)")
    try:
        with pytest.raises(DatabaseError, match="cached plan"):
            of_kind("town")
        assert of_kind("town") == []
    finally:
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE organisation_unit ALTER COLUMN short TYPE varchar(40)")


def test_behind_a_pool_nothing_is_prepared(district, anew, monkeypatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no pool")
    before = prepared_names()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    for _ in range(6):
        assert len(of_kind("town")) == 4
    assert prepared_names() == before
