"""What one case answers: its shape, its year, the values it brings, and when that may change by itself. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from shuangyong.assess.engine.tally import NO_YEAR, Pattern
from shuangyong.assess.standard.vocabulary import LATE, PARTS, condition_of, timed
from shuangyong.cases.engine.clocks import GOING, readings
from shuangyong.cases.engine.record import record_of
from shuangyong.cases.engine.state import State
from shuangyong.catalog.conditions_of import ConditionKey
from shuangyong.catalog.model import Kind
from shuangyong.rules.calendar import Calendar
from shuangyong.rules.clocks import Reading
from shuangyong.rules.expressions import Expr, ExpressionError, Value, compile, names
from shuangyong.rules.expressions.tree import Among, And, Arithmetic, Call, Compare, Known, Literal, Negative, Not, Or
from shuangyong.rules.lengths import add_months

ONE = timedelta(days=1)
MONTHS = {"months": 1, "years": 12}
SPREAD = 3
"""Months are not all alike: around a day that was found by counting them back, the days beside it are looked at too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that is asked of the cases of one kind."""

    asks: tuple[tuple[int, str], ...] = ()
    views: tuple[str, ...] = ()
    traits: tuple[tuple[int, str, str], ...] = ()
    """Number, condition (empty: every case), what is told apart."""
    parts: tuple[str, ...] = ()
    """Parts by which cases are counted for units."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a case says under one view."""

    by: str
    year: int
    text: str
    units: tuple[str, ...] = ()
    values: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """All of it, as of one day."""

    answers: tuple[Answer, ...]
    turns_on: date | None


def answer(kind: Kind, state: State, late: int, on: date, asked: Asked, calendar: Calendar) -> Answered:
    """What a case in this state says on a day. A condition that its version cannot read is unknown."""
    found = readings(kind, state, on, calendar)
    record = {**record_of(kind, state, found, on), LATE: late}
    compiled = {when: _compiled(ConditionKey(kind, when)) for _, when in asked.asks}
    met = {when: _met(told, record) for when, (told, _) in compiled.items()}
    text = " ".join(f"{pk}{'?' if met[when] is None else '+'}" for pk, when in asked.asks if met[when] is not False)
    units = tuple(f"u{unit}:{part}" for part in asked.parts for unit in dict.fromkeys(state.units(part)))
    values = tuple(_values(kind, state, met, asked))
    answers = tuple(Answer(by, _year(record.get(by)), text, units, values) for by in asked.views)
    turnings = [turning for _, turning in compiled.values() if turning.timed]
    return Answered(answers, _turn(state, record, found, on, turnings))


def _met(told: Callable[[Mapping[str, Any]], Value], record: Mapping[str, Any]) -> bool | None:
    value = told(record)
    return value if isinstance(value, bool) else None


def _year(day: object) -> int:
    return day.year if isinstance(day, date) else NO_YEAR


def _values(kind: Kind, state: State, met: Pattern, asked: Asked) -> Iterator[tuple[int, str]]:
    for pk, when, distinct in asked.traits:
        if not when or met.get(when):
            yield from ((pk, value) for value in dict.fromkeys(_told_apart(state, distinct)))


def _told_apart(state: State, distinct: str) -> Iterator[str]:
    if distinct.startswith(PARTS):
        yield from (str(unit) for unit in state.units(distinct.removeprefix(PARTS)))
        return
    value = state.values.get(distinct)
    many = value if isinstance(value, tuple | list) else (value,)
    yield from (str(item)[:200] for item in many if item not in (None, ""))


def pattern_of(text: str, whens: Mapping[int, str]) -> dict[str, bool | None]:
    """A shape's text as conditions; numbers that nobody asks any more are left out."""
    found: dict[str, bool | None] = {}
    for word in text.split():
        pk = int(word[:-1])
        if pk in whens:
            found[whens[pk]] = True if word[-1] == "+" else None
    return found


# ── compiled once ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Span:
    """A length that is written in a condition."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Turning:
    """What makes the answer to a condition change by the passing of days."""

    timed: bool = False
    reads: frozenset[str] = frozenset()
    """The facts of the record that it reads: what happens to others changes nothing."""
    everything: bool = False
    """Whether it reads a rate, which may be of any facts."""
    numbers: frozenset[int] = frozenset()
    """Numbers that an overdue clock is compared with."""
    lengths: frozenset[Span] = frozenset()
    days: frozenset[date] = frozenset()

    def told_by(self, *facts: str) -> bool:
        """Whether it reads one of these."""
        return self.everything or not self.reads.isdisjoint(facts)


@lru_cache(maxsize=8192)
def _compiled(asked: ConditionKey) -> tuple[Callable[[Mapping[str, Any]], Value], Turning]:
    try:
        expression = condition_of(asked.kind, asked.key[2])
    except ExpressionError:
        return (lambda _: None), Turning()
    return compile(expression), _turning(expression)


def _turning(expression: Expr) -> Turning:
    if not timed(expression):
        return Turning()
    leaves, reads = list(_leaves(expression)), names(expression)
    return Turning(
        True,
        reads,
        any(name.startswith("rates.") for name in reads),
        frozenset(int(leaf) for leaf in leaves if isinstance(leaf, Decimal)),
        frozenset(leaf for leaf in leaves if isinstance(leaf, Span)),
        frozenset(leaf for leaf in leaves if isinstance(leaf, date)),
    )


def _leaves(expression: Expr) -> Iterator[Any]:
    """Numbers, days and lengths that are written in a condition."""
    match expression:
        case Literal(value=value):
            if not isinstance(value, bool | str):
                yield value
        case Call(function="days" | "months" | "years" as unit, items=(Literal(value=Decimal() as number),)):
            yield Span(int(number) * MONTHS[unit], 0) if unit in MONTHS else Span(0, int(number))
        case And() | Or() | Call():
            for item in expression.items:
                yield from _leaves(item)
        case Compare() | Arithmetic():
            yield from _leaves(expression.left)
            yield from _leaves(expression.right)
        case Not() | Negative() | Known():
            yield from _leaves(expression.item)
        case Among():
            yield from _leaves(expression.item)
            for item in expression.values:
                yield from _leaves(item)


# ── when it may change by itself ───────────────────────────────────────────────────────────────────────────────────


def _turn(
    state: State, record: Mapping[str, Any], found: Mapping[str, Reading], on: date, turnings: Iterable[Turning]
) -> date | None:
    """The first day after `on` on which some answer may differ; never later than the true one."""
    days: set[date] = set()
    for turning in turnings:
        days.update(_proofs_end(state, turning))
        days.update(_clocks_pass(state, found, turning))
        days.update(_days_pass(record, turning))
    return min((day for day in days if day > on), default=None)


def _proofs_end(state: State, turning: Turning) -> Iterator[date]:
    for slot, filed in state.proofs.items():
        if turning.told_by(f"proofs.{slot}"):
            yield from (until + ONE for _, until in filed if until is not None and until.year < 9999)


def _clocks_pass(state: State, found: Mapping[str, Reading], turning: Turning) -> Iterator[date]:
    numbers = {0, *(number for number in turning.numbers if 0 <= number <= 36_600)}
    for key, reading in found.items():
        if turning.told_by(f"clocks.{key}.overdue", f"clocks.{key}.due"):
            yield from (event.on for event in state.events[key])  # of days to come nothing is read before
            if reading.state == "not_started" and reading.since is not None:
                yield reading.since
            if reading.due is not None and reading.state in GOING:
                for number in numbers:
                    yield from (reading.due + timedelta(days=number + beside) for beside in (0, 1))


def _days_pass(record: Mapping[str, Any], turning: Turning) -> Iterator[date]:
    """Every day that is read, and every such day moved by every length that is written, with its neighbours."""
    dated = {key: value for key, value in record.items() if isinstance(value, date) and key != "today"}
    for day in turning.days.union(value for key, value in dated.items() if turning.told_by(key)):
        yield from (day, day + ONE)
        for length in turning.lengths:
            yield from _around(day, length)


def _around(day: date, length: Span) -> Iterator[date]:
    for sign in (1, -1):
        try:
            moved = add_months(day, sign * length.months) + timedelta(sign * length.days)
            yield from (moved + timedelta(beside) for beside in range(-SPREAD, SPREAD + 1))
        except (ValueError, OverflowError):
            continue
