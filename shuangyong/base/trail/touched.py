"""Rows that the trail answers for and that this transaction changes: noted as they are touched, told by an entry.

An entry of the transaction carries `sealed`: for each row its table, its number, what it was and what it has become, as
digests. Whoever changes such a row behind the program's back makes no entry, and the row no longer is what the last
one that speaks of it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction

from shuangyong.base import storing

if TYPE_CHECKING:
    from shuangyong.base.trail.models import Entry

KEY = "sealed"
_NOTED = "trail.touched"
LENGTH = 40
"""160 bits of SHA-256: a second row with the same is not to be found."""
PAGE = 500
Item = list[Any]
"""Table, number, digest before ("" of a new row) and after ("" of one that is gone)."""


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

    def rows(self, chosen: models.Q) -> Iterator[tuple[int, str]]:
        """Number and digest of each of some rows, in the order of the numbers."""
        found = self.model.objects.filter(chosen).order_by("pk")
        for pk, *values in found.values_list("pk", *self.columns):
            yield pk, digest(values)

    def told(self, pk: int) -> str:
        """A row to a person, "" for one that is gone."""
        row = self.model.objects.filter(pk=pk).first()
        return f"：{row.told}" if row else ""


_tables: dict[str, Table] = {}


def tables() -> dict[str, Table]:
    """All that are answered for, by name."""
    return _tables


def answer_for(model: type[models.Model], called: str, unbound: Iterable[str]) -> None:
    """From now on this table is answered for, all its columns but `unbound`."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented way
    columns = tuple(field.attname for field in fields if field.name not in set(unbound))
    _tables[name_of(model)] = Table(name_of(model), model, columns, called)


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
    """These rows are changed now; `was`: what they were, "" for new ones. The first word of a transaction counts."""
    if not was:
        return
    noted = storing.kept().setdefault(_NOTED, {}).setdefault(table.name, {})
    for pk, before in was.items():
        noted.setdefault(pk, before)
    storing.before_commit(_nothing_left, last=True)


def tell(entries: list[Entry]) -> None:
    """Let the first of these that is about such a table carry what was changed; as the last thing before the commit."""
    noted = storing.kept().get(_NOTED)
    carrier = next((entry for entry in entries if entry.about_kind in _tables), None) if noted else None
    if carrier is not None:
        carrier.data[KEY] = list(_items(storing.kept().pop(_NOTED)))


def _items(noted: dict[str, dict[int, str]]) -> Iterator[Item]:
    for name, was in sorted(noted.items()):
        keys = sorted(was)
        for start in range(0, len(keys), PAGE):
            some = keys[start : start + PAGE]
            now = dict(_tables[name].rows(models.Q(pk__in=some)))
            yield from ([name, pk, was[pk], now.get(pk, "")] for pk in some if was[pk] != now.get(pk, ""))


def _nothing_left() -> None:
    if noted := storing.kept().get(_NOTED):
        raise transaction.TransactionManagementError(f"rows of {', '.join(noted)} were changed and nothing entered")
