"""Reading a TOML table key by key: wrong types and unknown keys become faults, reading goes on with a default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from shuangyong.base.toml_lines import line_of
from shuangyong.catalog.problems import Fault
from shuangyong.rules.clocks import ClockError, Length


def _shown(value: object) -> str:
    """A value as an official reads it, not as Python writes it."""
    if isinstance(value, str):
        return f"“{value[:40]}”"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "一组设置"
    return "方括号里的几项" if isinstance(value, list) else str(value)


class Faults:
    """Collects what is wrong while a file is read."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.found: list[Fault] = []

    def add(self, path: str, what: str, allowed: str | Sequence[str] = "") -> None:
        listed = allowed if isinstance(allowed, str) else "、".join(allowed)
        self.found.append(Fault(path, what, listed, line_of(self.text, path)))


class Table:
    """A TOML table at a path. Every key that is asked for is known; `close` tells of the others."""

    def __init__(self, values: Mapping[str, Any], path: str, faults: Faults) -> None:
        self.values, self.path, self.faults = values, path, faults
        self.asked: list[str] = []

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _get(self, key: str, wanted: type | tuple[type, ...], called: str, default: Any, needed: bool) -> Any:
        self.asked.append(key)
        if key not in self.values:
            if needed:
                self.faults.add(self.at(key), f"缺少这一项，应填{called}。")
            return default
        value = self.values[key]
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            self.faults.add(self.at(key), f"应填{called}，现在是 {_shown(value)}。")
            return default
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; needed where no default is given, and then not empty."""
        value = str(self._get(key, str, "文字", default or "", default is None))
        if default is None and key in self.values and not value.strip():
            self.faults.add(self.at(key), "不能是空的。")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        return bool(self._get(key, bool, " true 或 false", default, False))

    def number(self, key: str, default: int | None = None, *, needed: bool = False) -> int | None:
        value = self._get(key, int, "整数", default, needed)
        return None if value is None else int(value)

    def day(self, key: str, *, needed: bool = False) -> date | None:
        value = self._get(key, date, "日期，如 2026-01-01", None, needed)
        return value.date() if isinstance(value, datetime) else value

    def one_of(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of some words; needed where no default is given."""
        value = self.text(key, default)
        if key in self.values and value not in allowed:
            self.faults.add(self.at(key), f"不能是“{value}”。", [word for word in allowed if word])
            return default if default is not None else allowed[0]
        return value or (default if default is not None else allowed[0])

    def words(self, key: str) -> tuple[str, ...]:
        value = self._get(key, list, '文字的列表，如 ["a", "b"]', [], False)
        if not all(isinstance(item, str) for item in value):
            self.faults.add(self.at(key), "列表里应当都是文字。")
            return ()
        return tuple(value)

    def length(self, key: str, *, needed: bool = False, signed: bool = False) -> Length | None:
        """A length such as 60日 (signed: also -3日); None where it is absent or wrong (then a fault is noted)."""
        text = self._get(key, str, "期限，如 60日", "", needed)
        if not text:
            return None
        try:
            return Length.parse(text, signed=signed)
        except ClockError as error:
            self.faults.add(self.at(key), str(error))
            return None

    def pairs(self, key: str) -> dict[str, str]:
        value = self._get(key, dict, "一张表", {}, False)
        return {str(name): str(item) for name, item in value.items()}

    def table(self, key: str, *, needed: bool = False) -> Table | None:
        value = self._get(key, dict, "一张表", None, needed)
        return None if value is None else Table(value, self.at(key), self.faults)

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The named tables under a key, in the order they stand."""
        for name, value in self._get(key, dict, "一张表", {}, False).items():
            if isinstance(value, dict):
                yield name, Table(value, f"{self.at(key)}.{name}", self.faults)
            else:
                self.faults.add(f"{self.at(key)}.{name}", "应是一张表。")

    def rows(self, key: str) -> Iterator[Table]:
        """The tables of an array ([[key]]), in order."""
        for number, value in enumerate(self._get(key, list, "若干张表（[[…]]）", [], False)):
            if isinstance(value, dict):
                yield Table(value, f"{self.at(key)}.{number}", self.faults)
            else:
                self.faults.add(self.at(key), "应是若干张表（[[…]]）。")

    def close(self) -> None:
        """Note every key that nobody asked for, with the one that was perhaps meant."""
        for key in self.values.keys() - set(self.asked):
            near = get_close_matches(key, self.asked, 1)
            meant = f"是不是“{near[0]}”？" if near else ""
            self.faults.add(self.at(key), f"不认识这一项。{meant}", self.asked)
