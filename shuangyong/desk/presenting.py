"""Turn a Document into what the result page shows. Pure functions, no request, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from shuangyong.desk import wording
from shuangyong.desk.laying import Line, lay, shown_length
from shuangyong.desk.personal import personal_numbers
from shuangyong.reader.model import Document, Meeting, Person, Task, Verdict
from shuangyong.reports.task_rows import COLUMNS
from shuangyong.reports.wording import KINDS, UNSAID, chinese_date, printable, said_date

_FORMULA = re.compile(r"^[=+\-@]")
BASIS_CHARS = 48
"""How much of the document a card quotes (characters)."""
SHOWN_TASKS = 1_000
SHOWN_DOUBTS = 200
SHOWN_REMOVED = 60
"""More than these are counted, not listed: a page of 100,000 cards helps nobody."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact of the document; `value` None means that the document does not say."""

    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Mended:
    """A kind of repair in words."""

    name: str
    count: int
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt in words and where it stands: the numbers, from 1, of all its warnings and of those that are shown."""

    text: str
    suggest: str | None
    reason: str
    count: int
    shown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One drafted task, numbered from 1. Empty tuples and None are what the document leaves open."""

    number: int
    task: str
    measures: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    term: str | None
    term_day: str | None
    term_vague: bool
    path: str
    basis: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the text got one verdict: whole percent of the characters, and sentences."""

    verdict: Verdict
    name: str
    note: str
    percent: int
    count: int
    offset: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What tasks lack: of how many, and the numbers of those that are shown."""

    name: str
    count: int
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class People:
    """The people of the meeting in one part."""

    name: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the result page shows of one document."""

    name: str
    title: str
    facts: tuple[Fact, ...]
    internal: bool
    personal: str
    repairs: tuple[Mended, ...]
    removed: tuple[str, ...]
    filled: int
    doubts: tuple[Doubt, ...]
    doubt_count: int
    doubt_kinds: int
    lines: tuple[Line, ...]
    cut_at: int | None
    cards: tuple[Card, ...]
    task_count: int
    missing: tuple[Missing, ...]
    shares: tuple[Share, ...]
    settled: int
    goals: tuple[str, ...]
    references: tuple[str, ...]
    people: tuple[People, ...]
    tsv: str | None


def present(document: Document) -> Shown:
    """Return what the result page shows of a document."""
    limit = shown_length(document)
    shares = share(document)
    made = cards(document, limit)
    doubted = doubts(document, limit)
    return Shown(
        name=document.source.name,
        title=document.title or document.source.name,
        facts=facts(document),
        internal="内部" in (document.secrecy or ""),
        personal=personal_numbers(document.tasks),
        repairs=repairs(document),
        removed=tuple(printable(line) for line in document.removed[:SHOWN_REMOVED]),
        filled=sum(one.start < limit for one in document.filled),
        doubts=doubted[:SHOWN_DOUBTS],
        doubt_count=len(document.warnings),
        doubt_kinds=len(doubted),
        lines=lay(document),
        cut_at=limit if limit < len(document.text.rstrip()) else None,
        cards=made[:SHOWN_TASKS],
        task_count=len(made),
        missing=missing(made),
        shares=shares,
        settled=sum(part.percent for part in shares),
        goals=document.goals,
        references=document.references,
        people=people(document.meeting),
        tsv=as_tsv(made) if len(made) <= SHOWN_TASKS else None,
    )


def facts(document: Document) -> tuple[Fact, ...]:
    """Return the facts above the text."""
    meeting = document.meeting
    held = " · ".join(filter(None, (meeting.name, chinese_date(meeting.date)))) if meeting else None
    return (
        Fact("文种", KINDS[document.kind]),
        Fact("来源", document.origin),
        Fact("日期", chinese_date(document.published)),
        *([Fact("会议", held)] if held else ()),
        Fact("密级", document.secrecy or "未标注"),
    )


def repairs(document: Document) -> tuple[Mended, ...]:
    """Return the repairs in words; a kind without words of its own is shown as 其他修补."""
    return tuple(
        Mended(name, repair.count, unit, note)
        for repair in document.repairs
        for name, unit, note in (wording.repair_words(repair.kind),)
    )


def doubts(document: Document, limit: int) -> tuple[Doubt, ...]:
    """Return the warnings in words, one doubt for all that say the same, in the order of the first of each."""
    alike: dict[tuple[str, str | None, str], list[int]] = {}
    for number, warning in enumerate(document.warnings, 1):
        said = warning.text, warning.suggest, wording.doubt_reason(warning.reason)
        alike.setdefault(said, []).append(number)
    return tuple(
        Doubt(*said, len(numbers), tuple(n for n in numbers[:SHOWN_DOUBTS] if document.warnings[n - 1].start < limit))
        for said, numbers in alike.items()
    )


def cards(document: Document, limit: int) -> tuple[Card, ...]:
    """Return the tasks as cards, in the order of the document."""
    return tuple(_card(document, number, task, limit) for number, task in enumerate(document.tasks, 1))


def _card(document: Document, number: int, task: Task, limit: int) -> Card:
    return Card(
        number,
        task.task,
        task.measures,
        task.lead,
        task.support,
        task.deadline.text if task.deadline else None,
        said_date(task.deadline.text, task.deadline.date) if task.deadline else None,
        task.deadline is not None and task.deadline.date is None,
        " › ".join(task.path),
        _basis(document.text[task.start : min(task.end, task.start + 4 * BASIS_CHARS)]),
        task.start < limit,
    )


def _basis(said: str) -> str:
    flat = " ".join(printable(said).replace("\t", "｜").split())
    return flat if len(flat) <= BASIS_CHARS else flat[:BASIS_CHARS] + "…"


def missing(made: Iterable[Card]) -> tuple[Missing, ...]:
    """Return what tasks lack; only what some task does lack."""
    made = tuple(made)
    found = (
        ("牵头单位", [card.number for card in made if not card.lead]),
        ("完成时限", [card.number for card in made if card.term is None]),
    )
    return tuple(
        Missing(name, len(numbers), tuple(number for number in numbers if number <= SHOWN_TASKS))
        for name, numbers in found
        if numbers
    )


def share(document: Document) -> tuple[Share, ...]:
    """Return the share of each verdict, in whole percent of the characters that are not blank.

    The percents add up to the share settled; remainders go to the largest fractions, so
    that a text settled throughout says 100 and not 99.
    """
    sizes, counts = dict.fromkeys(wording.VERDICTS, 0), dict.fromkeys(wording.VERDICTS, 0)
    for sentence in document.sentences:
        size = _solid(document.text[sentence.start : sentence.end])
        sizes[sentence.verdict] += size
        counts[sentence.verdict] += bool(size)
    percents = whole_percents(list(sizes.values()), _solid(document.text))
    offsets = [sum(percents[:i]) for i in range(len(percents))]
    return tuple(
        Share(verdict, name, wording.VERDICT_NOTES[verdict], percent, counts[verdict], offset)
        for (verdict, name), percent, offset in zip(_verdicts(), percents, offsets, strict=True)
    )


def whole_percents(sizes: list[int], total: int) -> list[int]:
    """Return sizes as whole percents of `total` that add up to the percent of their sum, rounded down."""
    if total <= 0:
        return [0] * len(sizes)
    floors = [size * 100 // total for size in sizes]
    left = sum(sizes) * 100 // total - sum(floors)
    for index in sorted(range(len(sizes)), key=lambda i: -(sizes[i] * 100 % total))[:left]:
        floors[index] += 1
    return floors


def _verdicts() -> tuple[tuple[Verdict, str], ...]:
    order: tuple[Verdict, ...] = ("task", "exhortation", "background", "furniture")
    return tuple((verdict, wording.VERDICTS[verdict]) for verdict in order)


def _solid(text: str) -> int:
    return sum(map(len, text.split()))


def people(meeting: Meeting | None) -> tuple[People, ...]:
    """Return the people of a meeting by part; a part that nobody has is left out."""
    if meeting is None:
        return ()
    parts = (
        People("主持", meeting.chair),
        People("讲话", meeting.speakers),
        People("参加", meeting.attendees),
    )
    return tuple(part for part in parts if part.people)


def as_tsv(made: Iterable[Card]) -> str:
    """Return the table for pasting into a spreadsheet: tabs between cells, one row a line."""
    rows = [COLUMNS, *(_tsv_row(card) for card in made)]
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _tsv_row(card: Card) -> tuple[str, ...]:
    term = f"{card.term}（{card.term_day}）" if card.term_day else card.term
    return (
        str(card.number),
        card.task,
        "；".join(card.measures) or UNSAID,
        "、".join(card.lead) or UNSAID,
        "、".join(card.support) or UNSAID,
        term or UNSAID,
        " ".join(filter(None, (card.path, card.basis))),
    )


def _cell(value: str) -> str:
    flat = " ".join(value.split())
    # A spreadsheet would run a pasted cell that looks like a formula.
    return "'" + flat if _FORMULA.match(flat) else flat
