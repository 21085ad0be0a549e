"""What is stored of papers and tables that leave: exports that a second person must agree to."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models

from shuangyong.base.organisation.models import Account


class Release(models.Model):
    """A list in the clear, or that of the troops: asked for by one, agreed to by another, built once, expires."""

    class State(models.TextChoices):
        WAITING = "waiting", "待同意"
        AGREED = "agreed", "已同意，正在生成"
        BUILT = "built", "可以下载"
        DECLINED = "declined", "不同意"
        OVER = "over", "已失效"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    roll = models.JSONField("清单")
    """register.rolls.Roll."""
    fields = models.JSONField("内容", default=list)
    """Protected values asked for, by opening.NAMES."""
    form = models.CharField("格式", max_length=4)
    rows = models.PositiveIntegerField("行数")
    """Counted when it was asked for: no more are taken."""
    purpose = models.CharField("用途", max_length=200)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    place = models.CharField("区划", max_length=12, blank=True)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_as = models.JSONField("申请人任职", default=list)
    """Tenures with which it was asked for."""
    asked_heads = models.BooleanField(default=False)
    """The asker heads the unit: who serves in it is subordinate."""
    asked_path = models.CharField(max_length=200)
    """Where the asker's unit stands among the others."""
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name="决定人")
    decided_at = models.DateTimeField("决定时间", null=True)
    note = models.CharField("意见", max_length=200, blank=True)
    until = models.DateTimeField("有效至")
    """Until when it can be agreed to; once agreed, until when it can be taken."""
    job = models.BigIntegerField(null=True)
    digest = models.CharField("摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = "完整导出"
        indexes: ClassVar = [
            models.Index(fields=["state", "place", "id"], name="release_state"),
            models.Index(fields=["asked_by", "-id"], name="release_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
