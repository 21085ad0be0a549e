"""What a person sees of jobs: their own; all of them, and the red items, with `job.manage`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.base.jobs import alarms, cadence, registry
from shuangyong.base.jobs.models import Alarm, Job, Schedule

PERMISSION = alarms.MANAGE


@dataclass(frozen=True, slots=True)
class RedItem:
    """What an administrator must look at, since when. `alarm_id` is None for a schedule that is late just now."""

    key: str
    says: str
    since: datetime
    alarm_id: int | None = None
    mine: bool = False
    """Whether this administrator settles it."""
    begun: bool = True
    """False for a schedule whose run did not happen."""


def may_manage(actor: Actor) -> bool:
    return actor.is_system or any(PERMISSION in seat.permissions for seat in actor.seats)


def must_manage(actor: Actor) -> None:
    if not may_manage(actor):
        raise Forbidden("您的岗位没有管理后台任务的权限。", then="需要处理的，请与系统管理员联系。")


def must_see_red(actor: Actor) -> None:
    if not actor.is_system and not _hands_of(actor) & set(hands()):
        must_manage(actor)


def hands() -> frozenset[str]:
    """The permissions by which red items are seen and settled."""
    return alarms.hands() | {PERMISSION}


def _hands_of(actor: Actor) -> frozenset[str]:
    return frozenset[str]().union(*(seat.permissions for seat in actor.seats))


def visible_to(actor: Actor) -> QuerySet[Job]:
    """Newest first."""
    jobs = Job.objects.order_by("-id")
    return jobs if may_manage(actor) else jobs.filter(created_by=actor.account_id)


def one(actor: Actor, job_id: int) -> Job:
    """NotFound for what is not the actor's to see."""
    found = visible_to(actor).filter(pk=job_id).first()
    if found is None:
        raise NotFound
    return found


def red_items(actor: Actor, *, now: datetime) -> list[RedItem]:
    """Standing alarms, and schedules that are late at this moment: also where no worker runs that could raise one."""
    must_manage(actor)
    standing = _standing(actor)
    known = {item.key for item in standing}
    late = [item for item in late_schedules(now) if item.key not in known]
    return sorted(standing + _together(late), key=lambda item: item.since)


SEVERAL = 3
"""So many schedules that did not begin have one cause: nothing works through them."""


def _together(late: list[RedItem]) -> list[RedItem]:
    """Several schedules that did not begin, told once: whoever reads eleven alike looks at none."""
    idle = sorted((item for item in late if not item.begun), key=lambda item: item.since)
    if len(idle) < SEVERAL:
        return late
    since = f"{idle[0].since.astimezone(cadence.ZONE):%m月%d日 %H:%M}"
    says = (
        f"后台进程没有在运行：{since} 以来应运行的 {len(idle)} 项定时任务都没有运行（哪几项见“定时任务”）。"
        "请在服务器上启动 shuangyong work，并设成开机自动运行。"
    )
    return [RedItem("schedules", says, idle[0].since), *(item for item in late if item.begun)]


def red_items_kept_for(actor: Actor) -> list[RedItem]:
    """The standing red items that only this actor's post settles: the auditor's, of the trail."""
    return [item for item in _standing(actor) if item.mine and alarms.hand(item.key) != PERMISSION]


def _standing(actor: Actor) -> list[RedItem]:
    held = hands() if actor.is_system else _hands_of(actor)
    rows = Alarm.objects.filter(ended=None).order_by("since", "pk")
    return [RedItem(row.key, row.says, row.since, row.pk, alarms.hand(row.key) in held) for row in rows]


@dataclass(frozen=True, slots=True)
class Timed:
    """What comes again, in words: how often, when next, when it last came to an end."""

    says: str
    cadence: str
    next_run: datetime
    last_done: datetime | None


def schedules(actor: Actor) -> list[Timed]:
    """Everything that comes again, what is next first. One query."""
    must_manage(actor)
    rows = Schedule.objects.filter(name__in=registry.timings).order_by("next_run", "name")
    return [Timed(registry.says(row.name), cadence.read(row.rule).says, row.next_run, row.last_done) for row in rows]


def late_schedules(now: datetime) -> list[RedItem]:
    """Schedules whose run did not happen, or has not come to an end, within their grace."""
    return [item for row in Schedule.objects.order_by("name") if (item := late(row, now))]


def late(row: Schedule, now: datetime) -> RedItem | None:
    """The red item of a scheduled job that did not begin, or began and did not end, within its grace; else None."""
    timing = registry.timings.get(row.name)
    if timing is None:
        return None
    said, key = registry.says(row.name), f"schedule:{row.name}"
    if row.next_run + timing.grace < now:
        at = f"{row.next_run.astimezone(cadence.ZONE):%m月%d日 %H:%M}"
        says = f"定时任务“{said}”应在 {at} 运行，到现在没有运行。请检查后台进程 shuangyong work 是否开着。"
        return RedItem(key, says, row.next_run, begun=False)
    if row.last_run and row.last_run + timing.grace < now and (not row.last_done or row.last_done < row.last_run):
        at = f"{row.last_run.astimezone(cadence.ZONE):%m月%d日 %H:%M}"
        return RedItem(key, f"定时任务“{said}”在 {at} 开始，到现在没有完成。请查看后台任务的说明。", row.last_run)
    return None
