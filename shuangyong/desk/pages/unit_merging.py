"""A unit goes into another one: what is chosen, what will follow, and only then the deed."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuangyong.base.errors import Invalid, Problem, Stale
from shuangyong.base.organisation import actions, posts, serving
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.queries import visible_unit
from shuangyong.desk.choosing import unit_chosen, units_to_choose
from shuangyong.desk.pages.asking import NO_DAY, Asked, asked, day, number, said
from shuangyong.desk.pages.guard import for_posts
from shuangyong.desk.pages.units import seat_told, work_told
from shuangyong.desk.trouble import wrong


@dataclass(frozen=True, slots=True)
class Merger:
    """What was chosen."""

    into: Unit
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Following:
    """What will follow, as the page tells it."""

    people: tuple[tuple[str, str, bool], ...]
    """Name, post, and whether the same post is held in the other unit already."""
    work: tuple[tuple[str, int, int], ...]
    """Kind of case, how many are open, how many have ended."""
    children: tuple[str, ...]
    member: bool
    member_there: bool
    """Whether the other unit is a member of a leading group already."""
    offices: tuple[str, ...]
    seats: tuple[str, ...]

    @property
    def seen(self) -> str:
        """Changes with whatever the page told, so that nobody confirms what was never shown."""
        return sha256(repr(astuple(self)).encode()).hexdigest()[:16]


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts("unit.edit")
def unit_merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """First what will follow is shown; it is done when that is confirmed."""
    me = asked(request)
    found = visible_unit(me.actor, pk, me.on)
    if request.method != "POST" or request.POST.get("do") == "again":
        return _choose(request, me, found)
    try:
        chosen = _chosen(request, me)
        actions.check_merger(me.actor, found, chosen.into, on=chosen.on, now=me.now, reason=chosen.reason)
        follows = _follows(found, chosen, me)
        if request.POST.get("do") != "merge":
            return _show(request, found, chosen, follows)
        if request.POST.get("seen") != follows.seen:
            stale = Stale("您看过以后，这个单位的情况又有变化。", "下面是现在的情况。", "请再看一遍，再确认。")
            return _show(request, found, chosen, follows, stale)
        actions.merge_unit(me.actor, found, chosen.into, on=chosen.on, now=me.now, reason=chosen.reason)
    except Problem as problem:
        return _choose(request, me, found, problem)
    return HttpResponseRedirect(reverse("desk:unit", args=[chosen.into.pk]))


def _chosen(request: HttpRequest, me: Asked) -> Merger:
    """Raises Invalid with everything that is missing."""
    faults: dict[str, str] = {}
    on, reason = day(request.POST.get("on")), request.POST.get("reason", "").strip()
    if on is None:
        faults["on"] = NO_DAY
    if not reason:
        faults["reason"] = "请写明并入的事由，如机构改革文件的名称和文号。"
    try:
        pk = _into(request, me)
    except Invalid as problem:
        faults |= problem.fields
    if faults or on is None:
        raise Invalid(faults)
    return Merger(visible_unit(me.actor, pk, me.on), on, reason)


def _into(request: HttpRequest, me: Asked) -> int:
    """The unit chosen from the list, or the one whose name was typed."""
    named, pk = request.POST.get("named", "").strip(), number(request.POST.get("into"))
    return unit_chosen(me.actor, named, pk, {"into": "请从名单里选由哪个单位承接。"}, me.on)


def _follows(unit: Unit, chosen: Merger, me: Asked) -> Following:
    declared = posts.load()
    there = {(one.account_id, one.post) for one in serving.unended_in(chosen.into, chosen.on)}
    return Following(
        tuple(
            (one.account.name, declared.name_of(one.post), (one.account_id, one.post) in there)
            for one in serving.unended_in(unit, chosen.on)
        ),
        tuple((name, still, ended) for _, name, still, ended in work_told(unit, me.on)),
        tuple(one.name for one in serving.children_of(unit)),
        serving.is_member(unit),
        serving.is_member(chosen.into),
        tuple(one.unit.name for one in serving.groups_run_by(unit)),
        tuple(seat_told(one) for one in serving.seats_from(unit)),
    )


def _show(
    request: HttpRequest, unit: Unit, chosen: Merger, follows: Following, problem: Problem | None = None
) -> HttpResponse:
    context = {"problem": problem, "unit": unit, "chosen": chosen, "follows": follows}
    return render(request, "desk/unit_merge_follows.html", context, status=problem.status if problem else 200)


def _choose(request: HttpRequest, me: Asked, unit: Unit, problem: Problem | None = None) -> HttpResponse:
    typed = said(request, "into", "named", "on", "reason")
    if request.method != "POST":
        typed["on"] = me.on.isoformat()
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "unit": unit,
        "typed": typed,
        "units": units_to_choose(me.actor, me.on),
        "longest": actions.LONGEST_REASON,
    }
    return render(request, "desk/unit_merge.html", context, status=problem.status if problem else 200)
