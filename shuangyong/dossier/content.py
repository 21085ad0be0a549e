"""What a dossier says, frozen: everything that its papers, its tables and its folders are written from. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves something, and where it lies in the archive ("" where it is listed by its hash only)."""

    pk: int
    title: str
    on: date
    sha256: str
    size: int
    path: str
    persons: bool = False
    """Holds personal data: what it belongs to is about a person, or its name says so."""


@dataclass(frozen=True, slots=True)
class Record:
    """A case that was counted."""

    pk: int
    number: str
    title: str
    opened_on: date
    files: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """What stands behind one figure: an entry of the annex, numbered through the whole dossier."""

    number: int
    code: str
    years: str
    what: str
    records: tuple[Record, ...]
    still: tuple[Record, ...]
    """Cases that do not count yet and still may."""

    @property
    def anchor(self) -> str:
        return f"c{self.number}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement of the report, and the citation that its figure opens; 0 where nothing lies behind it."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One indicator: points as text, what was found, what the standard wants as evidence."""

    code: str
    section: str
    name: str
    words: str
    of: str
    points: str
    own: str
    upper: str
    verdict: str
    pieces: tuple[Piece, ...]
    evidence: tuple[str, ...]
    units: tuple[str, ...]
    lacking: str
    todo: str
    files: int

    @property
    def anchor(self) -> str:
        return "i" + "".join(character if character.isalnum() else "_" for character in self.code)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the standard with its points and indicators."""

    name: str
    points: str
    of: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Fatal:
    """A bar, a revocation or a veto, as it stands."""

    open: bool
    sort: str
    name: str
    state: str
    number: str
    why: str
    judge: str


@dataclass(frozen=True, slots=True)
class Content:
    """A whole dossier."""

    title: str
    place: str
    upper: str
    standard: str
    standard_note: str
    years: str
    on: date
    points: str
    of: str
    unknown: str
    least: str
    most: str
    bonus: str
    fatal: tuple[Fatal, ...]
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for part in self.parts for criterion in part.criteria)

    @property
    def bars(self) -> tuple[Fatal, ...]:
        """What bars an application today."""
        return tuple(one for one in self.fatal if one.open)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every file once, in the order of the annex."""
        found: dict[int, Evidence] = {}
        for record in self.records():
            for one in record.files:
                found.setdefault(one.pk, one)
        return tuple(found.values())

    @property
    def enclosed(self) -> tuple[Evidence, ...]:
        """Those that lie in the archive."""
        return tuple(one for one in self.evidence if one.path)

    @property
    def kept_back(self) -> int:
        """How many are listed by name and hash only."""
        return len(self.evidence) - len(self.enclosed)

    def records(self) -> Iterator[Record]:
        for citation in self.citations:
            yield from citation.records
            yield from citation.still

    def facts(self) -> dict[str, object]:
        """What the page tells of it."""
        return {
            "points": self.points,
            "of": self.of,
            "unknown": self.unknown,
            "bars": len(self.bars),
            "citations": len(self.citations),
            "records": len({record.pk for record in self.records()}),
            "files": len(self.evidence),
            "kept": self.kept_back,
            "missing": sum(not criterion.files for criterion in self.criteria),
        }
