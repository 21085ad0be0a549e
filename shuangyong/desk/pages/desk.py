"""My desk: what waits for me, red ones first, and what I was told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.views.decorators.http import require_POST, require_safe

from shuangyong.base.actor import Actor, same
from shuangyong.base.jobs import queries as jobs
from shuangyong.base.together import Asking, alone, side_by_side
from shuangyong.base.trail import checks
from shuangyong.base.trail.standing import standing
from shuangyong.cases import queries, seen, waiting
from shuangyong.cases.desk_parts import Count, Waiting
from shuangyong.cases.queries import Filter, Row
from shuangyong.cases.reminding import quiet_says
from shuangyong.cases.reminding import see_digest as see_own_digest
from shuangyong.cases.turns import DO, JUDGE, WORDS
from shuangyong.desk.navigation import WAYS
from shuangyong.desk.pages import beginning, leading
from shuangyong.desk.pages.asking import Asked, asked, day, key_of, number, onward, signed_in
from shuangyong.desk.pages.guard import holds
from shuangyong.desk.printing import address
from shuangyong.intake import queries as intake
from shuangyong.register import reviewing
from shuangyong.register.queries import sure_pairs
from shuangyong.reports import releases

SHOWN = 50
"""So many of a group are counted: as many as its own first page shows."""
TOLD = 100
"""So far it is told how things stand; the lists behind have all of them."""
SHORT = 10
"""Lines of a group on the desk; all of them are one click away."""
GROUPS = {
    WORDS: ("批示", "领导的话，要办、要答复"),
    DO: ("待办", "轮到您办的"),
    JUDGE: ("待审", "等您核查、答复、拍板的"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading, the soonest terms first, what only the own unit moves before the rest; `rows` are those
    shown."""

    key: str
    rows: tuple[Row, ...]
    own: int
    """So many of them, the first, lie with the own unit; 0 where they are not told apart."""
    count: str
    """How many there are, as it is told."""
    reds: Count
    week: Count
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


class Numbers(NamedTuple):
    """What is only counted: how things stand, and what waits on other pages, by the template's names."""

    tallies: tuple[Tally, ...]
    others: dict[str, int]


@require_safe
@signed_in
def start(request: HttpRequest) -> HttpResponseBase:
    """My desk; a leader's begins with how the place stands. Strangers go to the log-in page."""
    me = asked(request)
    me = replace(me, actor=same(me.actor))
    part = request.GET.get("show", "")
    if part in GROUPS:
        return _one_group(request, me, part)
    reads = [asking_groups(me), asking_numbers(me), seen.asking_unseen(me.actor), intake.asking_answers(me.actor)]
    groups, numbers, told, answers = alone(side_by_side(reads))
    sees = any(queries.SEE in seat.permissions for seat in me.actor.seats)
    context = {
        "on": me.on,
        "groups": groups,
        "reds": Count.all_of(group.reds for group in groups),
        "week": Count.all_of(group.week for group in groups),
        "told": told,
        "tallies": numbers.tallies,
        "red_items": jobs.red_items(me.actor, now=me.now) if jobs.may_manage(me.actor) else (),
        "trail": standing(me.now) if holds(me.actor, checks.PERMISSION) else None,
        "pressing": reviewing.pressing(me.actor),
        "answers": answers,
        **numbers.others,
        "beginning": () if groups else beginning.doings(me),
        "tools": () if sees else tools(me.actor),
        "sees": sees,
    }
    view = leading.view(request, me) if leading.is_leader(me.actor) else None
    answer = render(request, "desk/mine.html", context | {"view": view})
    if view:
        leading.remember(request, answer, me, view)
    return answer


def _one_group(request: HttpRequest, me: Asked, part: str) -> HttpResponseBase:
    """All lines of one group, by pages."""
    page = waiting.mine(me.actor, me.on, key_of(request), queries.PAGE, part)
    name, about = GROUPS[part]
    following = onward("desk:start", page.next, show=part)
    context = {"name": name, "about": about, "rows": page.rows, "next": following, "later": "after" in request.GET}
    return render(request, "desk/mine_group.html", context | {"part": part})


def asking_groups(me: Asked) -> Asking[tuple[Group, ...]]:
    """Leaders' words, to be done, to be judged: each in its own right, none crowds out another."""
    parts = yield from waiting.asking_desk(me.actor, me.on, SHORT, SHOWN)
    base = address("desk:start", get_script_prefix())
    return tuple([_group(part, base) for part in parts])


def _group(found: Waiting, base: str) -> Group:
    number, more = found.count
    url = f"{base}?show={found.part}" if more or number > SHORT else ""
    count = f"{number} 件{'以上' if more else ''}"
    return Group(found.part, found.rows, found.own, count, found.reds, found.week, url)


WANTED = (
    ("逾期", "red", Filter(lights=("red",)), "light=red"),
    ("临期", "yellow", Filter(lights=("yellow",)), "light=yellow"),
    ("待审", "", Filter(phases=("judging",)), "phase=judging"),
)


def asking_numbers(me: Asked) -> Asking[Numbers]:
    """All that the desk only counts, in two queries: for whoever looks after a whole place or a unit with others
    under it, how things stand there; for whoever decides them, what waits elsewhere."""
    over = any(seat.reach in {"place", "below"} and queries.SEE in seat.permissions for seat in me.actor.seats)
    wanted = WANTED if over else ()
    others = {
        "doubles": (sure_pairs(me.actor), 100),
        "releases": (releases.waiting(me.actor, me.now), releases.SHOWN),
        "ready": (releases.ready(me.actor, me.now), releases.SHOWN),
    }
    asked = {key: (rows, most) for key, (rows, most) in others.items() if rows is not None}
    filters = [filter_ for _, _, filter_, _ in wanted]
    counts = yield from queries.asking_counts(me.actor, filters, me.on, TOLD, list(asked.values()))
    base = address("desk:cases", get_script_prefix())
    tallies = tuple(
        Tally(name, light, capped(count, TOLD), f"{base}?{query}")
        for (name, light, _, query), count in zip(wanted, counts, strict=False)
    )
    return Numbers(tallies, dict.fromkeys(others, 0) | dict(zip(asked, counts[len(wanted) :], strict=True)))


def capped(count: int, cap: int = queries.CAP) -> str:
    """A count as it is told."""
    return f"{cap} 以上" if count > cap else str(count)


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
    following = onward("desk:digests", page.next, by="below")
    context = {"page": page, "next": following, "later": "below" in request.GET}
    return render(request, "desk/digests.html", context | {"comes": quiet_says(settings.QUIET_HOURS)})


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
