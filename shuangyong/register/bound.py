"""What binds the register's rows to the trail: every entry tells what the rows it changed were and have become.

A row's digest is a number; a table's is the sum of its rows' modulo 2**256. Each entry carries, for the rows it
changed, the sum before and after, so that all entries together say what the table's sum must be: nothing has to be
asked row by row, and a change behind the program's back is missed by one addition. Sealed values count as they are
sealed: no digest of what is in the clear stands anywhere, and a rotation of keys is one more change that is entered.

Whoever has the program and the database may still make rows and entries that fit; that the trail itself was made anew
is shown by its chain and by what was noted elsewhere (base.trail.anchors).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from shuangyong.base.trail.witness import ranges
from shuangyong.register.models import (
    Category,
    Honour,
    Household,
    Membership,
    Merchant,
    Person,
    Relation,
    Secret,
    ServiceEpisode,
    Site,
    Trait,
    Troops,
)

KEY = "bound"
TABLES: Mapping[str, tuple[type[Model], str]] = {
    "person": (Person, "人员"),
    "secret": (Secret, "受保护的内容"),
    "episode": (ServiceEpisode, "服役经历"),
    "category": (Category, "优抚类别"),
    "honour": (Honour, "功勋荣誉"),
    "trait": (Trait, "其他情况"),
    "household": (Household, "户"),
    "membership": (Membership, "户内成员"),
    "relation": (Relation, "亲属关系"),
    "troops": (Troops, "部队"),
    "merchant": (Merchant, "商户"),
    "site": (Site, "阵地点位"),
}
"""By their names in entries: table, and what people call it."""
NAMES = {model: name for name, (model, _) in TABLES.items()}
UNBOUND = {"rev"}
"""Counts up whenever somebody holds a person, and says nothing of it."""
WHOLE = 1 << 256
EACH = 20
"""Up to so many changed rows an entry tells each by itself; of more their sum."""
PAGE = 2_000


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """What of a row is bound: all of it."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented way
    return tuple(field.attname for field in fields if field.attname not in UNBOUND)


COLUMNS = {model: columns_of(model) for model, _ in TABLES.values()}


def digest(values: Iterable[Any]) -> int:
    """A row as a number, the same whatever the database gave its values as."""
    said = json.dumps(list(map(_said, values)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return int.from_bytes(sha256(said.encode()).digest(), "big")


def _said(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, (date, UUID)):
        return str(value)
    return value


def of_row(row: Model) -> int:
    return digest(getattr(row, name) for name in COLUMNS[type(row)])


def sum_of(rows: QuerySet[Any]) -> int:
    """The sum of many rows, a page at a time in fixed memory."""
    whole = 0
    for values in rows.values_list(*COLUMNS[rows.model]).iterator(PAGE):
        whole += digest(values)
    return whole % WHOLE


class Bound:
    """The rows that an act is about to change, held and looked at as they stand; `data` afterwards is for its entry."""

    def __init__(self, *rows: Model) -> None:
        self.rows = list(rows)
        self.was = _digests(rows, held=True)

    def data(self, *made: Model) -> dict[str, object]:
        """What the rows have become, with new ones; read again, as the database has them."""
        now = _digests([*self.rows, *made], held=False)
        found: dict[str, list[int]] = {}
        for table, pk in {*self.was, *now}:
            found.setdefault(table, []).append(pk)
        return {KEY: [item for table in sorted(found) for item in self._items(table, sorted(found[table]), now)]}

    def _items(self, table: str, keys: list[int], now: Mapping[tuple[str, int], int]) -> Iterator[list[object]]:
        apart = [[key] for key in keys] if len(keys) <= EACH else [keys]
        for some in apart:
            before = sum(self.was.get((table, key), 0) for key in some)
            yield _item(table, some, before, sum(now.get((table, key), 0) for key in some))


def _item(table: str, keys: list[int], was: int, now: int) -> list[object]:
    return [table, ranges(keys), f"{was % WHOLE:x}", f"{now % WHOLE:x}"]


def _digests(rows: Iterable[Model], *, held: bool) -> dict[tuple[str, int], int]:
    """One question a table."""
    keys: dict[type[Model], set[int]] = {}
    for row in rows:
        keys.setdefault(type(row), set()).add(row.pk)
    found: dict[tuple[str, int], int] = {}
    for model, wanted in keys.items():
        stored = model._default_manager.filter(pk__in=wanted)  # noqa: SLF001 - Django's name for it
        for row in stored.select_for_update() if held else stored:
            found[NAMES[model], row.pk] = of_row(row)
    return found


def of_new(rows: Iterable[Model]) -> dict[str, object]:
    """For the entry of many rows that were just put in: each table's sum, worked out of the rows in hand."""
    sums: dict[str, int] = {}
    keys: dict[str, list[int]] = {}
    for row in rows:
        name = NAMES[type(row)]
        sums[name] = sums.get(name, 0) + of_row(row)
        keys.setdefault(name, []).append(row.pk)
    return {KEY: [_item(name, sorted(keys[name]), 0, sums[name]) for name in sorted(keys)]}
