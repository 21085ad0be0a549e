"""A kind's conditions, made ready once: read, checked against its names, compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from shuangyong.catalog.model import Kind
from shuangyong.catalog.vocabulary import types_of
from shuangyong.rules.expressions import Expr, Type, Value, compile, read


def condition(kind: Kind, text: str) -> Callable[[Mapping[str, Any]], Value]:
    """The condition as a function of a record: True, False or None for unknown."""
    return _compiled(ConditionKey(kind, text))


def number(kind: Kind, text: str) -> Callable[[Mapping[str, Any]], Value]:
    """An expression that gives a number, as a function of a record; None for unknown."""
    return _counted(ConditionKey(kind, text))


class ConditionKey:
    """A condition of a kind as a key: a published version never changes, so key and version name it."""

    __slots__ = ("key", "kind")

    def __init__(self, kind: Kind, text: str) -> None:
        self.kind, self.key = kind, (kind.key, kind.version, text)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ConditionKey) and self.key == other.key and self.kind == other.kind


@lru_cache(maxsize=4096)
def _compiled(asked: ConditionKey) -> Callable[[Mapping[str, Any]], Value]:
    return compile(_read(asked))


@lru_cache(maxsize=1024)
def _counted(asked: ConditionKey) -> Callable[[Mapping[str, Any]], Value]:
    return compile(read(asked.key[2], types_of(asked.kind), Type.NUMBER))


@lru_cache(maxsize=4096)
def _read(asked: ConditionKey) -> Expr:
    return read(asked.key[2], types_of(asked.kind))
