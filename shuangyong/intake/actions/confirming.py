"""Confirming: drafts of a document become cases, all in one transaction, at once or after a leader agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base import keeping_out
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.base.organisation.actors import actor_of, may, need
from shuangyong.base.organisation.posts import DEGREE_NAMES
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.keeping import tell_person
from shuangyong.cases.models import Case
from shuangyong.catalog.queries import kind_of, right_to_open
from shuangyong.intake import entries, queries
from shuangyong.intake.actions.changing import Desk, begin, raise_rev, settle_state, stale
from shuangyong.intake.content import Content, Handing, handings, lacking
from shuangyong.intake.duplicates import JOIN, TASK, joined_by, may_be_joined, may_be_shown, stricter_term
from shuangyong.intake.models import CaseSource, Document, Draft

BASIS_MOST = 4000
TITLE_TOLD = 120
"""Characters of a title in a notice."""


class Unready(Problem):
    """Drafts that cannot become cases yet; `missing` says for each (seq) what."""

    def __init__(self, missing: dict[int, tuple[str, ...]]) -> None:
        said = "".join(f"第{seq}项：{''.join(what)}" for seq, what in missing.items())
        super().__init__(
            f"还有 {len(missing)} 项没有定下来。{said}",
            "牵头单位齐全、统称和单位都确认以后才能立项。",
            "请补齐后再确认。",
        )
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of it: the cases opened and those that took up another source; empty while a leader is asked."""

    opened: tuple[Case, ...] = ()
    joined: tuple[Case, ...] = ()


def confirm(
    actor: Actor,
    document_id: int,
    drafts: Iterable[int] | None = None,
    *,
    rev: int,
    now: datetime,
    ask_leader: bool = False,
) -> Confirmed:
    """Open the cases of some drafts, by default of all that are open; or ask a leader to agree first.

    Raises NotFound, Forbidden, Stale, Unready (says what is missing), Invalid.
    """
    desk = begin(actor, document_id, rev, now)
    chosen = _chosen(desk.row, drafts)
    _check_ready(chosen)
    with writing():
        raise_rev(desk)
        if ask_leader:
            return _ask(desk, chosen)
        found = _open_all(actor, desk.row, chosen, now)
        _enter(desk.actor, desk.row, chosen, found, now)
    return found


def _chosen(row: Document, drafts: Iterable[int] | None) -> list[Draft]:
    wanted = None if drafts is None else set(drafts)
    found = [d for d in row.drafts.filter(state=Draft.State.OPEN) if wanted is None or d.pk in wanted]
    if not found or (wanted is not None and len(found) < len(wanted)):
        raise Invalid({"drafts": "请选出待确认的任务，至少一项；已经确认或舍弃的不用再选。"})
    return found


def _check_ready(drafts: Iterable[Draft]) -> None:
    missing = {draft.seq: what for draft in drafts if (what := tuple(lacking(draft.content)))}
    if missing:
        raise Unready(missing)


# ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _open_all(actor: Actor, row: Document, drafts: Sequence[Draft], now: datetime) -> Confirmed:
    opened: list[Case] = []
    joined: list[Case] = []
    for draft in drafts:
        known = joined_by(actor, draft)
        _check_joined(draft, known)
        joined += [_join(actor, row, draft, case, now) for case in known.values()]
        # Units that have no case of the duty yet get one: nobody's part is lost by joining that of others.
        fresh = [handing for handing in handings(draft.content) if handing.lead not in known]
        opened += [_open(actor, row, draft, handing, now) for handing in fresh]
        draft.state, draft.asked = Draft.State.CONFIRMED, False
        draft.save(update_fields=["state", "asked"])
    settle_state(row)
    return Confirmed(tuple(opened), tuple(joined))


def _open(actor: Actor, row: Document, draft: Draft, handing: Handing, now: datetime) -> Case:
    gives = {
        "lead": ((handing.lead, None),),
        **({"support": tuple((unit, None) for unit in handing.support)} if handing.support else {}),
    }
    form = Form(_values(draft.content, _basis(row, draft)), gives)
    case = open_case(actor, TASK, form, now=now, place=row.place, degree=row.degree)
    _keep_sources(case, row, draft)
    return case


def _values(content: Content, basis: str) -> dict[str, Any]:
    return {
        "task": content.task,
        "measures": "\n".join(content.measures),
        "basis": basis,
        "deadline": content.deadline,
        "deadline_said": content.deadline_said,
        "business": content.business,
    }


def _basis(row: Document, draft: Draft) -> str:
    """The document's title and the words; what is too long for the field stands whole in the case's sources."""
    words = "\n".join(row.text[s.start : s.end].strip() for s in draft.sources.all())
    return f"《{row.title}》：{words}"[:BASIS_MOST]


def _keep_sources(case: Case, row: Document, draft: Draft) -> None:
    CaseSource.objects.bulk_create(
        CaseSource(case=case, document=row, draft=draft, start=s.start, end=s.end, words=row.text[s.start : s.end])
        for s in draft.sources.all()
    )


def _check_joined(draft: Draft, known: Mapping[int, Case]) -> None:
    """What was chosen to be joined may have ended since."""
    ended = [case for case in known.values() if not may_be_joined(case)]
    if draft.joins is not None and draft.joins_id not in {case.pk for case in known.values()}:
        ended.append(draft.joins)
    if ended:
        stage = kind_of(ended[0].definition_id).stages[ended[0].stage].name
        raise Problem(
            f"第{draft.seq}项要并入的 {ended[0].number} 现在是“{stage}”，不能再并入。",
            then="请打开这一项的“修改、拆分、合并、舍弃”，改为单独立项，或另选一件并入。",
        )
    for case in known.values():
        check_degree(draft, case)


def check_degree(draft: Draft, case: Case) -> None:
    """Problem where the paper is of a higher degree than the case, whose readers would read its title and words."""
    if not may_be_shown(case, draft.document.degree):
        paper, open_ = DEGREE_NAMES[draft.document.degree], DEGREE_NAMES[case.degree]
        raise Problem(
            f"第{draft.seq}项来自“{paper}”级文件，不能并入“{open_}”级的 {case.number}。",
            "并入以后，看得到那件事项的人都会看到文件的标题和原话。",
            "请单独立项。",
        )


def _join(actor: Actor, row: Document, draft: Draft, case: Case, now: datetime) -> Case:
    """One case with two sources and the stricter of both terms."""
    content = draft.content
    form = Form(stricter_term(case, content), note=f"《{row.title}》对同一件事也有要求：{content.task}"[:2000])
    joined = take(actor, case.pk, JOIN, form, rev=case.rev, now=now)
    _keep_sources(joined, row, draft)
    return joined


def _enter(actor: Actor, row: Document, drafts: Sequence[Draft], found: Confirmed, now: datetime) -> None:
    data = {
        "title": row.title,
        "drafts": len(drafts),
        "cases": len(found.opened),
        "joined": len(found.joined),
        "numbers": [case.number for case in (*found.opened, *found.joined)],
    }
    trail.record(actor, entries.CONFIRMED, row, data, now=now)


# ── a leader's word ────────────────────────────────────────────────────────────────────────────────────────────────


def _ask(desk: Desk, drafts: Sequence[Draft]) -> Confirmed:
    row = desk.row
    Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).update(asked=True)
    Document.objects.filter(pk=row.pk).update(state=Document.State.ASKED, asked_by=desk.actor.account_id, refusal="")
    data = {"title": row.title, "drafts": len(drafts)}
    trail.record(desk.actor, entries.ASKED, row, data, now=desk.now, seat=desk.seat)
    return Confirmed()


def agree(actor: Actor, document_id: int, *, rev: int, now: datetime) -> Confirmed:
    """A leader agrees: the cases are opened in the name of whoever asked, whose work they are.

    Raises NotFound, Forbidden (not a leader, or the one who asked), Stale, Problem, Unready.
    """
    row = _asked(actor, document_id, rev)
    asker = _asker(row, now)
    chosen = list(row.drafts.filter(state=Draft.State.OPEN, asked=True))
    _check_ready(chosen)
    with writing():
        raise_rev(Desk(actor, None, row, rev, now))
        found = _open_all(asker, row, chosen, now)
        Document.objects.filter(pk=row.pk).update(agreed_by=actor.account_id)
        trail.record(actor, entries.AGREED, row, {"title": row.title, "drafts": len(chosen)}, now=now)
        _enter(asker, row, chosen, found, now)
        _tell(asker, actor, row, found, now)
    return found


def _tell(asker: Actor, leader: Actor, row: Document, found: Confirmed, now: datetime) -> None:
    """Whoever asked learns of a yes on his desk and in his digest, as the paper itself tells him of a no."""
    cases = (*found.opened, *found.joined)
    if not cases or asker.account_id is None:
        return
    done = [f"立项交办 {len(found.opened)} 件"] if found.opened else []
    done += [f"并入已有的 {len(found.joined)} 件"] if found.joined else []
    title = row.title if len(row.title) <= TITLE_TOLD else f"{row.title[:TITLE_TOLD]}…"
    tell_person(cases[0], asker.account_id, f"{leader.name}同意下发“{title}”的任务：{'，'.join(done)}。", now)


def disagree(actor: Actor, document_id: int, note: str, *, rev: int, now: datetime) -> Document:
    """A leader does not agree: the drafts go back to be changed, with the reason."""
    row = _asked(actor, document_id, rev)
    note = note.replace("\0", "").strip()
    if not note:
        raise Invalid({"note": "请写明为什么不同意，要改什么。"})
    keeping_out.refuse(note=note)
    with writing():
        raise_rev(Desk(actor, None, row, rev, now))
        row.drafts.update(asked=False)
        Document.objects.filter(pk=row.pk).update(state=Document.State.DRAFT, refusal=f"{actor.name}：{note}")
        trail.record(actor, entries.DISAGREED, row, {"title": row.title, "note": note[:300]}, now=now)
    row.state = Document.State.DRAFT
    return row


def _asked(actor: Actor, document_id: int, rev: int) -> Document:
    row = queries.get(actor, document_id)
    need(actor, "doc.agree", queries.thing_of(row))
    if row.state != Document.State.ASKED:
        raise Problem(f"“{row.title}”的任务没有报领导，不用答复。", then="请回到文件列表查看。")
    if actor.account_id == row.asked_by_id:
        raise Forbidden("这份文件的任务是您报的，要由另一个人同意。", then="请报领导小组组长、副组长或办公室主任。")
    if row.rev != rev:
        raise stale(row, rev)
    return row


def _asker(row: Document, now: datetime) -> Actor:
    """Whoever asked, with the posts held today."""
    found = actor_of(row.asked_by, localtime(now).date()) if row.asked_by else None
    if found is None or not may(found, right_to_open(TASK, localtime(now).date())):
        raise Problem("报请同意的人已经不在能立项的岗位上。", then="请把任务退回，由现在的工作人员重新确认。")
    return found
