"""Where a case that opens by itself lies and who gets it: the station or town of the place, or who leads the parent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shuangyong.base.actor import LENGTHS, Place
from shuangyong.base.organisation.models import Unit
from shuangyong.cases.engine.steps import Given
from shuangyong.cases.standing import Open
from shuangyong.catalog.model import LEADER, OPENER, PART_RULE, Kind
from shuangyong.register import queries as register
from shuangyong.register.queries import Sort

LYING: tuple[Sort, ...] = ("person", "household", "site", "merchant")
"""What a form may name that lies somewhere; troops' places are nobody's business."""


def place_of(kind: Kind, values: Mapping[str, Any], otherwise: Place) -> Place:
    """The place of the person, household or site that the form names; where none is known, the parent's."""
    for key, field in kind.fields.items():
        sort = next((one for one in LYING if one == field.type), None)
        if sort and values.get(key) and (place := register.place_of(sort, int(values[key]))):
            return place
    return otherwise


def units_for(rule: str, case: Open, place: Place) -> tuple[Given, ...]:
    """The units that a rule of `children.NAME.gives` means; whoever leads the parent where the place has none."""
    if rule.startswith(PART_RULE):
        return case.state.holders.get(rule.removeprefix(PART_RULE), ())
    found = nearest(rule, place)
    if found is not None:
        return ((found, None),)
    unit = leader(case)
    return ((unit, None),) if unit else ()


def nearest(sort: str, place: Place) -> int | None:
    """The unit of a sort (station, town, village) in the place or, where it has none, in the nearest place above."""
    codes = [place.code[:length] for length in LENGTHS if 4 < length <= len(place.code)]
    rows = Unit.objects.filter(kind=sort, region__in=codes, valid_to=None).order_by("pk").values_list("pk", "region")
    best = max(((len(region), -pk) for pk, region in rows), default=None)
    return -best[1] if best else None


def leader(case: Open) -> int | None:
    """The unit that leads a case; its opener where nobody does."""
    held = case.state.units(LEADER) or case.state.units(OPENER)
    return held[0] if held else None
