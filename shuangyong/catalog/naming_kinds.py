"""Declared files that name kinds of case: what they name must be there, or they would be silently without effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from shuangyong.base.organisation.declared import Faults
from shuangyong.catalog.model import Kind
from shuangyong.catalog.problems import DefinitionError
from shuangyong.catalog.reading import read_kind
from shuangyong.catalog.surrounding import own_files, read_files, shipped_files

Wrong = Iterable[tuple[str, str]]
"""Key paths with what is wrong there, in Chinese."""


def kinds_of_files() -> dict[str, Kind]:
    """Kinds of the product and the office, by key; without one that cannot be read, which `catalog check` tells."""
    found: dict[str, Kind] = {}
    for path in [*shipped_files(), *own_files()]:
        if path.parent.name != "kinds":
            continue
        try:
            kind = _read(read_files([path])[str(path)], str(path))
        except DefinitionError:
            continue
        found[kind.key] = kind
    return found


_read = lru_cache(maxsize=512)(read_kind)


def with_kinds(
    parse: Callable[[Mapping[str, Any], str], Any], wrong: Callable[[Any, Mapping[str, Kind]], Wrong]
) -> Callable[[Mapping[str, Any], str], Any]:
    """`parse`, then the proof that the kinds it names are there. For checks: in use, kinds are the published ones."""

    def proved(tables: Mapping[str, Any], file: str) -> Any:
        found = parse(tables, file)
        faults = Faults(file)
        for path, sentence in wrong(found, kinds_of_files()):
            faults.add(path, sentence)
        faults.raise_any()
        return found

    return proved


def absent(kinds: Mapping[str, Kind], path: str, keys: Iterable[str]) -> Wrong:
    """A sentence for each key that is no kind's."""
    return ((path, f"没有叫“{key}”的事项种类，请写定义文件里的 key。") for key in keys if key not in kinds)


def choice_wrong(kinds: Mapping[str, Kind], kind: str, field: str, path: str, text: str) -> Wrong:
    """A sentence where a text is none of the choices of a kind's field."""
    choices = kinds[kind].fields[field].choices if kind in kinds and field in kinds[kind].fields else ()
    if choices and text not in choices:
        yield path, f"写的是“{text}”，“{kinds[kind].name}”里只能是：{'、'.join(choices)}。"
