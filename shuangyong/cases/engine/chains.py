"""Which parts of a case begin by themselves now: pure, so that a story can be told without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from shuangyong.cases.engine.state import State
from shuangyong.catalog.conditions_of import condition
from shuangyong.catalog.model import Child, Kind

KindOf = Callable[[str], Kind]
"""The kind in force by its key."""


def starting(kind: Kind, state: State, record: Mapping[str, Any], kind_of: KindOf) -> Iterator[Child]:
    """The children that have not begun, whose condition holds, and for whose form everything needed is known."""
    for child in kind.children.values():
        waits = child.starts_when and not state.children.get(child.key)
        if waits and condition(kind, child.starts_when)(record) is True:
            below = kind_of(child.kind)
            known = values_for(child, below, state.values)
            if all(wanted.optional or known.get(wanted.key) not in (None, "", ()) for wanted in below.opening.asks):
                yield child


def values_for(child: Child, below: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the child's form is filled with by the parent: constants first, then what the parent knows."""
    asked = {wanted.key for wanted in below.opening.asks}
    passed = {
        theirs: values[ours]
        for theirs, ours in child.passes.items()
        if theirs in asked and values.get(ours) not in (None, "", ())
    }
    return {**child.fills, **passed}


def handed_down(child: Child, below: Kind, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """`values_for` a child that a step opens on that day, but no term that lies behind: of what is late a new one is
    set."""
    terms = {clock.due for clock in below.clocks.values() if clock.due}
    found = values_for(child, below, values)
    return {key: value for key, value in found.items() if key not in terms or value >= on}


def returned(child: Child, state: State) -> dict[str, Any]:
    """What the parent takes over from a child that has ended: the parent's field from the child's."""
    return {ours: state.values[theirs] for ours, theirs in child.returns.items() if theirs in state.values}
