"""Numbers for a batch: guessed while it is played, taken when it is written, never with a gap.

The last number of each sequence is read without a lock; when the batch is written it is compared and set. Where
somebody opened a case of that kind meanwhile, the batch is played again with the new number: a number may stand in
the words of a step.
"""

from __future__ import annotations

from datetime import date

from shuangyong.base.actor import Place
from shuangyong.cases.models import Serial
from shuangyong.catalog.model import Kind

Scope = tuple[str, str, int]
"""Kind, county, year."""


class Overtaken(Exception):  # noqa: N818 - says what happened
    """Another writer took a number that was guessed for this batch."""


class Numbers:
    """The sequences that a batch draws from."""

    def __init__(self) -> None:
        self._base: dict[Scope, int] = {}
        self._last: dict[Scope, int] = {}

    def take(self, kind: Kind, place: Place, on: date) -> str:
        """The next number of a kind in a county and year."""
        scope = (kind.key, place.up("county") or place.code, on.year)
        if scope not in self._base:
            self._base[scope] = self._last[scope] = _stored(scope)
        self._last[scope] += 1
        return kind.number.format(year=on.year, serial=self._last[scope])

    def mark(self) -> dict[Scope, int]:
        """Where the sequences stand, to return to when a history is refused."""
        return dict(self._last)

    def back_to(self, mark: dict[Scope, int]) -> None:
        self._last = {scope: mark.get(scope, base) for scope, base in self._base.items()}

    def settle(self) -> None:
        """Take the numbers. Inside `writing()`. Raises Overtaken."""
        for scope, base in self._base.items():
            if self._last[scope] > base:
                _set(scope, base, self._last[scope])


def _where(scope: Scope) -> dict[str, str | int]:
    kind, county, year = scope
    return {"kind": kind, "county": county, "year": year}


def _stored(scope: Scope) -> int:
    return Serial.objects.filter(**_where(scope)).values_list("last", flat=True).first() or 0


def _set(scope: Scope, base: int, last: int) -> None:
    if base == 0:
        Serial.objects.bulk_create([Serial(**_where(scope), last=0)], ignore_conflicts=True)
    if not Serial.objects.filter(**_where(scope), last=base).update(last=last):
        raise Overtaken
