"""Marks and cells kept with the cases: at every step, when days pass, and from nothing. Inside `writing()` only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime

from shuangyong.assess.answers import Answer, Answered, Asked, answer
from shuangyong.assess.asking import asked_of
from shuangyong.assess.models import Cell, Mark, Member, Shape
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.standing import calendar
from shuangyong.cases.watching import Written
from shuangyong.catalog.queries import kind_of

NATION = "0"


@dataclass(slots=True)
class Change:
    """What is to be added to cells and members."""

    cells: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    """Scope, shape, year."""
    members: Counter[tuple[str, int, str, int, str]] = field(default_factory=Counter)
    """Scope, trait, view, year, value."""

    def count(self, mark: Mark, sign: int) -> None:
        for scope in (mark.scope, *mark.units):
            self.cells[scope, mark.shape_id, mark.year] += sign
            for trait, value in mark.values:
                self.members[scope, trait, mark.by, mark.year, value] += sign

    def write(self) -> None:
        """Additions only: nobody who writes at the same time waits for it."""
        Cell.objects.bulk_create(
            Cell(scope=scope, shape_id=shape, year=year, n=n) for (scope, shape, year), n in self.cells.items() if n
        )
        Member.objects.bulk_create(
            Member(scope=scope, trait_id=trait, by=by, year=year, value=value, n=n)
            for (scope, trait, by, year, value), n in self.members.items()
            if n
        )


def scope_of(row: Case) -> str:
    """Where a case is counted: its county, or where it lies above counties."""
    return row.county or row.city or row.province or NATION


def on_step(written: Written) -> None:
    """A case has taken a step: let it answer as of the day on which that was entered."""
    row = written.row
    asked = asked_of(row.kind)
    if not asked.views:
        return
    today = localtime(written.at).date()
    marks = {mark.by: mark for mark in Mark.objects.filter(case=row)}
    late = max([(today - written.on).days, 0, *(mark.late for mark in marks.values())])
    answered = answer(written.kind, written.state, late, max(today, written.on), asked, calendar())
    change = Change()
    _keep(row, marks, answered, late, change)
    change.write()


def on_many(written: Sequence[Written], now: datetime) -> None:
    """Cases came in whole: each answers once, as of today, so that none of them has to be looked at again tomorrow
    for days that are long gone. Their marks are new, so they are written in one go."""
    today = localtime(now).date()
    shapes: dict[tuple[str, str, str], int] = {}
    marks: list[Mark] = []
    change = Change()
    asked = {kind: asked_of(kind) for kind in {one.row.kind for one in written}}
    for steps in _by_case(written):
        last = steps[-1]
        if not asked[last.row.kind].views:
            continue
        late = max(0, *((localtime(one.at).date() - one.on).days for one in steps))
        answered = answer(last.kind, last.state, late, max(today, last.on), asked[last.row.kind], calendar())
        for said in answered.answers:
            marks.append(_mark(last.row, said, answered.turns_on, late, shapes))
            change.count(marks[-1], 1)
    Mark.objects.bulk_create(marks, batch_size=1000)
    change.write()


def _by_case(written: Sequence[Written]) -> Iterable[list[Written]]:
    found: dict[int, list[Written]] = {}
    for one in written:
        found.setdefault(one.row.pk, []).append(one)
    return found.values()


def _keep(row: Case, there: Mapping[str, Mark], answered: Answered, late: int, change: Change) -> None:
    """Make a case's marks equal to its answers, and note what that changes."""
    for said in answered.answers:
        wanted = _mark(row, said, answered.turns_on, late)
        mark = there.get(said.by)
        if mark is None:
            wanted.save()
            change.count(wanted, 1)
        elif _differs(mark, wanted):
            change.count(mark, -1)
            wanted.pk = mark.pk
            wanted.save(force_update=True)
            change.count(wanted, 1)


COLUMNS = ("scope", "shape_id", "year", "turns_on", "late", "units", "values")


def _differs(mark: Mark, wanted: Mark) -> bool:
    return any(getattr(mark, name) != getattr(wanted, name) for name in COLUMNS)


def _mark(
    row: Case, said: Answer, turns_on: date | None, late: int, shapes: dict[tuple[str, str, str], int] | None = None
) -> Mark:
    """`shapes`: the numbers of shapes that were looked up before."""
    known = {} if shapes is None else shapes
    shape = (row.kind, said.by, said.text)
    if shape not in known:
        known[shape] = shape_id(row.kind, said)
    return Mark(
        case=row,
        scope=scope_of(row),
        shape_id=known[shape],
        by=said.by,
        year=said.year,
        turns_on=turns_on,
        late=late,
        units=list(said.units),
        values=[list(pair) for pair in said.values],
    )


def shape_id(kind: str, said: Answer) -> int:
    """The number of a shape, given it where it is new."""
    found = Shape.objects.filter(kind=kind, by=said.by, text=said.text).values_list("pk", flat=True).first()
    if found is None:
        Shape.objects.bulk_create([Shape(kind=kind, by=said.by, text=said.text)], ignore_conflicts=True)
        found = Shape.objects.values_list("pk", flat=True).get(kind=kind, by=said.by, text=said.text)
    return found


def place_again(rows: Iterable[Case]) -> None:
    """Count cases where they lie now; what they answer stays."""
    change = Change()
    for row in rows:
        for mark in Mark.objects.filter(case=row).exclude(scope=scope_of(row)):
            change.count(mark, -1)
            mark.scope = scope_of(row)
            mark.save(force_update=True, update_fields=["scope"])
            change.count(mark, 1)
    change.write()


# ── many at once ───────────────────────────────────────────────────────────────────────────────────────────────────


def answer_again(rows: Iterable[Case], asked: Mapping[str, Asked], on: date) -> int:
    """Let cases answer as of a day, from their stored states; gives how many there were."""
    cases = list(rows)
    keys = [row.pk for row in cases]
    there: dict[int, dict[str, Mark]] = {}
    for mark in Mark.objects.filter(case__in=keys):
        there.setdefault(mark.case_id, {})[mark.by] = mark
    late = lateness(keys)
    change = Change()
    for row in cases:
        kind = kind_of(row.definition_id)
        days = late.get(row.pk, 0)
        answered = answer(kind, State.restored(row.state, kind), days, on, asked[row.kind], calendar())
        _keep(row, there.get(row.pk, {}), answered, days, change)
    change.write()
    return len(cases)


def lateness(keys: Iterable[int]) -> dict[int, int]:
    """By case: days between the day that a step speaks of and the day on which it was entered, the most of any."""
    found: dict[int, int] = {}
    for case, at, on in StepRow.objects.filter(case__in=list(keys)).values_list("case_id", "at", "on"):
        found[case] = max(found.get(case, 0), (localtime(at).date() - on).days)
    return found


def turning(on: date) -> QuerySet[Case]:
    """Cases whose answers may have changed by the passing of days."""
    return Case.objects.filter(marks__turns_on__lte=on).distinct()


def compact(scope: str) -> int:
    """Put the additions of one place or unit together; gives how many rows there are fewer."""
    cells = list(Cell.objects.select_for_update().filter(scope=scope).values_list("pk", "shape_id", "year", "n"))
    sums: Counter[tuple[int, int]] = Counter()
    for _, shape, year, n in cells:
        sums[shape, year] += n
    Cell.objects.filter(pk__in=[pk for pk, *_ in cells]).delete()
    kept = [Cell(scope=scope, shape_id=shape, year=year, n=n) for (shape, year), n in sums.items() if n]
    Cell.objects.bulk_create(kept)
    return len(cells) - len(kept) + _compact_members(scope)


def _compact_members(scope: str) -> int:
    rows = Member.objects.select_for_update().filter(scope=scope)
    members = list(rows.values_list("pk", "trait_id", "by", "year", "value", "n"))
    sums: Counter[tuple[int, str, int, str]] = Counter()
    for _, trait, by, year, value, n in members:
        sums[trait, by, year, value] += n
    Member.objects.filter(pk__in=[pk for pk, *_ in members]).delete()
    kept = [
        Member(scope=scope, trait_id=trait, by=by, year=year, value=value, n=n)
        for (trait, by, year, value), n in sums.items()
        if n
    ]
    Member.objects.bulk_create(kept)
    return len(members) - len(kept)


def from_nothing() -> None:
    """All counters made again from the marks. For repair and for measuring; scores never need it."""
    Cell.objects.all().delete()
    Member.objects.all().delete()
    cells = (Cell(scope=scope, shape_id=shape, year=year, n=n) for scope, shape, year, n in place_cells())
    Cell.objects.bulk_create(cells, batch_size=5000)
    change = Change()
    for mark in Mark.objects.exclude(units=[], values=[]).iterator(chunk_size=2000):
        change.count(mark, 1)
    for scope, shape, year in [key for key in change.cells if not key[0].startswith(UNIT)]:
        del change.cells[scope, shape, year]
    change.write()


UNIT = "u"


class Plain(Count):
    """A count as the database gives it: it is a whole number already, and a nation has a million of them."""

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Callable[..., Any]]:
        """None."""
        return []


def place_cells(scope: Q | None = None) -> Iterable[tuple[str, int, int, int]]:
    """Places' marks by scope, shape and year: one pass over an index.

    Not through a cursor kept on the server: PostgreSQL does not read in parallel for one.
    """
    marks = Mark.objects.filter(scope or Q()).order_by()
    return marks.values_list("scope", "shape_id", "year").annotate(n=Plain("pk"))


def place_members(scope: Q) -> Iterator[tuple[str, int, str, int, str, int]]:
    """What marks bring to be told apart: scope, trait, view, year, value, 1."""
    marks = Mark.objects.filter(scope).exclude(values=[]).values_list("scope", "by", "year", "values")
    for place, by, year, values in marks.iterator(chunk_size=2000):
        yield from ((place, trait, by, year, value, 1) for trait, value in values)
