"""Many places at once: every county of a prefecture, a province or the nation, by one standard, in one pass.

One grouping into cells of place and shape, then a pivot: a shape is looked at once for the whole nation, each cell then
only adds to a row of whole numbers (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from django.db.models import Q, Sum

from shuangyong.assess.answers import pattern_of
from shuangyong.assess.asking import everything_asked
from shuangyong.assess.engine.gathering import OPENED, Gatherer
from shuangyong.assess.engine.scoring import Ratings, Score, Subject, score_year
from shuangyong.assess.engine.tally import NO_YEAR, SLOTS, Tally
from shuangyong.assess.models import Cell, Shape
from shuangyong.assess.standard.model import Measure, Standard, all_measures, kinds_measured

Cells = Iterable[tuple[str, int, int, int]]
"""Scope, shape, year, how many marks."""
NOTHING: Ratings = {}


def cells_of(counties: Q) -> Cells:
    """The counters of some counties, put together."""
    cells = Cell.objects.filter(counties).order_by().values_list("scope", "shape_id", "year").annotate(n=Sum("n"))
    return cells.iterator(chunk_size=5000)


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


def scores(standard: Standard, found: Mapping[str, Tally], year: int, names: Mapping[str, str]) -> Iterator[Score]:
    """The ledgers' part of every place's score; what people rated is added where one place is opened."""
    for scope, tally in found.items():
        level = {2: "province", 4: "city", 6: "county"}.get(len(scope), "county")
        yield score_year(standard, Subject(scope, names.get(scope, scope), level), tally, NOTHING, year)
