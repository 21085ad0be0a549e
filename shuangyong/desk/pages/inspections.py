"""Inspections with the three evaluations side by side, the draw, circulars drafted from ledgers, duty letters."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuangyong.assess.inspecting import actions, queries
from shuangyong.assess.inspecting import letters as duty
from shuangyong.assess.inspecting.declared import often
from shuangyong.base.actor import Place, Seat
from shuangyong.base.errors import Forbidden, Invalid, Problem
from shuangyong.base.organisation.actors import may
from shuangyong.desk.pages.asking import Asked, asked, day, number, said
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.trouble import wrong

INSPECT, ORDER = "case.inspect", "case.order_mending"
LOOKS_AFTER = "dossier.make"
"""Letters are drawn by the office of a place: whoever makes its dossier."""


def _seat(me: Asked, permission: str) -> Seat:
    """The post by which one looks after a county. Raises Forbidden."""
    for seat in me.actor.seats:
        if permission in seat.permissions and seat.reach == "place" and seat.place.up("county"):
            return seat
    raise Forbidden("这里由看管一个县（区）的岗位办理。", "您的岗位不看管一个县（区）。", "请由县（区）双拥办办理。")


def _county(seat: Seat) -> Place:
    return Place(seat.place.up("county"))


@require_safe
@for_posts(INSPECT)
def inspections(request: HttpRequest) -> HttpResponseBase:
    """Every inspection: authority, drawn units, what each of the three evaluated, what was found and mended."""
    return _list(request, asked(request))


def _list(request: HttpRequest, me: Asked, problem: Problem | None = None) -> HttpResponseBase:
    lines, following = queries.listing(me.actor, number(request.GET.get("below")))
    context = {
        "lines": lines,
        "next": f"?below={following}" if following else "",
        "plans": bool(may(me.actor, ORDER)),
        "often": often(),
        "today": me.on,
        "sent": said(request, "cut_off"),
        "problem": problem,
        "wrong": wrong(problem),
    }
    return render(request, "desk/inspections/list.html", context, status=problem.status if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(INSPECT)
def draw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who is drawn by a word, and how often each was inspected lately; entered with one press."""
    me = asked(request)
    sent = request.POST if request.method == "POST" else request.GET
    word, many = sent.get("word", "")[:40], number(sent.get("number")) or 0
    problem: Problem | None = None
    if request.method == "POST":
        try:
            row = actions.draw_units(me.actor, pk, word, many, rev=number(sent.get("rev")) or 0, now=me.now)
            return HttpResponseRedirect(f"{reverse('desk:case', args=[row.pk])}?done=draw")
        except Problem as found:
            problem = found
    plan = queries.plan(me.actor, pk, me.on, word, many)
    context = {"plan": plan, "row": plan.row, "often": often(), "problem": problem, "wrong": wrong(problem)}
    return render(request, "desk/inspections/draw.html", context, status=problem.status if problem else 200)


@require_POST
@for_posts(ORDER)
def circular(request: HttpRequest) -> HttpResponseBase:
    """Draft a circular as of a cut-off, and go on with it as a case."""
    me = asked(request)
    cut_off = day(request.POST.get("cut_off"))
    try:
        if cut_off is None:
            raise Invalid({"cut_off": "请写数据截止日，如 2026-11-30。"})
        seat = _seat(me, ORDER)
        row = actions.draft_circular(me.actor, _county(seat), cut_off, seat.unit_id, now=me.now)
    except Problem as problem:
        return _list(request, me, problem)
    return HttpResponseRedirect(f"{reverse('desk:case', args=[row.pk])}?done=open")


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(LOOKS_AFTER)
def letters(request: HttpRequest) -> HttpResponseBase:
    """What each unit bears, and a letter for every one that is ticked."""
    me = asked(request)
    place = _county(_seat(me, LOOKS_AFTER))
    problem: Problem | None = None
    if request.method == "POST":
        try:
            units = [unit for text in request.POST.getlist("units") if (unit := number(text))]
            made = actions.send_letters(me.actor, place, units, _wanted(request), now=me.now)
            return HttpResponseRedirect(f"{reverse('desk:duty_letters')}?made={len(made)}")
        except Problem as found:
            problem = found
    context = {
        "units": duty.borne(me.actor, place, me.on),
        "made": number(request.GET.get("made")),
        "year": me.on.year,
        "sent": said(request, "goals", "basis", "deadline"),
        "ticked": set(request.POST.getlist("units")),
        "problem": problem,
        "wrong": wrong(problem),
    }
    return render(request, "desk/inspections/letters.html", context, status=problem.status if problem else 200)


def _wanted(request: HttpRequest) -> actions.Letters:
    typed = said(request, "goals", "basis", "deadline")
    return actions.Letters(typed["goals"][:100], typed["basis"][:200], day(typed["deadline"]) or date.min)
