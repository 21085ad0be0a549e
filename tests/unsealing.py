"""Between tests the tables are emptied, which the trail's triggers refuse to everybody: they step aside for that."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

_seal = importlib.import_module("shuangyong.base.trail.migrations.0002_seal")
_flush = BaseDatabaseOperations.execute_sql_flush


class Editor:
    """As much of a schema editor as the seals need; the real one will not work inside a transaction."""

    connection = connection

    def execute(self, sql: str) -> None:
        with connection.cursor() as cursor:  # noqa: TID251 - triggers have no other way
            cursor.execute(sql)


@contextmanager
def unsealed() -> Iterator[None]:
    """Without triggers, as for somebody who has the database file in hand."""
    _seal.unseal(None, Editor())
    try:
        yield
    finally:
        _seal.seal(None, Editor())


def install() -> None:
    """Make Django's flush after transactional tests work."""

    def execute_sql_flush(self: Any, sql_list: list[str]) -> None:
        with unsealed():
            _flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]
