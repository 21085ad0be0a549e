"""Every write of inspections and what follows from them: drawing units, drafting a circular, duty letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from shuangyong.assess.inspecting import circulars, letters, queries
from shuangyong.base.actor import Actor, Place
from shuangyong.base.errors import Invalid
from shuangyong.base.storing import writing
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case


def draw_units(actor: Actor, pk: int, word: str, number: int, *, rev: int, now: datetime) -> Case:
    """Draw by the word and enter it as a step. Raises NotFound, Invalid and what a step raises."""
    if not word.strip():
        raise Invalid({"word": "请写抽样口令，例如当天的日期。"})
    plan = queries.plan(actor, pk, localtime(now).date(), word, number)
    if not 0 < number <= len(plan.objects):
        raise Invalid({"number": f"应为 1 至 {len(plan.objects)}。"})
    drawn = tuple(one.unit for one in plan.objects if one.drawn)
    return take(actor, pk, "draw", Form({"draw": word.strip(), "sampled": drawn}), rev=rev, now=now)


def draft_circular(actor: Actor, place: Place, cut_off: date, unit: int, *, now: datetime) -> Case:
    """Open a circular whose text and figures are those of the ledgers on a day. Raises Invalid, Forbidden."""
    if cut_off > localtime(now).date():
        raise Invalid({"cut_off": "数据截止日不能晚于今天。"})
    draft = circulars.compose(actor, place, cut_off)
    values = {"matter": draft.title, "sort": "工作通报", "cut_off": cut_off, "body": draft.text}
    if draft.named:
        values["named"] = draft.named
    return open_case(actor, "circular", Form(values, {"lead": ((unit, None),)}), now=now, place=place)


@dataclass(frozen=True, slots=True)
class Letters:
    """What is the same in all letters."""

    goals: str
    basis: str
    deadline: date


def send_letters(actor: Actor, place: Place, units: Iterable[int], wanted: Letters, *, now: datetime) -> list[Case]:
    """A responsibility letter for each unit, its duties drawn from the indicators that it bears; all or none.

    Raises Invalid, Forbidden.
    """
    today = localtime(now).date()
    bad = {} if wanted.goals.strip() else {"goals": "请写责任目标。"}
    bad |= {} if wanted.basis.strip() else {"basis": "请写签订依据。没有依据的用任务清单，不签责任书。"}
    bad |= {} if wanted.deadline >= today else {"deadline": f"责任期止不能早于今天（{today}）。"}
    borne = {one.unit: one for one in letters.borne(actor, place, today)}
    chosen = [borne[unit] for unit in dict.fromkeys(units) if unit in borne and not borne[unit].number]
    bad |= {} if chosen else {"units": "请选择责任单位；已有责任书的不再签。"}
    if bad:
        raise Invalid(bad)
    same = {"goals": wanted.goals.strip(), "basis": wanted.basis.strip(), "deadline": wanted.deadline}
    with writing():
        return [
            open_case(
                actor,
                letters.LETTER,
                Form({**same, "duties": one.duties}, {"lead": ((one.unit, None),)}),
                now=now,
                place=place,
            )
            for one in chosen
        ]
