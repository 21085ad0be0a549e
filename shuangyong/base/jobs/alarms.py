"""Red items: raised once for a key, ended when what they are about works again."""

from __future__ import annotations

from datetime import datetime

from shuangyong.base import storing
from shuangyong.base.actor import Actor
from shuangyong.base.errors import NotFound
from shuangyong.base.jobs.entries import SETTLED
from shuangyong.base.jobs.models import Alarm
from shuangyong.base.trail import actions as trail


def begin(key: str, says: str, *, now: datetime) -> None:
    """Raise an alarm; one that stands for `key` keeps its beginning and says the newest."""
    with storing.writing():
        if not Alarm.objects.filter(key=key, ended=None).update(says=says[:500]):
            Alarm.objects.bulk_create([Alarm(key=key, says=says[:500], since=now)], ignore_conflicts=True)


def end(key: str, *, now: datetime) -> None:
    with storing.writing():
        Alarm.objects.filter(key=key, ended=None).update(ended=now)


def settle(actor: Actor, alarm_id: int, *, now: datetime) -> None:
    with storing.writing():
        alarm = Alarm.objects.filter(pk=alarm_id, ended=None).first()
        if alarm is None:
            raise NotFound("这条红项已经消除，或者不存在。")
        Alarm.objects.filter(pk=alarm.pk, ended=None).update(ended=now)
        trail.record(actor, SETTLED, alarm, {"says": alarm.says}, now=now)
