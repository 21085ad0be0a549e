"""Which target a table fits, and why: by its headings, by what stands above them, by how its cells read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from shuangyong.cases.forms import Wrong
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.columns import NONE, Heading, heading_of, plain, propose, vocabulary, words
from shuangyong.intake.ledgers.meanings import likely, pieces
from shuangyong.intake.ledgers.sheets import Rows
from shuangyong.intake.ledgers.targets import Target
from shuangyong.intake.ledgers.whole import TYPES, YEAR, dated, never_looks, never_reads, said_once

SAMPLE = 20
ONCE, NEVER = 0.5, 2.0
"""What it costs that a column is missing: one that may be said once for the whole table, and one that may not."""
CALLED = 1
"""What it is worth that rows are called as this kind calls its own: many kinds share all other columns."""
NAMED = 4
"""What it is worth that the title or the file's name says the kind's name."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a table fits a target."""

    target: Target
    heading: Heading
    mapping: Mapping[int, str]
    score: float
    why: str
    whole: Mapping[str, str]
    """What stands for every row, by column."""


def recognise(
    rows: Rows, name: str, targets: Iterable[Target], remembered: Mapping[str, Mapping[str, str]]
) -> list[Fit]:
    """The targets that fit at all, best first."""
    found = [fit for target in targets if (fit := fit_of(rows, name, target, remembered.get(target.key, {})))]
    return sorted(found, key=lambda fit: (-fit.score, fit.target.key))


def fit_of(rows: Rows, name: str, target: Target, remembered: Mapping[str, str]) -> Fit | None:
    """How well it fits one; None where no heading names any of its columns."""
    known = vocabulary(target.key, target.columns, remembered)
    heading = heading_of(rows, known)
    if heading is None:
        return None
    mapping = propose(heading, known, _sensible(rows[heading.last + 1 :][:SAMPLE], target))
    used = {key: place for place, key in mapping.items() if key != NONE}
    if not used:
        return None
    own = [key for key in used if not key.startswith("@")]
    whole = said_once(rows[: heading.first], f"{heading.title}{name}", target.shared(used))
    there = {*used, *whole, *(column.beside for column in target.columns if column.key in used)}
    lacking = [column for column in target.columns if column.required and column.key not in there]
    missing = [column.label for column in lacking]
    lost = sum(ONCE if column.type in TYPES else NEVER for column in lacking)
    title = f"{heading.title}{name}"
    said = next((word for word in (target.name, *words().titles.get(target.key, ())) if word in title), "")
    unused = sum(1 for place, text in enumerate(heading.names) if text and place not in mapping)
    year = whole.get(YEAR.key, "")
    first = [[dated(cell, year) for cell in row] for row in rows[heading.last + 1 :][:SAMPLE]]
    good = _readable(first, target, used)
    worth = 0.5 + good / 2 if good or not _judged(target, used) else 0.25
    score = len(own) * worth + 0.1 * len(used) - lost - 0.2 * unused
    score += (NAMED if said else 0) + (CALLED if _calls_its_own(heading, target) else 0)
    return Fit(target, heading, mapping, score, _why(target, used, missing, said, good), whole)


def _calls_its_own(heading: Heading, target: Target) -> bool:
    """Whether one column is called exactly as the one that names a case of this kind."""
    named = next((column.label for column in target.columns if column.key == target.title), "")
    return bool(named) and plain(named) in map(plain, heading.names)


def _sensible(rows: Rows, target: Target) -> Callable[[int, str], bool]:
    """Whether a column can be what its name says: one named like a choice, whose cells are none of it, is another."""
    columns = {column.key: column for column in target.columns}

    def fits(place: int, key: str) -> bool:
        column = columns.get(key)
        cells = [text_of(row[place]) for row in rows if place < len(row)]
        if column is None:
            return True
        known = not never_reads(column, cells) or any(
            likely(target, column, text) for cell in cells for text in pieces(column, cell)
        )
        return known and not never_looks(column.type, cells)

    return fits


def _judged(target: Target, used: Mapping[str, int]) -> bool:
    return any(column.key in used and column.type in _PLAIN for column in target.columns)


def _readable(rows: Rows, target: Target, used: Mapping[str, int]) -> float:
    """The share of cells in the first rows that read as their columns ask; names of rows are not looked up here."""
    plain = [column for column in target.columns if column.key in used and column.type in _PLAIN]
    right = whole = 0
    for row in rows:
        for column in plain:
            place = used[column.key]
            whole += 1
            try:
                value = target.value(column, row[place] if place < len(row) else "")
            except Wrong:
                continue
            right += not column.choices or value is None or value in column.choices
    return right / whole if whole else 1.0


_PLAIN = frozenset({"date", "number", "money", "choice", "yes_no", "id_number"})


def _why(target: Target, used: Mapping[str, int], missing: list[str], said: str, good: float) -> str:
    labels = [column.label for column in target.columns if column.key in used]
    parts = [f"认出 {len(labels)} 列：{'、'.join(labels)}"]
    if said:
        parts.append(f"标题或文件名里写着“{said}”")
    if good < 1:
        parts.append(f"前几行有 {100 - round(good * 100)}% 的格子读不通")
    parts.append(f"缺必填的：{'、'.join(missing)}" if missing else "必填的列都有")
    return "；".join(parts)[:500]
