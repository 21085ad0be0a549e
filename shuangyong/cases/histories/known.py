"""The rows that a batch of histories names, looked up once for all of them: a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.errors import Invalid, NotFound
from shuangyong.base.organisation.actors import hands_to
from shuangyong.base.organisation.models import Tenure, Unit
from shuangyong.base.organisation.queries import visible_units
from shuangyong.cases import keeping, queries
from shuangyong.cases.admitting import (
    NO_CASE,
    NO_PERSON,
    NO_PROOF,
    NO_UNIT,
    NOT_BELOW,
    NOT_REGISTERED,
    usable_proofs,
)
from shuangyong.cases.forms import Form
from shuangyong.cases.histories.model import History
from shuangyong.cases.models import Proof
from shuangyong.catalog.model import REGISTER_TYPES, Kind
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import current
from shuangyong.register.queries import Sort, choosable, labels

NAMING = frozenset({"unit", "units", "case", *REGISTER_TYPES})
"""Types of fields whose values are rows."""


@dataclass(frozen=True, slots=True)
class Lives:
    """A unit as far as a history needs it."""

    path: str
    name: str
    place: Place
    since: date
    until: date | None


class Known:
    """Units, tenures, proofs and cases that may be named, as whoever hands in the histories sees them today."""

    def __init__(self, actor: Actor, histories: Iterable[History], today: date) -> None:
        forms = [(form, past.unit) for history in histories for past in history.steps for form in _all(past.form)]
        self.actor, self.today = actor, today
        self._units = _units(actor, forms, today)
        self._tenures = _tenures(form for form, _ in forms)
        self._proofs = _proofs(actor, (form for form, _ in forms))
        self._numbers = {number for form, _ in forms for number in _named(form)}
        self._registered: dict[str, set[int]] = {}
        self._labels: dict[str, dict[int, str]] = {}
        self._cases: dict[frozenset[int], set[int]] = {}
        self._versions: dict[tuple[str, date], Definition] = {}

    def version(self, key: str, on: date) -> Definition:
        """The version in force on a day; what is older than every version goes by the one of today."""
        if (key, on) not in self._versions:
            try:
                found = current(key, on)
            except NotFound:
                found = current(key, self.today)
            self._versions[key, on] = found
        return self._versions[key, on]

    def path(self, unit: int) -> str:
        """The unit's path; looked up where a rule of the kind named the unit."""
        return self.unit(unit).path

    def unit(self, unit: int) -> Lives:
        if unit not in self._units:
            self._units |= _rows(Unit.objects.filter(pk=unit).values_list(*_UNIT))
        return self._units[unit]

    def admit(self, kind: Kind, form: Form, on: date) -> None:
        """As `admitting.admit` for one form: raises Invalid where it names what may not be named."""
        wrong = {part: NO_UNIT for part, given in form.gives.items() if not all(self._there(u, on) for u, _ in given)}
        for part, given in form.gives.items():
            if not all(self._serves(unit, account, on) for unit, account in given):
                wrong.setdefault(part, NO_PERSON)
        wrong |= {slot: NO_PROOF for slot, filed in form.proofs.items() if not self._proofs.keys() >= set(filed)}
        wrong |= {key: says for key, value in form.values.items() if (says := self._wrong(kind, key, value, on))}
        if wrong:
            raise Invalid(wrong)

    def admit_below(self, seat: Seat, part: str, form: Form) -> None:
        """As `admitting.admit_below`."""
        given = [self.unit(unit) for unit, _ in form.gives.get(part, ())]
        if not all(hands_to(seat, unit.path, unit.place) for unit in given):
            raise Invalid({part: NOT_BELOW})

    def _wrong(self, kind: Kind, key: str, value: Any, on: date) -> str:
        """What is wrong with one value that names rows; "" where nothing is, or where it names none."""
        declared = kind.fields.get(key)
        if declared is None or not value or declared.type not in NAMING:
            return ""
        rows: set[int] = set(value) if isinstance(value, tuple) else {value}
        if declared.type in {"unit", "units"}:
            return "" if all(self._there(unit, on) for unit in rows) else NO_UNIT
        if declared.type == "case":
            return "" if self._sees(rows) else NO_CASE
        return "" if self._choosable(_sort(declared.type), rows) else NOT_REGISTERED

    def _there(self, unit: int, on: date) -> bool:
        """Whoever tells of the past names units of today; the system itself only those that stood on that day."""
        found = self._units.get(unit)
        if found is None:
            return False
        return not self.actor.is_system or (found.since <= on and (found.until is None or on < found.until))

    def _serves(self, unit: int, account: int | None, on: date) -> bool:
        if account is None:
            return True
        held = self._tenures.get((unit, account), ())
        return any(since <= on and (until is None or on < until) for since, until in held)

    def _sees(self, cases: set[int]) -> bool:
        asked = frozenset(cases)
        if asked not in self._cases:
            seen = queries.visible_to(self.actor).filter(pk__in=asked)
            self._cases[asked] = set(seen.values_list("pk", flat=True))
        return self._cases[asked] >= cases

    def _choosable(self, sort: Sort, rows: set[int]) -> bool:
        """Asked once for all numbers of the batch that may be one of the register's."""
        if sort not in self._registered:
            self._registered[sort] = choosable(self.actor, sort, self._numbers)
        return self._registered[sort] >= rows

    def title(self, kind: Kind, values: Mapping[str, Any]) -> str:
        """The title of a case, as `involving.title_of` says it."""
        value, sort = values[kind.title], kind.fields[kind.title].type
        if sort not in REGISTER_TYPES:
            return str(value)[:300]
        if sort not in self._labels:
            self._labels[sort] = labels(_sort(sort), sorted(self._registered.get(sort, {int(value)})))
        return self._labels[sort].get(int(value), kind.name)[:300]

    def filed(self, kind: Kind, form: Form) -> dict[str, tuple[tuple[int, date | None], ...]]:
        """The proofs with the day until which each holds."""
        return {
            slot: tuple((pk, keeping.holds_until(kind.proofs[slot], *self._proofs[pk])) for pk in filed)
            for slot, filed in form.proofs.items()
            if filed
        }


def _sort(text: str) -> Sort:
    return text  # type: ignore[return-value]  # REGISTER_TYPES are the sorts of the register


def _all(form: Form) -> Iterator[Form]:
    """A form and the one of the case that its step opens."""
    yield form
    if form.child is not None:
        yield from _all(form.child)


_UNIT = ("pk", "path", "short", "region", "valid_from", "valid_to")


def _rows(found: Iterable[tuple[int, str, str, str, date, date | None]]) -> dict[int, Lives]:
    return {pk: Lives(path, name, Place(code), since, until) for pk, path, name, code, since, until in found}


def _units(actor: Actor, forms: Iterable[tuple[Form, int | None]], today: date) -> dict[int, Lives]:
    asked = {unit for form, _ in forms for unit in _named(form)} | {unit for _, unit in forms if unit}
    seen = Unit.objects.all() if actor.is_system else visible_units(actor, today)
    return _rows(seen.filter(pk__in=asked).values_list(*_UNIT)) if asked else {}


def _named(form: Form) -> Iterator[int]:
    """Every number that could be a unit's: whether a field names units is told by the kind, later."""
    yield from (unit for given in form.gives.values() for unit, _ in given)
    for value in form.values.values():
        if isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, int))
        elif isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31:
            yield value


def _tenures(forms: Iterable[Form]) -> Mapping[tuple[int, int], tuple[tuple[date, date | None], ...]]:
    persons = {account for form in forms for given in form.gives.values() for _, account in given if account}
    found: dict[tuple[int, int], tuple[tuple[date, date | None], ...]] = {}
    if persons:
        rows = Tenure.objects.filter(account__in=persons).values_list("unit_id", "account_id", "since", "until")
        for unit, account, since, until in rows:
            found[unit, account] = (*found.get((unit, account), ()), (since, until))
    return found


def _proofs(actor: Actor, forms: Iterable[Form]) -> dict[int, tuple[date, date | None]]:
    asked = {pk for form in forms for filed in form.proofs.values() for pk in filed}
    if not asked:
        return {}
    rows = Proof.objects.filter(usable_proofs(actor), pk__in=asked).values_list("pk", "on", "until").distinct()
    return {pk: (on, until) for pk, on, until in rows}
