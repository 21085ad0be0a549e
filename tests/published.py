"""The shipped kinds as published rows. Proved and published for real once a run; every test gets copies.

So no test has what publishing a standard asks of the ledgers, the first no more than the others (`ask_the_ledgers`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from shuangyong.assess import asking
from shuangyong.assess.standard.reading import SORT
from shuangyong.base.actor import SYSTEM
from shuangyong.catalog.actions import publish_shipped
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import forget

_PUBLISHED: dict[datetime, list[dict[str, Any]]] = {}
COLUMNS = [column.attname for column in Definition._meta.concrete_fields if not column.primary_key]


def publish(now: datetime) -> None:
    """What comes with the product, as rows of published definitions."""
    if now not in _PUBLISHED:
        with transaction.atomic():
            made = publish_shipped(SYSTEM, now=now)
            _PUBLISHED[now] = [{name: getattr(row, name) for name in COLUMNS} for row in made]
            transaction.set_rollback(True)
        forget()
    Definition.objects.bulk_create([Definition(**values) for values in _PUBLISHED[now]])


def ask_the_ledgers() -> None:
    """What the standards measure is asked, as when they are published; the copied rows leave that out."""
    for row in Definition.objects.filter(sort=SORT):
        asking.published(row)
