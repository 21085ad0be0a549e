"""What is stored of the trail: entries, each linked to the one before, and the chain's head."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from shuangyong.base.trail import types

SEALED = "留痕一经写入，不能修改，也不能删除。"


class Sealed(Exception):  # noqa: N818 - the word that its message uses
    """An attempt to change or remove an entry from Python; the database's triggers refuse the rest."""


def refuse(*_: Any, **__: Any) -> NoReturn:
    raise Sealed(SEALED)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads, and takes in new ones."""

    update = refuse
    delete = refuse
    bulk_update = refuse
    update_or_create = refuse


class Entry(models.Model):
    """Who wrote or looked at what (留痕). Numbered without gaps; `hash` covers all of it and `previous`."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=100)
    seat = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=12, blank=True)
    what = models.CharField(max_length=80)
    about_kind = models.CharField(max_length=80)
    about_id = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    algorithm = models.CharField(max_length=20)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("seq",)
        indexes = (
            models.Index(fields=("about_kind", "about_id", "seq"), name="trail_about"),
            models.Index(fields=("actor_id", "seq"), name="trail_actor"),
            models.Index(fields=("at",), name="trail_at"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.what}"

    @property
    def says(self) -> str:
        """The entry as a sentence without its subject: 把单位“甲”改名为“乙”."""
        return types.sentence(self.what, self.data)

    def save(self, *_: Any, **__: Any) -> NoReturn:
        raise Sealed(SEALED)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Sealed(SEALED)


class Head(models.Model):
    """The end of the chain, one row: what an entry cut off at the end is missed by."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
