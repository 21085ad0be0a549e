"""What a condition asks, in Chinese, of no record in particular: 留尾巴不少于1次，并且环节是“已办结”."""

from __future__ import annotations

from shuangyong.rules.expressions.checking import type_of
from shuangyong.rules.expressions.tree import (
    OPPOSITE,
    TURNED,
    Among,
    And,
    Call,
    Compare,
    Expr,
    Known,
    Literal,
    Not,
    Or,
    asked,
)
from shuangyong.rules.expressions.wording import Label, Labels, label, phrase, relation, shown, style


def asks(expr: Expr, labels: Labels, *, wanted: bool = True) -> str:
    """The whole as one sentence without a full stop. `wanted` is false below an odd number of `not`."""
    match expr:
        case Not():
            return asks(expr.item, labels, wanted=not wanted)
        case And() | Or():
            every = isinstance(expr, And) is wanted
            return ("，并且" if every else "，或者").join(_part(item, labels, wanted, every) for item in expr.items)
        case Known():
            return f"{'已有' if expr.negated is not wanted else '没有'}“{label(expr.item.name, labels).name}”"
        case Compare() if (inner := asked(expr)) is not None:
            return asks(inner, labels, wanted=wanted)
        case Compare():
            return _compared(expr, labels, wanted)
        case Among():
            return _among(expr, labels, wanted)
    return _plain(expr, labels, wanted)


def _part(expr: Expr, labels: Labels, wanted: bool, every: bool) -> str:
    """What is asked otherwise within it keeps to brackets."""
    while isinstance(expr, Not):
        expr, wanted = expr.item, not wanted
    says = asks(expr, labels, wanted=wanted)
    return f"（{says}）" if isinstance(expr, And | Or) and (isinstance(expr, And) is wanted) is not every else says


def _compared(expr: Compare, labels: Labels, wanted: bool) -> str:
    left, right, sign = expr.left, expr.right, expr.sign if wanted else OPPOSITE[expr.sign]
    if isinstance(left, Literal):
        left, right, sign = right, left, TURNED[sign]
    should = relation(sign, type_of(left) or type_of(right))
    return f"{phrase(left, labels)}{should}{phrase(right, labels, style(left, labels))}"


def _among(expr: Among, labels: Labels, wanted: bool) -> str:
    how, inside = style(expr.item, labels), expr.negated is not wanted
    listed = "、".join(shown(value.value, how) for value in expr.values)
    one_of = "之一" if len(expr.values) > 1 and inside else ""
    return f"{phrase(expr.item, labels)}{'是' if inside else '不是'}{listed}{one_of}"


def _plain(expr: Expr, labels: Labels, wanted: bool) -> str:
    if isinstance(expr, Literal):
        return f"恒为{shown(expr.value, Label(''))}"
    if isinstance(expr, Call):
        return f"{'' if wanted else '不是：'}{phrase(expr, labels)}"
    return f"{phrase(expr, labels)}为{shown(wanted, Label(''))}"
