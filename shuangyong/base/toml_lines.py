"""Where a key path stands in the text of a TOML file, so that an error can name the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]+"|[A-Za-z0-9_-]+)\s*=""")


def line_of(text: str, path: str) -> int:
    """The line on which a key path like `transitions.sign.to` stands; the nearest header where the key is not there.

    0 without a path; the first line where not even a part of the path is found.
    """
    if not path:
        return 0
    path = path.replace('"', "")
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
            here = _numbered(header[1].replace(" ", "").replace('"', ""), counted, new=line.lstrip().startswith("[["))
            yield number, here
        elif not inside and (found := _KEY.match(line)):
            key = found[1].strip('"')
            yield number, f"{here}.{key}" if here else key
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
