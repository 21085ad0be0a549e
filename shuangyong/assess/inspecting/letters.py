"""Responsibility letters (目标责任书): each unit's indicators as its duties, so that nobody writes them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuangyong.assess import queries, shoulders
from shuangyong.assess.engine.points import said
from shuangyong.assess.engine.scoring import Result
from shuangyong.base.actor import Actor, Place
from shuangyong.base.organisation.queries import in_order
from shuangyong.cases.models import Holding

LETTER = "duty_letter"
MOST = 4_000
"""Characters of the field."""


@dataclass(frozen=True, slots=True)
class Borne:
    """A unit with what it bears."""

    unit: int
    name: str
    indicators: int
    points: str
    duties: str
    number: str
    """Of the letter that is open already."""
    case: int


def borne(actor: Actor, place: Place, on: date) -> list[Borne]:
    """Every unit of a place that bears indicators of its standard, in the office's order (`queries.in_order`)."""
    scored = queries.score(actor, place, on=on, today=on)
    by_unit: dict[int, list[Result]] = {}
    for result in scored.score.results:
        for unit in shoulders.units_of(scored, result):
            by_unit.setdefault(unit, []).append(result)
    names = in_order(by_unit, place, on)
    letters = _open_letters(by_unit)
    title = scored.score.standard.name
    return [_borne(unit, name, by_unit[unit], title, letters.get(unit)) for unit, name in names.items()]


def _open_letters(units: dict[int, list[Result]]) -> dict[int, tuple[int, str]]:
    held = Holding.objects.filter(unit__in=list(units), part="lead", case__kind=LETTER, case__closed_on=None)
    rows = held.exclude(case__phase="void").order_by("case").values_list("unit", "case", "case__number")
    return {unit: (case, number) for unit, case, number in rows}


def _borne(unit: int, name: str, results: list[Result], title: str, letter: tuple[int, str] | None) -> Borne:
    case, number = letter or (0, "")
    points = said(sum(result.of for result in results))
    return Borne(unit, name, len(results), points, duties_of(results, title), number, case)


def duties_of(results: list[Result], title: str) -> str:
    """A line for each indicator, as many as the field holds; the rest is told as a number."""
    lines = [f"按《{title}》，承担下列指标："]
    for number, result in enumerate(results):
        one = result.indicator
        words = f"。{one.words}" if one.words else ""
        line = f"{number + 1}．{one.code} {one.name}（{said(result.of)}分）{words}"
        if sum(map(len, lines)) + len(lines) + len(line) > MOST - 60:
            return "\n".join([*lines, f"另有{len(results) - number}项，见“我的指标”。"])
        lines.append(line)
    return "\n".join(lines)
