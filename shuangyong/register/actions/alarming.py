"""What the security administrator is told at once."""

from __future__ import annotations

from datetime import datetime

from shuangyong.base.actor import Actor
from shuangyong.base.trail import actions as trail
from shuangyong.register import entries
from shuangyong.register.models import Alarm, Person


def alarm(actor: Actor, sort: str, person: Person | None, says: str, now: datetime) -> None:
    """Tell the security administrator; in the transaction of what happened."""
    place = person.region if person else (actor.seats[0].place.code if actor.seats else "")
    made = Alarm.objects.create(sort=sort, says=says[:300], account_id=actor.account_id, place=place, at=now)
    trail.record(actor, entries.ALARMED, person or made, {"says": says}, now=now)
