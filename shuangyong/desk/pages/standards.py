"""Two versions of a standard beside each other, what the place scores by each, and the ratings that wait for a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuangyong.assess import carrying, queries
from shuangyong.assess.asking import NotCounted
from shuangyong.assess.engine.points import shown
from shuangyong.assess.queries import SEE, Scored
from shuangyong.assess.standard.comparing import HOWS, Words, compare, tallied
from shuangyong.assess.standard.model import Standard
from shuangyong.assess.versions import Version, standard_version, versions_of
from shuangyong.base.errors import Invalid, Problem
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.desk.pages.asking import Asked, asked, number
from shuangyong.desk.pages.counting import or_counting
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.pages.scores import frame, scored_for


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(SEE)
@or_counting
def versions(request: HttpRequest) -> HttpResponseBase:
    """What became of each indicator; and the ratings given under an earlier version, to be confirmed."""
    me = asked(request)
    scored = scored_for(request, me)
    if request.method != "POST":
        return _page(request, scored)
    try:
        done = _confirm(request, me, scored)
    except Problem as problem:
        return _page(request, scored, problem)
    kept = request.GET.copy()
    kept["done"] = str(done)
    return HttpResponseRedirect(f"{reverse('desk:score_versions')}?{kept.urlencode()}")


def _confirm(request: HttpRequest, me: Asked, scored: Scored) -> int:
    cases = {pk for text in request.POST.getlist("case") if (pk := number(text))}
    if not cases:
        raise Invalid({"": "请先选中仍然成立的评分。"})
    return carrying.confirm(me.actor, scored, cases, request.POST.get("note", "").strip()[:2000], now=me.now)


def _page(request: HttpRequest, scored: Scored, problem: Problem | None = None) -> HttpResponseBase:
    there = versions_of(scored.score.standard.key)
    earlier, later = _chosen(request, scored.score.standard, there)
    pairs = compare(earlier, later, Words(kinds_in_force(scored.asked.on)))
    context = frame(request, scored, "versions") | {
        "versions": there,
        "earlier": earlier,
        "later": later,
        "changed": [(HOWS[one.how], one) for one in pairs if one.how != "same"],
        "same": [(HOWS[one.how], one) for one in pairs if one.how == "same"],
        "tallied": tallied(pairs),
        "by_earlier": _points(scored, earlier),
        "by_later": _points(scored, later),
        "carried": carrying.carried(scored),
        "picked": request.POST.getlist("case"),
        "note": request.POST.get("note", ""),
        "done": number(request.GET.get("done", "")),
        "problem": problem,
    }
    return render(request, "desk/scores/versions.html", context, status=problem.status if problem else 200)


def _chosen(request: HttpRequest, standard: Standard, there: Sequence[Version]) -> tuple[Standard, Standard]:
    """The two that the address names; otherwise the version in force and the one before it."""
    later = number(request.GET.get("to", "")) or standard.version
    before = [version.number for version in there if version.number < later]
    earlier = number(request.GET.get("from", "")) or (before[-1] if before else later)
    return standard_version(standard.key, earlier), standard_version(standard.key, later)


def _points(scored: Scored, standard: Standard) -> str:
    """What the place scores on the same day by another version: nothing is changed by looking."""
    try:
        found = queries.answered(replace(scored.asked, standard=standard)).score
    except NotCounted:
        return "台账还在清点"
    unknown = f"，另有 {shown(found.unknown)} 分未知" if found.unknown else ""
    return f"{shown(found.points)} / {shown(found.of)}{unknown}"
