"""One case of a ledger from its opening to where it stands on the last day: who does what and when. Pure.

Everything comes from the kind's declaration and from `data/lives.toml`; chance is seeded, so that the same last day
gives the same district.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from shuangyong.base.organisation import posts
from shuangyong.catalog.model import OPENER, OPENING, Field, Kind, Opening, Transition, Wanted
from shuangyong.config.district.acts import workday
from shuangyong.config.district.cast import INSPECTION, OFFICE, Cast
from shuangyong.config.district.population import Somebody
from shuangyong.config.district.reading import Table
from shuangyong.config.district.scripts import Way, script, wanted_slots
from shuangyong.rules.drawing import draw

OFFICERS = ("shuangyong.ganbu1", "shuangyong.ganbu2", "shuangyong.zhuren")
LEADERS = ("zuzhang", "fuzuzhang1", "fuzuzhang2")
INSPECTORS = ("ducha.1", "ducha.2")
ALLOWANCES = {
    "残疾军人": "残疾抚恤金",
    "烈士遗属": "烈士遗属定期抚恤金",
    "因公牺牲军人遗属": "因公牺牲军人遗属定期抚恤金",
    "病故军人遗属": "病故军人遗属定期抚恤金",
    "参战退役军人": "参战退役军人生活补助",
}
OTHER_ALLOWANCE = "其他生活补助"
"""What somebody of a category is paid."""
SECOND_CALL = 6
"""Month in which the second call-up of a year begins."""
PLAIN = {"text": "已核对", "long_text": "已按要求办理，情况属实，材料齐全。"}
GOOD = ("满意", "满意", "满意", "满意", "满意", "满意", "基本满意")


@dataclass(frozen=True, slots=True)
class Played:
    """One step: who took it on which day, with what."""

    do: str
    """"" for the opening."""
    on: date
    who: str
    values: Mapping[str, Any] = field(default_factory=dict)
    gives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Units by slug."""
    note: str = ""
    proofs: tuple[str, ...] = ()
    """Slots to file something into."""
    child: Played | None = None
    """The opening of the case that the step opens."""
    at: str = ""
    """Which case takes it: "" the life's own, a child by its name, the second one of a name as `name#2`."""


@dataclass(frozen=True, slots=True)
class Life:
    """One case."""

    kind: str
    steps: tuple[Played, ...]
    person: int = 0
    """Key of the person it is about; 0 where it is about nobody."""


@dataclass(slots=True)
class Player:
    """Plays cases of one kind."""

    cast: Cast
    kind: Kind
    hints: Table
    end: date
    chance: Random
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """Other kinds by key, for children."""
    below: dict[str, Player] = field(default_factory=dict)
    """Players of the children that the way opens or names, by name."""
    way: Way = ()
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hands: dict[str, set[str]] = field(default_factory=dict)
    person: Somebody | None = None
    number: int = 0
    seats: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Unit and post of everybody in post on the last day, by login."""
    serving: dict[str, list[str]] = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)
    """How many children of a name this life has opened."""
    passed: frozenset[str] = frozenset()
    """What the case above hands down when this one is opened by a step of it."""
    turn: int = 0
    """Which of the lists that belong together is taken in this life."""
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The units that fields of this life name; below it they go by words such as sampled.1."""

    def __post_init__(self) -> None:
        self.way = script(self.kind, self.kinds, self.hints.get("path", ()))
        for person in self.cast.in_post(1):
            self.seats[person.login] = (person.unit, person.post)
            self.serving.setdefault(person.unit, []).append(person.login)
        for name, hints in self.hints.get("children", {}).items():
            kind = self.kinds[self.kind.children[name].kind]
            self.below[name] = Player(self.cast, kind, hints, self.end, self.chance, self.kinds)
            self.below[name].passed = frozenset(self.kind.children[name].passes)

    def play(self, on: date, where: str, person: Somebody | None = None) -> Life:
        """A case opened on a day. `where` is the station (slug) in whose village it lies."""
        self.number += 1
        self.begin(person, self.number, self.chance.randrange(1000))
        place = self._places(where)
        opener = self._opener(place)
        self.units[OPENER] = (self._unit_of(opener),)
        steps = [self.step(self.kind.opening, "", on, opener, place)]
        for label, action in self.way:
            acting = self._below(label, place)
            on = acting.later(action, on)
            if on >= self.end:
                break
            taken = replace(acting.step(action, action.key, on, acting.doer(action), place), at=label)
            steps += (
                [taken] if not action.opens else acting.open_below(taken, action.opens, place, self._told(action.opens))
            )
            on = steps[-1].on
        return Life(self.kind.key, tuple(steps), person.key if person else 0)

    def begin(self, person: Somebody | None, number: int, turn: int) -> None:
        """A new life: nothing is held, opened or done."""
        self.units, self.hands, self.opened, self.named = {}, {}, {}, {}
        self.person, self.number, self.turn = person, number, turn
        for child in self.below.values():
            child.begin(person, number, turn)

    def _told(self, name: str) -> bool:
        """Whether the way itself names the steps of that child."""
        return any(name in label.split("/") for label, _ in self.way)

    def _below(self, label: str, place: Mapping[str, str]) -> Player:
        """The player of a child. One that began by itself is given to the units that the hints name."""
        found = self
        for name in filter(None, label.split("/")):
            above, found = found, found.below[name]
            if not found.units:
                found.units = {OPENER: above.units.get("lead", (OFFICE,))}
                for wanted in found.kind.opening.gives:
                    found.units |= {wanted.key: found.given(wanted, place)}
        return found

    def open_below(self, taken: Played, name: str, place: Mapping[str, str], told: bool) -> list[Played]:
        """A step with the opening of a child, and what is done in the child until the way goes on above.

        Where the way names the child's own steps (`told`), they are left to it.
        """
        child = self.below[name]
        child.begin(self.person, self.number, self.turn)
        child.named = self.named
        child.units = {OPENER: (self._unit_of(taken.who),)}
        self.opened[name] = self.opened.get(name, 0) + 1
        label = name if self.opened[name] == 1 else f"{name}#{self.opened[name]}"
        label = f"{taken.at}/{label}" if taken.at else label
        steps = [replace(taken, child=child.step(child.kind.opening, "", taken.on, taken.who, place))]
        for _, action in () if told else child.way:
            on = child.later(action, steps[-1].on)
            if on >= self.end:
                break
            steps.append(replace(child.step(action, action.key, on, child.doer(action), place), at=label))
        return steps

    # ── where and who ──────────────────────────────────────────────────────────────────────────────────────────────

    def _places(self, station: str) -> dict[str, str]:
        """The words by which hints name units."""
        town = station.split(".", maxsplit=1)[0]
        members = [unit.slug for unit in self.cast.of("member")]
        troops = [unit.slug for unit in self.cast.of("troop")]
        each = self.hints.get("each")
        return {
            "station": station,
            "town_station": f"{town}.zhan",
            "town": town,
            "village": station.replace(".z", ".c"),
            "office": OFFICE,
            "inspection": INSPECTION,
            "member": members[self.number % len(members)] if each == "member" else self.chance.choice(members),
            "other_member": self.chance.choice(members),
            "troop": self.chance.choice(troops),
        }

    def _slug(self, word: str, place: Mapping[str, str]) -> str:
        name, _, number = word.partition(".")
        if name in self.named:
            return self.named[name][int(number) - 1]
        return place.get(word, word)

    def _opener(self, place: Mapping[str, str]) -> str:
        unit = self._slug(self.hints.get("opener", "office"), place)
        return self._able(unit, self.kind.opening.may)

    def doer(self, action: Transition) -> str:
        """Whom the hints name; somebody of a unit that holds the part, with the permission; else of the office."""
        if action.key in self.hints.get("by", {}):
            return str(self.hints["by"][action.key])
        before = {who for key in action.other_hand_than for who in self.hands.get(key, ())}
        sides = {self._unit_of(who) for key in action.other_unit_than for who in self.hands.get(key, ())}
        parts = [OPENER if part in ("opener", "opener_side") else part for part in action.parts]
        units = [unit for part in parts for unit in self.units.get(part, ())]
        if not action.parts:
            units = [OFFICE]
        found = [who for unit in units for who in self._people(unit) if self._may(who, action.may)]
        found += [who for who in (*OFFICERS, *LEADERS, *INSPECTORS) if not action.parts and self._may(who, action.may)]
        able = (who for who in found if who not in before and self._unit_of(who) not in sides)
        return next(able, found[0] if found else OFFICERS[0])

    def _able(self, unit: str, permission: str) -> str:
        people = [*self._people(unit), *OFFICERS, *LEADERS]
        return next(who for who in people if self._may(who, permission))

    def _people(self, unit: str) -> Sequence[str]:
        if unit == OFFICE:
            return OFFICERS
        return self.serving.get(unit, ())

    def _unit_of(self, login: str) -> str:
        return self.seats[login][0]

    def _may(self, login: str, permission: str) -> bool:
        return _has(self.seats[login][1], permission)

    # ── when ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def later(self, action: Transition, on: date) -> date:
        """The working day on which the next step is taken, after one on `on`."""
        gaps: Table = dict(self.hints.get("gaps", {}))
        if action.key in self.hands:
            gaps |= self.hints.get("again", {})
        least, most = gaps[action.key] if action.key in gaps else self.hints.get("gap", [1, 9])
        slow = self.chance.random() < self.hints.get("slow", 0.03)
        days = self.chance.randint(least, most) * (4 if slow else 1)
        return workday(max(on + timedelta(days=days), self._earliest(action.key) or on))

    def _earliest(self, action: str) -> date | None:
        """The day of the life before which a step cannot have been taken, where the hints name one."""
        rule = self.hints.get("not_before", {}).get(action)
        return self._of_person(rule) if rule else None

    # ── what ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def step(self, asking: Opening | Transition, do: str, on: date, who: str, place: Mapping[str, str]) -> Played:
        """One step with everything that its form asks for."""
        self.hands.setdefault(do or OPENING, set()).add(who)
        asked = [w for w in asking.asks if do or w.key not in self.passed]
        values = {w.key: value for w in asked if (value := self._value(w, on, place)) is not None}
        self.named |= {key: value for key, value in values.items() if self.kind.fields[key].type == "units"}
        gives = {w.key: units for w in asking.gives if (units := self.given(w, place))}
        self.units |= gives
        note = ""
        slots: set[str] = {w.key for w in asking.proofs if not w.optional}
        if isinstance(asking, Transition):
            note = str(self.hints.get("notes", {}).get(do, "情况属实。")) if asking.note == "required" else ""
            slots = wanted_slots(self.kind, asking)
        slots |= set(self.hints.get("files", {}).get(do, ()))
        return Played(do, on, who, values, gives, self._filled(note, on, place), tuple(sorted(slots)))

    def given(self, wanted: Wanted, place: Mapping[str, str]) -> tuple[str, ...]:
        rule = self.hints.get("gives", {}).get(wanted.key)
        if rule is None:
            known = next((self.named[key] for key in self.kind.parts[wanted.key].known_from if key in self.named), ())
            if known:
                return known
            return () if wanted.optional else (self._unit_of(self._opener(place)) if wanted.key == "lead" else OFFICE,)
        words = [rule] if isinstance(rule, str) else rule
        held = {unit for units in self.units.values() for unit in units} if wanted.key != "lead" else set()
        found = tuple(dict.fromkeys(self._slug(word, place) for word in words))
        return tuple(unit for unit in found if unit not in held or not self.kind.parts[wanted.key].many) or ()

    def _value(self, wanted: Wanted, on: date, place: Mapping[str, str]) -> Any:
        declared = self.kind.fields[wanted.key]
        rule = self._rule(wanted.key)
        if rule is not None:
            if isinstance(rule, list) and wanted.key in self.hints.get("together", ()):
                rule = rule[self.turn % len(rule)]
            return self._by_rule(declared, rule, on, place)
        if declared.type == "person":
            return self.person.key if self.person else None
        if declared.type == "troops":
            return place["troop"]
        if declared.known_from == "today" and not wanted.optional:
            return on
        if declared.known_from and not declared.known_from.startswith(("last.", "case.")):
            return None
        return None if wanted.optional else self._usual(declared, on)

    def _rule(self, key: str) -> Any:
        """What the hints say of a field: in the row of this life where they have rows, else for all lives."""
        rows = self.hints.get("rows", ())
        row = rows[(self.number - 1) % len(rows)] if rows else {}
        return row.get(key, self.hints.get("values", {}).get(key))

    def _by_rule(self, declared: Field, rule: Any, on: date, place: Mapping[str, str]) -> Any:
        """A list: one of it; a whole number for a date: so many days on; a text: filled with the words around."""
        if declared.type == "units" and isinstance(rule, str):
            return self._drawn(rule, on, place)
        if declared.type == "unit":
            return self._slug(rule, place)
        if declared.type == "units":
            return tuple(dict.fromkeys(self._slug(word, place) for word in rule))
        if declared.type == "choices":
            return tuple(self.chance.choice(rule) if isinstance(rule[0], list) else rule)
        if isinstance(rule, list):
            if _is_range(rule):
                return self._number(declared, self.chance.randint(*rule), on)
            rule = self.chance.choice(rule)
        if isinstance(rule, str):
            return self._of_person(rule) if rule.startswith("@") else self._filled(rule, on, place, declared)
        return self._number(declared, rule, on)

    def _drawn(self, rule: str, on: date, place: Mapping[str, str]) -> tuple[str, ...]:
        """`objects 3`: so many units of a field, by the word that the same form says, as anybody would draw them."""
        among, _, number = rule.partition(" ")
        names = {self.cast.unit(slug).name: slug for slug in self.named[among]}
        word = self._filled(self.hints["values"]["draw"], on, place)
        return tuple(names[name] for name in draw(word, names, int(number)))

    def _number(self, declared: Field, number: Any, on: date) -> Any:
        if declared.type == "date":
            return on + timedelta(days=number)
        return number * 100 if declared.type == "money" else number

    def _of_person(self, rule: str) -> Any:
        """Facts of the life that the case is about."""
        service = self.person.services[-1] if self.person and self.person.services else None
        categories = self.person.categories if self.person else ()
        facts = {
            "@enlisted": service.begun if service else None,
            "@discharged": service.ended if service else None,
            "@honour": self.person.honour if self.person else None,
            "@category": self.person.categories[0][0] if self.person and self.person.categories else None,
            "@allowance": next((ALLOWANCES[name] for name, _ in categories if name in ALLOWANCES), OTHER_ALLOWANCE),
        }
        return facts[rule]

    def _filled(self, text: str, on: date, place: Mapping[str, str], declared: Field | None = None) -> str:
        words = {
            "year": on.year,
            "month": on.month,
            "half": "上半年" if on.month < SECOND_CALL else "下半年",
            "n": self.number,
            "town": self.cast.unit(place["town"]).short,
            "village": self.cast.unit(place["village"]).short,
            "member": self.cast.unit(place["member"]).short,
            "troop": self.cast.unit(place["troop"]).short,
        }
        filled = text.format(**words) if "{" in text else text
        return filled[: declared.max] if declared and declared.max else filled

    def _usual(self, declared: Field, on: date) -> Any:
        match declared.type:
            case "date":
                return on
            case "choice":
                return (
                    self.chance.choice(GOOD) if "不满意" in declared.choices else self.chance.choice(declared.choices)
                )
            case "choices":
                return (declared.choices[self.number % len(declared.choices)],)
            case "yes_no":
                return True
            case "number":
                return max(declared.min or 0, min(declared.max or 20, self.chance.randint(1, 20)))
            case "money":
                return self.chance.randint(3, 60) * 10_000
        return PLAIN.get(declared.type, "已登记")


def able(cast: Cast, unit: str, permission: str) -> str:
    """The login of somebody of the unit whose post has the permission; of the office where nobody has."""
    found = [person.login for person in cast.in_post(1) if person.unit == unit and _has(person.post, permission)]
    return found[0] if found else OFFICERS[0]


def _has(post: str, permission: str) -> bool:
    declared = posts.load().get(post)
    return declared is not None and permission in declared.permissions


def _is_range(rule: list[Any]) -> bool:
    return len(rule) == 2 and all(isinstance(item, int) and not isinstance(item, bool) for item in rule)
