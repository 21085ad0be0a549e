"""Drawing a roster and putting it into force: the roster's case with a shift's case below it for every shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.actors import held_on
from shuangyong.base.organisation.models import Tenure
from shuangyong.base.storing import writing
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog.rosters import Declared
from shuangyong.rules.roster import Person, RosterError, Shift, draw, slots_of


@dataclass(frozen=True, slots=True)
class Plan:
    """What a roster is drawn from. `seed` chooses among the rosters that are equally fair."""

    declared: Declared
    unit: int
    first: date
    last: date
    people: tuple[Person, ...]
    seed: int
    said: str = ""

    @property
    def title(self) -> str:
        """The roster's name: what for, and from when to when."""
        until = f"至{self.last.month}月{self.last.day}日" if self.last > self.first else ""
        return f"{self.first.year}年{self.first.month}月{self.first.day}日{until}{self.declared.name}表"


def shifts(plan: Plan) -> tuple[Shift, ...]:
    """The roster of a plan, drawn. Raises Invalid that says which shift cannot be filled."""
    try:
        return draw(plan.declared.rules, slots_of(plan.declared.rules, plan.first, plan.last), plan.people, plan.seed)
    except RosterError as error:
        raise Invalid({"people": str(error)}) from None


def staff_of(unit: int, declared: Declared, on: date) -> list[Person]:
    """Whoever serves in a unit on a day, as people of a roster: nobody types names that are held. One query."""
    rows = Tenure.objects.filter(held_on(on), unit=unit).order_by("pk").values_list("account__name", "post")
    leads: dict[str, bool] = {}
    for name, post in rows:
        leads[name] = leads.get(name, False) or post in declared.leaders
    return [Person(name, leading) for name, leading in leads.items()]


def open_roster(actor: Actor, plan: Plan, *, now: datetime) -> Case:
    """Open the roster with all its shifts, whole or not at all. Raises Invalid, Forbidden."""
    drawn = shifts(plan)
    held = {"lead": ((plan.unit, None),)}
    values = {
        "roster": plan.title,
        "sort": plan.declared.sort,
        "from_on": plan.first,
        "until": plan.last,
        "shifts": len(drawn),
    }
    with writing():
        form = Form(values | ({"said": plan.said} if plan.said else {}), held)
        row = open_case(actor, "duty_roster", form, now=now, once=True)
        if row.rev > 1:  # a second tap: the first one drew it
            return row
        for shift in drawn:
            row = take(actor, row.pk, "add_shift", Form(child=Form(_values(shift), held)), rev=row.rev, now=now)
    return row


def _values(shift: Shift) -> dict[str, object]:
    return {
        "shift": str(shift.slot),
        "on_day": shift.slot.day,
        "span": shift.slot.span,
        "leader": shift.leader,
        "members": "、".join(shift.members),
    }
