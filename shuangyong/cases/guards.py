"""What a step must keep beyond its own form: rules over several cases, named by `checks` of a transition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shuangyong.base.errors import Invalid
from shuangyong.cases.rostered import shifts_of, split_names, with_shift
from shuangyong.cases.standing import Open
from shuangyong.catalog import rosters
from shuangyong.rules.roster import RosterError

Guard = Callable[[Open, Mapping[str, Any]], None]


def keep(case: Open, checks: str, values: Mapping[str, Any]) -> None:
    """Raise Invalid where the values of a step would break what `checks` stands for."""
    if checks:
        GUARDS[checks](case, values)


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


GUARDS: dict[str, Guard] = {"roster": _roster}


def register(checks: str, guard: Guard) -> None:
    """A rule of a room above, by the name that kinds know it by (catalog.model.CHECKS)."""
    GUARDS[checks] = guard
