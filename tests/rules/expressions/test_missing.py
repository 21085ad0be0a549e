"""Which facts are worth asking for: each that could settle by itself what is still unknown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from shuangyong.rules.expressions import Type, compile, missing, read
from shuangyong.rules.expressions.tree import Expr
from tests.rules.expressions.cast import DATES, NUMBERS, TEXTS, TYPES, conditions, records

CANDIDATES: dict[Type, list[Any]] = {
    Type.NUMBER: [*NUMBERS, -5, 5, 40],
    Type.DATE: DATES,
    Type.TEXT: TEXTS,
    Type.YES_NO: [True, False],
    Type.LIST: [[], ["甲"], TEXTS],
}


@pytest.mark.parametrize(
    ("text", "facts", "asked"),
    [
        ("amount > 1", {}, {"amount"}),
        ("amount > 1", {"amount": 2}, set()),
        ("amount > 1 and urgent", {}, {"amount", "urgent"}),
        ("amount > 1 and urgent", {"urgent": True}, {"amount"}),
        ("amount > 1 and urgent", {"urgent": False}, set()),
        ("amount > share", {}, set()),
        ("amount > share", {"share": 3}, {"amount"}),
        ("amount > share or urgent", {}, {"urgent"}),
        ("amount is known and urgent", {}, set()),
        ("amount is unknown and urgent", {}, {"amount", "urgent"}),
        ("between(amount, 5, share)", {}, {"amount"}),
        ("between(amount, 5, share)", {"amount": 7}, {"share"}),
        ("(amount > 1 and share > 1) == true", {}, {"amount", "share"}),
        ("amount > 1 and urgent", {"amount": "not a number"}, {"amount", "urgent"}),
    ],
)
def test_facts_that_could_settle_it_alone(text: str, facts: dict[str, Any], asked: set[str]) -> None:
    assert missing(read(text, TYPES), facts) == asked


@settings(max_examples=200)
@given(conditions, records)
def test_no_fact_that_settles_it_is_left_out(condition: Expr, record: dict[str, Any]) -> None:
    answer = compile(condition)
    asked = missing(condition, record)
    if answer(record) is not None:
        assert not asked
        return
    for name, kind in TYPES.items():
        settles = any(answer({**record, name: value}) is not None for value in CANDIDATES[kind])
        unreadable = compile(read(f"{name} is unknown", TYPES))(record)
        if settles and unreadable:
            assert name in asked
