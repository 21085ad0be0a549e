"""While the ledgers of a standard are counted for the first time: a page that says how far that has come."""

from __future__ import annotations

from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shuangyong.assess import asking
from shuangyong.assess.asking import NotCounted
from shuangyong.assess.queries import SEE
from shuangyong.desk.pages.asking import View, asked, next_of
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

    return counted


def _page(request: HttpRequest, found: NotCounted) -> HttpResponseBase:
    going = [one for one in found.waiting if one.state in {"queued", "running"}]
    context = {
        "standard": found.standard,
        "waiting": found.waiting,
        "idle": len(found.waiting) - len(going),
        "again": request.get_full_path(),
    }
    page = render(request, "desk/scores/counting.html", context, status=ACCEPTED)
    if going and request.method != "POST":
        page["Refresh"] = str(SECONDS)
    return page


@require_POST
@for_posts(SEE)
def start(request: HttpRequest) -> HttpResponseBase:
    """Queue what waits and is not queued; whoever comes second joins."""
    asking.start_waiting(now=asked(request).now)
    return HttpResponseRedirect(next_of(request))
