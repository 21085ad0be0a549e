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


@contextmanager
def unsealed() -> Iterator[None]:
    """Without triggers, as for somebody who has the database file in hand."""
    with connection.schema_editor() as editor:
        _seal.unseal(None, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            _seal.seal(None, editor)


def install() -> None:
    """Make Django's flush after transactional tests work."""

    def execute_sql_flush(self: Any, sql_list: list[str]) -> None:
        with unsealed():
            _flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]
