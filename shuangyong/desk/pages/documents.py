"""Documents: the list, sending, the review page with its drafts, confirming. Forms work without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuangyong.base.actor import Place
from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.jobs import queries as jobs
from shuangyong.base.organisation.actors import may
from shuangyong.base.organisation.queries import collective_named, expand
from shuangyong.desk.choosing import unit_named, units_to_choose
from shuangyong.desk.intake import ACCEPT, BoundedMemory
from shuangyong.desk.pages.asking import Asked, asked, day, number, onward, signed_in
from shuangyong.desk.reviewing import SHARING, part_of, review_page
from shuangyong.desk.trouble import wrong
from shuangyong.intake import actions, queries
from shuangyong.intake import agenda as agendas
from shuangyong.intake.actions import Changes, Outcome
from shuangyong.intake.models import Document, Draft
from shuangyong.intake.receiving import FORMATS, Sent
from shuangyong.reader.model import MAX_BYTES

LIST = "desk:documents"
DONE = {
    "edit": "已经改好。",
    "settle": "单位已经确认。",
    "name": "已经加上单位。",
    "split": "已经拆成两项。",
    "apart": "已经按句拆开，请逐项核对；不对的可以撤回，也可以并回去。",
    "merge": "已经并成一项。",
    "drop": "已经舍弃，可以在下面恢复。",
    "back": "已经恢复。",
    "join": "已经记下，确认时办理。",
    "add": "已经从原文加上一项。",
    "undo": "已经撤回上一次改动。",
    "confirmed": "已经确认，任务已交到各单位。",
    "asked": "已经报领导，同意后立项。",
    "agreed": "已经同意，任务已交到各单位。",
    "disagreed": "已经退回，请经办人修改。",
    "known": "这份文件以前收过，下面是第一次收的那份。",
    "taken": "已经收下。请逐项核对，再确认。",
}


# ── the list, and sending ──────────────────────────────────────────────────────────────────────────────────────────


# The token is checked by _send: Django must not parse the upload before its handler is chosen.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def documents(request: HttpRequest) -> HttpResponseBase:
    """The documents that one may see, newest first; and taking new ones in."""
    if request.method == "POST":
        request.upload_handlers = [BoundedMemory(request)]
        return _send(request)
    return _list(request)


@csrf_protect
def _send(request: HttpRequest) -> HttpResponseBase:
    me = asked(request)
    if any((file.size or 0) > MAX_BYTES for file in request.FILES.getlist("files")):
        return _list(request, Invalid({"files": "一次上传的文件合计不能超过 20 MB，请分几次上传。"}))
    sent = [Sent(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    try:
        taken = actions.take_in(me.actor, sent, now=me.now)
    except Problem as problem:
        return _list(request, problem)
    if taken.job is not None:
        return HttpResponseRedirect(reverse("desk:document_job", args=[taken.job]))
    only = taken.outcomes[0]
    if len(taken.outcomes) == 1 and only.document is not None:
        return _to(only.document, "known" if only.known else "taken")
    return _list(request, outcomes=[(sent[one.number - 1].name, one) for one in taken.outcomes])


def _list(
    request: HttpRequest, problem: Problem | None = None, outcomes: list[tuple[str, Outcome]] | None = None
) -> HttpResponse:
    me = asked(request)
    _need_works(me)
    state = request.GET.get("state", "")
    page = queries.listing(
        me.actor, [state] if state in Document.State.values else (), number(request.GET.get("below"))
    )
    context = {
        "lines": page.lines,
        "next": onward(LIST, page.next, by="below", state=state),
        "states": dict(Document.State.choices),
        "state": state,
        "may_send": bool(may(me.actor, "doc.upload")),
        "accept": ",".join(ACCEPT),
        "formats": FORMATS,
        "problem": problem,
        "wrong": wrong(problem),
        "outcomes": outcomes or [],
    }
    refused = problem is not None or any(one.refused for _, one in outcomes or [])
    return render(request, "desk/documents/list.html", context, status=422 if refused else 200)


def _need_works(me: Asked) -> None:
    """Whoever has no post that works on documents need not know that there is such a page."""
    if not any(seat.permissions & queries.WORKS for seat in me.actor.seats):
        raise NotFound


@require_safe
@signed_in
def job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far the worker is with the files that were sent, and what became of each."""
    me = asked(request)
    row = jobs.one(me.actor, pk)
    outcomes = (row.result or {}).get("outcomes", [])
    return render(request, "desk/documents/job.html", {"job": row, "outcomes": outcomes})


# ── one document ───────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@signed_in
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The review page; a look at a document above public degree is entered in the trail."""
    me = asked(request)
    actions.look(me.actor, queries.get(me.actor, pk), now=me.now)
    return _review(request, pk)


def _review(request: HttpRequest, pk: int, problem: Problem | None = None) -> HttpResponse:
    me = asked(request)
    page = review_page(queries.review(me.actor, pk, me.on))
    context = {
        "page": page,
        "row": page.review.row,
        "problem": problem,
        "wrong": wrong(problem),
        "words": request.POST.get("words", ""),
        "note": request.POST.get("note", ""),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "desk/documents/review.html", context, status=problem.status if problem else 200)


def _to(pk: int, done: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('desk:document', args=[pk])}?done={done}")


@require_POST
@signed_in
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """What is done with a document as a whole: add, undo, confirm, answer."""
    if verb not in _WHOLE:
        raise NotFound
    me = asked(request)
    try:
        done = _WHOLE[verb](me, pk, request.POST, number(request.POST.get("rev")) or 0)
    except NotFound:
        raise
    except Problem as problem:
        return _review(request, pk, problem)
    return _to(pk, done)


def _add(me: Asked, pk: int, sent: QueryDict, rev: int) -> str:
    actions.add_words(me.actor, pk, sent.get("words", ""), rev=rev, now=me.now)
    return "add"


def _undo(me: Asked, pk: int, sent: QueryDict, rev: int) -> str:
    actions.undo(me.actor, pk, rev=rev, now=me.now)
    return "undo"


def _confirm(me: Asked, pk: int, sent: QueryDict, rev: int) -> str:
    ask = sent.get("way") == "ask"
    actions.confirm(me.actor, pk, numbers(sent, "draft"), rev=rev, now=me.now, ask_leader=ask)
    return "asked" if ask else "confirmed"


def _answer(me: Asked, pk: int, sent: QueryDict, rev: int) -> str:
    if sent.get("answer") == "yes":
        actions.agree(me.actor, pk, rev=rev, now=me.now)
        return "agreed"
    actions.disagree(me.actor, pk, sent.get("note", ""), rev=rev, now=me.now)
    return "disagreed"


_WHOLE: dict[str, Callable[[Asked, int, QueryDict, int], str]] = {
    "add": _add,
    "undo": _undo,
    "confirm": _confirm,
    "answer": _answer,
}


def numbers(sent: QueryDict, name: str) -> list[int]:
    """All numbers sent under a name; what is none is left out."""
    return [found for text in sent.getlist(name) if (found := number(text)) is not None]


# ── one draft ──────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@signed_in
def draft(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything that can be done with one draft, a form each."""
    return _draft(request, pk)


def _draft(request: HttpRequest, pk: int, problem: Problem | None = None) -> HttpResponse:
    me = asked(request)
    row = queries.draft(me.actor, pk)
    page = review_page(queries.review(me.actor, row.document_id, me.on))
    card = next((one for one in page.cards if one.row.pk == pk), None)
    if card is None or not card.is_open or not page.review.may_confirm:
        raise NotFound("这一项现在不能修改。", "请回到文件查看。")
    context = {
        "page": page,
        "card": card,
        "typed": _typed(request, row),
        "rev": page.review.row.rev,
        "problem": problem,
        "wrong": wrong(problem),
        "businesses": queries.businesses(me.on),
        "sharings": SHARING,
        "units": units_to_choose(me.actor, me.on),
        "sent": {name: request.POST.get(name, "") for name in ("index", "more", "nobody", "named", "part")},
        "ticked": numbers(request.POST, "unit"),
        "basis": row.document.text[row.start : row.end],
    }
    return render(request, "desk/documents/draft.html", context, status=problem.status if problem else 200)


def _typed(request: HttpRequest, row: Draft) -> dict[str, Any]:
    """What was typed, where the form comes back; else what the draft says."""
    stored = {
        "task": row.task,
        "measures": "\n".join(row.measures),
        "deadline": row.deadline.isoformat() if row.deadline else "",
        "deadline_said": row.deadline_said,
        "business": row.business,
        "sharing": row.sharing,
        "reason": "",
        "split_task": "",
    }
    return {name: request.POST.get(name, value) for name, value in stored.items()}


@require_safe
@signed_in
def parts(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a draft would become if it were split by sentences; nothing is changed yet."""
    me = asked(request)
    row = queries.draft(me.actor, pk)
    offered = queries.offered_parts(me.actor, row, me.on)
    if not offered.shares:
        raise NotFound("这一项现在不能按句拆开。", "请回到文件查看。")
    context = {
        "row": row,
        "document": row.document,
        "parts": [part_of(one, row.document.text, offered.units) for one in offered.shares],
    }
    return render(request, "desk/documents/parts.html", context)


@require_POST
@signed_in
def change(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """Do one thing with a draft and go back to the document."""
    if verb not in _ONE:
        raise NotFound
    me = asked(request)
    home = queries.draft(me.actor, pk).document_id
    try:
        _ONE[verb](me, pk, request.POST, number(request.POST.get("rev")) or 0)
    except NotFound:
        raise
    except Problem as problem:
        return _review(request, home, problem) if verb in ("back", "apart") else _draft(request, pk, problem)
    return HttpResponseRedirect(f"{_to(home, verb).url}#d{pk}")


def _edit(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    typed = sent.get("deadline", "").strip()
    term = day(typed)
    if typed and term is None:
        raise Invalid({"deadline": f"“{typed[:20]}”不是日期，应写成 2026-08-01 这样。"})
    sharing = sent.get("sharing", "")
    changes = Changes(
        task=sent.get("task", ""),
        measures=tuple(sent.get("measures", "").splitlines()),
        deadline=term,
        no_deadline=term is None,
        deadline_said=sent.get("deadline_said", "").strip(),
        business=sent.get("business", ""),
        sharing=sharing if sharing in ("first", "each") else None,  # type: ignore[arg-type]  # just tested
    )
    actions.edit(me.actor, pk, changes, rev=rev, now=me.now)


def _settle(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    index = number(sent.get("index"))
    more, nobody = _units_meant(me, pk, sent.get("more", "")), sent.get("nobody") == "1"
    if more and nobody:
        raise Invalid({"more": "勾选了“不交给单位”，这里又写了单位：请只留一样。"})
    # The units that stood there are ticked already: nobody need untick them all to say that it is none of them.
    units = [] if nobody else list(dict.fromkeys([*numbers(sent, "unit"), *more]))
    if not units and not nobody:
        raise Invalid({"unit": "请选定单位；不交给单位的，勾选“不交给单位”。"})
    actions.settle(me.actor, pk, -1 if index is None else index, units, rev=rev, now=me.now)


def _name(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    units = _units_named(me, sent.get("named", ""), "named")
    if len(units) != 1:
        raise Invalid({"named": "请写一个单位的名称。"})
    part = "support" if sent.get("part") == "support" else "lead"
    actions.name_unit(me.actor, pk, part, units[0], rev=rev, now=me.now)  # type: ignore[arg-type]  # one of the two


def _units_meant(me: Asked, pk: int, text: str) -> list[int]:
    """As `_units_named`; a collective that says whom it means stands for its units in the document's place."""
    place, found = queries.draft(me.actor, pk).document.place, list[int]()
    for name in _NAMES.split(text.strip()):
        collective = collective_named(name) if name else None
        if collective and not collective.choose:
            found += [unit.pk for unit in expand(collective, place, on=me.on).units]
        else:
            found += _units_named(me, name, "more")
    return found


_NAMES = re.compile(r"[、，,；;\s]+(?![^（()）]{0,40}[）)])")
"""What stands between names that were typed, but not within brackets: 各镇（乡、街道）."""


def _units_named(me: Asked, text: str, key: str) -> list[int]:
    """The units whose names were typed, one after the other. Raises Invalid for one that is none's or several's."""
    return [unit_named(me.actor, name, key, me.on) for name in _NAMES.split(text.strip()) if name]


def _split(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    actions.split(me.actor, pk, sent.get("split_task", ""), numbers(sent, "measure"), rev=rev, now=me.now)


def _apart(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    actions.split_sentences(me.actor, pk, rev=rev, now=me.now)


def _merge(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    actions.merge(me.actor, pk, numbers(sent, "other"), rev=rev, now=me.now)


def _drop(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    actions.drop(me.actor, pk, sent.get("reason", ""), rev=rev, now=me.now)


def _back(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    actions.take_back(me.actor, pk, rev=rev, now=me.now)


def _join(me: Asked, pk: int, sent: QueryDict, rev: int) -> None:
    actions.join(me.actor, pk, number(sent.get("case")), rev=rev, now=me.now)


_ONE: dict[str, Callable[[Asked, int, QueryDict, int], None]] = {
    "edit": _edit,
    "settle": _settle,
    "name": _name,
    "split": _split,
    "apart": _apart,
    "merge": _merge,
    "drop": _drop,
    "back": _back,
    "join": _join,
}


# ── agenda ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@signed_in
def agenda(request: HttpRequest) -> HttpResponseBase:
    """What the last meetings decided and how it stands, to open the next one with."""
    me = asked(request)
    _need_works(me)
    place = next((seat.place for seat in me.actor.seats if seat.permissions & queries.WORKS), Place(""))
    names = agendas.series(me.actor, place)
    meeting = request.GET.get("meeting", names[0] if names else "")
    found = agendas.agenda(me.actor, meeting, place, me.on)
    context = {"names": names, "meeting": meeting, "meetings": found, "on": me.on}
    return render(request, "desk/documents/agenda.html", context)
