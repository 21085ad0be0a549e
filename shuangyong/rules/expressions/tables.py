"""Back end for a table: a polars expression that gives true, false or null for every row.

The frame has a column for every name the expression reads: numbers (whole or floating), pl.String, pl.Date,
pl.Boolean, pl.List(pl.String). polars is loaded by the first use, not by importing the rules.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Any

from shuangyong.rules.expressions.problems import ExpressionError
from shuangyong.rules.expressions.records import SIGNS, length_of
from shuangyong.rules.expressions.tree import (
    TURNED,
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
    plain,
)
from shuangyong.rules.expressions.values import BOUND, LARGEST, SCALE, Length, literal

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
        match expr:
            case Literal():
                return self.constant(expr)
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
                found = reduce(operator.or_, (self.of(expr.item) == self.of(value) for value in expr.values))
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

    def constant(self, expr: Literal) -> Any:
        if isinstance(expr.value, Decimal):
            return self.pl.lit(literal(expr.value), dtype=self.pl.Int64)
        return self.pl.lit(expr.value)

    def fact(self, expr: Name) -> Any:
        if expr.name == "today" and self.today is not None:
            return self.pl.lit(self.today)
        if expr.type is None:
            raise ExpressionError(
                f"不知道“{expr.name}”是哪一类。", expr.place, "请先用 read 或 bind 说明各名称的类型。"
            )
        column = self.pl.col(expr.name)
        return self.number(column) if expr.type is Type.NUMBER else column

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
        left, right, sign = self.of(expr.left), self.of(expr.right), expr.sign
        if not left.meta.root_names():
            left, right, sign = right, left, TURNED[sign]
        return SIGNS[sign](left, right)

    def arithmetic(self, expr: Arithmetic) -> Any:
        left = self.of(expr.left)
        if isinstance(expr.right, Call) and (by := length_of(expr.right)):
            return self.later(left, by if expr.sign == "+" else -by)
        right = self.of(expr.right)
        return self.product(left, right) if expr.sign == "*" else self.limited(_WORK[expr.sign](left, right))

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
