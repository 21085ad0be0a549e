"""Persons: found by a number, a telephone or a name; one person's file; protected values opened for a purpose.

What is searched for is sent as a form and never stands in an address: addresses are kept in logs and histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuangyong.base.errors import NotFound, Problem
from shuangyong.cases import involving
from shuangyong.cases import queries as cases
from shuangyong.catalog.model import OPEN_PHASES
from shuangyong.desk.pages.asking import Asked, asked, day, number, said
from shuangyong.desk.pages.guard import for_posts, holds
from shuangyong.desk.pages.person_acts import ACTS, no_act
from shuangyong.desk.trouble import wrong
from shuangyong.register import access, actions, declared, lifeline, queries
from shuangyong.register.actions import PersonDraft
from shuangyong.register.actions.opening import NAMES
from shuangyong.register.models import Person, ServiceEpisode
from shuangyong.register.queries import Filter, Found

SEE, LIST, OPEN, EDIT, GLASS = access.SEE, access.LIST, access.OPEN, access.EDIT, access.GLASS
CASES = 100
DRAFT = ("name", "region", "id_number", "sex", "phone", "address", "hukou")


@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(SEE)
def lookup(request: HttpRequest) -> HttpResponseBase:
    """Find a person. One that is found by a number is one click from the file."""
    me = asked(request)
    found, problem = Found(), None
    if request.method == "POST":
        try:
            found = queries.look_up(me.actor, request.POST.get("q", ""), now=me.now)
        except Problem as refused:
            problem = refused
    context = {
        "found": found,
        "searched": request.method == "POST" and problem is None,
        "problem": problem,
        "wrong": wrong(problem),
        "q": "" if found.rows else request.POST.get("q", ""),
        "may": {name: holds(me.actor, name) for name in (LIST, EDIT, GLASS, access.MERGE)},
        "shortest": declared.rules().name_shortest,
    }
    return render(request, "desk/register/lookup.html", context, status=problem.status if problem else 200)


@require_safe
@for_posts(LIST)
def listing(request: HttpRequest) -> HttpResponseBase:
    """The persons of a place, masked, in the order of their names."""
    me = asked(request)
    filter_ = Filter(request.GET.get("place", "")[:12], request.GET.get("category", "")[:40])
    page = queries.page(me.actor, filter_, request.GET.get("after", "")[:200], now=me.now)
    query = urlencode({"place": filter_.place, "category": filter_.category, "after": page.after})
    context = {
        "rows": page.rows,
        "next": f"{reverse('desk:register_list')}?{query}" if page.after else "",
        "filter": filter_,
        "exports": holds(me.actor, access.EXPORT),
        "towns": queries.regions(me.actor, LIST, me.on),
        "categories": declared.load().categories.values(),
    }
    return render(request, "desk/register/list.html", context)


@sensitive_post_parameters()
@sensitive_variables("draft", "typed")
@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(EDIT)
def new(request: HttpRequest) -> HttpResponseBase:
    """A new file; what the identity number says is not asked."""
    me = asked(request)
    typed = said(request, *DRAFT, "born")
    problem = None
    if request.method == "POST":
        draft = PersonDraft(**{name: typed[name].strip() for name in DRAFT}, born=day(typed["born"]))
        try:
            person = actions.add(me.actor, draft, now=me.now)
        except Problem as refused:
            problem = refused
        else:
            return HttpResponseRedirect(reverse("desk:register_person", args=[person.pk]))
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "typed": typed,
        "towns": queries.regions(me.actor, EDIT, me.on),
        "sexes": Person.Sex.values,
        "hukous": Person.Hukou.values,
    }
    return render(request, "desk/register/new.html", context, status=problem.status if problem else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(SEE, GLASS)
def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One person, one file."""
    me = asked(request)
    if request.method != "POST":
        actions.look(me.actor, pk, now=me.now)
        return _page(request, me, pk)
    try:
        ACTS.get(request.POST.get("do", ""), no_act)(request, me, pk)
    except NotFound:
        raise
    except Problem as problem:
        return _page(request, me, pk, problem)
    return HttpResponseRedirect(reverse("desk:register_person", args=[pk]))


@sensitive_post_parameters()
@sensitive_variables("opened")
@require_POST
@for_posts(OPEN, GLASS)
def open_values(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Protected values whole, on this one answer and nowhere else."""
    me = asked(request)
    fields, purpose = request.POST.getlist("fields"), request.POST.get("purpose", "")
    try:
        opened = actions.open_fields(me.actor, pk, fields, purpose, now=me.now, case=number(request.POST.get("case")))
    except NotFound:
        raise
    except Problem as problem:
        return _page(request, me, pk, problem)
    return _page(request, me, pk, opened={NAMES[name]: value for name, value in opened.items()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(GLASS)
def glass(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Break the glass: one person beyond the own scope, for a reason, for some hours."""
    me = asked(request)
    problem = None
    if request.method == "POST":
        try:
            hours = number(request.POST.get("hours"))
            actions.break_glass(me.actor, pk, request.POST.get("reason", ""), now=me.now, hours=hours)
        except NotFound:
            raise
        except Problem as refused:
            problem = refused
        else:
            return HttpResponseRedirect(reverse("desk:register_person", args=[pk]))
    context = {
        "pk": pk,
        "problem": problem,
        "wrong": wrong(problem),
        "typed": said(request, "reason", "hours"),
        "longest": declared.rules().glass_hours,
        "within": declared.rules().review_within,
    }
    return render(request, "desk/register/glass.html", context, status=problem.status if problem else 200)


# ── the page of a person ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Bar:
    """A period on the line of life, as percent of its width."""

    sort: str
    says: str
    x: float
    width: float


def bars(file: lifeline.File, on: date) -> tuple[tuple[Bar, ...], tuple[tuple[float, int], ...]]:
    """Periods in service and categories between the first event and today, and where the tens of years stand."""
    known = [event for event in file.events if event.on]
    start = min([event.on for event in known if event.on] + ([file.person.born] if file.person.born else [on]))
    whole = max((on - start).days, 1)

    def place(when: date) -> float:
        return round(100 * max(0, min((when - start).days, whole)) / whole, 2)

    drawn = [
        Bar(event.sort, event.says, place(event.on), max(place(event.until or on) - place(event.on), 0.6))
        for event in known
        if event.on and event.sort in {"服役", "类别"}
    ]
    years = [year for year in range(start.year + 1, on.year + 1) if year % 10 == 0]
    return tuple(drawn), tuple((place(date(year, 1, 1)), year) for year in years)


def _details() -> dict[str, tuple[str, ...]]:
    """What categories ask, for the form that offers all of them."""
    found = {detail.key: detail.choices for kind in declared.load().categories.values() for detail in kind.asks}
    names = {"levels": "level", "natures": "nature", "kins": "kin", "of_soldier": "of_soldier"}
    return {name: found.get(key, ()) for name, key in names.items()}


def _page(
    request: HttpRequest, me: Asked, pk: int, problem: Problem | None = None, opened: dict[str, str] | None = None
) -> HttpResponse:
    file = lifeline.file_of(me.actor, pk, now=me.now)
    keys = list(involving.cases_of(me.actor, "person", file.rows).values_list("pk", flat=True)[: CASES + 1])
    mine = access.may_at(me.actor, EDIT, file.person.place)
    drawn, years = bars(file, me.on)
    context = {
        "file": file,
        "cases": sorted(cases.rows_in(keys[:CASES], me.on), key=lambda row: row.phase not in OPEN_PHASES),
        "more_cases": len(keys) > CASES,
        "bars": drawn,
        "years": years,
        "problem": problem,
        "wrong": wrong(problem),
        "opened": opened,
        "names": NAMES,
        "typed": request.POST,
        "today": me.on,
        "may_open": access.may_at(me.actor, OPEN, file.person.place) or file.grant is not None,
        "may_edit": mine,
        "may_merge": access.may_at(me.actor, access.MERGE, file.person.place),
        "towns": queries.regions(me.actor, EDIT, me.on) if mine else (),
        "lists": declared.rules().lists,
        "declared": declared.load(),
        **_details(),
        "service_kinds": ServiceEpisode.Kind.values,
        "sexes": Person.Sex.values,
        "hukous": Person.Hukou.values,
    }
    response = render(request, "desk/register/person.html", context, status=problem.status if problem else 200)
    response["Cache-Control"] = "no-store"
    return response
