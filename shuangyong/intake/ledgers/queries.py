"""What a person sees of the old tables that were sent: those of the own place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import NotFound, Problem
from shuangyong.base.jobs.models import OPEN, Job, State
from shuangyong.base.organisation.actors import need
from shuangyong.intake import spool
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.columns import shown_names
from shuangyong.intake.ledgers.laid_out import Fault, LaidOut, Line
from shuangyong.intake.ledgers.sheets import read
from shuangyong.intake.ledgers.targets import PERMISSION, targets_for
from shuangyong.intake.models import CellWord, ColumnName, Table

PAGE = 30
SHOWN = 200
"""Faults told on the page; all of them stand in the file that is given back."""
NUMBER = "编号"
"""The heading under which an export writes the number of a case."""
PREVIEWED = 2000
"""Rows that are checked while somebody waits for the page."""


def region_of(seat: Seat | None) -> str:
    return seat.place.code if seat else ""


def visible_to(actor: Actor) -> QuerySet[Table]:
    """The tables of the places in which this actor may import. Newest first."""
    if actor.is_system:
        return Table.objects.order_by("-pk")
    places = [seat.place.code for seat in actor.seats if PERMISSION in seat.permissions]
    return Table.objects.filter(region__in=places).order_by("-pk")


def get(actor: Actor, pk: int) -> Table:
    """Raises NotFound."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def stopped(table: Table) -> bool:
    """Whether taking it was broken off: its job failed or was cancelled. It may be gone on with, or mapped anew."""
    if table.state != Table.State.TAKING:
        return False
    return not Job.objects.filter(pk=table.job or 0, state__in=(*OPEN, State.DONE)).exists()


def latest(actor: Actor) -> list[Table]:
    need(actor, PERMISSION)
    return list(visible_to(actor)[:PAGE])


def remembered(region: str) -> dict[str, dict[str, str]]:
    """By target: what this office called its columns before. One query."""
    found: dict[str, dict[str, str]] = {}
    for target, name, key in ColumnName.objects.filter(region=region).values_list("target", "name", "key"):
        found.setdefault(target, {})[name] = key
    return found


def remembered_words(region: str, target: str) -> dict[str, dict[str, str]]:
    """By column: what words in this office's tables meant before. One query."""
    found: dict[str, dict[str, str]] = {}
    rows = CellWord.objects.filter(region=region, target=target).values_list("column", "text", "meant")
    for column, text, meant in rows:
        found.setdefault(column, {})[text] = meant
    return found


def laid_out(actor: Actor, pk: int, now: datetime) -> LaidOut:
    """A table with its rows. Raises NotFound; Problem where its file is no longer there."""
    table = get(actor, pk)
    held = spool.get(table.waiting)
    if held is None:
        raise Problem("这张表的内容已经清除（上传后保留两天）。", then="请重新上传；以前导过的行不会重复。")
    target = targets_for(actor, now).get(table.target)
    if target is None:
        raise Problem("这种事项现在没有有效的定义。", then="请重新上传，另选导入到哪里。")
    sheets = read(*held)
    return LaidOut(table, target, sheets[table.sheet].filled, tuple(sheet.name for sheet in sheets))


def heading_names(laid: LaidOut) -> list[str]:
    """How the columns are called in the table."""
    return shown_names(laid.rows[laid.table.first : laid.table.last + 1])


@dataclass(slots=True)
class Preview:
    """The first rows of a table, checked."""

    good: int = 0
    same: int = 0
    bad: int = 0
    looked_at: int = 0
    faults: list[Fault] = field(default_factory=list)
    first: list[Line] = field(default_factory=list)
    asides: list[tuple[int, str]] = field(default_factory=list)
    """Rows (from 1) that were not read as data, and why."""
    reached: list[tuple[str, int]] = field(default_factory=list)
    """Stages at which rows will stand, and how many of the good rows."""
    goes_on: bool = False
    """Some of these stages are not the end."""
    here: int = 0
    """Cases that the platform holds already under numbers that stand in the table."""
    unused: list[tuple[str, int, str]] = field(default_factory=list)
    """Columns that the way of some rows does not take: label, rows, where it is asked for."""


def preview(laid: LaidOut) -> Preview:
    """Check the first rows, cell by cell."""
    found, seen = Preview(), set[str]()
    for lines in laid.chunks():
        checked = laid.check(lines, seen)
        found.good, found.same = found.good + len(checked.good), found.same + len(checked.same)
        found.bad, found.looked_at = found.bad + len(checked.bad), found.looked_at + len(lines)
        found.first = found.first or lines[:5]
        for line, wrong in checked.bad:
            if len(found.faults) < SHOWN:
                found.faults += laid.faults(line, wrong)
        if found.looked_at >= PREVIEWED:
            break
    found.reached, found.goes_on = laid.target.reached(), laid.target.goes_on()
    found.here = laid.target.here_already(_numbers(laid))
    found.asides, found.unused = laid.asides(PREVIEWED), laid.target.unused()
    return found


def _numbers(laid: LaidOut) -> set[str]:
    """What stands under 编号 in the first rows."""
    names = heading_names(laid)
    if NUMBER not in names:
        return set()
    at, begin = names.index(NUMBER), laid.table.last + 1
    return {text_of(row[at]) for row in laid.rows[begin : begin + PREVIEWED] if at < len(row)} - {""}


def bad_rows(laid: LaidOut) -> bytes:
    """Every bad row of a table, as a workbook."""
    seen: set[str] = set()
    bad = [one for lines in laid.chunks() for one in laid.check(lines, seen).bad]
    return laid.give_back(bad)
