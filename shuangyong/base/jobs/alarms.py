"""Red items: raised once for a key, ended when what they are about works again."""

from __future__ import annotations

from datetime import datetime

from shuangyong.base import storing
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.base.jobs.entries import SETTLED
from shuangyong.base.jobs.models import Alarm
from shuangyong.base.trail import actions as trail

MANAGE = "job.manage"


_hands: dict[str, str] = {}


def kept_for(key: str, permission: str) -> None:
    """Declare that the red item `key` is settled by whoever holds `permission`, not by who manages jobs."""
    _hands[key] = permission


def hands() -> frozenset[str]:
    return frozenset(_hands.values())


def hand(key: str) -> str:
    """The permission that settles a red item."""
    return _hands.get(key, MANAGE)


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
        _must_settle(actor, alarm)
        Alarm.objects.filter(pk=alarm.pk, ended=None).update(ended=now)
        trail.record(actor, SETTLED, alarm, {"says": alarm.says}, now=now)


def _must_settle(actor: Actor, alarm: Alarm) -> None:
    """NotFound for who may not even see it; Forbidden for who sees it and has no hand in it."""
    held = frozenset[str]().union(*(seat.permissions for seat in actor.seats))
    if actor.is_system or hand(alarm.key) in held:
        return
    if MANAGE in held:
        raise Forbidden(
            "这条红项说的是留痕，系统管理员不能自行消除。", "由审计管理员核对后消除。", "请通知审计管理员。"
        )
    raise NotFound("这条红项已经消除，或者不存在。")
