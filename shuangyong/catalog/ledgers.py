"""Ledgers (台账) as declared in ledgers.toml: kinds of case under headings, in the order in which pages show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import DeclarationError, Faults, file_of, join, read

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


@cache
def load() -> tuple[Ledger, ...]:
    """This installation's ledgers; DeclarationError lists every fault. Read once a process."""
    path = file_of(FILE)
    return parse(read(path), str(path))


def parse(tables: Mapping[str, Any], file: str = FILE) -> tuple[Ledger, ...]:
    """The ledgers of a file. Raises DeclarationError: unknown keys, a kind under two headings."""
    faults = Faults(file)
    faults.keys("", tables, ("ledgers",))
    found = tuple(
        _ledger(faults, key, faults.table(join("ledgers", key), table))
        for key, table in faults.table("ledgers", tables.get("ledgers", {})).items()
    )
    _once(faults, found)
    if faults.found:
        raise DeclarationError(faults.found)
    return found


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
    found = [Ledger(one.key, one.name, one.about, tuple(kind for kind in one.kinds if kind in keys)) for one in load()]
    named = {kind for one in found for kind in one.kinds}
    rest = tuple(key for key in keys if key not in named)
    return tuple(one for one in (*found, Ledger(*OTHERS, rest)) if one.kinds)
