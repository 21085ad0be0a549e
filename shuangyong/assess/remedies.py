"""Remedies: a gap handed out as a task or a mending order with one press, and what became of it.

Which kinds, and how their fields are filled, is declared in remedies.toml. The points do not move when the case ends:
they move when the ledgers do. A remedy that has ended beside a gap that is still there says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from shuangyong.assess.engine.points import said
from shuangyong.assess.models import Remedy
from shuangyong.assess.queries import Lack, Scored
from shuangyong.assess.standard.model import measures_of
from shuangyong.base.actor import Actor
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation.declared import Faults, installed, join
from shuangyong.base.storing import writing
from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import current, kind_of

FILE = "remedies.toml"
KEYS = ("name", "kind", "part", "fills")
WORDS = ("whose", "code", "name", "words", "standard", "lacking", "doing", "on", "due")


@dataclass(frozen=True, slots=True)
class Way:
    """One way of handing a gap out."""

    key: str
    name: str
    kind: str
    part: str
    fills: Mapping[str, str]


@cache
def ways() -> dict[str, Way]:
    """This installation's ways by key; DeclarationError lists every fault. Read once a process."""
    return installed(FILE, parse)


def parse(tables: Mapping[str, Any], file: str = FILE) -> dict[str, Way]:
    """The ways of a file. Raises DeclarationError."""
    faults = Faults(file)
    faults.keys("", tables, ("remedies",))
    found = {
        key: _way(faults, key, faults.table(join("remedies", key), table))
        for key, table in faults.table("remedies", tables.get("remedies", {})).items()
    }
    faults.raise_any()
    return found


def _way(faults: Faults, key: str, table: Mapping[str, Any]) -> Way:
    path = join("remedies", key)
    faults.keys(path, table, KEYS)
    name, kind, part = (faults.text(join(path, one), table.get(one)) for one in ("name", "kind", "part"))
    fills = faults.table(join(path, "fills"), table.get("fills", {}))
    for field, text in fills.items():
        try:
            str(text).format(**dict.fromkeys(WORDS, ""))
        except (KeyError, IndexError, ValueError):
            faults.add(join(f"{path}.fills", field), f"花括号里只能用：{'、'.join(WORDS)}。")
    return Way(key, name, kind, part, {field: str(text) for field, text in fills.items()})


# ── handing out ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Order:
    """What a person decides about a remedy: how, to whom, by when."""

    way: str
    unit: int
    due: date
    doing: str


def ways_for(lack: Lack) -> tuple[Way, ...]:
    """The ways in which a gap may be handed out: by a case that does not itself become one more of those that are due.

    A task against a low share of tasks done would lower it until it is done. Where there is no other way, all.
    """
    rated = {one.kind for one in measures_of(lack.gap.indicator.rule) if one.has_base}
    every = tuple(ways().values())
    return tuple(way for way in every if way.kind not in rated) or every


def hand_out(actor: Actor, scored: Scored, lack: Lack, order: Order, *, now: datetime) -> Case:
    """Open the case that is to close the gap, and remember for which gap. Raises what opening a case raises."""
    way = ways().get(order.way)
    if way is None:
        raise NotFound
    kind = kind_of(current(way.kind, scored.asked.today).pk)
    form = Form(_values(kind, way, scored, lack, order), {way.part: ((order.unit, None),)})
    with writing():
        row = open_case(actor, way.kind, form, now=now, place=scored.asked.ground.place)
        score = scored.score
        Remedy.objects.create(
            case=row,
            scope=score.subject.code,
            standard=score.standard.key,
            code=lack.gap.indicator.code,
            year=score.year,
        )
    return row


def _values(kind: Kind, way: Way, scored: Scored, lack: Lack, order: Order) -> dict[str, Any]:
    indicator = lack.gap.indicator
    words = {
        "whose": scored.score.subject.name if scored.asked.ground.unit else "",
        "code": indicator.code,
        "name": indicator.name,
        "words": indicator.words,
        "standard": scored.score.standard.name,
        "lacking": said(lack.gap.lacking),
        "doing": order.doing,
        "on": scored.asked.today.isoformat(),
        "due": order.due.isoformat(),
    }
    return {field: _value(kind, field, text.format(**words)) for field, text in way.fills.items()}


def _value(kind: Kind, field: str, text: str) -> Any:
    declared = kind.fields[field]
    if declared.type == "date":
        return date.fromisoformat(text)
    return text[: declared.max] if declared.max else text


# ── what became of it ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Handed:
    """A case that was opened for a gap."""

    case: int
    number: str
    stage: str
    ended: bool


def handed_out(scored: Scored) -> dict[str, tuple[Handed, ...]]:
    """By indicator: what was opened for this score's gaps. One query."""
    score = scored.score
    rows = Remedy.objects.filter(scope=score.subject.code, standard=score.standard.key, year=score.year)
    found: dict[str, tuple[Handed, ...]] = {}
    columns = ("code", "case", "case__number", "case__definition", "case__stage", "case__closed_on")
    for code, case, number, definition, stage, closed in rows.order_by("pk").values_list(*columns):
        one = Handed(case, number, kind_of(definition).stages[stage].name, closed is not None)
        found[code] = (*found.get(code, ()), one)
    return found
