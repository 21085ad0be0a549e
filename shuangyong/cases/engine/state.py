"""What a case is at a moment: the sum of its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from shuangyong.cases.engine.steps import Given, read_value, written
from shuangyong.catalog.model import Kind
from shuangyong.rules.clocks import Event, Length

SIDES = "sides"
"""Kept only of kinds that ask for another unit, so that the states of all others stay as they are."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything that follows from the steps. Mappings are never changed in place."""

    stage: str
    opened_on: date
    closed_on: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    holders: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    """What happened to each clock."""
    counters: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    """How often each action was taken."""
    hands: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Which accounts have ever taken each action."""
    sides: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Which units have ever taken each action that some other one wants another unit for (Kind.sided)."""
    proofs: Mapping[str, tuple[tuple[int, date | None], ...]] = field(default_factory=dict)
    children: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)
    """By name: case and whether it has ended."""
    void: tuple[int, ...] = ()
    """The children that ended without having been carried out."""

    def units(self, part: str) -> tuple[int, ...]:
        """The units that hold a part."""
        return tuple(unit for unit, _ in self.holders.get(part, ()))

    def stored(self) -> dict[str, Any]:
        """As JSON: a cache of the steps, compared with them by an invariant."""
        return {
            "stage": self.stage,
            "opened_on": self.opened_on.isoformat(),
            "closed_on": self.closed_on.isoformat() if self.closed_on else None,
            "values": {key: written(value) for key, value in self.values.items()},
            "holders": {part: [list(given) for given in held] for part, held in self.holders.items()},
            "events": {clock: [_written(event) for event in events] for clock, events in self.events.items()},
            "counters": dict(self.counters),
            "taken": dict(self.taken),
            "hands": {action: list(who) for action, who in self.hands.items()},
            **({SIDES: {action: list(units) for action, units in self.sides.items()}} if self.sides else {}),
            "proofs": {slot: [[pk, written(until)] for pk, until in filed] for slot, filed in self.proofs.items()},
            "children": {name: {str(pk): ended for pk, ended in of.items()} for name, of in self.children.items()},
            "void": list(self.void),
        }

    @classmethod
    def restored(cls, data: Mapping[str, Any], kind: Kind) -> Self:
        """The state out of its JSON."""
        dates = date_fields(kind)
        return cls(
            stage=data["stage"],
            opened_on=date.fromisoformat(data["opened_on"]),
            closed_on=date.fromisoformat(data["closed_on"]) if data["closed_on"] else None,
            values={key: read_value(value, key in dates) for key, value in data["values"].items()},
            holders={part: tuple((u, a) for u, a in held) for part, held in data["holders"].items()},
            events={clock: tuple(_read(event) for event in events) for clock, events in data["events"].items()},
            counters=data["counters"],
            taken=data["taken"],
            hands={action: tuple(who) for action, who in data["hands"].items()},
            sides=read_sides(data.get(SIDES, {})),
            proofs={
                slot: tuple((pk, date.fromisoformat(until) if until else None) for pk, until in filed)
                for slot, filed in data["proofs"].items()
            },
            children={name: {int(pk): ended for pk, ended in of.items()} for name, of in data["children"].items()},
            void=tuple(data.get("void", ())),
        )


def read_sides(data: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Actions and the units that took them, out of JSON."""
    return {action: tuple(units) for action, units in data.items()}


def date_fields(kind: Kind) -> frozenset[str]:
    """The fields of a kind that hold a day."""
    return frozenset(key for key, field_ in kind.fields.items() if field_.type == "date")


def _written(event: Event) -> dict[str, str]:
    found = {"kind": event.kind, "on": event.on.isoformat()}
    if event.length:
        found["length"] = str(event.length)
    if event.until:
        found["until"] = event.until.isoformat()
    return found | {key: value for key in ("why", "by") if (value := getattr(event, key))}


def _read(data: Mapping[str, Any]) -> Event:
    return Event(
        kind=data["kind"],
        on=date.fromisoformat(data["on"]),
        length=Length.parse(data["length"]) if "length" in data else None,
        until=date.fromisoformat(data["until"]) if "until" in data else None,
        why=data.get("why", ""),
        by=data.get("by", ""),
    )
