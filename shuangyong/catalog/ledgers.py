"""Ledgers (台账) as declared in ledgers.toml: kinds of case under headings, in the order in which pages show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from shuangyong.base.organisation import posts
from shuangyong.base.organisation.declared import Faults, installed, join

FILE = "ledgers.toml"
KEYS = ("name", "about", "kinds")
OTHERS = ("others", "其他", "还没有分组的种类")


@dataclass(frozen=True, slots=True)
class Ledger:
    """One heading with the keys of its kinds, whether or not they are in force."""

    key: str
    name: str
    about: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The whole file: the headings, and for each post the kinds that it opens most, the commonest first."""

    headings: tuple[Ledger, ...]
    usual: Mapping[str, tuple[str, ...]]


@cache
def load() -> Ledgers:
    """This installation's ledgers; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> Ledgers:
    """The ledgers of a file. Raises DeclarationError: unknown keys, a kind under two headings, an unknown post."""
    faults = Faults(file)
    faults.keys("", tables, ("ledgers", "usual"))
    found = tuple(
        _ledger(faults, key, faults.table(join("ledgers", key), table))
        for key, table in faults.table("ledgers", tables.get("ledgers", {})).items()
    )
    _once(faults, found)
    usual = faults.table("usual", tables.get("usual", {}))
    faults.keys("usual", usual, posts.load().by_key)
    by_post = {post: faults.texts(join("usual", post), kinds) for post, kinds in usual.items()}
    faults.raise_any()
    return Ledgers(found, by_post)


def _ledger(faults: Faults, key: str, table: Mapping[str, Any]) -> Ledger:
    path = join("ledgers", key)
    faults.keys(path, table, KEYS)
    return Ledger(
        key,
        faults.text(join(path, "name"), table.get("name")),
        str(table.get("about", "")),
        faults.texts(join(path, "kinds"), table.get("kinds")),
    )


def _once(faults: Faults, ledgers: Collection[Ledger]) -> None:
    seen: dict[str, str] = {}
    for ledger in ledgers:
        for kind in ledger.kinds:
            if kind in seen:
                faults.add(join("ledgers", ledger.key), f"种类 {kind} 已经放在“{seen[kind]}”里，一个种类只放一组。")
            seen.setdefault(kind, ledger.name)


def grouped(keys: Collection[str]) -> tuple[Ledger, ...]:
    """These kinds under their headings, in the declared order; what no heading names comes last."""
    headings = load().headings
    found = [replace(one, kinds=tuple(kind for kind in one.kinds if kind in keys)) for one in headings]
    named = {kind for one in found for kind in one.kinds}
    rest = tuple(key for key in keys if key not in named)
    return tuple(one for one in (*found, Ledger(*OTHERS, rest)) if one.kinds)
