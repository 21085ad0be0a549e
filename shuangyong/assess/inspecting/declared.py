"""What an office declares of inspections and circulars: how often is often, and how a circular begins and ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import Faults, installed
from shuangyong.catalog.model import CHECKED

OFTEN, CIRCULAR = "inspecting.toml", "circular.toml"
WORDS = ("place", "on", "year", "points", "of")
MEND_WITHIN = 15


@dataclass(frozen=True, slots=True)
class Often:
    """More than `most` inspections of one unit within `days` are told before another one is sent."""

    days: int
    most: int
    source: str
    checked: str
    mend_within: int = MEND_WITHIN
    """Days after a finding that stand as its term until somebody writes another."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed sentences of a circular, and the kinds whose ledgers it tells of."""

    title: str
    opening: str
    wanted: str
    kinds: tuple[str, ...]


@cache
def often() -> Often:
    """This installation's; DeclarationError lists every fault. Read once a process."""
    return installed(OFTEN, parse_often)


@cache
def circular() -> Wording:
    """This installation's; DeclarationError lists every fault. Read once a process."""
    return installed(CIRCULAR, parse_circular)


def parse_often(table: Mapping[str, Any], file: str = OFTEN) -> Often:
    """How often a unit is inspected at most, in so many days, and the days of a mending. DeclarationError."""
    faults = Faults(file)
    faults.keys("", table, ("days", "most", "mend_within", "source", "checked"))
    days = {"mend_within": MEND_WITHIN} | dict(table)
    for key in ("days", "most", "mend_within"):
        if not isinstance(days.get(key), int) or not 0 < days[key] <= 366:
            faults.add(key, "应写 1 至 366 的整数。")
    source, checked = (
        faults.text("source", table.get("source")),
        faults.one_of("checked", table.get("checked"), CHECKED),
    )
    faults.raise_any()
    return Often(days["days"], days["most"], source, str(checked), days["mend_within"])


def parse_circular(table: Mapping[str, Any], file: str = CIRCULAR) -> Wording:
    """The fixed words of a circular. DeclarationError lists every fault."""
    faults = Faults(file)
    faults.keys("", table, ("title", "opening", "wanted", "kinds", "source", "checked"))
    texts = [faults.text(key, table.get(key)) for key in ("title", "opening", "wanted")]
    for key, text in zip(("title", "opening", "wanted"), texts, strict=True):
        try:
            text.format(**dict.fromkeys(WORDS, ""))
        except (KeyError, IndexError, ValueError):
            faults.add(key, f"花括号里只能用：{'、'.join(WORDS)}。")
    kinds = faults.texts("kinds", table.get("kinds"))
    faults.raise_any()
    return Wording(texts[0], texts[1], texts[2], kinds)
