"""Back end for a table: a polars expression that gives true, false or null for every row.

The frame has a column for every name the expression reads: numbers (whole or floating), pl.String, pl.Date,
pl.Boolean, pl.List(pl.String). polars is loaded by the first use, not by importing the rules.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

from shuangyong.rules.expressions.checking import type_of
from shuangyong.rules.expressions.problems import ExpressionError
from shuangyong.rules.expressions.records import SIGNS, closure, length_of
from shuangyong.rules.expressions.tree import (
    TURNED,
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Expr,
    Known,
    Name,
    Negative,
    Not,
    Or,
    Type,
    names,
    plain,
)
from shuangyong.rules.expressions.values import BOUND, LARGEST, SCALE, Length, threshold

if TYPE_CHECKING:
    import polars as pl

_WORK: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub}


def table(expr: Expr, today: date | None = None) -> pl.Expr:
    """The bound condition (`read`) over a frame; `today` is the day where the frame has no such column."""
    import polars as pl

    found: pl.Expr = _Table(pl, today).of(expr)
    return found


class _Table:
    """Numbers are 64-bit ten-thousandths, a product 128-bit until it is rounded."""

    def __init__(self, pl: Any, today: date | None) -> None:
        self.pl, self.today = pl, today

    def of(self, expr: Expr) -> Any:
        if self.constant(expr):
            return self.pl.lit(closure(expr)({"today": self.today}), dtype=self.kind(expr))
        match expr:
            case Name():
                return self.fact(expr)
            case And():
                return reduce(operator.and_, map(self.of, expr.items))
            case Or():
                return reduce(operator.or_, map(self.of, expr.items))
            case Not():
                return ~self.of(expr.item)
            case Compare():
                return self.compare(expr)
            case Among():
                found = reduce(operator.or_, (self.of(Compare("==", expr.item, value)) for value in expr.values))
                return ~found if expr.negated else found
            case Known():
                fact = self.of(expr.item)
                return fact.is_null() if expr.negated else fact.is_not_null()
            case Negative():
                return -self.of(expr.item)
            case Arithmetic():
                return self.arithmetic(expr)
            case Call():
                return self.call(expr)
        raise TypeError(type(expr).__name__)

    def constant(self, expr: Expr) -> bool:
        """Nothing in it differs from row to row: calculated beforehand, as polars is not sure of its length."""
        return names(expr) <= ({"today"} if self.today is not None else set())

    def kind(self, expr: Expr) -> Any:
        pl = self.pl
        kinds = {Type.NUMBER: pl.Int64, Type.TEXT: pl.String, Type.DATE: pl.Date, Type.YES_NO: pl.Boolean}
        return kinds[type_of(expr) or Type.YES_NO]

    def fact(self, expr: Name) -> Any:
        column = self.column(expr)
        return self.number(column) if expr.type is Type.NUMBER else column

    def column(self, expr: Name) -> Any:
        if expr.type is None:
            raise ExpressionError(f"不知道“{expr.name}”是哪一类。", expr.place, "请先用 read 说明各名称的类型。")
        return self.pl.col(expr.name)

    def number(self, column: Any) -> Any:
        """The steps of `values.scaled`, column by column."""
        pl = self.pl
        value = column.cast(pl.Float64)
        value = pl.when(value.is_between(-LARGEST, LARGEST)).then(value)
        whole = value.cast(pl.Int64)
        rest = ((value - whole.cast(pl.Float64)).abs() * 10000.0 + 0.5).cast(pl.Int64)
        return whole * SCALE + pl.when(value >= 0).then(rest).otherwise(-rest)

    def limited(self, value: Any) -> Any:
        return self.pl.when(value.is_between(-BOUND, BOUND)).then(value).cast(self.pl.Int64)

    def compare(self, expr: Compare) -> Any:
        """A constant stands on the right: polars 2.1 answers one row where it is compared with a column all alike."""
        left, right, sign = expr.left, expr.right, expr.sign
        if self.constant(left):
            left, right, sign = right, left, TURNED[sign]
        if isinstance(left, Name) and left.type is Type.NUMBER and self.constant(right):
            return self.compare_number(sign, self.column(left), closure(right)({"today": self.today}))
        return SIGNS[sign](self.of(left), self.of(right))

    def compare_number(self, sign: str, column: Any, number: int | None) -> Any:
        """The commonest of all, by where the numbers that count as `number` begin and end."""
        if number is None:
            return self.pl.lit(None, dtype=self.pl.Boolean)
        value = column.cast(self.pl.Float64)
        begin, end = threshold(number), threshold(number + 1)
        match sign:
            case "<" | ">=":
                found = value < begin if sign == "<" else value >= begin
            case "<=" | ">":
                found = value < end if sign == "<=" else value >= end
            case _:
                found = (value >= begin) & (value < end)
        return self.pl.when(value.is_between(-LARGEST, LARGEST)).then(~found if sign == "!=" else found)

    def arithmetic(self, expr: Arithmetic) -> Any:
        left = self.of(expr.left)
        if isinstance(expr.right, Call) and (by := length_of(expr.right)):
            return self.later(left, by if expr.sign == "+" else -by)
        right = self.of(expr.right)
        return self.product(left, right) if expr.sign == "*" else _WORK[expr.sign](left, right)

    def product(self, left: Any, right: Any) -> Any:
        wide = self.pl.Int128
        exact = left.cast(wide) * right.cast(wide)
        rounded = self.limited((exact.abs() + SCALE // 2) // SCALE)
        return self.pl.when(exact >= 0).then(rounded).otherwise(-rounded)

    def later(self, day: Any, by: Length) -> Any:
        moved = day.dt.offset_by(f"{by.number}{'d' if by.unit == 'days' else 'mo'}")
        return self.pl.when(moved.is_between(date.min, date.max)).then(moved)

    def call(self, expr: Call) -> Any:
        if expr.function == "between":
            return self.of(plain(expr))
        items = list(map(self.of, expr.items))
        match expr.function:
            case "count":
                return items[0].list.len().cast(self.pl.Int64) * SCALE
            case "contains":
                return self.strict(items, items[0].list.contains(items[1]))
            case "min" | "max":
                choose = self.pl.min_horizontal if expr.function == "min" else self.pl.max_horizontal
                return self.strict(items, choose(items))
            case "age":
                return (digits(items[1]) - digits(items[0])) // 10000 * SCALE
            case "year":
                return items[0].dt.year().cast(self.pl.Int64) * SCALE
        raise ExpressionError(f"{expr.function} 不能单独使用。", expr.place)

    def strict(self, items: list[Any], value: Any) -> Any:
        """Unknown as soon as one of the items is."""
        return self.pl.when(self.pl.all_horizontal([item.is_not_null() for item in items])).then(value)


def digits(day: Any) -> Any:
    """20260801 of a date: the difference of two, cut to ten-thousands, is the full years between them."""
    return (day.dt.year().cast(int) * 10000) + day.dt.month().cast(int) * 100 + day.dt.day().cast(int)
