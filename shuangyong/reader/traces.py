"""What was repaired, told where it is seen: terms written over stars by their place, lines taken out by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shuangyong.reader.model import Document, Filled
from shuangyong.reader.repair import Filling

_BESIDE = 8
"""Characters on either side by which a place is found again after lines were joined and blanks went."""
_LINES, _LONGEST = 200, 120
"""More lines taken out, or longer ones, are counted only (lines, characters)."""


def places(text: str, filled: Sequence[Filling]) -> Iterator[Filled]:
    """Where the terms stand in the finished text, each behind the one before; what is not found is left out."""
    marks = [at for at, char in enumerate(text) if not char.isspace()]
    plain = "".join(text[at] for at in marks)
    after = 0
    for one in filled:
        before = "".join(one.line[: one.start].split())[-_BESIDE:]
        term = "".join(one.line[one.start : one.end].split())
        behind = "".join(one.line[one.end :].split())[:_BESIDE]
        at = plain.find(before + term + behind, max(0, after - len(before)))
        if at < 0:
            continue
        low = at + len(before)
        after = low + len(term)
        yield Filled(marks[low], marks[low + len(term) - 1] + 1, one.was)


def short(removed: Iterable[str]) -> tuple[str, ...]:
    """Lines taken out, as they are kept and shown."""
    lines = (" ".join(line.split()) for line in removed)
    cut = [line if len(line) <= _LONGEST else line[:_LONGEST] + "……" for line in lines if line]
    return tuple(cut[:_LINES])


def as_kept(document: Document) -> dict[str, Any]:
    """What is kept of a reading beside the contract, as plain JSON."""
    return {
        "filled": [filled._asdict() for filled in document.filled],
        "removed": list(document.removed),
    }
