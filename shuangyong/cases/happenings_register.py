"""Events of the register: who came into service, left it, died; a record that was merged counts for its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from shuangyong.base.actor import Place
from shuangyong.cases.happenings import Happening, provider
from shuangyong.register.models import Person, ServiceEpisode


@provider("退役")
def _discharged(since: date, until: date) -> Iterator[Happening]:
    found = ServiceEpisode.objects.filter(discharged__range=(since, until), person__died=None)
    return _of(found.values_list("discharged", "person__head", "person", "person__region"))


@provider("入伍")
def _enlisted(since: date, until: date) -> Iterator[Happening]:
    found = ServiceEpisode.objects.filter(enlisted__range=(since, until), person__died=None)
    return _of(found.values_list("enlisted", "person__head", "person", "person__region"))


@provider("去世")
def _died(since: date, until: date) -> Iterator[Happening]:
    return _of(Person.objects.filter(died__range=(since, until)).values_list("died", "head", "pk", "region"))


def _of(rows: Iterable[tuple[date | None, int | None, int, str]]) -> Iterator[Happening]:
    for day, head, person, region in dict.fromkeys(rows):
        if day is not None:
            yield Happening(day, head or person, Place(region))
