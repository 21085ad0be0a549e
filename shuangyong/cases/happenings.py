"""What happens in people's lives and opens work: 退役, 入伍, 去世. Rooms that know of it give a provider.

The register's own are in happenings_register.py. A provider answers for a stretch of days and may answer late: an
event that is registered weeks after its day still opens its case, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from shuangyong.base.actor import Place


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in one person's life, and where that person lives."""

    day: date
    person: int
    place: Place


Provider = Callable[[date, date], Iterator[Happening]]
"""The happenings of one name from a day to a day, both included."""
_providers: dict[str, Provider] = {}


def provider(name: str) -> Callable[[Provider], Provider]:
    """Declare who knows of an event; `name` is one of catalog.model.EVENTS."""

    def declare(given: Provider) -> Provider:
        _providers[name] = given
        return given

    return declare


def happened(name: str, since: date, until: date) -> Iterator[Happening]:
    """In the order of days; nothing where nobody knows of such events."""
    known = _providers.get(name)
    yield from sorted(known(since, until), key=lambda one: (one.day, one.person)) if known else ()
