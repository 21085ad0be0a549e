"""The declared vocabulary: what the reader knows, kept in data files that an office can extend.

Every list lives in `data/*.toml`. `use(paths)` merges further files of the same shape:
lists are added to, tables are merged, single values replaced.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import isqrt
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


class TermsError(Exception):
    """A data file that cannot be used; says which file and what is wrong."""


def _merge(base: dict[str, Any], more: dict[str, Any], where: str) -> None:
    for key, value in more.items():
        old = base.get(key)
        if old is not None and type(old) is not type(value):
            raise TermsError(f"{where}：键“{key}”应为{_kind(old)}，实为{_kind(value)}。")
        if isinstance(old, list):
            base[key] = old + [entry for entry in value if entry not in old]
        elif isinstance(old, dict):
            _merge(old, value, where)
        else:
            base[key] = value


def _kind(value: object) -> str:
    return {list: "列表", dict: "表", str: "文字", int: "整数", bool: "是否"}.get(type(value), "其他")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise TermsError(f"{path.name}：词表读不出来（{fault}）。请改正后再读，或把它移出词表文件夹。") from fault


@dataclass(frozen=True)
class Terms:
    """The merged tables by the name of their file: `terms["units"]["tails"]`."""

    tables: dict[str, dict[str, Any]]

    def __getitem__(self, name: str) -> dict[str, Any]:
        return self.tables[name]


_extra: list[Path] = []


def use(paths: Iterable[Path]) -> None:
    """Merge an office's own files into the vocabulary; raises TermsError on a bad one.

    To be called once at the start of a program, before anything is read: patterns are compiled
    from the vocabulary when they are first needed.
    """
    chosen = tuple(paths)
    _load(chosen)
    _extra[:] = chosen


def load() -> Terms:
    """The vocabulary: built-in tables with the office's own files merged in."""
    return _load(tuple(_extra))


@cache
def _load(extra: tuple[Path, ...]) -> Terms:
    tables = {path.stem: _read(path) for path in sorted(DATA.glob("*.toml"))}
    for path in extra:
        name = path.stem
        if name not in tables:
            allowed = "、".join(f"{key}.toml" for key in sorted(tables))
            raise TermsError(f"{path.name}：不认识的词表。可用的文件名是：{allowed}。")
        _merge(tables[name], _read(path), path.name)
    return Terms(tables)


Words = Mapping[str, tuple[str, ...]]
"""Plain words by a character: `text.startswith(words.get(text[:1], ()))` asks for one of hundreds in a tenth of a pattern's time."""


def by_first(words: Iterable[str]) -> Words:
    """Words by their first character, for `startswith`."""
    return _by_character(words, 0)


def by_last(words: Iterable[str]) -> Words:
    """Words by their last character, for `endswith`."""
    return _by_character(words, -1)


def _by_character(words: Iterable[str], place: int) -> Words:
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[place]] = (*found.get(word[place], ()), word)
    return found


def alternation(words: Iterable[str]) -> str:
    """The words as one regular-expression alternative, longest first so that none hides another.

    Words with the same beginning share it, (?:加(?:固|强)|走访): tried one after the other, a thousand words cost
    twice as much. Where there are many first characters, they stand together in classes, [下加走](?:(?<=加)…): else
    each of them is tried at every place.
    """
    tree = _tree(words)
    if len(tree) < _MANY:
        return _branches(tree)
    size = isqrt(len(tree))
    firsts = sorted(tree)
    return f"(?:{'|'.join(_together(tree, firsts[at : at + size]) for at in range(0, len(firsts), size))})"


_MANY = 40
"""First characters of a list from which it pays to look for several of them at once."""


def _together(tree: dict[str, Any], firsts: list[str]) -> str:
    """The words that begin with one of some characters."""
    words = "|".join(f"(?<={re.escape(char)}){_branches(tree[char])}" for char in firsts)
    return f"[{''.join(map(re.escape, firsts))}](?:{words})"


def branches(words: Iterable[str]) -> str:
    """The same without brackets around it, to stand beside others: `re` sees the first characters of all of them."""
    inside = alternation(words)
    return inside[3:-1] if inside.startswith("(?:") and inside.endswith(")") else inside


def _tree(words: Iterable[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    return root


_END = ""
"""The key in a tree of words that says that a word ends here."""


def _branches(node: dict[str, Any]) -> str:
    """What may follow at one place of a tree of words, as a pattern that prefers the longer word."""
    endings = sorted(re.escape(char) for char, rest in node.items() if char != _END and rest.keys() == {_END})
    longer = sorted(
        re.escape(char) + _branches(rest) for char, rest in node.items() if char != _END and rest.keys() != {_END}
    )
    parts = [*longer, *endings]
    if not parts:
        return ""
    if _END in node:
        return f"(?:{'|'.join(parts)})?"
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
