"""A statement that PostgreSQL has prepared, asked by its name straight through libpq.

The driver's own cursors cost this process as much as the answer (0.14 ms a statement where this takes 0.07, and more
in a pipeline); pages ask the same few statements all day. psycopg documents this layer (`psycopg.pq`, `Transformer`).
Values and rows are written and read by the connection's own adapters, so what comes back is what a cursor gives.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import Connection, RawCursor, capabilities, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

from shuangyong.base.prepared import Line

PREPARED = 200
"""Statements that one connection keeps prepared, the latest used; each is some tens of kilobytes of the server's."""
GROWN_OLD = b"0A000"
"""A plan under a changed table, to PostgreSQL a feature that is not supported."""
FEW_TIMES = 1000
"""Statements that came too seldom to be prepared, of which it is known how often; more begin anew."""
Key = tuple[bytes, tuple[int, ...]]
"""The text and the types of its values: by both the server plans."""


@dataclass(eq=False, slots=True)
class Prepared:
    """What one connection was asked: how often, and by which name it is known since."""

    times: dict[Key, int] = field(default_factory=dict)
    names: OrderedDict[Key, bytes] = field(default_factory=OrderedDict)


_numbers = count()
_prepared: WeakKeyDictionary[Connection[Any], Prepared] = WeakKeyDictionary()


def ask(driver: Connection[Any], text: bytes, params: Sequence[Any]) -> list[Line]:
    """All rows; `text` has its values as $1, $2 …. Raises the driver's errors."""
    if not _is_ready(driver):
        return _by_cursor(driver, text, params)
    one = Transformer.from_context(driver)
    values: Any = one.dump_sequence(params, [PyFormat.AUTO] * len(params))  # may hold None, which its stubs forget
    name = _name_of(driver, (text, one.types or ()))
    if not name:
        return _by_cursor(driver, text, params)
    result = driver.pgconn.exec_prepared(name, values, one.formats)
    if result.status != ExecStatus.TUPLES_OK:
        if result.error_field(DiagnosticField.SQLSTATE) == GROWN_OLD:
            del _prepared[driver].names[text, one.types or ()]  # prepared anew next time
        raise _error(driver, result)
    one.set_pgresult(result)
    return one.load_rows(0, result.ntuples, tuple)


def forget(driver: Connection[Any]) -> None:
    """Everything is prepared anew: a plan that was made for small tables is none for large ones. In service the
    server's own statistics see to that."""
    if _prepared.pop(driver, None) is not None and driver.pgconn.status == ConnStatus.OK:
        driver.pgconn.exec_(b"DEALLOCATE ALL")


def _is_ready(driver: Connection[Any]) -> bool:
    """Whether anything is prepared, and nothing is to be begun first: the driver opens its transactions itself."""
    if driver.prepare_threshold is None:
        return False
    status = driver.pgconn.transaction_status
    return status == TransactionStatus.INTRANS or (status == TransactionStatus.IDLE and driver.autocommit)


def _by_cursor(driver: Connection[Any], text: bytes, params: Sequence[Any]) -> list[Line]:
    return RawCursor(driver).execute(text, params, prepare=False).fetchall()


def _name_of(driver: Connection[Any], key: Key) -> bytes:
    """By which name it is asked; empty before it came often enough to be prepared."""
    known = _prepared.get(driver) or _prepared.setdefault(driver, Prepared())
    if key in known.names:
        known.names.move_to_end(key)
        return known.names[key]
    if len(known.times) >= FEW_TIMES:
        known.times.clear()
    times = known.times[key] = known.times.get(key, 0) + 1
    if times <= (driver.prepare_threshold or 0):
        return b""
    del known.times[key]
    name = b"kept_%d" % next(_numbers)
    _done(driver, driver.pgconn.prepare(name, *key))
    known.names[key] = name
    while len(known.names) > PREPARED:
        _, oldest = known.names.popitem(last=False)
        _done(
            driver, driver.pgconn.close_prepared(oldest) if _closes() else driver.pgconn.exec_(b"DEALLOCATE " + oldest)
        )
    return name


@cache
def _closes() -> bool:
    """Whether libpq can close a statement by the protocol, which goes through pools that do not know DEALLOCATE."""
    return capabilities.has_send_close_prepared()


def _done(driver: Connection[Any], result: PGresult) -> None:
    if result.status != ExecStatus.COMMAND_OK:
        raise _error(driver, result)


def _error(driver: Connection[Any], result: PGresult) -> Exception:
    """As a cursor raises it: a connection that is gone tells no state, and is no fault of the statement."""
    if driver.pgconn.status != ConnStatus.OK:
        return errors.OperationalError(result.get_error_message(driver.info.encoding))
    return errors.error_from_result(result, driver.info.encoding)
