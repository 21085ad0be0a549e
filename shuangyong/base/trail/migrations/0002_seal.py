"""The database itself refuses to change or remove an entry, whoever asks: triggers, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TEXT = "留痕一经写入，不能修改，也不能删除。"
REFUSED = (
    # name, when, table, only where
    ("trail_entry_no_update", "UPDATE", "trail_entry", ""),
    ("trail_entry_no_delete", "DELETE", "trail_entry", ""),
    ("trail_head_no_delete", "DELETE", "trail_head", ""),
    ("trail_head_forward", "UPDATE", "trail_head", "WHEN (NEW.seq < OLD.seq)"),
)
TRUNCATED = (("trail_entry_no_truncate", "trail_entry"), ("trail_head_no_truncate", "trail_head"))
FUNCTION = f"""
CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{TEXT}' USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql"""


def seal(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        seal_postgresql(schema_editor)
        return
    for name, act, table, when in REFUSED:
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
        )


def seal_postgresql(schema_editor: Any) -> None:
    schema_editor.execute(FUNCTION)
    for name, act, table, when in REFUSED:
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION trail_refuse()"
        )
    for name, table in TRUNCATED:
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
        )


def unseal(apps: Any, schema_editor: Any) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name, _, table, _ in REFUSED:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        for name, table in TRUNCATED:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(seal, unseal)]
