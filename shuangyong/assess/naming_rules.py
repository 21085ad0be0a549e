"""What the rules of naming allow: declared in naming.toml, applied to a list of recommended places.

A finding is yes, no, or cannot be told; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import Faults, installed, join
from shuangyong.catalog.model import CHECKED

FILE = "naming.toml"
SORTS = ("not_both", "at_most", "county_share")
SCOPES = ("all", "province")
KEYS = ("sort", "text", "percent", "scope", "source", "checked")
DISTRICT = range(1, 21)
"""The last two digits of a city's districts (GB/T 2260)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of naming."""

    key: str
    sort: str
    text: str
    percent: int
    scope: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule applied. `kept` is None where it cannot be told from here."""

    rule: Rule
    kept: bool | None
    says: str


@cache
def load() -> tuple[Rule, ...]:
    """This installation's rules; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> tuple[Rule, ...]:
    """The rules of a file. Raises DeclarationError."""
    faults = Faults(file)
    found = faults.rows("rules", tables, _rule, needed=False)
    faults.raise_any()
    return tuple(found.values())


def _rule(faults: Faults, key: str, table: Mapping[str, Any]) -> Rule:
    path = join("rules", key)
    faults.keys(path, table, KEYS)
    sort = str(faults.one_of(join(path, "sort"), table.get("sort"), SORTS))
    percent = table.get("percent", 0)
    if sort != "not_both" and not (isinstance(percent, int) and 0 < percent <= 100):
        faults.add(join(path, "percent"), "应写 1 至 100 的整数。")
    return Rule(
        key,
        sort,
        faults.text(join(path, "text"), table.get("text")),
        percent if isinstance(percent, int) else 0,
        str(faults.one_of(join(path, "scope"), table.get("scope"), SCOPES)),
        faults.text(join(path, "source"), table.get("source")),
        str(faults.one_of(join(path, "checked"), table.get("checked"), CHECKED)),
    )


def is_district(code: str) -> bool:
    """Whether a county's code is that of a district of a city (市辖区). Municipalities have districts and no city."""
    return len(code) == 6 and int(code[4:]) in DISTRICT


def judge(rules: Iterable[Rule], named: Mapping[str, str], places: int, *, nation: bool = False) -> list[Finding]:
    """Each rule applied to the recommended places (code to name) out of so many that take part.

    `nation`: these are all places that there are, so that what is counted over the nation can be told.
    """
    return [_applied(rule, named, places, nation=nation) for rule in rules]


def _applied(rule: Rule, named: Mapping[str, str], places: int, *, nation: bool) -> Finding:
    found = APPLY[rule.sort](rule, named, places)
    if rule.scope != "all" or nation or found.kept is None:
        return found
    return Finding(rule, None, f"{found.says.removesuffix('。')}；这一条按全国计算，这里只作参考。")


def _not_both(rule: Rule, named: Mapping[str, str], _: int) -> Finding:
    both = [(code, code[:4]) for code in sorted(named) if is_district(code) and code[:4] in named]
    says = "；".join(f"{named[district]}与{named[city]}同在名单里" for district, city in both)
    return Finding(rule, not both, says or "没有同时推荐的。")


def _at_most(rule: Rule, named: Mapping[str, str], places: int) -> Finding:
    if not places:
        return Finding(rule, None, "没有纳入考核的地方，无法计算。")
    said = f"这里 {places} 个地方推荐 {len(named)} 个，占 {100 * len(named) / places:.1f}%"
    return Finding(rule, 100 * len(named) <= rule.percent * places, f"{said}。")


def _county_share(rule: Rule, named: Mapping[str, str], _: int) -> Finding:
    if not named:
        return Finding(rule, None, "还没有推荐的。")
    counties = sum(len(code) == 6 for code in named)
    share = f"{len(named)} 个推荐中县级 {counties} 个，占 {100 * counties / len(named):.1f}%。"
    return Finding(rule, 100 * counties >= rule.percent * len(named), share)


APPLY = {"not_both": _not_both, "at_most": _at_most, "county_share": _county_share}
