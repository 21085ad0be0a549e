"""The forms of scoring: from what was found to the least and the most points, exactly.

Where the two are equal the points are known. What is unknown is neither zero nor full: it stays a span.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor

from shuangyong.assess.engine.points import SCALE, Points
from shuangyong.assess.engine.tally import Finder, Found
from shuangyong.assess.standard.model import Measure, Rule

Span = tuple[Points, Points]
"""The least and the most."""
HALF = Fraction(1, 2)


def span_of(rule: Rule, find: Finder, level: str = "") -> Span:
    """The points that a rule gives for what is found. `rated` is not for here: nothing counted answers it."""
    if rule.items:
        return _mean(rule, find, level) if rule.form in {"ratio", "sample"} else _sum(rule, find, level)
    if not rule.measures:
        return 0, rule.points
    measure = rule.measures[0]
    found = find(measure)
    if not found.kept and not found.yes:
        return _empty(measure.empty, rule.points)
    return FORMS[rule.form](rule, measure, found)


def voided(span: Span, void: Measure | None, find: Finder) -> Span:
    """Nothing is left where the voiding thing happened; nothing is sure where it may have."""
    if void is None:
        return span
    found = find(void)
    if found.yes:
        return 0, 0
    return (min(0, span[0]), span[1]) if found.most else span


def _empty(how: str, points: Points) -> Span:
    return {"zero": (0, 0), "full": (points, points)}.get(how, (min(0, points), points))


def _sum(rule: Rule, find: Finder, level: str) -> Span:
    """Parts of other levels of place are left out; together never more than the rule gives."""
    spans = [span_of(item.rule, find, level) for item in rule.items if applies(item.levels, level)]
    return min(rule.points, sum(low for low, _ in spans)), min(rule.points, sum(high for _, high in spans))


def applies(levels: tuple[str, ...], level: str) -> bool:
    return not levels or not level or level in levels


def _mean(rule: Rule, find: Finder, level: str) -> Span:
    """The mean of several shares, rounded once."""
    spans = [_shares(item.rule, find) for item in rule.items if applies(item.levels, level)]
    if not spans:
        return 0, rule.points
    low, high = (sum(side, Fraction(0)) / len(spans) for side in zip(*spans, strict=True))
    return floor(rule.points * low + HALF), floor(rule.points * high + HALF)


def _shares(rule: Rule, find: Finder) -> tuple[Fraction, Fraction]:
    measure = rule.measures[0]
    found = find(measure)
    if not found.kept and not found.yes:
        low, high = _empty(measure.empty, 1)
        return Fraction(low), Fraction(high)
    low, high = _empty(measure.none, 1)
    return _share(rule, found.low, low), _share(rule, found.high, high)


def _share(rule: Rule, of: tuple[int, int], nothing: int) -> Fraction:
    """The part of the points for a share; `nothing` where nothing was due."""
    part, whole = of
    return min(Fraction(1), Fraction(part * SCALE, whole * rule.full_at)) if whole else Fraction(nothing)


# ── one measure ────────────────────────────────────────────────────────────────────────────────────────────────────


def _reached(rule: Rule, _: Measure, found: Found) -> Span:
    return rule.points * (found.yes >= rule.need), rule.points * (found.most >= rule.need)


def _ratio(rule: Rule, measure: Measure, found: Found) -> Span:
    low, high = _empty(measure.none, rule.points) if not (found.low[1] and found.high[1]) else (0, 0)
    return _shared(rule, found.low, low), _shared(rule, found.high, high)


def _shared(rule: Rule, of: tuple[int, int], nothing: Points) -> Points:
    """Whole numbers only: this is asked some hundred thousand times for a province."""
    part, whole = of[0] * SCALE, of[1] * rule.full_at
    if not whole:
        return nothing
    if part >= whole:
        return rule.points
    return (2 * rule.points * part + whole) // (2 * whole)


def _sample(rule: Rule, measure: Measure, found: Found) -> Span:
    """Too few drawn say nothing."""
    if found.base < rule.least:
        return _empty(measure.none, rule.points)
    return _ratio(rule, measure, found)


def _deduct(rule: Rule, measure: Measure, found: Found) -> Span:
    """For each that is missing where there is a base, else for each that happened."""
    if measure.has_base:
        least, most = found.high[1] - found.high[0], found.low[1] - found.low[0]
    else:
        least, most = found.yes, found.most
    return max(rule.floor, rule.points - rule.take * most), max(rule.floor, rule.points - rule.take * least)


def _bonus(rule: Rule, _: Measure, found: Found) -> Span:
    return min(rule.points, rule.each * found.yes), min(rule.points, rule.each * found.most)


def _zero(rule: Rule, _: Measure, found: Found) -> Span:
    return rule.points * (not found.most), rule.points * (not found.yes)


def _ladder(rule: Rule, _: Measure, found: Found) -> Span:
    return _step(rule, found.yes), _step(rule, found.most)


def _step(rule: Rule, number: int) -> Points:
    return max((points for start, points in rule.steps if number >= start), default=0)


FORMS: Mapping[str, Callable[[Rule, Measure, Found], Span]] = {
    "reached": _reached,
    "ratio": _ratio,
    "sample": _sample,
    "deduct": _deduct,
    "bonus": _bonus,
    "zero": _zero,
    "ladder": _ladder,
}


# ── years ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def over_years(how: str, spans: list[Span], most: Points) -> Span:
    """Years put together; `most` is what the indicator gives at the most."""
    low, high = (_together(how, list(side)) for side in zip(*spans, strict=True))
    return min(most, low), min(most, high)


def _together(how: str, years: list[Points]) -> Points:
    match how:
        case "sum":
            return sum(years)
        case "least":
            return min(years)
        case "last":
            return years[-1]
    return (2 * sum(years) + len(years)) // (2 * len(years))
