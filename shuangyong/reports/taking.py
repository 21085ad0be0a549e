"""Tables that leave the platform: handed over at once where they are short, else written by the worker.

A file of the worker lies for a day and only for whoever asked; what it holds was masked before it was written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.base.jobs.models import Job, State
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases import entries
from shuangyong.reports.tables import Cell, Marked, csv_lines, write_xlsx

LEDGER, ROLL = "reports.export", "reports.roll"
PERMISSIONS = {LEDGER: "ledger.export", ROLL: "register.export"}
"""By the job that writes a table."""
AT_ONCE = 2000
"""Rows up to which whoever asks waits."""
KEPT_FOR = timedelta(days=1)
FOLDER = "exports"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Export:
    """A table about to be written: its mark, its head, its rows as they are asked for."""

    name: str
    mark: Marked
    head: Sequence[str]
    rows: Iterator[Sequence[Cell]]


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


def marked(actor: Actor, title: str, said: str, now: datetime) -> Marked:
    """Who takes it, from which seat, when, and what was asked for."""
    seats = "、".join(seat.title for seat in actor.seats)
    return Marked(title, f"{seats} {actor.name}".strip(), localtime(now), said)


def put(table: Export, form: str, file: IO[bytes], *, on_disk: bool = True) -> int:
    """Write a table to a stream; gives how many rows. `on_disk`: what is not final may lie in a temporary file."""
    if form == "xlsx":
        return write_xlsx(file, table.mark, table.head, table.rows, on_disk=on_disk)
    count = 0

    def counted() -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in table.rows:
            count += 1
            yield row

    for piece in csv_lines(table.mark, table.head, counted()):
        file.write(piece)
    return count


def write(actor: Actor, table: Export, form: str, job: int) -> dict[str, Any]:
    """Write a long table to its place, whole or not at all; run again it begins anew."""
    path = place(job)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        count = put(table, form, file)
    part.replace(path)
    return {"name": table.name, "rows": count, "seats": [seat.tenure_id for seat in actor.seats]}


def place(job: int) -> Path:
    return Path(settings.HOME) / FOLDER / str(job)


def own_job(actor: Actor, pk: int) -> Job:
    """A job of these kinds that the actor asked for. Raises NotFound, Forbidden (the post was given up since).

    Whoever went to another post with the same permission no longer gets what the old one showed.
    """
    found = Job.objects.filter(pk=pk, name__in=PERMISSIONS, created_by=actor.account_id).first()
    if found is None:
        raise NotFound
    need(actor, PERMISSIONS[found.name])
    if not {seat.tenure_id for seat in actor.seats}.issuperset((found.result or {}).get("seats", ())):
        raise Forbidden("写这份导出时您的岗位已经变动。", "导出只给当时的岗位。", "需要的请按现在的岗位重新导出。")
    return found


def fetched(actor: Actor, pk: int, *, now: datetime) -> tuple[Path, str]:
    """The file of a job that is done and its name; the fetching is entered. Raises NotFound."""
    job = own_job(actor, pk)
    path = place(pk)
    if job.state != State.DONE or not path.exists():
        raise NotFound("这份导出已经清除（保留一天），或者还没有写完。", then="请重新导出。")
    name = (job.result or {}).get("name", "台账")
    with writing():
        trail.record(actor, entries.FETCHED, job, {"name": name}, now=now)
    return path, name


def sweep(*, now: datetime) -> int:
    """Remove what has waited its day; gives how many."""
    oldest = (now - KEPT_FOR).timestamp()
    old = [path for path in (Path(settings.HOME) / FOLDER).glob("*") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
