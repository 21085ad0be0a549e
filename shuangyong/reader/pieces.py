"""What is judged and what comes of it: a stretch of text cut loose from its document, its verdicts, the task it makes."""

from __future__ import annotations

from typing import NamedTuple

from shuangyong.reader.counted import Days
from shuangyong.reader.model import Deadline, Kind, Verdict
from shuangyong.reader.mood import Judged, Mood


class Piece(NamedTuple):
    """A stretch cut loose from its document; offsets count from its own start.

    `body` is where the text after the marker begins, `spans` are its sentences (rows and frame lines left out),
    `heading` is the item's heading or nothing, `leaf` is true for an item without items of its own.
    """

    text: str
    body: int
    spans: tuple[tuple[int, int], ...]
    heading: str
    leaf: bool
    whole: bool
    mood: Mood
    kind: Kind
    days: Days
    asked: bool | None = None
    """What the odds say where they are clear and the rules say otherwise."""


class Draft(NamedTuple):
    """The task of a stretch; `term_at` is where its term stands, `first` is the demand that made it one."""

    words: str
    measures: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    term: Deadline | None
    term_at: int
    first: str


class Judgement(NamedTuple):
    """The verdict of every sentence of a stretch, and its task."""

    verdicts: tuple[tuple[int, int, Verdict], ...]
    draft: Draft | None


Mark = tuple[int, int, Judged]


def opens(piece: Piece, start: int, end: int) -> bool:
    """Whether a sentence is the one that holds the item's number and heading."""
    return piece.leaf and start <= piece.body < end
