"""Tree → text: one way to write every expression, read back as the same tree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

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
)

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _MINUS, _OPERAND = range(8)


def to_text(expr: Expr) -> str:
    """The canonical text."""
    match expr:
        case Or():
            return " or ".join(within(item, _AND) for item in expr.items)
        case And():
            return " and ".join(within(item, _NOT) for item in expr.items)
        case Not():
            return f"not {within(expr.item, _NOT)}"
        case Compare():
            return f"{within(expr.left, _SUM)} {expr.sign} {within(expr.right, _SUM)}"
        case Among():
            listed = ", ".join(map(to_text, expr.values))
            return f"{within(expr.item, _SUM)} {'not in' if expr.negated else 'in'} [{listed}]"
        case Known():
            return f"{expr.item.name} is {'unknown' if expr.negated else 'known'}"
        case Arithmetic():
            level = binding(expr)
            return f"{within(expr.left, level)} {expr.sign} {within(expr.right, level + 1)}"
    return operand(expr)


def operand(expr: Expr) -> str:
    """An expression as it stands beside a sign, in brackets where it binds less."""
    match expr:
        case Negative(item=Literal()):
            return f"-({to_text(expr.item)})"  # without brackets it would be read as one number
        case Negative():
            return f"-{within(expr.item, _MINUS)}"
        case Call():
            return f"{expr.function}({', '.join(map(to_text, expr.items))})"
        case Name():
            return expr.name
        case Literal():
            return written(expr.value)
    raise TypeError(type(expr).__name__)


def within(expr: Expr, level: int) -> str:
    """In brackets where it binds less than `level` asks for."""
    text = to_text(expr)
    return text if binding(expr) >= level else f"({text})"


def binding(expr: Expr) -> int:
    """How tightly the outermost sign of an expression binds."""
    match expr:
        case Or():
            return _OR
        case And():
            return _AND
        case Not():
            return _NOT
        case Compare() | Among() | Known():
            return _COMPARE
        case Arithmetic():
            return _PRODUCT if expr.sign == "*" else _SUM
        case Negative():
            return _MINUS
    return _OPERAND


def written(value: bool | str | date | Decimal) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
