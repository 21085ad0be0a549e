"""Many places at once: every county of a prefecture, a province or the nation, by one standard, in one pass.

One grouping into cells of place and shape, then a pivot: a shape is looked at once for the whole nation, and what it
says of a measure is one addition of columns (engine.columns, docs/performance.md). What is added up is what is added up
for a place alone (grounds): cases whose answers turn by the passing of days count as of the day. A fixed number of
queries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import polars as pl

from shuangyong.assess.answers import Asked, pattern_of
from shuangyong.assess.asking import everything_asked
from shuangyong.assess.engine.columns import Counts, Scores, scores_of
from shuangyong.assess.engine.gathering import OPENED, Gatherer
from shuangyong.assess.grounds import cells_now, everywhere, values_now
from shuangyong.assess.models import Shape
from shuangyong.assess.ratings import ratings_of_many
from shuangyong.assess.standard.model import Measure, Standard, all_measures, kinds_measured
from shuangyong.assess.surroundings import bases_of_many
from shuangyong.base.actor import LENGTHS, LEVELS

Cells = Iterable[tuple[Any, ...]]
"""Scope, shape, year, how many cases."""
Members = Iterable[tuple[Any, ...]]
"""Scope, trait, view, year, value, how many cases."""
SCOPE = ("scope",)


def scores(
    standard: Standard,
    level: str,
    on: date,
    *,
    under: str = "",
    places: Iterable[str] = (),
    from_marks: bool = False,
) -> Scores:
    """Every place of a level (county, city, province) under a code: those with cases, and those of `places`.

    From the counters; `from_marks`: from nothing, as if there were none.
    """
    ground = everywhere(under)
    asked = everything_asked(kinds_measured(standard))
    traits = {pk: (kind, when, told) for kind, one in asked.items() for pk, when, told in one.traits}
    cells = cells_now(ground, on, SCOPE, from_marks=from_marks)
    members = values_now(ground, on, traits, SCOPE, from_marks=from_marks)
    counts = counts_of(standard, asked, level, cells, members, traits, places)
    counts.bases = _bases(standard, counts.places, level, on)
    rated = ratings_of_many(level, under, standard, on) if _asks_people(standard) else {}
    return scores_of(standard, counts, level, on.year, rated)


def _asks_people(standard: Standard) -> bool:
    return any(indicator.rule.form == "rated" for indicator in standard.indicators.values())


def _bases(standard: Standard, places: Sequence[str], level: str, on: date) -> dict[str, pl.Series]:
    if not any(measure.of_units for measure in all_measures(standard)):
        return {}
    found = bases_of_many(level, on)
    return {
        base: pl.Series([numbers.get(place, 0) for place in places], dtype=pl.Int64) for base, numbers in found.items()
    }


# ── the pivot ──────────────────────────────────────────────────────────────────────────────────────────────────────


def counts_of(
    standard: Standard,
    asked: Mapping[str, Asked],
    level: str,
    cells: Cells,
    members: Members,
    traits: Mapping[int, tuple[str, str, str]],
    places: Iterable[str] = (),
) -> Counts:
    """What the cells add up to, a column for each shape and year. What lies above the level is left out."""
    length = LENGTHS[LEVELS.index(level)]
    rows, told = list(cells), list(members)
    at = _numbered([*(row[0] for row in rows), *(row[0] for row in told)], length, places)
    columns: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * len(at.places))
    for scope, shape, year, n in rows:
        columns[shape, year][at.scopes[scope]] += n
    dense = {key: pl.Series(column[:-1], dtype=pl.Int64) for key, column in columns.items()}
    fills, opened = _fills(standard, asked)
    return Counts(at.places[:-1], dense, fills, opened, _values(standard, traits, told, at))


@dataclass(frozen=True, slots=True)
class Numbered:
    """The places in their order, and behind them one that takes what lies above the level; the number of each scope."""

    places: tuple[str, ...]
    scopes: Mapping[str, int]


def _numbered(scopes: Iterable[str], length: int, places: Iterable[str]) -> Numbered:
    met = set(scopes)
    names = (*sorted({*places, *(scope[:length] for scope in met if len(scope) >= length)}), "")
    number = {place: at for at, place in enumerate(names)}
    return Numbered(names, {scope: number.get(scope[:length], len(names) - 1) for scope in met})


def _fills(
    standard: Standard, asked: Mapping[str, Asked]
) -> tuple[dict[Measure, list[tuple[int, tuple[int, ...]]]], dict[str, list[int]]]:
    """For every measure its shapes with their slots; for every kind the shapes that tell that its ledger is kept."""
    whens = {pk: when for one in asked.values() for pk, when in one.asks}
    gatherer = Gatherer(standard)
    fills: dict[Measure, list[tuple[int, tuple[int, ...]]]] = {}
    opened: dict[str, list[int]] = {}
    for shape in Shape.objects.filter(kind__in=list(asked)):
        filled = gatherer.filled(shape.pk, shape.kind, shape.by, partial(pattern_of, shape.text, whens))
        for measure, slots in filled:
            fills.setdefault(measure, []).append((shape.pk, slots))
        if shape.by == OPENED:
            opened.setdefault(shape.kind, []).append(shape.pk)
    return fills, opened


def _values(
    standard: Standard, traits: Mapping[int, tuple[str, str, str]], members: Members, at: Numbered
) -> dict[Measure, list[tuple[int, int, str]]]:
    """The different values that each measure meets, by place and year."""
    told, sums = Gatherer(standard).traits, Counter[tuple[int, int, str, int, str]]()
    for scope, trait, by, year, value, n in members:
        sums[at.scopes[scope], trait, by, year, value] += n
    found: dict[Measure, list[tuple[int, int, str]]] = {}
    for (place, trait, by, year, value), n in sums.items():
        for measure in told.get((*traits[trait], by), ()) if n > 0 and trait in traits else ():
            found.setdefault(measure, []).append((place, year, value))
    return found
