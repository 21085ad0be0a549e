"""Many places at once: every county of a prefecture, a province or the nation, by one standard, in one pass.

One grouping into cells of place and shape, then a pivot: a shape is looked at once for the whole nation, and what it
says of a measure is one addition of columns (engine.columns, docs/performance.md). Cases whose answers turn by the
passing of days count as the last night's job left them. A fixed number of queries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import polars as pl
from django.db.models import Q, Sum

from shuangyong.assess import keeping
from shuangyong.assess.answers import Asked, pattern_of
from shuangyong.assess.asking import everything_asked
from shuangyong.assess.engine.columns import Counts, Scores, scores_of
from shuangyong.assess.engine.gathering import OPENED, Gatherer
from shuangyong.assess.engine.tally import NO_YEAR, SLOTS, Tally
from shuangyong.assess.models import Cell, Member, Shape
from shuangyong.assess.ratings import ratings_of_many
from shuangyong.assess.standard.model import Measure, Standard, all_measures, kinds_measured
from shuangyong.assess.surroundings import bases_of_many
from shuangyong.base.actor import LENGTHS, LEVELS

Cells = Iterable[tuple[str, int, int, int]]
"""Scope, shape, year, how many marks."""
Members = Iterable[tuple[str, int, str, int, str, int]]
"""Scope, trait, view, year, value, how many cases."""


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
    scope = scopes_under(under)
    asked = everything_asked(kinds_measured(standard))
    traits = {pk: (kind, when, told) for kind, one in asked.items() for pk, when, told in one.traits}
    cells = keeping.place_cells(scope) if from_marks else cells_of(scope)
    members = (keeping.place_members(scope) if from_marks else _members(scope, traits)) if traits else ()
    counts = counts_of(standard, asked, level, cells, members, traits, places)
    counts.bases = _bases(standard, counts.places, level, on)
    rated = ratings_of_many(level, under, standard, on) if _asks_people(standard) else {}
    return scores_of(standard, counts, level, on.year, rated)


def scopes_under(code: str) -> Q:
    """The scopes of places under a code: one range. Units' scopes begin with a letter."""
    if not code:
        return Q(scope__gte="1", scope__lt=keeping.UNIT)
    return Q(scope__gte=code, scope__lt=str(int(code) + 1).zfill(len(code)))


def cells_of(counties: Q) -> Cells:
    """The counters of some counties, put together."""
    cells = Cell.objects.filter(counties).order_by().values_list("scope", "shape_id", "year").annotate(n=Sum("n"))
    return cells.iterator(chunk_size=5000)


def _members(scope: Q, traits: Iterable[int]) -> Members:
    rows = Member.objects.filter(scope, trait__in=list(traits)).order_by()
    return rows.values_list("scope", "trait_id", "by", "year", "value").annotate(total=Sum("n"))


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


def by_place(found: Scores) -> Iterator[tuple[str, int]]:
    """Places with their points, in ten-thousandths."""
    return zip(found.places, found.points(), strict=True)


# ── a tally for each place, where every number is to be opened ───────────────────────────────────────────────────────


def tallies(standard: Standard, cells: Cells) -> dict[str, Tally]:
    """A tally for each place that has cells. Measures of different values are not among them."""
    measures = list(all_measures(standard))
    number = {measure: at * SLOTS for at, measure in enumerate(measures)}
    places, opens, kinds = _places(standard, number)
    flat: dict[tuple[str, int], list[int]] = {}
    since: dict[str, dict[str, int]] = {}
    width, last, row = len(measures) * SLOTS, ("", -1), [0]
    for scope, shape, year, n in cells:
        if (scope, year) != last:
            last = (scope, year)
            row = flat.setdefault(last, [0] * width)
        for at in places.get(shape, ()):
            row[at] += n
        if shape in opens and n > 0 and year != NO_YEAR:
            known, kind = since.setdefault(scope, {}), kinds[shape]
            known[kind] = min(year, known.get(kind, year))
    return _spread(flat, since, number)


def _places(
    standard: Standard, number: Mapping[Measure, int]
) -> tuple[dict[int, tuple[int, ...]], frozenset[int], dict[int, str]]:
    """For every shape: where it adds to a row; which shapes tell that a ledger is kept; their kinds."""
    asked = everything_asked(kinds_measured(standard))
    whens = {pk: when for one in asked.values() for pk, when in one.asks}
    gatherer = Gatherer(standard)
    shapes = list(Shape.objects.filter(kind__in=list(asked)))
    places = {}
    for shape in shapes:
        filled = gatherer.filled(shape.pk, shape.kind, shape.by, partial(pattern_of, shape.text, whens))
        places[shape.pk] = tuple(number[measure] + slot for measure, slots in filled for slot in slots)
    opens = frozenset(shape.pk for shape in shapes if shape.by == OPENED)
    return places, opens, {shape.pk: shape.kind for shape in shapes}


def _spread(
    flat: Mapping[tuple[str, int], list[int]], since: Mapping[str, dict[str, int]], number: Mapping[Measure, int]
) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for (scope, year), row in flat.items():
        tally = found.setdefault(scope, Tally(since=since.get(scope, {})))
        for measure, at in number.items():
            tally.counts.setdefault(measure, {})[year] = row[at : at + SLOTS]
    return found
