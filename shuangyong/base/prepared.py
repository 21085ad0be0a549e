"""How a statement that is kept is asked of PostgreSQL: parsed and planned by the server once, asked again by its name.

Sent as one text it is parsed and planned anew each time, which took the server about as long as running it. What
belongs to a statement's shape stands in its text: only by a value that it sees does PostgreSQL take a partial index
or know how common a phase is. What changes is sent apart, always of one type, so that each shape is one statement.
config.database says when a connection prepares one.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BooleanField, Func
from django.utils.dateparse import parse_date

Line = tuple[Any, ...]


def ask(sql: str, params: Sequence[Any]) -> list[Line]:
    """All rows of a statement that the ORM wrote."""
    return ask_all([(sql, params)])[0]


def ask_all(asked: Sequence[tuple[str, Sequence[Any]]]) -> list[list[Line]]:
    """The rows of several, none of which waits for another.

    Straight by the driver, between the same checks as Django's own cursors make: those cost as much as asking, so
    they are made once for all. Where queries are listened to or logged, they go by Django's cursor, with their values
    in them.
    """
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    if wrapper.queries_logged or wrapper.execute_wrappers:
        return [_by_django(wrapper, *one) for one in asked]
    _check(wrapper)
    with wrapper.wrap_database_errors:
        return _WAYS[wrapper.vendor](wrapper.connection, asked)


def _by_django(wrapper: Any, sql: str, params: Sequence[Any]) -> list[Line]:
    with wrapper.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _check(wrapper: Any) -> None:
    """As Django before it asks anything."""
    wrapper.close_if_health_check_failed()
    wrapper.ensure_connection()
    wrapper.validate_thread_sharing()
    wrapper.validate_no_broken_transaction()


@contextlib.contextmanager
def unlogged() -> Iterator[None]:
    """Nothing that is asked meanwhile is logged, in debug mode either: slots have no values that a log could write."""
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    wrapper.make_debug_cursor = wrapper.make_cursor
    try:
        yield
    finally:
        del wrapper.make_debug_cursor


def keep_days() -> None:
    """SQLite has each day read by Python. Days are few and come again and again: the same text is read once."""
    if vendor() == "sqlite":
        read = lru_cache(maxsize=DAYS)(lambda cell: parse_date(cell.decode()))
        sqlite3.register_converter("date", read)


DAYS = 4096
"""As many as ten years have."""


def _by_sqlite(driver: Any, asked: Sequence[tuple[str, Sequence[Any]]]) -> list[list[Line]]:
    """The driver keeps statements by their texts itself."""
    return [driver.execute(_marked(sql), params).fetchall() for sql, params in asked]


@lru_cache(maxsize=1000)
def _marked(sql: str) -> str:
    """With the marks for values that SQLite's driver knows, as Django sets them."""
    return re.sub("(?<!%)%s", "?", sql).replace("%%", "%")


def _by_postgresql(driver: Any, asked: Sequence[tuple[str, Sequence[Any]]]) -> list[list[Line]]:
    """One by one: several in one go (the driver's pipeline) take this process half as long again."""
    ask_by_name = _by_name()
    return [ask_by_name(driver, _numbered(sql), params) for sql, params in asked]


@cache
def _by_name() -> Any:
    """Brought in where it is used: on SQLite nothing needs PostgreSQL's driver."""
    from shuangyong.base import by_name

    return by_name.ask


@lru_cache(maxsize=1000)
def _numbered(sql: str) -> bytes:
    """With the marks for values that PostgreSQL knows."""
    numbers = count(1)
    return re.sub("%%|%s", lambda found: "%" if found[0] == "%%" else f"${next(numbers)}", sql).encode()


_WAYS = {"sqlite": _by_sqlite, "postgresql": _by_postgresql}


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


@cache
def vendor() -> str:
    """Of the one database: asked of Django it takes as long as putting a short list of values together."""
    return str(connection.vendor)


def sent(values: list[Any]) -> list[Any]:
    """Values as they are sent: a day or moment as its field prepares it; on PostgreSQL a number as the widest, for
    statements differ by the types of their values."""
    if vendor() == "postgresql":
        widest = _widest()
        return [widest(value) if type(value) is int else value for value in values]
    return [value if type(value) in AS_THEY_ARE else _sent_to_sqlite(value) for value in values]


AS_THEY_ARE = frozenset({int, str, bool, float, bytes, type(None)})


def _sent_to_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def _widest() -> Callable[[int], Any]:
    from psycopg.types.numeric import Int8

    return Int8


def array(keys: Iterable[int]) -> str:
    """Numbers as one value, for `AnyOf`."""
    return f"{{{','.join(map(str, keys))}}}"


class AnyOf(Func):
    """A number among those of an array, however many they are."""

    function = ""
    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY("
    output_field = BooleanField()
