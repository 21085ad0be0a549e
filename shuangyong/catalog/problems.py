"""What is wrong with a definition: file, line, key path, what is allowed. All of it at once, not the first only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    """The line on which a key path like `transitions.sign.to` stands; the nearest header where the key is not there.

    0 without a path; the first line where not even a part of the path is found.
    """
    if not path:
        return 0
    found, length, below = 1, 0, 0
    for number, here in _places(text):
        if (here == path or path.startswith(f"{here}.")) and len(here) > length:
            found, length = number, len(here)
        elif not below and here.startswith(f"{path}."):
            below = number
    return found if length else below or 1


def _places(text: str) -> Iterator[tuple[int, str]]:
    """Every line that has a place: headers and keys, with the numbers of tables in an array."""
    here, inside = "", ""
    counted: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not inside and (header := _HEADER.match(line)):
            here = _numbered(header[1].replace(" ", ""), counted, new=line.lstrip().startswith("[["))
            yield number, here
        elif not inside and (found := _KEY.match(line)):
            yield number, f"{here}.{found[1]}" if here else found[1]
        inside = _still_inside(line, inside)


def _numbered(header: str, counted: dict[str, int], *, new: bool) -> str:
    """clocks.term.rungs as clocks.term.rungs.1 for the second one, also in headers below it."""
    here = ""
    names = header.split(".")
    for place, name in enumerate(names):
        here = f"{here}.{name}" if here else name
        if new and place == len(names) - 1:
            counted[here] = counted.get(here, -1) + 1
        if here in counted:
            here = f"{here}.{counted[here]}"
    return here


def _still_inside(line: str, inside: str) -> str:
    """The quotation marks of a text of several lines that is open at the end of this line."""
    for mark in (inside,) if inside else ('"""', "'''"):
        if line.count(mark) % 2:
            return "" if inside else mark
    return inside
