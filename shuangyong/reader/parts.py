"""What single sentences of a task say of units, terms and measures, so that a person can take a task apart.

A task is read as a whole (`tasks`). Where its sentences direct different units, each by its own day, the whole holds
all units and one day; here the same words are asked sentence by sentence. Nothing is said that they do not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shuangyong.reader import counted, deadlines, labels, units, wording
from shuangyong.reader.counted import Days
from shuangyong.reader.model import Deadline, Document, Item
from shuangyong.reader.stretches import sentences_of

Span = tuple[int, int]
_PIECE = re.compile("[^；;]*(?:[；;]|$)")
_CLAUSE = re.compile("[^，,]*(?:[，,]|$)")
_BARE = 6
"""So many characters beside a term are only 均于…完成, …前全部办结."""
_AFTER_NUMBER = " 　、.．)）:：是"
_TOLD_ONLY = frozenset({"speech", "news"})
"""Kinds in which a unit before a bare verb may be any subject (as in `judging`)."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a clause that a semicolon ends, and what it says; several of them added up say it together."""

    spans: tuple[Span, ...]
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    term: Deadline | None = None
    task: str = ""
    measures: tuple[str, ...] = ()
    directs: bool = False
    label: bool = False
    """It only tells who is in charge of what stands around it (责任单位：…)."""

    def __add__(self, other: Said) -> Said:
        lead = tuple(dict.fromkeys((*self.lead, *other.lead)))
        return Said(
            (*self.spans, *other.spans),
            lead,
            tuple(dict.fromkeys(one for one in (*self.support, *other.support) if one not in lead)),
            self.term or other.term,
            self.task or other.task,
            tuple(dict.fromkeys((*self.measures, *other.measures))),
            self.directs or other.directs,
            self.label or other.label,
        )


def days_of(document: Document) -> Days:
    """What the terms of a document are counted from."""
    written, held = _day(document.published), _day(document.meeting.date if document.meeting else None)
    return counted.days_of(document.kind, written, held, document.title, document.text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def sentences(document: Document, spans: Iterable[Span]) -> tuple[Said, ...]:
    """Each sentence of some stretches of a document, in order, with what it says by itself."""
    days, bodies = days_of(document), _bodies(document)
    return tuple(
        _said(document, start, end, bodies.get(start, start), days)
        for stretch in united(spans)
        for start, end in _pieces(document.text, *stretch)
    )


def clauses(document: Document, spans: Iterable[Span]) -> tuple[Said, ...]:
    """As `sentences`; one that directs first one unit, then another (甲局要…，乙局要…，25日前完成), in its clauses.

    A term that stands by itself behind the last of them is the term of each.
    """
    days, bodies = days_of(document), _bodies(document)
    return tuple(
        one
        for stretch in united(spans)
        for start, end in _pieces(document.text, *stretch)
        for one in _by_whom(document, start, end, bodies.get(start, start), days)
    )


def _by_whom(document: Document, start: int, end: int, body: int, days: Days) -> tuple[Said, ...]:
    """The clauses of a sentence put together by whom they direct; the sentence where they direct nobody apart."""
    whole = _said(document, start, end, body, days)
    if len(whole.lead) < 2 or whole.label:
        return (whole,)
    found: list[Said] = []
    for low, high in _commas(document.text, body, end):
        one = _said(document, low, high, low, days)
        opens = one.lead and one.measures and set(one.lead) != set(found[-1].lead if found else ())
        if found and not (opens and found[-1].lead and found[-1].measures):
            last = found.pop()
            found.append(replace(last + one, spans=((last.spans[0][0], high),)))
        else:
            found.append(one)
    if len(found) < 2:
        return (whole,)
    found[0] = replace(found[0], spans=((start, found[0].spans[0][1]),))
    shared = whole.term if _stands_alone(document.text[found[-1].spans[0][0] : end], whole.term) else None
    return tuple(replace(one, term=one.term or shared, directs=whole.directs) for one in found)


def _commas(text: str, start: int, end: int) -> Iterator[Span]:
    """Its clauses, each with the comma that ends it."""
    for piece in _CLAUSE.finditer(text, start, end):
        if piece.group().strip():
            yield piece.span()


def _stands_alone(clauses: str, term: Deadline | None) -> bool:
    """Whether a term has a clause of its own behind another: 均于12月25日前完成."""
    _, *behind = [one.strip(" 。；;") for one in re.split("[，,]", clauses)]
    return term is not None and any(term.text in one and len(one) - len(term.text) <= _BARE for one in behind)


def parts(said: Sequence[Said]) -> tuple[Said, ...]:
    """Sentences put together by whom they direct: each that names nobody new goes on with the one before it.

    None where a line names who is in charge of all of it: its units are not any one sentence's.
    """
    found: list[Said] = []
    for one in said:
        opens = one.directs and one.lead and (not found or found[-1].lead)
        if found and not (opens and set(one.lead) != set(found[-1].lead)):
            found[-1] += one
        else:
            found.append(one)
    return () if any(one.label for one in said) else tuple(found)


def together(said: Iterable[Said]) -> Said:
    """What several sentences say together: all units, the first term."""
    found = Said(())
    for one in said:
        found += one
    return found


def around(text: str, start: int, end: int) -> Span:
    """A stretch made longer to whole sentences of its paragraph."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", max(start, end - 1))
    touched = [
        (first, last)
        for first, last in sentences_of(text, low, len(text) if high < 0 else high)
        if first < end and last > start
    ]
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches in order, those that overlap or touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences, and what semicolons part in them; a blank rest stays with what stands before it."""
    for low, high in sentences_of(text, start, end):
        for piece in _PIECE.finditer(text, low, high):
            if piece.group().strip():
                yield piece.span()


def _bodies(document: Document) -> dict[int, int]:
    """Where each item's words begin behind its number, by where the item begins."""

    def all_of(items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            yield item
            yield from all_of(item.children)

    return {item.start: _behind_number(document.text, item) for item in all_of(document.outline)}


def _behind_number(text: str, item: Item) -> int:
    at = text.find(item.number, item.start, item.start + len(item.number) + 2) if item.number else -1
    if at < 0:
        return item.start
    rest = text[at + len(item.number) : item.end]
    return at + len(item.number) + len(rest) - len(rest.lstrip(_AFTER_NUMBER))


def _said(document: Document, start: int, end: int, body: int, days: Days) -> Said:
    words = document.text[body:end].strip()
    lead, support = units.name_units(words, told_only=document.kind in _TOLD_ONLY)
    if labels.is_units_only(words):
        return Said(((start, end),), label=True)
    found = deadlines.find(document.text, body, end, days) or deadlines.cadence(document.text, body, end)
    term = found[0] if found else None
    told = [(body, end)]
    acts = tuple(wording.measures(document.text, told, 0, deadlines.beside(term)))
    return Said(
        ((start, end),),
        lead,
        tuple(name for name in support if name not in lead),
        term,
        wording.wording(words, 0, "", [(0, len(words))]) if acts else "",
        acts,
        bool(acts) and _directs(document, start, end),
    )


def _directs(document: Document, start: int, end: int) -> bool:
    """Whether the reader found it to demand something; what only tells makes no part of its own."""
    return any(one.verdict == "task" and one.start < end and one.end > start for one in document.sentences)
