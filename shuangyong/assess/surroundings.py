"""Numbers that the organisation holds already and nobody is asked for: member units, towns, villages, stations."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from shuangyong.base.actor import Place
from shuangyong.base.organisation.models import GroupMember, Unit
from shuangyong.base.organisation.regions import valid_on

OF_KIND = {"town": "towns", "village": "villages", "station": "stations", "army": "army"}


def bases_of(place: Place, unit: int | None, on: date) -> dict[str, int]:
    """How many of each there are on a day in a place, or under a unit: two queries, one more for a unit."""
    there = _units(place, unit).filter(valid_on(on), kind__in=list(OF_KIND))
    kinds = dict(there.order_by().values_list("kind").annotate(n=Count("pk")))
    found = {base: kinds.get(kind, 0) for kind, base in OF_KIND.items()}
    return {**found, "members": _members(place, on)}


def _units(place: Place, unit: int | None) -> QuerySet[Unit]:
    if unit is not None:
        path = Unit.objects.values_list("path", flat=True).get(pk=unit)
        return Unit.objects.filter(path__startswith=path).exclude(pk=unit)
    return Unit.objects.filter(**{place.level: place.code}) if place.code else Unit.objects.all()


def _members(place: Place, on: date) -> int:
    """Member units of the leading group of exactly this place."""
    held = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    return GroupMember.objects.filter(held, group__unit__region=place.code).values("unit").distinct().count()


def bases_by_county(first: str, last: str, on: date) -> dict[str, dict[str, int]]:
    """The same for every county from one code to another: two queries."""
    found: dict[str, dict[str, int]] = {}
    units = Unit.objects.filter(valid_on(on), kind__in=list(OF_KIND), county__gte=first, county__lte=last).order_by()
    for county, kind, n in units.values_list("county", "kind").annotate(n=Count("pk")):
        found.setdefault(county, dict.fromkeys((*OF_KIND.values(), "members"), 0))[OF_KIND[kind]] = n
    held = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    members = GroupMember.objects.filter(held, group__unit__region__gte=first, group__unit__region__lte=last).order_by()
    for region, n in members.values_list("group__unit__region").annotate(n=Count("unit", distinct=True)):
        found.setdefault(region, dict.fromkeys((*OF_KIND.values(), "members"), 0))["members"] = n
    return found


def bases_of_many(level: str, on: date) -> dict[str, dict[str, int]]:
    """By what is counted, then by the code of every place of a level in the nation: two queries."""
    found: dict[str, dict[str, int]] = {base: {} for base in (*OF_KIND.values(), "members")}
    there = Unit.objects.filter(valid_on(on), kind__in=list(OF_KIND)).order_by()
    for code, kind, n in there.values_list(level, "kind").annotate(n=Count("pk")):
        found[OF_KIND[kind]][code] = n
    held = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    members = GroupMember.objects.filter(held).order_by().values_list("group__unit__region")
    found["members"] = dict(members.annotate(n=Count("unit", distinct=True)))
    return found
