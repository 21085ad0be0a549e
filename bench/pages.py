"""Addresses for measuring: the product's own pages, and empty pages of their templates behind the same middleware."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from shuangyong.base.organisation.middleware import actor_of_request
from shuangyong.cases import actions
from shuangyong.cases.forms import Form
from shuangyong.cases.seen import Unseen
from shuangyong.catalog.said import PHASE_NAMES
from shuangyong.desk.pages.asking import asked, signed_in
from shuangyong.desk.sifting import LIGHT_NAMES, TERM_NAMES, Sieve
from shuangyong.intake.queries import Answers

NOTHING = {
    "cases.html": {
        "rows": (),
        "sieve": Sieve(),
        "words": "",
        "documents": {},
        "phases": PHASE_NAMES,
        "lights": LIGHT_NAMES,
        "terms": TERM_NAMES,
        "grouped": (),
        "units": {},
        "units_below": {},
        "typed": "",
        "wrong": "",
        "later": False,
        "exports": False,
        "presses": False,
        "next": "",
    },
    "mine.html": {
        "groups": (),
        "reds": 0,
        "week": 0,
        "told": Unseen((), more=False),
        "tallies": (),
        "red_items": (),
        "trail": None,
        "pressing": (0, 0),
        "answers": Answers(),
        "doubles": 0,
        "releases": (),
        "ready": 0,
        "beginning": (),
        "tools": (),
        "sees": True,
        "view": None,
    },
}
"""What the templates are given where there is nothing to show and nothing to choose."""


@signed_in
def empty(request: HttpRequest, template: str) -> HttpResponse:
    """Who asks is found out, nothing else is."""
    return render(request, f"desk/{template}", NOTHING[template] | {"on": asked(request).on})


@csrf_exempt
def report(request: HttpRequest) -> HttpResponse:
    """A step by a form, as the desk takes it."""
    case, rev = int(request.POST["case"]), int(request.POST["rev"])
    form = Form({"progress": request.POST["progress"]})
    row = actions.take(actor_of_request(request), case, "report", form, rev=rev, now=timezone.now())
    return JsonResponse({"rev": row.rev})


urlpatterns = [
    path("empty/<template>", empty),
    path("report/", report),
    path("", include("shuangyong.desk.urls")),
]
