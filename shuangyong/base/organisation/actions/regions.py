"""Bringing a table of regions in: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.actions.holding import hold
from shuangyong.base.organisation.actors import Thing, need
from shuangyong.base.organisation.models import Region
from shuangyong.base.organisation.regions import Row, read_table
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail

MOST_FAULTS = 50
BATCH = 500
MAP = "organisation.region"


@dataclass(frozen=True, slots=True)
class ImportedRegions:
    """How many rows were new, changed, and the same as before."""

    added: int
    changed: int
    same: int


def import_regions(actor: Actor, text: str, *, now: datetime) -> ImportedRegions:
    """Store the regions of a CSV text (code,name,parent,valid_from,valid_to).

    A row with a code and first day that are known changes that entry. Invalid has one message a line, keyed `第N行`.
    """
    rows, wrong = read_table(text)
    for row in rows:
        need(actor, "region.import", Thing(Place(row.code)))
    with writing():
        hold("regions")
        wrong = wrong or _clashes(rows)
        if wrong:
            raise _invalid(wrong)
        done = _store(rows)
        told = {"added": done.added, "changed": done.changed, "same": done.same}
        trail.record(actor, "region.import", (MAP, "*"), told, now=now)
    return done


def _invalid(wrong: dict[int, str]) -> Invalid:
    shown = {f"第{line}行": what for line, what in sorted(wrong.items())[:MOST_FAULTS]}
    more = f"（只列前 {MOST_FAULTS} 处）" if len(wrong) > MOST_FAULTS else ""
    return Invalid(shown, f"区划表有 {len(wrong)} 处不对{more}，一行也没有导入。")


def _clashes(rows: list[Row]) -> dict[int, str]:
    """What only shows when all rows are seen together with those stored: missing parents, days that overlap."""
    spans = _stored({row.code for row in rows} | {row.parent for row in rows})
    seen: set[tuple[str, date]] = set()
    wrong = {}
    for row in rows:
        if (row.code, row.valid_from) in seen:
            wrong[row.line] = f"代码 {row.code} 与前面一行的启用日期相同。请只留一行。"
        seen.add((row.code, row.valid_from))
        spans.setdefault(row.code, {})[row.valid_from] = row.valid_to
    for row in rows:
        if row.parent and row.parent not in spans:
            wrong[row.line] = f"上级代码 {row.parent} 既不在本表，也没有导入过。请先导入上级。"
        elif _overlaps(row, spans[row.code]):
            wrong[row.line] = f"代码 {row.code} 与同一代码的另一行有效期重叠。请给前一行填停用日期。"
    return wrong


def _stored(codes: set[str]) -> dict[str, dict[date, date | None]]:
    """By code: first day and end of what is stored."""
    spans: dict[str, dict[date, date | None]] = {}
    for region in _known(codes):
        spans.setdefault(region.code, {})[region.valid_from] = region.valid_to
    return spans


def _overlaps(row: Row, spans: dict[date, date | None]) -> bool:
    """Whether another span of the same code shares a day with this row's."""
    for first, end in spans.items():
        if first == row.valid_from:
            continue
        if (row.valid_to is None or first < row.valid_to) and (end is None or row.valid_from < end):
            return True
    return False


def _store(rows: list[Row]) -> ImportedRegions:
    known = {(region.code, region.valid_from): region for region in _known({row.code for row in rows})}
    added, changed = [], []
    for row in rows:
        region = known.get((row.code, row.valid_from))
        values = {"name": row.name, "parent": row.parent, "valid_to": row.valid_to}
        if region is None:
            added.append(Region(code=row.code, valid_from=row.valid_from, **values))
        elif any(getattr(region, key) != value for key, value in values.items()):
            for key, value in values.items():
                setattr(region, key, value)
            changed.append(region)
    Region.objects.bulk_create(added, batch_size=BATCH)
    Region.objects.bulk_update(changed, ["name", "parent", "valid_to"], batch_size=BATCH)
    return ImportedRegions(len(added), len(changed), len(rows) - len(added) - len(changed))


def _known(codes: set[str]) -> list[Region]:
    ordered = sorted(codes)
    parts = (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))
    return [region for part in parts for region in Region.objects.filter(code__in=part)]
