"""Two years of every ledger: which cases, about whom, from which day. Pure; `data/lives.toml` says how many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from shuangyong.catalog.model import Kind
from shuangyong.config.district import duty
from shuangyong.config.district.acts import workday
from shuangyong.config.district.cast import Cast
from shuangyong.config.district.player import Life, Player
from shuangyong.config.district.population import SEED, Somebody
from shuangyong.config.district.reading import Table, table

DAYS = 730
"""Two years."""
SEASON = 25
"""Days over which what belongs to a season is spread."""
Chosen = Callable[[Somebody, date], bool]


def _recent(person: Somebody, begin: date) -> bool:
    return person.role == "veteran" and person.discharged is not None and person.discharged >= begin


def _chained(person: Somebody) -> bool:
    """Whose way from call-up to job is kept as one chain; then its parts stand in no ledger once more."""
    return person.key % 3 == 0


def _category(*names: str) -> Chosen:
    return lambda person, begin: any(name in names for name, _ in person.categories)


WHO: Mapping[str, Chosen] = {
    "everybody": lambda person, begin: True,
    "key_contact": lambda person, begin: person.key_contact,
    "veteran": lambda person, begin: person.role == "veteran",
    "recent": _recent,
    "serving": lambda person, begin: person.role == "serving",
    "conscript": lambda person, begin: person.role == "serving" and person.services[0].sort == "义务兵",
    "joined": lambda person, begin: WHO["conscript"](person, begin) and _chained(person),
    "home": lambda person, begin: WHO["back"](person, begin) and _chained(person),
    "back": lambda person, begin: _recent(person, begin) and person.services[-1].sort == "义务兵",
    "honoured": lambda person, begin: person.role == "serving" and bool(person.honour),
    "decorated": lambda person, begin: bool(person.honour),
    "spouse": lambda person, begin: person.relation == "配偶",
    "child": lambda person, begin: person.relation == "子女",
    "bereaved": lambda person, begin: person.role == "bereaved",
    "disabled": _category("残疾军人"),
    "regular": _category(
        "残疾军人", "参战退役军人", "参试退役军人", "带病回乡退役军人", "年满60周岁农村籍退役士兵", "烈士老年子女",
        "烈士遗属", "因公牺牲军人遗属", "病故军人遗属",
    ),
}  # fmt: skip
"""The words by which lives.toml names whom a kind is about; the second argument is the first day of the two years."""


@dataclass(frozen=True, slots=True)
class Village:
    """A village with its station."""

    code: str
    station: str


def villages(cast: Cast) -> tuple[Village, ...]:
    """In the order of the tree."""
    stations = {unit.region: unit.slug for unit in cast.of("station") if ".z" in unit.slug and len(unit.region) == 12}
    return tuple(Village(code, slug) for code, slug in sorted(stations.items()))


def entries() -> Mapping[str, str]:
    """The entries of lives.toml in their order, each with the key of its kind."""
    return {name: hints.get("kind", name) for name, hints in table("lives")["lives"].items()}


def lives(entry: str, kinds: Mapping[str, Kind], cast: Cast, people: Sequence[Somebody], end: date) -> list[Life]:
    """All cases of an entry, in the order in which they were opened."""
    hints: Table = table("lives")["lives"][entry]
    chance = Random(f"{SEED} {entry}")  # noqa: S311 - invented cases, not a secret
    player = Player(cast, kinds[hints.get("kind", entry)], hints, end, chance, kinds)
    stations = {village.code: village.station for village in villages(cast)}
    begin = end - timedelta(days=DAYS)
    if "units" in hints:
        return duty.lives(kinds, hints, cast, begin, end)
    about = [one for one in people if WHO[hints["who"]](one, begin)] if "who" in hints else []
    about = [one for one in about if "not_who" not in hints or not WHO[hints["not_who"]](one, begin)]
    about = [one for one in about if chance.randrange(1000) < hints.get("share", 1000)]
    days = sorted(_when(hints, begin, end, chance, about), key=lambda pair: pair[0])
    turns = _turns(hints, list(stations.values()), chance)
    return [player.play(day, stations[one.village] if one else next(turns), one) for day, one in days]


def _turns(hints: Table, stations: Sequence[str], chance: Random) -> Iterator[str]:
    """In whose village the next case about nobody lies: anywhere, or in every village or town in turn (`each`)."""
    towns = {station.split(".")[0]: station for station in stations}
    every = {"village": stations, "town": list(towns.values())}.get(hints.get("each", ""))
    while True:
        yield from every or [chance.choice(stations)]


def _when(
    hints: Table, begin: date, end: date, chance: Random, about: Sequence[Somebody]
) -> Iterator[tuple[date, Somebody | None]]:
    """The days of openings, and about whom: so many in all, or so often for each one."""
    if "days_of" in hints:
        yield from _by_event(hints, begin, end, about)
        return
    if "times" in hints:
        for person in about:
            for number in range(hints["times"]):
                yield _day(hints, begin, end, chance, number), person
        return
    for number in range(hints["count"]):
        yield _day(hints, begin, end, chance, number), chance.choice(about) if about else None


def _by_event(
    hints: Table, begin: date, end: date, about: Sequence[Somebody]
) -> Iterator[tuple[date, Somebody | None]]:
    """Once for each one, so many days after an event of the life that lies within the two years."""
    for person in about:
        event = _event(person, hints["days_of"])
        if event is not None and begin <= event:
            day = workday(event + timedelta(days=hints.get("after", 0) + person.key % 9))
            if day < end:
                yield day, person


def _event(person: Somebody, name: str) -> date | None:
    if not person.services:
        return None
    return person.services[-1].begun if name == "enlisted" else person.services[-1].ended


def _day(hints: Table, begin: date, end: date, chance: Random, number: int) -> date:
    """In a season of one of the years where seasons are named; evenly otherwise, the k-th of several in its stretch."""
    if "seasons" in hints:
        season = hints["seasons"][number % len(hints["seasons"])]
        month, day = (int(part) for part in season.split("-"))
        years = [year for year in range(begin.year, end.year + 1) if begin <= date(year, month, day) < end]
        if hints.get("years") == "past":
            years = [year for year in years if year < end.year]
        if years:
            first = date(years[(number // len(hints["seasons"])) % len(years)], month, day)
            found = workday(first + timedelta(days=chance.randrange(SEASON)))
            return found if found < end else workday(begin)
    if hints.get("years") == "this":
        begin = max(begin, date(end.year, 1, 1))
    times = hints.get("times", 1)
    stretch = (end - begin).days // times
    start = begin + timedelta(days=stretch * (number % times))
    found = workday(start + timedelta(days=chance.randrange(max(stretch - 8, 1))))
    return found if found < end else workday(begin)
