"""Which column is which field: words of columns.toml, what an office used before, and the labels of the kind itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import Faults, file_of, join, read
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.sheets import Rows

FILE = "columns.toml"
ON, WHO, STAGE, ENDED, NONE = "@on", "@who", "@stage", "@ended", "@none"
LOOKED_AT = 15
"""Rows at the top in which the heading may stand."""
LONGEST = 30
_NOISE = re.compile(r"[\s*＊:：]|[（(][^（()）]*[)）]")


@dataclass(frozen=True, slots=True)
class Column:
    """Something that a target takes: a field, a part, or one of the @ ones."""

    key: str
    label: str
    type: str
    required: bool = False
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Other names of it, beside those of columns.toml."""


@dataclass(frozen=True, slots=True)
class Words:
    """columns.toml: key to other names, for all kinds and for single ones."""

    common: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Mapping[str, tuple[str, ...]]]

    def of(self, kind: str, key: str) -> tuple[str, ...]:
        return (*self.kinds.get(kind, {}).get(key, ()), *self.common.get(key, ()))


@cache
def words() -> Words:
    """This installation's; DeclarationError lists every fault. Read once a process."""
    path = file_of(FILE)
    return parse(read(path), str(path))


def parse(tables: Mapping[str, Any], file: str = FILE) -> Words:
    """Words out of a file's tables. Raises DeclarationError."""
    faults = Faults(file)
    faults.keys("", tables, ("words", "kinds"))
    common = _table(faults, "words", tables.get("words", {}))
    kinds = {
        kind: _table(faults, join("kinds", kind), of)
        for kind, of in faults.table("kinds", tables.get("kinds", {})).items()
    }
    faults.raise_any()
    return Words(common, kinds)


def _table(faults: Faults, path: str, value: object) -> dict[str, tuple[str, ...]]:
    return {key: faults.texts(join(path, key), names) for key, names in faults.table(path, value).items()}


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the heading stands (rows from 0, the last one included) and what each column is called, "" for nothing."""

    first: int
    last: int
    names: tuple[str, ...]
    title: str
    """What stands above it."""


def plain(name: str) -> str:
    """A column's name without spaces, stars and what stands in brackets."""
    return _NOISE.sub("", name)[:LONGEST]


def vocabulary(kind: str, columns: Iterable[Column], remembered: Mapping[str, str]) -> dict[str, str]:
    """Plain name to column: what the office used before stands first, then labels, then other words."""
    known = {column.key: column for column in columns}
    found = {name: key for name, key in remembered.items() if key in known or key == NONE}
    for column in known.values():
        found.setdefault(plain(column.label), column.key)
    for column in known.values():
        for word in (*column.words, *words().of(kind, column.key)):
            found.setdefault(plain(word), column.key)
    for word in words().of(kind, NONE):
        found.setdefault(plain(word), NONE)
    return found


def heading_of(rows: Rows, known: Mapping[str, str]) -> Heading | None:
    """The row, or the two rows, that name most columns; None where no row names any."""
    best: tuple[tuple[int, int], Heading] | None = None
    for first in range(min(LOOKED_AT, len(rows))):
        for last in (first, first + 1):
            if last < len(rows):
                names = _names(rows[first : last + 1])
                named = len({known[plain(name)] for name in names if plain(name) in known})
                score = (named, first - last)
                if best is None or score > best[0]:
                    best = (score, Heading(first, last, names, _title(rows[:first])))
    return best[1] if best and best[0][0] else None


def _names(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    """Of two lines the lower one, with the upper one where the lower is empty: groups stand above their columns."""
    upper = [text_of(cell) for cell in rows[0]]
    if len(rows) == 1:
        return tuple(upper)
    lower = [text_of(cell) for cell in rows[1]]
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    return tuple(below or above for above, below in zip(upper, lower, strict=True))


def _title(rows: Rows) -> str:
    return "".join(dict.fromkeys(text_of(cell) for row in rows for cell in row if cell != ""))[:200]


def propose(heading: Heading, known: Mapping[str, str]) -> dict[int, str]:
    """Column of the sheet to column of the target; the first of several that fit."""
    found: dict[int, str] = {}
    for place, name in enumerate(heading.names):
        key = known.get(plain(name), "")
        if key and (key == NONE or key not in found.values()):
            found[place] = key
    return found
