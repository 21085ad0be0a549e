"""One condition, one record: the closures and the table give the same answer (the database: tests/catalog)."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from shuangyong.rules.expressions import compile, explain, parse, table, to_text
from shuangyong.rules.expressions.checking import bind, check
from shuangyong.rules.expressions.missing import unknown_names
from shuangyong.rules.expressions.tree import Expr, Type
from shuangyong.rules.expressions.values import reader
from tests.rules.expressions.cast import TODAY, TYPES, conditions, number_values, records

SCHEMA = {
    Type.NUMBER: pl.Float64,
    Type.DATE: pl.Date,
    Type.TEXT: pl.String,
    Type.YES_NO: pl.Boolean,
    Type.LIST: pl.List(pl.String),
}


def cell(record: dict[str, Any], name: str) -> Any:
    """A frame's columns are typed: what is not of the type never gets there."""
    fact = reader(name, TYPES[name])(record)
    return record[name] if TYPES[name] is Type.NUMBER and fact is not None else fact


def frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    columns = {name: [cell(row, name) for row in rows] for name in TYPES}
    schema = {name: pl.Int64 if name == "proofs.result" else SCHEMA[kind] for name, kind in TYPES.items()}
    return pl.DataFrame(columns, schema=schema)


@settings(max_examples=200)
@given(conditions, st.lists(records, min_size=1, max_size=6))
def test_record_and_table_agree(condition: Expr, rows: list[dict[str, Any]]) -> None:
    answer = compile(condition)
    found = frame(rows).with_columns(answer=table(condition, TODAY))["answer"].to_list()
    assert found == [answer(row) for row in rows], to_text(condition)


@settings(max_examples=150)
@given(conditions)
def test_the_text_is_read_back_as_the_same_tree(condition: Expr) -> None:
    text = to_text(condition)
    again = parse(text)
    assert again == condition
    assert to_text(again) == text
    assert check(again, TYPES) is Type.YES_NO


@settings(max_examples=100)
@given(number_values(2))
def test_calculations_too_are_read_back(value: Expr) -> None:
    assert parse(to_text(value)) == value


@settings(max_examples=150)
@given(conditions, records)
def test_the_explanation_comes_to_the_same_result(condition: Expr, record: dict[str, Any]) -> None:
    told = explain(condition, record, {})
    assert told.result is compile(condition)(record)
    assert told.sentences
    lacking = {name for sentence in told.sentences for name in sentence.lacks}
    assert lacking <= unknown_names(condition, record)


@settings(max_examples=100)
@given(conditions, records)
def test_names_without_types_are_taken_as_what_they_look_like(condition: Expr, record: dict[str, Any]) -> None:
    """Where every fact is of its type, binding changes nothing."""
    proper = {name: cell(record, name) for name in TYPES} | {"today": TODAY}
    assert compile(parse(to_text(condition)))(proper) is compile(bind(condition, TYPES))(proper)
