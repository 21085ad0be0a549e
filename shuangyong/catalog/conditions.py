"""Conditions as database queries: one for what surely meets them, one for what surely does not; the rest is unknown.

    condition = read("deadline < today and proofs.result >= 1", types)
    columns = {"deadline": Column("values", Type.DATE, key="deadline"), "proofs.result": Column("proofs", Type.NUMBER)}
    Case.objects.filter(to_q(condition, columns, today=on).yes)

A count that is no column may be an annotation of the query: its name is then the path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Case, CharField, DateField, F, Q, Value, When

from shuangyong.catalog import condition_sql as sql
from shuangyong.rules.expressions import Expr, ExpressionError, Type, bind
from shuangyong.rules.expressions.checking import type_of
from shuangyong.rules.expressions.problems import unknown_name
from shuangyong.rules.expressions.records import length_of
from shuangyong.rules.expressions.tree import (
    OPPOSITE,
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Known,
    Literal,
    Name,
    Negative,
    Not,
    Or,
    asked,
    plain,
)
from shuangyong.rules.expressions.values import SCALE, literal

_JSON_KINDS = {
    Type.NUMBER: "number",
    Type.TEXT: "text",
    Type.DATE: "date",
    Type.YES_NO: "yes_no",
    Type.LIST: "list",
}


@dataclass(frozen=True, slots=True)
class Column:
    """Where a fact is stored: an ORM path (or annotation) and, inside a JSONField, the key.

    Without a key: whole numbers (±100 万亿), text, DateField, BooleanField, or a JSONField that holds a list.
    With a key: JSON numbers, text, dates as 2026-08-01, true or false, lists of text.
    """

    path: str
    type: Type
    key: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`yes`: rows of which the condition is surely true; `no`: surely false. A row in neither is unknown."""

    yes: Q
    no: Q

    def annotation(self) -> Case:
        """True, False or NULL as a value of each row."""
        outcomes = (When(self.yes, then=Value(True)), When(self.no, then=Value(False)))
        return Case(*outcomes, default=None, output_field=BooleanField())


def to_q(expr: Expr, columns: Mapping[str, Column], today: date | None = None) -> Answer:
    """The checked condition as two queries; ExpressionError at a name that the database does not have."""
    types = {name: column.type for name, column in columns.items()}
    return _Builder(columns, today).answer(bind(expr, types))


@dataclass(frozen=True, slots=True)
class _Number:
    """An SQL number and whether it counts ten-thousandths: whole columns are compared as they are, by their index."""

    sql: Any
    scaled: bool


class _Builder:
    def __init__(self, columns: Mapping[str, Column], today: date | None) -> None:
        self.columns, self.today = columns, today

    # -- conditions

    def answer(self, expr: Expr) -> Answer:
        match expr:
            case And():
                return self.every([self.answer(item) for item in expr.items])
            case Or():
                return opposite(self.every([opposite(self.answer(item)) for item in expr.items]))
            case Not():
                return opposite(self.answer(expr.item))
            case Compare() if (inner := asked(expr)) is not None:
                return self.answer(inner)
            case Compare():
                return Answer(self.compare(expr.sign, expr), self.compare(OPPOSITE[expr.sign], expr))
            case Among():
                return self.among(expr)
            case Known():
                there, absent = (Q(sql.is_null(self.value(expr.item), null=null)) for null in (False, True))
                return Answer(absent, there) if expr.negated else Answer(there, absent)
            case Call():
                return self.function(expr)
        return self.yes_no(expr)

    def every(self, answers: list[Answer]) -> Answer:
        return Answer(reduce(and_, (one.yes for one in answers)), reduce(or_, (one.no for one in answers)))

    def compare(self, sign: str, expr: Compare) -> Q:
        if type_of(expr.left) is not Type.NUMBER:
            return Q(sql.compared(sign, self.value(expr.left), self.value(expr.right)))
        left, right = self.number(expr.left), self.number(expr.right)
        if left.scaled or right.scaled:
            return Q(sql.compared(sign, scaled(left), scaled(right)))
        return Q(sql.compared(sign, left.sql, right.sql))

    def among(self, expr: Among) -> Answer:
        equal = [Compare("==", expr.item, value, place=expr.place) for value in expr.values]
        found = self.answer(Or(tuple(equal)))
        return opposite(found) if expr.negated else found

    def function(self, expr: Call) -> Answer:
        if expr.function == "between":
            return self.answer(plain(expr))
        items, item = map(self.value, expr.items)
        return Answer(*(Q(sql.contains(items, item, inside=inside)) for inside in (True, False)))

    def yes_no(self, expr: Expr) -> Answer:
        if isinstance(expr, Literal):
            always, never = ~Q(pk__in=[]), Q(pk__in=[])
            return Answer(always, never) if expr.value is True else Answer(never, always)
        fact = self.value(expr)
        return Answer(*(Q(sql.compared("==", fact, Value(wanted))) for wanted in (True, False)))

    # -- values

    def value(self, expr: Expr) -> Any:
        """Numbers in ten-thousandths, everything else as it is."""
        if type_of(expr) is Type.NUMBER:
            return scaled(self.number(expr))
        match expr:
            case Literal():
                return constant(expr)
            case Name():
                return self.fact(expr)
            case Arithmetic(right=Call() as span) if by := length_of(span):
                return sql.later(self.value(expr.left), by if expr.sign == "+" else -by)
            case Call(function="min" | "max"):
                return sql.extreme(expr.function, [self.value(item) for item in expr.items], DateField())
        raise ExpressionError("这里不能用于查询。", expr.place)

    def number(self, expr: Expr) -> _Number:
        match expr:
            case Literal(value=Decimal() as value):
                whole = value == value.to_integral_value()
                return _Number(sql.number(int(value) if whole else literal(value)), not whole)
            case Name():
                return _Number(self.fact(expr), bool(self.column(expr).key))
            case Negative():
                return _Number(sql.negative(self.value(expr.item)), scaled=True)
            case Arithmetic(sign="*"):
                return _Number(sql.product(self.value(expr.left), self.value(expr.right)), scaled=True)
            case Arithmetic():
                return _Number(sql.added(expr.sign, self.value(expr.left), self.value(expr.right)), scaled=True)
            case Call():
                return self.calculated(expr)
        raise ExpressionError("这里不能用于查询。", expr.place)

    def calculated(self, expr: Call) -> _Number:
        items = [self.value(item) for item in expr.items]
        match expr.function:
            case "count":
                return _Number(sql.counted(items[0]), scaled=False)
            case "age":
                return _Number(sql.age(*items), scaled=False)
            case "year":
                return _Number(sql.year(items[0]), scaled=False)
        return _Number(sql.extreme(expr.function, items, BigIntegerField()), scaled=True)

    def column(self, expr: Name) -> Column:
        if expr.name not in self.columns:
            raise unknown_name(expr.name, self.columns, "可以用来查询的名称", expr.place)
        return self.columns[expr.name]

    def fact(self, expr: Name) -> Any:
        if expr.name == "today" and self.today is not None:
            return sql.day(self.today)
        column = self.column(expr)
        if column.key:
            return sql.json_value(column.path, column.key, _JSON_KINDS[column.type])
        return sql.json_column(column.path) if column.type is Type.LIST else F(column.path)


def scaled(number: _Number) -> Any:
    return number.sql if number.scaled else sql.times(number.sql, SCALE)


def constant(expr: Literal) -> Any:
    if isinstance(expr.value, date):
        return sql.day(expr.value)
    return Value(expr.value, output_field=CharField())


def opposite(answer: Answer) -> Answer:
    return Answer(answer.no, answer.yes)
