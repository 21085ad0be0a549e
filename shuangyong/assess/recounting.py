"""The score from nothing: every step of every case folded again. No mark, cell or turn is read.

This is what counters are compared with (tests/assess/test_counters.py), and what the command counts by where a
standard's ledgers are not counted yet. No page waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Prefetch, Q, QuerySet

from shuangyong.assess.answers import Answer, Asked, answer, pattern_of
from shuangyong.assess.asking import OPENED, PARTS, conditions_of
from shuangyong.assess.counting import SHOWN, Behind
from shuangyong.assess.engine.gathering import Gatherer, Row, Value, gather
from shuangyong.assess.engine.tally import Tally
from shuangyong.assess.folding import folded_then
from shuangyong.assess.grounds import Ground
from shuangyong.assess.standard.model import Standard, all_measures
from shuangyong.assess.standard.vocabulary import late_condition
from shuangyong.base.actor import Place
from shuangyong.base.organisation.models import Unit
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, StepRow
from shuangyong.cases.standing import calendar

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """One case as it stood on a day, as far as it was known."""

    case: int
    number: str
    kind: str
    answers: tuple[Answer, ...]


def cases_of(ground: Ground, kinds: Iterable[str]) -> QuerySet[Case]:
    """Every case of some kinds that may have counted here on some day."""
    found = Case.objects.filter(kind__in=list(kinds))
    if ground.unit is not None:
        around = _around(Unit.objects.get(pk=ground.unit))
        return found.filter(Q(holdings__unit=ground.unit) | around).distinct()
    return found.filter(**{ground.place.level: ground.place.code}) if ground.place.code else found


def _around(unit: Unit) -> Q:
    """What its neighbours hold today it may have held before."""
    code = unit.county or unit.city or unit.province
    return Q(**{Place(code).level: code}) if code else Q()


def _counts(ground: Ground, state: State) -> bool:
    return ground.unit is None or any(ground.unit in state.units(part) for part in PARTS)


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
    wanted = cases_of(ground, asked).order_by("pk").prefetch_related(Prefetch("steps", known))
    last = 0
    while chunk := list(wanted.filter(pk__gt=last)[:CHUNK]):
        for row in chunk:
            folded = folded_then(row, row.steps.all(), known_on)
            if folded is not None and _counts(ground, folded.state):
                answers = answer(folded.kind, folded.state, folded.late, on, asked[row.kind], calendar()).answers
                yield Seen(row.pk, row.number, row.kind, answers)
        last = chunk[-1].pk


def tally_from_steps(
    standard: Standard, ground: Ground, on: date, known_on: date, most: int = SHOWN
) -> tuple[Tally, Behind]:
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
                if (there := behind.records(measure, slots, row.year)) is not None:
                    there.add(one.case, one.number)
