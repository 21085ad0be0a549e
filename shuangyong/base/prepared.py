"""How a statement that is kept is asked of PostgreSQL: parsed and planned by the server once, asked again by its name.

Sent as one text it is parsed and planned anew each time, which took the server about as long as running it. What
belongs to a statement's shape stands in its text: only by a value that it sees does PostgreSQL take a partial index
or know how common a phase is. What changes is sent apart, always of one type, so that each shape is one statement.
config.database says when a connection prepares one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, Func

PREPARED = 200
"""Statements that one connection keeps prepared, the latest used; each is some tens of kilobytes of the server's."""


def cursor() -> CursorWrapper:
    """A cursor that sends values apart from the text. The usual one on SQLite, which keeps statements itself, and
    where queries are logged, which are read with their values."""
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()  # noqa: TID251 - for what the ORM wrote (decision 0015)
    from django.db.backends.postgresql.base import ServerBindingCursor

    wrapper: Any = connection
    wrapper.close_if_health_check_failed()
    wrapper.ensure_connection()
    if wrapper.connection.prepared_max != PREPARED:
        wrapper.connection.prepared_max = PREPARED
    with wrapper.wrap_database_errors:
        made: Any = ServerBindingCursor
        found: CursorWrapper = wrapper._prepare_cursor(made(wrapper.connection))  # noqa: SLF001 - as its own cursor()
    return found


def fixed(sql: str, params: Sequence[Any], is_value: Callable[[Any], bool]) -> str:
    """The text with every parameter that is no value written into it."""
    from psycopg.sql import Literal

    rest = iter(params)

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%" or is_value(param := next(rest)):
            return found[0]
        return Literal(param).as_string(connection.connection).replace("%", "%%")

    connection.ensure_connection()
    return re.sub("%%|%s", written, sql)


def sent(value: Any) -> Any:
    """A value as it is sent: a number as the widest, for statements differ by the types of their values."""
    if type(value) is not int or connection.vendor != "postgresql":
        return value
    from psycopg.types.numeric import Int8

    return Int8(value)


def array(keys: Iterable[int]) -> str:
    """Numbers as one value, for `AnyOf`."""
    return f"{{{','.join(map(str, keys))}}}"


class AnyOf(Func):
    """A number among those of an array, however many they are."""

    function = ""
    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY("
    output_field = BooleanField()
