"""What the review page of a document shows: the text on the left as the reader's page lays it, the drafts on the right.

The left pane is the reader's own: the drafts as they stand now take the place of the tasks that it found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from shuangyong.cases.queries import Row
from shuangyong.desk.presenting import Shown, present
from shuangyong.intake.content import Named, Part
from shuangyong.intake.duplicates import stricter_term
from shuangyong.intake.models import Draft
from shuangyong.intake.parting import Share
from shuangyong.intake.queries import Alike, Review, Reviewed
from shuangyong.reader.model import Deadline, Document, Task
from shuangyong.reader.parts import united
from shuangyong.reports.wording import chinese_date

SHARING = {"first": "由第一个牵头，其余配合", "each": "每个单位各立一件"}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a draft with the units behind it, for a card and its form."""

    index: int
    part: Part
    words: str
    sort: str
    confirmed: bool
    why: str
    units: tuple[tuple[int, str], ...]
    offered: tuple[tuple[int, str, str], ...]
    """Units that may be meant: number, name, reason."""

    @property
    def said(self) -> str:
        """The units, and the words of the document where these are other ones."""
        names = "、".join(name for _, name in self.units)
        if not names:
            return f"{self.words}（不交给单位）" if self.confirmed else self.words
        return names if names == self.words else f"{names}（原文“{self.words}”）"


@dataclass(frozen=True, slots=True)
class Card:
    """One draft on the page; its number is its place among those that are shown, from 1, and 0 for the others."""

    number: int
    row: Draft
    leads: tuple[Name, ...]
    supports: tuple[Name, ...]
    day: str | None
    lacking: tuple[str, ...]
    looks: tuple[str, ...]
    alike: tuple[Alike, ...]
    cases: tuple[Row, ...]
    parts: int = 0
    """Into how many it falls by whom its sentences direct; 0 where it does not."""
    joins: tuple[int, int] = (0, 0)
    """To how many cases it adds a source, and how many it opens beside them."""
    term: str = ""
    """What joining makes of the case's term."""

    @property
    def is_open(self) -> bool:
        return self.row.state == Draft.State.OPEN

    @property
    def sharing(self) -> str:
        """How several leading units share; "" where there is one or nobody has said."""
        several = sum(len(name.units) for name in self.leads) > 1
        return SHARING.get(self.row.sharing, "") if several else ""


@dataclass(frozen=True)
class ReviewPage:
    """Everything on the page."""

    review: Review
    shown: Shown
    cards: tuple[Card, ...]
    dropped: tuple[Card, ...]
    ready: int
    """How many open drafts lack nothing."""

    @cached_property  # each card asks
    def open(self) -> int:
        return sum(card.is_open for card in self.cards)

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The numbers of those that a leader is asked about; none where that is all of them."""
        asked = tuple(card.number for card in self.cards if card.is_open and card.row.asked)
        return asked if len(asked) < self.open else ()

    @property
    def cases(self) -> tuple[Row, ...]:
        """The cases that came of the document, each once."""
        return tuple({row.pk: row for card in self.cards for row in card.cases}.values())


def review_page(review: Review) -> ReviewPage:
    """The page of a document."""
    standing = [one for one in review.drafts if one.row.state in (Draft.State.OPEN, Draft.State.CONFIRMED)]
    cards = tuple(card_of(one, number, review.units) for number, one in enumerate(standing, 1))
    dropped = tuple(card_of(one, 0, review.units) for one in review.drafts if one.row.state == Draft.State.DROPPED)
    ready = sum(card.is_open and not card.lacking for card in cards)
    return ReviewPage(review, present(as_now(review.reading, standing)), cards, dropped, ready)


def as_now(reading: Document, standing: list[Reviewed]) -> Document:
    """The reading with the drafts in place of its tasks."""
    return replace(reading, tasks=tuple(_task(one.row) for one in standing))


def _task(row: Draft) -> Task:
    content = row.content
    day = content.deadline.isoformat() if content.deadline else None
    term = Deadline(content.deadline_said or (day or ""), day) if day or content.deadline_said else None
    lead, support = (tuple(named.words for named in content.of(part)) for part in ("lead", "support"))
    return Task(content.task, content.measures, lead, support, term, content.path, row.start, row.end)


def card_of(one: Reviewed, number: int, units: Mapping[int, str]) -> Card:
    """One draft as a card."""
    names = [_name(index, named, units) for index, named in enumerate(one.named)]
    return Card(
        number,
        one.row,
        tuple(name for name in names if name.part == "lead"),
        tuple(name for name in names if name.part == "support"),
        chinese_date(one.row.deadline.isoformat()) if one.row.deadline else None,
        one.lacking,
        one.looks,
        one.alike,
        one.cases,
        one.parts,
        one.joins,
        term_of(one.row) if one.row.joins_id is not None and one.row.state == Draft.State.OPEN else "",
    )


def term_of(row: Draft) -> str:
    """What confirming will do to the term of the case that a draft joins, so that nobody makes it stricter unawares."""
    if row.joins is None or not (made := stricter_term(row.joins, row.content).get("deadline")):
        return "期限不变"
    held = row.joins.values.get("deadline")
    before = f"由{chinese_date(held)}" if held else "由没有确切日期"
    return f"期限{before}改为{chinese_date(made.isoformat())}"


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part that a draft is offered to be split into, beside the sentences that say it."""

    sentences: tuple[str, ...]
    task: str
    measures: tuple[str, ...]
    leads: tuple[Name, ...]
    supports: tuple[Name, ...]
    said: str
    day: str | None
    own_units: bool


def part_of(share: Share, text: str, units: Mapping[int, str]) -> ShownPart:
    """One part as it is shown."""
    content = share.content
    names = [_name(index, named, units) for index, named in enumerate(content.named)]
    return ShownPart(
        tuple(text[start:end].strip() for start, end in united(share.spans)),
        content.task,
        content.measures,
        tuple(name for name in names if name.part == "lead"),
        tuple(name for name in names if name.part == "support"),
        content.deadline_said,
        chinese_date(content.deadline.isoformat()) if content.deadline else None,
        share.own_units,
    )


def _name(index: int, named: Named, units: Mapping[int, str]) -> Name:
    return Name(
        index,
        named.part,
        named.words,
        named.sort,
        named.confirmed,
        named.why,
        tuple((pk, units.get(pk, "")) for pk in named.units),
        tuple((pk, units.get(pk, ""), why) for pk, why in named.candidates),
    )
