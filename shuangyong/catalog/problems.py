"""What is wrong with a definition: file, line, key path, what is allowed. All of it at once, not the first only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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
