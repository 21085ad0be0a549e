"""What is stored of files: one row for each different content, and what makes pictures findable by their looks."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from shuangyong.base.files import kinds


class Blob(models.Model):
    """A file's content (文件), stored once whatever it is called and however often it is used."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    placed = models.BooleanField(default=False)
    """A picture that says where it was taken. The place itself is kept nowhere but in the original."""

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.kind}"

    @property
    def path(self) -> Path:
        """The content as it was handed in; of a picture only for whoever says what for (stripping)."""
        return place(self.sha256)

    @property
    def shown_path(self) -> Path:
        """Of a picture the JPEG made for showing, without anything that its camera wrote into it."""
        return place(self.sha256, shown=True)

    @property
    def may_carry_place(self) -> bool:
        """Whether a camera may have written into it: a picture, or a paper that holds some."""
        return self.is_picture or self.kind in {"docx", "xlsx"}

    @property
    def is_picture(self) -> bool:
        return kinds.KINDS[self.kind].picture


class View(models.Model):
    """The looks of a picture, whole (0) or cut to its middle (1, 2): two hashes of 64 bits, as hexadecimal."""

    blob = models.ForeignKey(Blob, models.CASCADE, related_name="views")
    cut = models.PositiveSmallIntegerField()
    gradient = models.CharField(max_length=16)
    frequency = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.blob_id}/{self.cut}"


class Band(models.Model):
    """Sixteen bits of a view's hash: two pictures that look alike share at least one, which an index finds."""

    view = models.ForeignKey(View, models.CASCADE, related_name="bands", db_index=False)
    band = models.PositiveSmallIntegerField()
    value = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=("band", "value", "view"), name="files_by_band"),)

    def __str__(self) -> str:
        return f"{self.band}:{self.value:04x}"


def root() -> Path:
    return Path(settings.HOME) / "files"


def place(sha256: str, *, shown: bool = False) -> Path:
    """Where a content lies: files/ab/cdef…, a picture's copy for showing beside it."""
    return root() / sha256[:2] / (sha256[2:] + (".jpg" if shown else ""))
