"""A ledger, or the list of all cases, as filtered: masked like the screen, entered, marked with who took it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import NotFound
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.jobs.models import Job
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases import entries, ledgers, queries
from shuangyong.cases.queries import Filter, Key, Row
from shuangyong.catalog.model import END_PHASES, Field, Kind
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.intake.queries import cases_from
from shuangyong.reports.tables import FORMS, Cell
from shuangyong.reports.taking import AT_ONCE, LEDGER, PERMISSIONS, Export, Progress, marked, no_progress

PERMISSION = PERMISSIONS[LEDGER]
PAGE = 500
LAST = 2**62
"""Sorts after every row of its day."""
MIXED_HEAD = ("种类", "编号", "标题", "环节", "立项日期", "最近期限", "灯", "牵头或承办", "配合")
MIXED = "事项清单"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken out: a kind ("" for the mixed list of all), as filtered, in which form."""

    kind: str
    form: str
    phases: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    unit: int | None = None
    days: int = 0
    """Only what falls due within so many days; 0 for all."""
    only: str = ""
    """Of the mixed list only this kind."""
    document: int | None = None

    @property
    def filter(self) -> Filter:
        """A light is about what is still open, so it leaves the ended phases out."""
        ids = None if self.document is None else cases_from(self.document)
        phases = tuple(phase for phase in self.phases if not self.lights or phase not in END_PHASES)
        return Filter(phases, self.lights, self.kind or self.only, self.unit, ids=ids)

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def restored(cls, data: Mapping[str, Any]) -> Wanted:
        more = {"only": data.get("only", ""), "document": data.get("document")}
        lists = (tuple(data["phases"]), tuple(data["lights"]))
        return cls(data["kind"], data["form"], *lists, data["unit"], data["days"], **more)


def ask(actor: Actor, wanted: Wanted, said: str, *, now: datetime) -> Export | Job:
    """Take a ledger out: at once where it is short, else by a job. Raises Forbidden, NotFound."""
    seat = need(actor, PERMISSION)
    kind = _kind(wanted, now)
    on = localtime(now).date()
    count = queries.count(actor, wanted.filter, on, AT_ONCE)
    rows = f"{count}行" if count <= AT_ONCE else f"超过{AT_ONCE}行"
    name = kind.name if kind else MIXED
    with writing():
        told = {"kind": name, "form": FORMS[wanted.form], "said": f"{said or '没有筛选'}，{rows}"}
        trail.record(actor, entries.EXPORTED, ("ledger", wanted.kind or "all"), told, now=now, seat=seat)
        if count > AT_ONCE:
            payload = wanted.stored() | {"account": actor.account_id, "said": said}
            return enqueue(LEDGER, payload, now=now, by=actor)
    return export(actor, wanted, said, now=now)


def _kind(wanted: Wanted, now: datetime) -> Kind | None:
    """None for the mixed list. Raises NotFound."""
    kind = kinds_in_force(localtime(now).date()).get(wanted.kind)
    if (kind is None and wanted.kind) or wanted.form not in FORMS:
        raise NotFound
    return kind


def export(actor: Actor, wanted: Wanted, said: str, *, now: datetime, progress: Progress = no_progress) -> Export:
    """The table, not read yet: its rows come a page at a time."""
    need(actor, PERMISSION)
    kind, on = _kind(wanted, now), localtime(now).date()
    title = f"{kind.name}台账" if kind else MIXED
    head = head_of(kind) if kind else list(MIXED_HEAD)
    mark = marked(actor, title, said, now)
    return Export(f"{title}-{on:%Y%m%d}.{wanted.form}", mark, head, _rows(actor, kind, wanted, on, progress))


def head_of(kind: Kind) -> list[str]:
    """In the kind's own words, by which an import knows the columns again."""
    first, *others = [part.name for part in kind.parts.values()] or ["承办单位"]
    second = others[0] if len(others) == 1 else "其他单位" if others else "配合"
    own = ("编号", kind.fields[kind.title].label, "环节", "立项日期", "最近期限", "灯", first, second)
    return [*own, *(one.label for one in _fields(kind))]


def _fields(kind: Kind) -> tuple[Field, ...]:
    return tuple(kind.fields[key] for key in kind.fields if key != kind.title)


def _rows(actor: Actor, kind: Kind | None, wanted: Wanted, on: date, progress: Progress) -> Iterator[Sequence[Cell]]:
    after, done = Key(on - timedelta(days=1), LAST) if wanted.days else None, 0
    end = on + timedelta(days=wanted.days) if wanted.days else date.max
    while True:
        page = queries.page(actor, wanted.filter, on, after, PAGE)
        progress(done, done + len(page.rows))
        within = [row for row in page.rows if not wanted.days or (row.due is not None and row.due <= end)]
        yield from _lines(actor, kind, within, page.next)
        done += len(page.rows)
        if page.next is None or len(within) < len(page.rows):
            return
        after = page.next


def _lines(actor: Actor, kind: Kind | None, rows: list[Row], following: Key | None) -> Iterator[Sequence[Cell]]:
    if kind is None:
        yield from ((row.kind, *_own(row)) for row in rows)
        return
    for line in ledgers.lines(actor, kind, rows, following, _fields(kind)).lines:
        yield [*_own(line.row), *(fact.text if fact.plain is None else fact.plain for fact in line.facts)]


def _own(row: Row) -> tuple[Cell, ...]:
    leads, supports = "、".join(row.leads), "、".join(row.supports)
    return (row.number, row.title, row.stage, row.opened_on, row.due, row.light.says, leads, supports)
