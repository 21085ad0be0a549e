"""While the ledgers of a standard are counted for the first time: a page that says how far that has come."""

from __future__ import annotations

from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shuangyong.assess import asking, past
from shuangyong.assess.asking import NotCounted
from shuangyong.assess.past import NotSummed
from shuangyong.assess.queries import SEE
from shuangyong.base.actor import Place
from shuangyong.base.organisation.actors import Thing, need
from shuangyong.desk.pages.asking import View, asked, come_again, day, next_of
from shuangyong.desk.pages.guard import for_posts

P = ParamSpec("P")
SECONDS = 10
"""After which the page asks again by itself; it has a link for whoever does not want to wait."""
ACCEPTED = 202


def or_counting(view: View[P]) -> View[P]:
    """Where a score cannot be told yet, tell how far the counting has come, and come back by itself."""

    @wraps(view)
    def counted(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotCounted as waiting:
            return _page(request, waiting)
        except NotSummed as waiting:
            return _summing(request, waiting)

    return counted


def _page(request: HttpRequest, found: NotCounted) -> HttpResponseBase:
    going = [one for one in found.waiting if one.state in {"queued", "running"}]
    context = {
        "standard": found.standard,
        "waiting": found.waiting,
        "idle": len(found.waiting) - len(going),
        "again": request.get_full_path(),
    }
    return come_again(request, render(request, "desk/scores/counting.html", context, status=ACCEPTED), going, SECONDS)


def _summing(request: HttpRequest, found: NotSummed) -> HttpResponseBase:
    """A past day of a province or the nation is added up by a job: how far it is, or the button that begins it."""
    going = found.job is not None and found.job.state in {"queued", "running"}
    context = {"wanted": found, "job": found.job, "going": going, "again": request.get_full_path()}
    return come_again(request, render(request, "desk/scores/summing.html", context, status=ACCEPTED), going, SECONDS)


@require_POST
@for_posts(SEE)
def start(request: HttpRequest) -> HttpResponseBase:
    """Queue what waits and is not queued, or have a past day added up; whoever comes second joins."""
    me = asked(request)
    on, known = day(request.POST.get("on")), day(request.POST.get("known"))
    if on and known:
        place = Place(request.POST.get("place", "")[:2])
        need(me.actor, SEE, Thing(place))
        past.order(place.code, on, known, now=me.now)
    else:
        asking.start_waiting(now=me.now)
    return HttpResponseRedirect(next_of(request))
