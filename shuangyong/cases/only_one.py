"""Only one for a person or a household (同户一块): the one that stands is pointed out before a second begins.

Who may not see it learns that there is one, and no more: a household's other cases may lie with another town.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.actions.holding import hold
from shuangyong.cases.engine.record import record_of
from shuangyong.cases.engine.state import State
from shuangyong.cases.models import Case, Involved
from shuangyong.cases.queries import visible_to
from shuangyong.catalog.conditions_of import condition
from shuangyong.catalog.model import OPENING, Kind, OnlyOne
from shuangyong.catalog.queries import kind_of
from shuangyong.register.queries import household_of

MOST = 100
"""Cases of one household that are looked at: beyond it the register has merged what is not one household."""


class Stands(Invalid):
    """Another case stands already: `case`, found by `rule`. `named`: whoever is told may see it."""

    def __init__(self, kind: Kind, rule: OnlyOne, case: Case, *, named: bool) -> None:
        self.rule, self.case = rule, case
        says = self.pointing if named else f"{rule.says}；那一件不在您能查看的范围内。"
        super().__init__({rule.unless: f"{says}确需再办的，请写明{kind.fields[rule.unless].label}。"})

    @property
    def pointing(self) -> str:
        """The rule and the case that stands, by number, title and day."""
        since = self.case.closed_on or self.case.opened_on
        return f"{self.rule.says}：{self.case.number}（{self.case.title}，{since:%Y-%m-%d}）。"


def keep(actor: Actor, kind: Kind, action: str, record: Mapping[str, Any], on: date, own: int = 0) -> None:
    """Raise Stands where a rule looked up before `action` finds that one stands, and no reason is given.

    `record` is the case as it will be; `own` its row, 0 before it is opened. At most four queries a rule, and one
    where one stands: whether `actor` may see it.
    """
    for rule in kind.only_one.values():
        if action not in rule.on or record.get(rule.unless) or condition(kind, rule.when)(record) is not True:
            continue
        standing = standing_for(kind, rule, record, on, own)
        if standing is not None:
            raise Stands(kind, rule, standing, named=visible_to(actor).filter(pk=standing.pk).exists())


def keep_alone(actor: Actor, kind: Kind, record: Mapping[str, Any], on: date) -> None:
    """The same for a case about to open, whoever else opens one at this moment. Inside `writing()`. Raises Stands."""
    if kind.only_one:
        hold(f"cases.only_one:{kind.key}")
        keep(actor, kind, OPENING, record, on)


def standing_for(kind: Kind, rule: OnlyOne, record: Mapping[str, Any], on: date, own: int = 0) -> Case | None:
    """The case that stands for the person or household that the record names, the last one; None where none does."""
    about = record.get(rule.field)
    if not about:
        return None
    sort = kind.fields[rule.field].type
    rows = [about] if sort == "household" else household_of(int(about), on, alone=rule.per == "person")
    involved = Involved.objects.filter(sort=sort, row__in=rows, case__kind=kind.key).exclude(case=own)
    found: Case | None = None
    for case in Case.objects.filter(pk__in=involved.values("case")).order_by("opened_on", "pk")[:MOST]:
        found = _after(rule, case, on, found)
    return found


def _after(rule: OnlyOne, case: Case, on: date, found: Case | None) -> Case | None:
    """What stands once this case is known too."""
    kind = kind_of(case.definition_id)
    its = kind.only_one.get(rule.key, rule)
    record = record_of(kind, State.restored(case.state, kind), {}, on)
    if its.ends and condition(kind, its.ends)(record) is True:
        return None
    return case if condition(kind, its.stands)(record) is True else found
