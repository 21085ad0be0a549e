"""Rows that the trail answers for and that this transaction changes: noted as they are touched, told by an entry.

An entry of the transaction carries `sealed`: for each row its table, its number, what it was and what it has become, as
digests. Whoever changes such a row behind the program's back makes no entry, and the row no longer is what the last
one that speaks of it says.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import models, transaction

from shuangyong.base import storing
from shuangyong.base.trail.witness import ranges

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuangyong.base.trail.models import Entry

KEY = "sealed"
_NOTED = "trail.touched"
LENGTH = 40
"""160 bits of SHA-256: a second row with the same is not to be found."""
PAGE = 500
Item = list[Any]
"""Table, number, digest before ("" of a new row) and after ("" of one that is gone)."""


class Standing(NamedTuple):
    """A row, or a stretch of rows, as it stands."""

    number: int
    digest: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the trail answers for."""

    name: str
    """As entries are about it: organisation.tenure."""
    model: type[Any]
    """Of Bound."""
    columns: tuple[str, ...]
    called: str
    """What people call such a row."""
    width: int = 1
    """So many rows, by their keys, are one number with one digest: of a table that is brought in as a whole.

    An entry would grow with every row of it; so it tells which stretch is wrong, not which row."""

    @property
    def page(self) -> int:
        """Numbers looked at in one query."""
        return PAGE if self.width == 1 else 50

    def standing(self, first: int, end: int | None) -> Iterator[Standing]:
        """What stands from one number to below another (None: to the end), in the order of the numbers."""
        found = self.model.objects.filter(pk__gte=first * self.width)
        return self.rows(found if end is None else found.filter(pk__lt=end * self.width))

    def some(self, numbers: Iterable[int], but: Container[int] = ()) -> Iterator[Standing]:
        """What stands of these; `but` rows with these keys."""
        return self.rows(self.model.objects.filter(self.covered(numbers)), but)

    def covered(self, numbers: Iterable[int]) -> models.Q:
        """The rows of these numbers."""
        if self.width == 1:
            return models.Q(pk__in=list(numbers))
        found = models.Q(pk__in=[])
        for first, last in ranges(numbers):
            found |= models.Q(pk__gte=first * self.width, pk__lt=(last + 1) * self.width)
        return found

    def rows(self, found: QuerySet[Any], but: Container[int] = ()) -> Iterator[Standing]:
        """Number and digest of what stands in some rows, which are whole stretches."""
        values = found.order_by("pk").values_list("pk", *self.columns).iterator(PAGE)
        if self.width == 1:
            yield from (Standing(pk, digest(row)) for pk, *row in values)
            return
        for number, rows in groupby(values, lambda row: row[0] // self.width):
            digests = [digest(row) for row in rows if row[0] not in but]
            if digests:
                yield Standing(number, digest(digests), len(digests))

    def where(self, number: int) -> str:
        """A row or a stretch to a person who looks for what happened."""
        found = self.model.objects.filter(self.covered([number])).order_by("pk")
        if self.width == 1:
            return "".join([f"编号 {number}", *(f"：{row.told}" for row in found)])
        stretch = f"编号 {number * self.width} 至 {(number + 1) * self.width - 1}"
        rows = list(found)
        return f"{stretch}：{rows[0].told}至{rows[-1].told}，共 {len(rows)} 行" if rows else stretch


_tables: dict[str, Table] = {}


def tables() -> dict[str, Table]:
    """All that are answered for, by name."""
    return _tables


def answer_for(model: type[models.Model], called: str, unbound: Iterable[str] = (), width: int = 1) -> None:
    """From now on this table is answered for, all its columns but `unbound`."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented way
    columns = tuple(field.attname for field in fields if field.name not in set(unbound))
    _tables[name_of(model)] = Table(name_of(model), model, columns, called, width)


def name_of(model: type[models.Model]) -> str:
    return model._meta.label_lower  # noqa: SLF001 - Django's documented way


def table_of(model: type[models.Model]) -> Table:
    return _tables[name_of(model)]


def digest(values: Iterable[Any]) -> str:
    """A row's columns as one number, the same whichever database gave them."""
    said = json.dumps(list(map(_said, values)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()[:LENGTH]


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return int(value.timestamp() * 1_000_000)
    return str(value) if isinstance(value, (date, UUID)) else value


# ── inside a transaction ───────────────────────────────────────────────────────────────────────────────────────────


def touch(table: Table, was: dict[int, str]) -> None:
    """These numbers are changed now; `was`: what they were, "" for new ones. The first word of a transaction counts."""
    if not was:
        return
    first = storing.kept().setdefault(_NOTED, {}).setdefault(table.name, {})
    for number, before in was.items():
        first.setdefault(number, before)
    storing.before_commit(_nothing_left, last=True)


def noted(table: Table) -> Iterable[int]:
    """The numbers of a table that this transaction has touched."""
    found: dict[int, str] = storing.kept().get(_NOTED, {}).get(table.name, {})
    return found


def tell(entries: list[Entry]) -> None:
    """Let the first of these that is about such a table carry what was changed; as the last thing before the commit."""
    there = storing.kept().get(_NOTED)
    carrier = next((entry for entry in entries if entry.about_kind in _tables), None) if there else None
    if carrier is not None:
        carrier.data[KEY] = list(_items(storing.kept().pop(_NOTED)))


def _items(touched: dict[str, dict[int, str]]) -> Iterator[Item]:
    for name, was in sorted(touched.items()):
        table, keys = _tables[name], sorted(was)
        for start in range(0, len(keys), table.page):
            some = keys[start : start + table.page]
            now = {there.number: there.digest for there in table.some(some)}
            yield from ([name, pk, was[pk], now.get(pk, "")] for pk in some if was[pk] != now.get(pk, ""))


def _nothing_left() -> None:
    if left := storing.kept().get(_NOTED):
        raise transaction.TransactionManagementError(f"rows of {', '.join(left)} were changed and nothing entered")
