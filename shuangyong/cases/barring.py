"""In which cases that wait somebody may not go on: the unit leads what it would judge, the person had a hand in it.

The same as `offers.allowed` says of one case (tests/cases/test_turns.py), as a condition of a query:
a unit does not judge what it leads (`not_as`), nobody judges what went through his own hands (`other_hand_than`),
and what one unit said another one confirms (`other_unit_than`).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.fields import CharField
from django.db.models.functions import Concat
from django.db.models.lookups import In

from shuangyong.base.statements import Line, Part, Select, among
from shuangyong.cases.models import Holding, StepRow, parts_of
from shuangyong.catalog.model import OPENER, Transition

Pair = tuple[str, ...]
"""A kind and a stage; of a holder also the part that is meant."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What keeps somebody from one transition: a part of the own unit, an earlier step of the own hand or unit."""

    parts: frozenset[str]
    hands: frozenset[str]
    units: frozenset[str] = frozenset()

    @classmethod
    def of(cls, transition: Transition) -> Bar:
        named = transition.not_parts, transition.other_hand_than, transition.other_unit_than
        return cls(*map(frozenset, named))

    def within(self, other: Bar) -> bool:
        """Whether whoever is kept from this one is kept from the other too."""
        return self.parts <= other.parts and self.hands <= other.hands and self.units <= other.units


Bars = tuple[tuple[Pair, tuple[Bar, ...]], ...]
"""For each pair the bars of all its ways on; a pair that is not there is open to all."""


def least(found: Mapping[Pair, Collection[Bar]]) -> Bars:
    """A way that is barred to fewer than another makes the other one needless; one barred to nobody opens the pair."""
    bars = []
    for pair, every in sorted(found.items()):
        kept = tuple(one for one in dict.fromkeys(every) if not any(o != one and o.within(one) for o in every))
        if all(one.parts or one.hands or one.units for one in kept):
            bars.append((pair, kept))
    return tuple(bars)


def barred(heaps: Sequence[Mapping[Line, Collection[Bar]]], unit: int, account: int | None) -> list[set[Line]]:
    """Of each heap the rows that are barred to a person; two queries at most for all together.

    A row: day, case, what it waits by, and in the end who holds it (cases.models.said_of).
    """
    every = [bar for bars in {id(bars): bars for ways in heaps for bars in ways.values()}.values() for bar in bars]
    ids = dict.fromkeys(row[1] for ways in heaps for row in ways)
    did = _by_case("action", ids, ("account", account)) if any(bar.hands for bar in every) else {}
    ours = _by_case("action", ids, ("unit", unit)) if any(bar.units for bar in every) else {}
    mine = f":{unit}"
    return [
        {
            row
            for row, bars in ways.items()
            if (mine in (row[-1] or "") or row[1] in did or row[1] in ours)
            and _all_bar(bars, parts_of(unit, row[-1]), did.get(row[1], NONE), ours.get(row[1], NONE))
        }
        for ways in heaps
    ]


NONE: frozenset[str] = frozenset()


def _all_bar(bars: Collection[Bar], held: Collection[str], did: Collection[str], ours: Collection[str]) -> bool:
    """Whether each bar stands in the way of whose unit holds these parts, who took these steps and whose unit did."""
    parts = () if OPENER in held else held
    for bar in bars:
        if bar.parts.isdisjoint(parts) and bar.hands.isdisjoint(did) and bar.units.isdisjoint(ours):
            return False
    return bool(held or did or ours)


def _by_case(column: str, cases: Iterable[int], mine: tuple[str, Any]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for case, name in Select(StepRow, ("case_id", column), (mine, among("case", cases)), distinct=True).rows():
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
        return barred

    def _one_of(self, pairs: Collection[Pair]) -> In:
        return In(_joined(map(F, self._columns(next(iter(pairs))))), sorted(map("/".join, pairs)))

    def _text(self, pair: Pair, name: str) -> Concat:
        """The pair of the case outside with a column of the row inside, as one text."""
        return _joined((*map(OuterRef, self._columns(pair)), F(name)))

    def _columns(self, pair: Pair) -> tuple[str, ...]:
        prefix = "case__" if self.holding else ""
        return (f"{prefix}kind", f"{prefix}stage", *(("part",) if len(pair) > 2 else ()))


def _joined(columns: Iterable[F]) -> Concat:
    between = [one for column in columns for one in (Value("/"), column)]
    return Concat(*between[1:], output_field=CharField())
