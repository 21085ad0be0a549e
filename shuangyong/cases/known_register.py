"""What the register holds of the person, merchant or site that a form names: filled where it was left empty.

Only of a row that whoever fills the form may see, and nothing that is kept sealed.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from shuangyong.cases.known import Asking, source
from shuangyong.register import access
from shuangyong.register.models import Category, Merchant, Person, ServiceEpisode, Site
from shuangyong.register.queries import category_names, in_force, places_named, status_of, whole


def _named(asking: Asking, sort: str) -> int | None:
    """The row that the form names: that of the first field of the sort."""
    keys = (key for key, declared in asking.kind.fields.items() if declared.type == sort)
    found = next((asking.values[key] for key in keys if asking.values.get(key)), None)
    return found if isinstance(found, int) else None


@source("person")
def _person(asking: Asking, names: Set[str]) -> Mapping[str, Any]:
    pk = _named(asking, "person")
    person = Person.objects.select_related("head").filter(pk=pk).first() if pk else None
    person = (person.head or person) if person else None
    if person is None or not access.visible_to(asking.actor).filter(pk=person.pk).exists():
        return {}
    found: dict[str, Any] = {"sex": person.sex, "born": person.born, "hukou": person.hukou}
    if "place" in names:
        found["place"] = places_named([person.region]).get(person.region, "")
    if "categories" in names:
        keys = Category.objects.filter(in_force(asking.on), person__in=whole(person)).order_by("pk")
        found["categories"] = category_names(keys.values_list("key", flat=True))
    return found | _service(person, asking, names)


def _service(person: Person, asking: Asking, names: Set[str]) -> dict[str, Any]:
    if not names & {"status", "enlisted", "discharged"}:
        return {}
    episodes = list(ServiceEpisode.objects.filter(person__in=whole(person)).order_by("enlisted", "pk"))
    last = episodes[-1] if episodes else None
    return {
        "status": status_of(episodes, person.died, asking.on),
        "enlisted": last.enlisted if last else None,
        "discharged": last.discharged if last else None,
    }


@source("merchant")
def _merchant(asking: Asking, names: Set[str]) -> Mapping[str, Any]:
    found = access.rows_of(Merchant, asking.actor).filter(pk=_named(asking, "merchant") or 0)
    return found.values("code", "trade", "address", "hours").first() or {}


@source("site")
def _site(asking: Asking, names: Set[str]) -> Mapping[str, Any]:
    found = access.rows_of(Site, asking.actor).filter(pk=_named(asking, "site") or 0)
    return found.values("sort", "address").first() or {}
