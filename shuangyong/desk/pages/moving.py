"""Running cases follow another version of their kind: looked at first, done by the worker, stopped, taken back."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuangyong.base.errors import NotFound, Problem
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.models import OPEN
from shuangyong.cases import moving
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import kind_of, kind_published
from shuangyong.desk.declaring import changed
from shuangyong.desk.pages.asking import Asked, asked, come_again, number, onward
from shuangyong.desk.pages.guard import for_posts

PUBLISH = moving.PERMISSION
"""After which the page of a move asks again by itself; it has a link for whoever does not want to wait."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(PUBLISH)
def case_moves(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What moving would change, a page of cases at a time; confirmed, the worker does it."""
    me, before = asked(request), kind_published(pk)
    if request.method != "POST":
        return _look(request, me, before, number(request.GET.get("to")))
    to = number(request.POST.get("to"))
    try:
        after = kind_published(to or 0)
        job = moving.enqueue(me.actor, before, after, undo=request.POST.get("do") == "undo", now=me.now)
    except NotFound:
        raise
    except Problem as problem:
        return _look(request, me, before, to, problem)
    return HttpResponseRedirect(reverse("desk:case_move", args=[job.pk]))


def _look(
    request: HttpRequest, me: Asked, before: Definition, to: int | None, problem: Problem | None = None
) -> HttpResponse:
    others = moving.others(me.actor, before)
    after = next((one for one, _ in others if one.pk == to), None)
    context: dict[str, object] = {
        "problem": problem,
        "row": before,
        "running": moving.running(before).count(),
        "others": others,
        "after": after,
        "different": changed(kind_of(before.pk), kind_of(after.pk)) if after else (),
    }
    context |= _plans(request, me, before, after) if after else {}
    return render(request, "desk/case_moves.html", context, status=problem.status if problem else 200)


def _plans(request: HttpRequest, me: Asked, before: Definition, after: Definition) -> dict[str, object]:
    behind = number(request.GET.get("after")) or 0
    plans, more = moving.page(me.actor, before, after, on=me.on, behind=behind)
    back = moving.back(me.actor, before, after, behind=number(request.GET.get("back")) or 0)
    return {
        "plans": plans,
        "first": not behind,
        "said": Counter(said for plan in plans for said in plan.changes or (plan.why_not or "没有变化",)).most_common(),
        "next": onward("desk:case_moves", plans[-1].case if more else "", before.pk, to=str(after.pk)),
        "back": back,
        "next_back": onward(
            "desk:case_moves", back.rows[-1][0] if back.more else "", before.pk, by="back", to=str(after.pk)
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(PUBLISH)
def case_move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far a move is; stopped here, and taken back when it is done."""
    me = asked(request)
    job, before, after = moving.asked_for(me.actor, pk)
    if request.method == "POST":
        jobs.cancel(me.actor, job.pk, now=me.now)
        return HttpResponseRedirect(reverse("desk:case_move", args=[pk]))
    going = job.state in OPEN
    context = {
        "job": job,
        "before": before,
        "after": after,
        "undo": bool(job.payload.get("undo")),
        "going": going,
        "mine": job.created_by == me.actor.account_id,
        "result": job.result or {},
    }
    return come_again(request, render(request, "desk/case_move.html", context), going)
