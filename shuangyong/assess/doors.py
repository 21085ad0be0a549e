"""What this room hangs into the rooms below: its sort of definition, and its ear at every step of a case."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shuangyong.assess import asking, keeping, versions
from shuangyong.assess.standard.comparing import differences
from shuangyong.assess.standard.proving import prove_standard
from shuangyong.assess.standard.reading import SORT, read_standard
from shuangyong.base.actor import Actor
from shuangyong.base.organisation import handlers
from shuangyong.base.organisation.models import Unit
from shuangyong.cases import guards
from shuangyong.cases.models import Case
from shuangyong.cases.watching import many_written, step_written
from shuangyong.catalog import sorts


def open_up() -> None:
    """Once, when Django starts."""
    sorts.register(
        sorts.Sort(SORT, "考评标准", "standards", read_standard, prove_standard, asking.published, differences)
    )
    step_written.register(keeping.on_step)
    many_written.register(keeping.on_many)
    handlers.unit_placed.register(unit_placed)
    guards.register("carried_own", versions.own_stands)
    guards.register("carried_upper", versions.upper_stands)


def unit_placed(actor: Actor, unit: Unit, old: str, now: datetime) -> None:
    """Cases that went to another place with their unit (cases.following, called before) count there from now on."""
    went = Case.objects.filter(marks__scope__in=[old[:6], old[:4], old[:2]], holdings__unit=unit)
    keeping.place_again(went.exclude(Q(marks__scope=unit.county) & Q(county=unit.county)).distinct())
