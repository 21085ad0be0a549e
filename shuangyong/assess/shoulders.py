"""Whose shoulders an indicator lies on (人人有指标): the words of a standard resolved to units of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from shuangyong.assess import queries
from shuangyong.assess.asking import is_ready
from shuangyong.assess.counting import Records
from shuangyong.assess.engine.gaps import Gap, gaps_of
from shuangyong.assess.engine.scoring import Result
from shuangyong.assess.grounds import Ground
from shuangyong.assess.queries import SEE, Scored
from shuangyong.base.actor import SYSTEM, Actor, Place, Seat
from shuangyong.base.organisation.models import Unit
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
class Work:
    """One indicator as it lies on a unit: named by the standard, or fed by what the unit holds."""

    result: Result
    borne: bool
    """Whether the standard names the unit; otherwise only cases in its hands count for the indicator."""
    gap: Gap | None
    waiting: Records
    """Cases in this unit's hands that do not count yet and still may."""

    @property
    def calls(self) -> bool:
        """Whether there is something to do: points are lacking and may be had, or work in hand would count."""
        return bool(self.waiting.total or (self.borne and self.gap and self.gap.to_be_had))


@dataclass(frozen=True, slots=True)
class Shoulder:
    """A unit with what lies on it in the score of its county, and its score by every standard for units of its sort."""

    unit: int
    name: str
    scored: Scored
    works: tuple[Work, ...]
    own: tuple[Scored, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """The indicators that the standard names the unit for."""
        return tuple(work.result for work in self.works if work.borne)


def mine(actor: Actor, on: date) -> tuple[Shoulder, ...]:
    """What lies on this actor's units in the score of their county. No more of that score is told than these lines."""
    seats = {seat.unit_id: seat for seat in actor.seats if SEE in seat.permissions}
    scores = {code: _score(code, on) for code in dict.fromkeys(_county(seat) for seat in seats.values()) if code}
    return tuple(_shoulder(seat, scores[_county(seat)]) for seat in seats.values() if _county(seat))


def _county(seat: Seat) -> str:
    return seat.place.up("county") or seat.place.code


def _score(code: str, on: date) -> Scored:
    return queries.score(SYSTEM, Place(code), on=on, today=on)


def _shoulder(seat: Seat, scored: Scored) -> Shoulder:
    asked = replace(scored.asked, ground=Ground(scored.asked.ground.place, seat.unit_id))
    held = replace(scored, asked=asked, _behind=None)
    gaps = {gap.indicator.code: gap for gap in gaps_of(scored.score, scored.tally, scored.asked.on)}
    works = []
    for result in scored.score.results:
        borne, waiting = seat.unit_id in units_of(scored, result), held.open_records(result)
        if borne or waiting.total:
            works.append(Work(result, borne, gaps.get(result.indicator.code), waiting))
    works.sort(key=lambda work: (not work.calls, -(work.gap.to_be_had if work.gap else 0), not work.borne))
    return Shoulder(seat.unit_id, seat.unit_name, scored, tuple(works), _own(seat, scored.asked.on))


def _own(seat: Seat, on: date) -> tuple[Scored, ...]:
    """What the unit itself scores: a fixed number of queries for each of the few standards of its sort.

    A standard whose ledgers are still being gone through is left out: the rest of the page does not wait for it.
    """
    unit = Unit.objects.get(pk=seat.unit_id)
    subject = queries.subject_of(unit.place, unit, on)
    fitting = [
        one for one in map(queries.standard_of, queries.standards_on(on)) if queries.fits(one, subject, unit=True)
    ]
    return tuple(
        queries.score(SYSTEM, unit.place, on=on, today=on, unit=seat.unit_id, standard=one.key)
        for one in sorted(fitting, key=lambda one: one.key)
        if is_ready(one)
    )
