"""Static types: an expression that passes never meets a value it cannot work with."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal

from shuangyong.rules.expressions.functions import FUNCTIONS, LENGTHS, ORDERED, Function
from shuangyong.rules.expressions.parsing import parse
from shuangyong.rules.expressions.problems import ExpressionError, unknown_name
from shuangyong.rules.expressions.tree import (
    CONDITIONS,
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

GIVEN = {"today": Type.DATE}
"""What every record has beside its own facts: whoever asks says which day it is."""


def check(expr: Expr, types: Mapping[str, str]) -> Type:
    """The expression's type; ExpressionError at what does not fit. Types may be given by their values."""
    return _Checker({**GIVEN, **types}).of(expr)


def read(text: str, types: Mapping[str, str], expected: Type = Type.YES_NO) -> Expr:
    """Parsed, checked to be of the `expected` type, and bound: ready for every back end."""
    expr = parse(text)
    found = check(expr, types)
    if found is not expected:
        raise ExpressionError(f"这里得出的是{found.chinese}。", expr.place, f"这里要的是{expected.chinese}。")
    return bind(expr, types)


def bind(expr: Expr, types: Mapping[str, str]) -> Expr:
    """The same tree whose names know their types; of names that `types` does not have nothing is assumed."""
    match expr:
        case Name():
            return typed(expr, types)
        case Arithmetic() | Compare():
            return dataclasses.replace(expr, left=bind(expr.left, types), right=bind(expr.right, types))
        case And() | Or() | Call():
            return dataclasses.replace(expr, items=tuple(bind(item, types) for item in expr.items))
        case Known():
            return dataclasses.replace(expr, item=typed(expr.item, types))
        case Among() | Not() | Negative():
            return dataclasses.replace(expr, item=bind(expr.item, types))
    return expr


def typed(name: Name, types: Mapping[str, str]) -> Name:
    kind = types.get(name.name, GIVEN.get(name.name))
    return dataclasses.replace(name, type=None if kind is None else Type(kind))


def type_of(expr: Expr) -> Type | None:
    """The type of a bound, checked tree; None where a name without type decides it."""
    match expr:
        case Literal() | Name():
            return expr.type
        case Negative():
            return Type.NUMBER
        case Arithmetic():
            return Type.DATE if type_of(expr.right) is Type.LENGTH else Type.NUMBER
        case Call():
            return FUNCTIONS[expr.function].gives or type_of(expr.items[0])
    return Type.YES_NO


def is_condition(expr: Expr) -> bool:
    return isinstance(expr, CONDITIONS) or (isinstance(expr, Call) and FUNCTIONS[expr.function].gives is Type.YES_NO)


class _Checker:
    def __init__(self, types: Mapping[str, str]) -> None:
        self.types = types

    def of(self, expr: Expr) -> Type:
        match expr:
            case Literal():
                return expr.type
            case Name():
                return self.name(expr)
            case Known():
                self.name(expr.item)
                return Type.YES_NO
            case Not():
                return self.need(expr.item, Type.YES_NO, "not 后面")
            case And() | Or():
                for item in expr.items:
                    self.need(item, Type.YES_NO, "and、or 的两边")
                return Type.YES_NO
            case Negative():
                return self.need(expr.item, Type.NUMBER, "负号后面")
            case Arithmetic():
                return self.arithmetic(expr)
            case Compare():
                return self.compare(expr)
            case Among():
                return self.among(expr)
            case Call():
                return self.call(expr)
        raise TypeError(type(expr).__name__)

    def need(self, expr: Expr, wanted: Type, where: str) -> Type:
        found = self.of(expr)
        if found is not wanted:
            raise ExpressionError(f"{where}要的是{wanted.chinese}，这里是{found.chinese}。", expr.place)
        return found

    def name(self, expr: Name) -> Type:
        if expr.name not in self.types:
            raise unknown_name(expr.name, self.types, "名称", expr.place)
        return Type(self.types[expr.name])

    def arithmetic(self, expr: Arithmetic) -> Type:
        left, right = self.of(expr.left), self.of(expr.right)
        if (left, right) == (Type.NUMBER, Type.NUMBER):
            return Type.NUMBER
        if expr.sign != "*" and (left, right) == (Type.DATE, Type.LENGTH):
            return Type.DATE
        what = f"{left.chinese}与{right.chinese}之间不能用“{expr.sign}”。"
        raise ExpressionError(what, expr.place, "数与数可以加减乘；日期可以加减时长，如 deadline + days(30)。")

    def compare(self, expr: Compare) -> Type:
        left, right = self.of(expr.left), self.of(expr.right)
        if left is not right:
            what = f"{left.chinese}与{right.chinese}不能比较。"
            raise ExpressionError(what, expr.place, "比较的两边须是同一类：数与数、日期与日期、文字与文字。")
        if left in ORDERED:
            return Type.YES_NO
        if expr.sign not in {"==", "!="}:
            raise ExpressionError(f"{left.chinese}不分大小。", expr.place, "大小只比较数和日期；其他只能用 == 或 !=。")
        if left is Type.YES_NO and not isinstance(expr.right, Literal):
            raise ExpressionError("“是否”的值只能与 true 或 false 比较。", expr.right.place, "写作“名称 == true”。")
        if left in {Type.LIST, Type.LENGTH}:
            raise ExpressionError(f"{left.chinese}不能比较。", expr.place, "多选项用 contains 或 count。")
        return Type.YES_NO

    def among(self, expr: Among) -> Type:
        found = self.of(expr.item)
        if found not in {*ORDERED, Type.TEXT}:
            raise ExpressionError(f"in 前面不能是{found.chinese}。", expr.item.place, "可以是数、日期或文字。")
        for value in expr.values:
            self.need(value, found, "方括号里")
        return Type.YES_NO

    def call(self, expr: Call) -> Type:
        function = FUNCTIONS[expr.function]
        most = len(function.takes)
        if len(expr.items) < most or (len(expr.items) > most and not function.many):
            what = f"{expr.function} 要{most}个{'以上的' if function.many else ''}值，这里有{len(expr.items)}个。"
            raise ExpressionError(what, expr.place, f"写作 {function.usage}")
        if expr.function in LENGTHS:
            self.length(expr)
        if None in function.takes:
            return self.alike(expr, function)
        for item, wanted in zip(expr.items, function.takes, strict=True):
            if wanted is not None:
                self.need(item, wanted, f"{expr.function} 的括号里")
        return function.gives or Type.NUMBER

    def alike(self, expr: Call, function: Function) -> Type:
        first = self.of(expr.items[0])
        if first not in ORDERED:
            what = f"{expr.function} 的括号里要的是数或日期，这里是{first.chinese}。"
            raise ExpressionError(what, expr.items[0].place, f"写作 {function.usage}")
        for item in expr.items[1:]:
            self.need(item, first, f"{expr.function} 的括号里")
        return function.gives or first

    def length(self, expr: Call) -> None:
        item, most = expr.items[0], LENGTHS[expr.function]
        fits = (
            isinstance(item, Literal)
            and isinstance(item.value, Decimal)
            and item.value == item.value.to_integral_value()
            and 0 <= item.value <= most
        )
        if not fits:
            raise ExpressionError("时长要写明。", item.place, f"{expr.function} 的括号里是0到{most}的整数。")
