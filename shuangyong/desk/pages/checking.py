"""Checking the trail from the desk: asked for with or without an anchor from paper, watched, read, looked up again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuangyong.base.errors import Problem
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import OPEN
from shuangyong.base.trail import checks
from shuangyong.base.trail.standing import standing
from shuangyong.desk.pages.asking import Asked, asked, come_again, number, onward, said
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.trouble import wrong

VERIFY = checks.PERMISSION
"""After which the page of a check asks again by itself; it has a link for whoever does not want to wait."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(VERIFY)
def trail_checks(request: HttpRequest) -> HttpResponseBase:
    """The checks of before, and a new one."""
    me = asked(request)
    if request.method != "POST":
        return _list(request, me)
    try:
        job = checks.ask(me.actor, request.POST.get("anchor", ""), now=me.now)
    except Problem as problem:
        return _list(request, me, problem)
    return HttpResponseRedirect(reverse("desk:trail_check", args=[job.pk]))


def _list(request: HttpRequest, me: Asked, problem: Problem | None = None) -> HttpResponse:
    rows, behind = checks.past(me.actor, number(request.GET.get("after")))
    context = {
        "trail": standing(me.now),
        "later": "after" in request.GET,
        "problem": problem,
        "wrong": wrong(problem),
        "typed": said(request, "anchor"),
        "going": checks.going(),
        "rows": rows,
        "next": onward("desk:trail_checks", behind),
    }
    return render(request, "desk/trail_checks.html", context, status=problem.status if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(VERIFY)
def trail_check(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far a check is, and what it found; stopped here by who asked for it."""
    me = asked(request)
    job, check = checks.one(me.actor, pk)
    if request.method == "POST":
        jobs.cancel(me.actor, job.pk, now=me.now)
        return HttpResponseRedirect(reverse("desk:trail_check", args=[pk]))
    going = job.state in OPEN
    context = {
        "job": job,
        "check": check,
        "going": going,
        "mine": job.created_by == me.actor.account_id,
        "nightly": job.created_by is None,
    }
    return come_again(request, render(request, "desk/trail_check.html", context), going)
