"""Models that the trail answers for: whatever changes a row through them inside `writing()` is told by an entry.

What is changed outside of it, in a shell or in the database itself, is not, and `trail verify` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

from django.db import models

from shuangyong.base import storing
from shuangyong.base.trail import touched

M = TypeVar("M", bound=models.Model)


class BoundQuerySet(models.QuerySet[M]):
    """Notes which rows an update, an insert of many or a deletion changes."""

    def update(self, **changed: Any) -> int:
        with _noting(self.model, self, changed):
            return super().update(**changed)

    def delete(self) -> tuple[int, dict[str, int]]:
        with _noting(self.model, self, None):
            return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        made = super().bulk_create(*args, **kwargs)
        if storing.is_writing():
            table = touched.table_of(self.model)
            touched.touch(table, _before_these(table, {row.pk for row in made}))
        return made


class Bound(models.Model):
    """A row that the trail answers for."""

    CALLED: ClassVar[str]
    """What people call such a row."""
    UNBOUND: ClassVar[frozenset[str]] = frozenset()
    """Columns that count along and say nothing."""
    WIDTH: ClassVar[int] = 1
    """Rows, by their keys, that have one digest together (touched.Table)."""
    objects = BoundQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def told(self) -> str:
        """The row to a person who looks for what happened."""
        return str(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        there = type(self).objects.filter(pk=self.pk) if self.pk else None
        with _noting(type(self), there, kwargs.get("update_fields")) as noted:
            super().save(*args, **kwargs)
            noted.append(self.pk)


@contextmanager
def _noting(
    model: type[models.Model], rows: models.QuerySet[Any] | None, changed: Iterable[str] | None
) -> Iterator[list[int]]:
    """Look at the rows before they are changed, held so that nobody changes them in between; then note them.

    `changed`: the columns, None for all. Numbers put into the list given are noted as well: rows that are made.
    """
    made: list[int] = []
    table = touched.table_of(model)
    if not storing.is_writing() or (changed is not None and not _counts(table, changed)):
        yield made
        return
    was = _as_they_stand(table, rows) if rows is not None else {}
    yield made
    touched.touch(table, _before_these(table, set(made)) | was)


def _as_they_stand(table: touched.Table, rows: models.QuerySet[Any]) -> dict[int, str]:
    """Numbers and digests of what is about to be changed."""
    if table.width > 1:
        numbers = {pk // table.width for pk in rows.order_by().values_list("pk", flat=True)} - set(touched.noted(table))
        rows = table.model.objects.filter(table.covered(numbers))
    held = rows.order_by().select_for_update(of=("self",))
    return {there.number: there.digest for there in table.rows(held)}


def _before_these(table: touched.Table, made: set[int]) -> dict[int, str]:
    """What stood where these rows were made: nothing, but in a stretch of rows the others."""
    if table.width == 1:
        return dict.fromkeys(made, "")
    numbers = sorted({pk // table.width for pk in made} - set(touched.noted(table)))
    found = dict.fromkeys(numbers, "")
    for start in range(0, len(numbers), table.page):
        found |= {there.number: there.digest for there in table.some(numbers[start : start + table.page], but=made)}
    return found


def _counts(table: touched.Table, changed: Iterable[str]) -> bool:
    """Whether any of these columns is answered for; a field and its column (unit, unit_id) are the same."""
    return any(name in table.columns or f"{name}_id" in table.columns for name in changed)
