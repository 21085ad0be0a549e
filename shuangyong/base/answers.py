"""The answers to what is asked side by side: on PostgreSQL sent in one go, and what is alike as one statement.

Each statement costs PostgreSQL and its driver as much as bringing sixty rows. Rows that have the same sorts of columns
come in one answer (UNION ALL); each of its parts is what the ORM wrote, with its own order and size.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db.models import CharField, DateField, IntegerField, Model, TextField

from shuangyong.base import prepared
from shuangyong.base.statements import KEPT, Ask, Line, Select, Statement, fields_of


def answers(asked: Sequence[Ask]) -> list[list[Line]]:
    """The rows of each, in this order; on PostgreSQL sent in one go, and what is alike as one statement."""
    kept = [rows.kept(size) for rows, size in asked]
    found = [[] if one else list(rows.queryset(None, size)) for (rows, size), one in zip(asked, kept, strict=True)]
    sent = [(at, *one) for at, one in enumerate(kept) if one and one[0].sql]
    groups = _groups(asked, sent) if len(sent) > 1 and prepared.vendor() == "postgresql" else [[one] for one in sent]
    for group, rows in zip(groups, prepared.ask_all([*map(_joined, groups)]), strict=True):
        for (at, statement, _), some in zip(group, _apart(rows, len(group)), strict=True):
            found[at] = statement.read(some)
    return found


Sent = tuple[int, Statement, list[Any]]
"""Which of those that are asked, its statement and parameters."""


def _groups(asked: Sequence[Ask], sent: Iterable[Sent]) -> list[list[Sent]]:
    """What may be asked as one: a statement more costs PostgreSQL as much as bringing sixty rows."""
    groups: dict[Hashable, list[Sent]] = {}
    for one in sent:
        groups.setdefault(_alike(*asked[one[0]], one[1]) or one[0], []).append(one)
    return [*groups.values()]


def _alike(rows: Select, size: int | None, statement: Statement) -> tuple[str, ...]:
    """The same for what may be asked as one; empty where it may not: all of something in an order comes in it alone."""
    plain = not rows.totals and not statement.converters and all(type(column) is str for column in rows.columns)
    return sorts_of(rows.model, rows.columns) if plain and (size is not None or not rows.order) else ()


def _joined(group: Sequence[Sent]) -> tuple[str, list[Any]]:
    """One statement for several; which of them a row is of stands at its end."""
    if len(group) == 1:
        return group[0][1].sql, group[0][2]
    return _one_of(tuple([one.sql for _, one, _ in group])), [param for *_, params in group for param in params]


@lru_cache(maxsize=KEPT)
def _one_of(every: tuple[str, ...]) -> str:
    texts = [f"SELECT s{at}.*, {at} FROM ({sql}) s{at}" for at, sql in enumerate(every)]  # noqa: S608 - the ORM's own
    return " UNION ALL ".join(texts)


def _apart(rows: list[Line], many: int) -> list[list[Line]]:
    if many == 1:
        return [rows]
    lists: list[list[Line]] = [[] for _ in range(many)]
    for row in rows:
        lists[row[-1]].append(row[:-1])
    return lists


@cache
def sorts_of(model: type[Model], columns: tuple[Any, ...]) -> tuple[str, ...]:
    """Of what sort each column is; empty where one is no plain number, text or day of the model's own."""
    fields = {**fields_of(model), "pk": model._meta.pk}  # noqa: SLF001 - Django's documented way
    sorts = [_sort_of(fields.get(column)) for column in columns]
    return tuple(sorts) if all(sorts) else ()


def _sort_of(field: Any) -> str:
    if field is not None and field.is_relation:
        return _sort_of(field.target_field)
    if type(field) is DateField:  # a moment is one too, to Django
        return "day"
    return "number" if isinstance(field, IntegerField) else "text" if isinstance(field, CharField | TextField) else ""
