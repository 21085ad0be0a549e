"""The shifts of a stored roster, as the pure rules see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from shuangyong.cases.models import Case
from shuangyong.rules.roster import Rules, Shift, Slot, replaced

VOID = "void"
_BETWEEN = re.compile(r"[、，,;；\s]+")


def split_names(text: str) -> tuple[str, ...]:
    """The names in a line of them."""
    return tuple(name for name in _BETWEEN.split(text) if name)


def shift_of(values: Mapping[str, Any]) -> Shift:
    """A shift out of the values of its case, stored or read."""
    day = values["on_day"]
    slot = Slot(day if isinstance(day, date) else date.fromisoformat(day), values["span"])
    return Shift(slot, values["leader"], split_names(values["members"]))


def shifts_of(roster: int) -> list[Shift]:
    """Every shift of a roster that was not dropped, in no order. One query."""
    rows = Case.objects.filter(parent=roster, kind="duty_shift").exclude(phase=VOID)
    return [shift_of(values) for values in rows.values_list("values", flat=True)]


def in_order(rules: Rules, shifts: Iterable[Shift]) -> list[Shift]:
    """By day and, on a day, as the rules name the spans."""
    place = {span: number for number, span in enumerate(rules.spans)}
    return sorted(shifts, key=lambda one: (one.slot.day, place.get(one.slot.span, len(place))))


def with_shift(
    rules: Rules, shifts: Iterable[Shift], values: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[Shift, ...]:
    """The roster with one of its shifts served by others. Raises RosterError where that is against the rules."""
    slot = shift_of(values).slot
    return replaced(rules, in_order(rules, shifts), slot, new["leader"], split_names(new["members"]))
