"""What bars a person or a unit is looked for by the case, however much the office did before."""

from __future__ import annotations

import pytest
from django.db import connection

from shuangyong.base.statements import among
from shuangyong.cases.models import StepRow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("whose", "index"), [("account", "step_hands"), ("unit", "step_units")])
def test_the_steps_of_a_hand_and_of_a_unit_are_found_by_the_case(whose: str, index: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by how much there is")
    name, cases = among("case", range(1, 101))
    rows = StepRow.objects.order_by().filter(**{whose: 4, name: cases}).values_list("case_id", "action").distinct()
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:  # noqa: TID251 - the database's own plan
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = "\n".join(line for *_, line in cursor.fetchall())
    assert f"COVERING INDEX {index}" in plan
    assert "case_id=?" in plan
