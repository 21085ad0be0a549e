"""Taking drafts apart, and making one of marked words: each says what its own sentences say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, Problem
from shuangyong.intake import parting, queries
from shuangyong.intake.actions.changing import Desk, Span, begin, write
from shuangyong.intake.actions.editing import Changes, at_draft, check, today
from shuangyong.intake.content import TASK_MOST, Content, split_off
from shuangyong.intake.declared import load
from shuangyong.intake.models import Document, Draft
from shuangyong.intake.naming import Namer
from shuangyong.intake.readings import find_words
from shuangyong.reader.model import RawLine, RawText, Task
from shuangyong.reader.parts import Said, around, clauses, sentences, together, united
from shuangyong.reader.reading import read_text


def split(actor: Actor, draft_id: int, task: str, measures: Sequence[int], *, rev: int, now: datetime) -> Document:
    """Make some of a draft's measures (by index) a draft of their own.

    Units and term of both are read from the sentences that hold their measures.
    """
    desk, draft = at_draft(actor, draft_id, rev, now)
    check(Changes(task=task), today(now))
    if not measures or any(not 0 <= at < len(draft.measures) for at in measures):
        raise Invalid({"measures": "请选出要拆出去的措施，至少一条。"})
    taken = [draft.measures[at] for at in measures]
    left, apart = _told_apart(desk, draft, split_off(draft.content, " ".join(task.split()), measures), taken)
    start, end = _narrowed(desk.row.text, draft, taken)
    draft.put(left)
    new = Draft(start=start, end=end, by_hand=draft.by_hand)
    new.put(replace(apart, business=load().business_of(apart.task, "".join(apart.measures))))
    return write(desk, f"从第{draft.seq}项拆出“{task[:60]}”", [draft], [new])


def _told_apart(
    desk: Desk, draft: Draft, both: tuple[Content, Content], taken: Sequence[str]
) -> tuple[Content, Content]:
    """What stays and what is split off with the units and terms of their own sentences."""
    left, apart = both
    said = clauses(queries.reading_of(desk.row), queries.spans_of(draft))
    stays, goes = parting.sides(said, desk.row.text, taken, left.measures)
    naming = Namer(desk.row.place, today(desk.now)).named
    kept = parting.with_names(parting.told(left, stays, [goes], naming), parting.stranded(left, said))
    return kept, parting.told(apart, goes, [stays], naming)


def _narrowed(text: str, draft: Draft, measures: Sequence[str]) -> Span:
    """Where just these measures stand in the draft's stretch; the whole of it where they were worded anew."""
    spans = [(at, at + len(words)) for words in measures if (at := text.find(words, draft.start, draft.end)) >= 0]
    if not spans:
        return draft.start, draft.end
    return min(start for start, _ in spans), max(end for _, end in spans)


def split_sentences(actor: Actor, draft_id: int, *, rev: int, now: datetime) -> Document:
    """Make a draft several, one for each unit (or units) that its sentences direct, as `queries.shares` offers it."""
    desk, draft = at_draft(actor, draft_id, rev, now)
    first, *others = queries.shares(desk.row, draft, today(now)) or (None,)
    if first is None:
        raise Problem("这一项的句子没有写明不同的牵头单位，不能按句拆。", then="请选出措施，自己拆成两项。")
    spans = [united(one.spans) for one in (first, *others)]
    draft.put(first.content)
    draft.start, draft.end = spans[0][0]
    new = [_made(one, span, draft) for one, (span, *_) in zip(others, spans[1:], strict=True)]
    says = f"第{draft.seq}项按句拆成 {len(spans)} 件"
    return write(desk, says, [draft], new, narrowed={draft.pk: spans[0]}, made_of=spans[1:])


def _made(share: parting.Share, span: Span, draft: Draft) -> Draft:
    new = Draft(start=span[0], end=span[1], by_hand=draft.by_hand)
    content = share.content
    new.put(replace(content, business=load().business_of(content.task, "".join(content.measures))))
    return new


def add(actor: Actor, document_id: int, start: int, end: int, *, rev: int, now: datetime) -> Document:
    """Make a marked stretch of the text a draft; what it says of units and terms is read from it.

    Where it says nothing of them the whole of its sentences is asked.
    """
    desk = begin(actor, document_id, rev, now)
    words = desk.row.text[max(0, start) : end]
    if not 0 <= start < end <= len(desk.row.text) or not words.strip():
        raise Invalid({"words": "请先在原文里标出一段文字。"})
    content = Namer(desk.row.place, today(now)).content(_read(desk.row, start, end), words)
    new = Draft(start=start, end=end, by_hand=True)
    new.put(content)
    return write(desk, f"从原文增加一项“{content.task[:60]}”", [], [new])


def add_words(actor: Actor, document_id: int, words: str, *, rev: int, now: datetime) -> Document:
    """As `add`, the stretch given by its words, as a form without script sends it."""
    row = queries.get(actor, document_id)
    try:
        start, end = find_words(row.text, words)
    except ValueError as problem:
        raise Invalid({"words": str(problem)}) from None
    return add(actor, document_id, start, end, rev=rev, now=now)


def _read(row: Document, start: int, end: int) -> Task:
    """The task of a stretch: its words as the reader takes them, units and term as its sentences say."""
    reading = queries.reading_of(row)
    own = together(sentences(reading, [(start, end)]))
    whole = together(sentences(reading, [around(row.text, start, end)]))
    said = own if own.lead else replace(own, lead=whole.lead, support=own.support or whole.support)
    return _worded(" ".join(row.text[start:end].split()), replace(said, term=own.term or whole.term))


def _worded(flat: str, said: Said) -> Task:
    """The task that the reader finds in the words; where it finds none or several, they are the task."""
    found = read_text(RawText("txt", (RawLine(flat),))).tasks
    only = found[0] if len(found) == 1 else Task(flat[:TASK_MOST], said.measures, (), (), None, (), 0, len(flat))
    lead = said.lead or only.lead
    support = tuple(name for name in (said.support or only.support) if name not in lead)
    return only._replace(lead=lead, support=support, deadline=said.term or only.deadline)
