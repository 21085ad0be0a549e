"""One page for a leader: today's score, what is red and in whose hands, what changed since the last look.

The day of the last look is kept in a cookie of this browser, so that looking writes nothing into the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shuangyong.assess import queries as scores
from shuangyong.assess.asking import NotCounted
from shuangyong.assess.engine.points import shown
from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.errors import Problem
from shuangyong.cases import overview
from shuangyong.cases.overview import Changes, Reds
from shuangyong.cases.queries import CAP
from shuangyong.cases.turns import WORDS_OF_LEADERS
from shuangyong.desk.pages.asking import Asked, day

HOLDERS = 8
"""Units that are shown; the rest stand in the list of what is overdue."""
USUAL = timedelta(days=7)
"""How far back it is looked where nobody knows of a last look."""
COOKIE = "looked"
KEPT = 400 * 24 * 3600
"""Seconds for which a browser keeps the day of the last look."""


@dataclass(frozen=True, slots=True)
class Today:
    """The points of today."""

    points: str
    of: str
    standard: str
    official: bool
    eligible: bool
    unknown: str
    """Points of which nobody knows yet whether they are got; empty where there are none."""
    fatal: int
    """Open things that bar or revoke."""
    moved: str
    """By how much it moved since the last look, with its sign; empty where it did not or cannot be told."""


@dataclass(frozen=True, slots=True)
class View:
    """What a leader sees first."""

    today: Today | None
    counting: bool
    """Whether the ledgers are still being counted, so that no points can be told yet."""
    reds: Reds
    changes: Changes
    known: bool
    """Whether the day of the last look is known."""

    @property
    def holders(self) -> tuple[overview.Holder, ...]:
        return self.reds.holders[:HOLDERS]

    @property
    def red_said(self) -> str:
        return told(self.changes.red)

    @property
    def closed_said(self) -> str:
        return told(self.changes.closed)

    @property
    def others(self) -> int:
        return len(self.reds.holders) - len(self.holders)


def told(count: int) -> str:
    """A count up to the cap."""
    return f"{CAP} 以上" if count >= CAP else str(count)


def is_leader(actor: Actor) -> bool:
    """A leader and not the office, whose desk begins with its own work."""
    return any(_over_a_place(seat) and "case.open" not in seat.permissions for seat in actor.seats)


def _over_a_place(seat: Seat) -> bool:
    return WORDS_OF_LEADERS in seat.permissions and seat.reach == "place"


@dataclass(frozen=True, slots=True)
class Look:
    """A look of an earlier day: when, and the points seen then ("" where none were)."""

    on: date
    points: str


def view(request: HttpRequest, me: Asked) -> View:
    """The page's parts, in a number of queries that does not grow."""
    last = last_look(request, me)
    changes = overview.changes(me.actor, last.on if last else me.on - USUAL, me.on)
    counting, today = False, None
    try:
        today = _today(me, last)
    except NotCounted:
        counting = True
    return View(today, counting, overview.reds(me.actor, me.on), changes, last is not None)


def _today(me: Asked, last: Look | None) -> Today | None:
    seat = next((seat for seat in me.actor.seats if _over_a_place(seat) and scores.SEE in seat.permissions), None)
    if seat is None:
        return None
    place = Place(seat.place.up("county") or seat.place.code)
    try:
        found = scores.score(me.actor, place, on=me.on, today=me.on)
    except NotCounted:
        raise
    except Problem:
        return None  # no standard is in force for this place: the page tells the rest
    fatal, standard = sum(alarm.open for alarm in found.alarms), found.asked.standard
    points = shown(found.score.points)
    moved = _moved(last.points, points) if last else ""
    unknown = shown(found.score.unknown) if found.score.unknown else ""
    of = shown(found.score.of)
    return Today(points, of, standard.name, standard.official, found.eligible, unknown, fatal, moved)


def _moved(before: str, points: str) -> str:
    """The difference with its sign; empty where nothing moved."""
    by = Decimal(points) - Decimal(before) if before else Decimal(0)
    return f"{by:+}" if by else ""


# ── the last look ──────────────────────────────────────────────────────────────────────────────────────────────────


def _looks(request: HttpRequest, me: Asked) -> list[Look]:
    """What the browser keeps: the newest look first, then the one before that day."""
    kept = request.get_signed_cookie(_name(me), "", salt=COOKIE) or ""
    parts = (one.split("=", 1) for one in kept.split("&") if "=" in one)
    return [Look(on, points) for text, points in parts if (on := day(text)) is not None]


def _name(me: Asked) -> str:
    return f"{COOKIE}{me.actor.account_id}"


def last_look(request: HttpRequest, me: Asked) -> Look | None:
    """The newest look of a day before today."""
    return next((look for look in _looks(request, me) if look.on < me.on), None)


def remember(request: HttpRequest, answer: HttpResponseBase, me: Asked, seen: View) -> None:
    """Let the browser keep today's look and the one of an earlier day."""
    last, points = last_look(request, me), seen.today.points if seen.today else ""
    looks = [Look(me.on, points), *([last] if last else [])]
    text = "&".join(f"{look.on}={look.points}" for look in looks)
    answer.set_signed_cookie(
        _name(me), text, salt=COOKIE, max_age=KEPT, httponly=True, samesite="Lax", secure=request.is_secure()
    )
