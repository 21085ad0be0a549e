"""The same condition as two queries, on whichever database the suite runs on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuangyong.catalog.conditions import Column, to_q
from shuangyong.rules.expressions import compile, to_text
from shuangyong.rules.expressions.tree import Expr
from tests.rules.expressions.cast import COLUMNS, TODAY, TYPES, conditions, records


class Matter(models.Model):
    """One case as a table holds it: what lists sort by in columns, the rest in JSON."""

    values = models.JSONField(default=dict)
    proofs = models.IntegerField(null=True)
    opened_on = models.DateField(null=True)
    stage = models.CharField(null=True)
    checked = models.BooleanField(null=True)
    topics = models.JSONField(null=True)

    class Meta:
        app_label = "condition_tests"


PLACES = {
    name: Column("proofs" if name == "proofs.result" else name, kind)
    if name in COLUMNS
    else Column("values", kind, name)
    for name, kind in TYPES.items()
}


@pytest.fixture(scope="module", autouse=True)
def _matters(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The table stands outside the tests' transactions, since SQLite changes no schema within one."""
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Matter)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Matter)


def stored(record: dict[str, Any]) -> Matter:
    inside = {name: value for name, value in record.items() if name in TYPES and name not in COLUMNS}
    columns = {PLACES[name].path: record.get(name) for name in COLUMNS}
    return Matter(values=inside, **columns)


def answers(condition: Expr, today: date = TODAY) -> list[bool | None]:
    """Of every row, in the order they were stored."""
    asked = to_q(condition, PLACES, today)
    found = list(Matter.objects.order_by("pk").annotate(answer=asked.annotation()).values_list("pk", "answer"))
    assert set(Matter.objects.filter(asked.yes).values_list("pk", flat=True)) == {
        pk for pk, one in found if one is True
    }
    assert set(Matter.objects.filter(asked.no).values_list("pk", flat=True)) == {
        pk for pk, one in found if one is False
    }
    return [one for _, one in found]


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(conditions, st.lists(records, min_size=1, max_size=6))
def test_record_and_database_agree(condition: Expr, rows: list[dict[str, Any]]) -> None:
    Matter.objects.all().delete()
    Matter.objects.bulk_create([stored(row) for row in rows])
    answer = compile(condition)
    assert answers(condition) == [answer(row) for row in rows], to_text(condition)
