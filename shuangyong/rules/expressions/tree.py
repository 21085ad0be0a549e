"""The tree of an expression: frozen nodes that know where in the text they stand, which equality does not look at."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


class Type(enum.StrEnum):
    """What a value is. LENGTH is only ever added to or taken from a date."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    YES_NO = "yes_no"
    LIST = "list"
    LENGTH = "length"

    @property
    def chinese(self) -> str:
        return _CHINESE[self]


_CHINESE = {
    Type.NUMBER: "数",
    Type.TEXT: "文字",
    Type.DATE: "日期",
    Type.YES_NO: "是否",
    Type.LIST: "多选",
    Type.LENGTH: "时长",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: characters `start` to `end` (from 0) of `text`."""

    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Expr:
    """Any node."""

    place: Place = field(default=Place(), compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Literal(Expr):
    """Something written out; a number is a Decimal of at most four places."""

    value: bool | str | date | Decimal
    type: Type


@dataclass(frozen=True, slots=True)
class Name(Expr):
    """A fact of the record. `type` is filled by `bind`; without it, a value is taken as what it looks like."""

    name: str
    type: Type | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Negative(Expr):
    item: Expr


@dataclass(frozen=True, slots=True)
class Arithmetic(Expr):
    """`+`, `-`, `*` on numbers; `+`, `-` of a date and a length."""

    sign: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """`==`, `!=`, `<`, `<=`, `>`, `>=`."""

    sign: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Among(Expr):
    """`item in [values]`, or `not in`."""

    item: Expr
    values: tuple[Literal, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Known(Expr):
    """`name is known`, or `is unknown`: never unknown itself."""

    item: Name
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Not(Expr):
    item: Expr


@dataclass(frozen=True, slots=True)
class And(Expr):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or(Expr):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Call(Expr):
    function: str
    items: tuple[Expr, ...]


TURNED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The sign that says the same with the sides exchanged."""
OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""The sign that holds where this one does not."""
CONDITIONS = (Compare, Among, Known, Not, And, Or)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The nodes directly below, in the order they are written."""
    match expr:
        case Arithmetic() | Compare():
            return (expr.left, expr.right)
        case And() | Or() | Call():
            return expr.items
        case Among():
            return (expr.item, *expr.values)
        case Known() | Not() | Negative():
            return (expr.item,)
    return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """Every node, a parent before its children, as written from left to right."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def names(expr: Expr) -> frozenset[str]:
    """Which facts the expression reads."""
    return frozenset(node.name for node in walk(expr) if isinstance(node, Name))


def plain(expr: Call) -> And:
    """`between(x, a, b)` as the two comparisons it stands for."""
    item, low, high = expr.items
    return And((Compare(">=", item, low), Compare("<=", item, high)), place=expr.place)


def asked(expr: Compare) -> Expr | None:
    """`x == true` as `x`, `x == false` as `not x`; None for every other comparison."""
    if not isinstance(expr.right, Literal) or expr.right.type is not Type.YES_NO:
        return None
    wanted = expr.right.value is (expr.sign == "==")
    return expr.left if wanted else Not(expr.left, place=expr.place)
