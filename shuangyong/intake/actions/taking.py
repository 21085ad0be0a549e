"""Taking documents in. A file is looked at in memory; only what may be kept is ever written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from django.db import IntegrityError
from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.files import actions as files
from shuangyong.base.files.secret import SecretFile, check
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.organisation.actors import need
from shuangyong.base.organisation.posts import DEGREE_NAMES
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.intake import entries, spool
from shuangyong.intake.content import Content
from shuangyong.intake.models import Document, Draft, DraftSource
from shuangyong.intake.naming import Namer
from shuangyong.intake.readings import series_of
from shuangyong.intake.receiving import FORMATS, Sent, degree_of, read
from shuangyong.reader import model as reading
from shuangyong.reader.model import MAX_BYTES, Heed, unheeded
from shuangyong.reader.reading import as_json
from shuangyong.reader.traces import as_kept
from shuangyong.rules.signs import tidy_name

MAY = "doc.upload"
JOB = "intake.take"
AT_ONCE = 1024 * 1024
"""Up to here (bytes of all files together) documents are read while the sender waits; above, by the worker."""
MOST = 20
"""Files at once: as many as a request may carry (settings.DATA_UPLOAD_MAX_NUMBER_FILES)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a document, new or known before, or a refusal."""

    number: int
    """Its place among the files that were sent, from 1."""
    document: int | None = None
    known: bool = False
    refused: Problem | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of all: outcomes, or the job that reads them."""

    outcomes: tuple[Outcome, ...] = ()
    job: int | None = None


def take_in(actor: Actor, sent: Sequence[Sent], *, now: datetime, at_once: bool | None = None) -> Taken:
    """Take files in: small ones now, many or large ones by a job. Raises Forbidden, Invalid."""
    need(actor, MAY)
    _check(sent)
    if at_once if at_once is not None else sum(len(file.data) for file in sent) <= AT_ONCE:
        return Taken(tuple(outcome(actor, file, number, now=now) for number, file in enumerate(sent, 1)))
    waiting = [spool.put(file.name, file.data) for file in sent]
    job = enqueue(JOB, {"account": actor.account_id, "files": waiting}, now=now, by=actor)
    return Taken(job=job.pk)


def _check(sent: Sequence[Sent]) -> None:
    if not sent:
        raise Invalid({"files": f"没有选择文件。{FORMATS}"})
    if len(sent) > MOST:
        raise Invalid({"files": f"一次最多收 {MOST} 份，现在有 {len(sent)} 份，请分几次上传。"})
    if any(len(file.data) > MAX_BYTES for file in sent):
        raise Invalid({"files": f"有文件太大。{FORMATS}"})


def outcome(actor: Actor, sent: Sent, number: int, *, now: datetime, heed: Heed = unheeded) -> Outcome:
    """Take one of several files; a refusal does not hold the others up. What `heed` raises ends it, nothing is kept."""
    try:
        document, known = take_one(actor, sent, now=now, heed=heed)
    except Problem as problem:
        return Outcome(number, refused=problem)
    return Outcome(number, document.pk, known)


def take_one(actor: Actor, sent: Sent, *, now: datetime, heed: Heed = unheeded) -> tuple[Document, bool]:
    """Take one file in; the flag tells that it was here before.

    Raises SecretFile (entered in the trail without a word of the file), Unreadable, files' Refused, Forbidden.
    """
    seat = need(actor, MAY)
    digest = hashlib.sha256(sent.data).hexdigest()
    try:
        check(b"", sent.name)  # what is known already may come again under a name that carries a marking
        known = _known(seat, digest)
        if known:
            return known, True
        found = read(sent, heed)
    except SecretFile as refused:
        with writing():
            trail.record(actor, entries.REFUSED, ("document", digest[:16]), {"grade": refused.grade}, now=now)
        raise
    _check_degree(seat, found)
    return _keep(actor, seat, sent, found, now)


def _known(seat: Seat | None, digest: str) -> Document | None:
    return Document.objects.filter(region=_region(seat), sha256=digest).first()


def _region(seat: Seat | None) -> str:
    return seat.place.code if seat else ""


def _check_degree(seat: Seat | None, found: reading.Document) -> None:
    degree = degree_of(found.secrecy)
    if seat and degree > seat.degree:
        raise Problem(
            f"文件标有“{DEGREE_NAMES[degree]}”，没有收下。",
            f"您的岗位最高只能处理“{DEGREE_NAMES[seat.degree]}”级文件。",
            "请交由有权限的人收文。",
        )


def _keep(actor: Actor, seat: Seat | None, sent: Sent, found: reading.Document, now: datetime) -> tuple[Document, bool]:
    """The file, the document and its drafts in one transaction. A web page's code is not kept, only its text."""
    row = _row(actor, seat, sent, found, now)
    namer = Namer(row.place, localtime(now).date())
    contents = [namer.content(task, found.text[task.start : task.end]) for task in found.tasks]
    try:
        return _stored(actor, seat, sent, row, found, contents, now)
    except IntegrityError:  # the same file was sent twice at the same moment
        known = _known(seat, row.sha256)
        if known is None:
            raise
        return known, True


def _stored(
    actor: Actor,
    seat: Seat | None,
    sent: Sent,
    row: Document,
    found: reading.Document,
    contents: Sequence[Content],
    now: datetime,
) -> tuple[Document, bool]:
    web = found.source.format == "html"
    with nullcontext() if web else files.prepared(BytesIO(sent.data), sent.name) as ready, writing():
        known = _known(seat, row.sha256)
        if known:
            return known, True
        row.blob = files.keep(ready, now=now) if ready else None
        row.save()
        _keep_drafts(row, [(task.start, task.end) for task in found.tasks], contents)
        data = {"title": row.title, "drafts": len(contents)}
        trail.record(actor, entries.TAKEN, row, data, now=now, seat=seat)
    return row, False


def _row(actor: Actor, seat: Seat | None, sent: Sent, found: reading.Document, now: datetime) -> Document:
    kept = as_json(found) | as_kept(found)
    del kept["text"]
    meeting = found.meeting
    return Document(
        sha256=found.source.sha256,
        name=_name(sent),
        text=found.text,
        reading=kept,
        kind=found.kind,
        title=(found.title or _name(sent))[:300],
        origin=(found.origin or "")[:200],
        published=_day(found.published),
        secrecy=(found.secrecy or "")[:60],
        degree=degree_of(found.secrecy),
        series=series_of(meeting.name if meeting else None),
        held=_day(meeting.date if meeting else None) or _day(found.published),
        uploaded_by_id=actor.account_id,
        uploaded_at=now,
        unit_id=seat.unit_id if seat else None,
        unit_path=seat.unit_path if seat else "",
        region=_region(seat),
        state=Document.State.DRAFT if found.tasks else Document.State.CLOSED,
    )


def _name(sent: Sent) -> str:
    """The file's name as both databases can keep it."""
    return tidy_name(sent.name).encode("utf-8", "replace").decode()[-200:]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _keep_drafts(row: Document, spans: Sequence[tuple[int, int]], contents: Sequence[Content]) -> None:
    drafts = []
    for seq, ((start, end), content) in enumerate(zip(spans, contents, strict=True), 1):
        draft = Draft(document=row, seq=seq, start=start, end=end)
        draft.put(content)
        drafts.append(draft)
    Draft.objects.bulk_create(drafts)
    DraftSource.objects.bulk_create(DraftSource(draft=draft, start=draft.start, end=draft.end) for draft in drafts)


def look(actor: Actor, row: Document, *, now: datetime) -> None:
    """Enter that somebody opened a document above public degree."""
    if row.degree:
        with writing():
            trail.record(actor, entries.LOOKED, row, {"title": row.title}, now=now)
