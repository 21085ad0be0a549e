"""Evidence: what a file proves and where it is used; the original to save, a picture to look at."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shuangyong.base.files import sending
from shuangyong.base.files.kinds import KINDS
from shuangyong.cases import around, proofs
from shuangyong.desk.casework import JUDGING
from shuangyong.desk.pages.asking import asked, signed_in
from shuangyong.desk.wording import size_text


@require_safe
@signed_in
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One proof; the look is entered in the trail."""
    me = asked(request)
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
    }
    return render(request, "desk/proof.html", context)


@require_safe
@signed_in
def proof_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The original, to be saved."""
    me = asked(request)
    found, blob = proofs.open_proof(me.actor, pk, now=me.now)
    return sending.attachment(blob, found.title)


@require_safe
@signed_in
def proof_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture's copy for showing."""
    me = asked(request)
    _, blob = proofs.open_proof(me.actor, pk, now=me.now)
    return sending.shown(blob)
