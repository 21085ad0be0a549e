"""Duty rosters: who leads and who serves in each shift, drawn under rules. Pure: the same seed gives the same roster.

A shift has one leader and so many members; nobody serves in a shift and in one of the `rest` shifts right after it;
nobody serves on a day away; loads are as even as they can be made. Where a shift cannot be filled nothing is drawn:
a roster with a gap is no roster.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

MOST_SHIFTS = 800
MOST_TRIES = 20_000
"""Ways looked at before it is said that there is none: a roster of a year is found in as many as it has shifts."""
LEADER, MEMBER = "带班领导", "值班人员"


class RosterError(ValueError):
    """What cannot be drawn or changed, as a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The shifts of a day in their order, how many serve beside the leader, how many shifts one rests after a shift."""

    spans: tuple[str, ...]
    members: int
    rest: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A shift's place: day and span."""

    day: date
    span: str

    def __str__(self) -> str:
        return f"{self.day.month}月{self.day.day}日{self.span}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can serve; `away`: days on which not."""

    name: str
    leads: bool
    away: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Shift:
    """A filled slot."""

    slot: Slot
    leader: str
    members: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.leader, *self.members)


def slots_of(rules: Rules, first: date, last: date) -> tuple[Slot, ...]:
    """Every shift from the first day to the last. Raises RosterError for no day and for too many."""
    days = (last - first).days + 1
    if days < 1:
        raise RosterError("结束日期不能早于开始日期。")
    if days * len(rules.spans) > MOST_SHIFTS:
        raise RosterError(f"一次最多排 {MOST_SHIFTS} 个班次，请分几次排。")
    return tuple(Slot(first + timedelta(days=n), span) for n in range(days) for span in rules.spans)


def draw(rules: Rules, slots: Sequence[Slot], people: Sequence[Person], seed: int) -> tuple[Shift, ...]:
    """Every slot filled. Raises RosterError that names the first shift which cannot be."""
    _check_names(people)
    leaders = _Pool(LEADER, [one for one in people if one.leads], 1, rules.rest, seed).fill(slots)
    members = _Pool(MEMBER, [one for one in people if not one.leads], rules.members, rules.rest, seed).fill(slots)
    return tuple(
        Shift(slot, lead[0], tuple(others)) for slot, lead, others in zip(slots, leaders, members, strict=True)
    )


def broken(rules: Rules, shifts: Sequence[Shift]) -> tuple[str, ...]:
    """A sentence for everything in a roster, given in its order, that is against the rules."""
    return tuple(_broken(rules, shifts))


def replaced(
    rules: Rules, shifts: Sequence[Shift], slot: Slot, leader: str, members: Sequence[str]
) -> tuple[Shift, ...]:
    """The roster with one shift served by others. Raises RosterError where that is against the rules."""
    found = tuple(replace(one, leader=leader, members=tuple(members)) if one.slot == slot else one for one in shifts)
    wrong = set(broken(rules, found)) - set(broken(rules, shifts))
    if wrong:
        raise RosterError("".join(sorted(wrong)))
    return found


def exchanged(rules: Rules, shifts: Sequence[Shift], one: Shift, other: Shift) -> tuple[Shift, ...]:
    """The roster with two of its shifts served as given. Raises RosterError with the rules that this would break."""
    new = {one.slot: one, other.slot: other}
    found = tuple(new.get(shift.slot, shift) for shift in shifts)
    wrong = set(broken(rules, found)) - set(broken(rules, shifts))
    if wrong:
        raise RosterError("".join(sorted(wrong)))
    return found


def loads(shifts: Sequence[Shift]) -> Mapping[str, int]:
    """How many shifts everybody who stands in a roster has."""
    found: dict[str, int] = {}
    for shift in shifts:
        for name in shift.names:
            found[name] = found.get(name, 0) + 1
    return found


def _check_names(people: Sequence[Person]) -> None:
    names = [one.name for one in people]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise RosterError(f"“{'、'.join(twice)}”写了两次；同名的请加以区别。")


def _broken(rules: Rules, shifts: Sequence[Shift]) -> Iterator[str]:
    for number, shift in enumerate(shifts):
        if not shift.leader:
            yield f"{shift.slot}没有带班领导。"
        if len(set(shift.members)) < rules.members:
            yield f"{shift.slot}的值班人员不足 {rules.members} 人。"
        if shift.leader and shift.leader in shift.members:
            yield f"{shift.leader}在{shift.slot}既带班又值班。"
        for later in shifts[number + 1 : number + 1 + rules.rest]:
            for name in sorted({n for n in shift.names if n} & set(later.names)):
                yield f"{name}连着值{shift.slot}和{later.slot}，中间要隔 {rules.rest} 个班。"


class _Pool:
    """Those who serve in one way, and the search for who serves when."""

    def __init__(self, what: str, people: Sequence[Person], need: int, rest: int, seed: int) -> None:
        self.what, self.need, self.rest = what, need, rest
        self.people = sorted(people, key=lambda one: hashlib.sha256(f"{seed}:{one.name}".encode()).digest())
        self.away = {one.name: one.away for one in people}

    def fill(self, slots: Sequence[Slot]) -> list[tuple[str, ...]]:
        """Names for each slot: the least loaded first, back where that leads nowhere, evened out at the end."""
        enough = self.need * (self.rest + 1)
        if len(slots) > self.rest and len(self.people) < enough:
            raise RosterError(f"{self.what}至少要 {enough} 人才排得开，现在有 {len(self.people)} 人。")
        return self._level(slots, self._search(slots))

    def _search(self, slots: Sequence[Slot]) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        ways = [self._ways(slots, found)] if slots else []
        furthest, tries = 0, 0
        while ways:
            chosen = next(ways[-1], None)
            tries += 1
            if tries > MOST_TRIES:
                break
            if chosen is None:
                ways.pop()
                if found:
                    found.pop()
                continue
            found.append(chosen)
            furthest = max(furthest, len(found))
            if len(found) == len(slots):
                return found
            ways.append(self._ways(slots, found))
        if not slots:
            return []
        raise RosterError(self._gap(slots[min(furthest, len(slots) - 1)]))

    def _gap(self, slot: Slot) -> str:
        there = sum(1 for one in self.people if slot.day not in one.away)
        return f"{slot}排不出{self.what}：要 {self.need} 人，当天在的有 {there} 人，去掉要歇班的就不够了。请增加人员。"

    def _ways(self, slots: Sequence[Slot], found: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
        """The ways to fill the next slot, the fairest first."""
        slot = slots[len(found)]
        resting = {name for names in found[len(found) - self.rest :] for name in names} if self.rest else set[str]()
        if self.rest > len(found):
            resting = {name for names in found for name in names}
        count = {one.name: 0 for one in self.people}
        last = {one.name: -1 for one in self.people}
        for number, names in enumerate(found):
            for name in names:
                count[name], last[name] = count[name] + 1, number
        able = [one.name for one in self.people if slot.day not in one.away and one.name not in resting]
        return combinations(sorted(able, key=lambda name: (count[name], last[name])), self.need)

    def _level(self, slots: Sequence[Slot], found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Move shifts from whoever has two more than another to that other, as long as one can be moved."""
        while (move := self._move(slots, found)) is not None:
            number, giver, taker = move
            found[number] = tuple(taker if name == giver else name for name in found[number])
        return found

    def _move(self, slots: Sequence[Slot], found: Sequence[tuple[str, ...]]) -> tuple[int, str, str] | None:
        count = {one.name: sum(one.name in names for names in found) for one in self.people}
        order = [one.name for one in self.people]
        for giver in sorted(order, key=lambda name: -count[name]):
            for taker in sorted(order, key=lambda name: count[name]):
                if count[giver] - count[taker] < 2:
                    break
                for number, names in enumerate(found):
                    if giver in names and self._free(taker, number, slots, found):
                        return number, giver, taker
        return None

    def _free(self, name: str, number: int, slots: Sequence[Slot], found: Sequence[Collection[str]]) -> bool:
        near = found[max(0, number - self.rest) : number + self.rest + 1]
        return slots[number].day not in self.away[name] and not any(name in names for names in near)
