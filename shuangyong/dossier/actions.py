"""Every write of dossiers: ordering one, building it, taking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from shuangyong.assess import queries as scores
from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid, Stale
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.running import Run
from shuangyong.base.organisation.actors import Thing, actor_of, need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.dossier import archive, entries, queries
from shuangyong.dossier.declared import load
from shuangyong.dossier.gathering import gather
from shuangyong.dossier.models import Dossier, Taken

JOB = "dossier.build"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be built."""

    place: Place
    on: date
    standard: str = ""
    cycle: bool = False


def order(actor: Actor, wanted: Wanted, *, now: datetime) -> Dossier:
    """Put a dossier in the queue; one that waits already is given back. Raises Forbidden, NotFound, Invalid."""
    seat = need(actor, queries.MAKE, Thing(wanted.place))
    today = localtime(now).date()
    if wanted.on > today:
        raise Invalid({"on": f"截至日不能晚于今天（{today}）。"})
    asked = scores.ask(actor, wanted.place, on=wanted.on, today=today, standard=wanted.standard, cycle=wanted.cycle)
    if seat is None or actor.account_id is None:
        raise Invalid({"on": "申报材料由人制作，不由系统制作。"})
    values = {"place_code": wanted.place.code, "on": wanted.on, "cycle": wanted.cycle, "standard": asked.standard.key}
    with writing():
        waiting = Dossier.objects.filter(**values, account=actor.account_id, job__state__in=("queued", "running"))
        if found := waiting.first():
            return found
        row = Dossier(**values, account_id=actor.account_id, unit_id=seat.unit_id, asked_at=now)
        row.place_name = asked.subject.name
        row.save(force_insert=True)
        row.job = jobs.enqueue(JOB, {"dossier": row.pk}, now=now, by=actor)
        row.save(update_fields=["job"])
        trail.record(actor, entries.ORDERED, row, {"name": row.name}, now=now, seat=seat)
    return row


def build(run: Run, row: Dossier) -> Dossier:
    """Build it with what whoever ordered it may see now. From the start after a crash; the same bytes come out."""
    actor = actor_of(row.account, localtime(run.now).date())
    need(actor, queries.MAKE, Thing(row.place))
    run.progress(0, 1, "正在算分，收集事项和材料")
    content = gather(actor, row.place, on=row.on, standard=row.standard, cycle=row.cycle)
    with archive.coming() as path:
        sha256, size = archive.write(content, load(), path, run.progress)
        with writing():
            run.progress(1, 1, "已经做成")
            archive.keep(path, sha256)
            row.sha256, row.size, row.facts, row.built_at = sha256, size, content.facts(), run.now
            row.save(update_fields=["sha256", "size", "facts", "built_at"])
            told = {"name": row.name, "files": len(content.evidence), "sha256": sha256[:16]}
            trail.record(actor, entries.BUILT, row, told, now=run.now)
    return row


def take(actor: Actor, pk: int, *, now: datetime) -> Dossier:
    """Take a dossier that is built; who and when is kept. Raises NotFound, Stale."""
    row = queries.one(actor, pk)
    seat = need(actor, queries.MAKE, Thing(row.place))
    if not row.sha256 or not row.path.is_file():
        raise Stale("这份申报材料还没有做成，或者已经不在磁盘上。", then="请等它做完，或者重新制作。")
    with writing():
        said = f"{seat.unit_name} {seat.post_name}" if seat else ""
        if actor.account_id is not None:
            Taken.objects.create(dossier=row, account_id=actor.account_id, name=actor.name, seat=said, at=now)
        trail.record(actor, entries.TAKEN, row, {"name": row.name}, now=now, seat=seat)
    return row


def cancel(actor: Actor, pk: int, *, now: datetime) -> None:
    """Stop building. Whoever ordered it may, and whoever manages jobs. Raises NotFound, Stale."""
    row = queries.one(actor, pk)
    if row.job_id is None:
        raise Stale("这份申报材料没有在做。")
    jobs.cancel(actor, row.job_id, now=now)


def again(actor: Actor, pk: int, *, now: datetime) -> None:
    """Build again what failed or was cancelled. Raises NotFound, Stale."""
    row = queries.one(actor, pk)
    if row.job_id is None:
        raise Stale("这份申报材料没有在做。")
    jobs.retry(actor, row.job_id, now=now)
