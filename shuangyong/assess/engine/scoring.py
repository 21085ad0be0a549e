"""The score of a place: every indicator of a standard applied to a tally. The same counts give the same points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shuangyong.assess.engine.forms import Span, applies, over_years, span_of, voided
from shuangyong.assess.engine.points import Points, said
from shuangyong.assess.engine.tally import Reading, Tally
from shuangyong.assess.engine.words import Names, why
from shuangyong.assess.standard.model import Indicator, Standard


@dataclass(frozen=True, slots=True)
class Rated:
    """What people said of one indicator for one year (0: for the cycle). None where they have not yet."""

    own: Points | None = None
    upper: Points | None = None
    state: str = ""
    case: int = 0
    number: str = ""
    carried: int = 0
    """The earlier version of the standard that it was given under, until a person confirms it; 0 for this one."""

    @property
    def counts(self) -> Points | None:
        """The upper rating; until there is one, the place's own. Nothing that waits to be confirmed."""
        if self.carried:
            return None
        return self.own if self.upper is None else self.upper


Ratings = Mapping[tuple[str, int], Rated]
NOBODY = Rated()


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose score: a place or a unit."""

    code: str
    name: str
    level: str
    """province, city, county, town, village; for a unit its kind."""


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator's points, as far as they are known."""

    indicator: Indicator
    low: Points
    high: Points
    rated: Rated = NOBODY
    years: Mapping[int, Span] = field(default_factory=dict)
    """For a score over a cycle: each year's span."""

    @property
    def points(self) -> Points | None:
        return self.low if self.low == self.high else None

    @property
    def of(self) -> Points:
        return self.indicator.points


@dataclass(frozen=True, slots=True)
class Score:
    """A standard applied to one place for a year, or for a cycle up to a year."""

    standard: Standard
    subject: Subject
    year: int
    first: int
    over_cycle: bool
    results: tuple[Result, ...]

    @property
    def points(self) -> Points:
        """What is known, the bonus included under its cap. What is unknown adds nothing and is told apart."""
        return self.plain + self.bonus

    @property
    def plain(self) -> Points:
        return sum(result.points or 0 for result in self.results if not result.indicator.bonus)

    @property
    def plain_low(self) -> Points:
        """Without the bonus, what is sure whatever the unknown turns out to be."""
        return sum(result.low for result in self.results if not result.indicator.bonus)

    @property
    def bonus(self) -> Points:
        """Known bonus, never above the cap of the standard."""
        return min(self.standard.bonus_cap, sum(r.points or 0 for r in self.results if r.indicator.bonus))

    @property
    def of(self) -> Points:
        return sum(result.of for result in self.results if not result.indicator.bonus)

    @property
    def unknown(self) -> Points:
        """How many points of the total hang on what is not known."""
        return sum(r.of for r in self.results if r.points is None and not r.indicator.bonus)

    @property
    def unknown_bonus(self) -> Points:
        """How many points of bonus, which come on top of the total, hang on what is not known: at most the cap."""
        return min(self.standard.bonus_cap, sum(r.of for r in self.results if r.points is None and r.indicator.bonus))

    @property
    def span(self) -> Span:
        """The least and the most that the total can be, whatever the unknown turns out to be."""
        low = sum(r.low for r in self.results if not r.indicator.bonus)
        high = sum(r.high for r in self.results if not r.indicator.bonus)
        extra = [sum(getattr(r, side) for r in self.results if r.indicator.bonus) for side in ("low", "high")]
        return low + min(self.standard.bonus_cap, extra[0]), high + min(self.standard.bonus_cap, extra[1])

    def result(self, code: str) -> Result | None:
        return next((result for result in self.results if result.indicator.code == code), None)

    def sections(self) -> dict[str, tuple[Points, Points]]:
        """By section: points known and points at the most."""
        found = dict.fromkeys(self.standard.sections, (0, 0))
        for result in self.results:
            if not result.indicator.bonus:
                points, of = found[result.indicator.section]
                found[result.indicator.section] = (points + (result.points or 0), of + result.of)
        return found


def score_year(standard: Standard, subject: Subject, tally: Tally, ratings: Ratings, year: int) -> Score:
    """The score of one year. Indicators over the cycle count with the cycle's years up to it."""
    first, _ = standard.cycle_of(year)
    return Score(standard, subject, year, first, False, tuple(_results(standard, subject, tally, ratings, year)))


def score_cycle(standard: Standard, subject: Subject, tally: Tally, ratings: Ratings, year: int) -> Score:
    """The years of the cycle up to `year`, put together as each indicator says."""
    first, _ = standard.cycle_of(year)
    by_year = {y: score_year(standard, subject, tally, ratings, y) for y in range(first, year + 1)}
    results = tuple(_joined([by_year[y].results[n] for y in by_year], first) for n in range(len(by_year[year].results)))
    return Score(standard, subject, year, first, True, results)


def _joined(results: list[Result], first: int) -> Result:
    last = results[-1]
    if not last.indicator.yearly:
        return last
    spans = [(result.low, result.high) for result in results]
    low, high = over_years(last.indicator.years, spans, last.of)
    return Result(last.indicator, low, high, last.rated, {first + n: span for n, span in enumerate(spans)})


def _results(standard: Standard, subject: Subject, tally: Tally, ratings: Ratings, year: int) -> list[Result]:
    first, _ = standard.cycle_of(year)
    yearly, whole = Reading(tally, year, first), Reading(tally, year, first, whole=True)
    found = []
    for indicator in standard.indicators.values():
        if applies(indicator.levels, subject.level):
            rated = ratings.get((indicator.code, year if indicator.yearly else 0), NOBODY)
            low, high = _span(indicator, yearly if indicator.yearly else whole, rated, subject.level)
            found.append(Result(indicator, low, high, rated))
    return found


def _span(indicator: Indicator, find: Reading, rated: Rated, level: str) -> Span:
    if indicator.rule.form == "rated":
        points = rated.counts
        span = (0, indicator.points) if points is None else (points, points)
    else:
        span = span_of(indicator.rule, find, level)
    return voided(span, indicator.void, find)


# ── why ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def told(score: Score, tally: Tally, result: Result, names: Names) -> str:
    """Why these points, in a sentence that ends with them."""
    return f"{_reason(score, tally, result, names)}：{_verdict(result)}。"


def _reason(score: Score, tally: Tally, result: Result, names: Names) -> str:
    indicator = result.indicator
    if result.years:
        listed = "，".join(f"{year} 年 {_spanned(span)}" for year, span in result.years.items())
        how = {"mean": "取平均", "sum": "累加", "least": "取最低", "last": "以最后一年为准"}[indicator.years]
        return f"逐年评分，{listed}，{how}"
    find = Reading(tally, score.year, score.first, whole=not indicator.yearly)
    reason = (
        _rated(result.rated)
        if indicator.rule.form == "rated"
        else why(indicator.rule, find, names, score.subject.level)
    )
    if indicator.void is not None and find(indicator.void).most:
        return f"{reason}；出现“{names.get(indicator.void.kind, indicator.void.kind)}”所列情形，本项不得分"
    return reason


def _rated(rated: Rated) -> str:
    said_then = _given(rated)
    return f"{said_then}，是按第 {rated.carried} 版评的，换版后还没有人确认" if rated.carried else said_then


def _given(rated: Rated) -> str:
    if rated.upper is not None:
        own = f"自评 {said(rated.own)} 分，" if rated.own is not None else ""
        return f"{own}考评 {said(rated.upper)} 分"
    if rated.own is not None:
        return f"自评 {said(rated.own)} 分，还没有考评，暂以自评计"
    return "这一项由人评分，还没有人评"


def _verdict(result: Result) -> str:
    if result.points is None:
        return f"得分未知，在 {said(result.low)} 至 {said(result.high)} 分之间（满分 {said(result.of)}）"
    return f"得 {said(result.points)} 分（满分 {said(result.of)}）"


def _spanned(span: Span) -> str:
    return f"{said(span[0])} 分" if span[0] == span[1] else "未知"
