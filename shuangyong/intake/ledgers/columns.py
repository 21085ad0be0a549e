"""Which column is which field: words of columns.toml, what an office used before, and the labels of the kind itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import Faults, installed, join
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.sheets import Rows

FILE = "columns.toml"
ON, WHO, STAGE, ENDED, NONE = "@on", "@who", "@stage", "@ended", "@none"
LOOKED_AT = 15
"""Rows at the top in which the heading may stand."""
LONGEST = 30
BESIDE = "+"
"""Begins a name that another column of the target has as well: taken where the first one is taken already."""
SHORTEST, SHARE = 2, 0.5
"""What two names must have in common to be alike: characters, and how much of the longer one."""
_SAME = (("时间", "日期"), ("号码", "号"), ("类型", "类别"), ("种类", "类别"), ("方式", "形式"), ("进度", "进展"))
_EMPTY = re.compile(r"(?:的?(?:情况|姓名|名称|内容|事项|如下|简述|说明))$")
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
    several: bool = False
    """A cell may hold several words."""
    beside: str = ""
    """The column of the same thing that it completes: a person's number beside the name."""
    mask: str = ""
    """How its cells are masked wherever they are shown again (trail.masking)."""


@dataclass(frozen=True, slots=True)
class Words:
    """columns.toml: key to other names, for all kinds and for single ones."""

    common: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Mapping[str, tuple[str, ...]]]
    values: Mapping[str, Mapping[str, str]]
    """For persons, by column: what old rolls write, to what is meant."""
    said: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    """For a kind of case, by field: what old ledgers write, to the choice that is proposed for it."""

    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the titles of a kind's old tables say, beside its own name."""

    def said_of(self, kind: str, column: str) -> Mapping[str, str]:
        return self.said.get(kind, {}).get(column, {})

    def meant(self, column: str, text: str) -> str:
        """What a cell of a roll means; itself where nothing else was declared."""
        return self.values.get(column, {}).get(text, text)

    def own(self, kind: str, key: str) -> tuple[str, ...]:
        return self.kinds.get(kind, {}).get(key, ())

    def of(self, kind: str, key: str) -> tuple[str, ...]:
        return (*self.own(kind, key), *self.common.get(key, ()))


@cache
def words() -> Words:
    """This installation's; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> Words:
    """Words out of a file's tables. Raises DeclarationError."""
    faults = Faults(file)
    faults.keys("", tables, ("words", "kinds", "values", "said", "titles"))
    common = _table(faults, "words", tables.get("words", {}))
    kinds = {
        kind: _table(faults, join("kinds", kind), of)
        for kind, of in faults.table("kinds", tables.get("kinds", {})).items()
    }
    values = _meant(faults, "values", tables.get("values", {}))
    titles = _table(faults, "titles", tables.get("titles", {}))
    said = {
        kind: _meant(faults, join("said", kind), of)
        for kind, of in faults.table("said", tables.get("said", {})).items()
    }
    faults.raise_any()
    return Words(common, kinds, values, said, titles)


def _meant(faults: Faults, path: str, value: object) -> dict[str, dict[str, str]]:
    """By column: what old tables write, to what is meant; declared the other way round."""
    return {
        column: {other: meant for meant, said in _table(faults, join(path, column), of).items() for other in said}
        for column, of in faults.table(path, value).items()
    }


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
        for word in words().own(kind, column.key):
            found.setdefault(plain(word), column.key)
    for column in known.values():
        for word in (*column.words, *words().of(kind, column.key)):
            if found.setdefault(plain(word), column.key) != column.key:
                found.setdefault(BESIDE + plain(word), column.key)
    for word in words().of(kind, NONE):
        found.setdefault(plain(word), NONE)
    return found


def heading_of(rows: Rows, known: Mapping[str, str]) -> Heading | None:
    """The row, or the two rows, that name most columns; None where no row names any."""
    best: tuple[tuple[int, int], Heading] | None = None
    for first in range(min(LOOKED_AT, len(rows))):
        for last in (first, first + 1):
            if last < len(rows):
                names = _names(rows[first : last + 1], known)
                named = len({known[plain(name)] for name in names if plain(name) in known})
                score = (named, first - last)
                if best is None or score > best[0]:
                    best = (score, Heading(first, last, names, _title(rows[:first])))
    return _with_upper(rows, best[1]) if best and best[0][0] else None


def _with_upper(rows: Rows, heading: Heading) -> Heading:
    """A name that is merged over two lines stands in both: the upper one belongs to the heading."""
    if heading.first != heading.last or not heading.first:
        return heading
    above, line = rows[heading.first - 1], rows[heading.first]
    if not any(one != "" and one == other for one, other in zip(above, line, strict=False)):
        return heading
    return replace(heading, first=heading.first - 1, title=_title(rows[: heading.first - 1]))


def _names(rows: Sequence[Sequence[Any]], known: Mapping[str, str]) -> tuple[str, ...]:
    """Of two lines both together where that is a name (入伍 above 时间), else the lower one, else the upper one."""
    pairs = _pairs(rows)
    return tuple(
        above + below if above != below and plain(above + below) in known else below or above for above, below in pairs
    )


def shown_names(rows: Sequence[Sequence[Any]]) -> list[str]:
    """How the columns are called where somebody chooses among them: of several with one name with what stands above."""
    pairs = _pairs(rows)
    lower = [below or above for above, below in pairs]
    return [
        above + below if above != below and below and lower.count(below) > 1 else name
        for (above, below), name in zip(pairs, lower, strict=True)
    ]


def _pairs(rows: Sequence[Sequence[Any]]) -> list[tuple[str, str]]:
    """The upper and the lower line of each column; one line stands in both places."""
    upper, lower = ([text_of(cell) for cell in row] for row in (rows[0], rows[-1]))
    width = max(len(upper), len(lower))
    return list(zip(upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower)), strict=True))


def _title(rows: Rows) -> str:
    return "".join(dict.fromkeys(text_of(cell) for row in rows for cell in row if cell != ""))[:200]


def propose(
    heading: Heading, known: Mapping[str, str], fits: Callable[[int, str], bool] = lambda place, key: True
) -> dict[int, str]:
    """Column of the sheet to column of the target: the first of several that fit by name and by what they hold, then
    those whose name only resembles one that is left (慰问对象姓名, 走访对象)."""
    found: dict[int, str] = {}
    for place, name in enumerate(heading.names):
        key = known.get(plain(name), "")
        if key in found.values() and key != NONE:
            key = known.get(BESIDE + plain(name), "")
        if key and (key == NONE or key not in found.values()) and fits(place, key):
            found[place] = key
    left = {place: plain(name) for place, name in enumerate(heading.names) if name and place not in found}
    alike = ((score, place, key) for place, name in left.items() for score, key in _alike(name, known))
    for _, place, key in sorted(alike, key=lambda one: (-one[0], one[1], one[2])):
        if place not in found and key not in found.values() and fits(place, key):
            found[place] = key
    return dict(sorted(found.items()))


def _alike(name: str, known: Mapping[str, str]) -> Iterator[tuple[float, str]]:
    """The columns that a name may mean because one stands in the other, and how much of the longer one that is."""
    said = _core(name)
    for word, key in known.items():
        meant = _core(word)
        if key == NONE or word.startswith(BESIDE) or min(len(said), len(meant)) < SHORTEST:
            continue
        if said == meant or said.startswith(meant) or said.endswith(meant) or meant.endswith(said):
            share = min(len(said), len(meant)) / max(len(said), len(meant))
            if share >= SHARE:
                yield share, key


def _core(name: str) -> str:
    """A name in the words that most offices use, without the empty ones at its end."""
    for other, word in _SAME:
        name = name.replace(other, word)
    return _EMPTY.sub("", name)
