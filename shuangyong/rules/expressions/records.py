"""Back end for one record: the tree becomes closures. Nothing is ever compiled from text."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from shuangyong.rules.expressions.checking import is_condition
from shuangyong.rules.expressions.parsing import parse
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
    plain,
)
from shuangyong.rules.expressions.values import (
    LARGEST,
    SCALE,
    Length,
    Reader,
    Record,
    Value,
    age,
    length,
    literal,
    moved,
    product,
    reader,
    unscaled,
)

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compile(expr: Expr) -> Callable[[Record], Value]:  # noqa: A001 - expressions.compile, like re.compile
    """What answers `expr` for a record: True, False or None (unknown) for a condition, else a value or None."""
    run = closure(expr)
    if is_condition(expr):
        return run

    def value(record: Record) -> Value:
        found = run(record)
        return unscaled(found) if found.__class__ is int else found

    return value


@lru_cache(maxsize=1024)
def compiled(text: str) -> Callable[[Record], Value]:
    """`compile(parse(text))`, once for each text: for records whose facts are of their types (dates are dates)."""
    return compile(parse(text))


def closure(expr: Expr) -> Reader:
    """As `compile`, but numbers stay in ten-thousandths."""
    match expr:
        case Literal():
            return constant(expr)
        case Name():
            return reader(expr.name, expr.type)
        case And():
            return every(expr.items)
        case Or():
            return any_of(expr.items)
        case Not():
            return opposite(expr)
        case Compare():
            return compare(expr)
        case Among():
            return among(expr)
        case Known():
            return known(expr)
        case Negative():
            return negative(expr)
        case Arithmetic():
            return arithmetic(expr)
        case Call():
            return call(expr)
    raise TypeError(type(expr).__name__)


def constant(expr: Literal) -> Reader:
    value = literal(expr.value) if isinstance(expr.value, Decimal) else expr.value
    return lambda record: value


def every(items: tuple[Expr, ...]) -> Reader:
    """`and`: no as soon as one is, unknown where one is and none is no."""
    parts = tuple(map(closure, items))

    def run(record: Record) -> bool | None:
        result: bool | None = True
        for part in parts:
            value = part(record)
            if value is not True:
                if value is False:
                    return False
                result = None
        return result

    return run


def any_of(items: tuple[Expr, ...]) -> Reader:
    """`or`: yes as soon as one is, unknown where one is and none is yes."""
    parts = tuple(map(closure, items))

    def run(record: Record) -> bool | None:
        result: bool | None = False
        for part in parts:
            value = part(record)
            if value is not False:
                if value is True:
                    return True
                result = None
        return result

    return run


def opposite(expr: Not) -> Reader:
    item = closure(expr.item)

    def run(record: Record) -> bool | None:
        value = item(record)
        return None if value is None else value is False

    return run


def compare(expr: Compare) -> Reader:
    """Numbers, dates and texts with their like; whatever else is unknown, as it is in a database."""
    left, right = expr.left, expr.right
    if isinstance(left, Name) and isinstance(right, Literal):
        if right.type is Type.NUMBER:
            return compare_number(expr, left, right)
        if right.type is not Type.YES_NO:
            return compare_literal(expr, left, right)
    first, second, holds = closure(left), closure(right), SIGNS[expr.sign]

    def run(record: Record) -> bool | None:
        one = first(record)
        if one is None:
            return None
        other = second(record)
        return holds(one, other) if one.__class__ is other.__class__ else None

    return run


def compare_number(expr: Compare, left: Name, right: Literal) -> Reader:
    """The commonest of all: a whole number of the record is compared without being scaled first."""
    name, fact, holds = left.name, reader(left.name, left.type), SIGNS[expr.sign]
    limit = literal(Decimal(str(right.value)))
    whole: int | float = limit // SCALE if limit % SCALE == 0 else limit / SCALE

    def run(record: Record) -> bool | None:
        value = record.get(name)
        if value.__class__ is int and -LARGEST <= value <= LARGEST:
            return holds(value, whole)
        value = None if value is None else fact(record)
        return holds(value, limit) if value.__class__ is int else None

    return run


def compare_literal(expr: Compare, left: Name, right: Literal) -> Reader:
    """The common comparison, a fact with a fixed value, without a step that it does not need."""
    name, fact, holds = left.name, reader(left.name, left.type), SIGNS[expr.sign]
    value, kind = right.value, right.value.__class__
    direct = left.type is not Type.DATE or kind is date

    def run(record: Record) -> bool | None:
        found = record.get(name)
        if direct and found.__class__ is kind:
            return holds(found, value)
        found = None if found is None else fact(record)
        return holds(found, value) if found.__class__ is kind else None

    return run


def among(expr: Among) -> Reader:
    item, inside = closure(expr.item), not expr.negated
    values = frozenset(closure(value)({}) for value in expr.values)
    kind = next(iter(values)).__class__

    def run(record: Record) -> bool | None:
        value = item(record)
        return (value in values) is inside if value.__class__ is kind else None

    return run


def known(expr: Known) -> Reader:
    fact, negated = closure(expr.item), expr.negated
    return lambda record: (fact(record) is None) is negated


def negative(expr: Negative) -> Reader:
    item = closure(expr.item)

    def run(record: Record) -> int | None:
        value = item(record)
        return -value if value.__class__ is int else None

    return run


def arithmetic(expr: Arithmetic) -> Reader:
    """In ten-thousandths; a day plus or minus a length is a day. Unknown where a side is."""
    left = closure(expr.left)
    if isinstance(expr.right, Call) and (by := length_of(expr.right)):
        return later(left, by if expr.sign == "+" else -by)
    right, work = closure(expr.right), ARITHMETIC[expr.sign]

    def run(record: Record) -> int | None:
        one, other = left(record), right(record)
        return work(one, other) if one.__class__ is int and other.__class__ is int else None

    return run


ARITHMETIC: dict[str, Callable[[int, int], int | None]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": product,
}


def length_of(expr: Call) -> Length | None:
    number = expr.items[0]
    if expr.function in {"days", "months", "years"} and isinstance(number, Literal):
        return length(expr.function, Decimal(str(number.value)))
    return None


def later(item: Reader, by: Length) -> Reader:
    def run(record: Record) -> date | None:
        day = item(record)
        return moved(day, by) if day.__class__ is date else None

    return run


def call(expr: Call) -> Reader:
    """A function of facts; unknown where one of them is."""
    if expr.function == "between":
        return closure(plain(expr))
    items = tuple(map(closure, expr.items))
    work = WORK[expr.function]

    def run(record: Record) -> Any:
        values = [item(record) for item in items]
        return None if None in values else work(*values)

    return run


def extreme(choose: Callable[..., Any]) -> Callable[..., Any]:
    """The least or greatest of values that are alike."""

    def run(*values: Any) -> Any:
        kind = values[0].__class__
        fits = kind in {int, date} and all(value.__class__ is kind for value in values)
        return choose(values) if fits else None

    return run


def full_years(born: Any, on: Any) -> int | None:
    return age(born, on) * SCALE if born.__class__ is date and on.__class__ is date else None


WORK: dict[str, Callable[..., Any]] = {
    "count": lambda items: len(items) * SCALE if isinstance(items, list | tuple) else None,
    "contains": lambda items, item: (
        item in items if isinstance(items, list | tuple) and isinstance(item, str) else None
    ),
    "min": extreme(min),
    "max": extreme(max),
    "age": full_years,
    "year": lambda day: day.year * SCALE if day.__class__ is date else None,
}
