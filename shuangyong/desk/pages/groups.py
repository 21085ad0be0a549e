"""The leading group with its posts and member units, and the table of regions that units stand over."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Manager
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuangyong.base.actor import LEVELS, Place
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem
from shuangyong.base.organisation import actions
from shuangyong.base.organisation.actors import may
from shuangyong.base.organisation.models import Group, GroupMember, GroupSeat, Unit
from shuangyong.base.organisation.queries import group_at, visible_unit
from shuangyong.base.organisation.serving import group_members, group_seats, regions_below
from shuangyong.base.storing import writing
from shuangyong.desk.choosing import Choice, Units, units_to_choose
from shuangyong.desk.pages.asking import Asked, asked, number, said
from shuangyong.desk.pages.guard import for_posts, holds
from shuangyong.desk.pages.listing import rows_of
from shuangyong.desk.trouble import wrong

Held = TypeVar("Held", GroupSeat, GroupMember)
EDIT, SEE, IMPORT = "group.edit", "case.see", "region.import"
MOST_TABLE = 4_000_000
"""Bytes of a table of regions: the nation's towns and villages come to more, a province's to less."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(EDIT, SEE)
def group(request: HttpRequest) -> HttpResponseBase:
    """The leading group of the place: who is in it, what each member unit answers for, by what rules it works.

    Read by everybody who has work here; founded, filled and changed by whoever keeps it.
    """
    me = asked(request)
    found = _group_of(me) or _group_above(me)
    if request.method != "POST":
        return _group_page(request, me, found)
    if not holds(me.actor, EDIT):
        raise Forbidden(may(me.actor, EDIT).reason, then="需要改动的，请联系有这项权限的人。")
    try:
        _do(request, me, found)
    except Problem as problem:
        return _group_page(request, me, found, problem)
    return HttpResponseRedirect(reverse("desk:group"))


def _group_of(me: Asked) -> Group | None:
    seats = [seat for seat in me.actor.seats if EDIT in seat.permissions]
    return next((found for seat in seats if (found := group_at(seat.place, me.on))), None)


def _group_above(me: Asked) -> Group | None:
    """The nearest group that a seat stands under; who keeps one here and has none yet founds his own."""
    if holds(me.actor, EDIT):
        return None
    codes = {seat.place.up(level) for seat in me.actor.seats for level in LEVELS} - {""}
    nearest = sorted(codes, key=lambda code: (-len(code), code))
    return next((found for code in nearest if (found := group_at(Place(code), me.on))), None)


def _do(request: HttpRequest, me: Asked, found: Group | None) -> None:
    do = request.POST.get("do", "")
    if found is None:
        unit, office = _unit(request, me, "unit"), _unit(request, me, "office")
        actions.found_group(me.actor, unit, office, rules=_text(request, "rules"), on=me.on, now=me.now)
        return
    if do not in ACTS:
        raise NotFound
    ACTS[do](request, me, found)


def _seat(request: HttpRequest, me: Asked, found: Group) -> None:
    draft = actions.SeatDraft(
        _text(request, "role"), _text(request, "name"), _text(request, "title"), _unit(request, me, "unit")
    )
    actions.seat_in_group(me.actor, found, draft, on=me.on, now=me.now)


def _unseat(request: HttpRequest, me: Asked, found: Group) -> None:
    seat = _meant(request, found.seats)
    actions.end_group_seat(me.actor, seat, on=_last_day(me, seat.since), now=me.now)


def _join(request: HttpRequest, me: Asked, found: Group) -> None:
    """One unit with its duties, or as many as are ticked; what is the unit's own duty already is not asked again."""
    ticked = [pk for text in request.POST.getlist("unit") if (pk := number(text))]
    if not ticked:
        raise Invalid({"unit": "请勾选单位；名单里没有的，先到“单位”里登记。"})
    with writing():
        for pk in ticked:
            unit = visible_unit(me.actor, pk, me.on)
            duties = _text(request, "duties") if len(ticked) == 1 else ""
            actions.join_group(me.actor, found, unit, duties=duties or unit.duties, on=me.on, now=me.now)


def _leave(request: HttpRequest, me: Asked, found: Group) -> None:
    member = _meant(request, found.members)
    actions.leave_group(me.actor, member, on=_last_day(me, member.since), now=me.now)


def _meant(request: HttpRequest, rows: Manager[Held]) -> Held:
    """The seat or member unit that the form names. Raises NotFound."""
    found = rows.filter(pk=number(request.POST.get("pk")) or 0).first()
    if found is None:
        raise NotFound
    return found


def _last_day(me: Asked, since: date) -> date:
    """Today, or the day after for what began today: what is held lasts a day at least."""
    return me.on + timedelta(days=since >= me.on)


def _rules(request: HttpRequest, me: Asked, found: Group) -> None:
    actions.set_rules(me.actor, found, _text(request, "rules"), now=me.now)


ACTS: dict[str, Callable[[HttpRequest, Asked, Group], None]] = {
    "seat": _seat,
    "unseat": _unseat,
    "join": _join,
    "leave": _leave,
    "rules": _rules,
}


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def _unit(request: HttpRequest, me: Asked, name: str) -> Unit:
    pk = number(request.POST.get(name))
    if pk is None:
        raise Invalid({name: "请选一个单位；名单里没有的，先到“单位”里登记。"})
    return visible_unit(me.actor, pk, me.on)


def _group_page(request: HttpRequest, me: Asked, found: Group | None, problem: Problem | None = None) -> HttpResponse:
    typed = said(request, "role", "name", "title", "unit", "office", "duties", "rules")
    if request.POST.get("do") != "rules" and found is not None:
        typed["rules"] = found.rules
    members, units = group_members(found, me.on) if found else [], units_to_choose(me.actor, me.on)
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "edits": holds(me.actor, EDIT),
        "did": request.POST.get("do", "") if problem else "",
        "typed": typed,
        "group": found,
        "roles": GroupSeat.Role.choices,
        "seats": group_seats(found, me.on) if found else [],
        "members": members,
        "joinable": _joinable(units, {member.unit_id for member in members}),
        "ticked": set(request.POST.getlist("unit")),
        "units": units,
    }
    return render(request, "desk/group.html", context, status=problem.status if problem else 200)


def _joinable(units: Units, inside: set[int]) -> dict[str, list[Choice]]:
    """Those that are no members yet."""
    left = ((group, [one for one in every if one.pk not in inside]) for group, every in units.groups.items())
    return {group: every for group, every in left if every}


# ── regions ────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(IMPORT)
def regions(request: HttpRequest) -> HttpResponseBase:
    """The regions there are, and a table of more: all of it or nothing."""
    me = asked(request)
    if request.method != "POST":
        return _regions_page(request, me)
    try:
        return _regions_page(request, me, done=actions.import_regions(me.actor, _table(request), now=me.now))
    except Problem as problem:
        return _regions_page(request, me, problem)


def _regions_page(
    request: HttpRequest, me: Asked, problem: Problem | None = None, done: actions.ImportedRegions | None = None
) -> HttpResponse:
    context = {
        "problem": problem,
        "wrong": wrong(problem),
        "done": done,
        "typed": said(request, "table") if problem else {"table": ""},
        "regions": regions_below(me.actor, me.on),
    }
    return render(request, "desk/regions.html", context, status=problem.status if problem else 200)


def _table(request: HttpRequest) -> str:
    """Pasted, or the first sheet of the file that was sent, as the text of a CSV."""
    sent = request.FILES.get("file")
    if sent is None:
        return request.POST.get("table", "")
    if (sent.size or 0) > MOST_TABLE:
        raise Problem("这份区划表太大。", then="请只放本地和下级的区划，分几次导入。")
    text = io.StringIO()
    csv.writer(text).writerows(rows_of(request))
    return text.getvalue()
