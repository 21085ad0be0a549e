"""What is stored of work done later: jobs, the schedule they come from, and what an administrator must look at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


OPEN = (State.QUEUED, State.RUNNING)


class Job(models.Model):
    """Work for later (后台任务). A worker takes it by compare-and-set and holds it by a lease that it renews."""

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    cancel_asked = models.BooleanField(default=False)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_says = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.CharField(max_length=500, blank=True)
    """A sentence for people; `detail` is for whoever mends the program."""
    detail = models.TextField(blank=True)
    created_by = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("key",), condition=Q(state__in=("queued", "running")) & ~Q(key=""), name="jobs_one_a_key"
            ),
        )
        indexes = (
            # The worker asks for the next one: only queued jobs are looked through, however many are done.
            models.Index(fields=("run_at", "id"), condition=Q(state="queued"), name="jobs_queued"),
            # The reaper asks for expired leases.
            models.Index(fields=("lease_until",), condition=Q(state="running"), name="jobs_running"),
            # A person's own, and a schedule's last.
            models.Index(fields=("created_by", "id"), name="jobs_created_by"),
            models.Index(fields=("name", "id"), name="jobs_name"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.pk} {self.state}"


class Schedule(models.Model):
    """What comes again (定时任务): declared in code, its times kept here."""

    name = models.CharField(max_length=80, unique=True)
    rule = models.CharField(max_length=80)
    next_run = models.DateTimeField()
    last_run = models.DateTimeField(null=True)
    last_done = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.rule}"


class Alarm(models.Model):
    """A red item on the administrator's desk, until what it is about works again."""

    key = models.CharField(max_length=120)
    says = models.CharField(max_length=500)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key",), condition=Q(ended=None), name="jobs_one_alarm_a_key"),)

    def __str__(self) -> str:
        return f"{self.key} {self.says}"
