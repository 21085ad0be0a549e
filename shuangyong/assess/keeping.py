"""Marks and cells kept with the cases: at every step, when days pass, and from nothing. Inside `writing()` only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max, QuerySet
from django.utils.timezone import localtime

from shuangyong.assess import past
from shuangyong.assess.answers import Answered, Asked
from shuangyong.assess.asking import asked_of
from shuangyong.assess.folding import Stood, stood
from shuangyong.assess.grounds import SHAPES, marked
from shuangyong.assess.models import Cell, Mark, Member
from shuangyong.assess.turning import (
    Known,
    Segment,
    Shapes,
    Turning,
    course,
    forget,
    known_of,
    place_turns,
    said_on,
    units_of,
)
from shuangyong.base import statements
from shuangyong.base.statements import Select, add
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.watching import Written
from shuangyong.catalog.queries import kind_of

NATION, UNIT = "0", "u"
CELL = ("scope", "shape_id", "year", "n")
MEMBER = ("scope", "trait_id", "by", "year", "value", "n")


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
        """Additions only: nobody who writes at the same time waits."""
        add(Cell, CELL, [(*cell, n) for cell, n in self.cells.items() if n])
        add(Member, MEMBER, [(*member, n) for member, n in self.members.items() if n])


def scope_of(row: Case) -> str:
    """Where a case is counted: its county, or where it lies above counties."""
    return row.county or row.city or row.province or NATION


def on_step(written: Written) -> None:
    """A case has taken a step: let it answer from that day on, and as of the day on which that was entered."""
    row = written.row
    asked = asked_of(row.kind)
    if not asked.views:
        return
    entered = localtime(written.at).date()
    change, turning = Change(), Turning()
    marks = _marks_there(row, turning.shapes) if row.rev > 1 else {}
    after = _after(written, entered, marks)
    segments = course(after, asked)
    known = known_of(row, asked, turning.shapes, _same_units(marks, segments)) if marks else {}
    _keep(row, marks, said_on(segments, max(entered, after.on)), after.late, change, turning.shapes)
    turning.add(row, scope_of(row), known, segments, after.known)
    change.write()
    turning.write()


def _marks_there(row: Case, shapes: Shapes) -> dict[str, Mark]:
    """A case's marks by view; one query."""
    found = {}
    for text, *cells in Select(Mark, ("shape__text", "pk", "by", *COLUMNS), (("case", row.pk),)).rows():
        mark = Mark(case=row, **dict(zip(("pk", "by", *COLUMNS), cells, strict=True)))
        shapes.met(row.kind, mark.by, text, mark.shape_id)
        found[mark.by] = mark
    return found


def _same_units(marks: Mapping[str, Mark], segments: Sequence[Segment]) -> set[int] | None:
    """The units that hold a case where the step changed none: which they are hangs on no day, so marks tell it."""
    held = {unit for mark in marks.values() for unit in units_of(mark)}
    now = {unit for segment in segments for said in segment.answers for unit in units_of(said)}
    return held if held == now else None


def _after(written: Written, entered: date, marks: Mapping[str, Mark]) -> Stood:
    """The case after this step: since when that holds and is known is told by all its steps, how late by its marks.

    No query at its first step; one at a later one, two where it has no marks yet.
    """
    row, late = written.row, max(0, (entered - written.on).days)
    if row.rev == 1:
        return Stood(written.kind, written.state, written.on, entered, late)
    last = ((Max, "on"), (Max, "at"))
    [(_, on, at)] = Select(StepRow, ("case_id",), (("case", row.pk),), totals=last).rows()
    before = max(mark.late for mark in marks.values()) if marks else lateness([row.pk]).get(row.pk, 0)
    return Stood(written.kind, written.state, on, localtime(at).date(), max(late, before))


def on_many(written: Sequence[Written], now: datetime) -> None:
    """Cases came in whole: what they said after each step is written down, and their marks are as of today, so that
    none of them has to be looked at again tomorrow for days that are long gone. All in one go."""
    today = localtime(now).date()
    marks: list[Mark] = []
    change, turning = Change(), Turning()
    asked = {kind: asked_of(kind) for kind in {one.row.kind for one in written}}
    for steps in _by_case(written):
        row = steps[-1].row
        if asked[row.kind].views:
            stood = list(_stood(steps))
            segments = _turn_all(row, stood, asked[row.kind], turning)
            said = said_on(segments, max(today, stood[-1].on))
            for mark in _marks(row, said, stood[-1].late, turning.shapes):
                marks.append(mark)
                change.count(mark, 1)
    Mark.objects.bulk_create(marks, batch_size=1000)
    change.write()
    turning.write()


def _stood(steps: Sequence[Written]) -> Iterator[Stood]:
    on, known, late = date.min, date.min, 0
    for one in steps:
        entered = localtime(one.at).date()
        on, known, late = max(on, one.on), max(known, entered), max(late, (entered - one.on).days)
        yield Stood(one.kind, one.state, on, known, late)


def _turn_all(row: Case, stood: Iterable[Stood], asked: Asked, turning: Turning) -> list[Segment]:
    """The turns of a case from its first step on; gives what it says after the last one."""
    before: Known = {}
    segments: list[Segment] = []
    for after in stood:
        segments = course(after, asked)
        turning.add(row, scope_of(row), before, segments, after.known)
    return segments


def _by_case(written: Sequence[Written]) -> Iterable[list[Written]]:
    found: dict[int, list[Written]] = {}
    for one in written:
        found.setdefault(one.row.pk, []).append(one)
    return found.values()


def _keep(row: Case, there: Mapping[str, Mark], answered: Answered, late: int, change: Change, shapes: Shapes) -> None:
    """Make a case's marks equal to its answers, and note what that changes."""
    for wanted in _marks(row, answered, late, shapes):
        mark = there.get(wanted.by)
        if mark is None:
            wanted.save()
            change.count(wanted, 1)
        elif new := {name: getattr(wanted, name) for name in COLUMNS if getattr(mark, name) != getattr(wanted, name)}:
            change.count(mark, -1)
            statements.change(Mark, mark.pk, new)
            change.count(wanted, 1)


COLUMNS = ("scope", "shape_id", "year", "turns_on", "late", "units", "values")


def _marks(row: Case, answered: Answered, late: int, shapes: Shapes) -> Iterator[Mark]:
    for said in answered.answers:
        yield Mark(
            case=row,
            scope=scope_of(row),
            shape_id=shapes.number(row.kind, said),
            by=said.by,
            year=said.year,
            turns_on=answered.turns_on,
            late=late,
            units=list(said.units),
            values=[list(pair) for pair in said.values],
        )


def place_again(rows: Iterable[Case]) -> None:
    """Count cases where they lie now, also on days of the past; what they answer stays."""
    change = Change()
    moved: dict[str, list[int]] = {}
    for row in rows:
        for mark in Mark.objects.filter(case=row).exclude(scope=scope_of(row)):
            change.count(mark, -1)
            mark.scope = scope_of(row)
            mark.save(force_update=True, update_fields=["scope"])
            change.count(mark, 1)
            moved.setdefault(mark.scope, []).append(row.pk)
    change.write()
    place_turns(moved)
    if moved:
        past.forget()


# ── many at once ───────────────────────────────────────────────────────────────────────────────────────────────────


def answer_again(rows: Iterable[Case], asked: Mapping[str, Asked], on: date) -> int:
    """Let cases answer from their first step on, as if they had never been asked; gives how many there were."""
    cases = list(rows)
    steps: dict[int, list[StepRow]] = {row.pk: [] for row in cases}
    for step in StepRow.objects.filter(case__in=list(steps)).order_by("case_id", "seq"):
        steps[step.case_id].append(step)
    there = _marks_of(steps)
    change, turning = Change(), Turning()
    forget(steps)
    for row in cases:
        after = list(stood(row, steps[row.pk]))
        segments = _turn_all(row, after, asked[row.kind], turning)
        if segments:
            said = said_on(segments, max(on, after[-1].on))
            _keep(row, there.get(row.pk, {}), said, after[-1].late, change, turning.shapes)
    change.write()
    turning.write()
    return len(cases)


def turn_again(rows: Iterable[Case], asked: Mapping[str, Asked], on: date) -> int:
    """Let marks say what their cases say on a day, from the stored states; gives how many cases there were.

    Their turns have said so all along.
    """
    cases = list(rows)
    there, late = _marks_of(row.pk for row in cases), lateness(row.pk for row in cases)
    change, shapes = Change(), Shapes()
    for row in cases:
        kind = kind_of(row.definition_id)
        days = late.get(row.pk, 0)
        segments = course(Stood(kind, State.restored(row.state, kind), on, on, days), asked[row.kind])
        _keep(row, there.get(row.pk, {}), said_on(segments, on), days, change, shapes)
    change.write()
    return len(cases)


def _marks_of(keys: Iterable[int]) -> dict[int, dict[str, Mark]]:
    there: dict[int, dict[str, Mark]] = {}
    for mark in Mark.objects.filter(case__in=list(keys)):
        there.setdefault(mark.case_id, {})[mark.by] = mark
    return there


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
    rows = marked(Mark.objects.all(), ("scope", *SHAPES))
    cells = (Cell(scope=scope, shape_id=shape, year=year, n=n) for scope, shape, year, n in rows)
    Cell.objects.bulk_create(cells, batch_size=5000)
    change = Change()
    for mark in Mark.objects.exclude(units=[], values=[]).iterator(chunk_size=2000):
        change.count(mark, 1)
    for scope, shape, year in [key for key in change.cells if not key[0].startswith(UNIT)]:
        del change.cells[scope, shape, year]
    change.write()
