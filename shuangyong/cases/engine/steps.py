"""One step of a case, as it is stored for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shuangyong.catalog.model import OPENED

OPEN = OPENED
CHILD_OPENED = "@child_opened"
CHILD_ENDED = "@child_ended"
CHILD_DROPPED = "@child_dropped"
CHILD_REOPENED = "@child_reopened"
CHILD_STANDS = "@child_stands"
"""What would have begun by itself stands already under another case: that one is pointed to, none is opened."""
ASSIGN = "@assign"
HANDED_ON = "@handed_on"
MOVED = "@moved"
UNMOVED = "@unmoved"
BUILT_IN = {
    OPEN: "立项",
    CHILD_OPENED: "新增下级事项",
    CHILD_ENDED: "下级事项办结",
    CHILD_DROPPED: "下级事项撤销",
    CHILD_REOPENED: "下级事项重新办理",
    CHILD_STANDS: "已有，不另办",
    ASSIGN: "交给具体人",
    HANDED_ON: "随岗位移交",
    MOVED: "改用新版定义",
    UNMOVED: "撤回改用新版定义",
}
"""Steps that every kind has, with their words in a history. Transitions never begin with @."""

Given = tuple[int, int | None]
"""A unit and, where it is known, the account of one person in it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Who did what on which day. `on` is the day that counts for clocks; data below is what the step brought."""

    action: str
    on: date
    account: int | None = None
    unit: int | None = None
    note: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Fields that were filled: dates as date, money in fen."""
    gives: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    """Parts that were named: each replaces who had that part before."""
    proofs: Mapping[str, tuple[tuple[int, date | None], ...]] = field(default_factory=dict)
    """Proofs filed into slots, with the day until which each holds."""
    child: tuple[str, int] | None = None
    """Name of the child and its case."""
    state: Mapping[str, Any] = field(default_factory=dict)
    """Only for a move to another version: what the state was, so that it can be undone."""
    definition: int | None = None
    """Only for the opening and a move: the version that the case follows from here."""

    def stored(self) -> dict[str, Any]:
        """The part that goes into the row's JSON; action, day, account, unit and note have columns."""
        found: dict[str, Any] = {}
        if self.values:
            found["values"] = {key: written(value) for key, value in self.values.items()}
        if self.gives:
            found["gives"] = {part: [list(given) for given in holders] for part, holders in self.gives.items()}
        if self.proofs:
            found["proofs"] = {
                slot: [[pk, until.isoformat() if until else None] for pk, until in filed]
                for slot, filed in self.proofs.items()
            }
        if self.child:
            found["child"] = list(self.child)
        if self.state:
            found["state"] = dict(self.state)
        if self.definition is not None:
            found["definition"] = self.definition
        return found


def restored(row: Mapping[str, Any], data: Mapping[str, Any], dates: frozenset[str]) -> Step:
    """A step out of its columns and JSON; `dates` names the fields that hold a day."""
    child = data.get("child")
    return Step(
        **row,
        values={key: read_value(value, key in dates) for key, value in data.get("values", {}).items()},
        gives={part: tuple((u, a) for u, a in held) for part, held in data.get("gives", {}).items()},
        proofs={
            slot: tuple((pk, date.fromisoformat(until) if until else None) for pk, until in filed)
            for slot, filed in data.get("proofs", {}).items()
        },
        child=(child[0], child[1]) if child else None,
        state=data.get("state", {}),
        definition=data.get("definition"),
    )


def written(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def read_value(value: Any, is_date: bool) -> Any:
    """A field's value out of JSON."""
    if is_date and isinstance(value, str):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
