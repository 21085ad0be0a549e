"""Taking a draft apart: each part says what its own sentences say; what they do not say stays as it was, marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shuangyong.intake.content import Content, Named, Part, sharing_of
from shuangyong.reader.model import Document
from shuangyong.reader.parts import Said, Span, clauses, parts, together

Naming = Callable[[Part, str], Named]
"""What one name stands for (`naming.Namer.named`)."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a draft: what it says, and the sentences that say it."""

    content: Content
    spans: tuple[Span, ...]
    """Side by side or apart, in order."""
    own_units: bool
    """False: its sentences name nobody, the units are those of the whole."""


def offered(content: Content, reading: Document, spans: Iterable[Span]) -> tuple[Said, ...]:
    """The parts that a draft falls into by whom its sentences direct; fewer than two are none."""
    if len(content.of("lead")) < 2:
        return ()
    found = parts(clauses(reading, spans))
    return found if len(found) > 1 else ()


def by_sentence(content: Content, said: Sequence[Said], text: str, naming: Naming) -> tuple[Share, ...]:
    """A draft as its parts, in order; the first keeps whatever stands in no part (what a person wrote or named).

    A measure goes wherever its words stand, so that none is lost; a part without any has those of its sentences.
    """
    placed = [[words for words in content.measures if stands_in(words, one, text)] for one in said]
    homeless = [words for words in content.measures if not any(words in some for some in placed)]
    placed[0] = [words for words in content.measures if words in (*placed[0], *homeless)]
    others = [(*said[:at], *said[at + 1 :]) for at in range(len(said))]
    shares = []
    for at, (one, measures) in enumerate(zip(said, placed, strict=True)):
        keeps = at == 0 and not _elsewhere(content.task, one, others[at], text)
        own = replace(
            content,
            task=content.task if keeps else one.task or content.task,
            measures=tuple(measures) or one.measures,
        )
        shares.append(Share(told(own, one, others[at], naming), one.spans, bool(one.lead)))
    first = replace(shares[0], content=with_names(shares[0].content, stranded(content, said)))
    return (first, *shares[1:])


def _elsewhere(words: str, one: Said, others: Iterable[Said], text: str) -> bool:
    return not stands_in(words, one, text) and any(stands_in(words, other, text) for other in others)


def stands_in(words: str, said: Said, text: str) -> bool:
    """Whether words stand in the sentences to the letter."""
    return any(text.find(words, start, end) >= 0 for start, end in said.spans)


def told(content: Content, own: Said, others: Sequence[Said], naming: Naming) -> Content:
    """A draft with the units and the term that its own sentences tell, out of one that was read from all of them."""
    leads = _said_names(content, "lead", own.lead, naming)
    supports = _said_names(content, "support", own.support, naming)
    if not own.lead:
        leads = _taken_over(content.of("lead"))
        supports = supports or _taken_over(content.of("support"))
    led = {named.words for named in leads}
    named = (*leads, *(one for one in supports if one.words not in led))
    day, said = _term(content, own, others)
    same = content.of("lead") == leads
    sharing = content.sharing if same else sharing_of(named)
    return replace(content, named=named, sharing=sharing, deadline=day, deadline_said=said)


def _taken_over(named: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(replace(one, taken_over=True) for one in named)


def _said_names(content: Content, part: Part, names: Iterable[str], naming: Naming) -> tuple[Named, ...]:
    """Names as they stand in the draft, with what a person said of them; else looked up."""
    known = {named.words: named for named in reversed(content.named)}
    known |= {named.words: named for named in content.of(part)}
    return tuple(replace(known[words], part=part) if words in known else naming(part, words) for words in names)


def _term(content: Content, own: Said, others: Sequence[Said]) -> tuple[date | None, str]:
    """The own term; the old one where nobody says it, or a sentence without units; no other unit's.

    The words of the old term keep the day that a person gave them.
    """
    old = (content.deadline, content.deadline_said)
    if own.term and own.term.text != content.deadline_said:
        return (date.fromisoformat(own.term.date) if own.term.date else None), own.term.text[:60]
    others_own = {one.term.text for one in others if one.term and one.lead}
    return (None, "") if own.lead and not own.term and content.deadline_said in others_own else old


def stranded(content: Content, said: Sequence[Said]) -> tuple[Named, ...]:
    """Names of a draft that none of its sentences gives by itself: a person's, or a label's."""
    read = {words for one in said for words in (*one.lead, *one.support)}
    return tuple(named for named in content.named if named.words not in read)


def with_names(content: Content, named: Iterable[Named]) -> Content:
    """A draft with more names, each once."""
    known = {one.words for one in content.named}
    more = tuple(one for one in named if one.words not in known)
    if not more:
        return content
    every = (*content.named, *more)
    return replace(
        content, named=every, sharing=sharing_of(every) if any(n.part == "lead" for n in more) else content.sharing
    )


def sides(said: Sequence[Said], text: str, taken: Sequence[str], left: Sequence[str]) -> tuple[Said, Said]:
    """The sentences of what stays and of what is split off, by the measures that stand in them.

    A sentence with measures of both belongs to both, one with none to what stays.
    """
    apart = [one for one in said if any(stands_in(words, one, text) for words in taken)]
    stays = [one for one in said if one not in apart or any(stands_in(words, one, text) for words in left)]
    return together(stays), together(apart)
