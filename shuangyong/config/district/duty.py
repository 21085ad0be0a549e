"""The duty rosters of every holiday in the two years: drawn under the declared rules, kept shift by shift. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from shuangyong.cases.standing import calendar
from shuangyong.catalog.model import Kind
from shuangyong.config.district.acts import workday
from shuangyong.config.district.cast import Cast
from shuangyong.config.district.player import OFFICERS, Life, Played, able
from shuangyong.config.district.population import SEED
from shuangyong.config.district.reading import Table, table
from shuangyong.rules.festivals import shipped
from shuangyong.rules.roster import Person, Rules, Shift, draw, slots_of

HOLIDAY = Rules(("白班", "夜班"), 1)
SHORTEST = 3
"""Days off in a row that make a holiday; fewer are a weekend."""
SOLAR = {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节"}
LUNAR = ("春节", "清明", "端午", "中秋")
LEADERS, MEMBERS = 3, 5
"""How many of a unit take turns."""
BEFORE = 9
"""Days before a holiday on which its roster is drawn."""
HAPPENED = "接到群众来电一起，已转有关单位处理。"


def lives(kinds: Mapping[str, Kind], hints: Table, cast: Cast, begin: date, end: date) -> list[Life]:
    """A roster of every holiday for each of the units that the hints name, in the order in which they were drawn."""
    units = [unit.slug for unit in cast.of("town")] + list(hints["units"])
    made = [
        _life(kinds, cast, unit, name, days, end)
        for name, days in _holidays(begin, end)
        for unit in units
        if workday(days[0] - timedelta(days=BEFORE)) < end
    ]
    return sorted(made, key=lambda life: life.steps[0].on)


def _holidays(begin: date, end: date) -> Iterator[tuple[str, list[date]]]:
    """Every holiday that begins in that time, with its days."""
    days: list[date] = []
    day = begin + timedelta(days=BEFORE + 1)
    while day < end or days:
        if calendar().is_workday(day) is False:
            days.append(day)
        else:
            if len(days) >= SHORTEST and (name := _name(days)):
                yield name, days
            days = []
        day += timedelta(days=1)


def _name(days: Sequence[date]) -> str:
    for day in days:
        for name in LUNAR:
            if shipped().on(name, day.year) == day:
                return name
        if (day.month, day.day) in SOLAR:
            return SOLAR[day.month, day.day]
    return ""


def _life(kinds: Mapping[str, Kind], cast: Cast, unit: str, name: str, days: Sequence[date], end: date) -> Life:
    shifts = draw(HOLIDAY, slots_of(HOLIDAY, days[0], days[-1]), _people(cast, unit), days[0].toordinal())
    drawn = workday(days[0] - timedelta(days=BEFORE))
    keeper = able(cast, unit, kinds["duty_roster"].opening.may)
    steps = [_opening(unit, name, days, len(shifts), drawn, keeper)]
    steps += [Played("add_shift", drawn, keeper, child=_shift(unit, one, drawn, keeper)) for one in shifts]
    steps += _kept(kinds, cast, unit, shifts, drawn, days[-1])
    return Life("duty_roster", tuple(step for step in steps if step.on < end))


def _opening(unit: str, name: str, days: Sequence[date], shifts: int, on: date, who: str) -> Played:
    title = f"{days[-1].year}年{name}值班表"
    values = {"roster": title, "sort": "节假日值班", "from_on": days[0], "until": days[-1], "shifts": shifts}
    return Played("", on, who, values, {"lead": (unit,)})


def _shift(unit: str, one: Shift, on: date, who: str) -> Played:
    values = {
        "shift": str(one.slot),
        "on_day": one.slot.day,
        "span": one.slot.span,
        "leader": one.leader,
        "members": "、".join(one.members),
    }
    return Played("", on, who, values, {"lead": (unit,)})


def _kept(
    kinds: Mapping[str, Kind], cast: Cast, unit: str, shifts: Sequence[Shift], drawn: date, last: date
) -> Iterator[Played]:
    """Published, handed over shift by shift, ended on the first working day after."""
    yield Played("publish", workday(drawn + timedelta(days=1)), OFFICERS[0])
    who = able(cast, unit, kinds["duty_shift"].transitions["hand_over"].may)
    for number, one in enumerate(shifts, 1):
        day = one.slot.day + timedelta(days=one.slot.span == "夜班")
        label = "shift" if number == 1 else f"shift#{number}"
        happened = {"happened": HAPPENED} if day.toordinal() % 11 == 0 else {}
        yield Played("hand_over", day, who, happened, at=label)
    yield Played("close", workday(last + timedelta(days=2)), OFFICERS[0], note="值班期间平稳有序。")


def _people(cast: Cast, unit: str) -> list[Person]:
    """Whoever of the unit takes turns: its people in post first, then others, invented."""
    held = [person.name for person in cast.in_post(1) if person.unit == unit]
    names = [*held, *_others(unit)]
    named = list(dict.fromkeys(names))[: LEADERS + MEMBERS]
    return [Person(name, number < LEADERS) for number, name in enumerate(named)]


def _others(unit: str) -> Iterator[str]:
    letters = table("population")
    chance = Random(f"{SEED} 值班 {unit}")  # noqa: S311 - invented names, not a secret
    for _ in range(2 * (LEADERS + MEMBERS)):
        yield chance.choice(letters["surnames"]) + "".join(chance.choice(letters["male"]) for _ in range(2))
