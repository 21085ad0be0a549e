"""My desk: what waits for me, red ones first, and what I was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shuangyong.base.actor import Actor
from shuangyong.base.jobs import queries as jobs
from shuangyong.cases import queries, seen
from shuangyong.cases.queries import Filter, Row
from shuangyong.cases.reminding import see_digest as see_own_digest
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.desk.navigation import WAYS
from shuangyong.desk.pages.asking import Asked, asked, day, key_of, number, signed_in
from shuangyong.register import reviewing

SHOWN = 100
WORDS_OF_LEADERS = "case.comment"
"""Kinds that begin with this permission are a leader's words (批示)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    key: str
    name: str
    about: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of what one may see, with the list behind it."""

    name: str
    light: str
    count: str
    url: str


@require_safe
@signed_in
def start(request: HttpRequest) -> HttpResponseBase:
    """My desk; strangers go to the log-in page."""
    me = asked(request)
    page = queries.mine(me.actor, me.on, key_of(request), SHOWN)
    context = {
        "on": me.on,
        "groups": grouped(page.rows, _leaders_kinds(me)),
        "reds": sum(row.light.key == "red" for row in page.rows),
        "yellows": sum(row.light.key == "yellow" for row in page.rows),
        "count": f"{len(page.rows)} 件以上" if page.next else f"{len(page.rows)} 件",
        "next": f"{reverse('desk:start')}?after={page.next}" if page.next else "",
        "later": "after" in request.GET,
        "told": seen.unseen(me.actor),
        "tallies": tallies(me),
        "red_items": jobs.red_items(me.actor, now=me.now) if jobs.may_manage(me.actor) else (),
        "pressing": reviewing.pressing(me.actor),
        "tools": tools(me.actor),
        "sees": any(queries.SEE in seat.permissions for seat in me.actor.seats),
    }
    return render(request, "desk/mine.html", context)


def grouped(rows: Iterable[Row], leaders: set[str]) -> tuple[Group, ...]:
    """To be done, to be judged, leaders' words; each in the order of terms, so that red ones come first."""
    lines = list(rows)
    words = tuple(row for row in lines if row.kind in leaders)
    rest = [row for row in lines if row.kind not in leaders]
    found = (
        Group("words", "批示", "领导的话，要办、要答复", words),
        Group("do", "待办", "轮到您办的", tuple(row for row in rest if row.phase != "judging")),
        Group("judge", "待审", "等您核查、答复、拍板的", tuple(row for row in rest if row.phase == "judging")),
    )
    return tuple(group for group in found if group.rows)


def _leaders_kinds(me: Asked) -> set[str]:
    return {kind.name for kind in kinds_in_force(me.on).values() if kind.opening.may == WORDS_OF_LEADERS}


def tallies(me: Asked) -> tuple[Tally, ...]:
    """For whoever looks after a whole place or a unit with others under it: how things stand there."""
    if not any(seat.reach in {"place", "below"} and queries.SEE in seat.permissions for seat in me.actor.seats):
        return ()
    wanted = (
        ("逾期", "red", Filter(lights=("red",)), "light=red"),
        ("临期", "yellow", Filter(lights=("yellow",)), "light=yellow"),
        ("待审", "", Filter(phases=("judging",)), "phase=judging"),
    )
    return tuple(
        Tally(name, light, capped(queries.count(me.actor, filter_, me.on)), f"{reverse('desk:cases')}?{query}")
        for name, light, filter_, query in wanted
    )


def capped(count: int) -> str:
    """A count as it is told."""
    return f"{queries.CAP} 以上" if count > queries.CAP else str(count)


def tools(actor: Actor) -> tuple[tuple[str, str], ...]:
    """For those without cases: what their post is for, as large links."""
    held = frozenset[str]().union(*(seat.permissions for seat in actor.seats))
    return tuple((way.label, way.url) for way in WAYS if way.to & held)


@require_safe
@signed_in
def digests(request: HttpRequest) -> HttpResponseBase:
    """What I was told each day, with the proof of it: when it was put together and when I opened it."""
    me = asked(request)
    page = seen.digests(me.actor, day(request.GET.get("below")))
    following = f"{reverse('desk:digests')}?below={page.next}" if page.next else ""
    return render(request, "desk/digests.html", {"page": page, "next": following, "later": "below" in request.GET})


@require_POST
@signed_in
def see_digest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note that I saw a day's digest; only my own is found."""
    me = asked(request)
    found = see_own_digest(me.actor, pk, now=me.now)
    return HttpResponseRedirect(f"{reverse('desk:digests')}?below={found.day + timedelta(days=1)}")


@require_POST
@signed_in
def see_all(request: HttpRequest) -> HttpResponseBase:
    """Put the notices away that were on the page."""
    me = asked(request)
    seen.see_all(me.actor, number(request.POST.get("last")) or 0, now=me.now)
    return HttpResponseRedirect(reverse("desk:start"))
