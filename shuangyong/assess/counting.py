"""What a place has, counted for a standard: from the cells as of today or a day to come, from the steps as of the past.

Both ways end in the same tally. The second knows nothing of marks and cells: it is what they are compared with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db.models import F, Prefetch, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.timezone import localtime

from shuangyong.assess.answers import Answer, Asked, answer, pattern_of
from shuangyong.assess.asking import OPENED, PARTS, conditions_of, everything_asked
from shuangyong.assess.engine.gathering import Gatherer, Row, Value, gather
from shuangyong.assess.engine.tally import STILL, YES, Tally
from shuangyong.assess.keeping import lateness
from shuangyong.assess.models import Cell, Mark, Member, Shape
from shuangyong.assess.standard.model import Measure, Standard, all_measures, kinds_measured
from shuangyong.assess.standard.vocabulary import late_condition
from shuangyong.base.actor import Place
from shuangyong.base.organisation.models import Unit
from shuangyong.cases.engine.advance import advance, begin
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.standing import calendar, restored_steps
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kind_of

CHUNK = 500
SHOWN = 20
"""Records named for a number; the rest are told as a count and listed by the page."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where cases are counted: a place, or what a unit holds."""

    place: Place
    unit: int | None = None

    @property
    def has_cells(self) -> bool:
        """Cells are kept for counties and above, and for units."""
        return self.unit is not None or 2 <= len(self.place.code) <= 6

    @property
    def scope(self) -> Q:
        """Its cells: one range of the index. Codes are digits, so every collation sorts them alike."""
        if self.unit is not None:
            return Q(scope=f"u{self.unit}:{PARTS[0]}")
        code = self.place.code
        above = str(int(code) + 1).zfill(len(code))
        return Q(scope=code) if len(code) == 6 else Q(scope__gte=code, scope__lt=above)

    @property
    def marks(self) -> QuerySet[Mark]:
        """The marks of the cases that count here."""
        if self.unit is None:
            return Mark.objects.filter(self.scope)
        return Mark.objects.filter(case__holdings__unit=self.unit, case__holdings__part__in=PARTS)

    def cases(self, kinds: Iterable[str]) -> QuerySet[Case]:
        """Every case of some kinds that may have counted here on some day."""
        found = Case.objects.filter(kind__in=list(kinds))
        if self.unit is not None:
            return found.filter(Q(holdings__unit=self.unit) | self._around(Unit.objects.get(pk=self.unit))).distinct()
        return found.filter(**{self.place.level: self.place.code}) if self.place.code else found

    def _around(self, unit: Unit) -> Q:
        """What its neighbours hold today it may have held before."""
        code = unit.county or unit.city or unit.province
        return Q(**{Place(code).level: code}) if code else Q()

    def counts(self, state: State) -> bool:
        return self.unit is None or any(self.unit in state.units(part) for part in PARTS)


@dataclass(slots=True)
class Records:
    """Some cases by key and number, at most SHOWN, and how many there are."""

    cases: list[tuple[int, str]] = field(default_factory=list)
    total: int = 0
    most: int = SHOWN

    def add(self, case: int, number: str) -> None:
        self.total += 1
        if len(self.cases) < self.most:
            self.cases.append((case, number))


Found = dict[tuple[Measure, int], Records]
"""Records by measure and year."""


@dataclass(slots=True)
class Behind:
    """The records behind a tally: what counts, and what does not yet and still may."""

    yes: Found = field(default_factory=dict)
    still: Found = field(default_factory=dict)
    most: int = SHOWN
    """How many records are named for one number."""

    def add(self, measure: Measure, slots: tuple[int, ...], year: int, case: int, number: str) -> None:
        if YES in slots:
            self.yes.setdefault((measure, year), Records(most=self.most)).add(case, number)
        elif STILL in slots:
            self.still.setdefault((measure, year), Records(most=self.most)).add(case, number)


@dataclass(frozen=True, slots=True)
class Seen:
    """One case as it stood on a day, as far as it was known."""

    case: int
    number: str
    kind: str
    answers: tuple[Answer, ...]


# ── as of the past, from the steps ─────────────────────────────────────────────────────────────────────────────────


def asked_by(standard: Standard) -> dict[str, Asked]:
    """What a standard asks of each kind, numbered by itself: nothing stored is needed."""
    late = late_condition(standard.late)
    whens: dict[str, dict[str, int]] = {}
    views: dict[str, set[str]] = {}
    traits: dict[str, dict[tuple[str, str], int]] = {}
    for measure in all_measures(standard):
        numbered = whens.setdefault(measure.kind, {})
        for when in conditions_of(measure, late):
            numbered.setdefault(when, len(numbered) + 1)
        views.setdefault(measure.kind, {OPENED}).add(measure.by)
        if measure.distinct:
            told = traits.setdefault(measure.kind, {})
            told.setdefault((measure.when, measure.distinct), len(told) + 1)
    return {
        kind: Asked(
            tuple((number, when) for when, number in whens[kind].items()),
            tuple(sorted(views[kind])),
            tuple((number, *told) for told, number in traits.get(kind, {}).items()),
            PARTS,
        )
        for kind in views
    }


def seen_then(ground: Ground, asked: Mapping[str, Asked], on: date, known_on: date) -> Iterator[Seen]:
    """Every case as it stood on `on`, from the steps that were entered by `known_on`."""
    known = StepRow.objects.filter(on__lte=on).order_by("seq")
    wanted = ground.cases(asked).order_by("pk").prefetch_related(Prefetch("steps", known))
    last = 0
    while chunk := list(wanted.filter(pk__gt=last)[:CHUNK]):
        for row in chunk:
            folded = folded_then(row, row.steps.all(), known_on)
            if folded is not None and ground.counts(folded[1]):
                kind, state, late = folded
                answers = answer(kind, state, late, on, asked[row.kind], calendar()).answers
                yield Seen(row.pk, row.number, row.kind, answers)
        last = chunk[-1].pk


def folded_then(row: Case, steps: Iterable[StepRow], known_on: date) -> tuple[Kind, State, int] | None:
    """Kind, state and days of lateness after the steps entered by a day; None where it was not yet known."""
    known = [step for step in steps if localtime(step.at).date() <= known_on]
    if not known or known[0].seq != 1:
        return None
    kind = kind_of(known[0].data.get("definition", row.definition_id))
    state: State | None = None
    for step in restored_steps(row.definition_id, known):
        if step.definition is not None:
            kind = kind_of(step.definition)
        state = begin(kind, step, calendar()) if state is None else advance(kind, state, step, calendar())
    late = max((localtime(step.at).date() - step.on).days for step in known)
    return (kind, state, max(0, late)) if state is not None else None


def tally_then(standard: Standard, ground: Ground, on: date, known_on: date, most: int = SHOWN) -> tuple[Tally, Behind]:
    """Counted from the steps alone; at most so many records are named for one number."""
    asked = asked_by(standard)
    gatherer, behind = Gatherer(standard), Behind(most=most)
    seen = list(seen_then(ground, asked, on, known_on))
    tally = gather(gatherer, _rows(seen, asked), _values(seen, asked), Tally())
    _keep_records(gatherer, behind, seen, asked)
    return tally, behind


def _rows(seen: Iterable[Seen], asked: Mapping[str, Asked], n: int = 1) -> Iterator[Row]:
    for one in seen:
        whens = dict(asked[one.kind].asks)
        for said in one.answers:
            shape = (one.kind, said.by, said.text)
            yield Row(shape, one.kind, said.by, partial(pattern_of, said.text, whens), said.year, n)


def _values(seen: Iterable[Seen], asked: Mapping[str, Asked]) -> Iterator[Value]:
    for one in seen:
        told = {number: (when, distinct) for number, when, distinct in asked[one.kind].traits}
        for said in one.answers:
            yield from (Value(one.kind, *told[pk], said.by, said.year, value) for pk, value in said.values)


def _keep_records(gatherer: Gatherer, behind: Behind, seen: Iterable[Seen], asked: Mapping[str, Asked]) -> None:
    for one in seen:
        for row in _rows([one], asked):
            for measure, slots in gatherer.filled(row.shape, row.kind, row.by, row.pattern):
                behind.add(measure, slots, row.year, one.case, one.number)


# ── as of today and days to come, from the cells ───────────────────────────────────────────────────────────────────


def tally_now(standard: Standard, ground: Ground, on: date) -> Tally:
    """Counted from the cells; cases whose answers turn by `on` through the passing of days are asked anew."""
    asked = everything_asked(kinds_measured(standard))
    whens = {number: when for one in asked.values() for number, when in one.asks}
    gatherer, turned = Gatherer(standard), turned_by(ground, asked, on)
    rows = [*_cell_rows(ground, asked, whens), *turned.rows(whens), *_rows(turned.seen, asked)]
    return gather(gatherer, rows, _members(ground, asked, turned), Tally())


def _cell_rows(ground: Ground, asked: Mapping[str, Asked], whens: Mapping[int, str]) -> Iterator[Row]:
    shapes = {shape.pk: shape for shape in Shape.objects.filter(kind__in=list(asked))}
    cells = Cell.objects.filter(ground.scope, shape__in=list(shapes)).values_list("shape_id", "year")
    for pk, year, n in cells.annotate(total=Sum("n")).order_by():
        if n:
            shape = shapes[pk]
            key = (shape.kind, shape.by, shape.text)
            yield Row(key, shape.kind, shape.by, partial(pattern_of, shape.text, whens), year, n)


@dataclass(slots=True)
class Turned:
    """Cases that say something else on that day than their marks do: the marks taken out, the answers put in."""

    marks: list[Mark] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    def rows(self, whens: Mapping[int, str]) -> Iterator[Row]:
        for mark in self.marks:
            shape = mark.shape
            key = (shape.kind, shape.by, shape.text)
            yield Row(key, shape.kind, shape.by, partial(pattern_of, shape.text, whens), mark.year, -1)


def turned_by(ground: Ground, asked: Mapping[str, Asked], on: date) -> Turned:
    """Three queries; few cases, since a job lets them turn every night."""
    marks = ground.marks.filter(turns_on__lte=on, shape__kind__in=list(asked)).select_related("case", "shape")
    turned = Turned(list(marks.order_by("case_id", "by")))
    cases = {mark.case_id: mark.case for mark in turned.marks}
    late = lateness(cases)
    for row in cases.values():
        kind = kind_of(row.definition_id)
        state = State.restored(row.state, kind)
        answers = answer(kind, state, late.get(row.pk, 0), on, asked[row.kind], calendar()).answers
        turned.seen.append(Seen(row.pk, row.number, row.kind, answers))
    return turned


def _members(ground: Ground, asked: Mapping[str, Asked], turned: Turned) -> Iterator[Value]:
    told = {pk: (kind, when, distinct) for kind, one in asked.items() for pk, when, distinct in one.traits}
    if not told:
        return
    sums: Counter[tuple[int, str, int, str]] = Counter()
    members = Member.objects.filter(ground.scope, trait__in=list(told))
    for pk, by, year, value, n in members.values_list("trait_id", "by", "year", "value").annotate(total=Sum("n")):
        sums[pk, by, year, value] += n
    for mark in turned.marks:
        sums.subtract((pk, mark.by, mark.year, value) for pk, value in mark.values)
    for one in turned.seen:
        sums.update((pk, said.by, said.year, value) for said in one.answers for pk, value in said.values)
    yield from (Value(*told[pk], by, year, value) for (pk, by, year, value), n in sums.items() if n > 0)


def records_now(standard: Standard, ground: Ground, on: date) -> Behind:
    """The records behind the numbers of `tally_now`: two queries beside those of what turned."""
    asked = everything_asked(kinds_measured(standard))
    whens = {number: when for one in asked.values() for number, when in one.asks}
    gatherer, behind, turned = Gatherer(standard), Behind(), turned_by(ground, asked, on)
    shapes = {shape.pk: shape for shape in Shape.objects.filter(kind__in=list(asked))}
    totals = {(pk, year): n for pk, year, n in _totals(ground, shapes, turned)}
    for pk, year, rank, case, number in _first(ground, shapes, turned):
        shape = shapes[pk]
        pattern = partial(pattern_of, shape.text, whens)
        for measure, slots in gatherer.filled((shape.kind, shape.by, shape.text), shape.kind, shape.by, pattern):
            behind.add(measure, slots, year, case, number)
            if rank == 1:
                _rest(behind, measure, slots, year, totals[pk, year] - min(totals[pk, year], SHOWN))
    _keep_records(gatherer, behind, turned.seen, asked)
    return behind


def _rest(behind: Behind, measure: Measure, slots: tuple[int, ...], year: int, more: int) -> None:
    """What is not named is counted all the same."""
    for found, slot in ((behind.yes, YES), (behind.still, STILL)):
        if slot in slots:
            found[measure, year].total += more


def _totals(ground: Ground, shapes: Iterable[int], turned: Turned) -> Iterator[tuple[int, int, int]]:
    sums: Counter[tuple[int, int]] = Counter()
    cells = Cell.objects.filter(ground.scope, shape__in=list(shapes)).values_list("shape_id", "year")
    for pk, year, n in cells.annotate(total=Sum("n")).order_by():
        sums[pk, year] += n
    sums.subtract((mark.shape_id, mark.year) for mark in turned.marks)
    yield from ((*key, n) for key, n in sums.items())


def _first(ground: Ground, shapes: Iterable[int], turned: Turned) -> Iterable[tuple[int, int, int, int, str]]:
    """The first records of every shape and year."""
    rank = Window(RowNumber(), partition_by=[F("shape_id"), F("year")], order_by=F("case_id").asc())
    marks = ground.marks.filter(shape__in=list(shapes)).exclude(pk__in=[mark.pk for mark in turned.marks])
    found = marks.annotate(rank=rank).filter(rank__lte=SHOWN)
    return found.order_by("case_id").values_list("shape_id", "year", "rank", "case_id", "case__number")
