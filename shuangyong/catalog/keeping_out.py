"""What no text may say (keep_out.toml): groups of patterns, some for every kind, some for the kinds that name them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base import keeping_out as plainly
from shuangyong.base.organisation.declared import Faults, installed, join

FILE = "keep_out.toml"
KEYS = ("name", "says", "patterns", "everywhere")


@dataclass(frozen=True, slots=True)
class Group:
    """One sort of thing: its name, what to do instead, and how it is written."""

    key: str
    name: str
    says: str
    patterns: tuple[re.Pattern[str], ...]
    everywhere: bool

    def found_in(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self.patterns)


@cache
def load() -> dict[str, Group]:
    """This installation's groups by key; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> dict[str, Group]:
    faults = Faults(file)
    found = faults.rows("groups", tables, _group, needed=True)
    faults.raise_any()
    return found


def _group(faults: Faults, key: str, row: dict[str, Any]) -> Group:
    path = join("groups", key)
    faults.keys(path, row, KEYS)
    return Group(
        key,
        faults.text(f"{path}.name", row.get("name")),
        faults.text(f"{path}.says", row.get("says")),
        tuple(_pattern(faults, path, text) for text in faults.texts(f"{path}.patterns", row.get("patterns"))),
        faults.yes_no(f"{path}.everywhere", row.get("everywhere", False)),
    )


def _pattern(faults: Faults, path: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        faults.add(f"{path}.patterns", f"“{text}”不是正确的写法：{error}。")
        return re.compile(r"(?!)")


def wrong(text: str, groups: Collection[str]) -> str:
    """The sentence for a form where a text says what it may not; "" where it may be kept.

    Markings and designations are refused in every text, whatever the file says.
    """
    if told := plainly.wrong(text):
        return told
    for group in load().values():
        if (group.everywhere or group.key in groups) and group.found_in(text):
            return f"这里写了{group.name}，不能录入。{group.says}"
    return ""
