"""What a measure's condition may read: the facts of a kind's record, and how late it was entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shuangyong.catalog.model import PHASES, Kind
from shuangyong.catalog.vocabulary import facts_of, types_of
from shuangyong.rules.expressions import Expr, Type, names, read
from shuangyong.rules.expressions.possible import COUNT, Facts
from shuangyong.rules.expressions.tree import (
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Literal,
    Name,
    Negative,
    Not,
    Or,
)

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


def compared_with(expr: Expr) -> Iterator[tuple[str, str]]:
    """Every name that is compared with a text, and the text: `stage == "closed"`, `sort in ["a", "b"]`."""
    match expr:
        case Compare(left=Name() as name, right=Literal(value=str() as text)):
            yield name.name, text
        case Compare(left=Literal(value=str() as text), right=Name() as name):
            yield name.name, text
        case Among(item=Name() as name):
            yield from ((name.name, str(value.value)) for value in expr.values if isinstance(value.value, str))
        case Call(function="contains", items=(Name() as name, Literal(value=str() as text))):
            yield name.name, text
    for part in _parts(expr):
        yield from compared_with(part)


def _parts(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case And() | Or() | Call():
            return expr.items
        case Not() | Negative():
            return (expr.item,)
        case Compare() | Arithmetic():
            return (expr.left, expr.right)
    return ()


def calls_on_today(expr: Expr) -> Iterator[str]:
    """Functions that are asked of today: their answer changes on days that the condition does not tell."""
    if isinstance(expr, Call) and expr.function in {"age", "year"} and "today" in names(expr):
        yield expr.function
    for part in _parts(expr):
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
    for part in _parts(expr):
        yield from unforeseen(part)


def _alone(expr: Expr) -> bool:
    """One name beside written values only."""
    sides = (expr.item, *expr.values) if isinstance(expr, Among) else _parts(expr)
    return all(isinstance(side, Name | Literal) for side in sides) and len(names(expr)) == 1


def _lengths(expr: Expr) -> int:
    own = isinstance(expr, Call) and expr.function in {"days", "months", "years"}
    return own + sum(_lengths(part) for part in _parts(expr))


def allowed_words(kind: Kind, name: str) -> Mapping[str, str] | None:
    """The words that a fact can have, with their names; None where it can have any."""
    if name == "stage":
        return {key: stage.name for key, stage in kind.stages.items()}
    if name == "phase":
        return {phase: phase for phase in PHASES}  # that a kind has no such stage is told by what can never be met
    field = kind.fields.get(name)
    return {choice: choice for choice in field.choices} if field and field.choices else None
