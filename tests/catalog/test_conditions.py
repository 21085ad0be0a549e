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
from shuangyong.rules.expressions import ExpressionError, Type, compile, read, to_text
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


KEYS = {"share": "占比 %"}
"""A key need not be a name of the language."""
PLACES = {
    name: Column("proofs" if name == "proofs.result" else name, kind)
    if name in COLUMNS
    else Column("values", kind, KEYS.get(name, name))
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
    inside = {KEYS.get(name, name): value for name, value in record.items() if name in TYPES and name not in COLUMNS}
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
@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(conditions, st.lists(records, min_size=1, max_size=6))
def test_record_and_database_agree(condition: Expr, rows: list[dict[str, Any]]) -> None:
    Matter.objects.all().delete()
    Matter.objects.bulk_create([stored(row) for row in rows])
    answer = compile(condition)
    assert answers(condition) == [answer(row) for row in rows], to_text(condition)


def read_of(text: str) -> Expr:
    return read(text, TYPES)


@pytest.mark.django_db
def test_a_row_is_met_not_met_or_neither() -> None:
    """Of three matters one is in time, one is late, of one nobody knows the deadline."""
    in_time, late, open_ended = (
        Matter.objects.create(values=values) for values in ({"deadline": "2026-09-01"}, {"deadline": "2026-07-01"}, {})
    )
    asked = to_q(read_of("deadline >= today"), PLACES, TODAY)
    assert list(Matter.objects.filter(asked.yes)) == [in_time]
    assert list(Matter.objects.filter(asked.no)) == [late]
    assert answers(read_of("deadline is unknown")) == [False, False, True]
    assert open_ended.pk not in Matter.objects.filter(asked.yes | asked.no).values_list("pk", flat=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "((amount * share) * (share * amount)) * ((amount * share) * (share * amount)) >= 0",
        "today < ((deadline + months(1)) - years(2)) + months(13)",
        "(((((((today < ((deadline + months(1)) - years(2)) + months(13) or urgent) and checked) or urgent) and checked))))",
        "max(min(amount, share, 5), proofs.result) * max(amount, share) > 0.0001",
        "1 > share - (share - (share - (share - (share - (share - (share - (share - amount)))))))",
        " and ".join(["(amount + share > 1 or place != 'x')"] * 12),
        " + ".join(["amount"] * 63) + " > 3",
        "1 > share - (share * min(amount, share * amount))",
        "(" * 9 + "amount" + ")" * 9 + " in [1, 2, -3.5]",
    ],
)
def test_the_largest_conditions_the_language_allows_are_answered(text: str) -> None:
    rows: list[dict[str, Any]] = [
        {"amount": 3, "share": 0.5, "deadline": "2026-01-31", "opened_on": date(2026, 2, 28), "proofs.result": 1},
        {"amount": 99999, "share": -12345.6789, "place": "x"},
        {},
    ]
    Matter.objects.bulk_create([stored(row) for row in rows])
    condition = read_of(text)
    assert answers(condition) == [compile(condition)({**row, "today": TODAY}) for row in rows]


@pytest.mark.django_db
def test_whatever_stands_in_the_json_no_query_fails() -> None:
    values = [None, True, "", "abc", "9999-99-99", 10**40, -1.5, [], [1, None, "甲"], {"a": {}}, "2026-02-29"]
    rows: list[dict[str, Any]] = [{name: value for name in TYPES if name not in COLUMNS} for value in values]
    Matter.objects.bulk_create([stored(row) for row in rows])
    for text in [
        "amount + share > 1",
        "deadline + months(1) > today",
        "place == '甲'",
        "urgent",
        "contains(towns, '甲')",
        "count(towns) == 3",
    ]:
        condition = read_of(text)
        assert answers(condition) == [compile(condition)({**row, "today": TODAY}) for row in rows], text


@pytest.mark.django_db
def test_a_count_may_be_an_annotation() -> None:
    Matter.objects.bulk_create([Matter(values={"amount": 1}), Matter(values={"amount": 2})])
    counted = Matter.objects.annotate(doubled=models.F("pk") * 0 + models.Value(2))
    asked = to_q(read_of("proofs.result == amount"), {**PLACES, "proofs.result": Column("doubled", Type.NUMBER)})
    assert [row.values["amount"] for row in counted.filter(asked.yes)] == [2]
    assert [row.values["amount"] for row in counted.filter(asked.no)] == [1]


def test_a_name_the_database_does_not_have_is_told_with_its_place() -> None:
    with pytest.raises(ExpressionError) as told:
        to_q(read_of("urgent and deadline < today"), {"urgent": PLACES["urgent"]}, TODAY)
    assert told.value.position == len("urgent and ") + 1
    assert "没有“deadline”这个可以用来查询的名称" in str(told.value)


def test_a_whole_column_is_compared_as_it_stands_so_that_an_index_serves() -> None:
    asked = to_q(read_of("proofs.result >= 2 and opened_on < today"), PLACES, TODAY)
    query = str(Matter.objects.filter(asked.yes).query).replace('"', "")
    assert "(condition_tests_matter.proofs >= 2)" in query
    assert "(condition_tests_matter.opened_on < " in query
