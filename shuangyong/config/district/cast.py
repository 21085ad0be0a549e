"""Who and what there is in the district: places, units, people with their posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from shuangyong.config.district.reading import Table, table

OFFICE, GROUP, GOVERNMENT, PARTY = "shuangyong", "xiaozu", "quzf", "quwei"
INSPECTION = "zhengfuban"
"""The inspectors (督查室) and the three administrators sit in the government's office."""
DOER = {"member": "lianluo", "town": "ganshi", "troop": "lianluo", "station": "", "head": "fuze"}
"""The end of the login of whoever does a unit's work."""


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """A unit to be opened. `sort` is what the plan treats it as: member, town, troop, station or other."""

    slug: str
    name: str
    short: str
    kind: str
    region: str
    above: str
    sort: str
    duties: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, key: str) -> str:
        """One of the phrases that task texts are filled with."""
        return dict(self.facts).get(key, "")

    @property
    def texts(self) -> dict[str, str]:
        """All that a task's text may name."""
        return {"name": self.short, "kind": self.name[-1] if self.name[-1] in "镇乡" else "街道", **dict(self.facts)}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account for a post. `before`: takes the post over so many days before the last."""

    login: str
    name: str
    post: str
    unit: str
    role: str = ""
    title: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """The whole of it, units in an order in which each comes after the one above."""

    units: tuple[UnitSpec, ...]
    people: tuple[Person, ...]
    _by_slug: dict[str, UnitSpec] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, sort: str) -> tuple[UnitSpec, ...]:
        """The units of a sort."""
        return tuple(unit for unit in self.units if unit.sort == sort)

    def unit(self, slug: str) -> UnitSpec:
        if not self._by_slug:
            self._by_slug.update((unit.slug, unit) for unit in self.units)
        return self._by_slug[slug]

    def stations(self, town: str) -> tuple[UnitSpec, ...]:
        """A town's station and those of its villages."""
        return tuple(unit for unit in self.of("station") if unit.slug.startswith(f"{town}."))

    def in_post(self, left: int) -> Iterator[Person]:
        """Who holds the posts, `left` days before the last one."""
        took_over = {person.login for person in self.people if left <= person.before}
        for person in self.people:
            if person.login in took_over if person.before else f"{person.login}2" not in took_over:
                yield person

    def doer(self, slug: str) -> str:
        """The login of who does a unit's work, from the beginning."""
        post = DOER[self.unit(slug).sort]
        return f"{slug}.{post}" if post else slug

    def holder(self, login: str, left: int) -> str:
        """Whoever holds this person's post `left` days before the last one: he himself or who took it over from him."""
        took_over = [person for person in self.people if person.login == f"{login}2" and left <= person.before]
        return took_over[0].login if took_over else login


@cache
def cast() -> Cast:
    """Everybody and everything."""
    units = (*_offices(), *_members(), *_towns(), *_troops())
    return Cast(units, tuple(_named(list(_people(units)))))


def district() -> str:
    return str(table("places")["district"])


def map_text() -> str:
    """The villages that the invented map does not have, as CSV for `import_regions`; the rest is the same again."""
    lines = ["code,name,parent,valid_from,valid_to"]
    for town in table("places")["towns"]:
        lines.append(f"{town['code']},{town['name']},{district()},2000-01-01,")
        lines += [f"{code},{name},{town['code']},2000-01-01," for code, name in _villages(town)]
    return "\n".join(lines) + "\n"


def _villages(town: Table) -> Iterator[tuple[str, str]]:
    """Village codes begin with 2, those of urban communities with 0."""
    first = 1 if town["name"].endswith("街道") else 201
    for number, name in enumerate(town["villages"]):
        yield f"{town['code']}{first + number:03d}", name


def _offices() -> Iterator[UnitSpec]:
    whole = table("units")
    for row in whole["units"]:
        if "duties" not in row:
            yield UnitSpec(row["slug"], row["name"], row["short"], row["kind"], district(), "", "other")
    name = whole["group_name"]
    yield UnitSpec(GROUP, name, name.replace("云溪", ""), "group", district(), "", "other")
    yield UnitSpec(OFFICE, whole["office_name"], "区双拥办", "group", district(), GROUP, "other")


def _members() -> Iterator[UnitSpec]:
    for row in table("units")["units"]:
        if "duties" in row:
            facts = tuple((key, row[key]) for key in ("field", "list", "matter"))
            above, duties = row.get("above", ""), row["duties"]
            yield UnitSpec(
                row["slug"], row["name"], row["short"], row["kind"], district(), above, "member", duties, facts
            )


def _troops() -> Iterator[UnitSpec]:
    duties = "组织官兵支援地方建设、开展共建；提出部队需求，确认办理结果。"
    for row in table("units")["troops"]:
        facts = (("matter", row["matter"]),)
        yield UnitSpec(row["slug"], row["name"], row["short"], "army", district(), "", "troop", duties, facts)


def _towns() -> Iterator[UnitSpec]:
    for town in table("places")["towns"]:
        slug, code, name = town["slug"], town["code"], town["name"]
        full = f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"
        yield UnitSpec(slug, full, name, "town", code, GOVERNMENT, "town", "落实辖区双拥工作，办好服务站。")
        station = f"{slug}.zhan"
        yield UnitSpec(station, f"{name}退役军人服务站", f"{name}服务站", "station", code, slug, "station")
        for number, (place, village) in enumerate(_villages(town), 1):
            body = f"{village}居民委员会" if village.endswith("社区") else f"{village}村民委员会"
            yield UnitSpec(f"{slug}.c{number}", body, village, "village", place, slug, "other")
            name_of = f"{village}退役军人服务站"
            yield UnitSpec(f"{slug}.z{number}", name_of, f"{village}服务站", "station", place, station, "station")


def _people(units: tuple[UnitSpec, ...]) -> Iterator[Person]:
    """Posts in the order of the printed table, not yet named."""
    whole = table("people")
    for row in whole["leaders"]:
        yield Person(row["slug"], "", "leader", row["unit"], row["role"], row["title"])
    for row in whole["office"]:
        yield Person(row["slug"], "", row["post"], OFFICE, row["role"], row["title"])
    for row in (*whole["inspectors"], *whole["administrators"]):
        yield Person(row["slug"], "", row["post"], INSPECTION)
    for unit in units:
        yield from _of_unit(unit)
    for row in whole["handovers"]:
        ending = DOER["town" if row["post"] == "town_clerk" else "member"]
        yield Person(f"{row['unit']}.{ending}2", "", row["post"], row["unit"], before=row["before"])


def _of_unit(unit: UnitSpec) -> Iterator[Person]:
    posts = {"member": "liaison", "town": "town_clerk", "troop": "troops_liaison", "station": "station_clerk"}
    if unit.sort not in posts:
        return
    ending = DOER[unit.sort]
    yield Person(f"{unit.slug}.{ending}" if ending else unit.slug, "", posts[unit.sort], unit.slug)
    if unit.sort in {"member", "town"}:
        yield Person(f"{unit.slug}.{DOER['head']}", "", "unit_head", unit.slug)


def _named(people: list[Person]) -> Iterator[Person]:
    """Each with a name of its own, put together from the lists of surnames and given names."""
    surnames, given = table("people")["surnames"].split(), table("people")["given"].split()
    for number, person in enumerate(people):
        name = surnames[number % len(surnames)] + given[(number * 7 + number // len(surnames)) % len(given)]
        yield Person(person.login, name, person.post, person.unit, person.role, person.title, person.before)
