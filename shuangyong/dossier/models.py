"""What is stored of dossiers: what was asked for, what came of it, and who took it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from shuangyong.base.actor import Place
from shuangyong.base.jobs.models import Job
from shuangyong.base.organisation.models import Account, Unit


class Dossier(models.Model):
    """One dossier: a place, a standard, a year or the cycle up to it, as of a day, as known on that day."""

    place_code = models.CharField("地方", max_length=12, db_index=True)
    place_name = models.CharField(max_length=60)
    standard = models.CharField("标准", max_length=40)
    on = models.DateField("截至")
    cycle = models.BooleanField("整个周期", default=False)
    with_persons = models.BooleanField("装入含个人信息的材料", default=False)
    why = models.CharField("装入的理由", max_length=200, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    built_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the archive, which lies under this name."""
    size = models.BigIntegerField(default=0)
    cleaned_at = models.DateTimeField("清理时间", null=True)
    """The archive was taken away after its term; what stands here stays."""
    facts = models.JSONField(default=dict)
    """points, of, unknown, citations, records, files, missing, bars: what the page tells without opening it."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["place_code", "-id"], name="dossier_of_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return Place(self.place_code)

    @property
    def name(self) -> str:
        """As it is called on pages, in the trail and as a file."""
        years = f"截至{self.on.year}年整周期" if self.cycle else f"{self.on.year}年度"
        return f"{self.place_name}{years}申报材料（{self.on:%Y-%m-%d}）"

    @property
    def path(self) -> Path:
        return folder() / f"{self.sha256}.zip"


class Taken(models.Model):
    """Somebody took a dossier."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="takings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    seat = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.name}"


def folder() -> Path:
    return Path(settings.HOME) / "dossiers"
