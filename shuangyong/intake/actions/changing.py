"""How any change of a document's drafts is written: one transaction, one entry, with what was before for undoing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max
from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import Problem, Stale
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.intake import entries, queries
from shuangyong.intake.models import Document, Draft, DraftSource, Edit

MAY = "doc.confirm"
Span = tuple[int, int]
_FIELDS = (
    "start",
    "end",
    "task",
    "measures",
    "named",
    "sharing",
    "deadline",
    "deadline_said",
    "business",
    "path",
    "state",
    "reason",
    "merged_into_id",
    "joins_id",
)
TOLD = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """A document that may be changed now, by which seat, as seen at a revision."""

    actor: Actor
    seat: Seat | None
    row: Document
    rev: int
    now: datetime


def begin(actor: Actor, document_id: int, rev: int, now: datetime) -> Desk:
    """Raises NotFound, Forbidden, Stale, Problem where the drafts lie with a leader."""
    row = queries.get(actor, document_id)
    seat = need(actor, MAY, queries.thing_of(row))
    if row.state == Document.State.ASKED:
        raise Problem(
            f"“{row.title}”的任务已报领导，正等答复，不能改。",
            "领导同意后立项，不同意的退回来再改。",
            "请等领导答复，或请领导退回。",
        )
    if row.rev != rev:
        raise stale(row, rev)
    return Desk(actor, seat, row, rev, now)


def open_draft(draft: Draft) -> Draft:
    """The draft, where it may still be changed."""
    if draft.state != Draft.State.OPEN:
        raise Problem(
            f"这一项{draft.get_state_display()}，不能改。",
            "只有待确认的可以改。",
            "舍弃了的请先恢复；已经立项的请在事项里办理。",
        )
    return draft


def write(
    desk: Desk,
    says: str,
    touched: Iterable[Draft],
    new: Sequence[Draft] = (),
    sources: dict[int, Sequence[Span]] | None = None,
    narrowed: dict[int, Sequence[Span]] | None = None,
    made_of: Sequence[Sequence[Span]] = (),
) -> Document:
    """Store changed and new drafts. Raises Stale.

    `sources` adds stretches of text to drafts, `narrowed` puts others in place of all that a draft has; `made_of` are
    those of the new ones, in their order, where one stands on more than its own start and end.
    """
    changed = list(touched)
    with writing():
        raise_rev(desk)
        before: list[dict[str, Any]] = [
            _snapshot(draft) for draft in Draft.objects.filter(pk__in=[d.pk for d in changed])
        ]
        for draft in changed:
            draft.save()
            if draft.pk in (narrowed or {}):
                draft.sources.all().delete()
            add_sources(draft, ((sources or {}) | (narrowed or {})).get(draft.pk, ()))
        before += [{"id": draft.pk, "made": True} for draft in _made(desk.row, new, made_of)]
        _enter(desk, says, before)
        settle_state(desk.row)
    return desk.row


def raise_rev(desk: Desk) -> None:
    """Compare and set the document's revision. Raises Stale."""
    if not Document.objects.filter(pk=desk.row.pk, rev=desk.rev).update(rev=F("rev") + 1):
        raise stale(desk.row, desk.rev)
    desk.row.rev = desk.rev + 1


def _made(row: Document, new: Sequence[Draft], made_of: Sequence[Sequence[Span]]) -> Sequence[Draft]:
    last = row.drafts.aggregate(last=Max("seq"))["last"] or 0
    for number, draft in enumerate(new):
        draft.document, draft.seq = row, last + 1 + number
        draft.save()
        add_sources(draft, made_of[number] if made_of else [(draft.start, draft.end)])
    return new


def add_sources(draft: Draft, spans: Iterable[Span]) -> None:
    """Stretches that the draft stands on; the same one again changes nothing."""
    DraftSource.objects.bulk_create(
        [DraftSource(draft=draft, start=start, end=end) for start, end in spans], ignore_conflicts=True
    )


def _snapshot(draft: Draft) -> dict[str, Any]:
    found = {name: getattr(draft, name) for name in _FIELDS}
    found["deadline"] = draft.deadline.isoformat() if draft.deadline else None
    return {"id": draft.pk, **found, "sources": [[s.start, s.end] for s in draft.sources.all()]}


def _enter(desk: Desk, says: str, before: list[dict[str, Any]]) -> None:
    last = desk.row.edits.aggregate(last=Max("seq"))["last"] or 0
    Edit.objects.create(
        document=desk.row,
        seq=last + 1,
        at=desk.now,
        account_id=desk.actor.account_id,
        actor_name=desk.actor.name,
        says=says[:300],
        before=before,
    )
    data = {"title": desk.row.title, "what": says[:300], "drafts": [one["id"] for one in before]}
    trail.record(desk.actor, entries.EDITED, desk.row, data, now=desk.now, seat=desk.seat)


def settle_state(row: Document) -> None:
    """A document is done when none of its drafts is open."""
    left = row.drafts.filter(state=Draft.State.OPEN).exists()
    state = Document.State.DRAFT if left else Document.State.CLOSED
    if row.state != state:
        Document.objects.filter(pk=row.pk).update(state=state)
        row.state = state


def undo_last(desk: Desk) -> Edit:
    """Put everything back as it was before the last change. Raises Problem where there is none, or it was confirmed."""
    edit = desk.row.edits.filter(undone=False).order_by("-seq").first()
    if edit is None:
        raise Problem("没有可以撤回的改动。", then="需要改的，请直接改任务稿。")
    touched = [one["id"] for one in edit.before]
    if Draft.objects.filter(pk__in=touched, state=Draft.State.CONFIRMED).exists():
        raise Problem(f"“{edit.says}”涉及的任务已经立项，不能撤回。", then="需要更正的，请在事项里办理。")
    with writing():
        raise_rev(desk)
        Edit.objects.filter(pk=edit.pk).update(undone=True)
        for one in edit.before:
            _put_back(one)
        data = {"title": desk.row.title, "what": edit.says}
        trail.record(desk.actor, entries.UNDONE, desk.row, data, now=desk.now, seat=desk.seat)
        settle_state(desk.row)
    return edit


def _put_back(one: dict[str, Any]) -> None:
    if one.get("made"):
        Draft.objects.filter(pk=one["id"]).delete()
        return
    values = {name: one[name] for name in _FIELDS if name in one}  # start and end were not always kept
    values["deadline"] = date.fromisoformat(one["deadline"]) if one["deadline"] else None
    Draft.objects.filter(pk=one["id"]).update(**values)
    DraftSource.objects.filter(draft=one["id"]).delete()
    DraftSource.objects.bulk_create(DraftSource(draft_id=one["id"], start=s, end=e) for s, e in one["sources"])


def stale(row: Document, rev: int) -> Stale:
    """What was changed since the page was shown."""
    since = row.edits.order_by("-seq")[:TOLD]
    told = "；".join(f"{localtime(edit.at):%m-%d %H:%M} {edit.actor_name}{edit.says}" for edit in reversed(since))
    return Stale(
        f"您打开页面以后，这份文件的任务稿已经有了变化：{told or '内容已更新'}。",
        then="您填的内容还在，请看过新的情况再决定要不要提交。",
    )
