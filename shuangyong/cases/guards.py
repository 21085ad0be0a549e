"""What a step must keep beyond its own form: rules over several cases, named by `checks` of a transition.

A rule may also say what the step answers by itself, and carry out what follows in another case (shifts change hands).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shuangyong.base.errors import Invalid
from shuangyong.cases import exchanging
from shuangyong.cases.entering import Taken
from shuangyong.cases.rostered import shifts_of, split_names, with_shift
from shuangyong.cases.standing import Open
from shuangyong.catalog import rosters
from shuangyong.rules.roster import RosterError

Guard = Callable[[Open, Mapping[str, Any]], Mapping[str, Any] | None]
"""Raises Invalid where the rule would be broken; gives what the step answers by itself."""
Effect = Callable[[Open, Taken], None]
"""Writes what follows in another case, in the transaction of the step."""


def keep(case: Open, checks: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raise Invalid where the values of a step would break what `checks` stands for; give what it answers itself."""
    return (GUARDS[checks](case, values) or {}) if checks else {}


def carry_out(case: Open, checks: str, taken: Taken) -> None:
    """What the step that was just written leads to in another case."""
    if checks in EFFECTS:
        EFFECTS[checks](case, taken)


def _roster(case: Open, values: Mapping[str, Any]) -> None:
    """A shift of a roster goes to others: nobody in two shifts running, a leader each shift."""
    above = case.row.parent
    declared = rosters.of_sort(above.values["sort"]) if above and above.kind == "duty_roster" else None
    if above is None or declared is None:
        return
    try:
        with_shift(declared.rules, shifts_of(above.pk), case.state.values, values)
    except RosterError as error:
        raise Invalid({"members": f"{error}请换一个人，或者先把另一班调开。"}) from None
    if len(set(split_names(values["members"]))) < declared.rules.members:
        raise Invalid({"members": f"值班人员要 {declared.rules.members} 人，用顿号分开。"})


GUARDS: dict[str, Guard] = {
    "roster": _roster,
    "exchange_asked": exchanging.may_be_asked,
    "exchange": exchanging.agreed,
}
EFFECTS: dict[str, Effect] = {"exchange": exchanging.other_side}


def register(checks: str, guard: Guard) -> None:
    """A rule of a room above, by the name that kinds know it by (catalog.model.CHECKS)."""
    GUARDS[checks] = guard
