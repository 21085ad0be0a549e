"""What is lacking to all points, what of it can still be had, and how: from the same counts as the score. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor

from shuangyong.assess.engine.forms import HALF, applies, span_of
from shuangyong.assess.engine.points import Points
from shuangyong.assess.engine.scoring import Result, Score
from shuangyong.assess.engine.tally import BASE, YES, Finder, Found, Reading, Tally
from shuangyong.assess.standard.model import Indicator, Measure, Rule

ENOUGH = 10**9
"""More than any ladder, need or cap asks for: while the time runs, nothing bounds what may still be done."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing to be done for a gap."""

    what: str
    """more: so many further cases · finish: cases under way · say: facts that are missing · ledger: no ledger is kept
    · rate: people have to rate it · nothing: it is past mending."""
    number: int = 0
    kind: str = ""
    item: str = ""
    """The part of the indicator, where it has parts."""
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Points of one indicator that are not there."""

    indicator: Indicator
    lacking: Points
    """To all points, from what is sure."""
    to_be_had: Points
    """Of these, what can still be had."""
    by: date
    doings: tuple[Doing, ...]

    @property
    def lost(self) -> Points:
        return self.lacking - self.to_be_had

    @property
    def effort(self) -> int:
        """How many things have to be done."""
        return sum(max(1, doing.number) for doing in self.doings if doing.what != "nothing")


def gaps_of(score: Score, tally: Tally, on: date) -> list[Gap]:
    """Every gap, what gives most first; at equal points what ends sooner, then what costs less."""
    found = [gap for result in score.results if (gap := _gap(score, tally, result, on))]
    return sorted(found, key=lambda gap: (-gap.to_be_had, gap.by, gap.effort, gap.indicator.code))


def _gap(score: Score, tally: Tally, result: Result, on: date) -> Gap | None:
    lacking = result.of - result.low
    if lacking <= 0:
        return None
    end = _end(score, result.indicator)
    best = max(result.low, best_of(score, tally, result, running=on <= end))
    doings = tuple(_doings(score, tally, result, running=on <= end)) if best > result.low else (Doing("nothing"),)
    return Gap(result.indicator, lacking, best - result.low, end, doings)


def _end(score: Score, indicator: Indicator) -> date:
    """The cut-off of the year, or of the cycle's last year."""
    _, last = score.standard.cycle_of(score.year)
    return score.standard.cut_off_of(score.year if indicator.yearly else last)


def best_of(score: Score, tally: Tally, result: Result, *, running: bool) -> Points:
    """The most that can still be had: all that is open done in time, and while the time runs whatever may be added."""
    indicator = result.indicator
    find = Reading(tally, score.year, score.first, whole=not indicator.yearly)
    if indicator.void is not None and find(indicator.void).yes:
        return 0
    if indicator.rule.form == "rated":
        settled = result.rated.upper is not None and not result.rated.carried
        return result.high if settled else indicator.points
    return span_of(indicator.rule, _Hoping(find, indicator.rule, running), score.subject.level)[1]


@dataclass(frozen=True, slots=True)
class _Hoping:
    """A finder that sees everything open as done, and further cases where there is time for them."""

    find: Finder
    rule: Rule
    running: bool

    def __call__(self, measure: Measure) -> Found:
        found = self.find(measure)
        running = self.running or measure.period == "as_of"
        if harms(self.rule, measure):
            return found
        done = found.most + found.still
        if measure.over_cases and measure.has_base:
            part, whole = min(found.base, found.high[0] + found.still), max(found.base, found.high[1])
            again = replace(found, most=done, high=(min(part, whole), whole), kept=found.kept or running)
            return replace(again, base=max(found.base, ENOUGH)) if running else again
        most = ENOUGH if running else done
        base = max(found.low[1], found.high[1])
        return replace(found, most=most, high=(min(most, base), base), kept=found.kept or running)


def harms(rule: Rule, measure: Measure) -> bool:
    """Whether what is counted takes points away: more of it is nothing to hope for."""
    if rule.form == "zero" or (rule.form == "deduct" and not measure.has_base):
        return True
    return any(measure in item.rule.measures and harms(item.rule, measure) for item in rule.items)


# ── what to do ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _doings(score: Score, tally: Tally, result: Result, *, running: bool) -> Iterator[Doing]:
    indicator = result.indicator
    if indicator.rule.form == "rated":
        yield Doing("confirm" if result.rated.carried else "rate", 1)
        return
    find = Reading(tally, score.year, score.first, whole=not indicator.yearly)
    yield from _of_rule(indicator.rule, find, score.subject.level, running)


def _of_rule(rule: Rule, find: Finder, level: str, running: bool, item: str = "") -> Iterator[Doing]:
    if span_of(rule, find, level) == (rule.points, rule.points):
        return
    for part in rule.items:
        if applies(part.levels, level):
            yield from _of_rule(part.rule, find, level, running, part.name)
    for measure in rule.measures:
        for doing in _of_measure(rule, measure, find(measure), running or measure.period == "as_of"):
            yield replace(doing, kind=measure.kind, item=item, measure=measure)


def _of_measure(rule: Rule, measure: Measure, found: Found, running: bool) -> Iterator[Doing]:
    if not found.kept and not found.yes:
        yield Doing("ledger")
        return
    if found.most > found.yes:
        yield Doing("say", found.most - found.yes)
    if harms(rule, measure):
        return
    lacks = _lacks(rule, measure, found)
    if found.still and lacks:
        yield Doing("finish", min(lacks, found.still))
    if running and lacks > found.still and not (measure.over_cases and measure.has_base):
        yield Doing("more", lacks - found.still)


def _lacks(rule: Rule, measure: Measure, found: Found) -> int:
    """How many more of them would give all points."""
    if measure.has_base:
        return max(0, found.low[1] - found.low[0])
    wanted = {
        "reached": rule.need,
        "bonus": -(-rule.points // rule.each) if rule.each else 0,
        "ladder": max((start for start, _ in rule.steps), default=0),
    }.get(rule.form, 0)
    return max(0, wanted - found.yes)


# ── forecast ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Forecast:
    """The points at the cut-off day: if nothing more is done, if all is done that can be, and as work went so far."""

    on: date
    least: Points
    most: Points
    likely: Points
    rate: Fraction
    """The share of what was due until now that was done as the standard wants it."""
    compared: bool = False
    """Whether there was a last year to compare with."""


Risen = Mapping[str, Points]
"""By indicator: how much its sure points rose last year from this day to the cut-off; less than 0 where they fell."""


def risen(then: Score, at_end: Score) -> Risen:
    """From last year's scores of the same day, as known then, and of the cut-off."""
    ends = {result.indicator.code: result.low for result in at_end.results}
    return {r.indicator.code: ends[r.indicator.code] - r.low for r in then.results if r.indicator.code in ends}


def forecast(
    today: Score, at_cut_off: Score, gaps: list[Gap], tally: Tally, on: date, rises: Risen | None = None
) -> Forecast:
    """`at_cut_off` is the score of the cut-off day with the steps of today: what is open then is overdue.

    Likely is, for every indicator, the more of two: what is under way done at the rate of what was due before; and what
    the same days brought last year, of what nobody has begun or rated yet, never more than can still be had. Each looks
    at what the other does not see. Without a last year only the first.
    """
    least = at_cut_off.span[0]
    hope = sum(gap.to_be_had for gap in gaps if not gap.indicator.bonus)
    most = max(least, today.plain_low + hope + today.bonus)
    rate = done_rate(tally)
    sure = {result.indicator.code: result.low for result in at_cut_off.results}
    plain = bonus = 0
    for result in today.results:
        points = _likely(today, result, sure.get(result.indicator.code, result.low), tally, rate, rises or {})
        plain, bonus = (plain, bonus + points) if result.indicator.bonus else (plain + points, bonus)
    likely = plain + min(today.standard.bonus_cap, bonus)
    return Forecast(on, least, most, max(least, min(most, likely)), rate, rises is not None)


def _likely(score: Score, result: Result, sure: Points, tally: Tally, rate: Fraction, rises: Risen) -> Points:
    """Of one indicator. `sure`: at the cut-off, if nothing more is done."""
    found, indicator = sure, result.indicator
    if not indicator.bonus and result.points is not None and indicator.rule.form != "rated":
        best = max(result.low, best_of(score, tally, result, running=False))
        found += floor(rate * max(0, best - sure) + HALF)
    if rise := rises.get(indicator.code, 0):
        best = max(result.low, best_of(score, tally, result, running=True))
        found = max(found, min(best, result.low + rise))
    return found


def done_rate(tally: Tally) -> Fraction:
    """Over everything that has a base in the ledgers: done out of due. One half where nothing was due yet."""
    due = done = 0
    for measure, years in tally.counts.items():
        if measure.has_base and measure.over_cases:
            due += sum(row[BASE] for row in years.values())
            done += sum(row[YES] for row in years.values())
    return Fraction(done, due) if due else HALF
