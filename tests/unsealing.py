"""Between tests the tables are emptied, which the trail's triggers refuse to everybody: they step aside for that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from shuangyong.base.trail import seals

_flush = BaseDatabaseOperations.execute_sql_flush


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:  # noqa: TID251 - triggers have no other way
        cursor.execute(sql)


@contextmanager
def unsealed() -> Iterator[None]:
    """Without triggers, as for somebody who has the database file in hand."""
    seals.take_off(_execute, connection.vendor)
    try:
        yield
    finally:
        seals.put_on(_execute, connection.vendor)


def install() -> None:
    """Make Django's flush after transactional tests work."""

    def execute_sql_flush(self: Any, sql_list: list[str]) -> None:
        with unsealed():
            _flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]
