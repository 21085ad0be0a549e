"""Lists in the clear and that of the troops: asked for, agreed to by another hand, taken while they are valid."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuangyong.base.errors import NotFound, Problem
from shuangyong.desk.pages.asking import Asked, asked, said
from shuangyong.desk.pages.exports import TYPES
from shuangyong.desk.pages.guard import for_posts, holds
from shuangyong.desk.trouble import wrong
from shuangyong.register import declared, queries
from shuangyong.register.access import AGREE, LIST, RELEASE
from shuangyong.register.actions.opening import NAMES
from shuangyong.register.rolls import ROLLS, Roll
from shuangyong.reports import releases
from shuangyong.reports.models import Release
from shuangyong.reports.tables import FORMS

TYPED = ("sort", "place", "category", "form", "purpose")


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(RELEASE, AGREE)
def all_releases(request: HttpRequest) -> HttpResponseBase:
    """What I asked for, what waits for me, and asking for one."""
    me = asked(request)
    if request.method != "POST":
        return _page(request, me)
    typed = said(request, *TYPED)
    roll = Roll(typed["sort"][:20], typed["place"][:12], typed["category"][:40])
    if roll.sort == "troops":
        roll = Roll("troops")
    try:
        fields = request.POST.getlist("fields")
        releases.ask(me.actor, roll, fields, typed["form"], typed["purpose"], now=me.now)
    except NotFound:
        raise
    except Problem as problem:
        return _page(request, me, problem)
    return HttpResponseRedirect(reverse("desk:releases"))


def _page(request: HttpRequest, me: Asked, problem: Problem | None = None) -> HttpResponse:
    asks = holds(me.actor, RELEASE)
    context = {
        "mine": [_line(one) for one in releases.mine(me.actor)] if asks else [],
        "waiting": [_line(one) for one in releases.to_decide(me.actor, me.now)],
        "agrees": holds(me.actor, AGREE),
        "asks": asks,
        "now": me.now,
        "problem": problem,
        "wrong": wrong(problem),
        "typed": said(request, *TYPED, "note", "release"),
        "chosen": request.POST.getlist("fields"),
        "sorts": [(sort, ROLLS[sort]) for sort in releases.SORTS],
        "names": NAMES,
        "forms": FORMS,
        "towns": queries.regions(me.actor, LIST, me.on) if asks else (),
        "categories": declared.load().categories.values(),
        "rules": declared.rules(),
    }
    return render(request, "desk/register/releases.html", context, status=problem.status if problem else 200)


def _line(one: Release) -> dict[str, object]:
    return {"row": one, "says": releases.told(one), "fields": releases.fields_told(one)}


@require_POST
@for_posts(AGREE)
def decide_release(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Agree to one, or not."""
    me = asked(request)
    try:
        yes = request.POST.get("do") == "agree"
        releases.decide(me.actor, pk, yes=yes, note=request.POST.get("note", ""), now=me.now)
    except NotFound:
        raise
    except Problem as problem:
        return _page(request, me, problem)
    return HttpResponseRedirect(reverse("desk:releases"))


@require_safe
@for_posts(RELEASE)
def release_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, unsealed on its way out."""
    me = asked(request)
    pieces, release = releases.fetch(me.actor, pk, now=me.now)
    response = StreamingHttpResponse(pieces, content_type=TYPES[release.form])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(releases.file_name(release))}"
    response.headers["Cache-Control"] = "private, no-store"
    return response
