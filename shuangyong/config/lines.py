"""Lines of Chinese for a terminal, broken as Chinese is set.

Rich breaks at spaces first and knows no rule about marks: a long sentence would leave its number alone on a line, and
lines would begin with a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_CLOSING = re.escape("，。、；：？！）》〉」』】〕”’％…—,.;:?!)]}%")
_OPENING = re.escape("（《〈「『【〔“‘([{")
_PIECE = re.compile(rf"\s+|[{_OPENING}]*(?:[0-9A-Za-z_./:@-]+|[^\s{_CLOSING}]|$)?[{_CLOSING}]*", re.DOTALL)
"""What stays on one line: a character with the marks that belong to it, a number, a Latin word."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words that may take several lines of the terminal; all but the first begin `hang` columns in."""

    text: Text
    hang: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self._lines(options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widest = max((cell_len(line) for line in self.text.plain.split("\n")), default=0)
        return Measurement(min(4, widest), widest)

    def _lines(self, width: int) -> Iterator[Text]:
        hang = self.hang if self.hang < width // 2 else 0
        begun = False
        for line in self.text.split("\n", allow_blank=True):
            for piece in line.divide(breaks(line.plain, width, hang, indented=begun)):
                piece.rstrip()
                yield Text(" " * hang).append_text(piece) if begun and piece else piece
                begun = True


def breaks(words: str, width: int, hang: int = 0, *, indented: bool = False) -> list[int]:
    """Where `words` are cut so that each line fits into `width` columns; all but the first have `hang` fewer.

    `indented` says that the first has them already. A piece longer than a line is cut wherever the line ends.
    """
    found: list[int] = []
    room, used = width - (hang if indented else 0), 0
    for match in _PIECE.finditer(words):
        wide = cell_len(match.group())
        blank = match.group().isspace()
        if used and used + wide > room and not blank:
            found.append(match.start())
            room, used = width - hang, 0
        if wide > room and not blank:
            used = _chopped(match, room, width - hang, found)
            room = width - hang
        else:
            used += wide
    return found


def _chopped(piece: re.Match[str], room: int, later: int, found: list[int]) -> int:
    """Cut one piece that is longer than a line; returns the columns that its last line takes."""
    used = 0
    for at, char in enumerate(piece.group(), piece.start()):
        wide = cell_len(char)
        if used and used + wide > room:
            found.append(at)
            room, used = later, 0
        used += wide
    return used
