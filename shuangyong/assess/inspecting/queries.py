"""Every read of inspections: what the three evaluated, what was found, who was inspected how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from shuangyong.assess.inspecting.declared import often
from shuangyong.base.actor import Actor
from shuangyong.base.errors import NotFound
from shuangyong.base.organisation.models import Unit
from shuangyong.cases.models import Case
from shuangyong.cases.queries import visible_to
from shuangyong.catalog.queries import kind_of
from shuangyong.rules.drawing import draw

INSPECTION, MENDING = "inspection", "mending"
BEFORE = ("planned", "approved")
"""Stages of an inspection that has not been held."""
PAGE = 50
GRADES = ("office_grade", "army_grade", "supervision_grade")
WAITS = timedelta(days=400)
"""An inspection that was planned longer ago is no longer one of the last days."""


@dataclass(frozen=True, slots=True)
class Line:
    """One inspection with its three evaluations side by side."""

    case: int
    number: str
    matter: str
    sort: str
    authority: str
    stage: str
    key: str
    held_on: str
    sampled: tuple[str, ...]
    repeats: bool | None
    """Whether the word and the list give the drawn units again; None where nothing was drawn by a word."""
    grades: tuple[str, str, str]
    found: int
    open: int


def listing(actor: Actor, below: int | None = None) -> tuple[list[Line], int | None]:
    """Inspections, newest first, and the number below which the next page begins. Three queries."""
    rows = visible_to(actor).filter(kind=INSPECTION).exclude(phase="void").order_by("-pk")
    mended = Count("children", filter=Q(children__kind=MENDING))
    still = Count("children", filter=Q(children__kind=MENDING, children__closed_on=None))
    wanted = rows.filter(pk__lt=below) if below else rows
    found = list(wanted.annotate(found=mended, still=still)[: PAGE + 1])
    following = found[PAGE - 1].pk if len(found) > PAGE else None
    names = names_of(_unit_keys(found[:PAGE]))
    return [_line(row, names) for row in found[:PAGE]], following


def _unit_keys(rows: Iterable[Case]) -> set[int]:
    return {unit for row in rows for key in ("objects", "sampled") for unit in row.values.get(key) or ()}


def names_of(units: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Short and full names of units. One query."""
    return {
        pk: (short, name)
        for pk, short, name in Unit.objects.filter(pk__in=set(units)).values_list("pk", "short", "name")
    }


def _line(row: Case, names: Mapping[int, tuple[str, str]]) -> Line:
    values = row.values
    sampled = [names[unit] for unit in values.get("sampled") or () if unit in names]
    objects = [names[unit][1] for unit in values.get("objects") or () if unit in names]
    word, drawn = str(values.get("draw") or ""), {name for _, name in sampled}
    again = set(draw(word, objects, len(drawn))) == drawn if word and drawn else None
    grades = [str(values.get(key) or "") for key in GRADES]
    return Line(
        case=row.pk,
        number=row.number,
        matter=row.title,
        sort=str(values.get("sort") or ""),
        authority=str(values.get("authority") or ""),
        stage=kind_of(row.definition_id).stages[row.stage].name,
        key=row.stage,
        held_on=str(values.get("held_on") or "")[:10],
        sampled=tuple(short for short, _ in sampled),
        repeats=again,
        grades=(grades[0], grades[1], grades[2]),
        found=row.found,  # type: ignore[attr-defined]  # annotated above
        open=row.still,  # type: ignore[attr-defined]  # annotated above
    )


def often_inspected(place: str, on: date, but: int = 0) -> Counter[int]:
    """How often each unit was inspected within the declared days, all inspections of the county counted, whoever runs
    them: this is what keeps them from heaping up. Where nothing was drawn, all that it was to look at. One query."""
    since = on - timedelta(days=often().days)
    rows = Case.objects.filter(kind=INSPECTION, county=place, opened_on__gt=on - WAITS).exclude(phase="void")
    found: Counter[int] = Counter()
    for values, opened in rows.exclude(pk=but).values_list("values", "opened_on"):
        day = str(values.get("held_on") or opened)[:10]
        if since.isoformat() < day <= on.isoformat():
            found.update(values.get("sampled") or (values.get("objects") if values.get("held_on") else None) or ())
    return found


def lately_said(place: str, on: date, but: int = 0) -> dict[int, str]:
    """The same in words, of the units that were inspected at all: to be seen before another inspection is sent."""
    rule, found = often(), often_inspected(place, on, but) if place else Counter[int]()
    return {
        unit: f"{rule.days}天内查过{times}次" + (f"，再查就超过{rule.most}次" if times >= rule.most else "")
        for unit, times in found.items()
    }


def lately_of(row: Case, on: date) -> tuple[tuple[str, str], ...]:
    """The units that an inspection not yet held is to look at and that were inspected lately: name and how often."""
    if row.kind != INSPECTION or row.stage not in BEFORE:
        return ()
    said, units = lately_said(row.county, on, row.pk), row.values.get("sampled") or row.values.get("objects") or ()
    names = names_of(unit for unit in units if unit in said)
    return tuple((names[unit][0], said[unit]) for unit in units if unit in names)


@dataclass(frozen=True, slots=True)
class Object:
    """A unit that may be inspected."""

    unit: int
    short: str
    name: str
    times: int
    drawn: bool

    @property
    def too_often(self) -> bool:
        """Whether one more would be above what is declared."""
        return self.times >= often().most


@dataclass(frozen=True, slots=True)
class Plan:
    """An inspection that waits for its draw, or whose draw is looked at again."""

    row: Case
    word: str
    number: int
    objects: tuple[Object, ...]
    ready: bool
    """Whether units can be drawn now."""


def plan(actor: Actor, pk: int, on: date, word: str = "", number: int = 0) -> Plan:
    """The draw of an inspection by a word: whoever has the list and the word gets the same. Raises NotFound."""
    row = visible_to(actor).filter(pk=pk, kind=INSPECTION).first()
    if row is None:
        raise NotFound
    units = list(row.values.get("objects") or ())
    names, times = names_of(units), often_inspected(row.county, _before(row, on), row.pk)
    said = word.strip() or str(row.values.get("draw") or "") or row.number
    many = number or len(row.values.get("sampled") or ()) or max(1, -(-len(units) // 3))
    drawn = draw(said, [name for _, name in names.values()], many)
    order = {name: at for at, name in enumerate(drawn)}
    objects = [Object(unit, *names[unit], times[unit], names[unit][1] in order) for unit in units if unit in names]
    objects.sort(key=lambda one: (order.get(one.name, len(order)), one.name))
    return Plan(row, said, min(many, len(objects)), tuple(objects), row.stage == "approved")


def _before(row: Case, on: date) -> date:
    """Up to when others are counted: today for one that is still to be sent, its own day for one that was held."""
    held = str(row.values.get("held_on") or "")[:10]
    return min(on, date.fromisoformat(held)) if held else on


def findings_of(place: str, code: str) -> list[Case]:
    """Mending orders of a county that are tied to an indicator, those still open first. One query."""
    rows = Case.objects.filter(kind=MENDING, county=place, values__indicator=code).exclude(phase="void")
    return list(rows.order_by("-closed_on", "pk")[:PAGE])
