"""What reading a document returns.

The shapes follow the reading contract (docs/reading.md). Offsets count Unicode
characters into `Document.text`; `end` is exclusive. Every quoted piece equals
`text[start:end]`. All values are frozen: a reading is a fact about a file. What a document holds by the dozen is a
named tuple: made, and handed from one process to another, several times as fast as a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Format = Literal["txt", "html", "docx", "pdf"]
Kind = Literal["news", "speech", "notice", "circular", "minutes", "plan", "summary", "rules", "other"]
Verdict = Literal["task", "exhortation", "background", "furniture"]
Role = Literal["body", "title", "nav", "header", "footer", "row"]
Hangs = tuple[tuple[int, int], ...]
Heed = Callable[[int, int], None]
"""Told now and then during a long reading: how many characters are judged, of how many. It may raise to end the reading."""

MAX_BYTES = 20 * 1024 * 1024
"""A file above this size is refused before it is opened (bytes)."""
MAX_CHARS = 5_000_000
"""Text above this length is refused after extraction (characters)."""


def unheeded(done: int, total: int) -> None:
    """Nobody wants to know how far a reading is."""


class ReadError(Exception):
    """A file that cannot be read: what is wrong, what is allowed, what to do next, for the person who sent it (Chinese).

    Its text is the three in one; a page that says by itself what is allowed shows the other two.
    """

    def __init__(self, what: str, allowed: str = "", then: str = "") -> None:
        super().__init__(what + allowed + then)
        self.what, self.allowed, self.then = what, allowed, then


class RawLine(NamedTuple):
    """One paragraph, heading or table row as the file holds it.

    `role` says where it stood: `title` for a heading that the format itself marks as
    the document's title (h1, Word's Title style), `nav` for parts of a web page that the
    format marks as not the article (nav, aside, footer, lists of links), `header` and
    `footer` for running headers and footers of a page, `row` for a table row, whose
    cells are parted by a tab. `hangs` tells of a row which of its cells, empty here, belong to a cell of the row
    before that is merged over both: the place here and the place there, counted from 0. `full` tells of a printed line
    whether its margin broke it, where the file has places.
    """

    text: str
    role: Role = "body"
    hangs: Hangs = ()
    full: bool | None = None


@dataclass(frozen=True, slots=True)
class RawText:
    """What a format reader hands to the reader: lines in reading order.

    `wrapped` is true where a line is a physical line (txt, pdf), so that the lines of one
    paragraph may still have to be joined; false where a line is a whole paragraph.
    `page_title` is the <title> of a web page or None. `unseen` are words that the file holds and its reader does not
    see (white on white, a hair's height, struck out, …): not among the lines, only told.
    """

    format: Format
    lines: tuple[RawLine, ...]
    wrapped: bool = False
    page_title: str | None = None
    unseen: tuple[str, ...] = ()
    repairs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repair:
    """A kind of damage taken away, and how often."""

    kind: str
    count: int


class Warning(NamedTuple):
    """Something odd that was left as it stands."""

    start: int
    end: int
    text: str
    suggest: str | None
    reason: str


class Person(NamedTuple):
    """A person as a document names one."""

    name: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting reported, recorded or spoken at. `date` is ISO 8601 or None."""

    name: str | None
    date: str | None
    chair: tuple[Person, ...] = ()
    speakers: tuple[Person, ...] = ()
    attendees: tuple[Person, ...] = ()


class Item(NamedTuple):
    """A numbered item of the outline."""

    number: str
    level: int
    heading: str
    start: int
    end: int
    children: tuple[Item, ...] = ()


class Deadline(NamedTuple):
    """A term as printed, and its day (ISO 8601) where the document leaves no doubt."""

    text: str
    date: str | None


class Task(NamedTuple):
    """What somebody is directed to do and has not done yet."""

    task: str
    measures: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    deadline: Deadline | None
    path: tuple[str, ...]
    start: int
    end: int


class Sentence(NamedTuple):
    """A stretch of the text and what it is; sentences cover the text without gaps."""

    start: int
    end: int
    verdict: Verdict


class Reason(NamedTuple):
    """Why one decision was taken: `about` is a field of the contract, `rule` names the rule."""

    about: str
    rule: str
    start: int
    end: int
    said: str


class Filled(NamedTuple):
    """A term in the text that stars stood in; `was` is what the file has in its place."""

    start: int
    end: int
    was: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from; `sha256` is of the file's bytes."""

    name: str
    sha256: str
    format: Format


@dataclass(frozen=True, slots=True)
class Document:
    """One document, read."""

    source: Source
    text: str
    repairs: tuple[Repair, ...]
    warnings: tuple[Warning, ...]
    kind: Kind
    title: str | None
    origin: str | None
    published: str | None
    secrecy: str | None
    meeting: Meeting | None
    outline: tuple[Item, ...]
    tasks: tuple[Task, ...]
    sentences: tuple[Sentence, ...]
    goals: tuple[str, ...]
    references: tuple[str, ...]
    reasons: tuple[Reason, ...] = field(default=(), repr=False, compare=False)
    filled: tuple[Filled, ...] = field(default=(), repr=False, compare=False)
    removed: tuple[str, ...] = field(default=(), repr=False, compare=False)
