"""The forms of scoring for many places at once: a column of numbers where the engine has one number.

The same arithmetic in whole numbers as `forms` and `tally`, place by place in one go; tests/assess/test_many.py holds
them together. Numbers are 64-bit: points of an indicator × cases of a place × SCALE stay below 10**18, which is a
hundred points over ten million cases a thousand times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add, or_

import polars as pl

from shuangyong.assess.engine.forms import Span, applies, span_of
from shuangyong.assess.engine.points import SCALE, Points
from shuangyong.assess.engine.scoring import NOBODY, Rated, Ratings, Result, Score, Subject
from shuangyong.assess.engine.tally import BASE, LATE, LOOSE, MAYBE, NO_YEAR, PERHAPS, STILL, YES, Found, years_of
from shuangyong.assess.standard.model import Empty, Indicator, Measure, Rule, Standard, measures_of

Column = pl.Series
"""A number for every place, in the order of the places."""
Sides = tuple[Column, Column]
"""The least and the most."""
Fills = Mapping[Measure, Sequence[tuple[int, tuple[int, ...]]]]
"""For every measure: the shapes that speak to it, each with the slots that it fills."""


def where(mask: Column, yes: Column | Points, no: Column | Points) -> Column:
    """One or the other; a number stands for a column of it."""
    return _column(yes).zip_with(mask, _column(no))


def _column(value: Column | Points) -> Column:
    return value if isinstance(value, pl.Series) else pl.Series((value,), dtype=pl.Int64)


def at_most(column: Column, bound: Points) -> Column:
    """What polars' own clip does, without a plan of a query for each."""
    return where(column > bound, bound, column)


def at_least(column: Column, bound: Points) -> Column:
    return where(column < bound, bound, column)


@dataclass(frozen=True, slots=True)
class FoundMany:
    """`tally.Found` of many places. `kept` is true where the ledger was kept at all."""

    yes: Column
    most: Column
    base: Column
    low: Sides
    high: Sides
    still: Column
    late: Column
    kept: Column

    def one(self, at: int) -> Found:
        """What was found for one of the places."""
        yes, most, base, still, late, kept = (
            column[at] for column in (self.yes, self.most, self.base, self.still, self.late, self.kept)
        )
        low, high = ((part[at], whole[at]) for part, whole in (self.low, self.high))
        return Found(yes, most, base, low, high, still, late, kept)


@dataclass(slots=True)
class Counts:
    """What is counted in many places: how many cases of each shape and year, and what else measures compare with."""

    places: Sequence[str]
    shapes: Mapping[tuple[int, int], Column]
    """By shape and year."""
    fills: Fills
    opened: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """By kind: its shapes under the day of opening, which tell since when a ledger is kept."""
    values: Mapping[Measure, Iterable[tuple[int, int, str]]] = field(default_factory=dict)
    """For distinct measures: place (its number in `places`), year, value."""
    bases: Mapping[str, Column] = field(default_factory=dict)

    def full(self, number: int) -> Column:
        return pl.Series((number,), dtype=pl.Int64).new_from_index(0, len(self.places))

    def kept(self, kind: str, year: int) -> Column:
        """Where a case of this kind was opened in that year or before it."""
        known = [
            column > 0
            for (shape, opened), column in self.shapes.items()
            if NO_YEAR != opened <= year and shape in self.opened.get(kind, ())
        ]
        return reduce(or_, known) if known else self.full(0) > 0

    def years(self) -> set[int]:
        return {year for _, year in self.shapes}


@dataclass(slots=True)
class ReadingMany:
    """`tally.Reading` of many places: for one year, with the years of its cycle up to it."""

    counts: Counts
    year: int
    first: int
    whole: bool = False
    _found: dict[Measure, FoundMany] = field(default_factory=dict)
    _kept: dict[str, Column] = field(default_factory=dict)

    def __call__(self, measure: Measure) -> FoundMany:
        found = self._found.get(measure)
        if found is None:
            found = self._found[measure] = self._read(measure)
        return found

    def _read(self, measure: Measure) -> FoundMany:
        yes, maybe, perhaps, loose, base, still, late = self._row(measure)
        kept = self._kept_of(measure.kind)
        if measure.over_cases:
            most = yes + maybe + perhaps
            return FoundMany(yes, most, base, (yes, base + loose), (most, base + perhaps), still, late, kept)
        if measure.distinct:
            yes = self._distinct(measure)
        low, high = self._base(measure)
        most = yes + maybe
        sides = (_least(yes, high), high), (_least(most, low), low)
        return FoundMany(yes, most, low, *sides, still, late, kept)

    def _kept_of(self, kind: str) -> Column:
        if kind not in self._kept:
            self._kept[kind] = self.counts.kept(kind, self.year)
        return self._kept[kind]

    def _base(self, measure: Measure) -> Sides:
        """Against a base that is a number of its own."""
        if measure.of_number:
            return (self.counts.full(measure.of_number),) * 2
        if measure.of_units:
            return (self.counts.bases.get(measure.of_units, self.counts.full(0)),) * 2
        other = measure.base()
        if other is None:
            return (self.counts.full(0),) * 2
        found = self(other)
        return found.yes, found.most

    def _row(self, measure: Measure) -> list[Column]:
        """A column for each slot, summed over shapes and years."""
        adds: dict[int, list[Column]] = {slot: [] for slot in (YES, MAYBE, PERHAPS, LOOSE, BASE, STILL, LATE)}
        years = years_of(measure, self.counts.years(), self)
        for shape, slots in self.counts.fills.get(measure, ()):
            columns = [column for year in years if (column := self.counts.shapes.get((shape, year))) is not None]
            for slot in slots:
                adds[slot] += columns
        nothing = self.counts.full(0)
        return [_sum(columns) if columns else nothing for columns in adds.values()]

    def _distinct(self, measure: Measure) -> Column:
        rows = list(self.counts.values.get(measure, ()))
        years = set(years_of(measure, {year for _, year, _ in rows}, self))
        met = Counter(at for at, _ in {(at, value) for at, year, value in rows if year in years})
        return pl.Series([met[at] for at in range(len(self.counts.places))], dtype=pl.Int64)


def _sum(columns: Sequence[Column]) -> Column:
    return reduce(add, columns)


def _least(one: Column, other: Column) -> Column:
    return where(one < other, one, other)


# ── forms ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def spans_of(rule: Rule, find: ReadingMany, level: str) -> Sides:
    """`forms.span_of` of many places."""
    full = find.counts.full
    if rule.items:
        return _means(rule, find, level) if rule.form in {"ratio", "sample"} else _sums(rule, find, level)
    if not rule.measures:
        return full(0), full(rule.points)
    measure = rule.measures[0]
    found = find(measure)
    blank = ~(found.kept | (found.yes > 0))
    sides = FORMS[rule.form](rule, measure, found)
    if not blank.any():
        return sides
    empty = _empty(measure.empty, rule.points)
    return where(blank, empty[0], sides[0]), where(blank, empty[1], sides[1])


def _empty(how: Empty, points: Points) -> Span:
    return {"zero": (0, 0), "full": (points, points)}.get(how, (min(0, points), points))


def _sums(rule: Rule, find: ReadingMany, level: str) -> Sides:
    sides = [spans_of(item.rule, find, level) for item in rule.items if applies(item.levels, level)]
    low, high = ([side[at] for side in sides] for at in (0, 1))
    nothing = find.counts.full(0)
    return tuple(at_most(_sum([nothing, *side]), rule.points) for side in (low, high))  # type: ignore[return-value]


def _means(rule: Rule, find: ReadingMany, level: str) -> Sides:
    """Shares of different wholes, rounded once: fractions, so by the engine itself, once for each set of counts."""
    found = {measure: find(measure) for measure in measures_of(rule)}
    known: dict[tuple[Found, ...], Span] = {}
    spans = []
    for at in range(len(find.counts.places)):
        here = {measure: many.one(at) for measure, many in found.items()}
        key = tuple(here.values())
        if key not in known:
            known[key] = span_of(rule, lambda measure, here=here: here[measure], level)
        spans.append(known[key])
    low, high = zip(*spans, strict=True) if spans else ((), ())
    return pl.Series(low, dtype=pl.Int64), pl.Series(high, dtype=pl.Int64)


def _reached(rule: Rule, _: Measure, found: FoundMany) -> Sides:
    return _times(found.yes >= rule.need, rule.points), _times(found.most >= rule.need, rule.points)


def _times(mask: Column, points: Points) -> Column:
    return mask.cast(pl.Int64) * points


def _ratio(rule: Rule, measure: Measure, found: FoundMany) -> Sides:
    due = (found.low[1] > 0) & (found.high[1] > 0)
    low, high = (_times(~due, points) for points in _empty(measure.none, rule.points))
    return _shared(rule, found.low, low), _shared(rule, found.high, high)


def _shared(rule: Rule, of: Sides, nothing: Column) -> Column:
    part, whole = of[0] * SCALE, of[1] * rule.full_at
    share = (part * (2 * rule.points) + whole) // (whole * 2)  # null where nothing was due
    return where(whole > 0, at_most(share, rule.points), nothing)


def _sample(rule: Rule, measure: Measure, found: FoundMany) -> Sides:
    enough = found.base >= rule.least
    few = [_times(~enough, points) for points in _empty(measure.none, rule.points)]
    low, high = _ratio(rule, measure, found)
    return where(enough, low, few[0]), where(enough, high, few[1])


def _deduct(rule: Rule, measure: Measure, found: FoundMany) -> Sides:
    if measure.has_base:
        least, most = found.high[1] - found.high[0], found.low[1] - found.low[0]
    else:
        least, most = found.yes, found.most
    low, high = (rule.points - number * rule.take for number in (most, least))
    return at_least(low, rule.floor), at_least(high, rule.floor)


def _bonus(rule: Rule, _: Measure, found: FoundMany) -> Sides:
    low, high = found.yes * rule.each, found.most * rule.each
    return at_most(low, rule.points), at_most(high, rule.points)


def _zero(rule: Rule, _: Measure, found: FoundMany) -> Sides:
    return _times(found.most == 0, rule.points), _times(found.yes == 0, rule.points)


def _ladder(rule: Rule, _: Measure, found: FoundMany) -> Sides:
    return _step(rule, found.yes), _step(rule, found.most)


def _step(rule: Rule, number: Column) -> Column:
    """The most points of the steps that were reached: the highest are laid over the others."""
    reached = _times(number < 0, 0)
    for start, points in sorted(rule.steps, key=lambda step: step[1]):
        reached = where(number >= start, points, reached)
    return reached


FORMS: Mapping[str, Callable[[Rule, Measure, FoundMany], Sides]] = {
    "reached": _reached,
    "ratio": _ratio,
    "sample": _sample,
    "deduct": _deduct,
    "bonus": _bonus,
    "zero": _zero,
    "ladder": _ladder,
}


# ── the whole score ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Scores:
    """A standard applied to many places of one level for a year."""

    standard: Standard
    level: str
    year: int
    first: int
    places: Sequence[str]
    spans: Mapping[str, Sides]
    """By indicator."""
    rated: Mapping[str, Ratings] = field(default_factory=dict)

    def points(self) -> list[Points]:
        """`Score.points` of every place."""
        known = {code: _times(low == high, 1) * low for code, (low, high) in self.spans.items()}
        plain = [known[code] for code, indicator in self._told() if not indicator.bonus]
        extra = [known[code] for code, indicator in self._told() if indicator.bonus]
        total = _sum(plain) if plain else pl.Series([0] * len(self.places), dtype=pl.Int64)
        if extra:
            total = total + at_most(_sum(extra), self.standard.bonus_cap)
        return list(total)

    def unknown(self) -> list[Points]:
        """`Score.unknown` of every place."""
        open_ = [
            _times(self.spans[code][0] != self.spans[code][1], indicator.points)
            for code, indicator in self._told()
            if not indicator.bonus
        ]
        return list(_sum(open_)) if open_ else [0] * len(self.places)

    def score(self, at: int, name: str = "") -> Score:
        """The score of one of the places, as `score_year` gives it."""
        subject = Subject(self.places[at], name or self.places[at], self.level)
        ratings = self.rated.get(subject.code, {})
        results = tuple(
            Result(indicator, low[at], high[at], _rated(ratings, indicator, self.year))
            for (code, indicator), (low, high) in zip(self._told(), self.spans.values(), strict=True)
        )
        return Score(self.standard, subject, self.year, self.first, False, results)

    def _told(self) -> list[tuple[str, Indicator]]:
        return [(code, self.standard.indicators[code]) for code in self.spans]


def _rated(ratings: Ratings, indicator: Indicator, year: int) -> Rated:
    return ratings.get((indicator.code, year if indicator.yearly else 0), NOBODY)


def scores_of(
    standard: Standard, counts: Counts, level: str, year: int, rated: Mapping[str, Ratings] | None = None
) -> Scores:
    """`scoring.score_year` of many places of one level; `rated` by place."""
    first, _ = standard.cycle_of(year)
    said = rated or {}
    yearly, whole = ReadingMany(counts, year, first), ReadingMany(counts, year, first, whole=True)
    spans = {}
    for code, indicator in standard.indicators.items():
        if applies(indicator.levels, level):
            find = yearly if indicator.yearly else whole
            if indicator.rule.form == "rated":
                sides = _by_people(indicator, counts.places, year, said)
            else:
                sides = spans_of(indicator.rule, find, level)
            spans[code] = _voided(sides, indicator.void, find)
    return Scores(standard, level, year, first, counts.places, spans, said)


def _by_people(indicator: Indicator, places: Sequence[str], year: int, rated: Mapping[str, Ratings]) -> Sides:
    points = [_rated(rated.get(place, {}), indicator, year).counts for place in places]
    low = [0 if known is None else known for known in points]
    high = [indicator.points if known is None else known for known in points]
    return pl.Series(low, dtype=pl.Int64), pl.Series(high, dtype=pl.Int64)


def _voided(sides: Sides, void: Measure | None, find: ReadingMany) -> Sides:
    if void is None:
        return sides
    found = find(void)
    sure, perhaps = found.yes > 0, found.most > 0
    low = where(perhaps, at_most(sides[0], 0), sides[0])
    return where(sure, 0, low), where(sure, 0, sides[1])
