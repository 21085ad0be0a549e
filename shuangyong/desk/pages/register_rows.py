"""Households, troops, merchants, sites: lists and pages; duplicates of persons; what the administrator reviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shuangyong.base.errors import NotFound, Problem
from shuangyong.cases import involving
from shuangyong.cases import queries as cases
from shuangyong.desk.pages.asking import Asked, asked, day, number, onward, said, signed_in
from shuangyong.desk.pages.guard import for_posts, holds
from shuangyong.desk.pages.person_acts import other_person
from shuangyong.desk.trouble import wrong
from shuangyong.register import access, actions, declared, lifeline, queries, reviewing, rolls
from shuangyong.register.actions import MerchantDraft, SiteDraft, TroopsDraft
from shuangyong.register.models import Household, Merchant, Site, Troops

EDIT, MERGE, REVIEW, SEE = access.EDIT, access.MERGE, access.REVIEW, access.SEE
PAGE = 100
CASES = 100
NAMES = {"troops": "部队", "merchants": "拥军商户", "sites": "阵地点位"}
MODELS: Mapping[str, Any] = {"troops": Troops, "merchants": Merchant, "sites": Site}
DRAFTS: Mapping[str, Any] = {"troops": TroopsDraft, "merchants": MerchantDraft, "sites": SiteDraft}
ADD: Mapping[str, Callable[..., Any]] = {
    "troops": actions.add_troops,
    "merchants": actions.add_merchant,
    "sites": actions.add_site,
}
CHANGE: Mapping[str, Callable[..., Any]] = {
    "troops": actions.change_troops,
    "merchants": actions.change_merchant,
    "sites": actions.change_site,
}
SINGULAR: Mapping[str, queries.Sort] = {"troops": "troops", "merchants": "merchant", "sites": "site"}
LABELS = {
    "name": "名称",
    "code": "统一社会信用代码",
    "trade": "行业",
    "sort": "类别",
    "address": "地址",
    "hours": "营业时间",
}


# ── troops, merchants, sites ───────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rows(request: HttpRequest, sort: str) -> HttpResponseBase:
    """The list of one sort, with a form for a new one for whoever may."""
    me = asked(request)
    _known(sort)
    problem = None
    if request.method == "POST":
        try:
            row = ADD[sort](me.actor, _draft(request, sort), now=me.now)
        except Problem as refused:
            problem = refused
        else:
            return HttpResponseRedirect(reverse("desk:register_row", args=[sort, row.pk]))
    text, after = request.GET.get("q", "").strip()[:40], number(request.GET.get("after")) or 0
    found = access.rows_of(MODELS[sort], me.actor).filter(pk__gt=after).order_by("pk")
    lines = list((found.filter(name__contains=text) if text else found)[: PAGE + 1])
    context = _frame(request, me, sort, problem) | {
        "rows": lines[:PAGE],
        "where": queries.places_named(row.region for row in lines[:PAGE]),
        "q": text,
        "next": onward("desk:register_rows", lines[PAGE - 1].pk if len(lines) > PAGE else None, sort, q=text),
        "typed": said(request, *LABELS, "region"),
    }
    return render(request, "desk/register/rows.html", context, status=problem.status if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def row(request: HttpRequest, sort: str, pk: int) -> HttpResponseBase:
    """One of them: its facts and its cases; changed or closed here."""
    me = asked(request)
    _known(sort)
    found = access.row_of(MODELS[sort], me.actor, pk)
    problem = None
    if request.method == "POST":
        closed = day(request.POST.get("closed")) if request.POST.get("closed") else None
        try:
            CHANGE[sort](me.actor, pk, _draft(request, sort), now=me.now, closed=closed)
        except NotFound:
            raise
        except Problem as refused:
            problem = refused
        else:
            return HttpResponseRedirect(reverse("desk:register_row", args=[sort, pk]))
    typed = said(request, *LABELS, "region", "closed")
    if request.method != "POST":
        typed = {name: str(getattr(found, name, "") or "") for name in typed}
    keys = list(involving.cases_of(me.actor, SINGULAR[sort], [pk]).values_list("pk", flat=True)[:CASES])
    context = _frame(request, me, sort, problem) | {
        "row": found,
        "where": queries.places_named([found.region]).get(found.region, ""),
        "facts": [(LABELS[name], getattr(found, name)) for name in LABELS if getattr(found, name, "")],
        "cases": cases.rows_in(keys, me.on),
        "typed": typed,
    }
    return render(request, "desk/register/row.html", context, status=problem.status if problem else 200)


def _known(sort: str) -> None:
    if sort not in NAMES:
        raise NotFound


def _draft(request: HttpRequest, sort: str) -> Any:
    names = [one.name for one in fields(DRAFTS[sort]) if one.name != "unit"]
    return DRAFTS[sort](**{name: request.POST.get(name, "") for name in names})


def _frame(request: HttpRequest, me: Asked, sort: str, problem: Problem | None) -> dict[str, Any]:
    return {
        "sort": sort,
        "name": NAMES[sort],
        "problem": problem,
        "wrong": wrong(problem),
        "labels": {one.name: LABELS[one.name] for one in fields(DRAFTS[sort]) if one.name in LABELS},
        "may_edit": holds(me.actor, EDIT),
        "exports": holds(me.actor, access.EXPORT),
        "releases": holds(me.actor, access.RELEASE),
        "regions": queries.regions(me.actor, EDIT, me.on) if holds(me.actor, EDIT) else (),
        "sorts": declared.rules().lists["site_sorts"],
    }


# ── households ─────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@for_posts(access.LIST)
def households(request: HttpRequest) -> HttpResponseBase:
    """The households of a place by their number, heads masked."""
    me = asked(request)
    place, after = request.GET.get("place", "")[:12], number(request.GET.get("after")) or 0
    found = list(rolls.homes(me.actor, place).filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    queries.browsed(me.actor, place, me.now)
    context = {
        "rows": rolls.home_lines(found[:PAGE], me.on),
        "place": place,
        "next": onward("desk:register_households", found[PAGE - 1].pk if len(found) > PAGE else None, place=place),
        "towns": queries.regions(me.actor, access.LIST, me.on),
        "exports": holds(me.actor, access.EXPORT),
    }
    return render(request, "desk/register/households.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(SEE)
def household(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who lives together and did, and the household's cases."""
    me = asked(request)
    home = access.row_of(Household, me.actor, pk)
    problem = None
    if request.method == "POST":
        try:
            _change_household(request, me, pk)
        except NotFound:
            raise
        except Problem as refused:
            problem = refused
        else:
            return HttpResponseRedirect(reverse("desk:register_household", args=[pk]))
    keys = list(involving.cases_of(me.actor, "household", [pk]).values_list("pk", flat=True)[:CASES])
    context = {
        "home": home,
        "label": queries.labels("household", {pk})[pk],
        "where": queries.places_named([home.region]).get(home.region, ""),
        "members": list(lifeline.members_of(pk, former=True)),
        "cases": cases.rows_in(keys, me.on),
        "roles": declared.rules().lists["household_roles"],
        "may_edit": access.may_at(me.actor, EDIT, home.place),
        "problem": problem,
        "wrong": wrong(problem),
        "typed": said(request, "other", "role", "until"),
        "today": me.on,
    }
    return render(request, "desk/register/household.html", context, status=problem.status if problem else 200)


def _change_household(request: HttpRequest, me: Asked, pk: int) -> None:
    if request.POST.get("do") == "leave":
        until = day(request.POST.get("until")) or me.on
        actions.leave(me.actor, number(request.POST.get("row")) or 0, until, now=me.now)
    else:
        actions.join(me.actor, pk, other_person(request, me), request.POST.get("role", ""), now=me.now)


# ── duplicates ─────────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(MERGE)
def pairs(request: HttpRequest) -> HttpResponseBase:
    """Records that may be one person, the surest first; a person decides."""
    me = asked(request)
    problem = None
    if request.method == "POST":
        try:
            _decide(request, me)
        except NotFound:
            raise
        except Problem as refused:
            problem = refused
        else:
            return HttpResponseRedirect(reverse("desk:register_pairs"))
    context = {
        "pairs": queries.pairs(me.actor, now=me.now),
        "problem": problem,
        "typed": said(request, "pair", "reason"),
    }
    return render(request, "desk/register/pairs.html", context, status=problem.status if problem else 200)


def _decide(request: HttpRequest, me: Asked) -> None:
    pair = queries.pair(me.actor, number(request.POST.get("pair")) or 0)
    reason = request.POST.get("reason", "")
    if request.POST.get("do") == "different":
        actions.different(me.actor, pair.pk, reason, now=me.now)
        return
    into = number(request.POST.get("into"))
    if into not in {pair.one_id, pair.other_id}:
        raise Problem("请选保留哪一份档案。")
    gone = pair.other_id if into == pair.one_id else pair.one_id
    actions.merge(me.actor, gone, into, reason, now=me.now)


# ── the security administrator ─────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(REVIEW)
def review(request: HttpRequest) -> HttpResponseBase:
    """Alarms and broken glasses: settled and reviewed here; planted records are made here."""
    me = asked(request)
    problem = None
    if request.method == "POST":
        try:
            _judge(request, me)
        except NotFound:
            raise
        except Problem as refused:
            problem = refused
        else:
            return HttpResponseRedirect(reverse("desk:register_review"))
    context = {
        "alarms": reviewing.alarms(me.actor),
        "grants": reviewing.waiting(me.actor, now=me.now),
        "reviewed": reviewing.reviewed(me.actor),
        "busy": reviewing.busiest(me.actor, me.on),
        "planted": reviewing.planted(me.actor, me.on),
        "problem": problem,
        "wrong": wrong(problem),
        "typed": said(request, "region", "note"),
        "towns": queries.regions(me.actor, REVIEW, me.on),
    }
    return render(request, "desk/register/review.html", context, status=problem.status if problem else 200)


def _judge(request: HttpRequest, me: Asked) -> None:
    key, note = number(request.POST.get("row")) or 0, request.POST.get("note", "")
    match request.POST.get("do"):
        case "settle":
            actions.settle(me.actor, key, note, now=me.now)
        case "plant":
            actions.plant(me.actor, request.POST.get("region", ""), now=me.now)
        case _:
            actions.review(me.actor, key, request.POST.get("verdict", ""), note, now=me.now)
