"""Cells of the plain types read in one step where they are what they mostly are.

Whatever is anything else is `SLOW`: it goes the long way (cells.value_of), which alone decides and explains. A long
table spends most of its time here, so that a call more for each cell is felt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from shuangyong.cases.forms import Wrong
from shuangyong.intake.ledgers.cells import day_of

SLOW: Final = object()
LARGEST = 10**12
"""Below it every whole number and every amount in fen is kept exactly, by forms too."""
DAYS = 8192


def text(cell: Any) -> Any:
    if type(cell) is str and cell.isprintable():
        return cell.strip() or None
    return SLOW


def number(cell: Any) -> Any:
    if type(cell) is float:
        return int(cell) if -LARGEST < cell < LARGEST and cell.is_integer() else SLOW
    return int(cell) if type(cell) is str and len(cell) < 12 and cell.isascii() and cell.isdigit() else SLOW


def money(cell: Any) -> Any:
    """In fen: a figure has two decimals at most if it is the nearest one to its own hundredfold, divided again."""
    if type(cell) is float:
        fen = round(cell * 100) if -LARGEST < cell < LARGEST else None
        return fen if fen is not None and fen / 100 == cell else SLOW
    if type(cell) is not str or len(cell) > 12 or not cell.isascii():
        return SLOW
    yuan, _, rest = cell.partition(".")
    if not yuan.isdigit() or (rest and (len(rest) > 2 or not rest.isdigit())) or cell[-1] == ".":
        return SLOW
    return int(yuan) * 100 + (int(rest) * 10 ** (2 - len(rest)) if rest else 0)


def day(cell: Any) -> Any:
    return _day(cell) if type(cell) is str else SLOW


@lru_cache(DAYS)
def _day(said: str) -> date | object | None:
    """A table names the same days again and again."""
    try:
        return day_of(said)
    except Wrong:
        return SLOW


READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": text,
    "long_text": text,
    "number": number,
    "money": money,
    "date": day,
}
"""By type. They give the value, None for an empty cell, or SLOW."""
