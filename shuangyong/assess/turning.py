"""What a case says on every day, and as known on every day: its turns, added at every step.

After a step the answers of a case from that day on are worked out for good: they change by themselves on few days,
which are known. What differs from the turns that are there already is added to them, known from the day of the entry
on. So the sum of the turns up to a day, known by a day, is what the steps up to that day, entered by that day, say;
and it stays so, because nothing is taken back (docs/standards.md, "As of a day").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Model, Sum

from shuangyong.assess.answers import Answer, Answered, Asked, answer
from shuangyong.assess.folding import Stood
from shuangyong.assess.models import Mark, Shape, Turn, TurnUnit, TurnValue
from shuangyong.base.statements import Line, Select, add
from shuangyong.cases.models import Case
from shuangyong.cases.standing import calendar

AHEAD = timedelta(days=60 * 366)
"""How far ahead it is looked: sixty years."""
TURN = ("case_id", "scope", "shape_id", "year", "on", "known", "n")
TURN_VALUE = ("case_id", "scope", "trait_id", "by", "year", "value", "on", "known", "n")
TURN_UNIT = ("case_id", "unit_id", "on", "known", "n")

Item = tuple[str | int, ...]
"""What is counted: ("shape", its number, year), ("value", trait, view, year, value) or ("unit", its number)."""
Known = dict[Item, list[tuple[date, int]]]
"""What was added so far: how many more or fewer of an item from which day on."""


# ── what a case will say ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Segment:
    """What a case says from a day on, until the next segment."""

    since: date
    answers: tuple[Answer, ...]


def course(after: Stood, asked: Asked) -> list[Segment]:
    """What a case says from the day of a step on if nothing more is done."""
    found: list[Segment] = []
    day: date | None = after.on
    while day is not None and day <= after.on + AHEAD:
        said = answer(after.kind, after.state, after.late, day, asked, calendar())
        if not found or found[-1].answers != said.answers:
            found.append(Segment(day, said.answers))
        day = said.turns_on
    return found


def said_on(segments: Sequence[Segment], day: date) -> Answered:
    """What a course says on a day, and the day on which that ends."""
    at = max((at for at, segment in enumerate(segments) if segment.since <= day), default=0)
    after = segments[at + 1].since if at + 1 < len(segments) else None
    return Answered(segments[at].answers, after)


# ── what that adds ─────────────────────────────────────────────────────────────────────────────────────────────────


class Shapes:
    """The numbers of shapes: as they were met, else looked up once for each kind, given where they are new."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], int] = {}
        self._read: set[str] = set()

    def met(self, kind: str, by: str, text: str, number: int) -> None:
        """A row named this shape: mostly a case goes on to say what it said, and nothing need be looked up."""
        self._known[kind, by, text] = number

    def number(self, kind: str, said: Answer) -> int:
        shape = kind, said.by, said.text
        if shape not in self._known and kind not in self._read:
            self._look_up(kind)
        if shape not in self._known:
            Shape.objects.bulk_create([Shape(kind=kind, by=said.by, text=said.text)], ignore_conflicts=True)
            self._look_up(kind)
        return self._known[shape]

    def _look_up(self, kind: str) -> None:
        self._read.add(kind)
        for by, text, number in Select(Shape, ("by", "text", "pk"), (("kind", kind),)).rows():
            self.met(kind, by, text, number)


def items_of(answers: Iterable[Answer], kind: str, shapes: Shapes) -> set[Item]:
    found: set[Item] = set()
    for said in answers:
        found.add(("shape", shapes.number(kind, said), said.year))
        found.update(("value", trait, said.by, said.year, value) for trait, value in said.values)
        found.update(("unit", unit) for unit in units_of(said))
    return found


def units_of(said: Answer | Mark) -> set[int]:
    """The units that hold it, without the part: u12:lead."""
    return {int(name[1:].partition(":")[0]) for name in said.units}


def added(before: Known, since: Sequence[tuple[date, set[Item]]]) -> Iterator[tuple[Item, date, int]]:
    """What must be added so that from the first of these days on the sums are these items, once each."""
    first = since[0][0]
    for item in sorted({*before, *(item for _, items in since for item in items)}, key=str):
        there = before.get(item, [])
        days = sorted({day for day, _ in since} | {day for day, _ in there if day > first})
        more = 0
        for day in days:
            wanted = item in next(items for start, items in reversed(since) if start <= day)
            lacking = wanted - sum(n for start, n in there if start <= day)
            if lacking != more:
                yield item, day, lacking - more
                more = lacking


# ── kept ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Turning:
    """Turns of some cases, written in one go."""

    shapes: Shapes = field(default_factory=Shapes)
    rows: list[Line] = field(default_factory=list)
    values: list[Line] = field(default_factory=list)
    units: list[Line] = field(default_factory=list)

    def add(self, row: Case, scope: str, before: Known, segments: Sequence[Segment], known: date) -> None:
        """What a step brings; `before` takes it in."""
        since = [(segment.since, items_of(segment.answers, row.kind, self.shapes)) for segment in segments]
        for item, day, n in list(added(before, since)):
            before.setdefault(item, []).append((day, n))
            match item:
                case "shape", shape, year:
                    self.rows.append((row.pk, scope, shape, year, day, known, n))
                case "value", trait, by, year, value:
                    self.values.append((row.pk, scope, trait, by, year, value, day, known, n))
                case _, unit:
                    self.units.append((row.pk, unit, day, known, n))

    def write(self) -> None:
        """Additions only: nobody who writes at the same time waits for it."""
        add(Turn, TURN, self.rows)
        add(TurnValue, TURN_VALUE, self.values)
        add(TurnUnit, TURN_UNIT, self.units)


def known_of(row: Case, asked: Asked, shapes: Shapes, units: Collection[int] | None = None) -> Known:
    """What was added for a case so far: two queries, three where different values are counted.

    `units`: those that have held it since its last step, where they are known: one query fewer, and of the days before
    that step nothing is told.
    """
    found: Known = defaultdict(list)
    for shape, by, text, year, on, n in _summed(Turn, row, "shape_id", "shape__by", "shape__text", "year"):
        shapes.met(row.kind, by, text, shape)
        if n:
            found["shape", shape, year].append((on, n))
    held = _summed(TurnUnit, row, "unit_id") if units is None else [(unit, date.min, 1) for unit in units]
    for unit, on, n in held:
        found["unit", unit].append((on, n))
    if asked.traits:
        for trait, by, year, value, on, n in _summed(TurnValue, row, "trait_id", "by", "year", "value"):
            found["value", trait, by, year, value].append((on, n))
    return found


def _summed(turns: type[Model], row: Case, *columns: str) -> Iterable[Line]:
    """By day: a case that goes to and fro all day has many turns of it."""
    return Select(turns, (*columns, "on"), (("case", row.pk),), totals=((Sum, "n"),)).rows()


def forget(cases: Iterable[int]) -> None:
    """Turns of cases that are to be worked out from their first step again."""
    keys = list(cases)
    for model in (Turn, TurnValue, TurnUnit):
        model.objects.filter(case__in=keys).delete()


def place_turns(cases: Mapping[str, Sequence[int]]) -> None:
    """Cases lie elsewhere now, by the new place: what they said before counts there too."""
    for scope, keys in cases.items():
        for model in (Turn, TurnValue):
            model.objects.filter(case__in=keys).update(scope=scope)
