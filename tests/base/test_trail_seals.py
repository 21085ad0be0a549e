"""The migration that seals the trail does for ever what it did; what it made are the seals that are asked for today."""

from __future__ import annotations

import importlib
from hashlib import sha256
from types import SimpleNamespace

import pytest
from django.db import connection

from shuangyong.base.trail import seals

MIGRATION = importlib.import_module("shuangyong.base.trail.migrations.0002_seal")
DONE = {
    "sqlite": "456dae6361bd36e270f9be20cbb188f818fe1133a9c9463c6cd93659c5c45070",
    "postgresql": "ad8574b14a4102009a9e7bc749f28d1adff41392c4e7573a71006f2f82492404",
}
"""The sum of its statements, which homes out there have run. Whoever changes a seal writes a new migration."""


def ran(step, vendor: str) -> list[str]:
    """What one direction of the migration asks of a database of that sort."""
    said: list[str] = []
    step(None, SimpleNamespace(execute=said.append, connection=SimpleNamespace(vendor=vendor)))
    return [" ".join(statement.split()) for statement in said]


@pytest.mark.parametrize("vendor", DONE)
def test_a_later_change_of_a_seal_changes_no_old_migration(vendor, monkeypatch) -> None:
    monkeypatch.setattr(seals, "TEXT", "另一句话")
    monkeypatch.setattr(seals, "ROWS", ())
    monkeypatch.setattr(seals, "TABLES", ())
    assert sha256("\n".join(ran(MIGRATION.seal, vendor)).encode()).hexdigest() == DONE[vendor]


@pytest.mark.django_db
def test_it_puts_on_every_seal_that_is_asked_for_and_takes_them_off() -> None:
    assert seals.missing() == ()
    with connection.cursor() as cursor:  # noqa: TID251 - triggers have no other way
        for statement in ran(MIGRATION.unseal, connection.vendor):
            cursor.execute(statement)
        assert seals.missing() == seals.of(connection.vendor)
        MIGRATION.seal(None, SimpleNamespace(execute=cursor.execute, connection=connection))
    assert seals.missing() == ()
