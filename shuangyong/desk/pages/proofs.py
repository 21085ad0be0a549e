"""Evidence: what a file proves and where it is used; to save, a picture to look at; its original for a purpose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.files import sending
from shuangyong.base.files.kinds import KINDS
from shuangyong.cases import around, proofs
from shuangyong.desk.casework import JUDGING
from shuangyong.desk.pages.asking import Asked, asked, said, signed_in
from shuangyong.desk.trouble import wrong
from shuangyong.desk.wording import size_text


@require_safe
@signed_in
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One proof; the look is entered in the trail."""
    return _page(request, asked(request), pk)


def _page(request: HttpRequest, me: Asked, pk: int, problem: Problem | None = None) -> HttpResponse:
    found, blob = proofs.open_proof(me.actor, pk, now=me.now)
    judges = any(seat.permissions & JUDGING for seat in me.actor.seats)
    context = {
        "proof": found,
        "blob": blob,
        "kind": KINDS[blob.kind].says,
        "size": size_text(blob.size),
        "filer": around.filer_of(found),
        "used": around.used_in(me.actor, found),
        "before": proofs.filed_before(me.actor, found) if judges else [],
        "problem": problem,
        "wrong": wrong(problem),
        "typed": said(request, "purpose"),
        "longest": proofs.LONGEST_PURPOSE,
    }
    return render(request, "desk/proof.html", context, status=problem.status if problem else 200)


@require_safe
@signed_in
def proof_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, to be saved; a picture without its place."""
    me = asked(request)
    found, blob = proofs.open_proof(me.actor, pk, now=me.now)
    return sending.attachment(blob, found.title)


@require_POST
@signed_in
def proof_original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture as it came, with its place, for a purpose."""
    me = asked(request)
    try:
        found, blob = proofs.open_original(me.actor, pk, request.POST.get("purpose", ""), now=me.now)
    except Invalid as problem:
        return _page(request, me, pk, problem)
    return sending.original(blob, found.title)


@require_safe
@signed_in
def proof_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture's copy for showing."""
    me = asked(request)
    _, blob = proofs.open_proof(me.actor, pk, now=me.now)
    return sending.shown(blob)
