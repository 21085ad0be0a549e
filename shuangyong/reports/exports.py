"""A ledger as filtered, out of the platform: masked like the screen, entered in the trail, marked with who took it.

Short ones are handed over at once; long ones are written by the worker and wait a day for whoever asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import NotFound
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.jobs.models import Job, State
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases import entries, ledgers, queries
from shuangyong.cases.queries import Filter, Key, Row
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.reports.tables import FORMS, Cell, Marked, csv_lines, write_xlsx

PERMISSION = "ledger.export"
JOB = "reports.export"
AT_ONCE = 2000
"""Rows up to which whoever asks waits."""
PAGE = 500
LAST = 2**62
"""Sorts after every row of its day."""
KEPT_FOR = timedelta(days=1)
HEAD = ("编号", "标题", "环节", "立项日期", "期限", "灯", "牵头或承办", "配合")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken out: a kind, as filtered, in which form."""

    kind: str
    form: str
    phases: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    unit: int | None = None
    days: int = 0
    """Only what falls due within so many days; 0 for all."""

    @property
    def filter(self) -> Filter:
        return Filter(self.phases, self.lights, self.kind, self.unit)

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def restored(cls, data: Mapping[str, Any]) -> Wanted:
        return cls(data["kind"], data["form"], tuple(data["phases"]), tuple(data["lights"]), data["unit"], data["days"])


@dataclass(frozen=True, slots=True)
class Export:
    """A table about to be written: its mark, its head, its rows as they are asked for."""

    name: str
    mark: Marked
    head: Sequence[str]
    rows: Iterator[Sequence[Cell]]


def ask(actor: Actor, wanted: Wanted, said: str, *, now: datetime) -> Export | Job:
    """Take a ledger out: at once where it is short, else by a job. Raises Forbidden, NotFound."""
    seat = need(actor, PERMISSION)
    kind = _kind(wanted, now)
    on = localtime(now).date()
    count = queries.count(actor, wanted.filter, on, AT_ONCE)
    rows = f"{count}行" if count <= AT_ONCE else f"超过{AT_ONCE}行"
    with writing():
        told = {"kind": kind.name, "form": FORMS[wanted.form], "said": f"{said or '没有筛选'}，{rows}"}
        trail.record(actor, entries.EXPORTED, ("ledger", kind.key), told, now=now, seat=seat)
        if count > AT_ONCE:
            payload = wanted.stored() | {"account": actor.account_id, "said": said}
            return enqueue(JOB, payload, now=now, by=actor)
    return export(actor, wanted, said, now=now)


def _kind(wanted: Wanted, now: datetime) -> Kind:
    kind = kinds_in_force(localtime(now).date()).get(wanted.kind)
    if kind is None or wanted.form not in FORMS:
        raise NotFound
    return kind


def export(
    actor: Actor, wanted: Wanted, said: str, *, now: datetime, progress: Progress = lambda done, total: None
) -> Export:
    """The table, not read yet: its rows come a page at a time."""
    need(actor, PERMISSION)
    kind, on = _kind(wanted, now), localtime(now).date()
    seats = "、".join(f"{seat.unit_name}{seat.post_name}" for seat in actor.seats)
    mark = Marked(f"{kind.name}台账", f"{seats} {actor.name}".strip(), localtime(now), said)
    fields = tuple(kind.fields[key] for key in kind.fields if key != kind.title)
    head = [*HEAD, *(one.label for one in fields)]
    return Export(f"{kind.name}台账-{on:%Y%m%d}.{wanted.form}", mark, head, _rows(actor, kind, wanted, on, progress))


def _rows(actor: Actor, kind: Kind, wanted: Wanted, on: date, progress: Progress) -> Iterator[Sequence[Cell]]:
    fields = tuple(kind.fields[key] for key in kind.fields if key != kind.title)
    after, done = Key(on - timedelta(days=1), LAST) if wanted.days else None, 0
    end = on + timedelta(days=wanted.days) if wanted.days else date.max
    while True:
        page = queries.page(actor, wanted.filter, on, after, PAGE)
        progress(done, done + len(page.rows))
        within = [row for row in page.rows if not wanted.days or (row.due is not None and row.due <= end)]
        for line in ledgers.lines(actor, kind, within, page.next, fields).lines:
            yield [*_own(line.row), *(fact.text for fact in line.facts)]
        done += len(page.rows)
        if page.next is None or len(within) < len(page.rows):
            return
        after = page.next


def _own(row: Row) -> tuple[Cell, ...]:
    leads, supports = "、".join(row.leads), "、".join(row.supports)
    return (row.number, row.title, row.stage, row.opened_on, row.due, row.light.says, leads, supports)


# ── long ones ──────────────────────────────────────────────────────────────────────────────────────────────────────


def write(actor: Actor, wanted: Wanted, said: str, job: int, *, now: datetime, progress: Progress) -> dict[str, Any]:
    """Write a long table to its place, whole or not at all; run again it begins anew."""
    table = export(actor, wanted, said, now=now, progress=progress)
    path = place(job)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    count = 0
    with os.fdopen(descriptor, "wb") as file:
        if wanted.form == "xlsx":
            count = write_xlsx(file, table.mark, table.head, table.rows)
        else:
            for piece in csv_lines(table.mark, table.head, table.rows):
                file.write(piece)
    part.replace(path)
    return {"name": table.name, "rows": count}


def place(job: int) -> Path:
    return Path(settings.HOME) / "exports" / str(job)


def own_job(actor: Actor, pk: int) -> Job:
    """A job of this kind that the actor asked for. Raises NotFound."""
    need(actor, PERMISSION)
    found = Job.objects.filter(pk=pk, name=JOB, created_by=actor.account_id).first()
    if found is None:
        raise NotFound
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
    old = [path for path in (Path(settings.HOME) / "exports").glob("*") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
