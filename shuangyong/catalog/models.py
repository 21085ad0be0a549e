"""Published definitions: content that is never edited again, and drafts that are files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from shuangyong.base.errors import Problem
from shuangyong.base.trail.bound import Bound


class Definition(Bound):
    """One published version. `content` is the file as it was; everything else is drawn from it for finding."""

    CALLED = "已发布的定义"

    sort = models.CharField("类别", max_length=20)
    """What it defines: kind, and later standard, policy."""
    key = models.CharField("标识", max_length=40)
    version = models.PositiveIntegerField("版本")
    name = models.CharField("名称", max_length=100)
    content = models.TextField("内容")
    digest = models.CharField("摘要", max_length=64)
    """SHA-256 of the content."""
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True)
    checked = models.CharField("核对", max_length=10)
    source = models.TextField("依据")
    published_at = models.DateTimeField("发布时间")
    published_by = models.CharField("发布人", max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sort", "key", "version"], name="definition_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row is ever written; ending a version's validity goes through actions."""
        if not self._state.adding:
            raise Problem("已发布的定义不能修改。", then="请提高版本号，发布新的一版。")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: cases point at it for ever."""
        raise Problem("已发布的定义不能删除。", then="请发布新的一版，旧版自新版生效之日起不再用于新事项。")
