"""What is wrong with a definition: file, line, key path, what is allowed. All of it at once, not the first only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_HEADER = re.compile(r"^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `line` counts from 1; 0 where it is not known."""

    path: str
    what: str
    allowed: str = ""
    line: int = 0

    def said(self, file: str) -> str:
        """The fault as one Chinese sentence with its place."""
        place = f"{file} 第{self.line}行" if self.line else file
        where = f"“{self.path}”" if self.path else ""
        return f"{place}{where}：{self.what}" + (f"可用的有：{self.allowed}。" if self.allowed else "")


class DefinitionError(Exception):
    """A definition that cannot be published, with every fault found."""

    def __init__(self, file: str, faults: Iterable[Fault]) -> None:
        self.file, self.faults = file, tuple(faults)
        super().__init__("\n".join(fault.said(file) for fault in self.faults))


def line_of(text: str, path: str) -> int:
    """The line on which a key path like `transitions.sign.to` stands; the nearest header where the key is not there."""
    *tables, key = path.split(".")
    best, here = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            here = header[1].replace(" ", "")
            if path == here or path.startswith(f"{here}."):
                best = number
            continue
        found = _KEY.match(line)
        if found and found[1] == key and here == ".".join(part for part in tables if not part.isdigit()):
            return number
    return best
