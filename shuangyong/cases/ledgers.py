"""One ledger (台账): the cases of one kind as a list with its own columns, a board, a month, and figures.

All of it follows from the kind's declaration. Every read begins with what this actor may see; the number of queries
depends on the declaration and the actor's seats, never on how many cases there are.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from shuangyong.base.actor import LEVELS, Actor, Place
from shuangyong.base.organisation.models import Region
from shuangyong.cases import queries
from shuangyong.cases.models import Case, Holding
from shuangyong.cases.offers import Standing
from shuangyong.cases.queries import Filter, Key, Row
from shuangyong.cases.values import Shown, names_of, shown
from shuangyong.catalog.model import OPEN_PHASES, Field, Kind
from shuangyong.catalog.queries import kind_of

WIDE_TYPES = ("long_text", "text", "units", "choices", "phone", "id_number", "case")
"""Types that are too wide for a column, or are not to be browsed."""
COLUMNS = 4
CARDS = 8
IN_MONTH = 300
LAST = 2**62
YEAR = 12
TOWNS = 14
NOBODY = Standing(Place(""), 0, {})


# ── a list with the kind's own columns ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list with the facts of its kind's columns, in their order; empty where nothing was filled."""

    row: Row
    facts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """One page of a ledger."""

    columns: tuple[Field, ...]
    lines: tuple[Line, ...]
    next: Key | None


def columns_of(kind: Kind) -> tuple[Field, ...]:
    """The fields that a list of this kind shows beside title, stage, unit and term: narrow ones, asked for first."""
    clocked = {clock.due for clock in kind.clocks.values()}
    asked = [wanted.key for wanted in kind.opening.asks]
    order = [*asked, *(key for key in kind.fields if key not in asked)]
    fields = [kind.fields[key] for key in order]
    narrow = [one for one in fields if one.type not in WIDE_TYPES and not one.seen_by and one.key not in clocked]
    return tuple(one for one in narrow if one.key != kind.title)[:COLUMNS]


def lines(
    actor: Actor, kind: Kind, rows: Iterable[Row], following: Key | None, leaving: tuple[Field, ...] | None = None
) -> Lines:
    """The rows of a page with the facts of the kind's columns; what has a mask is masked for everybody.

    `leaving`: these fields instead, for a file.
    """
    found = list(rows)
    columns = columns_of(kind) if leaving is None else leaving
    held = _stored([row.pk for row in found])
    names = names_of(actor, kind, [values for values, _ in held.values()])
    printed = tuple(
        Line(row, tuple(shown(one, values.get(one.key), names, standing, actor, leaving=True) for one in columns))
        for row in found
        for values, standing in [held.get(row.pk, ({}, NOBODY))]
    )
    return Lines(columns, printed, following)


def _stored(cases: list[int]) -> dict[int, tuple[Mapping[str, Any], Standing]]:
    """Values and standing of some cases, two queries."""
    held: dict[int, dict[str, tuple[tuple[int, str, int | None], ...]]] = {}
    rows = Holding.objects.filter(case__in=cases).order_by("pk")
    for pk, part, unit, path, account in rows.values_list("case", "part", "unit_id", "unit_path", "account_id"):
        parts = held.setdefault(pk, {})
        parts[part] = (*parts.get(part, ()), (unit, path, account))
    stored = Case.objects.filter(pk__in=cases).only("values", "degree", "definition", *LEVELS)
    return {row.pk: (_read(row), Standing(row.place, row.degree, held.get(row.pk, {}))) for row in stored}


def _read(row: Case) -> Mapping[str, Any]:
    """The stored values with dates as dates and lists as they are."""
    fields = kind_of(row.definition_id).fields
    return {
        key: date.fromisoformat(value) if key in fields and fields[key].type == "date" and value else value
        for key, value in row.values.items()
    }


# ── a board ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Column:
    """One stage with the first cases in it, in the order of terms."""

    stage: str
    name: str
    phase: str
    rows: tuple[Row, ...]
    more: bool


def board(actor: Actor, kind: Kind, on: date) -> tuple[Column, ...]:
    """The stages in which work lies, in the declared order, with what lies in each. Ended stages are left out."""
    return tuple(_column(actor, kind, key, on) for key, stage in kind.stages.items() if stage.phase in OPEN_PHASES)


def _column(actor: Actor, kind: Kind, key: str, on: date) -> Column:
    stage = kind.stages[key]
    page = queries.page(actor, Filter((stage.phase,), kind=kind.key, stages=((kind.key, key),)), on, None, CARDS)
    return Column(key, stage.name, stage.phase, page.rows, page.next is not None)


# ── a month ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month: what falls due on it, how many were ended on it."""

    day: date
    inside: bool
    """Whether it belongs to the month and not to a neighbour."""
    due: tuple[Row, ...]
    ended: int


@dataclass(frozen=True, slots=True)
class Month:
    """Whole weeks, Monday first."""

    first: date
    before: date
    after: date
    weeks: tuple[tuple[Day, ...], ...]
    full: bool
    """More fell due than are shown."""


def month(actor: Actor, kind: Kind, first: date, on: date) -> Month:
    """The open terms of a month, and how many cases were ended on each of its days."""
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    start = Key(first - timedelta(days=1), LAST)
    page = queries.page(actor, Filter(kind=kind.key), on, start, IN_MONTH)
    due = list(takewhile(lambda row: row.due is not None and row.due <= last, page.rows))
    ended = _ended(actor, kind, first, last)
    weeks = tuple(
        tuple(
            Day(day, day.month == first.month, tuple(row for row in due if row.due == day), ended.get(day, 0))
            for day in week
        )
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    )
    full = page.next is not None and len(due) == len(page.rows)
    return Month(first, (first - timedelta(days=1)).replace(day=1), last + timedelta(days=1), weeks, full)


def _ended(actor: Actor, kind: Kind, first: date, last: date) -> dict[date, int]:
    rows = _all(actor, kind).filter(closed_on__range=(first, last)).values("closed_on").annotate(n=Count("pk"))
    return {day: count for day, count in rows.values_list("closed_on", "n").order_by() if day is not None}


# ── figures ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its name and, where there is one, a second figure beside it."""

    name: str
    count: int
    other: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """A ledger in numbers, as of a day."""

    stages: tuple[Bar, ...]
    """How many cases are in each stage."""
    months: tuple[Bar, ...]
    """Opened, and beside it ended, in each of the last twelve months."""
    places: tuple[Bar, ...]
    """By town in the order of their codes, for nobody is ranked; beside it the ended ones. Of many those with most."""
    total: int


def figures(actor: Actor, kind: Kind, on: date) -> Figures:
    """Four statements over what this actor may see of the kind."""
    cases = _all(actor, kind)
    by_stage = dict(cases.values("stage").annotate(n=Count("pk")).values_list("stage", "n").order_by())
    stages = tuple(Bar(stage.name, by_stage.get(key, 0), key=key) for key, stage in kind.stages.items())
    return Figures(stages, _months(cases, on), _places(cases, on), sum(by_stage.values()))


def _months(cases: QuerySet[Case], on: date) -> tuple[Bar, ...]:
    names = _last_months(on)
    opened, ended = (_by_month(cases, column, names[0]) for column in ("opened_on", "closed_on"))
    return tuple(Bar(f"{day.month}月", opened.get(day, 0), ended.get(day, 0), f"{day:%Y-%m}") for day in names)


def _last_months(on: date) -> list[date]:
    count = on.year * 12 + on.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(count - YEAR + 1, count + 1)]


def _by_month(cases: QuerySet[Case], column: str, since: date) -> dict[date, int]:
    rows = cases.filter(**{f"{column}__gte": since}).annotate(in_month=TruncMonth(column)).values("in_month")
    return dict(rows.annotate(n=Count("pk")).values_list("in_month", "n").order_by())


def _places(cases: QuerySet[Case], on: date) -> tuple[Bar, ...]:
    rows = cases.exclude(town="").values("town", "phase").annotate(n=Count("pk")).order_by()
    counts: dict[str, list[int]] = {}
    for town, phase, number in rows.values_list("town", "phase", "n"):
        found = counts.setdefault(town, [0, 0])
        found[0] += number
        found[1] += number if phase not in OPEN_PHASES else 0
    most = sorted(counts, key=lambda town: (-counts[town][0], town))[:TOWNS]
    names = dict(Region.objects.filter(code__in=most, valid_from__lte=on).values_list("code", "name"))
    return tuple(Bar(names.get(town, town), counts[town][0], counts[town][1], town) for town in sorted(most))


def _all(actor: Actor, kind: Kind) -> QuerySet[Case]:
    return queries.visible_to(actor).filter(kind=kind.key)


# ── all ledgers ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Standings:
    """How many cases of a kind are open, and how many of them are overdue, as this actor may see them."""

    open: int = 0
    red: int = 0


def standings(actor: Actor, on: date) -> dict[str, Standings]:
    """By kind: two statements, whatever the number of kinds."""
    cases = queries.visible_to(actor).filter(closed_on=None)
    open_ = dict(cases.values("kind").annotate(n=Count("pk")).values_list("kind", "n").order_by())
    late = queries.visible_to(actor, on).filter(closed_on=None)
    red = dict(late.values("kind").annotate(n=Count("pk")).values_list("kind", "n").order_by())
    return {key: Standings(count, red.get(key, 0)) for key, count in open_.items()}


# ── one unit ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Held:
    """What a unit holds of one kind."""

    kind: str
    name: str
    open: int
    ended: int


def held_by(actor: Actor, unit: int) -> tuple[Held, ...]:
    """The cases in which a unit holds a part, by kind, as this actor may see them; one statement."""
    rows = queries.visible_to(actor).filter(pk__in=Holding.objects.filter(unit=unit).values("case"))
    counts: dict[str, list[int]] = {}
    definitions: dict[str, int] = {}
    grouped = rows.values("kind", "definition", "phase").annotate(n=Count("pk")).order_by()
    for kind, definition, phase, number in grouped.values_list("kind", "definition", "phase", "n"):
        definitions[kind] = max(definition, definitions.get(kind, 0))
        counts.setdefault(kind, [0, 0])[0 if phase in OPEN_PHASES else 1] += number
    found = [Held(kind, kind_of(definitions[kind]).name, *pair) for kind, pair in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.open, -one.ended, one.kind)))
