"""Every write of dossiers: ordering one, building it, taking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils.timezone import localtime

from shuangyong.assess import queries as scores
from shuangyong.base.actor import SYSTEM, Actor, Place, Seat
from shuangyong.base.errors import Invalid, Stale
from shuangyong.base.jobs import actions as jobs
from shuangyong.base.jobs.running import Run
from shuangyong.base.organisation.actors import Thing, actor_of, need
from shuangyong.base.organisation.models import Account
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.dossier import archive, entries, queries
from shuangyong.dossier.declared import load
from shuangyong.dossier.gathering import gather
from shuangyong.dossier.models import Dossier, Taken

JOB = "dossier.build"
LEAST, MOST = 5, 200
"""Characters of a reason."""
LEFT_OVER = timedelta(days=1)
"""What a crash left of an archive that was being made goes after so long."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be built."""

    place: Place
    on: date
    standard: str = ""
    cycle: bool = False
    persons: bool = False
    """Files that hold personal data are enclosed: for a reason."""
    why: str = ""


def order(actor: Actor, wanted: Wanted, *, now: datetime) -> Dossier:
    """Put a dossier in the queue; one that waits already is given back. Raises Forbidden, NotFound, Invalid."""
    seat = need(actor, queries.MAKE, Thing(wanted.place))
    if seat is None:
        raise Invalid({"on": "申报材料由人制作，不由系统制作。"})
    with writing():
        row, new = _ordered(actor, seat, wanted, now)
        if new:
            trail.record(actor, entries.ORDERED, row, {"name": row.name}, now=now, seat=seat)
        if new and wanted.persons:
            trail.record(actor, entries.PERSONS, row, {"name": row.name, "why": row.why}, now=now, seat=seat)
    return row


def order_for(account: Account, wanted: Wanted, *, now: datetime) -> Dossier:
    """The same by a command on the server, for somebody whose it is to make: it holds what he may see, no more.

    Files that hold personal data are never enclosed this way. Raises Forbidden, NotFound, Invalid.
    """
    actor = actor_of(account, localtime(now).date())
    seat = need(actor, queries.MAKE, Thing(wanted.place))
    if seat is None or wanted.persons:
        raise Invalid({"persons": "含个人信息的材料由人在页面上写明理由装入，命令不装入。"})
    with writing():
        row, new = _ordered(actor, seat, wanted, now)
        if new:
            trail.record(SYSTEM, entries.ORDERED_FOR, row, {"name": row.name, "whom": account.name}, now=now)
    return row


def _ordered(actor: Actor, seat: Seat, wanted: Wanted, now: datetime) -> tuple[Dossier, bool]:
    """The row with its job, and whether it is new: one that waits already is given back."""
    why = _reason(wanted, localtime(now).date())
    asked = scores.ask(
        actor, wanted.place, on=wanted.on, today=localtime(now).date(), standard=wanted.standard, cycle=wanted.cycle
    )
    values = {"place_code": wanted.place.code, "on": wanted.on, "cycle": wanted.cycle, "standard": asked.standard.key}
    values |= {"with_persons": wanted.persons, "why": why, "account_id": actor.account_id}
    if found := Dossier.objects.filter(**values, job__state__in=("queued", "running")).first():
        return found, False
    row = Dossier(**values, unit_id=seat.unit_id, asked_at=now, place_name=asked.subject.name)
    row.save(force_insert=True)
    row.job = jobs.enqueue(JOB, {"dossier": row.pk}, now=now, by=actor)
    row.save(update_fields=["job"])
    return row, True


def _reason(wanted: Wanted, today: date) -> str:
    """Why files with personal data are enclosed, "" where they are not. Raises Invalid for what cannot be built."""
    if wanted.on > today:
        raise Invalid({"on": f"截至日不能晚于今天（{today}）。"})
    why = wanted.why.strip() if wanted.persons else ""
    if wanted.persons and not LEAST <= len(why) <= MOST:
        raise Invalid({"why": f"装入含个人信息的材料要写明理由，{LEAST} 至 {MOST} 个字；不装入的不用写。"})
    return why


def build(run: Run, row: Dossier) -> Dossier:
    """Build it with what whoever ordered it may see now. From the start after a crash; the same bytes come out."""
    actor = actor_of(row.account, localtime(run.now).date())
    need(actor, queries.MAKE, Thing(row.place))
    run.progress(0, 1, "正在算分，收集事项和材料")
    content = gather(actor, row.place, on=row.on, standard=row.standard, cycle=row.cycle, persons=row.with_persons)
    with archive.coming() as path:
        sha256, size = archive.write(content, load(), path, run.progress)
        with writing():
            run.progress(1, 1, "已经做成")
            archive.keep(path, sha256)
            row.sha256, row.size, row.facts, row.built_at = sha256, size, content.facts(), run.now
            row.cleaned_at = None
            row.save(update_fields=["sha256", "size", "facts", "built_at", "cleaned_at"])
            told = {"name": row.name, "files": len(content.enclosed), "sha256": sha256[:16]}
            trail.record(actor, entries.BUILT, row, told, now=run.now)
    return row


def take(actor: Actor, pk: int, *, now: datetime) -> Dossier:
    """Take a dossier that is built; who and when is kept. Raises NotFound, Stale."""
    row = queries.one(actor, pk)
    seat = need(actor, queries.MAKE, Thing(row.place))
    if row.cleaned_at is not None:
        raise Stale("这份档案过了保存期，已经清理。", then="请点“重做”，做出来一个字节也不差。")
    if not row.sha256 or not row.path.is_file():
        raise Stale("这份申报材料还没有做成，或者已经不在磁盘上。", then="请等它做完，或者重新制作。")
    with writing():
        said = seat.title if seat else ""
        if actor.account_id is not None:
            Taken.objects.create(dossier=row, account_id=actor.account_id, name=actor.name, seat=said, at=now)
        trail.record(actor, entries.TAKEN, row, {"name": row.name}, now=now, seat=seat)
    return row


def take_out(row: Dossier, *, now: datetime) -> Path:
    """The archive of a built dossier, for a command on the server; kept in the trail. Raises Stale."""
    if not row.sha256 or not row.path.is_file():
        raise Stale("这份申报材料还没有做成，或者已经不在磁盘上。", then="请重新制作。")
    with writing():
        trail.record(SYSTEM, entries.TAKEN_OUT, row, {"name": row.name, "sha256": row.sha256[:16]}, now=now)
    return row.path


def cancel(actor: Actor, pk: int, *, now: datetime) -> None:
    """Stop building. Whoever ordered it may, and whoever manages jobs. Raises NotFound, Stale."""
    row = queries.one(actor, pk)
    if row.job_id is None:
        raise Stale("这份申报材料没有在做。")
    jobs.cancel(actor, row.job_id, now=now)


def again(actor: Actor, pk: int, *, now: datetime) -> None:
    """Build again what failed or was cancelled. Raises NotFound, Stale."""
    row = queries.one(actor, pk)
    if row.cleaned_at is not None:
        _order_again(actor, row, now=now)
        return
    if row.job_id is None:
        raise Stale("这份申报材料没有在做。")
    jobs.retry(actor, row.job_id, now=now)


def _order_again(actor: Actor, row: Dossier, *, now: datetime) -> None:
    """An archive that was taken away after its term is built anew: the same bytes come out."""
    if row.job is not None and row.job.state in {"queued", "running"}:
        raise Stale("已经在做了。")
    seat = need(actor, queries.MAKE, Thing(row.place))
    with writing():
        row.job = jobs.enqueue(JOB, {"dossier": row.pk}, now=now, by=actor)
        row.save(update_fields=["job"])
        trail.record(actor, entries.ORDERED, row, {"name": row.name}, now=now, seat=seat)


def clean(now: datetime) -> int:
    """Take away archives whose term is over, and what a crash left; how many archives. The rows stay."""
    wording = load()
    gone = 0
    for row in queries.outlived(now - timedelta(days=wording.keep_days), wording.keep):
        with writing():
            row.cleaned_at = now
            row.save(update_fields=["cleaned_at"])
            told = {"name": row.name, "sha256": row.sha256[:16]}
            trail.record(SYSTEM, entries.CLEANED, row, told, now=now)
        if not Dossier.objects.filter(sha256=row.sha256, cleaned_at=None).exists():
            row.path.unlink(missing_ok=True)
        gone += 1
    archive.sweep(now - LEFT_OVER)
    return gone
