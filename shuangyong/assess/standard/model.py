"""A standard as it is declared: frozen values, one for one with the TOML file (docs/standards.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from shuangyong.assess.engine.points import Points
from shuangyong.catalog.model import Checked

Form = Literal["checklist", "parts", "reached", "ratio", "deduct", "bonus", "sample", "zero", "ladder", "rated"]
FORMS: tuple[Form, ...] = get_args(Form)
FORM_NAMES: Mapping[str, str] = {
    "checklist": "每做到一项得分",
    "parts": "分段累加",
    "reached": "达到或未达到",
    "ratio": "比例×分值",
    "deduct": "扣分，扣完为止",
    "bonus": "加分封顶",
    "sample": "抽查合格率折算",
    "zero": "发生即不得分",
    "ladder": "按阶梯得分",
    "rated": "由人评分",
}
Period = Literal["year", "cycle", "as_of"]
"""Which cases count: those of the year, those of the cycle up to the year, all that there are on the day."""
PERIODS: tuple[Period, ...] = get_args(Period)
Years = Literal["mean", "sum", "least", "last"]
"""How the years of a cycle are put together (逐年评分后汇总)."""
YEARS: tuple[Years, ...] = get_args(Years)
Empty = Literal["unknown", "zero", "full"]
"""What follows where nothing was due, or where a ledger holds nothing at all."""
EMPTY: tuple[Empty, ...] = get_args(Empty)
Subject = Literal["place", "unit"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
BASES: Mapping[str, str] = {
    "members": "成员单位",
    "towns": "乡镇（街道）",
    "villages": "村（社区）",
    "stations": "服务站",
    "army": "驻军单位",
}
"""Numbers that the organisation holds already."""
BAR_SORTS: Mapping[str, str] = {"bar": "不得申报", "revocation": "撤销命名", "veto": "一票否决"}
OPEN = 'phase in ["waiting", "doing", "judging"]'


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: cases of a kind that meet a condition, of a period; and what it is compared with."""

    kind: str
    when: str = ""
    """Empty: every case of the kind."""
    by: str = "opened_on"
    """The day that puts a case into a year."""
    period: Period = "year"
    distinct: str = ""
    """Not cases but different values of a field, or different units of `parts.NAME`."""
    of: str = ""
    """The base: cases of the same kind that meet this."""
    of_kind: str = ""
    """The base is counted over this kind instead."""
    of_units: str = ""
    of_number: int = 0
    still: str = OPEN
    """Which cases of the base that do not meet the condition may still come to meet it."""
    none: Empty = "unknown"
    """What follows where the base is 0 although the ledger is kept."""
    empty: Empty = "unknown"
    """What follows where the ledger holds no case of this kind at all."""
    part: str = ""
    """In a standard for units: the part in which the unit holds the case."""

    @property
    def has_base(self) -> bool:
        return bool(self.of or self.of_kind or self.of_units or self.of_number)

    @property
    def over_cases(self) -> bool:
        """Whether base and count lie in the same cases, so that both are told from one case."""
        return not (self.distinct or self.of_kind or self.of_units or self.of_number)

    def base(self) -> Measure | None:
        """The base as a count of its own, where it does not lie in the same cases."""
        if self.of_kind:
            kind, by = self.of_kind, self.by if self.of_kind == self.kind else "opened_on"
            return Measure(kind, self.of, by, self.period, empty=self.empty, part=self.part)
        if self.distinct and self.of:
            return Measure(self.kind, self.of, self.by, self.period, self.distinct, empty=self.empty, part=self.part)
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of scoring with its figures. `points` is the most that it gives."""

    form: Form
    points: Points
    measures: tuple[Measure, ...] = ()
    items: tuple[Item, ...] = ()
    need: int = 1
    """reached: how many are enough."""
    full_at: Points = 10_000
    """ratio: the share (ten-thousandths) that gives all points."""
    each: Points = 0
    """checklist: for every item; bonus: for every case."""
    take: Points = 0
    """deduct: for every case, or for every one that is missing from the base."""
    floor: Points = 0
    """deduct: it never falls below."""
    steps: tuple[tuple[int, Points], ...] = ()
    """ladder: from so many on, so many points."""
    least: int = 1
    """sample: fewer drawn than this say nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things that a rule puts together."""

    name: str
    rule: Rule
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (考评指标)."""

    code: str
    section: str
    name: str
    words: str
    """How it is scored, in the words of the standard."""
    rule: Rule
    void: Measure | None = None
    """One such case, and there are no points for the whole indicator."""
    bonus: bool = False
    """Outside the total, under the standard's cap."""
    yearly: bool = True
    years: Years = "mean"
    levels: tuple[str, ...] = ()
    key18: bool = False
    area: str = ""
    """The area of veto (否决领域) that it touches."""
    evidence: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    source: str = ""
    checked: Checked = "待核"

    @property
    def points(self) -> Points:
        return self.rule.points


@dataclass(frozen=True, slots=True)
class Section:
    """A section (考评大类)."""

    key: str
    name: str
    points: Points | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the fatal things apart from points: it bars an application, revokes a title, or vetoes."""

    code: str
    sort: str
    name: str
    text: str
    area: str = ""
    watch: Measure | None = None
    """A ledger that raises the question by itself; it never answers it."""
    source: str = ""
    checked: Checked = "待核"


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard (考评标准), one published version of it."""

    key: str
    name: str
    version: int
    valid_from: date
    valid_to: date | None
    checked: Checked
    official: bool
    source: str
    about: str
    subject: Subject
    levels: tuple[str, ...]
    """Levels of place that it applies to, or kinds of unit."""
    total: Points
    bonus_cap: Points
    complete: bool
    """False for what was recovered only in part: the sections need not add up."""
    first_year: int
    cycle: int
    cut_off: str
    """MM-DD: what is done by then counts for the year."""
    late: int
    """Entered so many days after the day that it speaks of: shown as filed late."""
    sections: Mapping[str, Section]
    indicators: Mapping[str, Indicator]
    bars: Mapping[str, Bar] = field(default_factory=dict)

    def cycle_of(self, year: int) -> tuple[int, int]:
        """First and last year of the cycle that a year lies in."""
        first = self.first_year + (year - self.first_year) // self.cycle * self.cycle
        return first, first + self.cycle - 1

    def cut_off_of(self, year: int) -> date:
        month, day = (int(part) for part in self.cut_off.split("-"))
        return date(year, month, day)


def measures_of(rule: Rule) -> tuple[Measure, ...]:
    """Everything that a rule counts, its items' included, in their order."""
    return (*rule.measures, *(measure for item in rule.items for measure in measures_of(item.rule)))


def all_measures(standard: Standard) -> tuple[Measure, ...]:
    """Every different measure of a standard, bases that are counts of their own included."""
    found: dict[Measure, None] = {}
    for indicator in standard.indicators.values():
        wanted = [*measures_of(indicator.rule), *([indicator.void] if indicator.void else [])]
        found |= dict.fromkeys(wanted)
    found |= dict.fromkeys(bar.watch for bar in standard.bars.values() if bar.watch)
    found |= dict.fromkeys(base for measure in tuple(found) if (base := measure.base()))
    return tuple(found)


def kinds_measured(standard: Standard) -> frozenset[str]:
    return frozenset(measure.kind for measure in all_measures(standard))
