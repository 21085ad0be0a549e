"""Two shifts of a roster change hands in one step: one side asks, the other agrees, the rules are kept over both.

Taken one after the other the first half would often break a rule that the whole keeps (two shifts next to each other).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shuangyong.base.errors import Invalid, Stale
from shuangyong.cases.around import BESIDE, beside
from shuangyong.cases.engine.steps import Step
from shuangyong.cases.entering import Taken, write_step
from shuangyong.cases.models import Case
from shuangyong.cases.rostered import in_order, shift_of, shifts_of
from shuangyong.cases.standing import Open, lay_open
from shuangyong.catalog import rosters
from shuangyong.catalog.model import OPEN_PHASES
from shuangyong.rules.roster import RosterError, Rules, Shift
from shuangyong.rules.roster import exchanged as exchange

LEADER, MEMBERS = "带班领导", "值班人员"
SWAP = "swap"


def may_be_asked(case: Open, values: Mapping[str, Any]) -> None:
    """Somebody asks for this shift and offers another: refused at once where no agreement could make it right."""
    _check(case, values["offered"], values.get("exchange_of", ""), "offered")


def agreed(case: Open, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The other side agrees: the people of the offered shift, who serve here from now on. Looked up anew."""
    asked = case.state.values
    mine, _ = _check(case, asked["offered"], asked.get("exchange_of", ""), "note")
    return _people(mine)


def other_side(case: Open, taken: Taken) -> None:
    """The offered shift gets the people that this one had, by a step of its own."""
    asked = case.state.values
    row = Case.objects.select_for_update().get(pk=asked["offered"])
    before = shift_of(asked)
    which = asked.get("exchange_of", "")
    if _people(_mixed(before, shift_of(row.values), which)) != {
        key: taken.step.values[key] for key in ("leader", "members")
    }:
        raise Stale(f"{row.title}刚刚换了人，没有换成。", then="请刷新页面，看清现在由谁值班再办。")
    theirs = _mixed(shift_of(row.values), before, which)
    values = {**_people(theirs), "why": f"与{before.slot}换班"}
    step = Step(SWAP, taken.step.on, taken.actor.account_id, taken.step.unit, "双方同意换班。", values)
    write_step(lay_open(row, taken.step.on), replace(taken, step=step, said="换班"))


def _check(case: Open, offered: int, which: str, field: str) -> tuple[Shift, Shift]:
    """Both shifts as they would be served. Raises Invalid that names the rule."""
    above, row = case.row.parent, Case.objects.filter(pk=offered, kind=case.row.kind).first()
    if above is None or row is None or row.parent_id != above.pk or row.pk == case.row.pk:
        raise Invalid({field: "只能与同一张值班表里的另一班对换。"})
    if row.phase not in OPEN_PHASES:
        raise Invalid({field: f"{row.title}已经值过或者作废，不能再换。"})
    here, there = shift_of(case.state.values), shift_of(row.values)
    mine, theirs = _mixed(here, there, which), _mixed(there, here, which)
    declared = rosters.of_sort(above.values["sort"])
    if declared is not None:
        try:
            exchange(declared.rules, in_order(declared.rules, shifts_of(above.pk)), mine, theirs)
        except RosterError as error:
            raise Invalid({field: f"换了以后：{error}请换别的班。"}) from None
    return mine, theirs


def asked_for(case: Open) -> str:
    """What the other side is asked to agree to, in words; "" where the offered shift is gone."""
    values = case.state.values
    row = Case.objects.filter(pk=values.get("offered") or 0, kind=case.row.kind).first()
    if row is None:
        return ""
    which = {LEADER: "只换带班领导", MEMBERS: "只换值班人员"}.get(values.get("exchange_of", ""), "整班对换")
    ours = f"“{case.row.title}”（{_names(shift_of(values))}）"
    theirs = f"“{row.title}”（{_names(shift_of(row.values))}）"
    return f"{ours}和{theirs}，{which}。原因：{values.get('why', '')}"


def _names(shift: Shift) -> str:
    return "、".join((shift.leader, *shift.members))


WAYS = (("", ""), (LEADER, "，只能换带班领导"), (MEMBERS, "，只能换值班人员"))
"""What of two shifts may change hands, and what is said where it is not the whole."""


def choices(case: Open) -> tuple[tuple[str, str], ...]:
    """The shifts that this one can change with under the rules: number, title, who serves. Three queries."""
    above = case.row.parent
    declared = rosters.of_sort(above.values["sort"]) if above else None
    if above is None or declared is None:
        return beside(case)
    whole, here = in_order(declared.rules, shifts_of(above.pk)), shift_of(case.state.values)
    rows = Case.objects.filter(parent=above, kind=case.row.kind, phase__in=OPEN_PHASES).exclude(pk=case.row.pk)
    found = []
    for number, title, values in rows.order_by("pk").values_list("number", "title", "values")[:BESIDE]:
        there = shift_of(values)
        way = next((says for which, says in WAYS if _keeps(declared.rules, whole, here, there, which)), None)
        if way is not None:
            found.append((number, f"{title}（{_names(there)}{way}）"))
    return tuple(found)


def _keeps(rules: Rules, whole: list[Shift], here: Shift, there: Shift, which: str) -> bool:
    """Whether the roster keeps its rules, and anybody's duty changes at all."""
    mine, theirs = _mixed(here, there, which), _mixed(there, here, which)
    if mine == here:
        return False
    try:
        exchange(rules, whole, mine, theirs)
    except RosterError:
        return False
    return True


def _mixed(slot: Shift, people: Shift, which: str) -> Shift:
    """A shift's slot served by another's people, all of them or those of one sort."""
    return Shift(
        slot.slot,
        slot.leader if which == MEMBERS else people.leader,
        slot.members if which == LEADER else people.members,
    )


def _people(shift: Shift) -> dict[str, str]:
    return {"leader": shift.leader, "members": "、".join(shift.members)}
