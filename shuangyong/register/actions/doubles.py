"""An identity number that somebody has already: what whoever types it may learn, and who is told instead.

That a number is registered is a fact about a person. Where the record lies within the asker's reach he is led to it;
beyond it the answer is the same as if nobody had it: the person is registered, and the two records wait as a pair for
whoever reaches both. The asker is in the trail, and what he asks so counts among his searches of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shuangyong.base.actor import Actor, Place
from shuangyong.base.trail import actions as trail
from shuangyong.register import access, entries, finding
from shuangyong.register.actions.alarming import alarm
from shuangyong.register.models import Person, Secret

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Known:
    """Who has some numbers now, by blind index."""

    seen: Mapping[str, int] = field(default_factory=dict)
    """Within the asker's reach."""
    beyond: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Never to be told."""


def known(actor: Actor, blinds: Iterable[str], sort: str = "id_number") -> Known:
    """Who has them; a record that was merged counts where its head lies."""
    seen: dict[str, int] = {}
    beyond: dict[str, frozenset[int]] = {}
    asked = list(blinds)
    for at in range(0, len(asked), CHUNK):
        rows = Secret.objects.filter(sort=sort, blind__in=asked[at : at + CHUNK], until=None).order_by("pk")
        for blind, pk, region, head in rows.values_list("blind", "person", "person__region", "person__head__region"):
            if access.may_at(actor, access.SEE, Place(head or region)):
                seen[blind] = pk
            else:
                beyond[blind] = beyond.get(blind, frozenset()) | {pk}
    return Known(seen, beyond)


def pass_on(actor: Actor, doubled: Mapping[int, frozenset[int]], now: datetime) -> None:
    """Inside the transaction: new records with those that have the same number, for whoever may merge them."""
    if not doubled:
        return
    finding.keep(finding.SAME_NUMBER, [[pk, *sorted(others)] for pk, others in doubled.items()], now)
    about = ("register.double", str(min(doubled)))
    trail.record(actor, entries.DOUBLED, about, {"count": len(doubled)}, now=now)
    persons = Person.objects.in_bulk([*doubled, *frozenset[int]().union(*doubled.values())])
    for other in _of_other_counties(doubled, persons):
        says = f"别的区县登记了与编号 {other.pk} 的人员相同的身份证号，请与上级双拥办核对，办理迁移或合并"
        alarm(actor, "double", other, says, now)


def _of_other_counties(doubled: Mapping[int, frozenset[int]], persons: Mapping[int, Person]) -> Sequence[Person]:
    """Whom nobody in the county of the new record reaches: there the pair would wait in vain."""
    far = {other for pk, others in doubled.items() for other in others if persons[other].county != persons[pk].county}
    return [persons[pk] for pk in sorted(far)]
