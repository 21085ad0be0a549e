"""The facts of the tests' one kind of case, and generators of well-typed conditions and of records good and bad."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from shuangyong.rules.expressions.tree import (
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Expr,
    Known,
    Literal,
    Name,
    Negative,
    Not,
    Or,
    Type,
)

TYPES = {
    "amount": Type.NUMBER,  # in JSON, as are all that are not said to be columns
    "share": Type.NUMBER,
    "proofs.result": Type.NUMBER,  # a whole column
    "deadline": Type.DATE,
    "opened_on": Type.DATE,  # a column
    "place": Type.TEXT,
    "stage": Type.TEXT,  # a column
    "urgent": Type.YES_NO,
    "checked": Type.YES_NO,  # a column
    "towns": Type.LIST,
    "topics": Type.LIST,  # a column
}
COLUMNS = frozenset({"proofs.result", "opened_on", "stage", "checked", "topics"})
TODAY = date(2026, 8, 1)

# -- values

TEXTS = [
    "",
    "甲",
    "青禾镇",
    "doing",
    'a"b',
    "a\\b",
    "it's",
    "%s %d {0}",
    "𠮷",
    "é",
    "e\u0301",
    "1",
    "true",
    "2026-08-01",
    " 甲",
]
DATES = [date.min, date.max, date(2024, 2, 29), date(2026, 1, 31), date(2026, 2, 28), TODAY, date(1900, 2, 28)]
NUMBERS = [
    0,
    1,
    -1,
    2,
    0.5,
    0.1,
    0.3,
    0.0001,
    -0.0001,
    99.9999,
    10**13,
    -(10**13),
    123456789012.3456,
    3e9,
]
HOSTILE_NUMBERS = [0.00005, -0.00005, 1.00015, 10**13 + 1, 10**30, -(10**30), 1e300, 5e-324, 0.1 + 0.2, 2.67455]
HOSTILE_DATES = [
    "2026-02-30",
    "2026-8-1",
    "0000-01-01",
    "-2026-01-01",
    "２０２６-01-01",
    "20260801",
    "2026-08-01T00:00",
    "9999-13-01",
    "2026-08-01\n",
]

texts = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=4)
days = st.sampled_from(DATES) | st.dates()
numbers: st.SearchStrategy[Any] = (
    st.sampled_from(NUMBERS)
    | st.integers(-3, 40)
    | st.integers(-(10**13), 10**13)
    | st.integers(-(10**9), 10**9).map(lambda whole: whole / 10_000)
)
_GOOD: dict[Type, st.SearchStrategy[Any]] = {
    Type.NUMBER: numbers | st.sampled_from(HOSTILE_NUMBERS),
    Type.DATE: days.map(date.isoformat) | st.sampled_from(HOSTILE_DATES),
    Type.TEXT: texts,
    Type.YES_NO: st.booleans(),
    Type.LIST: st.lists(texts, max_size=3),
}
_JUNK: st.SearchStrategy[Any] = st.sampled_from([None, None, None, True, "甲", 7, ["甲"], {"a": 1}])
_IN_COLUMNS: dict[str, st.SearchStrategy[Any]] = {
    "proofs.result": st.none() | st.integers(0, 4) | st.sampled_from([2**31 - 1, -(2**31)]),
    "opened_on": st.none() | days,
    "stage": st.none() | texts,
    "checked": st.none() | st.booleans(),
    "topics": st.none() | _GOOD[Type.LIST],
}


def fact(name: str) -> st.SearchStrategy[Any]:
    if name in COLUMNS:
        return _IN_COLUMNS[name]
    return _GOOD[TYPES[name]] | _GOOD[TYPES[name]] | _JUNK


records: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"today": st.just(TODAY), **{name: fact(name) for name in COLUMNS}},
    optional={name: fact(name) for name in TYPES if name not in COLUMNS},
)

# -- conditions


def of_type(kind: Type) -> st.SearchStrategy[Expr]:
    return st.sampled_from([Name(name, found) for name, found in TYPES.items() if found is kind])


def number_literal(value: Any) -> Literal:
    return Literal(min(max(round(Decimal(str(value)), 4), Decimal(-(10**13))), Decimal(10**13)), Type.NUMBER)


number_literals = numbers.map(number_literal)
day_literals = days.map(lambda value: Literal(value, Type.DATE))
text_literals = texts.map(lambda value: Literal(value, Type.TEXT))
lengths = st.one_of(
    st.tuples(st.just("days"), st.sampled_from([0, 1, 30, 365, 366_000])),
    st.tuples(st.just("months"), st.sampled_from([0, 1, 6, 12, 13, 12_000])),
    st.tuples(st.just("years"), st.sampled_from([0, 1, 4, 1_000])),
).map(lambda pair: Call(pair[0], (Literal(Decimal(pair[1]), Type.NUMBER),)))


@cache
def number_values(depth: int) -> st.SearchStrategy[Expr]:
    return st.deferred(lambda: _number_values(depth))


@cache
def day_values(depth: int) -> st.SearchStrategy[Expr]:
    return st.deferred(lambda: _day_values(depth))


def _number_values(depth: int) -> st.SearchStrategy[Expr]:
    leaves = of_type(Type.NUMBER) | number_literals
    if not depth:
        return leaves
    inner, day = number_values(depth - 1), day_values(depth - 1)
    return st.one_of(
        leaves,
        st.builds(Arithmetic, st.sampled_from("+-*"), inner, inner),
        st.builds(Negative, inner),
        st.builds(Call, st.sampled_from(["min", "max"]), st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Call, st.just("age"), st.tuples(day, day)),
        st.builds(Call, st.just("year"), st.tuples(day)),
        st.builds(Call, st.just("count"), st.tuples(of_type(Type.LIST))),
    )


def _day_values(depth: int) -> st.SearchStrategy[Expr]:
    leaves = of_type(Type.DATE) | st.just(Name("today", Type.DATE)) | day_literals
    if not depth:
        return leaves
    inner = day_values(depth - 1)
    return st.one_of(
        leaves,
        st.builds(Arithmetic, st.sampled_from("+-"), inner, lengths),
        st.builds(Call, st.sampled_from(["min", "max"]), st.lists(inner, min_size=2, max_size=3).map(tuple)),
    )


def comparisons(depth: int) -> st.SearchStrategy[Expr]:
    number, day, text = number_values(depth), day_values(depth), of_type(Type.TEXT) | text_literals
    order = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    return st.one_of(
        st.builds(Compare, order, number, number),
        st.builds(Compare, order, day, day),
        st.builds(Compare, st.sampled_from(["==", "!="]), text, text),
        st.builds(Call, st.just("between"), st.tuples(number, number, number) | st.tuples(day, day, day)),
        st.builds(Call, st.just("contains"), st.tuples(of_type(Type.LIST), text)),
        among(number, number_literals),
        among(day, day_literals),
        among(text, text_literals),
        st.builds(Known, st.sampled_from([Name(name, kind) for name, kind in TYPES.items()]), st.booleans()),
        of_type(Type.YES_NO),
        st.booleans().map(lambda value: Literal(value, Type.YES_NO)),
    )


def among(item: st.SearchStrategy[Expr], values: st.SearchStrategy[Literal]) -> st.SearchStrategy[Expr]:
    return st.builds(Among, item, st.lists(values, min_size=1, max_size=3).map(tuple), st.booleans())


def _joined(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    literal = st.booleans().map(lambda value: Literal(value, Type.YES_NO))
    return st.one_of(
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Not, inner),
        st.builds(Compare, st.sampled_from(["==", "!="]), inner, literal),
    )


conditions = st.recursive(comparisons(2), _joined, max_leaves=5)
