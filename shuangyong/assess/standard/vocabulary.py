"""What a measure's condition may read: the facts of a kind's record, and how late it was entered."""

from __future__ import annotations

from collections.abc import Iterator

from shuangyong.catalog.model import Kind
from shuangyong.catalog.vocabulary import facts_of, types_of
from shuangyong.rules.expressions import Expr, Type, names, read
from shuangyong.rules.expressions.possible import COUNT, Facts
from shuangyong.rules.expressions.tree import Among, Call, Compare, Literal, Name, children

LATE = "late"
"""Days between the day that a step speaks of and the day on which it was entered; the most of any step."""
PARTS = "parts."


def types_measured(kind: Kind) -> dict[str, Type]:
    return {**types_of(kind), LATE: Type.NUMBER}


def facts_measured(kind: Kind) -> Facts:
    """What the numbers and words of such a record can be."""
    return {**facts_of(kind), LATE: COUNT}


def condition_of(kind: Kind, text: str) -> Expr:
    """The condition, read against a kind. Raises ExpressionError."""
    return read(text, types_measured(kind))


def late_condition(days: int) -> str:
    return f"{LATE} > {days}"


def timed(expr: Expr) -> bool:
    """Whether the answer can change by the passing of days alone."""
    return any(name == "today" or name.startswith(("proofs.", "clocks.")) for name in names(expr))


def distinct_values(kind: Kind, distinct: str) -> bool:
    """Whether a kind has what a measure wants to tell apart: a field, or the units of a part."""
    part = distinct.removeprefix(PARTS)
    return part in kind.parts if distinct.startswith(PARTS) else distinct in kind.fields


def calls_on_today(expr: Expr) -> Iterator[str]:
    """Functions that are asked of today: their answer changes on days that the condition does not tell."""
    if isinstance(expr, Call) and expr.function in {"age", "year"} and "today" in names(expr):
        yield expr.function
    for part in children(expr):
        yield from calls_on_today(part)


def unforeseen(expr: Expr) -> Iterator[str]:
    """Comparisons whose answer changes on days that nobody could work out from the condition and the case."""
    if isinstance(expr, Compare | Among) or (isinstance(expr, Call) and expr.function == "between"):
        read_names = names(expr)
        counted = {n for n in read_names if n.startswith("proofs.") or n.endswith(".overdue")}
        if counted and not _alone(expr):
            yield "、".join(sorted(counted))
        if "today" in read_names and _lengths(expr) > 1:
            yield "today"
        return
    for part in children(expr):
        yield from unforeseen(part)


def _alone(expr: Expr) -> bool:
    """One name beside written values only."""
    sides = (expr.item, *expr.values) if isinstance(expr, Among) else children(expr)
    return all(isinstance(side, Name | Literal) for side in sides) and len(names(expr)) == 1


def _lengths(expr: Expr) -> int:
    own = isinstance(expr, Call) and expr.function in {"days", "months", "years"}
    return own + sum(_lengths(part) for part in children(expr))
