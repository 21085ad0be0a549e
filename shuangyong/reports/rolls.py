"""The register's lists as filtered: masked, counted against the day, entered, marked with who took them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import NotFound, Problem
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.jobs.models import Job
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import declared, entries, queries, rolls
from shuangyong.register.actions.opening import spend_rows
from shuangyong.register.rolls import HEADS, ROLLS, Roll
from shuangyong.reports.tables import FORMS, Cell
from shuangyong.reports.taking import AT_ONCE, PERMISSIONS, ROLL, Export, Progress, marked, no_progress

PERMISSION = PERMISSIONS[ROLL]
TROOPS = "troops"
BY_RELEASE = "部队清单不能由一个人导出。"


def ask(actor: Actor, roll: Roll, form: str, *, now: datetime) -> Export | Job:
    """Take a list out, masked: at once where it is short, else by a job.

    Raises Forbidden (post, or the rows are too many for today), NotFound, Invalid, Problem (troops).
    """
    seat = need(actor, PERMISSION)
    if roll.sort not in ROLLS or form not in FORMS:
        raise NotFound
    if roll.sort == TROOPS:
        raise Problem(BY_RELEASE, "要另一位有权限的人同意。", "请到“导出审批”里申请。")
    rows = rolls.count(actor, roll, localtime(now).date())
    spend_rows(actor, rows, now)
    told = {"roll": roll.name, "form": FORMS[form], "said": said(roll) or "没有筛选", "rows": rows}
    with writing():
        trail.record(actor, entries.TAKEN_OUT, ("register.roll", roll.sort), told, now=now, seat=seat)
        if rows > AT_ONCE:
            payload = {"account": actor.account_id, "roll": asdict(roll), "form": form, "rows": rows}
            return enqueue(ROLL, payload, now=now, by=actor)
    return export(actor, roll, form, rows, now=now)


def said(roll: Roll) -> str:
    """What was filtered by, in words."""
    place = queries.places_named([roll.place]).get(roll.place, "") if roll.place else ""
    kind = declared.load().categories.get(roll.category)
    return "、".join(filter(None, (place, kind.name if kind else "", f"名称含“{roll.text}”" if roll.text else "")))


def export(
    actor: Actor, roll: Roll, form: str, most: int, *, now: datetime, progress: Progress = no_progress
) -> Export:
    """The table, not read yet. `most`: the rows that were counted; who came since is not taken along."""
    need(actor, PERMISSION)
    on = localtime(now).date()
    mark = marked(actor, roll.name, "，".join(filter(None, (said(roll), "已遮掩"))), now)
    rows = islice(_rows(actor, roll, on, most, progress), most)
    return Export(named(roll, form, on), mark, HEADS[roll.sort], rows)


def named(roll: Roll, form: str, on: date) -> str:
    return f"{roll.name}-{on:%Y%m%d}.{form}"


def _rows(actor: Actor, roll: Roll, on: date, most: int, progress: Progress) -> Iterator[Sequence[Cell]]:
    done = 0
    for page in rolls.masked(actor, roll, on):
        progress(done, most)
        yield from page
        done += len(page)


def restored(payload: Mapping[str, Any]) -> Roll:
    """The list that a job was asked for."""
    return Roll(**payload["roll"])
