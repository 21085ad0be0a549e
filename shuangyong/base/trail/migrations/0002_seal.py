"""The database itself refuses to change or remove an entry, whoever asks: triggers, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from shuangyong.base.trail import seals


def seal(apps: Any, schema_editor: Any) -> None:
    seals.put_on(schema_editor.execute, schema_editor.connection.vendor)


def unseal(apps: Any, schema_editor: Any) -> None:
    seals.take_off(schema_editor.execute, schema_editor.connection.vendor)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(seal, unseal)]
