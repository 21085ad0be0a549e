"""Rules of duty rosters as declared in rosters.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import Faults, installed, join
from shuangyong.catalog.model import CHECKED
from shuangyong.rules.roster import Rules

FILE = "rosters.toml"
KEYS = ("name", "sort", "spans", "members", "rest", "leaders", "days", "source", "checked")
NEXT_HOLIDAY = "next_holiday"
DAYS = ("", NEXT_HOLIDAY)
"""Which days are proposed for a new roster: none, or those of the next holiday of the calendar."""
MOST = 50
"""Members of a shift, and shifts of rest: beyond it the file has a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One sort of roster: its rules, and the posts whose holders may lead."""

    key: str
    name: str
    sort: str
    rules: Rules
    leaders: tuple[str, ...]
    source: str
    checked: str
    days: str = ""
    """One of DAYS."""


@cache
def load() -> dict[str, Declared]:
    """This installation's rules by key; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def of_sort(sort: str) -> Declared | None:
    """The rules for rosters of a sort, None where none are declared."""
    return next((one for one in load().values() if one.sort == sort), None)


def parse(tables: Mapping[str, Any], file: str = FILE) -> dict[str, Declared]:
    faults = Faults(file)
    found = faults.rows("rosters", tables, _declared, needed=True)
    faults.raise_any()
    return found


def _declared(faults: Faults, key: str, row: dict[str, Any]) -> Declared:
    path = join("rosters", key)
    faults.keys(path, row, KEYS)
    spans = faults.texts(f"{path}.spans", row.get("spans"))
    if not spans or len(set(spans)) < len(spans):
        faults.add(f"{path}.spans", "应写一天的各个班，至少一个，不能重复。")
    rules = Rules(spans, _count(faults, f"{path}.members", row, 1), _count(faults, f"{path}.rest", row, 0))
    return Declared(
        key,
        faults.text(f"{path}.name", row.get("name")),
        faults.text(f"{path}.sort", row.get("sort")),
        rules,
        faults.texts(f"{path}.leaders", row.get("leaders")),
        faults.text(f"{path}.source", row.get("source")),
        str(faults.one_of(f"{path}.checked", row.get("checked", ""), CHECKED)),
        str(faults.one_of(f"{path}.days", row.get("days", ""), DAYS)),
    )


def _count(faults: Faults, path: str, row: dict[str, Any], least: int) -> int:
    value = row.get(path.rpartition(".")[2])
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST:
        return value
    faults.add(path, f"应写 {least} 到 {MOST} 的整数。")
    return least
