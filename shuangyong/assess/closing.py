"""What is left of the gap for which a case was opened, from the cells as they are now: nobody reports it by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuangyong.assess import queries
from shuangyong.assess.asking import NotCounted
from shuangyong.assess.engine.gaps import gaps_of
from shuangyong.assess.engine.points import said
from shuangyong.assess.models import Remedy
from shuangyong.assess.queries import SEE, Scored
from shuangyong.assess.remedies import ways
from shuangyong.assess.wording import gap_said
from shuangyong.base.actor import SYSTEM, Actor, Place
from shuangyong.base.errors import NotFound
from shuangyong.cases.models import Case
from shuangyong.catalog.model import LEADER, OPEN_PHASES
from shuangyong.catalog.queries import kind_of


@dataclass(frozen=True, slots=True)
class Left:
    """The gap of one indicator today."""

    code: str
    name: str
    says: str
    closed: bool
    """Nothing is lacking any more."""
    to_do: str = ""
    whose: str = ""
    """The unit, where it is a unit's own score."""


def left_of(actor: Actor, row: Case, on: date) -> Left | None:
    """What is left of the gap that an open case is to close; None where it is to close none, or nobody can tell.

    No query for kinds that no gap is handed out as, one for other cases of these kinds, a fixed number for a case of a
    gap. The actor was found to see the case; of the score no more is told than this indicator.
    """
    sees = any(SEE in seat.permissions for seat in actor.seats)
    if not sees or row.phase not in OPEN_PHASES or row.kind not in {way.kind for way in ways().values()}:
        return None
    remedy = Remedy.objects.filter(case=row.pk).first()
    return _told(row, remedy, on) if remedy else None


def _told(row: Case, remedy: Remedy, on: date) -> Left | None:
    try:
        scored = _score(remedy, on)
    except (NotFound, NotCounted):  # not in force any more, or its ledgers are being gone through
        return None
    result = scored.score.result(remedy.code)
    if result is None:
        return None
    name = result.indicator.name
    whose = scored.score.subject.name if scored.asked.ground.unit else ""
    if on.year != remedy.year:
        return Left(remedy.code, name, f"这是 {remedy.year} 年度的差距，年度已经过去。", closed=False, whose=whose)
    gaps = gaps_of(scored.score, scored.tally, on)
    gap = next((one for one in gaps if one.indicator.code == remedy.code), None)
    if gap is None:
        return Left(remedy.code, name, f"差距已经补上，满 {said(result.of)} 分{_then(row)}。", closed=True, whose=whose)
    to_do = f"要做的：{gap_said(gap, scored.names)}。" if gap.to_be_had else "今年已经补不回来。"
    return Left(remedy.code, name, f"还差 {said(gap.lacking)} 分。", closed=False, to_do=to_do, whose=whose)


def _score(remedy: Remedy, on: date) -> Scored:
    standard = queries.standard_named(remedy.standard, on)
    unit = int(remedy.scope) if standard.subject == "unit" else None
    place = Place(remedy.scope if unit is None else "")
    return queries.score(SYSTEM, place, on=on, today=on, standard=standard.key, unit=unit)


def _then(row: Case) -> str:
    """What its leader can do where the case stands, by which it goes to be judged."""
    kind = kind_of(row.definition_id)
    steps = (one for one in kind.leaving(row.stage) if one.to and kind.stages[one.to].phase == "judging")
    step = next((one for one in steps if LEADER in one.parts), None)
    return f"，可以“{step.name}”" if step else ""
