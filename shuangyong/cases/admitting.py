"""Rows that a form names, looked up among those this actor may name: units he knows of, his proofs, cases he sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import Invalid
from shuangyong.base.organisation.actors import held_on
from shuangyong.base.organisation.models import Tenure
from shuangyong.base.organisation.queries import handed_to, visible_units
from shuangyong.cases import queries
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Proof, ProofUse
from shuangyong.catalog.model import Kind
from shuangyong.register.queries import SORTS, choosable

NO_UNIT = "选择的单位不在可选范围内，请从列表里重新选择。"
NOT_BELOW = (
    "只能分解给本单位、下属单位和下一级的单位；要同级单位出力的，写在配合单位里，要它牵头的，请交办的单位另行交办。"
)
NO_PERSON = "选择的人不在这个单位任职，请重新选择。"
NO_PROOF = "有一份材料没有找到，或者您无权使用，请重新提交。"
NO_CASE = "选择的事项没有找到，请重新选择。"
NOT_REGISTERED = "没有找到这一条登记，或者不在您管的区划以内，请重新查找选择。"


def admit(actor: Actor, kind: Kind, form: Form, on: date) -> None:
    """Raise Invalid where a form names a row that this actor may not name. A fixed number of queries at most."""
    wrong = _units_wrong(actor, kind, form, on) | _persons_wrong(form, on)
    wrong |= _proofs_wrong(actor, form) | _cases_wrong(actor, kind, form) | _register_wrong(actor, kind, form)
    if wrong:
        raise Invalid(wrong)


def admit_below(seat: Seat, part: str, form: Form) -> None:
    """Raise Invalid where work is handed up or aside: `part` goes to units under the seat alone. One query."""
    given = {unit for unit, _ in form.gives.get(part, ())}
    if given - handed_to(seat, given):
        raise Invalid({part: NOT_BELOW})


def usable_proofs(actor: Actor) -> Q:
    """What one may file into a case: what he filed, what lies in a case he sees, what his units filed and not used yet.

    A colleague's paper in a case that is above one's degree must not be had by filing it into another one.
    """
    if actor.is_system:
        return Q()
    return Q(filed_by=actor.account_id) | ~_used() & Q(filed_for__in=_units(actor)) | Q(pk__in=_seen(actor))


def own_papers(actor: Actor) -> Q:
    """Of that, what he or his units filed: what a form offers to be used once more."""
    seen = Q(pk__in=_seen(actor))
    return Q(filed_by=actor.account_id) | Q(filed_for__in=_units(actor)) & (~_used() | seen)


def _units(actor: Actor) -> list[int]:
    return [seat.unit_id for seat in actor.seats]


def _used() -> Q:
    return Q(Exists(ProofUse.objects.filter(proof=OuterRef("pk"))))


def _seen(actor: Actor) -> QuerySet[ProofUse, Any]:
    return ProofUse.objects.filter(case__in=queries.visible_to(actor)).values("proof")


def _named(kind: Kind, form: Form, *types: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for key, value in form.values.items():
        if value and key in kind.fields and kind.fields[key].type in types:
            found[key] = set(value) if isinstance(value, tuple) else {value}
    return found


def _units_wrong(actor: Actor, kind: Kind, form: Form, on: date) -> dict[str, str]:
    asked = {part: {unit for unit, _ in given} for part, given in form.gives.items()}
    asked |= _named(kind, form, "unit", "units")

    def look_up(keys: set[int]) -> Iterable[int]:
        return visible_units(actor, on).filter(pk__in=keys).values_list("pk", flat=True)

    return _absent(asked, look_up, NO_UNIT)


def _persons_wrong(form: Form, on: date) -> dict[str, str]:
    """A person can be given a part only in the unit he serves in."""
    asked = {part: {given for given in held if given[1] is not None} for part, held in form.gives.items()}
    persons = {account for held in asked.values() for _, account in held}
    if not persons:
        return {}
    serving = Tenure.objects.filter(held_on(on), account__in=persons)
    there = set(serving.values_list("unit_id", "account_id"))
    return {part: NO_PERSON for part, held in asked.items() if held - there}


def _proofs_wrong(actor: Actor, form: Form) -> dict[str, str]:
    asked = {slot: set(filed) for slot, filed in form.proofs.items()}

    def look_up(keys: set[int]) -> Iterable[int]:
        return Proof.objects.filter(usable_proofs(actor), pk__in=keys).values_list("pk", flat=True)

    return _absent(asked, look_up, NO_PROOF)


def _cases_wrong(actor: Actor, kind: Kind, form: Form) -> dict[str, str]:
    asked = _named(kind, form, "case")

    def look_up(keys: set[int]) -> Iterable[int]:
        return queries.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True)

    return _absent(asked, look_up, NO_CASE)


def _register_wrong(actor: Actor, kind: Kind, form: Form) -> dict[str, str]:
    """One query for each sort that the form names: persons, households, merchants … within the actor's reach."""
    wrong: dict[str, str] = {}
    for sort in SORTS:
        asked = _named(kind, form, sort)
        if asked:
            wrong |= _absent(asked, partial(choosable, actor, sort), NOT_REGISTERED)
    return wrong


def _absent(asked: dict[str, set[int]], look_up: Callable[[set[int]], Iterable[int]], message: str) -> dict[str, str]:
    keys = set().union(*asked.values()) if asked else set()
    if not keys:
        return {}
    there = set(look_up(keys))
    return {key: message for key, rows in asked.items() if rows - there}
