"""What an office declares about its incoming documents (intake.toml): lines of business, persons, likeness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import Faults, installed, join

FILE = "intake.toml"
KEYS = ("usual", "businesses", "persons", "likeness")
LIKENESS_KEYS = ("alike", "generic")


@dataclass(frozen=True, slots=True)
class Words:
    """The whole file."""

    usual: str
    businesses: Mapping[str, tuple[str, ...]]
    persons: tuple[str, ...]
    alike: float
    generic: tuple[str, ...]

    def business_of(self, task: str, *more: str) -> str:
        """The line of business (业务) of a task: by its own words, else by its measures, else by the whole stretch."""
        for text in (task, *more):
            counts = {name: _said(text, words) for name, words in self.businesses.items()}
            best = max(counts, key=lambda name: counts[name], default="")
            if best and counts[best]:
                return best
        return self.usual

    def other_businesses(self, business: str, text: str) -> tuple[str, ...]:
        """Lines of business that a text speaks of beside its own: what may have to be a task apart."""
        return tuple(name for name, words in self.businesses.items() if name != business and _said(text, words))

    @property
    def names(self) -> tuple[str, ...]:
        """Every line of business that is known here, the usual one first."""
        return tuple(dict.fromkeys((self.usual, *self.businesses)))


def _said(text: str, words: tuple[str, ...]) -> int:
    """How often any of the words stands in a text; a longer word takes its place from those within it."""
    count = 0
    for word in sorted(words, key=len, reverse=True):
        count += text.count(word)
        text = text.replace(word, "\n")
    return count


@cache
def load() -> Words:
    """This installation's words; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> Words:
    """The words of a file already read as TOML."""
    faults = Faults(file)
    faults.keys("", tables, KEYS)
    likeness = faults.table("likeness", tables.get("likeness"))
    faults.keys("likeness", likeness, LIKENESS_KEYS)
    found = Words(
        faults.text("usual", tables.get("usual")),
        {
            name: faults.texts(join("businesses", name), words)
            for name, words in faults.table("businesses", tables.get("businesses")).items()
        },
        faults.texts("persons", tables.get("persons")),
        _share(faults, "likeness.alike", likeness.get("alike")),
        faults.texts("likeness.generic", likeness.get("generic")),
    )
    faults.raise_any()
    return found


def _share(faults: Faults, path: str, value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1:
        return float(value)
    faults.add(path, f"写的是 {value!r}，应是 0 到 1 之间的数，如 0.5。")
    return 1.0
