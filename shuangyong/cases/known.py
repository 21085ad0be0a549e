"""What is held already is filled and only confirmed (减负): `known_from` of a field, by where the fact lies.

Each room that holds facts gives a source for its names (`source("person")`): `unit.*`, `account.*` and `today` are
here, `last.FIELD` is the last case of the same kind that the same unit opened, `parent.FIELD` the case above. What was
typed always stands: a fact fills only what was left empty. A source that does not know says nothing.

`case.FIELD` is what an earlier step of the same case said: it stands in the form of a later one to be gone over, and is
not taken where it was deleted there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.organisation.models import Region, Unit
from shuangyong.cases.engine.state import State, date_fields
from shuangyong.cases.engine.steps import read_value
from shuangyong.cases.models import Case, Holding
from shuangyong.catalog.model import OPENER, Field, Kind, Transition
from shuangyong.catalog.queries import kind_of

TEXTS = ("text", "long_text")
QUIET = ("person", "merchant", "site")
"""Sources whose facts are filled when the form comes back, not drawn into it: only there is it said whose they are."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who fills a form of which kind, and what is in it by now."""

    actor: Actor
    seat: Seat | None
    kind: Kind
    on: date
    values: Mapping[str, Any] = field(default_factory=dict)
    parent: State | None = None


Source = Callable[[Asking, Set[str]], Mapping[str, Any]]
"""The wanted names of a source to what it knows; plain values, as a form holds them."""
_sources: dict[str, Source] = {}


def source(name: str) -> Callable[[Source], Source]:
    """Declare where the facts `name.…` come from; each name has one source."""

    def declare(given: Source) -> Source:
        _sources[name] = given
        return given

    return declare


def held(asking: Asking, *, quiet: bool = True) -> dict[str, Any]:
    """Field to the value that is known for it. At most one query or two for each source that the kind names."""
    wanted = {key: asking.kind.fields[key] for key in sorted(asking.kind.known_on_opening)}
    found: dict[str, Any] = {}
    for name in dict.fromkeys(_source_of(field_) for field_ in wanted.values()):
        if name not in _sources or (name in QUIET and not quiet):
            continue
        theirs = {key: _fact_of(field_) for key, field_ in wanted.items() if _source_of(field_) == name}
        facts = _sources[name](asking, set(theirs.values()))
        found |= {key: facts[fact] for key, fact in theirs.items() if fact in facts}
    return dict(_fitting(asking, found))


def filled(asking: Asking) -> dict[str, Any]:
    """The values of a form with what is known in place of what was left empty."""
    typed = {key: value for key, value in asking.values.items() if value not in (None, "", ())}
    return {**held(asking), **typed}


def carried_on(kind: Kind, asking: Transition, values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the form of a step from earlier ones (`case.FIELD`): its own last text, else that of the other."""
    found = {}
    for wanted in asking.asks:
        declared = kind.fields[wanted.key]
        if declared.of_case:
            value = values.get(wanted.key, values.get(declared.of_case))
            found[wanted.key] = None if value is None else _fit(declared, value)
    return {key: value for key, value in found.items() if value is not None}


def _source_of(declared: Field) -> str:
    return declared.known_from.partition(".")[0]


def _fact_of(declared: Field) -> str:
    return declared.known_from.partition(".")[2]


# ── what fits ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _fitting(asking: Asking, found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in found.items():
        fit = _fit(asking.kind.fields[key], value)
        if fit not in (None, "", ()):
            yield key, fit


def _fit(declared: Field, value: Any) -> Any:
    """The value as the field may hold it; None where it may not."""
    if value is None:
        return None
    if declared.type in TEXTS:
        text = _text(value)
        return text[: declared.max] if declared.max else text
    if declared.type == "choice":
        return value if value in declared.choices else None
    if declared.type == "choices":
        return tuple(one for one in value if one in declared.choices) if isinstance(value, tuple) else None
    if (declared.type == "date") is not isinstance(value, date):
        return None
    return value


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


# ── sources that lie here and below ────────────────────────────────────────────────────────────────────────────────


@source("today")
def _today(asking: Asking, names: Set[str]) -> Mapping[str, Any]:
    return {"": asking.on}


@source("account")
def _account(asking: Asking, names: Set[str]) -> Mapping[str, Any]:
    return {} if asking.actor.is_system else {"name": asking.actor.name}


@source("unit")
def _unit(asking: Asking, names: Set[str]) -> Mapping[str, Any]:
    """Of the unit for which the form is filled."""
    if asking.seat is None:
        return {}
    found: dict[str, Any] = {"name": asking.seat.unit_name}
    if names & {"full_name", "duties"}:
        name, duties = Unit.objects.values_list("name", "duties").get(pk=asking.seat.unit_id)
        found |= {"full_name": name, "duties": duties}
    if "place" in names:
        place = Region.objects.filter(code=asking.seat.place.code).order_by("-valid_from")
        found["place"] = place.values_list("name", flat=True).first()
    return found


@source("parent")
def _parent(asking: Asking, names: Set[str]) -> Mapping[str, Any]:
    return asking.parent.values if asking.parent else {}


@source("last")
def _last(asking: Asking, names: Set[str]) -> Mapping[str, Any]:
    """Of the last case of this kind that the unit opened and may read; what is seen by some posts only is left out."""
    if asking.seat is None:
        return {}
    opened = Holding.objects.filter(part=OPENER, unit=asking.seat.unit_id, case__kind=asking.kind.key)
    newest = opened.filter(case__degree__lte=asking.seat.degree).order_by("-case_id").values("case")[:1]
    row = Case.objects.filter(pk__in=list(newest.values_list("case", flat=True))).first()
    if row is None:
        return {}
    before, post = kind_of(row.definition_id), asking.seat.post
    open_ = {key for key, declared in before.fields.items() if not declared.seen_by or post in declared.seen_by}
    dates = date_fields(before)
    return {key: read_value(value, key in dates) for key, value in row.values.items() if key in open_}
