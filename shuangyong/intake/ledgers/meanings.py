"""What an office writes in its cells where the platform has words of its own: 信件 for 来信, 三属优待证, 已领取.

Proposed where one choice alone resembles it, asked for where none does, remembered once somebody said it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from shuangyong.cases.forms import Wrong
from shuangyong.intake.ledgers.cells import split, text_of
from shuangyong.intake.ledgers.columns import STAGE, Column, words
from shuangyong.intake.ledgers.sheets import Rows
from shuangyong.intake.ledgers.targets import Target
from shuangyong.intake.ledgers.whole import UNITS

LOOKED_AT = 2000
MOST = 60
"""Texts that one page asks about."""
LONGEST = 40
NOTHING = "（空着）"
"""Means that the cell is read as if it were empty."""
Meant = Mapping[str, Mapping[str, str]]
"""Column to text to what it means."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text of a column that has no meaning of its own, and what was said or proposed for it."""

    column: Column
    text: str
    meant: str
    options: tuple[str, ...]


def proposed(target: Target, rows: Rows, places: Mapping[str, int], remembered: Meant) -> dict[str, dict[str, str]]:
    """What the texts of a table mean as far as it was said before or one choice alone resembles them."""
    found: dict[str, dict[str, str]] = {}
    for column, text in unread(target, rows, places):
        meant = remembered.get(column.key, {}).get(text) or likely(target, column, text)
        if meant:
            found.setdefault(column.key, {})[text] = meant
    return found


def asked(target: Target, rows: Rows, places: Mapping[str, int], said: Meant) -> list[Asked]:
    """Every text that is not understood by itself, for somebody to look at."""
    return [
        Asked(column, text, said.get(column.key, {}).get(text, ""), target.options(column))
        for column, text in unread(target, rows, places)
    ][:MOST]


def unread(target: Target, rows: Rows, places: Mapping[str, int]) -> Iterator[tuple[Column, str]]:
    """Each text once, of the columns in which only certain words may stand."""
    for column in target.columns:
        place = places.get(column.key)
        if place is None or not takes_words(target, column):
            continue
        cells = (text_of(row[place]) for row in rows[:LOOKED_AT] if place < len(row))
        for text in dict.fromkeys(piece for cell in cells for piece in pieces(column, cell)):
            if len(text) <= LONGEST and not reads(target, column, text):
                yield column, text


def takes_words(target: Target, column: Column) -> bool:
    return bool(target.options(column)) or column.type in (*UNITS, "yes_no", "region")


def pieces(column: Column, text: str) -> list[str]:
    """The words of a cell that may hold several."""
    return split(text) if column.several else [text] if text else []


def reads(target: Target, column: Column, text: str) -> bool:
    """Whether a word is understood as it stands."""
    try:
        value = target.value(column, text)
    except Wrong:
        return False
    if column.key == STAGE or column.type in (*UNITS, "yes_no", "region"):
        return True
    options = target.options(column)
    return all(one in options for one in (value if isinstance(value, tuple) else (value,)))


def replaced(column: Column, text: str, said: Mapping[str, str]) -> str:
    """The cell with what its words mean."""
    meant = [said.get(piece, piece) for piece in pieces(column, text)]
    return "、".join(one for one in meant if one != NOTHING)


def likely(target: Target, column: Column, text: str) -> str:
    """The one choice that declares the text or that it stands in, or that stands in it; "" where several do."""
    declared = words().said_of(target.key, column.key).get(text)
    if declared:
        return declared
    options: Iterable[str] = target.options(column)
    alike = [one for one in options if len(text) > 1 and len(one) > 1 and (text in one or one in text)]
    longest = [one for one in alike if all(other == one or other in one for other in alike)]
    return longest[0] if len(longest) == 1 else ""
