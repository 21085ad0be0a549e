"""The district's data, read from the tables beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Table = dict[str, Any]


@cache
def table(name: str) -> Table:
    """One of the tables, as it stands in data/NAME.toml."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def words(of: str, number: int) -> str:
    """One of the phrases for an occasion, taken in turn."""
    phrases: list[str] = table("words")[of]
    return phrases[number % len(phrases)]
