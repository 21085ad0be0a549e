"""Every read of documents that a person sees. It begins with what this actor may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation import paths
from shuangyong.base.organisation.actors import Thing, may
from shuangyong.base.organisation.models import Unit
from shuangyong.base.statements import Select
from shuangyong.base.together import Asking, alone
from shuangyong.cases import queries as cases
from shuangyong.cases.models import Case
from shuangyong.catalog.queries import current, kind_of
from shuangyong.intake.content import Content, Named, handings, lacking, worth_a_look
from shuangyong.intake.coverage import Coverage, coverage
from shuangyong.intake.declared import load
from shuangyong.intake.duplicates import TASK, Alike, Led, alike, joined_by, may_be_joined
from shuangyong.intake.models import CaseSource, Document, Draft, DraftSource
from shuangyong.intake.naming import Namer
from shuangyong.intake.parting import Share, by_sentence, offered
from shuangyong.intake.readings import document_of
from shuangyong.reader.model import Document as Reading
from shuangyong.reader.parts import Span, around

__all__ = ["Alike", "alike", "get", "listing", "may_be_joined", "review", "sources_of", "visible_to"]

WORKS = frozenset({"doc.upload", "doc.confirm", "doc.agree"})
PAGE = 50
LONGEST = 12
ANSWERS = 20
AGREES = "doc.agree"


# ── what one may see ───────────────────────────────────────────────────────────────────────────────────────────────


def visible_to(actor: Actor) -> QuerySet[Document]:
    """The documents within reach of a post that works on documents, and those that one sent oneself."""
    return Document.objects.filter(_visible(actor))


def _visible(actor: Actor) -> Q:
    where = Q() if actor.is_system else Q(pk__in=[])
    for seat in actor.seats:
        if seat.permissions & WORKS:
            where |= (_reached(seat) | Q(uploaded_by=actor.account_id)) & Q(degree__lte=seat.degree)
    return where


def _reached(seat: Seat) -> Q:
    if seat.reach == "own":
        return Q(pk__in=[])
    if seat.reach == "unit":
        return Q(unit=seat.unit_id)
    below = Q(unit_path__gte=seat.unit_path, unit_path__lt=paths.end(seat.unit_path))
    return below | _in_place(seat.place.code) if seat.reach == "place" else below


def _in_place(code: str) -> Q:
    """Codes have digits only, so that a range is all that begins with one."""
    return Q(region__gte=code, region__lte=code.ljust(LONGEST, "9")) if code else ~Q(pk__in=[])


def get(actor: Actor, document_id: int) -> Document:
    """A document that this actor may see. Raises NotFound."""
    row = visible_to(actor).filter(pk=document_id).first()
    if row is None:
        raise NotFound
    return row


def draft(actor: Actor, draft_id: int) -> Draft:
    """A draft of a document that this actor may see. Raises NotFound."""
    row = Draft.objects.filter(pk=draft_id, document__in=visible_to(actor)).select_related("document").first()
    if row is None:
        raise NotFound
    return row


def thing_of(row: Document) -> Thing:
    """A document as something to decide about (organisation.actors.may)."""
    units, units_paths = ((row.unit_id,), (row.unit_path,)) if row.unit_id else ((), ())
    return Thing(row.place, units, units_paths, (row.uploaded_by_id,) if row.uploaded_by_id else (), row.degree)


# ── lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list of documents."""

    row: Document
    drafts: int
    open: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, newest first; `next` is the number to go on below."""

    lines: tuple[Line, ...]
    next: int | None


def listing(actor: Actor, states: Iterable[str] = (), below: int | None = None, size: int = PAGE) -> Page:
    """The documents of a page, newest first. Two queries; empty states mean all."""
    found = visible_to(actor).defer("text", "reading").order_by("-pk")
    wanted = tuple(states)
    if wanted:
        found = found.filter(state__in=wanted)
    if below is not None:
        found = found.filter(pk__lt=below)
    rows = list(found[: size + 1])
    counts = _counts([row.pk for row in rows[:size]])
    lines = tuple(Line(row, *counts.get(row.pk, (0, 0))) for row in rows[:size])
    return Page(lines, rows[size - 1].pk if len(rows) > size else None)


class Paper(NamedTuple):
    """What a desk says of a document."""

    pk: int
    title: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Papers whose tasks wait for this actor's word, and own ones that a leader gave back; the newest first."""

    asked: tuple[Paper, ...] = ()
    refused: tuple[Paper, ...] = ()


def answers(actor: Actor) -> Answers:
    """A query for whoever agrees, one for whoever asks; none for others. At most `ANSWERS` of either."""
    return alone(asking_answers(actor))


def asking_answers(actor: Actor) -> Asking[Answers]:
    """The same, beside other reads."""
    rows = _answers_of(actor)
    found = (yield [(rows, 2 * ANSWERS)])[0] if rows else []
    asked = [line for line in found if line[4] != actor.account_id and _may_agree(actor, line)]
    return Answers(_papers(asked, Document.State.ASKED), _papers(found, Document.State.DRAFT))


def _papers(lines: Iterable[tuple[Any, ...]], state: str) -> tuple[Paper, ...]:
    return tuple(Paper(*line[:3]) for line in lines if line[3] == state)[:ANSWERS]


@lru_cache(maxsize=400)
def _answers_of(actor: Actor) -> Select | None:
    """How both are asked for, worked out once for who comes back; None for who neither agrees nor asks."""
    held = frozenset[str]().union(*(seat.permissions for seat in actor.seats))
    wanted = Q(state=Document.State.ASKED.value) if AGREES in held else Q(pk__in=[])
    if "doc.confirm" in held and actor.account_id:
        wanted |= Q(state=Document.State.DRAFT.value, asked_by=actor.account_id) & ~Q(refusal="")
    columns = (*Paper._fields, "state", "asked_by_id", *OF_PAPER)
    return Select(Document, columns, (wanted, _visible(actor)), ("-pk",)) if held & {AGREES, "doc.confirm"} else None


OF_PAPER = ("asked_by_id", "region", "unit_id", "unit_path", "uploaded_by_id", "degree")


def _may_agree(actor: Actor, line: tuple[Any, ...]) -> bool:
    *_, region, unit, path, sender, degree = line
    row = Document(region=region, unit_id=unit, unit_path=path, uploaded_by_id=sender, degree=degree)
    return bool(may(actor, AGREES, thing_of(row)))


def _counts(documents: list[int]) -> dict[int, tuple[int, int]]:
    found = (
        Draft.objects.filter(document__in=documents)
        .order_by()
        .values("document")
        .annotate(all=Count("pk"), open=Count("pk", filter=Q(state=Draft.State.OPEN)))
    )
    return {one["document"]: (one["all"], one["open"]) for one in found}


# ── one document ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft with everything that its card shows."""

    row: Draft
    named: tuple[Named, ...]
    lacking: tuple[str, ...]
    looks: tuple[str, ...]
    alike: tuple[Alike, ...]
    cases: tuple[cases.Row, ...]
    parts: int
    """Into how many drafts it falls by whom its sentences direct; 0 where it does not."""
    joins: tuple[int, int] = (0, 0)
    """To how many cases it adds a source, and how many it opens beside them."""


@dataclass(frozen=True, slots=True)
class Review:
    """A document on the review page."""

    row: Document
    reading: Reading
    drafts: tuple[Reviewed, ...]
    units: Mapping[int, str]
    """Short names of all units that are named or offered."""
    coverage: Coverage
    lacking: int
    """How many open drafts cannot be confirmed yet."""
    last_edit: str
    may_confirm: bool
    may_agree: bool


def review(actor: Actor, document_id: int, on: date) -> Review:
    """Everything that the review page shows. The number of queries grows with the open drafts only. Raises NotFound."""
    row = get(actor, document_id)
    drafts = tuple(_reviewed(actor, row, on))
    named = [one for reviewed in drafts for one in reviewed.named]
    waits = row.state == Document.State.ASKED
    return Review(
        row,
        reading_of(row),
        drafts,
        _unit_names(named),
        coverage_of(row),
        sum(bool(one.lacking) for one in drafts),
        _last_edit(row, drafts),
        not waits and bool(may(actor, "doc.confirm", thing_of(row))),
        waits and actor.account_id != row.asked_by_id and bool(may(actor, "doc.agree", thing_of(row))),
    )


def _last_edit(row: Document, drafts: Iterable[Reviewed]) -> str:
    """The last change, as long as it may be taken back: not once what it touched is a case."""
    last = row.edits.filter(undone=False).order_by("-seq").first()
    filed = {one.row.pk for one in drafts if one.row.state == Draft.State.CONFIRMED}
    return last.says if last and filed.isdisjoint(one["id"] for one in last.before) else ""


def _reviewed(actor: Actor, row: Document, on: date) -> Iterable[Reviewed]:
    became, reading = cases_of(actor, row, on), reading_of(row)
    drafts = list(row.drafts.select_related("joins", "merged_into").prefetch_related("sources"))
    led: Led = {}
    for one in drafts:
        content, is_open = one.content, one.state == Draft.State.OPEN
        yield Reviewed(
            one,
            content.named,
            tuple(lacking(content)) if is_open else (),
            tuple(_looks(row, one, drafts, on)) if is_open else (),
            alike(actor, one, led) if is_open and one.joins_id is None else (),
            became.get(one.pk, ()),
            len(offered(content, reading, spans_of(one))) if is_open else 0,
            _joins(actor, one, content) if is_open and one.joins_id is not None else (0, 0),
        )


def _joins(actor: Actor, one: Draft, content: Content) -> tuple[int, int]:
    known = joined_by(actor, one)
    return len(known), sum(handing.lead not in known for handing in handings(content))


def _apart(one: Draft, drafts: Iterable[Draft]) -> frozenset[str]:
    """Lines of business that other drafts of the same words have taken over already."""
    others = (
        other for other in drafts if other.pk != one.pk and other.state in (Draft.State.OPEN, Draft.State.CONFIRMED)
    )
    return frozenset(other.business for other in others if other.start < one.end and other.end > one.start)


def _looks(row: Document, one: Draft, drafts: Iterable[Draft], on: date) -> Iterable[str]:
    content = one.content
    yield from worth_a_look(content, on)
    yield from _others_term(content, row.text, spans_of(one))
    yield from _mixed(one, row.text[one.start : one.end], drafts)


def _others_term(content: Content, text: str, spans: Iterable[Span]) -> Iterable[str]:
    """A term whose words do not stand in the draft's own sentences: of a draft it was split off, or written by hand."""
    own = "".join(text[slice(*around(text, *span))] for span in spans)
    said = content.deadline_said
    if said and "".join(said.split()) not in "".join(own.split()):
        yield f"期限“{said}”不在这一项自己的句子里，请核对。"


def spans_of(draft: Draft) -> tuple[Span, ...]:
    """The stretches of the document that a draft stands on."""
    return tuple((one.start, one.end) for one in draft.sources.all())


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that a draft is offered to be split into, and the short names of their units."""

    shares: tuple[Share, ...]
    units: Mapping[int, str]


def offered_parts(actor: Actor, draft: Draft, on: date) -> Parts:
    """What whoever may change the draft is offered; nothing where it may not be changed now."""
    row = draft.document
    waits = row.state == Document.State.ASKED or draft.state != Draft.State.OPEN
    if waits or not may(actor, "doc.confirm", thing_of(row)):
        return Parts((), {})
    found = shares(row, draft, on)
    return Parts(found, _unit_names(named for one in found for named in one.content.named))


def shares(row: Document, draft: Draft, on: date) -> tuple[Share, ...]:
    """The parts that a draft falls into by whom its sentences direct, with units and terms; none where it does not."""
    content = draft.content
    found = offered(content, reading_of(row), spans_of(draft))
    return by_sentence(content, found, row.text, Namer(row.place, on).named) if found else ()


def _mixed(one: Draft, words: str, drafts: Iterable[Draft]) -> Iterable[str]:
    """A draft whose stretch also speaks of another line of business may have to be split."""
    others = load().other_businesses(one.content.business, words)
    apart = _apart(one, drafts) if others else frozenset()
    names = [f"“{name}”" for name in others if name not in apart]
    if names:
        yield f"原文里还有{'、'.join(names)}的事，需要分开办的请拆成单独一项。"


def cases_of(actor: Actor, row: Document, on: date) -> dict[int, tuple[cases.Row, ...]]:
    """The cases that each draft became, as far as this actor may see them."""
    pairs = list(CaseSource.objects.filter(document=row).values_list("draft_id", "case_id").distinct())
    seen = cases.visible_to(actor).filter(pk__in={case for _, case in pairs})
    rows = {line.pk: line for line in cases.rows_in(list(seen.values_list("pk", flat=True)), on)}
    found: dict[int, tuple[cases.Row, ...]] = {}
    for draft_id, case in sorted(pairs):
        if case in rows:
            found[draft_id] = (*found.get(draft_id, ()), rows[case])
    return found


def _unit_names(named: Iterable[Named]) -> dict[int, str]:
    wanted = {unit for one in named for unit in (*one.units, *(pk for pk, _ in one.candidates))}
    return dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "short"))


def reading_of(row: Document) -> Reading:
    """The kept reading as the reader gave it."""
    return document_of({**row.reading, "text": row.text})


def coverage_of(row: Document) -> Coverage:
    """How much of the text is settled."""
    found = DraftSource.objects.filter(draft__document=row).values_list("draft__state", "start", "end")
    spans = list(found)
    waiting = [(start, end) for state, start, end in spans if state == Draft.State.OPEN]
    decided = [(start, end) for state, start, end in spans if state != Draft.State.OPEN]
    return coverage(row.text, reading_of(row).sentences, decided, waiting)


def businesses(on: date) -> tuple[str, ...]:
    """The lines of business that a task can have."""
    return kind_of(current(TASK, on).pk).fields["business"].choices


@dataclass(frozen=True, slots=True)
class Source:
    """Where a case came from: a document's title and the words; `document` only for whoever may open it."""

    title: str
    words: str
    number: int
    document: int | None


def sources_of(actor: Actor, case: Case) -> tuple[Source, ...]:
    """The sources of a case that this actor was found to see: two queries."""
    rows = CaseSource.objects.filter(case=case).values_list("document_id", "document__title", "words").order_by("pk")
    found = list(rows)
    open_ = set(visible_to(actor).filter(pk__in=[document for document, _, _ in found]).values_list("pk", flat=True))
    return tuple(Source(title, words, pk, pk if pk in open_ else None) for pk, title, words in found)


# ── lists of cases by document ─────────────────────────────────────────────────────────────────────────────────────

OFFERED = 50


def asking_documents(actor: Actor, chosen: int | None) -> Asking[dict[int, str]]:
    """The newest documents that became cases, and the chosen one, by number. Whoever sees none is offered none."""
    became = Select(Document, ("pk", "title"), (("pk__in", Select(CaseSource, ("document",))),), ("-pk",))
    [rows] = yield [(became.where(_visible(actor)), OFFERED)]
    found: dict[int, str] = dict(rows)
    if chosen is not None and chosen not in found:
        found |= dict(became.where(("pk", chosen), ("pk__in", _of_seen_cases(actor, chosen))).rows())
    return found


def _of_seen_cases(actor: Actor, document: int) -> QuerySet[CaseSource, Any]:
    """The document, if one of the cases that it became may be seen: its title stands on that case's page."""
    seen = cases.visible_to(actor).filter(pk=OuterRef("case"))
    return CaseSource.objects.filter(Exists(seen), document=document).values("document")


def cases_from(document: int) -> QuerySet[Case]:
    """The cases that a document became, for a list that begins with what its reader may see."""
    return Case.objects.filter(pk__in=CaseSource.objects.filter(document=document).values("case"))
