"""What the security administrator sees: alarms, broken glasses and what was opened under them, who opened much."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch

from shuangyong.base.actor import Actor
from shuangyong.base.organisation.actors import held_on, need
from shuangyong.base.organisation.models import Tenure
from shuangyong.base.organisation.regions import names_on
from shuangyong.register import declared
from shuangyong.register.access import REVIEW, within
from shuangyong.register.actions.opening import grants_of, place_within
from shuangyong.register.models import Alarm, Grant, Look, Person, Tally

MOST = 100
BUSY = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A broken glass to be reviewed. `late`: its day is over."""

    grant: Grant
    looks: tuple[Look, ...]
    late: bool


def alarms(actor: Actor) -> tuple[Alarm, ...]:
    """Open alarms of the places that the actor minds, newest first."""
    need(actor, REVIEW)
    return tuple(Alarm.objects.filter(place_within(actor), settled_at=None).order_by("-pk")[:MOST])


def pressing(actor: Actor) -> tuple[int, int]:
    """Open alarms and broken glasses to be reviewed, up to a hundred each; none for who does not review."""
    if not any(REVIEW in seat.permissions for seat in actor.seats):
        return 0, 0
    glasses = grants_of(actor).filter(verdict="")[:MOST]
    return len(alarms(actor)), len(glasses)


def waiting(actor: Actor, *, now: datetime) -> tuple[Waiting, ...]:
    """Broken glasses that nobody has reviewed, oldest first; two queries."""
    need(actor, REVIEW)
    limit = now - timedelta(hours=declared.rules().review_within)
    looks = Prefetch("looks", Look.objects.order_by("pk"))
    found = grants_of(actor).filter(verdict="").order_by("at").prefetch_related(looks)[:MOST]
    return tuple(Waiting(grant, tuple(grant.looks.all()), grant.at < limit) for grant in found)


def reviewed(actor: Actor) -> tuple[Grant, ...]:
    """The last ones that were reviewed."""
    return tuple(grants_of(actor).exclude(verdict="").select_related("reviewed_by").order_by("-reviewed_at")[:BUSY])


def planted(actor: Actor, on: date) -> tuple[tuple[str, int], ...]:
    """Towns and villages of the actor's places with how many planted records lie in each; two queries."""
    need(actor, REVIEW)
    lie = Counter(Person.objects.filter(within(actor, REVIEW), planted=True).values_list("region", flat=True))
    names = names_on(lie, on)
    return tuple((names.get(code, code), count) for code, count in sorted(lie.items()))


def busiest(actor: Actor, on: date) -> tuple[Tally, ...]:
    """Who opened or was refused most on a day, among those who serve in the actor's places."""
    need(actor, REVIEW)
    serving = Tenure.objects.filter(within(actor, REVIEW, "unit__"), held_on(on)).values("account")
    found = Tally.objects.filter(day=on, account__in=serving).select_related("account")
    return tuple(found.order_by("-refused", "-opened", "pk")[:BUSY])
