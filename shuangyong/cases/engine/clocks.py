"""A case's clocks: the declared rule with the events its steps brought, read on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shuangyong.cases.engine.state import State
from shuangyong.catalog.model import OPENER, Clock, Kind
from shuangyong.rules.calendar import Calendar
from shuangyong.rules.clocks import ClockRule, Extend, Reading, read
from shuangyong.rules.lengths import WORDS
from shuangyong.rules.recurrence import Recurrence, next_after
from shuangyong.rules.wording import day_text

NEVER = date(9999, 12, 31)
"""Sorts after every real term: a case without one stands last."""
RESTS = NEVER - timedelta(days=1)
"""For the lists of a unit that owes nothing now, while others are to go on: behind every term, and never late."""
GOING = ("running", "expired")


def rule_of(clock: Clock) -> ClockRule:
    """The algebra's rule for a declared clock. A clock by a date field has its day in the start event."""
    extend = Extend(clock.extend.most, clock.extend.times) if clock.extend else None
    return ClockRule(
        name=clock.name,
        length=clock.length,
        from_next_day=clock.from_next_day,
        begins=clock.begins,
        act=clock.act,
        duty=clock.duty,
        warn=clock.warn,
        extend=extend,
        carried=clock.carried,
    )


def day_before(clock: Clock, on: date) -> date | None:
    """The term of a clock that ends before the next of some days: the day before the first of them after `on`."""
    found = (next_after(Recurrence.parse(day, "year"), on) for day in clock.before)
    days = [day for day in found if day is not None]
    return min(days) - timedelta(days=1) if days else None


def readings(kind: Kind, state: State, on: date, calendar: Calendar) -> dict[str, Reading]:
    """Every clock of a case that has begun, as it stands at the end of a day."""
    return {
        key: read(rule_of(clock), state.events[key], on, calendar)
        for key, clock in kind.clocks.items()
        if state.events.get(key)
    }


@dataclass(frozen=True, slots=True)
class Term:
    """The term that presses first: what lists sort and colour by."""

    clock: str = ""
    due: date = NEVER
    warn_on: date = NEVER


def nearest(kind: Kind, found: Mapping[str, Reading]) -> Term:
    """The earliest due day of the clocks that are going and by which something is owed; none where none has one."""
    return _first(owed(kind, found))


def owed(kind: Kind, found: Mapping[str, Reading]) -> list[tuple[date, str, Reading]]:
    """Due day, clock and reading of whatever is owed now, by anybody."""
    return [
        (reading.due, key, reading)
        for key, reading in found.items()
        if reading.state in GOING and reading.due and kind.clocks[key].duty
    ]


def _first(going: Iterable[tuple[date, str, Reading]]) -> Term:
    found = min(going, key=lambda item: (item[0], item[1]), default=None)
    if found is None:
        return Term()
    due, key, reading = found
    return Term(key, due, reading.warn_on or due)


def terms_of_units(
    kind: Kind, state: State, found: Mapping[str, Reading], whole: Term, turn: Collection[str]
) -> dict[int, Term]:
    """By which term each unit's own lists go: what its parts owe, so that nobody is late for another.

    `whole`: that of the case. Whoever opened it sees that; a part that owes nothing itself goes along with the others
    the kind declares (who supports is late with who leads). Where a unit owes nothing and others do, it rests, unless
    it is waited for by one of the parts in `turn`.
    """
    going = owed(kind, found)
    waits = bool(going) or any(reading.state == "filed" for reading in found.values())
    terms: dict[int, Term] = {}
    for unit, parts in _parts_of_units(state).items():
        owners = kind.owing(parts)
        own = _first(one for one in going if kind.clocks[one[1]].owner in owners)
        if own.clock and OPENER not in parts:
            terms[unit] = own
        else:
            rests = waits and OPENER not in parts and parts.isdisjoint(turn)
            terms[unit] = Term("", RESTS, RESTS) if rests else whole
    return terms


def _parts_of_units(state: State) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for part, held in state.holders.items():
        for unit, _ in held:
            found.setdefault(unit, set()).add(part)
    return found


def late(kind: Kind, state: State, found: Mapping[str, Reading], on: date) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """What is overdue on a day: the clocks, and the units that owe it. A post is nobody's unit."""
    clocks = tuple(key for due, key, _ in owed(kind, found) if due < on)
    units = [unit for key in clocks for unit in state.units(kind.clocks[key].owner)]
    return clocks, tuple(dict.fromkeys(units))


def filed_says(kind: Kind, found: Mapping[str, Reading], who: str) -> str:
    """已于11月20日按期提请办结，待双拥办核销，第3个工作日／共5个工作日; "" where nothing is filed.

    `who` is to answer.
    """
    rest = [reading for reading in found.values() if reading.state == "filed" and reading.filed_on]
    if not rest:
        return ""
    last = max(rest, key=lambda reading: reading.filed_on or date.min)
    timely = f"{last.filed_by}，晚{last.overdue}日" if last.overdue else f"{'按期' if last.due else ''}{last.filed_by}"
    said = f"已于{day_text(last.filed_on)}{timely}" if last.filed_on else ""
    term = nearest(kind, found)
    if not term.clock:
        return said
    reading, word = found[term.clock], WORDS[found[term.clock].unit]
    if not reading.day:  # the day of filing is not counted
        return f"{said}，待{who}{kind.clocks[term.clock].act}" + (
            f"，次日起共{reading.total}{word}" if reading.total else ""
        )
    count, total = f"，第{reading.day}{word}", "" if reading.total is None else f"／共{reading.total}{word}"
    return f"{said}，待{who}{kind.clocks[term.clock].act}{count}{total}"
