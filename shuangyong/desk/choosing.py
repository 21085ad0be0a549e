"""What pickers offer: units that one may see, people of a unit. Lists end; a name typed in full finds the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.queries import directory, resolve, visible_units

MOST = 400
OWN = "本单位和下属单位"
WIDE = ("nation", "province", "city")
"""Places with more units than a list to choose from can hold."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a picker."""

    pk: int
    name: str
    whole: str
    group: str
    note: str = ""
    """What is to be known before it is chosen."""


@dataclass(frozen=True, slots=True)
class Units:
    """Units to choose from; `cut`: there are more than are shown."""

    choices: tuple[Choice, ...]
    cut: bool

    def noted(self, notes: Mapping[int, str]) -> Units:
        """The same with a word beside some."""
        return Units(tuple(replace(one, note=notes.get(one.pk, "")) for one in self.choices), self.cut)

    def among(self, units: Collection[int]) -> Units:
        """Only those of these."""
        return Units(tuple(one for one in self.choices if one.pk in units), self.cut)

    @property
    def groups(self) -> dict[str, list[Choice]]:
        """By what they are, in the order of the tree."""
        found: dict[str, list[Choice]] = {}
        for choice in self.choices:
            found.setdefault(choice.group, []).append(choice)
        return found


def units_to_choose(actor: Actor, on: date) -> Units:
    """Two queries a place. Who has units below the own one (a town its stations and villages) finds these first."""
    kinds = dict(Unit.Kind.choices)
    found = directory(actor, on, MOST + 1)
    own = _own(actor, [path for path, *_ in found])
    rows = [Choice(pk, short, name, OWN if path in own else str(kinds[kind])) for path, pk, short, name, kind in found]
    rows = [*(row for row in rows if row.group == OWN), *(row for row in rows if row.group != OWN)]
    return Units(tuple(rows[:MOST]), len(rows) > MOST)


def _own(actor: Actor, paths: Sequence[str]) -> set[str]:
    """The units of the seats and everything below them; none where there is nothing below."""
    tops = tuple(seat.unit_path for seat in actor.seats)
    own = {path for path in paths if path.startswith(tops)}
    return own if own - set(tops) else set()


def units_to_sift(actor: Actor, on: date) -> dict[int, str] | None:
    """The units of a list's filter by number; None where they are too many for one, and a name is typed."""
    if any(seat.place.level in WIDE for seat in actor.seats):
        return None
    return {pk: short for _, pk, short, *_ in directory(actor, on, MOST)}


def name_of_unit(actor: Actor, pk: int | None, on: date) -> str:
    """A unit that may be chosen, by its name; "" for none."""
    found = visible_units(actor, on).filter(pk=pk).values_list("name", flat=True).first() if pk else None
    return found or ""


def unit_chosen(actor: Actor, named: str, pk: int | None, wrong: Mapping[str, str], on: date) -> int:
    """The unit whose name was typed (`named`), else the one chosen from the list.

    Raises Invalid: for `named`, or `wrong` where none from the list was chosen.
    """
    if named:
        return unit_named(actor, named, "named", on)
    if pk is None or not name_of_unit(actor, pk, on):
        raise Invalid(dict(wrong))
    return pk


def known_units(actor: Actor, keys: set[int], on: date) -> set[int]:
    """Those of these units that may be chosen."""
    return set(visible_units(actor, on).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def unit_named(actor: Actor, text: str, key: str, on: date) -> int:
    """The one unit that a typed name means. Raises Invalid for `key` where it is none's or several's."""
    place = next((seat.place for seat in actor.seats), None)
    found = [one.unit for one in resolve(text, place, on=on) if one.open] if place is not None else []
    seen = known_units(actor, {unit.pk for unit in found}, on)
    units = [unit for unit in found if unit.pk in seen]
    if len(units) != 1:
        may_be = "、".join(unit.name for unit in units[:5])
        then = f"可能是：{may_be}，请写全称。" if units else "请写单位全称，或从表里选。"
        raise Invalid({key: f"“{text}”{'不止一个单位' if units else '没有找到'}。{then}"})
    return units[0].pk
