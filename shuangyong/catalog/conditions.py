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

from django.db.models import BooleanField, Case, CharField, F, Q, Value, When

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
from shuangyong.rules.expressions.values import SCALE, Length, literal


@dataclass(frozen=True, slots=True)
class Column:
    """Where a fact is stored: an ORM path (or annotation) and, inside a JSONField, the key.

    Without a key: whole numbers (up to ±LARGEST), text, DateField, BooleanField, or a JSONField that holds a list.
    With a key: JSON numbers, text, dates as 2026-08-01, true or false, lists of text. A key holds no quotation mark
    and no backslash, which SQLite could not find.
    """

    path: str
    type: Type
    key: str = ""

    def __post_init__(self) -> None:
        if set(self.key) & set('"\\'):
            raise ValueError(self.key)


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
class _Sql:
    """A value, the guards it counts under, and whether it is a number in ten-thousandths.

    Whole columns are not: they are compared as they stand, so that an index serves.
    """

    sql: Any
    guards: tuple[Any, ...] = ()
    scaled: bool = False

    def in_scale(self) -> Any:
        return self.sql if self.scaled else sql.times(self.sql, SCALE)


class _Builder:
    def __init__(self, columns: Mapping[str, Column], today: date | None) -> None:
        self.columns, self.today = columns, today

    # -- conditions

    def answer(self, expr: Expr) -> Answer:
        match expr:
            case And():
                return every([self.answer(item) for item in expr.items])
            case Or():
                return opposite(every([opposite(self.answer(item)) for item in expr.items]))
            case Not():
                return opposite(self.answer(expr.item))
            case Compare() if (inner := asked(expr)) is not None:
                return self.answer(inner)
            case Compare():
                return Answer(*(self.compare(sign, expr) for sign in (expr.sign, OPPOSITE[expr.sign])))
            case Among():
                return self.among(expr)
            case Known():
                answer = Answer(*(Q(self.known(expr.item, known=known)) for known in (True, False)))
                return opposite(answer) if expr.negated else answer
            case Call():
                return self.function(expr)
        return self.yes_no(expr)

    def compare(self, sign: str, expr: Compare) -> Q:
        left, right = self.value(expr.left), self.value(expr.right)
        scaled = left.scaled or right.scaled
        sides = (left.in_scale(), right.in_scale()) if scaled else (left.sql, right.sql)
        return guarded(sql.compared(sign, *sides), left, right)

    def among(self, expr: Among) -> Answer:
        """Equality with each, joined by or; a single value stands for itself."""
        each = [self.answer(Compare("==", expr.item, value, place=expr.place)) for value in expr.values]
        found = opposite(every([opposite(one) for one in each]))
        return opposite(found) if expr.negated else found

    def known(self, expr: Name, *, known: bool) -> Any:
        if self.is_given(expr):
            return sql.is_null(sql.day(self.today or date.min), null=not known)
        column = self.column(expr)
        if column.key:
            return sql.json_known(column.path, column.key, column.type, known=known)
        if column.type is Type.LIST:
            return sql.list_guard(column.path, known=known)
        return sql.is_null(F(column.path), null=not known)

    def function(self, expr: Call) -> Answer:
        if expr.function == "between":
            return self.answer(plain(expr))
        items, item = map(self.value, expr.items)
        found = (sql.contains(items.sql, item.sql, inside=inside) for inside in (True, False))
        return Answer(*(guarded(one, items, item) for one in found))

    def yes_no(self, expr: Expr) -> Answer:
        if isinstance(expr, Literal):
            always, never = ~Q(pk__in=[]), Q(pk__in=[])
            return Answer(always, never) if expr.value is True else Answer(never, always)
        fact = self.value(expr)
        return Answer(*(guarded(sql.compared("==", fact.sql, Value(wanted)), fact) for wanted in (True, False)))

    # -- values

    def value(self, expr: Expr) -> _Sql:
        match expr:
            case Literal():
                return constant(expr)
            case Name():
                return self.fact(expr)
            case Negative():
                item = self.value(expr.item)
                return _Sql(sql.negative(item.in_scale()), item.guards, scaled=True)
            case Arithmetic(right=Call() as span) if by := length_of(span):
                return self.later(expr, by if expr.sign == "+" else -by)
            case Arithmetic(sign="*"):
                left, right = self.value(expr.left), self.value(expr.right)
                found = sql.product(left.in_scale(), right.in_scale())
                return _Sql(found, (*left.guards, *right.guards, sql.within(found)), scaled=True)
            case Arithmetic():
                return self.total(expr)
            case Call():
                return self.calculated(expr)
        raise ExpressionError("这里不能用于查询。", expr.place)

    def later(self, expr: Arithmetic, by: Length) -> _Sql:
        item = self.value(expr.left)
        found = sql.later(item.sql, by)
        return _Sql(found, (*item.guards, sql.a_day(found)))

    def total(self, expr: Expr) -> _Sql:
        signs: list[str] = []
        terms: list[_Sql] = []
        while isinstance(expr, Arithmetic) and expr.sign != "*":
            signs.insert(0, expr.sign)
            terms.insert(0, self.value(expr.right))
            expr = expr.left
        terms.insert(0, self.value(expr))
        found = sql.total(["+", *signs], [term.in_scale() for term in terms])
        return _Sql(found, tuple(guard for term in terms for guard in term.guards), scaled=True)

    def calculated(self, expr: Call) -> _Sql:
        items = [self.value(item) for item in expr.items]
        guards = tuple(guard for item in items for guard in item.guards)
        match expr.function:
            case "count":
                return _Sql(sql.counted(items[0].sql), guards)
            case "age":
                return _Sql(sql.age(items[0].sql, items[1].sql), guards)
            case "year":
                return _Sql(sql.year(items[0].sql), guards)
        kind = type_of(expr) or Type.NUMBER
        operands = [item.in_scale() if kind is Type.NUMBER else item.sql for item in items]
        there = tuple(sql.is_null(operand, null=False) for operand in operands)
        return _Sql(sql.extreme(expr.function, operands, kind), (*guards, *there), scaled=kind is Type.NUMBER)

    # -- facts

    def is_given(self, expr: Name) -> bool:
        return expr.name == "today" and self.today is not None

    def column(self, expr: Name) -> Column:
        if expr.name not in self.columns:
            raise unknown_name(expr.name, self.columns, "可以用来查询的名称", expr.place)
        return self.columns[expr.name]

    def fact(self, expr: Name) -> _Sql:
        if expr.name == "today" and self.today is not None:
            return _Sql(sql.day(self.today))
        column = self.column(expr)
        if column.key:
            found = sql.json_value(column.path, column.key, column.type)
            guard = sql.json_guard(column.path, column.key, column.type)
            return _Sql(found, (guard,), scaled=column.type is Type.NUMBER)
        return _Sql(F(column.path), (sql.list_guard(column.path),) if column.type is Type.LIST else ())


def constant(expr: Literal) -> _Sql:
    if isinstance(expr.value, Decimal):
        whole = expr.value == expr.value.to_integral_value()
        return _Sql(sql.number(int(expr.value) if whole else literal(expr.value)), scaled=not whole)
    if isinstance(expr.value, date):
        return _Sql(sql.day(expr.value))
    return _Sql(Value(expr.value, output_field=CharField()))


def guarded(found: Any, *values: _Sql) -> Q:
    guards = dict.fromkeys(guard for value in values for guard in value.guards)
    return Q(*guards, found)


def every(answers: list[Answer]) -> Answer:
    return Answer(reduce(and_, (one.yes for one in answers)), reduce(or_, (one.no for one in answers)))


def opposite(answer: Answer) -> Answer:
    return Answer(answer.no, answer.yes)
