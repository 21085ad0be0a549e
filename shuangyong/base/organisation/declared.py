"""Reading a declared TOML file strictly: every fault is collected with file, line, key path and what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from shuangyong.base.toml_lines import line_of

Declared = TypeVar("Declared")
Row = TypeVar("Row")
SHIPPED = Path(__file__).resolve().parents[2] / "definitions"
"""The files of the package; an office's own copy in SHUANGYONG_HOME/definitions stands before them."""


class DeclarationError(Exception):
    """A file that cannot be used. `faults` are Chinese sentences, one for each place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Faults:
    """What is wrong in one file, gathered while it is read, so that an office mends it in one go."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[str] = []

    def add(self, path: str, sentence: str) -> None:
        line = line_of(self._text, path) if self._text else 0
        place = f"{self.file} 第{line}行" if line else self.file
        self.found.append(f"{place}：{path}：{sentence}" if path else f"{place}：{sentence}")

    @cached_property
    def _text(self) -> str:
        """The file's text where there is such a file; read only when a fault needs its line."""
        path = Path(self.file)
        return path.read_text("utf-8-sig") if path.is_file() else ""

    def keys(self, path: str, table: Mapping[str, object], allowed: Collection[str]) -> None:
        """Note every key of `table` that is not allowed there."""
        for key in table:
            if key not in allowed:
                self.add(join(path, key), f"没有这个键。这里可用的键：{'、'.join(allowed)}。")

    def table(self, path: str, value: object) -> dict[str, Any]:
        """`value` where it is a table, otherwise an empty one and a fault."""
        if isinstance(value, dict):
            return value
        self.add(path, "应写成一张表，例如 [表名] 下面各写一行。")
        return {}

    def rows(
        self, name: str, tables: Mapping[str, Any], make: Callable[[Faults, str, dict[str, Any]], Row], *, needed: bool
    ) -> dict[str, Row]:
        """What `make` reads out of each table below `name`, the only key of the file, by its key."""
        self.keys("", tables, (name,))
        rows = self.table(name, tables.get(name, None if needed else {}))
        return {key: make(self, key, self.table(join(name, key), row)) for key, row in rows.items()}

    def text(self, path: str, value: object) -> str:
        if isinstance(value, str) and value.strip():
            return value
        self.add(path, "应写一段文字，加引号。")
        return ""

    def texts(self, path: str, value: object) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        self.add(path, "应写成一列文字，例如 [“甲”, “乙”]，用英文引号和逗号。")
        return ()

    def yes_no(self, path: str, value: object) -> bool:
        if isinstance(value, bool):
            return value
        self.add(path, "只能写 true 或 false。")
        return False

    def one_of(self, path: str, value: object, allowed: Collection[Any]) -> Any:
        """`value` where it is allowed, else the first of the allowed and a fault."""
        if value in allowed and not isinstance(value, bool):
            return value
        said = "没有写" if value is None else f"写的是“{value}”"
        self.add(path, f"{said}，只能是：{'、'.join(map(str, allowed))}。")
        return next(iter(allowed))

    def raise_any(self) -> None:
        if self.found:
            raise DeclarationError(self.found)


def join(path: str, key: str) -> str:
    shown = f'"{key}"' if "." in key else key
    return f"{path}.{shown}" if path else shown


def file_of(name: str) -> Path:
    """The office's own file where there is one, otherwise the package's."""
    own = Path(settings.HOME) / "definitions" / name
    return own if own.is_file() else SHIPPED / name


def read(path: Path) -> dict[str, Any]:
    """The file's tables; DeclarationError where it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as fault:
        raise DeclarationError([f"{path}：读不出来（{fault.strerror}）。请检查文件是否还在、能不能读。"]) from fault
    except UnicodeDecodeError as fault:
        line = path.read_bytes()[: fault.start].count(b"\n") + 1
        raise DeclarationError([f"{path} 第{line}行：读不出来，不是 UTF-8 编码。请另存为 UTF-8。"]) from fault
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        place = f"{path} 第{found[1]}行" if found else f"{path} 末尾"
        raise DeclarationError(
            [f"{place}：读不出来，不合 TOML 的写法。请检查引号、逗号、方括号和重复的键。"]
        ) from fault


def read_by(parse: Callable[[Mapping[str, Any], str], Declared], path: Path) -> Declared:
    """What `parse` makes of a file's tables; DeclarationError lists every fault."""
    return parse(read(path), str(path))


def installed(name: str, parse: Callable[[Mapping[str, Any], str], Declared]) -> Declared:
    """The same of this installation's file of that name: the office's own, or else the package's."""
    return read_by(parse, file_of(name))


def faults_of(path: Path, parse: Callable[[Mapping[str, Any], str], object]) -> list[str]:
    """Every fault of a declared file, which `parse` tells by a DeclarationError."""
    try:
        read_by(parse, path)
    except DeclarationError as error:
        return error.faults
    return []
