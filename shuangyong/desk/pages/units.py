"""Units: the list, a new one, and one unit with its names and people."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shuangyong.base.errors import Invalid, Problem
from shuangyong.base.organisation import actions, posts, serving
from shuangyong.base.organisation.actions.splitting import MOST
from shuangyong.base.organisation.listed import kind_of
from shuangyong.base.organisation.models import GroupSeat, Unit
from shuangyong.base.organisation.queries import visible_unit
from shuangyong.cases.following import work_of
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.desk.choosing import units_to_choose
from shuangyong.desk.pages.asking import Asked, asked, day_or, number, onward, said
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.trouble import wrong

EDIT = "unit.edit"
PAGE = 100
CHANGES = (("move", "改隶"), ("place", "改区划"), ("describe", "改职责和级别"), ("name", "增加名称"))
"""What is shown before it is done (unit_changing)."""


@require_safe
@for_posts(EDIT)
def units(request: HttpRequest) -> HttpResponseBase:
    """The directory, in the order of the tree."""
    me = asked(request)
    text = request.GET.get("q", "").strip()[:40]
    found = serving.units_page(me.actor, me.on, text, request.GET.get("after", "")[:120], PAGE)
    last = found[PAGE - 1].path if len(found) > PAGE else ""
    context = {"units": found[:PAGE], "q": text, "next": onward("desk:units", last, q=text)}
    return render(request, "desk/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(EDIT)
def unit_new(request: HttpRequest) -> HttpResponseBase:
    """A new unit."""
    me = asked(request)
    if request.method != "POST":
        return _new_page(request, me)
    try:
        unit = actions.open_unit(me.actor, _draft(request, me), on=day_or(request, "on", me.on), now=me.now)
    except Problem as problem:
        return _new_page(request, me, problem)
    return HttpResponseRedirect(reverse("desk:unit", args=[unit.pk]))


def _draft(request: HttpRequest, me: Asked) -> actions.UnitDraft:
    sent = {name: request.POST.get(name, "").strip() for name in ("name", "short", "kind", "region", "duties")}
    sent["kind"] = sent["kind"] or _kind_by_name(sent["name"])
    above = number(request.POST.get("parent"))
    parent = visible_unit(me.actor, above, me.on) if above else None
    return actions.UnitDraft(sent["name"], sent["short"], sent["kind"], sent["region"], parent, sent["duties"])


def _kind_by_name(name: str) -> str:
    """What sort of unit it is by its name, as lists of units are read; Invalid where the name does not say."""
    try:
        return kind_of("", name)
    except ValueError as problem:
        raise Invalid({"kind": str(problem)}) from None


def _new_page(request: HttpRequest, me: Asked, problem: Problem | None = None) -> HttpResponse:
    typed = said(request, "name", "short", "kind", "region", "parent", "duties", "on")
    if request.method != "POST":
        typed |= {"region": me.actor.seats[0].place.code, "on": me.on.isoformat()}
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "typed": typed,
        "kinds": Unit.Kind.choices,
        "units": units_to_choose(me.actor, me.on),
    }
    return render(request, "desk/unit_new.html", context, status=problem.status if problem else 200)


# ── one becomes several ────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(EDIT)
def unit_split(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A unit becomes several: names, and what goes where."""
    me = asked(request)
    found = visible_unit(me.actor, pk, me.on)
    if request.method != "POST":
        return _split_page(request, me, found)
    try:
        closed = request.POST.get("closed") == "follow"
        first, *_ = actions.split_unit(
            me.actor, found, _shares(request), closed=closed, on=day_or(request, "on", me.on), now=me.now
        )
    except Problem as problem:
        return _split_page(request, me, found, problem)
    return HttpResponseRedirect(reverse("desk:unit", args=[first.pk]))


def _shares(request: HttpRequest) -> list[actions.Share]:
    """One for each part that has a name. `work`, `tenure`, `child` are fields named after what they assign."""
    sent = request.POST
    return [
        actions.Share(
            actions.UnitDraft(
                sent.get(f"name{part}", "").strip(),
                sent.get(f"short{part}", "").strip(),
                sent.get(f"kind{part}", "").strip(),
                sent.get(f"region{part}", "").strip(),
                duties=sent.get(f"duties{part}", "").strip(),
            ),
            frozenset(_given(request, "work", part)),
            _numbers(request, "tenure", part),
            _numbers(request, "child", part),
            f"member{part}" in sent,
            _numbers(request, "office", part),
            _numbers(request, "seat", part),
        )
        for part in range(1, _parts(request) + 1)
    ]


def _given(request: HttpRequest, sort: str, part: int) -> list[str]:
    """What of a sort was given to a part: work-task=2."""
    begins = f"{sort}-"
    return [key.removeprefix(begins) for key, to in request.POST.items() if key.startswith(begins) and to == str(part)]


def _numbers(request: HttpRequest, sort: str, part: int) -> frozenset[int]:
    """The same where what is given has a row's number."""
    return frozenset(pk for key in _given(request, sort, part) if (pk := number(key)) is not None)


def _parts(request: HttpRequest) -> int:
    asked_for = number(request.POST.get("parts") or request.GET.get("parts")) or 2
    return min(max(asked_for, 2), MOST)


def _split_page(request: HttpRequest, me: Asked, found: Unit, problem: Problem | None = None) -> HttpResponse:
    declared = posts.load()
    sent = request.POST.dict() if request.method == "POST" else {}
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "unit": found,
        "parts": range(1, _parts(request) + 1),
        "most": MOST,
        "sent": sent,
        "on": sent.get("on") or me.on.isoformat(),
        "kinds": Unit.Kind.choices,
        "work": work_told(found, me.on),
        "tenures": [(one.pk, one.account.name, declared.name_of(one.post)) for one in serving.serving_in(found, me.on)],
        "children": [(one.pk, one.name) for one in serving.children_of(found)],
        "member": serving.is_member(found),
        "offices": [(one.pk, one.unit.name) for one in serving.groups_run_by(found)],
        "seats": [(one.pk, seat_told(one), one.account_id is not None) for one in serving.seats_from(found)],
    }
    return render(request, "desk/unit_split.html", context, status=problem.status if problem else 200)


def work_told(unit: Unit, on: date) -> list[tuple[str, str, int, int]]:
    """Each kind of case that a unit works on: key, name, how many are open, how many have ended."""
    kinds = kinds_in_force(on)
    return [(key, kinds[key].name if key in kinds else key, still, ended) for key, still, ended in work_of(unit)]


def seat_told(seat: GroupSeat) -> str:
    """Who holds which post in which leading group."""
    return f"{seat.name}，{seat.group.unit.name}{seat.get_role_display()}"


# ── one unit ───────────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(EDIT)
def unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One unit: renamed or closed here."""
    me = asked(request)
    found = visible_unit(me.actor, pk, me.on)
    if request.method != "POST":
        return _unit_page(request, me, found)
    try:
        if request.POST.get("do") == "close":
            actions.close_unit(me.actor, found, on=day_or(request, "on", me.on), now=me.now)
            return HttpResponseRedirect(reverse("desk:units"))
        names = (request.POST.get(name, "").strip() for name in ("name", "short"))
        actions.rename_unit(me.actor, found, *names, now=me.now)
    except Problem as problem:
        return _unit_page(request, me, found, problem)
    return HttpResponseRedirect(reverse("desk:unit", args=[pk]))


def _unit_page(request: HttpRequest, me: Asked, found: Unit, problem: Problem | None = None) -> HttpResponse:
    typed = said(request, "name", "short", "on")
    if request.POST.get("do") != "rename":
        typed |= {"name": found.name, "short": found.short}
    declared = posts.load()
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "unit": found,
        "typed": typed,
        "on": typed["on"] or me.on,
        "deeds": CHANGES,
        "gone_in": serving.gone_into(found),
        "names": [(one.text, one.get_kind_display()) for one in found.names.order_by("kind", "pk")],
        "people": [
            (one.account.name, declared.name_of(one.post), one.since) for one in serving.serving_in(found, me.on)
        ],
    }
    return render(request, "desk/unit.html", context, status=problem.status if problem else 200)
