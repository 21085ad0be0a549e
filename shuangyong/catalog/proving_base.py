"""What every rule of the proof is made of: what surrounds a definition, its forms, a name that is not known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from shuangyong.base.toml_lines import line_of
from shuangyong.catalog import model
from shuangyong.catalog.model import Kind, Transition
from shuangyong.catalog.problems import DefinitionError, Fault

Declared = TypeVar("Declared")
Said = tuple[str, str, Collection[str]]
"""Key path, what is wrong, what is allowed."""
POST = "post:"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a definition may refer to outside itself."""

    posts: Mapping[str, frozenset[str]]
    """Permissions of each post."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    collectives: Collection[str] = ()
    known: Collection[str] = ()
    """Facts that are held already: a field may take its value from one (known_from)."""
    advice: Mapping[str, str] = field(default_factory=dict)
    """What an office whose own posts hold a permission of the product's nowhere has to write, by permission."""

    def permissions(self) -> frozenset[str]:
        return frozenset().union(*self.posts.values())


def prove_by(
    rules: Iterable[Callable[[Declared, Surroundings], Iterator[Said]]],
    declared: Declared,
    around: Surroundings,
    text: str,
    file: str,
) -> None:
    """Raise DefinitionError with everything that the rules say is wrong; return where nothing is."""
    faults = [
        Fault(path, what, "、".join(allowed), line_of(text, path))
        for rule in rules
        for path, what, allowed in rule(declared, around)
    ]
    if faults:
        raise DefinitionError(file, faults)


def unknown(path: str, word: str, what: str, allowed: Collection[str]) -> Iterator[Said]:
    """A fault where a word is none of those allowed, with the one that was perhaps meant."""
    if word in allowed:
        return
    near = get_close_matches(word, list(allowed), 1)
    meant = f"是不是“{near[0]}”？" if near else ""
    yield path, f"没有叫“{word}”的{what}。{meant}", allowed


def forms(kind: Kind) -> Iterator[tuple[str, model.Opening | Transition]]:
    """Everything that asks a person for something, with its key path."""
    yield "opening", kind.opening
    yield from ((f"transitions.{key}", step) for key, step in kind.transitions.items())
