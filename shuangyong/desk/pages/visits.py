"""An inspection on the spot: findings written on a phone, kept there without network, sent once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import resources
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shuangyong.assess.inspecting import visits
from shuangyong.assess.inspecting.queries import MENDING
from shuangyong.base.errors import Invalid, Problem
from shuangyong.cases.models import Case
from shuangyong.catalog.queries import current, kind_of
from shuangyong.desk.choosing import unit_named
from shuangyong.desk.filing import Filed, file_all
from shuangyong.desk.pages.asking import NO_DAY, Asked, asked, day, number, said
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.trouble import wrong

ORDER = "case.order_mending"
TYPED = ("problem", "unit", "unit_named", "found_at", "indicator", "found_on", "wanted", "deadline")
NOTHING = Filed({}, {})


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(ORDER)
def visit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The page of a visit, and a finding sent from it: by its form, or by the script that kept it (JSON)."""
    me = asked(request)
    if request.method != "POST":
        return _page(request, me, pk)
    by_script, filed = request.headers.get("Accept") == "application/json", Filed({}, {})
    try:
        row = _enter(request, me, pk, filed)
    except Problem as problem:
        return _refused(problem) if by_script else _page(request, me, pk, problem, filed)
    if by_script:
        return JsonResponse({"number": row.number, "address": reverse("desk:case", args=[row.pk])})
    return HttpResponseRedirect(f"{reverse('desk:inspection_visit', args=[pk])}?done={row.number}")


def _enter(request: HttpRequest, me: Asked, pk: int, filed: Filed) -> Case:
    """`filed` takes up what is on file for the form, whatever comes of it."""
    finding = _finding(request, me)
    if before := visits.sent_before(me.actor, finding.token):
        return before
    visits.visit(me.actor, pk, me.on)  # not to be seen: no file is taken in
    here = file_all(request, kind_of(current(MENDING, me.on).pk), [visits.PICTURES], me.on, me)
    filed.by_slot.update(here.by_slot)
    if here.wrong:
        raise Invalid(here.wrong)
    return visits.enter(me.actor, pk, replace(finding, pictures=here.keys.get(visits.PICTURES, ())), now=me.now)


def _finding(request: HttpRequest, me: Asked) -> visits.Finding:
    """What was typed. Raises Invalid with every message at once."""
    typed, bad = {name: text.strip() for name, text in said(request, *TYPED).items()}, dict[str, str]()
    for name, label in (("problem", "问题"), ("wanted", "整改要求")):
        if not typed[name]:
            bad[name] = f"请写{label}。"
    days = {name: day(typed[name]) for name in ("found_on", "deadline")}
    bad |= {name: NO_DAY for name, found in days.items() if found is None}
    unit = number(typed["unit"])
    if typed["unit_named"]:
        try:
            unit = unit_named(me.actor, typed["unit_named"], "unit", me.on)
        except Invalid as problem:
            bad |= problem.fields
    elif unit is None:
        bad["unit"] = "请选整改单位，名单上没有的写单位全称。"
    if bad:
        raise Invalid(bad)
    return visits.Finding(
        _token(request),
        typed["problem"],
        unit or 0,
        typed["found_at"],
        typed["indicator"],
        days["found_on"] or date.min,
        typed["wanted"],
        days["deadline"] or date.min,
    )


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        raise Problem("这一页不完整，没有交上来。", then="请重新打开“现场记录”再填。") from None


def _refused(problem: Problem) -> JsonResponse:
    told = list(problem.fields.values()) if isinstance(problem, Invalid) else [f"{problem}{problem.then}"]
    return JsonResponse({"says": told}, status=problem.status)


def _page(
    request: HttpRequest, me: Asked, pk: int, problem: Problem | None = None, filed: Filed = NOTHING
) -> HttpResponse:
    context = {
        "visit": visits.visit(me.actor, pk, me.on),
        "today": me.on,
        "token": request.POST.get("token") or uuid4(),
        "sent": said(request, *TYPED),
        "done": request.GET.get("done", "")[:40],
        "filed": filed.by_slot,
        "problem": problem,
        "wrong": wrong(problem),
    }
    return render(request, "desk/inspections/visit.html", context, status=problem.status if problem else 200)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that gives the page of a visit again where there is no network; it stands above those pages."""
    text = resources.files("shuangyong.desk").joinpath("static/desk/away.js").read_text("utf-8")
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
