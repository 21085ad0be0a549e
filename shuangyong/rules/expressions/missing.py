"""Which single facts would settle what is still unknown: the ones worth asking for."""

from __future__ import annotations

from functools import reduce

from shuangyong.rules.expressions.records import closure
from shuangyong.rules.expressions.tree import And, Call, Compare, Expr, Known, Name, Not, Or, asked, names, plain, walk
from shuangyong.rules.expressions.values import Record, reader

YES, NO, UNKNOWN = True, False, None
Outcomes = frozenset[bool | None]
EITHER: Outcomes = frozenset({YES, NO})


def missing(expr: Expr, record: Record) -> frozenset[str]:
    """Facts each of which, if it alone became known, could turn unknown into yes or no; empty where all is settled.

    "Could": comparisons are taken one by one, so a fact that two comparisons read may be named although the two
    together leave it no value that settles anything. None that could settle it is left out.
    """
    if closure(expr)(record) is not None:
        return frozenset()
    absent = unknown_names(expr, record)
    return frozenset(name for name in absent if outcomes(expr, record, name, absent) & EITHER)


def unknown_names(expr: Expr, record: Record) -> frozenset[str]:
    """The facts the expression reads that the record does not have, or not in a form that can be read."""
    facts = {node.name: node.type for node in walk(expr) if isinstance(node, Name)}
    return frozenset(name for name, kind in facts.items() if reader(name, kind)(record) is None)


def outcomes(expr: Expr, record: Record, name: str, absent: frozenset[str]) -> Outcomes:
    """What the expression could come to if `name` were known and everything else stayed as it is."""
    match expr:
        case And():
            return reduce(both, (outcomes(item, record, name, absent) for item in expr.items))
        case Or():
            return opposite(reduce(both, (opposite(outcomes(item, record, name, absent)) for item in expr.items)))
        case Not():
            return opposite(outcomes(expr.item, record, name, absent))
        case Call(function="between"):
            return outcomes(plain(expr), record, name, absent)
        case Compare() if (inner := asked(expr)) is not None:
            return outcomes(inner, record, name, absent)
        case Known() if expr.item.name == name:
            return frozenset({not expr.negated})
        case Known():
            return frozenset({closure(expr)(record)})
    open_names = names(expr) & absent
    if not open_names:
        return frozenset({closure(expr)(record)})
    return EITHER if open_names == {name} else frozenset({UNKNOWN})


def both(left: Outcomes, right: Outcomes) -> Outcomes:
    return frozenset(kleene(one, other) for one in left for other in right)


def kleene(one: bool | None, other: bool | None) -> bool | None:
    if one is NO or other is NO:
        return NO
    return UNKNOWN if one is UNKNOWN or other is UNKNOWN else YES


def opposite(found: Outcomes) -> Outcomes:
    return frozenset(None if one is None else not one for one in found)
