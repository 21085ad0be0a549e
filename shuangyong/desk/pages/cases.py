"""Lists of cases, and the page of one."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shuangyong.assess.closing import left_of
from shuangyong.assess.inspecting.queries import lately_of
from shuangyong.base.errors import Problem
from shuangyong.base.together import Asking, alone, side_by_side
from shuangyong.cases import actions, queries, waiting
from shuangyong.cases.around import told_of
from shuangyong.cases.models import Case
from shuangyong.cases.pressing import MAY as PRESS
from shuangyong.cases.queries import Page, Row
from shuangyong.cases.quoting import hits
from shuangyong.cases.search import search
from shuangyong.cases.showing import Replay, replay
from shuangyong.cases.standing import lay_open
from shuangyong.catalog.ledgers import grouped
from shuangyong.catalog.queries import asking_published
from shuangyong.desk.casework import CasePage, ClockLine, case_page, clock_lines
from shuangyong.desk.pages.asking import Asked, asked, day, key_of, onward, signed_in
from shuangyong.desk.pages.guard import holds
from shuangyong.desk.sifting import asking_sifted, chosen
from shuangyong.intake.queries import asking_documents, sources_of
from shuangyong.reports.exports import PERMISSION as EXPORT
from shuangyong.reports.papers import offered


@require_safe
@signed_in
def lists(request: HttpRequest) -> HttpResponseBase:
    """All that one may see, in the order of terms, a page at a time."""
    me = asked(request)
    what = chosen(request, me)
    sieve = what.sieve
    reads: list[Asking[Any]] = [asking_documents(me.actor, sieve.document), asking_published()]
    reads += [] if what.wrong else [asking_sifted(me.actor, sieve, me.on, key_of(request))]
    documents, published, *pages = alone(side_by_side(reads))
    page = pages[0] if pages else Page((), None)
    kinds = {key: kind.name for key, kind in published.in_force(me.on).items()}
    context = what.page(words=sieve.words(kinds, what.named, documents)) | {
        "on": me.on,
        "rows": page.rows,
        "documents": documents,
        "grouped": [(one.name, {key: kinds[key] for key in one.kinds}) for one in grouped(kinds)],
        "later": "after" in request.GET,
        "exports": holds(me.actor, EXPORT),
        "presses": holds(me.actor, PRESS) and "red" in sieve.lights,
        "next": f"{reverse('desk:cases')}?{sieve.query(page.next)}" if page.next else "",
    }
    return render(request, "desk/cases.html", context)


@require_safe
@signed_in
def find(request: HttpRequest) -> HttpResponseBase:
    """Cases by the words they hold: in the title before elsewhere, the newest first."""
    me = asked(request)
    text = request.GET.get("q", "").strip()[:60]
    last = key_of(request)
    page = search(me.actor, text, me.on, last)
    context = {
        "q": text,
        "rows": page.rows,
        "hits": hits(page.rows, text),
        "later": last is not None,
        "next": onward("desk:search", page.next, q=text),
    }
    return render(request, "desk/search.html", context)


@require_safe
@signed_in
def case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One case with everything around it, and as it stood on a past day (`?on=`).

    A look at one above public degree, or at a masked fact without its mask, is entered in the trail.
    """
    me = asked(request)
    row = queries.get(me.actor, pk)
    page = case_page(me, row)
    actions.look(me.actor, row, whole=page.whole, now=me.now)
    context = {
        "page": page,
        "done": (done := _done(page, request.GET.get("done", ""))),
        "following": _following(me, pk) if done else None,
        "sources": sources_of(me.actor, row),
        "papers": offered(lay_open(row, me.on)),
        "told": told_of(row) if page.judges else (),
        "lately": lately_of(row, me.on),
        "left": left_of(me.actor, row, me.on),
        "today": me.on,
        "then": _then(request, me, row),
    }
    return render(request, "desk/case.html", context)


class Then(NamedTuple):
    """A past day as it was asked for, and what the case was on it; or why that cannot be told."""

    asked: str
    was: Replay | None = None
    clocks: tuple[ClockLine, ...] = ()
    wrong: str = ""


def _then(request: HttpRequest, me: Asked, row: Case) -> Then | None:
    text = request.GET.get("on", "").strip()[:20]
    if not text:
        return None
    on = day(text)
    if on is None or on > me.on:
        return Then(text, wrong="请选今天或以前的日子，如 2026-08-01。")
    try:
        was = replay(me.actor, row.pk, on)
    except Problem as problem:
        return Then(text, wrong=f"{problem.what}{problem.then}")
    return Then(text, was, clock_lines(was.kind, was.readings))


def _following(me: Asked, pk: int) -> Row | None:
    """The first task of the desk but this one: after a step the next one is a tap away."""
    return next((row for row in waiting.mine(me.actor, me.on, size=2).rows if row.pk != pk), None)


def _done(page: CasePage, action: str) -> str:
    """What was just done, said once on coming back from the form."""
    if action in page.kind.transitions:
        return f"已经{page.kind.transitions[action].done}。"
    return {"open": f"已经{page.kind.opening.name}。", "assign": "已经交给具体的人。"}.get(action, "")
