"""In which cases that wait somebody may not go on: the unit leads what it would judge, the person had a hand in it.

The same as `offers.allowed` says of one case (tests/cases/test_turns.py), as a condition of a query:
a unit does not judge what it leads (`not_as`), nobody judges what went through his own hands (`other_hand_than`),
and what one unit said another one confirms (`other_unit_than`). A step that not every version of the kind has there
keeps off all cases that go by another one.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.fields import CharField
from django.db.models.functions import Concat
from django.db.models.lookups import In

from shuangyong.base.statements import Line, Part, Select, among
from shuangyong.base.together import Asking, side_by_side
from shuangyong.cases.models import Case, Holding, StepRow
from shuangyong.catalog.model import OPENER, Transition

Pair = tuple[str, ...]
"""A kind and a stage; of a holder also the part that is meant."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What keeps somebody from one transition: a part of the own unit, an earlier step of the own hand or unit, the
    version of its kind by which the case goes."""

    parts: frozenset[str]
    hands: frozenset[str]
    units: frozenset[str] = frozenset()
    versions: frozenset[int] = frozenset()
    """The versions of the kind that have this way, where others do not; none: all have it."""

    @classmethod
    def of(cls, transition: Transition) -> Bar:
        parts, hands, units = transition.not_parts, transition.hands, transition.other_unit_than
        return cls(frozenset(parts), frozenset(hands), frozenset(units))

    def within(self, other: Bar) -> bool:
        """Whether whoever is kept from this one is kept from the other too."""
        in_all = not self.versions or bool(other.versions) and other.versions <= self.versions
        return in_all and self.parts <= other.parts and self.hands <= other.hands and self.units <= other.units

    @property
    def bars_somebody(self) -> bool:
        return bool(self.parts or self.hands or self.units or self.versions)


Bars = tuple[tuple[Pair, tuple[Bar, ...]], ...]
"""For each pair the bars of all its ways on; a pair that is not there is open to all."""


def least(found: Mapping[Pair, Collection[Bar]]) -> Bars:
    """A way that is barred to fewer than another makes the other one needless; one barred to nobody opens the pair."""
    bars = []
    for pair, every in sorted(found.items()):
        kept = tuple(one for one in dict.fromkeys(every) if not any(o != one and o.within(one) for o in every))
        if all(one.bars_somebody for one in kept):
            bars.append((pair, kept))
    return tuple(bars)


@dataclass(frozen=True, slots=True)
class Doubts:
    """Of some heaps the rows that may be barred to a person, each with its bars, and what is asked to be sure."""

    heaps: Sequence[Sequence[tuple[Line, Collection[Bar]]]]
    ids: Mapping[int, None]
    unit: int
    parts: tuple[str, ...]
    steps: tuple[Select | None, Select | None]
    """Those that the person took, and the unit, where any bar looks at them."""
    versions: Select | None
    """By which version each case goes, where any bar looks at that."""


def doubts(heaps: Sequence[Sequence[tuple[Line, Collection[Bar]]]], unit: int, account: int | None) -> Doubts:
    """The rows begin with a day and a case."""
    every_row, every_bars = [*zip(*chain(*heaps), strict=True)] or ((), ())
    ids = dict.fromkeys([row[1] for row in every_row])
    every = [bar for bars in dict(zip(map(id, every_bars), every_bars, strict=True)).values() for bar in bars]
    parts = tuple(sorted({part for bar in every for part in bar.parts}))
    hands = _taken(ids, ("account", account)) if any(bar.hands for bar in every) else None
    units = _taken(ids, ("unit", unit)) if any(bar.units for bar in every) else None
    versions = (
        Select(Case, ("pk", "definition_id"), (among("pk", ids),)) if any(bar.versions for bar in every) else None
    )
    return Doubts(heaps, ids, unit, parts, (hands, units), versions)


def asking_barred(may: Doubts) -> Asking[list[set[Line]]]:
    """Of each heap the rows that are barred, out of those that may be.

    Three queries at once, a fourth where versions differ, and another where the unit has a part of its own in one of
    the cases.
    """
    facts = [_held(may.ids, may.unit, may.parts), *map(_names_by_case, (*may.steps, may.versions))]
    held, did, ours, by = yield from side_by_side(facts)
    found = held.keys() | did.keys() | ours.keys() | by.keys()
    if not found:
        return [set() for _ in may.heaps]
    known = held, did, ours, by
    return [{row for row, bars in rows if row[1] in found and _all_bar(bars, row[1], known)} for rows in may.heaps]


NONE: frozenset[Any] = frozenset()
Named = Mapping[int, Collection[Any]]
"""By case the names of parts or actions, or its version."""
MANY = 500
"""As many parts of a unit are read at once; of a unit with more the cases are looked at one by one."""


def _all_bar(bars: Collection[Bar], case: int, known: Sequence[Named]) -> bool:
    """Whether each bar stands in the way of whose unit holds these parts, who took these steps, whose unit did, and by
    which version the case goes."""
    parts, hands, units, versions = (found.get(case, NONE) for found in known)
    for bar in bars:
        open_to_all = bar.parts.isdisjoint(parts) and bar.hands.isdisjoint(hands) and bar.units.isdisjoint(units)
        if open_to_all and (not bar.versions or not bar.versions.isdisjoint(versions)):
            return False
    return True


@lru_cache(maxsize=400)
def _parts_of(unit: int, parts: tuple[str, ...]) -> Select:
    """Worked out once for the unit whose people come back."""
    return Select(Holding, PART_HELD, (("unit", unit), ("open", True), ("part__in", parts)))


def _held(cases: Iterable[int], unit: int, parts: Sequence[str]) -> Asking[Named]:
    """By case the parts, of these, that the unit holds; none where it opened the case itself."""
    if not parts:
        return {}
    mine = _parts_of(unit, tuple(parts))
    [rows] = yield [(mine, MANY)]
    if len(rows) == MANY:
        [rows] = yield [(mine.where(among("case", cases)), None)]
    found = _by_case([row for row in rows if row[0] in cases])
    if found:
        opened = (("unit", unit), ("part", OPENER), among("case", found))
        [rows] = yield [(Select(Holding, ("case_id",), opened), None)]
        for (case,) in rows:
            found.pop(case, None)
    return found


PART_HELD = ("case_id", "part")


def _taken(cases: Iterable[int], mine: tuple[str, Any]) -> Select:
    """By case the steps that the person or the unit took."""
    return Select(StepRow, ("case_id", "action"), (mine, among("case", cases)), distinct=True)


def _names_by_case(wanted: Select | None) -> Asking[Named]:
    if wanted is None:
        return {}
    [rows] = yield [(wanted, None)]
    return _by_case(rows)


def _by_case(rows: Iterable[Line]) -> dict[int, set[Any]]:
    found: dict[int, set[Any]] = {}
    for case, name in rows:
        found.setdefault(case, set()).add(name)
    return found


@dataclass(frozen=True, slots=True)
class NotBarred(Part):
    """Of what waits that in which one way on at least is not barred to a person (`values`: unit, account).

    Pairs with one bar, which are all that come with the product, are asked for in one go; the others by their bars.
    """

    bars: Bars
    holding: bool
    """Whether it is a condition on holdings, or on cases."""
    values: tuple[int, int | None]

    @property
    def key(self) -> Hashable:  # type: ignore[override]
        return "not barred", self.bars, self.holding

    def built(self, *values: Any) -> Q:
        unit, account = values
        single = {pair: bars[0] for pair, bars in self.bars if len(bars) == 1}
        allowed = ~(Q(self._one_of([*single])) & self._barred(single, unit, account)) if single else Q()
        alike: dict[tuple[Bar, ...], list[Pair]] = {}
        for pair, bars in self.bars:
            if len(bars) > 1:
                alike.setdefault(bars, []).append(pair)
        for bars, pairs in alike.items():
            every = Q(self._one_of(pairs))
            for bar in bars:
                every &= self._barred(dict.fromkeys(pairs, bar), unit, account)
            allowed &= ~every
        return allowed

    def _barred(self, bars: Mapping[Pair, Bar], unit: Any, account: Any) -> Q:
        """Where the person or the unit took one of the steps, or the unit holds a part and did not open the case."""
        case, pair = OuterRef("case_id" if self.holding else "pk"), next(iter(bars))
        hands = sorted("/".join((*pair, action)) for pair, bar in bars.items() for action in bar.hands)
        units = sorted("/".join((*pair, action)) for pair, bar in bars.items() for action in bar.units)
        parts = sorted("/".join((*pair, part)) for pair, bar in bars.items() for part in bar.parts)
        barred = Q(pk__in=[])
        if hands:
            steps = StepRow.objects.filter(case=case, account=account)
            barred |= Q(Exists(steps.filter(In(self._text(pair, "action"), hands))))
        if units:
            steps = StepRow.objects.filter(case=case, unit=unit)
            barred |= Q(Exists(steps.filter(In(self._text(pair, "action"), units))))
        if parts:
            ours = Holding.objects.filter(case=case, unit=unit)
            held = ours.filter(In(self._text(pair, "part"), parts))
            barred |= Q(Exists(held)) & ~Q(Exists(ours.filter(part=OPENER)))
        return barred | self._of_other_versions(bars)

    def _of_other_versions(self, bars: Mapping[Pair, Bar]) -> Q:
        """Cases that go by a version without this way."""
        column, alike = "case__definition__in" if self.holding else "definition__in", dict[frozenset[int], list[Pair]]()
        for pair, bar in bars.items():
            alike.setdefault(bar.versions, []).append(pair)
        found = Q(pk__in=[])
        for versions, pairs in alike.items():
            if versions:
                found |= Q(self._one_of(pairs)) & ~Q((column, sorted(versions)))
        return found

    def _one_of(self, pairs: Collection[Pair]) -> In:
        return In(_joined(map(F, self._columns(next(iter(pairs))))), sorted(map("/".join, pairs)))

    def _text(self, pair: Pair, name: str) -> Concat:
        """The pair of the case outside with a column of the row inside, as one text."""
        return _joined((*map(OuterRef, self._columns(pair)), F(name)))

    def _columns(self, pair: Pair) -> tuple[str, ...]:
        return ("kind", "stage", *(("part",) if len(pair) > 2 else ()))


def _joined(columns: Iterable[F]) -> Concat:
    between = [one for column in columns for one in (Value("/"), column)]
    return Concat(*between[1:], output_field=CharField())


def all_had_a_hand(bars: Bars, people: Iterable[int]) -> Q:
    """Holdings of cases in which each of some people took one of the steps that bar whoever took them."""
    actions = sorted({action for _, every in bars for bar in every for action in bar.hands})
    steps = StepRow.objects.filter(case=OuterRef("case_id"), action__in=actions)
    return Q(*(Exists(steps.filter(account=person)) for person in people))
