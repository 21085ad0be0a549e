"""The burden meter (负担表): what a unit was asked in a month, what it typed, and how long that takes by estimate.

Counted from the steps themselves: nobody fills in anything for it. "Typed" leaves out what the platform filled and the
person only confirmed: fields that are declared `known_from`, and values that stood in the case already.
Source of the aim: 整治形式主义为基层减负若干规定 (2024); the seconds are estimates, declared in burden.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.declared import Faults, installed, join
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.queries import visible_units
from shuangyong.cases.engine import steps
from shuangyong.cases.models import Holding, StepRow
from shuangyong.catalog.model import CHECKED, FIELD_TYPES, Field, Kind
from shuangyong.catalog.queries import kind_of

FILE = "burden.toml"
STEP, FILED, OTHER = "step", "file", "other"
"""Keys beside the types of fields; the last is for a type that the scale does not name."""
KINDS_OF_STATIONS = ("station", "village", "town")


@dataclass(frozen=True, slots=True)
class Scale:
    """Seconds for each thing typed, by type of field; `asks` is how many a station should be asked a year."""

    seconds: Mapping[str, int]
    asks: int
    source: str
    checked: str


@cache
def scale() -> Scale:
    """This installation's scale; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> Scale:
    """A scale out of a file's tables. Raises DeclarationError."""
    faults = Faults(file)
    faults.keys("", tables, ("source", "checked", "asks_a_year", "seconds"))
    allowed = (STEP, FILED, OTHER, *FIELD_TYPES)
    seconds = faults.table("seconds", tables.get("seconds"))
    faults.keys("seconds", seconds, allowed)
    for key, value in seconds.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 3600:
            faults.add(join("seconds", key), "应写秒数，0 到 3600 的整数。")
    asks = tables.get("asks_a_year")
    if not isinstance(asks, int) or isinstance(asks, bool) or asks < 1:
        faults.add("asks_a_year", "应写每年件数，1 以上的整数。")
    found = (faults.text("source", tables.get("source")), faults.one_of("checked", tables.get("checked"), CHECKED))
    faults.raise_any()
    return Scale(seconds, int(asks or 1), *found)


@dataclass(slots=True)
class Load:
    """What one kind, or all of them, asked of a unit. Minutes are estimates."""

    asked: int = 0
    """Cases that another unit gave to this one."""
    steps: int = 0
    typed: int = 0
    """Fields and files that a person entered."""
    known: int = 0
    """Fields that the platform filled and the person confirmed."""
    seconds: int = 0
    """Estimated for what was typed."""
    spared: int = 0
    """Estimated for what was known already: what it would have taken without the platform, over and above."""

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)

    @property
    def before(self) -> int:
        """Minutes if everything had to be typed."""
        return round((self.seconds + self.spared) / 60)

    def add(self, other: Load) -> None:
        for name in ("asked", "steps", "typed", "known", "seconds", "spared"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class UnitLoad:
    """One unit's month."""

    unit: int
    name: str
    whole: Load = field(default_factory=Load)
    kinds: dict[str, Load] = field(default_factory=dict)

    @property
    def costing(self) -> tuple[tuple[str, Load], ...]:
        """Its kinds, the costliest first."""
        return _costing(self.kinds)

    @property
    def costliest(self) -> str:
        """The kind that took longest."""
        return next((kind for kind, _ in self.costing), "")


@dataclass(frozen=True, slots=True)
class Burden:
    """A month: every station with what it was asked, and every kind with what it cost all of them."""

    month: date
    units: tuple[UnitLoad, ...]
    """Those with the longest minutes first."""
    kinds: tuple[tuple[str, Load], ...]
    """Key of the kind and load; the costliest first."""
    whole: Load


def month_of(actor: Actor, first: date, last: date, on: date) -> Burden:
    """From the first to the last day of a month: of all stations and towns for whoever looks after a place, of the
    own units for everybody else. Five statements.
    """
    units = _looked_after(actor, on)
    rows = StepRow.objects.filter(on__range=(first, last), unit__in=units.values("pk"))
    taken = list(rows.order_by("case", "seq").values_list(*COLUMNS))
    loads = _loads(taken, _before(rows, first))
    for unit, kind, count in _asked(units, first, last):
        loads.setdefault((unit, kind), Load()).asked += count
    names = dict(units.filter(pk__in={unit for unit, _ in loads}).values_list("pk", "short"))
    return _gathered(first, loads, names)


def _looked_after(actor: Actor, on: date) -> QuerySet[Unit]:
    units = visible_units(actor, on)
    if any(seat.reach == "place" for seat in actor.seats):
        return units.filter(kind__in=KINDS_OF_STATIONS)
    return units.filter(pk__in=[seat.unit_id for seat in actor.seats])


COLUMNS = ("case", "unit", "case__kind", "case__definition", "action", "data")


def _before(rows: QuerySet[StepRow], first: date) -> dict[int, dict[str, Any]]:
    """What stood in the cases of these steps before the month."""
    earlier = StepRow.objects.filter(case__in=rows.values("case"), on__lt=first).order_by("case", "seq")
    found: dict[int, dict[str, Any]] = {}
    for case, data in earlier.values_list("case", "data"):
        found.setdefault(case, {}).update(data.get("values", {}))
    return found


def _loads(taken: Iterable[Any], stood: dict[int, dict[str, Any]]) -> dict[tuple[int, str], Load]:
    """By unit and kind. Steps come in the order of each case, so that what it held before is known."""
    loads: dict[tuple[int, str], Load] = {}
    for case, unit, kind, definition, action, data in taken:
        held = stood.setdefault(case, {})
        if unit is not None and not (action.startswith("@") and action != steps.OPEN):
            loads.setdefault((unit, kind), Load()).add(_of_step(kind_of(definition), data, held))
        held.update(data.get("values", {}))
    return loads


def _of_step(kind: Kind, data: Mapping[str, Any], held: Mapping[str, Any]) -> Load:
    seconds = scale().seconds
    load = Load(steps=1, seconds=seconds.get(STEP, 0))
    for key, value in data.get("values", {}).items():
        declared = kind.fields.get(key)
        if declared is None or value in (None, "", []):
            continue
        cost = seconds.get(declared.type, seconds.get(OTHER, 0))
        if _stood(declared, value, held):
            load.known, load.spared = load.known + 1, load.spared + cost
        else:
            load.typed, load.seconds = load.typed + 1, load.seconds + cost
    for filed in data.get("proofs", {}).values():
        load.typed, load.seconds = load.typed + len(filed), load.seconds + len(filed) * seconds.get(FILED, 0)
    return load


def _stood(declared: Field, value: Any, held: Mapping[str, Any]) -> bool:
    """Whether the form had it already: by what its field is known from, or because the case says just this."""
    if declared.of_case:
        return value in (held.get(declared.key), held.get(declared.of_case))
    return bool(declared.known_from) or held.get(declared.key) == value


def _asked(units: QuerySet[Unit], first: date, last: date) -> Iterator[tuple[int, str, int]]:
    """Openings in the month that gave a part to one of these units and were made by another one."""
    theirs = Holding.objects.filter(unit__in=units.values("pk")).values("case")
    opened = StepRow.objects.filter(on__range=(first, last), action=steps.OPEN, case__in=theirs)
    for kind, opener, data in opened.values_list("case__kind", "unit", "data"):
        for held in data.get("gives", {}).values():
            yield from ((unit, kind, 1) for unit, _ in held if unit != opener)


def _gathered(first: date, loads: Mapping[tuple[int, str], Load], names: Mapping[int, str]) -> Burden:
    units: dict[int, UnitLoad] = {}
    kinds: dict[str, Load] = {}
    whole = Load()
    for (unit, kind), load in loads.items():
        if unit not in names:
            continue
        one = units.setdefault(unit, UnitLoad(unit, names[unit]))
        for total in (one.whole, one.kinds.setdefault(kind, Load()), kinds.setdefault(kind, Load()), whole):
            total.add(load)
    by_unit = sorted(units.values(), key=lambda one: (-one.whole.seconds, one.name))
    return Burden(first, tuple(by_unit), _costing(kinds), whole)


def _costing(kinds: Mapping[str, Load]) -> tuple[tuple[str, Load], ...]:
    return tuple(sorted(kinds.items(), key=lambda pair: (-pair[1].seconds, pair[0])))
