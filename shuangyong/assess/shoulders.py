"""Whose shoulders an indicator lies on (人人有指标): the words of a standard resolved to units of a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from shuangyong.assess import queries
from shuangyong.assess.engine.scoring import Result
from shuangyong.assess.queries import SEE, Scored
from shuangyong.base.actor import SYSTEM, Actor, Place, Seat
from shuangyong.base.organisation.queries import collective_named, expand
from shuangyong.base.organisation.resolving import resolve

Bearers = Mapping[str, tuple[int, ...]]
"""Words of a standard to the units that they mean in a place."""


@lru_cache(maxsize=64)
def _bearers(names: tuple[str, ...], place: str, on: date) -> Bearers:
    """Kept for a day: a name is looked up once, not on every page."""
    return {name: _meant(name, Place(place), on) for name in names}


def _meant(name: str, place: Place, on: date) -> tuple[int, ...]:
    collective = collective_named(name)
    if collective is not None:
        return tuple(unit.pk for unit in expand(collective, place, on=on).units)
    found = [candidate.unit for candidate in resolve(name, place, on=on) if candidate.open]
    return (found[0].pk,) if found else ()


def bearers(scored: Scored) -> Bearers:
    """For every name that the standard uses: the units that bear it where the score is."""
    wanted = {name for result in scored.score.results for name in result.indicator.units}
    return _bearers(tuple(sorted(wanted)), scored.asked.ground.place.code, scored.asked.on)


def units_of(scored: Scored, result: Result) -> tuple[int, ...]:
    """The units that bear one indicator, in the order of the standard, each once."""
    known = bearers(scored)
    return tuple(dict.fromkeys(unit for name in result.indicator.units for unit in known[name]))


@dataclass(frozen=True, slots=True)
class Shoulder:
    """A unit with the indicators that it bears, and the score that they belong to."""

    unit: int
    name: str
    scored: Scored
    results: tuple[Result, ...]


def mine(actor: Actor, on: date) -> tuple[Shoulder, ...]:
    """What this actor's units bear in the score of their county. No more of that score is told than these lines."""
    seats = {seat.unit_id: seat for seat in actor.seats if SEE in seat.permissions}
    scores = {code: _score(code, on) for code in dict.fromkeys(_county(seat) for seat in seats.values()) if code}
    return tuple(_shoulder(seat, scores[_county(seat)]) for seat in seats.values() if _county(seat))


def _county(seat: Seat) -> str:
    return seat.place.up("county") or seat.place.code


def _score(code: str, on: date) -> Scored:
    return queries.score(SYSTEM, Place(code), on=on, today=on)


def _shoulder(seat: Seat, scored: Scored) -> Shoulder:
    found = _borne(scored, seat.unit_id, scored.score.results)
    return Shoulder(seat.unit_id, seat.unit_name, scored, tuple(found))


def _borne(scored: Scored, unit: int, results: Iterable[Result]) -> list[Result]:
    return [result for result in results if unit in units_of(scored, result)]
