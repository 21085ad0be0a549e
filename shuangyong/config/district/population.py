"""The people of the invented district: who they are, how they belong together, when they served. Pure.

The same last day and seed give the same people. What is not needed is not invented: a veteran's family is not in the
register, a soldier's is, because it has rights of its own. Identity numbers carry a region that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from shuangyong.config.district.reading import Table, table
from shuangyong.rules.identity import id_check

SEED = 20260801
NOWHERE = "990102"
MARCH, SEPTEMBER = 3, 9
"""Months in which conscripts go and come (征兵工作条例: 两征两退)."""


@dataclass(frozen=True, slots=True)
class Service:
    """One time of service. `ended` None: still serving."""

    begun: date
    ended: date | None
    sort: str
    """义务兵, 军士 or 军官."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One invented person. Households and relations name others by their key."""

    key: int
    name: str
    sex: str
    born: date
    identity: str
    village: str
    """Twelve-digit code of the village."""
    household: int
    rural: bool
    role: str
    """veteran, serving, family, bereaved or martyrs_child."""
    services: tuple[Service, ...] = ()
    categories: tuple[tuple[str, date], ...] = ()
    """Category of the field in Chinese, and since when."""
    honour: str = ""
    relative: int | None = None
    relation: str = ""
    """How this person belongs to `relative`: 父亲, 母亲, 配偶, 子女."""

    @property
    def discharged(self) -> date | None:
        return self.services[-1].ended if self.services else None

    @property
    def key_contact(self) -> bool:
        """Whoever is to be asked after each quarter (FACTS 3: 功臣模范、伤残、参战参试、烈士遗属、特困)."""
        return self.role == "bereaved" or bool(self.honour) or any(name in CONTACTED for name, _ in self.categories)


CONTACTED = {
    "残疾军人",
    "参战退役军人",
    "参试退役军人",
    "烈士遗属",
    "因公牺牲军人遗属",
    "病故军人遗属",
    "在乡老复员军人",
}


@dataclass(slots=True)
class _Maker:
    end: date
    chance: Random
    whole: Table
    people: list[Somebody] = field(default_factory=list)
    households: int = 0

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.chance.randrange(max((last - first).days, 1)))

    def person(self, village: str, born: date, sex: str, role: str, surname: str = "") -> Somebody:
        number = len(self.people) + 1
        made = Somebody(
            number,
            (surname or self.chance.choice(self.whole["surnames"])) + self._given(sex),
            sex,
            born,
            identity(born, sex, number),
            village,
            self.households,
            not village[6:9].startswith("0"),
            role,
        )
        self.people.append(made)
        return made

    def _given(self, sex: str) -> str:
        letters = self.whole["male" if sex == "男" else "female"]
        return "".join(self.chance.choice(letters) for _ in range(2 if self.chance.random() < 0.86 else 1))

    def change(self, person: Somebody, **more: object) -> Somebody:
        self.people[person.key - 1] = replace(person, **more)  # type: ignore[arg-type] # the names of its own fields
        return self.people[person.key - 1]


def identity(born: date, sex: str, number: int) -> str:
    """An identity number of a region that does not exist; the check digit is right (GB 11643)."""
    order = number % 499 * 2 + (1 if sex == "男" else 2)
    digits = f"{NOWHERE}{born:%Y%m%d}{order:03d}"
    return digits + id_check(digits)


def population(end: date, villages: tuple[str, ...], seed: int = SEED) -> tuple[Somebody, ...]:
    """Everybody, by key from 1, as of `end`."""
    maker = _Maker(end, Random(seed), table("population"))  # noqa: S311 - invented people, not a secret
    for village in villages:
        for role, count in maker.whole["village"].items():
            for _ in range(count):
                maker.households += 1
                MAKERS[role](maker, village)
    return tuple(_distinct(maker.people))


def _distinct(people: list[Somebody]) -> Iterator[Somebody]:
    """No two with one identity number: whoever would share one is born a day later."""
    seen: set[str] = set()
    for person in people:
        while person.identity in seen:
            born = person.born + timedelta(days=1)
            person = replace(person, born=born, identity=identity(born, person.sex, person.key))
        seen.add(person.identity)
        yield person


# ── sorts of people ────────────────────────────────────────────────────────────────────────────────────────────────


def _veteran(maker: _Maker, village: str) -> None:
    """Served and came home: most for two years, some for twelve and more, some in these two years."""
    chance = maker.chance
    age = chance.choices((21, 27, 34, 43, 52, 61, 70, 79), (6, 10, 14, 18, 18, 16, 12, 6))[0] + chance.randrange(9)
    born = maker.day(date(maker.end.year - age, 1, 1), date(maker.end.year - age, 12, 28))
    sex = "女" if chance.random() < 0.03 else "男"
    person = maker.person(village, born, sex, "veteran")
    service = _served(maker, born)
    maker.change(
        person, services=(service,), categories=tuple(_categories(maker, person, service)), honour=_honour(maker)
    )


def _served(maker: _Maker, born: date) -> Service:
    chance = maker.chance
    year = born.year + 18 + chance.randrange(4)
    years, sort = chance.choices(
        ((2, "义务兵"), (5, "军士"), (8, "军士"), (12, "军士"), (16, "军官")), (62, 14, 10, 9, 5)
    )[0]
    month = chance.choice((MARCH, SEPTEMBER)) if year >= 2021 else (SEPTEMBER if year >= 2013 else 12)
    begun = date(year, month, 1)
    ended = date(year + years, month, 1)
    if ended > maker.end:
        ended = date(maker.end.year - chance.randrange(2), MARCH, 1)
        begun = date(ended.year - 2, MARCH, 1)
        sort = "义务兵"
    return Service(begun, min(ended, maker.end), sort)


def _categories(maker: _Maker, person: Somebody, service: Service) -> Iterator[tuple[str, date]]:
    shares, roll, home = maker.whole["shares"], maker.chance.randrange(1000), service.ended or maker.end
    yield "退役军人", home
    age = maker.end.year - person.born.year
    if roll < shares["disabled"]:
        yield "残疾军人", home
    elif roll < shares["disabled"] + shares["fought"] and 58 <= age <= 72:
        yield "参战退役军人", date(max(home.year, 2007), 8, 1)
    elif roll < shares["disabled"] + shares["fought"] + shares["tested"] and age >= 55:
        yield "参试退役军人", date(max(home.year, 2007), 8, 1)
    elif roll > 1000 - shares["sick"] and age >= 40:
        yield "带病回乡退役军人", date(max(home.year, 2001), 1, 1)
    elif person.rural and age >= 60 and maker.chance.randrange(1000) < shares["rural"] * 4:
        yield "年满60周岁农村籍退役士兵", date(person.born.year + 60, person.born.month, 1)


def _honour(maker: _Maker) -> str:
    return maker.chance.choices(("", "三等功", "二等功", "一等功"), (940, 54, 5, 1))[0]


def _serving(maker: _Maker, village: str) -> None:
    """A soldier with parents and, where old enough, with wife and child."""
    chance, end = maker.chance, maker.end
    age = chance.choices((19, 21, 24, 28, 33), (30, 28, 20, 14, 8))[0] + chance.randrange(3)
    born = maker.day(date(end.year - age, 1, 1), date(end.year - age, 12, 28))
    sex = "女" if chance.random() < 0.06 else "男"
    soldier = maker.person(village, born, sex, "serving")
    sort = "义务兵" if age <= 21 else "军士" if chance.random() < 0.8 else "军官"
    begun = _enlisted(end, 1 + chance.randrange(2) if sort == "义务兵" else max(age - 19, 3), chance)
    service = Service(begun, None, sort)
    maker.change(soldier, services=(service,), categories=(("现役军人", begun),), honour=_honour(maker))
    _parents(maker, soldier, begun)
    if age >= 26 and chance.random() < 0.75:
        _own_family(maker, soldier, begun)


def _enlisted(end: date, years: int, chance: Random) -> date:
    """A batch of that many years ago that has left: March or September."""
    months = [date(end.year - years + 1, month, 1) for month in (MARCH, SEPTEMBER)]
    months += [date(end.year - years, month, 1) for month in (MARCH, SEPTEMBER)]
    return chance.choice([day for day in months if day < end][:3])


def _parents(maker: _Maker, soldier: Somebody, since: date) -> None:
    for sex, relation in (("男", "父亲"), ("女", "母亲")):
        years = 24 + maker.chance.randrange(8)
        born = maker.day(date(soldier.born.year - years, 1, 1), date(soldier.born.year - years, 12, 28))
        surname = soldier.name[0] if sex == "男" else ""
        parent = maker.person(soldier.village, born, sex, "family", surname)
        maker.change(parent, relative=soldier.key, relation=relation, categories=(("现役军人家属", since),))


def _own_family(maker: _Maker, soldier: Somebody, since: date) -> None:
    year = soldier.born.year + maker.chance.randrange(4) - 1
    other = "男" if soldier.sex == "女" else "女"
    born = maker.day(date(year, 1, 1), date(year, 12, 28))
    spouse = maker.person(soldier.village, born, other, "family")
    maker.change(spouse, relative=soldier.key, relation="配偶", categories=(("现役军人家属", since),))
    born = maker.day(date(maker.end.year - 6, 1, 1), maker.end - timedelta(days=200))
    child = maker.person(soldier.village, born, maker.chance.choice("男女"), "family", soldier.name[0])
    maker.change(child, relative=soldier.key, relation="子女", categories=(("现役军人家属", max(since, born)),))


def _bereaved(maker: _Maker, village: str) -> None:
    """Somebody whom a fallen or dead soldier left behind; the dead are not in the register."""
    chance = maker.chance
    age = 50 + chance.randrange(38)
    sex = chance.choice("男女女")
    person = maker.person(
        village, maker.day(date(maker.end.year - age, 1, 1), date(maker.end.year - age, 12, 28)), sex, "bereaved"
    )
    name = chance.choices(("烈士遗属", "因公牺牲军人遗属", "病故军人遗属"), (28, 26, 46))[0]
    maker.change(
        person, categories=((name, date(maker.end.year - 3 - chance.randrange(30), 1 + chance.randrange(12), 1)),)
    )


def _martyrs_child(maker: _Maker, village: str) -> None:
    age = 60 + maker.chance.randrange(22)
    born = maker.day(date(maker.end.year - age, 1, 1), date(maker.end.year - age, 12, 28))
    person = maker.person(village, born, maker.chance.choice("男女"), "martyrs_child")
    since = max(date(2011, 7, 1), date(born.year + 60, born.month, 1))
    maker.change(person, categories=(("烈士老年子女", since),))


MAKERS = {"veterans": _veteran, "serving": _serving, "bereaved": _bereaved, "martyrs_children": _martyrs_child}
