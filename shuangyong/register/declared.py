"""What an office declares: categories, honours, traits (categories.toml), the register's rules (register.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import Faults, installed, join

CATEGORIES, RULES = "categories.toml", "register.toml"
CHECKED = ("待核", "已核")
TRAIT_TYPES = ("text", "choice", "number", "money", "date", "yes_no")
ROOMS = ("budget", "glass", "names", "release", "choices")
DEFAULT: Mapping[str, Mapping[str, int]] = {"release": {"answered_within": 72, "valid": 24, "rows": 20_000}}
"""What an office's own file of before these rules says by saying nothing."""
LISTS = ("household_roles", "relations", "discharge_manners", "site_sorts", "certificates")


@dataclass(frozen=True, slots=True)
class Detail:
    """Something asked with a category: 残疾等级."""

    key: str
    name: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryKind:
    """A category (优抚对象类别). `regular`: one of those with regular pension or allowance."""

    key: str
    name: str
    group: str
    regular: bool
    asks: tuple[Detail, ...]
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class HonourKind:
    """An honour; `rank` 1 is the highest."""

    key: str
    name: str
    rank: int
    war: bool
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class TraitKind:
    """Another fact by period."""

    key: str
    name: str
    type: str
    choices: tuple[str, ...]
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class Declared:
    """categories.toml as a whole."""

    categories: Mapping[str, CategoryKind]
    honours: Mapping[str, HonourKind]
    traits: Mapping[str, TraitKind]

    def category_named(self, text: str) -> CategoryKind | None:
        """By key or name."""
        return self.categories.get(text) or next((c for c in self.categories.values() if c.name == text), None)

    def honour_named(self, text: str) -> HonourKind | None:
        return self.honours.get(text) or next((h for h in self.honours.values() if h.name == text), None)


@dataclass(frozen=True, slots=True)
class Rules:
    """register.toml as a whole."""

    opened: int
    looked_up: int
    exported: int
    """Masked rows of lists that an account may take out a day."""
    opened_by_post: Mapping[str, int]
    glass_hours: int
    glass_a_day: int
    """People that an account may reach a day by breaking the glass."""
    review_within: int
    name_shortest: int
    name_most: int
    release_answered_within: int
    """Hours in which somebody must agree to an unmasked export."""
    release_valid: int
    """Hours for which it lies ready once agreed to."""
    release_rows: int
    lists: Mapping[str, tuple[str, ...]]

    def may_open(self, posts: frozenset[str]) -> int:
        """Records that an account of these posts may open a day."""
        return max((self.opened_by_post.get(post, self.opened) for post in posts), default=self.opened)


@cache
def load() -> Declared:
    """This installation's categories; DeclarationError lists every fault. Read once a process."""
    return installed(CATEGORIES, parse)


@cache
def rules() -> Rules:
    """This installation's rules of the register."""
    return installed(RULES, parse_rules)


def parse(tables: Mapping[str, Any], file: str = CATEGORIES) -> Declared:
    """Categories, honours and traits of categories.toml. DeclarationError lists every fault."""
    faults = Faults(file)
    faults.keys("", tables, ("details", "categories", "honours", "traits"))
    details = {key: _detail(faults, key, row) for key, row in _rows(faults, tables, "details")}
    found = Declared(
        {key: _category(faults, key, row, details) for key, row in _rows(faults, tables, "categories")},
        {key: _honour(faults, key, row) for key, row in _rows(faults, tables, "honours")},
        {key: _trait(faults, key, row) for key, row in _rows(faults, tables, "traits")},
    )
    faults.raise_any()
    return found


def _rows(faults: Faults, tables: Mapping[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
    return [(key, faults.table(join(name, key), row)) for key, row in faults.table(name, tables.get(name, {})).items()]


def _detail(faults: Faults, key: str, row: dict[str, Any]) -> Detail:
    path = join("details", key)
    faults.keys(path, row, ("name", "choices"))
    choices = faults.texts(f"{path}.choices", row.get("choices"))
    return Detail(key, faults.text(f"{path}.name", row.get("name")), choices)


def _category(faults: Faults, key: str, row: dict[str, Any], details: Mapping[str, Detail]) -> CategoryKind:
    path = join("categories", key)
    faults.keys(path, row, ("name", "group", "regular", "asks", "source", "checked"))
    asks = faults.texts(f"{path}.asks", row.get("asks", []))
    for ask in asks:
        faults.one_of(f"{path}.asks", ask, list(details) or [""])
    return CategoryKind(
        key,
        faults.text(f"{path}.name", row.get("name")),
        faults.text(f"{path}.group", row.get("group")),
        faults.yes_no(f"{path}.regular", row.get("regular", False)),
        tuple(details[ask] for ask in asks if ask in details),
        *_source(faults, path, row),
    )


def _honour(faults: Faults, key: str, row: dict[str, Any]) -> HonourKind:
    path = join("honours", key)
    faults.keys(path, row, ("name", "rank", "war", "source", "checked"))
    rank = _number(faults, f"{path}.rank", row.get("rank"))
    war = faults.yes_no(f"{path}.war", row.get("war", False))
    return HonourKind(key, faults.text(f"{path}.name", row.get("name")), rank, war, *_source(faults, path, row))


def _trait(faults: Faults, key: str, row: dict[str, Any]) -> TraitKind:
    path = join("traits", key)
    faults.keys(path, row, ("name", "type", "choices", "source", "checked"))
    kind = str(faults.one_of(f"{path}.type", row.get("type"), TRAIT_TYPES))
    choices = faults.texts(f"{path}.choices", row.get("choices", []))
    if kind == "choice" and not choices:
        faults.add(f"{path}.choices", "选择类应列出可选的各项。")
    return TraitKind(key, faults.text(f"{path}.name", row.get("name")), kind, choices, *_source(faults, path, row))


def _source(faults: Faults, path: str, row: dict[str, Any]) -> tuple[str, str]:
    checked = str(faults.one_of(f"{path}.checked", row.get("checked"), CHECKED))
    return faults.text(f"{path}.source", row.get("source")), checked


def _number(faults: Faults, path: str, value: object, least: int = 1) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        return value
    faults.add(path, f"应写一个不小于 {least} 的整数。")
    return least


def parse_rules(tables: Mapping[str, Any], file: str = RULES) -> Rules:
    """Budgets, lists and terms of register.toml. DeclarationError lists every fault."""
    faults = Faults(file)
    faults.keys("", tables, ROOMS)
    budget, glass, names, release, choices = (faults.table(key, tables.get(key, DEFAULT.get(key))) for key in ROOMS)
    posts = faults.table("budget.posts", budget.get("posts", {}))
    found = Rules(
        _number(faults, "budget.opened", budget.get("opened")),
        _number(faults, "budget.looked_up", budget.get("looked_up")),
        _number(faults, "budget.exported", budget.get("exported", 15_000)),
        {key: _number(faults, f"budget.posts.{key}", value) for key, value in posts.items()},
        _number(faults, "glass.hours", glass.get("hours")),
        _number(faults, "glass.a_day", glass.get("a_day", 3)),
        _number(faults, "glass.review_within", glass.get("review_within")),
        _number(faults, "names.shortest", names.get("shortest")),
        _number(faults, "names.most", names.get("most")),
        _number(faults, "release.answered_within", release.get("answered_within")),
        _number(faults, "release.valid", release.get("valid")),
        _number(faults, "release.rows", release.get("rows")),
        {key: faults.texts(f"choices.{key}", choices.get(key)) for key in LISTS},
    )
    faults.raise_any()
    return found
