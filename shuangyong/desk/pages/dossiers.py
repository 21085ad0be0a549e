"""Dossiers for a title: ordering one, watching it being built, taking it, and who took it."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuangyong.assess import queries as scores
from shuangyong.base.actor import Place
from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.organisation.regions import names_on
from shuangyong.desk.pages.asking import Asked, asked, day, number, said
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.trouble import wrong
from shuangyong.desk.wording import size_text
from shuangyong.dossier import actions, queries
from shuangyong.dossier.declared import load
from shuangyong.dossier.queries import MAKE

VERBS = {"cancel": actions.cancel, "again": actions.again}


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(MAKE)
def dossiers(request: HttpRequest) -> HttpResponseBase:
    """Those that there are, and ordering a new one."""
    me = asked(request)
    if request.method != "POST":
        return _list(request, me)
    try:
        row = actions.order(me.actor, _wanted(request, me), now=me.now)
    except Problem as problem:
        return _list(request, me, problem)
    return HttpResponseRedirect(reverse("desk:dossier", args=[row.pk]))


def _wanted(request: HttpRequest, me: Asked) -> actions.Wanted:
    sent = request.POST
    on = day(sent.get("on"))
    place = next((code for code in _places(me) if code == sent.get("place")), None)
    bad = {} if on else {"on": "请写截至日，如 2026-12-31。"}
    bad |= {} if place else {"place": "请选择地方。"}
    if on is None or place is None:
        raise Invalid(bad)
    return actions.Wanted(
        Place(place),
        on,
        sent.get("standard", "")[:40],
        sent.get("cycle") == "1",
        sent.get("persons") == "1",
        sent.get("why", "")[:400],
    )


def _places(me: Asked) -> dict[str, str]:
    """The places that one's posts look after, by code."""
    codes = {
        seat.place.code: seat.unit_name
        for seat in me.actor.seats
        if MAKE in seat.permissions and seat.reach == "place" and seat.place.code
    }
    names = names_on(codes, me.on)
    return {code: names.get(code, unit) for code, unit in codes.items()}


def _list(request: HttpRequest, me: Asked, problem: Problem | None = None) -> HttpResponseBase:
    rows = queries.listing(me.actor, number(request.GET.get("below")))
    context = {
        "rows": rows[: queries.PAGE],
        "next": f"?below={rows[queries.PAGE - 1].pk}" if len(rows) > queries.PAGE else "",
        "places": _places(me),
        "standards": [row for row in scores.standards_on(me.on) if scores.standard_of(row).subject == "place"],
        "today": me.on,
        "keeping": load(),
        "sent": said(request, "place", "on", "standard", "cycle", "persons", "why"),
        "problem": problem,
        "wrong": wrong(problem),
    }
    return render(request, "desk/dossiers/list.html", context, status=problem.status if problem else 200)


@require_safe
@for_posts(MAKE)
def dossier(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One dossier: how far it is, what it says, who took it."""
    me = asked(request)
    row = queries.one(me.actor, pk)
    context = {
        "row": row,
        "job": row.job,
        "size": size_text(row.size),
        "takings": queries.takings(row),
        "keeping": load(),
    }
    return render(request, "desk/dossiers/one.html", context)


@require_safe
@for_posts(MAKE)
def dossier_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The archive, to be saved; the taking is kept."""
    me = asked(request)
    row = actions.take(me.actor, pk, now=me.now)
    answer = FileResponse(row.path.open("rb"), as_attachment=True, filename=f"{row.name}.zip")
    answer["Content-Type"] = "application/zip"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@for_posts(MAKE)
def dossier_act(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """Cancel it, or try it again."""
    me = asked(request)
    if verb not in VERBS:
        raise NotFound
    VERBS[verb](me.actor, pk, now=me.now)
    return HttpResponseRedirect(reverse("desk:dossier", args=[pk]))
