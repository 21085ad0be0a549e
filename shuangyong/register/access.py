"""Who may do what with whom. A seat reaches the persons who are registered within its place, whatever its reach is.

Every scope is equality on one column; persons who were merged into another are seen through their head alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.base.organisation.actors import may
from shuangyong.register.models import Grant, Household, Merchant, Person, Site, Troops

SEE, LIST, OPEN, EDIT = "register.see", "register.list", "register.open", "register.edit"
MERGE, GLASS, REVIEW = "register.merge", "register.break_glass", "register.review"
EXPORT, RELEASE, AGREE = "register.export", "register.release", "register.agree"
Row = TypeVar("Row", Household, Merchant, Site, Troops)


def seat_at(actor: Actor, what: str, place: Place) -> Seat | None:
    """The seat by which the actor may do it there."""
    return next((seat for seat in actor.seats if what in seat.permissions and place.within(seat.place)), None)


def may_at(actor: Actor, what: str, place: Place) -> bool:
    return actor.is_system or seat_at(actor, what, place) is not None


def need_somewhere(actor: Actor, what: str) -> None:
    """Forbidden with the reason where no post of the actor may."""
    verdict = may(actor, what)
    if not verdict:
        raise Forbidden(verdict.reason, then="需要办理的，请联系有权限的人员。")


def need_at(actor: Actor, what: str, place: Place) -> Seat | None:
    """The seat by which it may (None for the system). Forbidden with the reason."""
    need_somewhere(actor, what)
    if actor.is_system:
        return None
    seat = seat_at(actor, what, place)
    if seat is None:
        raise Forbidden("这条记录不在您管的区划以内。", then="请由所在地的工作人员办理，或先办理迁移。")
    return seat


def within(actor: Actor, what: str, column: str = "") -> Q:
    """What lies within the places of the seats that may do `what`, as a condition on placed rows.

    `column` leads to them from another model: one__ for a pair's first person.
    """
    if actor.is_system:
        return Q()
    places = [seat.place for seat in actor.seats if what in seat.permissions]
    if not places:
        return Q(pk__in=[])
    if any(not place.code for place in places):
        return Q()
    found = Q()
    for place in dict.fromkeys(places):
        found |= Q(**{f"{column}{place.level}": place.code})
    return found


def visible_to(actor: Actor, what: str = SEE) -> QuerySet[Person]:
    """The persons that this actor may see, each once."""
    return Person.objects.filter(within(actor, what), head=None)


def get(actor: Actor, pk: int, *, now: datetime) -> Person:
    """One person, by its own number or that of a record merged into it. Raises NotFound."""
    person = Person.objects.select_related("head").filter(pk=pk).first()
    person = person.head or person if person else None
    if person is None or not (may_at(actor, SEE, person.place) or grant_of(actor, person, now)):
        raise NotFound
    return person


def grant_of(actor: Actor, person: Person, now: datetime) -> Grant | None:
    """The broken glass by which this actor reaches that person now."""
    if not actor.account_id:
        return None
    found = Grant.objects.filter(account=actor.account_id, person=person.pk, at__lte=now, until__gt=now)
    return found.exclude(verdict=Grant.Verdict.UNFOUNDED).order_by("-pk").first()


def rows_of(model: type[Row], actor: Actor) -> QuerySet[Row]:
    """Households, troops, merchants, sites within the places of the actor's seats.

    What is public (troops by public name, merchants, sites) is seen by every post of the place; households are persons.
    """
    if actor.is_system:
        return model.objects.all()
    if model is Household:
        return model.objects.filter(within(actor, SEE))
    counties = {seat.place.up("county") or seat.place.code for seat in actor.seats}
    if "" in counties:
        return model.objects.all()
    found = Q(pk__in=[])
    for code in sorted(counties):
        found |= Q(**{Place(code).level: code})
    return model.objects.filter(found)


def row_of(model: type[Row], actor: Actor, pk: int) -> Row:
    """Raises NotFound."""
    found = rows_of(model, actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
