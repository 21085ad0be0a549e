"""Cut a document's text into the pieces the left pane shows.

The text is cut wherever anything begins or ends (line, cell, sentence, task, doubt,
heading), so that each piece is inside or outside of every one of them and can be shown
with one element. Everything here is linear in the text but for one sort of the cuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from shuangyong.reader.model import Document, Item, Verdict
from shuangyong.reports.wording import printable

Span = tuple[int, int]
Shape = Literal["title", "heading", "para", "row"]
SHOWN_CHARS = 200_000
"""A longer text is shown up to here (characters); the draft is always whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one look; `doubt` is the number (from 1) of a warning or 0, `filled` of a term over stars or 0.

    `was` is what the file has in place of the term that ends here.
    """

    text: str
    strong: bool
    filled: int
    opens_filled: bool
    was: str
    doubt: int
    opens_doubt: bool
    closes_doubt: bool
    doubt_note: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of one sentence; task numbers count from 1, `opens` are those that begin here."""

    verdict: Verdict | None
    first: bool
    tasks: tuple[int, ...]
    opens: tuple[int, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; a line that is not a table row has one cell."""

    shape: Shape
    level: int
    cells: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The text between two cuts, and the spans (by index) that it lies in."""

    start: int
    end: int
    sentence: int
    tasks: tuple[int, ...]
    doubt: int
    strong: bool
    filled: int


def shown_length(document: Document) -> int:
    """Return how many characters of the text are shown, ending at a line's end where there is one."""
    text = document.text
    if len(text) <= SHOWN_CHARS:
        return len(text)
    return text.rfind("\n", 0, SHOWN_CHARS) if "\n" in text[:SHOWN_CHARS] else SHOWN_CHARS


def lay(document: Document) -> tuple[Line, ...]:
    """Return the shown lines of the document with everything that marks them."""
    limit = shown_length(document)
    items = list(walk(document.outline))
    headings = [heading_span(document.text, item) for item in items]
    levels = {item.start: item.level for item in reversed(items)}
    lines: list[Line] = []
    for group in _by_line(document.text, _pieces(document, headings, limit)):
        start = group[0].start
        cells = tuple(_stretches(document, cell) for cell in _by_tab(document.text, group))
        lines.append(Line(_shape(document, group, len(lines)), levels.get(start, 0), cells))
    return tuple(lines)


def walk(items: Iterable[Item]) -> Iterable[Item]:
    """Yield every item of an outline, parents first; deep outlines do not recurse."""
    stack = list(items)[::-1]
    while stack:
        item = stack.pop()
        yield item
        stack.extend(reversed(item.children))


def heading_span(text: str, item: Item) -> Span:
    """Return where an item's number and heading stand in the text."""
    room = item.start + len(item.number) + len(item.heading) + 8
    at = text.find(item.heading, item.start, min(item.end, room)) if item.heading else -1
    end = at + len(item.heading) if at >= 0 else item.start + len(item.number)
    return item.start, min(end, item.end)


def cover(cuts: Sequence[int], spans: Sequence[Span]) -> list[tuple[int, ...]]:
    """For each gap between neighbouring cuts, return the indices of the spans that contain it.

    Every end of a span inside the cuts' range must be one of the cuts.
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(spans):
        if start < end:
            opening.setdefault(start, []).append(index)
            closing.setdefault(end, []).append(index)
    active: dict[int, None] = {}
    covered = []
    for cut in cuts[:-1]:
        for index in closing.get(cut, ()):
            active.pop(index, None)
        active.update(dict.fromkeys(opening.get(cut, ())))
        covered.append(tuple(active))
    return covered


def _pieces(document: Document, headings: Sequence[Span], limit: int) -> list[Piece]:
    kinds: tuple[list[Span], ...] = (
        [(s.start, s.end) for s in document.sentences],
        [(t.start, t.end) for t in document.tasks],
        [(w.start, w.end) for w in document.warnings],
        list(headings),
        [(f.start, f.end) for f in document.filled],
    )
    cuts = _cuts(document.text, kinds, limit)
    sentences, tasks, doubts, strong, filled = (cover(cuts, spans) for spans in kinds)
    return [
        Piece(
            cuts[i],
            cuts[i + 1],
            sentences[i][0] if sentences[i] else -1,
            tasks[i],
            doubts[i][0] + 1 if doubts[i] else 0,
            bool(strong[i]),
            filled[i][0] + 1 if filled[i] else 0,
        )
        for i in range(len(cuts) - 1)
    ]


def _cuts(text: str, kinds: Iterable[Iterable[Span]], limit: int) -> list[int]:
    cuts = {0, limit}
    for at, mark in enumerate(text[:limit]):
        if mark in "\n\t":
            cuts.update((at, at + 1))
    for spans in kinds:
        for span in spans:
            cuts.update(span)
    return sorted(cut for cut in cuts if 0 <= cut <= limit)


def _by_line(text: str, pieces: Iterable[Piece]) -> Iterable[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        if text[piece.start] == "\n":
            if group:
                yield group
            group = []
        else:
            group.append(piece)
    if group:
        yield group


def _by_tab(text: str, group: Iterable[Piece]) -> list[list[Piece]]:
    cells: list[list[Piece]] = [[]]
    for piece in group:
        if text[piece.start] == "\t":
            cells.append([])
        else:
            cells[-1].append(piece)
    return cells


def _stretches(document: Document, pieces: Iterable[Piece]) -> tuple[Stretch, ...]:
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and (groups[-1][-1].sentence, groups[-1][-1].tasks) == (piece.sentence, piece.tasks):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return tuple(_stretch(document, group) for group in groups)


def _stretch(document: Document, group: Sequence[Piece]) -> Stretch:
    head = group[0]
    sentence = document.sentences[head.sentence] if head.sentence >= 0 else None
    return Stretch(
        sentence.verdict if sentence else None,
        # A sentence may begin with the line break before it.
        sentence is not None and _blank(document.text, sentence.start, head.start),
        tuple(index + 1 for index in head.tasks),
        tuple(i + 1 for i in head.tasks if _blank(document.text, document.tasks[i].start, head.start)),
        tuple(_run(document, piece) for piece in group),
    )


def _blank(text: str, start: int, end: int) -> bool:
    # The bound keeps this constant for a long sentence cut into many pieces.
    return end - start < 200 and not text[start:end].strip()


def _run(document: Document, piece: Piece) -> Run:
    doubt = document.warnings[piece.doubt - 1] if piece.doubt else None
    filled = document.filled[piece.filled - 1] if piece.filled else None
    return Run(
        printable(document.text[piece.start : piece.end]),
        piece.strong,
        piece.filled,
        filled is not None and filled.start == piece.start,
        printable(filled.was) if filled is not None and filled.end == piece.end else "",
        piece.doubt,
        doubt is not None and doubt.start == piece.start,
        doubt is not None and doubt.end == piece.end,
        f"疑为“{printable(doubt.suggest)}”" if doubt and doubt.suggest else "存疑",
    )


def _shape(document: Document, group: Sequence[Piece], position: int) -> Shape:
    line = document.text[group[0].start : group[-1].end]
    if "\t" in line:
        return "row"
    named = len(line.strip()) > 1 and line.strip() in (document.title or "")
    if position < 12 and named and _heads(document, group[0]):
        return "title"
    if all(piece.strong or len(piece_text(document, piece)) <= 1 for piece in group):
        return "heading"
    return "para"


def _heads(document: Document, piece: Piece) -> bool:
    """Whether nothing but furniture stands above: who signs below the text is no title, though the title names him."""
    return all(sentence.verdict == "furniture" for sentence in document.sentences[: max(piece.sentence, 0)])


def piece_text(document: Document, piece: Piece) -> str:
    """Return a piece's characters without the blanks around them."""
    return document.text[piece.start : piece.end].strip()
