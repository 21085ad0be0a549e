"""The database's own seals: triggers that refuse to change or remove an entry, alike on SQLite and PostgreSQL.

The first migration of them puts them on, `missing` says which of them no longer hold: whoever had the database in hand
may have taken them off, or put others in their place. They bind whoever comes through the database, not its owner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import connection

from shuangyong.base.trail.verifying import EVIDENCE

POSTGRESQL = "postgresql"
TEXT = "留痕一经写入，不能修改，也不能删除。"
FUNCTION = "trail_refuse"
BODY = f"\nBEGIN RAISE EXCEPTION '{TEXT}' USING ERRCODE = 'integrity_constraint_violation'; END\n"


@dataclass(frozen=True, slots=True)
class Seal:
    """One trigger; `act` as in its statement, `when` only on these rows (empty: on all)."""

    name: str
    act: str
    table: str
    says: str
    """What is possible without it."""
    when: str = ""

    def on(self, vendor: str) -> str:
        """The statement that puts it on."""
        each = "STATEMENT" if self.act == "TRUNCATE" else "ROW"
        does = f"EXECUTE FUNCTION {FUNCTION}()" if vendor == POSTGRESQL else f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
        return f"CREATE TRIGGER {self.name} BEFORE {self.act} ON {self.table} FOR EACH {each} {self.when} {does}"

    def off(self, vendor: str) -> str:
        return f"DROP TRIGGER IF EXISTS {self.name}" + (f" ON {self.table}" if vendor == POSTGRESQL else "")


ROWS = (
    Seal("trail_entry_no_update", "UPDATE", "trail_entry", "留痕可以改动"),
    Seal("trail_entry_no_delete", "DELETE", "trail_entry", "留痕可以删除"),
    Seal("trail_head_no_delete", "DELETE", "trail_head", "链头可以删除"),
    Seal("trail_head_forward", "UPDATE", "trail_head", "链头可以往回改", "WHEN (NEW.seq < OLD.seq)"),
)
TABLES = (
    Seal("trail_entry_no_truncate", "TRUNCATE", "trail_entry", "留痕可以整表清空"),
    Seal("trail_head_no_truncate", "TRUNCATE", "trail_head", "链头可以整表清空"),
)
"""SQLite knows no such statement."""
MAKE_FUNCTION = f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger AS $${BODY}$$ LANGUAGE plpgsql"


FOUND = {
    POSTGRESQL: """
        SELECT t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled IN ('O', 'A') AND p.prosrc = %s
               AND current_setting('session_replication_role') <> 'replica'
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND t.tgrelid IN (to_regclass('trail_entry'), to_regclass('trail_head'))""",
    "sqlite": "SELECT name, sql, %s <> '' FROM sqlite_master WHERE type = 'trigger'",
}
"""Name, statement, and whether it works, of the triggers that are there."""


def of(vendor: str) -> tuple[Seal, ...]:
    """The seals of a database, by Django's name of its sort."""
    return (*ROWS, *TABLES) if vendor == POSTGRESQL else ROWS


def put_on(execute: Callable[[str], object], vendor: str) -> None:
    """All of them, over whatever is there under their names."""
    if vendor == POSTGRESQL:
        execute(MAKE_FUNCTION)
    take_off(execute, vendor)
    for seal in of(vendor):
        execute(seal.on(vendor))


def take_off(execute: Callable[[str], object], vendor: str) -> None:
    for seal in of(vendor):
        execute(seal.off(vendor))


def missing() -> tuple[Seal, ...]:
    """Those that are gone, switched off, or not what they were; one query."""
    vendor = connection.vendor
    with connection.cursor() as cursor:  # noqa: TID251 - no model stands for a database's own triggers
        cursor.execute(FOUND[vendor], [BODY])
        there: Mapping[str, str] = {name: _plain(sql) for name, sql, works in cursor.fetchall() if works}
    return tuple(seal for seal in of(vendor) if there.get(seal.name) != _plain(seal.on(vendor)))


def _plain(statement: str) -> str:
    """Without what PostgreSQL writes its own way: brackets, case, white."""
    return "".join(sign for sign in statement.lower() if sign not in "() \n")


def told() -> tuple[str, ...]:
    """What is missing, in a sentence; none where all seals hold."""
    gone = missing()
    names = "、".join(f"{seal.name}（没有它，{seal.says}）" for seal in gone)
    return (f"数据库里防止改动留痕的触发器缺了或者不是原来的：{names}。{EVIDENCE}{RESEALED}",) if gone else ()


RESEALED = "证据留好以后，由运行维护人员运行 shuangyong trail seal 重新装上。"


def renew() -> tuple[Seal, ...]:
    """Put all of them on anew where any is missing; which those were. Inside `writing()`."""
    gone = missing()
    if gone:
        with connection.cursor() as cursor:  # noqa: TID251 - as above
            put_on(cursor.execute, connection.vendor)
    return gone
