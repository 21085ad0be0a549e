"""Collectives (统称) as declared in collectives.toml: 各乡镇, 各成员单位, 各有关部门 and whom they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.actor import LEVELS
from shuangyong.base.organisation.declared import Faults, installed, join
from shuangyong.base.organisation.naming import plain

FILE = "collectives.toml"
KEYS = ("name", "patterns", "members", "choose")
MEMBER_KEYS = ("kinds", "level", "group", "office")
KINDS = ("party", "government", "army", "town", "village", "station", "group", "company", "other")
OWN = "own"
LEVEL_WORDS = "省|市|州|盟|县|区|旗|镇|乡|街道|地|我省|我市|我州|我县|我区|我镇|我乡|全县|全市|全区|全州"


@dataclass(frozen=True, slots=True)
class Members:
    """Which units of a place: of these kinds (empty: any), at this level (empty: any), in its group, its office."""

    kinds: tuple[str, ...]
    level: str
    group: bool
    office: bool = False


@dataclass(frozen=True, slots=True)
class Collective:
    """One collective; `choose`: the words do not say whom, so a person must."""

    key: str
    name: str
    patterns: tuple[str, ...]
    members: Members
    choose: bool

    def means(self, text: str) -> bool:
        """Whether `text` is one of its ways of writing."""
        return _expression(self.patterns).fullmatch(plain(text)) is not None


@cache
def load() -> dict[str, Collective]:
    """This installation's collectives by key; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> dict[str, Collective]:
    faults = Faults(file)
    found = faults.rows("collectives", tables, _collective, needed=True)
    _check_once(faults, found)
    faults.raise_any()
    return found


def _collective(faults: Faults, key: str, row: dict[str, Any]) -> Collective:
    path = join("collectives", key)
    faults.keys(path, row, KEYS)
    return Collective(
        key,
        faults.text(f"{path}.name", row.get("name")),
        faults.texts(f"{path}.patterns", row.get("patterns")),
        _members(faults, f"{path}.members", faults.table(f"{path}.members", row.get("members"))),
        faults.yes_no(f"{path}.choose", row.get("choose", False)),
    )


def _members(faults: Faults, path: str, row: dict[str, Any]) -> Members:
    faults.keys(path, row, MEMBER_KEYS)
    kinds = faults.texts(f"{path}.kinds", row.get("kinds", []))
    for kind in kinds:
        faults.one_of(f"{path}.kinds", kind, KINDS)
    level = faults.one_of(f"{path}.level", row.get("level", ""), ("", OWN, *LEVELS))
    group = faults.yes_no(f"{path}.group", row.get("group", False))
    office = faults.yes_no(f"{path}.office", row.get("office", False))
    if not kinds and not group and not office:
        faults.add(path, "没有说明是哪些单位：请写 kinds，或写 group = true、office = true。")
    return Members(kinds, str(level), group, office)


def _check_once(faults: Faults, found: Mapping[str, Collective]) -> None:
    """Two collectives that answer to the same words would make the expansion depend on the file's order."""
    seen: dict[str, str] = {}
    for key, collective in found.items():
        for pattern in map(plain, collective.patterns):
            if pattern in seen:
                faults.add(f"collectives.{key}.patterns", f"“{pattern}”已写在 {seen[pattern]} 里。请只留一处。")
            seen[pattern] = key


@cache
def _expression(patterns: tuple[str, ...]) -> re.Pattern[str]:
    written = (re.escape(plain(pattern)).replace(r"\{级\}", f"(?:{LEVEL_WORDS})?") for pattern in patterns)
    return re.compile("|".join(written))
