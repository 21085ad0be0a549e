"""What many tests begin with is made for real once a run; each further test gets the same rows, written as they stand.

Through the actions a district takes hundreds of statements, its rows take a dozen. They are the same to the letter,
numbers included, so no test can tell. Where a test wrote into those tables before, the district is made anew.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection

Made = TypeVar("Made")
Row = tuple[str, ...]
"""A row's columns, its number first, each as it is written in a statement."""


@dataclass(frozen=True)
class Recording:
    """What a maker returned, how many rows the tables that it changed held before, and how to repeat it."""

    returned: Any
    before: dict[str, int]
    statements: tuple[str, ...]


_RECORDED: dict[str, Recording] = {}


def once(name: str, make: Callable[[], Made]) -> Made:
    """What `make` returns, with its rows written. `name` tells makers apart; what is returned is copied for each test."""
    known = _RECORDED.get(name)
    if known is None:
        made, _RECORDED[name] = _record(make)
        return made
    if _counts(known.before) != known.before:
        return make()
    for statement in known.statements:
        _ask(statement)
    return copy.deepcopy(known.returned)


def _record(make: Callable[[], Made]) -> tuple[Made, Recording]:
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    before = {table: _rows(table) for table in tables}
    made = make()
    after = {table: _rows(table) for table in tables}
    changed = [table for table in tables if after[table] != before[table]]
    statements = [text for table in changed for text in _repeating(table, before[table], after[table])]
    counts = {table: len(before[table]) for table in changed}
    return made, Recording(copy.deepcopy(made), counts, tuple(statements))


def _repeating(table: str, before: list[Row], after: list[Row]) -> Iterator[str]:
    """New rows in one statement, each changed one in its own. Nothing that a district is made of is taken away."""
    names, there = _columns(table), {row[0] for row in before}
    assert there <= {row[0] for row in after}, table
    for row in after:
        if row[0] in there and row not in before:
            values = ", ".join(f'"{name}" = {value}' for name, value in zip(names, row, strict=True))
            yield f'UPDATE "{table}" SET {values} WHERE "{names[0]}" = {row[0]}'
    new = ", ".join(f"({', '.join(row)})" for row in after if row[0] not in there)
    if new:
        columns = ", ".join(f'"{name}"' for name in names)
        yield f'INSERT INTO "{table}" ({columns}) VALUES {new}'


def _columns(table: str) -> list[str]:
    """The columns that can be written, the row's number first."""
    models = apps.get_models(include_auto_created=True)
    fields = next(model._meta.concrete_fields for model in models if model._meta.db_table == table)
    return [str(field.column) for field in sorted(fields, key=lambda it: not it.primary_key) if not field.generated]


def _rows(table: str) -> list[Row]:
    """All rows by their numbers, each value as the database itself would write it."""
    write = "quote_nullable({})" if connection.vendor == "postgresql" else "quote({})"
    names = [f'"{name}"' for name in _columns(table)]
    return _ask(f'SELECT {", ".join(write.format(name) for name in names)} FROM "{table}" ORDER BY {names[0]}')


def _counts(tables: Iterable[str]) -> dict[str, int]:
    names = list(tables)
    [counted] = _ask("SELECT " + ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names))
    return dict(zip(names, counted, strict=True))


def _ask(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:  # noqa: TID251 - rows of any table, as they stand
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
