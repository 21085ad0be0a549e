"""Pages for measuring, behind all of the product's middleware: the list, the same page empty, the same rows ready."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from bench.world import ON
from shuangyong.base.organisation.middleware import actor_of_request
from shuangyong.cases import actions, queries
from shuangyong.cases.forms import Form
from shuangyong.cases.queries import Filter, Key, Page
from shuangyong.catalog.model import OPEN_PHASES
from shuangyong.rules.lights import NAMES

EMPTY = Page((), None)
ready: dict[str, Page] = {}


def wanted(request: HttpRequest) -> Filter:
    asked = request.GET
    return Filter(tuple(asked.getlist("phase")), tuple(asked.getlist("light")), asked.get("kind", ""))


def shown(request: HttpRequest, page: Page) -> HttpResponse:
    return render(request, "list.html", {"page": page, "phases": OPEN_PHASES, "lights": NAMES})


def cases(request: HttpRequest) -> HttpResponse:
    actor = actor_of_request(request)
    return shown(request, queries.page(actor, wanted(request), ON, Key.parse(request.GET.get("after", ""))))


def mine(request: HttpRequest) -> HttpResponse:
    return shown(request, queries.mine(actor_of_request(request), ON, Key.parse(request.GET.get("after", ""))))


def empty(request: HttpRequest) -> HttpResponse:
    """Who asks is found out, nothing else is."""
    str(actor_of_request(request).name)
    return shown(request, EMPTY)


def filled(request: HttpRequest) -> HttpResponse:
    """Rows that lie ready in memory: what printing costs alone."""
    str(actor_of_request(request).name)
    return shown(request, ready["page"])


@csrf_exempt
def report(request: HttpRequest) -> HttpResponse:
    """A step by a form, as the desk takes it."""
    case, rev = int(request.POST["case"]), int(request.POST["rev"])
    form = Form({"progress": request.POST["progress"]})
    row = actions.take(actor_of_request(request), case, "report", form, rev=rev, now=timezone.now())
    return JsonResponse({"rev": row.rev})


urlpatterns = [
    path("cases/", cases),
    path("mine/", mine),
    path("empty/", empty),
    path("filled/", filled),
    path("report/", report),
    path("", include("shuangyong.desk.urls")),
]
