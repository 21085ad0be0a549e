"""My desk: what waits for me, red ones first, and what I was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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
from shuangyong.desk.pages import leading
from shuangyong.desk.pages.asking import Asked, asked, day, key_of, number, signed_in
from shuangyong.register import reviewing
from shuangyong.reports import releases

SHOWN = 100
WEEK = timedelta(days=7)
SHORT = 10
"""Lines of a group on the desk; all of them are one click away."""
GROUPS = {
    queries.WORDS: ("批示", "领导的话，要办、要答复"),
    queries.DO: ("待办", "轮到您办的"),
    queries.JUDGE: ("待审", "等您核查、答复、拍板的"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading, the soonest terms first; `rows` are those shown."""

    key: str
    rows: tuple[Row, ...]
    count: str
    """How many there are, as it is told."""
    reds: int
    week: int
    """To be done within seven days from today."""
    url: str
    """To all of them, where more are there than shown."""

    @property
    def name(self) -> str:
        return GROUPS[self.key][0]

    @property
    def about(self) -> str:
        return GROUPS[self.key][1]


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
    """My desk; a leader's begins with how the place stands. Strangers go to the log-in page."""
    me = asked(request)
    part = request.GET.get("show", "")
    if part in GROUPS:
        return _one_group(request, me, part)
    groups = groups_of(me)
    context = {
        "on": me.on,
        "groups": groups,
        "reds": sum(group.reds for group in groups),
        "week": sum(group.week for group in groups),
        "told": seen.unseen(me.actor),
        "tallies": tallies(me),
        "red_items": jobs.red_items(me.actor, now=me.now) if jobs.may_manage(me.actor) else (),
        "pressing": reviewing.pressing(me.actor),
        "releases": releases.waiting(me.actor, me.now),
        "tools": tools(me.actor),
        "sees": any(queries.SEE in seat.permissions for seat in me.actor.seats),
    }
    view = leading.view(request, me) if leading.is_leader(me.actor) else None
    answer = render(request, "desk/mine.html", context | {"view": view})
    if view:
        leading.remember(request, answer, me, view)
    return answer


def _one_group(request: HttpRequest, me: Asked, part: str) -> HttpResponseBase:
    """All lines of one group, by pages."""
    page = queries.mine(me.actor, me.on, key_of(request), queries.PAGE, part)
    name, about = GROUPS[part]
    following = f"{reverse('desk:start')}?show={part}&after={page.next}" if page.next else ""
    context = {"name": name, "about": about, "rows": page.rows, "next": following, "later": "after" in request.GET}
    return render(request, "desk/mine_group.html", context | {"part": part})


def groups_of(me: Asked) -> tuple[Group, ...]:
    """Leaders' words, to be done, to be judged. A group that the others would crowd out is asked for by itself."""
    page = queries.mine(me.actor, me.on, None, SHOWN)
    if page.next:
        found = {part: queries.mine(me.actor, me.on, None, SHOWN, part) for part in GROUPS}
        return tuple(_group(part, one.rows, me.on, more=bool(one.next)) for part, one in found.items() if one.rows)
    parts = parted(page.rows, me.on)
    return tuple(_group(part, parts[part], me.on) for part in GROUPS if part in parts)


def parted(rows: Iterable[Row], on: date) -> dict[str, tuple[Row, ...]]:
    """Lines by the part of the desk where they stand, in their order."""
    leaders = {kind.name for kind in kinds_in_force(on).values() if kind.opening.may == queries.WORDS_OF_LEADERS}
    found: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        part = queries.WORDS if row.kind in leaders else queries.JUDGE if row.phase == "judging" else queries.DO
        found[part] = (*found.get(part, ()), row)
    return found


def _group(part: str, rows: tuple[Row, ...], on: date, *, more: bool = False) -> Group:
    reds = sum(row.light.key == "red" for row in rows)
    week = sum(row.due is not None and on <= row.due <= on + WEEK for row in rows)
    url = f"{reverse('desk:start')}?show={part}" if more or len(rows) > SHORT else ""
    return Group(part, rows[:SHORT], f"{len(rows)} 件{'以上' if more else ''}", reds, week, url)


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
